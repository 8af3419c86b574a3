//! The seller's chats: the list and a chat in every state.

use domain::chats::DisputeReason;

use super::{Sample, dark, push, seller};
use crate::web::{
    cabinet::{
        chat::{ChatFacts, ChatMenu, ChatView, Dispute, Verb},
        chat_news::{Announcement, AnnouncementRow, AnnouncementsPage},
        chat_report::{NextStep, ReportPage, StepsPage},
        chats_list::{ChatList, ChatsPage},
    },
    icons,
    layout::{Tab, initials},
    parts::{
        Appeal, AppealForm, Attachment, Barrier, Blank, Brake, Bubble, BubbleState, Can, ChatComposer, ChatFoot,
        ChatRow, Chip, Choice, Clock, FileKind, FileRules, LastLine, Line, Mark, Piece, Presence, Quote, Role, Scan,
        Step, StepState, SystemLine, TemplateChoice, Thread, Warning, Whose, Why, row_time,
        samples::{self, LONG_NAME, LONG_WORD, NOW, hours_ago, say},
    },
    words::{Lang, Speaks, Words},
};

const MINUTE: i64 = 60_000_000;

pub(super) fn add(lang: Lang, out: &mut Vec<Sample>) {
    let w = lang.words();
    lists(lang, w, out);
    let page = |chat: ChatView| ChatsPage {
        w,
        shell: shell(lang, w),
        list: ChatList { heads_page: false, ..list(w) },
        chat: Some(chat),
    };
    push(out, "chat", "full", page(view(w, lines(w), foot(w))));
    push(out, "chat", "new", page(view(w, Vec::new(), foot(w))));
    push(out, "chat", "verdicts", page(view(w, verdicts(w), foot(w))));
    push(out, "chat", "files", page(view(w, files(w), foot(w))));
    push(out, "chat", "appealed", page(view(w, appealed(w), foot(w))));
    for (state, foot) in feet(w) {
        push(out, "chat", state, page(view(w, few(w), foot)));
    }
    push(out, "chat", "support", page(support(w)));
    for (state, view) in disputes(w) {
        push(out, "chat", state, page(view));
    }
    let mut long = view(w, longest(), foot(w));
    (long.name, long.initials, long.about) = (LONG_NAME.into(), initials(LONG_NAME), LONG_WORD.into());
    long.facts.product = Some(samples::products(w).remove(2));
    long.facts.assigned = Some(LONG_NAME.into());
    let list = ChatList { heads_page: false, ..list(w) };
    let shell = dark(shell(lang, w), w.chats.said_assigned);
    push(out, "chat", "long", ChatsPage { w, shell, list, chat: Some(long) });
    reports(lang, w, out);
    announcements(lang, w, out);
}

fn shell(lang: Lang, w: &'static Words) -> crate::web::layout::Shell {
    let mut shell = seller(lang, Tab::Chats, w.chats.title).described(w.chats.description);
    shell.new_chats = 3;
    shell
}

fn lists(lang: Lang, w: &'static Words, out: &mut Vec<Sample>) {
    let page = |list| ChatsPage { w, shell: shell(lang, w), list, chat: None };
    push(out, "chats", "full", page(list(w)));
    let found = ChatList { query: say(w, "чек", "receipt").into(), rows: found(w), next: None, ..list(w) };
    push(out, "chats", "found", page(found));
    let c = &w.chats;
    let blanks = [
        ("empty", icons::CHATS, c.empty_title, c.empty_text),
        ("done", icons::CHECK, c.done_title, c.done_text),
        ("nothing", icons::SEARCH, w.reviews.nothing_found, w.reviews.nothing_found_text),
        ("support", icons::HEADSET, c.empty_support, c.empty_support_text),
        ("disputes", icons::SCALES, c.empty_disputes, c.empty_disputes_text),
        ("archive", icons::ARCHIVE, c.empty_archive, c.empty_archive_text),
    ];
    for (state, icon, title, text) in blanks {
        let blank = Blank { icon, title: title.into(), text: text.into(), action: None };
        let can_ask_support = state == "support";
        let list = ChatList { rows: Vec::new(), next: None, blank: Some(blank), can_ask_support, ..list(w) };
        push(out, "chats", state, page(list));
    }
}

pub(super) fn clock(w: &Words, minutes: i64) -> Option<Clock> {
    Clock::until(w, NOW + minutes * MINUTE, NOW)
}

fn chip(label: &str, count: Option<u64>, on: bool) -> Chip {
    Chip { label: label.into(), count: count.map(|count| count.to_string()), href: "/chats?tab=customers".into(), on }
}

fn segments(w: &Words, on: usize) -> Vec<Chip> {
    let c = &w.chats;
    let all = [
        (c.tab_all, Some(3)),
        (c.tab_customers, Some(2)),
        (c.tab_support, Some(1)),
        (c.tab_disputes, None),
        (c.tab_archive, None),
        (c.tab_announcements, Some(2)),
    ];
    all.into_iter().enumerate().map(|(i, (label, count))| chip(label, count, i == on)).collect()
}

fn list(w: &'static Words) -> ChatList {
    let c = &w.chats;
    ChatList {
        heads_page: true,
        segments: segments(w, 0),
        query: String::new(),
        kept: vec![("tab".into(), "customers".into())],
        chips: vec![
            chip(c.chip_all, Some(48), true),
            chip(c.chip_unread, Some(3), false),
            chip(c.chip_mine_next, Some(5), false),
            chip(c.chip_theirs_next, Some(21), false),
        ],
        active: 0,
        order: String::new(),
        sku: String::new(),
        form_kept: Vec::new(),
        reset_href: "/chats".into(),
        note: None,
        refresh_href: "/chats".into(),
        can_ask_support: false,
        rows: rows(w),
        next: Some("/chats?after=1".into()),
        blank: None,
    }
}

pub(super) fn row(w: &Words, id: &str, role: Role, name: &str, text: &str) -> ChatRow {
    ChatRow {
        id: id.into(),
        href: format!("/chats/{id}"),
        role,
        name: name.into(),
        initials: initials(name),
        about: Some(format!(
            "{} · {}",
            w.chats.about_order.put("0123-4567-1"),
            say(w, "Кроссовки беговые «Север», 42", "Running shoes “Sever”, 42")
        )),
        last: Some(LastLine { whose: Whose::Theirs, text: Piece::plain(text), files: None }),
        when: row_time(w, NOW, NOW),
        unread: 0,
        clock: None,
        draft: None,
        marks: Vec::new(),
        open: false,
    }
}

fn rows(w: &Words) -> Vec<ChatRow> {
    let c = &w.chats;
    let maria = say(w, "Мария К.", "Maria K.");
    let mut rows = vec![
        ChatRow {
            unread: 2,
            clock: clock(w, 48),
            ..row(
                w,
                "c1",
                Role::Buyer,
                maria,
                say(
                    w,
                    "Подошва отклеилась на второй день, что мне делать?",
                    "The sole came off on day two, what do I do?",
                ),
            )
        },
        ChatRow {
            unread: 1,
            about: None,
            initials: "O".into(),
            ..row(
                w,
                "c2",
                Role::Support,
                say(w, "Поддержка Otklik", "Otklik support"),
                say(w, "Нашли платёж, вернём до пятницы", "We found the payment, it is back by Friday"),
            )
        },
        ChatRow {
            clock: clock(w, 320),
            marks: vec![Mark::new(icons::PERSON, say(w, "Анна", "Anna"), "")],
            ..row(w, "c3", Role::Buyer, say(w, "Олег", "Oleg"), "")
        },
        ChatRow {
            draft: Some(say(w, "Здравствуйте! Отправили вам", "Hello! We have sent you").into()),
            clock: clock(w, 2_900),
            ..row(w, "c4", Role::Buyer, say(w, "Ирина П.", "Irina P."), "")
        },
        ChatRow {
            unread: 120,
            marks: vec![Mark::new(icons::SCALES, c.dispute, "warn")],
            clock: clock(w, 1_500),
            ..row(w, "c5", Role::Buyer, LONG_NAME, LONG_WORD)
        },
        ChatRow {
            marks: vec![Mark::new(icons::MOON, say(w, "до завтра, 09:00", "until tomorrow, 09:00"), "")],
            when: row_time(w, NOW - 26 * 60 * MINUTE, NOW),
            ..row(w, "c6", Role::Buyer, say(w, "Павел", "Pavel"), "")
        },
        ChatRow {
            marks: vec![Mark::new(icons::LOCK, c.state_closed, "")],
            when: row_time(w, NOW - 240 * 60 * MINUTE, NOW),
            ..row(w, "c7", Role::Buyer, say(w, "Света", "Sveta"), "")
        },
        ChatRow {
            marks: vec![Mark::new(icons::SHIELD, c.state_frozen, "bad")],
            last: None,
            when: None,
            ..row(w, "c8", Role::Buyer, say(w, "Виктор", "Victor"), "")
        },
    ];
    let lines = [
        (
            2,
            Whose::Mine { read: true },
            say(w, "Да, пришлём новую пару завтра", "Yes, a new pair leaves tomorrow"),
            None,
        ),
        (5, Whose::Mine { read: false }, say(w, "Проверим и напишем", "We will check and write"), None),
        (6, Whose::Colleagues(say(w, "Анна", "Anna").into()), "", Some(say(w, "Фото", "Photo"))),
    ];
    for (at, whose, text, files) in lines {
        if let Some(row) = rows.get_mut(at) {
            row.last = Some(LastLine { whose, text: Piece::plain(text), files: files.map(str::to_owned) });
        }
    }
    rows
}

fn found(w: &Words) -> Vec<ChatRow> {
    let mut row = row(w, "c1", Role::Buyer, say(w, "Мария К.", "Maria K."), "");
    let piece = |text: &str, hit| Piece { text: text.into(), hit };
    row.last = Some(LastLine {
        whose: Whose::Theirs,
        text: vec![
            piece(say(w, "Прислала ", "I sent the "), false),
            piece(say(w, "чек", "receipt"), true),
            piece(say(w, " ещё вчера", " yesterday"), false),
        ],
        files: None,
    });
    vec![row]
}

pub(super) fn bubble(w: &Words, id: &str, text: &str) -> Bubble {
    Bubble {
        id: id.into(),
        client_id: None,
        path: format!("/chats/c1/messages/{id}"),
        mine: false,
        author: None,
        note: false,
        text: Piece::plain(text),
        original: None,
        reply: None,
        files: Vec::new(),
        when: hours_ago(w, 1),
        time: "13:05".into(),
        read: None,
        edited: false,
        state: BubbleState::Delivered,
        warning: None,
        can: Can { reply: true, report: true, ..Can::default() },
        edit_error: None,
    }
}

pub(super) fn theirs(w: &Words, id: &str, text: &str) -> Bubble {
    Bubble { author: Some((Role::Buyer, say(w, "Мария К.", "Maria K.").into())), ..bubble(w, id, text) }
}

pub(super) fn mine(w: &Words, id: &str, text: &str, read: bool) -> Bubble {
    Bubble {
        mine: true,
        author: Some((Role::Seller, say(w, "Анна Смирнова", "Anna Smirnova").into())),
        read: Some(read),
        can: Can { reply: true, edit: true, delete: true, report: false },
        ..bubble(w, id, text)
    }
}

pub(super) fn said(bubble: Bubble) -> Line {
    Line::Bubble(Box::new(bubble))
}

pub(super) fn few(w: &Words) -> Vec<Line> {
    vec![
        Line::Day(w.common.today.into()),
        said(theirs(
            w,
            "m1",
            say(w, "Здравствуйте! Подошва отклеилась на второй день.", "Hello! The sole came off on day two."),
        )),
        said(mine(
            w,
            "m2",
            say(w, "Здравствуйте, Мария! Пришлите, пожалуйста, фото.", "Hello Maria! Please send a photo."),
            true,
        )),
    ]
}

pub(super) fn lines(w: &Words) -> Vec<Line> {
    let quote = Quote {
        id: "m1".into(),
        author: say(w, "Мария К.", "Maria K.").into(),
        text: say(w, "Здравствуйте! Подошва отклеилась на второй день.", "Hello! The sole came off on day two.").into(),
    };
    let mut lines = vec![
        Line::Day(w.common.yesterday.into()),
        Line::System(SystemLine {
            id: "m0".into(),
            text: say(w, "Заказ 0123-4567-1 доставлен", "Order 0123-4567-1 was delivered").into(),
            when: None,
        }),
    ];
    lines.extend(few(w).into_iter().skip(1));
    lines.extend([
        Line::Day(w.common.today.into()),
        said(Bubble { files: vec![picture(5)], ..theirs(w, "m3", say(w, "Вот так", "Like this")) }),
        said(Bubble {
            author: None, ..bubble(w, "m4", say(w, "И на второй тоже", "And the other one too"))
        }),
        said(Bubble {
            note: true,
            read: None,
            can: Can { delete: true, ..Can::default() },
            ..mine(
                w,
                "m5",
                say(w, "Партия 14, третий случай. Спросил склад.", "Batch 14, third case. Asked the warehouse."),
                true,
            )
        }),
        said(Bubble {
            reply: Some(quote),
            edited: true,
            ..mine(
                w,
                "m6",
                say(
                    w,
                    "Это брак партии. Заменим пару или вернём деньги: как вам удобнее?",
                    "A fault of the batch. We replace the pair or pay back: what suits you?",
                ),
                true,
            )
        }),
        said(Bubble { state: BubbleState::Deleted, can: Can::default(), author: None, ..mine(w, "m7", "", true) }),
        Line::System(SystemLine {
            id: "m8".into(),
            text: say(w, "Анна взяла чат себе", "Anna took the chat").into(),
            when: hours_ago(w, 1),
        }),
        Line::Unread,
        said(theirs(w, "m9", say(w, "Лучше замену. Когда примерно?", "A replacement please. When roughly?"))),
        said(Bubble { author: None, ..mine(w, "m10", "👍", false) }),
    ]);
    lines
}

pub(super) fn verdicts(w: &Words) -> Vec<Line> {
    let why =
        |words: &str, fix: &str, quote: &str| Why { words: words.into(), fix: fix.into(), quote: Some(quote.into()) };
    let warning = say(
        w,
        "Покупатель зовёт в другой мессенджер. Так часто начинают мошенники: там мы не сможем помочь.",
        "The buyer asks you to move to another messenger. Fraudsters often begin like that: we cannot help you there.",
    );
    let card =
        say(w, "Переведите доплату на карту 4276 1234 5678 9010", "Transfer the rest to card 4276 1234 5678 9010");
    let code = say(w, "Пришлите код из СМС", "Send me the code from the SMS");
    vec![
        Line::Day(w.common.today.into()),
        said(Bubble {
            warning: Some(Warning { words: vec![warning.into()] }),
            ..theirs(w, "m1", say(w, "Давайте в телеграм, тут неудобно: @maria_k", "Let us move to telegram: @maria_k"))
        }),
        said(Bubble {
            state: BubbleState::Held {
                why: say(w, "Просит код", "Asks for a code").into(),
                clock: clock(w, 25),
                confirm: true,
            },
            read: None,
            ..mine(
                w,
                "m2",
                say(w, "Назовите код, который вам пришёл, для выдачи", "Tell us the code you got, for the pickup"),
                false,
            )
        }),
        said(Bubble {
            state: BubbleState::Blocked {
                why: vec![why(
                    say(w, "Просьба назвать код из СМС.", "Asks for the code from an SMS."),
                    say(
                        w,
                        "Коды не просят ни в каких чатах: уберите просьбу.",
                        "Nobody may ask for codes: leave it out.",
                    ),
                    code,
                )],
                appeal: Some(Appeal::Open(AppealForm {
                    action: "/chats/c1/messages/m3/appeal".into(),
                    limit: 1000,
                    text: String::new(),
                    error: None,
                })),
            },
            read: None,
            can: Can::default(),
            ..mine(w, "m3", code, false)
        }),
        said(Bubble {
            state: BubbleState::Blocked {
                why: vec![why(
                    say(w, "Оплата мимо площадки.", "Payment past the marketplace."),
                    say(w, "Доплату оформляют через заказ.", "Extra payments go through the order."),
                    "4276 1234 5678 9010",
                )],
                appeal: Some(Appeal::Open(AppealForm {
                    action: "/chats/c1/messages/m4/appeal".into(),
                    limit: 1000,
                    text: "?".into(),
                    error: Some(say(w, "Напишите хотя бы пару слов", "Write at least a few words").into()),
                })),
            },
            read: None,
            author: None,
            can: Can::default(),
            ..mine(w, "m4", card, false)
        }),
        said(Bubble {
            author: None,
            edit_error: Some((String::new(), w.chats.edit_hint.into())),
            ..mine(w, "m5", say(w, "Хорошего дня!", "Have a good day!"), false)
        }),
    ]
}

fn appealed(w: &Words) -> Vec<Line> {
    let blocked = |id: &str, appeal| {
        let why = vec![Why {
            words: say(w, "Ссылка на чужой сайт.", "A link to another site.").into(),
            fix: say(w, "Уберите ссылку.", "Take the link out.").into(),
            quote: None,
        }];
        said(Bubble {
            state: BubbleState::Blocked { why, appeal: Some(appeal) },
            read: None,
            can: Can::default(),
            ..mine(w, id, say(w, "Инструкция: сайт производителя", "The manual: the maker's site"), false)
        })
    };
    let judged = |overturned| Appeal::Judged {
        overturned,
        note: Some(say(w, "Это сайт производителя.", "It is the maker's site.").into()),
    };
    vec![
        Line::Day(w.common.today.into()),
        blocked("m1", Appeal::Waiting { since: hours_ago(w, 1), place: String::new() }),
        blocked("m2", judged(false)),
        blocked("m3", judged(true)),
    ]
}

fn picture(n: u8) -> Attachment {
    Attachment {
        name: format!("IMG_{n}.jpg"),
        kind: FileKind::Picture,
        href: Some(format!("/media/sample-{n}")),
        thumb: Some(format!("/media/sample-{n}/thumb")),
        size: (300, 300),
        weight: "1.2 MB".into(),
        scan: Scan::Clean,
    }
}

fn file(name: &str, kind: FileKind, scan: Scan) -> Attachment {
    let href = matches!(scan, Scan::Clean | Scan::NotScanned).then(|| "/files/f1".to_owned());
    Attachment { name: name.into(), kind, href, thumb: None, size: (0, 0), weight: "640 KB".into(), scan }
}

pub(super) fn files(w: &Words) -> Vec<Line> {
    let refused = Scan::Refused(say(w, "это не картинка", "this is no picture").into());
    let long = format!("{LONG_WORD}.pdf");
    vec![
        Line::Day(w.common.today.into()),
        said(Bubble { files: vec![picture(5), picture(6), picture(1)], ..theirs(w, "m1", "") }),
        said(Bubble { files: vec![file("receipt.pdf", FileKind::Document, Scan::Clean)], ..mine(w, "m2", "", true) }),
        said(Bubble {
            author: None,
            files: vec![file("unboxing.mp4", FileKind::Video, Scan::NotScanned)],
            ..bubble(w, "m3", "")
        }),
        said(Bubble {
            author: None,
            files: vec![file("act.pdf", FileKind::Document, Scan::Checking)],
            state: BubbleState::Checking,
            ..mine(w, "m4", say(w, "Акт во вложении", "The act is attached"), false)
        }),
        said(Bubble {
            author: None,
            files: vec![file("photo.jpg", FileKind::Picture, refused)],
            ..mine(w, "m5", "", false)
        }),
        said(Bubble {
            author: None,
            files: vec![file(&long, FileKind::Document, Scan::Checking)],
            ..bubble(w, "m6", "")
        }),
    ]
}

pub(super) fn longest() -> Vec<Line> {
    let w = Lang::En.words();
    let many = [LONG_WORD; 12].join(" ");
    vec![
        said(Bubble {
            author: Some((Role::Buyer, LONG_NAME.into())),
            reply: Some(Quote { id: "m0".into(), author: LONG_NAME.into(), text: many.clone() }),
            when: None,
            time: String::new(),
            ..bubble(w, "m1", &many)
        }),
        said(Bubble { author: Some((Role::Seller, LONG_NAME.into())), ..mine(w, "m2", LONG_WORD, false) }),
    ]
}

pub(super) fn composer(w: &Words) -> ChatComposer {
    let template = |id: &str, name: &str, text: &str, hole: Option<&str>| TemplateChoice {
        id: id.into(),
        name: name.into(),
        text: text.into(),
        hole: hole.map(str::to_owned),
        href: format!("/chats/c1?template={id}"),
    };
    ChatComposer {
        path: "/chats/c1".into(),
        query: String::new(),
        hint: w.chats.hint_buyer,
        text: String::new(),
        limit: 1000,
        client_id: "019e2c3f-7a41-7c55-9000-000000000001".into(),
        reply: None,
        templates: vec![
            template("t1", say(w, "Приветствие", "Greeting"), say(w, "Здравствуйте, Мария!", "Hello Maria!"), None),
            template("t2", say(w, "Статус заказа", "Order status"), "{track}", Some("{track}")),
        ],
        templates_href: Some("/menu/templates"),
        note: Some(false),
        files: Some(FileRules {
            accept: "image/*,video/mp4,application/pdf",
            most: 10,
            hint: say(w, "Фото, видео или PDF", "Photos, video or PDF").into(),
        }),
        clock: clock(w, 320),
        slow: None,
        error: None,
        brake: None,
        presence: None,
    }
}

fn open(composer: ChatComposer) -> ChatFoot {
    ChatFoot { barriers: Vec::new(), composer: Some(Box::new(composer)) }
}

fn foot(w: &Words) -> ChatFoot {
    open(composer(w))
}

pub(super) fn barrier(id: &'static str, icon: icons::Icon, tone: &'static str, title: &str, text: &str) -> Barrier {
    Barrier { id, icon, tone, title: title.into(), text: text.into(), until: None, appeal: None, support_href: None }
}

pub(super) fn appeal(action: &str) -> Appeal {
    Appeal::Open(AppealForm { action: action.into(), limit: 1000, text: String::new(), error: None })
}

/// The foot in all its states.
#[expect(clippy::too_many_lines, reason = "a list of states is as long as it is")]
pub(super) fn feet(w: &Words) -> Vec<(&'static str, ChatFoot)> {
    let c = &w.chats;
    let typed = say(w, "Вот карта для возврата: 4276 1234 5678 9010", "My card for the refund: 4276 1234 5678 9010");
    let brake = Brake {
        title: say(w, "Похоже на номер карты", "Looks like a card number").into(),
        text: say(
            w,
            "Деньги за возврат приходят без номера карты в чате. По номеру мошенники снимают деньги.",
            "Refunds arrive without a card number in the chat. Fraudsters take money with it.",
        )
        .into(),
        quote: Some("4276 1234 5678 9010".into()),
    };
    let until = Some(c.until.put(say(w, "4 июня, 15:00", "4 Jun, 15:00")));
    let support = Some("/chats/support".to_owned());
    let slow = barrier(
        "friction",
        icons::CLOCK,
        "warn",
        c.friction_slow,
        say(
            w,
            "Причина: три сообщения подряд задержаны за ссылки.",
            "Why: three messages in a row were held for links.",
        ),
    );
    let off = barrier(
        "switch",
        icons::BAN,
        "bad",
        c.chats_off,
        say(
            w,
            "Причина: с аккаунта писали мошенники. Работают чат с поддержкой, отзывы и вопросы о товаре.",
            "Why: fraudsters wrote from the account. The chat with support, reviews and questions still work.",
        ),
    );
    let closed = barrier(
        "window",
        icons::LOCK,
        "",
        c.window_closed,
        say(
            w,
            "Окно закрылось 12 мая в 14:05: прошло 48 часов после последнего сообщения покупателя. Напишет снова, откроется ещё на 48 часов.",
            "The window closed on 12 May, 14:05: 48 hours after the buyer's last message. It opens for 48 more when they write.",
        ),
    );
    let frozen = barrier("frozen", icons::SHIELD, "warn", c.frozen, c.frozen_text);
    let nolinks = barrier("friction", icons::BAN, "warn", c.friction_nolinks, c.friction_nolinks_text);
    let readonly = barrier("friction", icons::EYE, "bad", c.friction_readonly, c.friction_readonly_text);
    vec![
        ("braked", open(ChatComposer { text: typed.into(), brake: Some(brake), ..composer(w) })),
        (
            "refused",
            open(ChatComposer { text: typed.into(), error: Some(w.chats.window_closed.into()), ..composer(w) }),
        ),
        (
            "typing",
            open(ChatComposer { presence: Some(Presence { name: say(w, "Анна", "Anna").into() }), ..composer(w) }),
        ),
        (
            "noting",
            open(ChatComposer {
                note: Some(true),
                text: say(w, "Спросить склад", "Ask the warehouse").into(),
                ..composer(w)
            }),
        ),
        (
            "replying",
            open(ChatComposer {
                reply: Some(Quote {
                    id: "m1".into(),
                    author: say(w, "Мария К.", "Maria K.").into(),
                    text: say(w, "Здравствуйте! Подошва отклеилась", "Hello! The sole came off").into(),
                }),
                clock: clock(w, 40),
                ..composer(w)
            }),
        ),
        (
            "slow",
            ChatFoot {
                barriers: vec![Barrier {
                    until: until.clone(),
                    appeal: Some(appeal("/chats/friction/appeal")),
                    ..slow
                }],
                composer: Some(Box::new(ChatComposer { slow: Some(42), ..composer(w) })),
            },
        ),
        (
            "nolinks",
            ChatFoot {
                barriers: vec![Barrier {
                    until: until.clone(),
                    appeal: Some(appeal("/chats/friction/appeal")),
                    ..nolinks
                }],
                composer: Some(Box::new(ChatComposer { files: None, ..composer(w) })),
            },
        ),
        (
            "readonly",
            ChatFoot {
                barriers: vec![Barrier {
                    until: until.clone(),
                    appeal: Some(appeal("/chats/friction/appeal")),
                    support_href: support.clone(),
                    ..readonly
                }],
                composer: None,
            },
        ),
        (
            "off",
            ChatFoot {
                barriers: vec![Barrier {
                    until,
                    appeal: Some(appeal("/chats/switch/appeal")),
                    support_href: support,
                    ..off
                }],
                composer: None,
            },
        ),
        ("closed", ChatFoot { barriers: vec![closed], composer: None }),
        ("frozen", ChatFoot { barriers: vec![frozen], composer: None }),
    ]
}

fn menu(w: &Words) -> ChatMenu {
    let c = &w.chats;
    let verb = |action, icon, label, asks| Verb { action, icon, label, asks };
    ChatMenu {
        assign: vec![
            Choice::new("me", c.assign_me, false),
            Choice::new("p2", say(w, "Олег Фёдоров", "Oleg Fedorov"), true),
            Choice::new("", c.unassign, false),
        ],
        snooze: vec![
            Choice::new("hour", c.snooze_hour, false),
            Choice::new("evening", c.snooze_evening, false),
            Choice::new("tomorrow", c.snooze_tomorrow, false),
        ],
        snooze_from: "2026-05-15".into(),
        unsnooze: false,
        verbs: vec![
            verb("close", icons::LOCK, c.close, None),
            verb("archive", icons::ARCHIVE, c.archive, None),
            verb("block", icons::BAN, c.block, Some(c.block_text)),
        ],
    }
}

fn view(w: &Words, lines: Vec<Line>, foot: ChatFoot) -> ChatView {
    let name = say(w, "Мария К.", "Maria K.");
    let product = samples::products(w).remove(0);
    ChatView {
        id: "c1".into(),
        path: "/chats/c1".into(),
        query: String::new(),
        back_href: "/chats".into(),
        role: Role::Buyer,
        name: name.into(),
        initials: initials(name),
        about: w.chats.about_order.put("0123-4567-1"),
        facts: ChatFacts {
            order: Some(("0123-4567-1".into(), w.shop.order_delivered.into())),
            product: Some(product),
            window: w.chats.window_open.into(),
            clock: clock(w, 320),
            state: w.chats.state_open,
            assigned: Some(say(w, "Олег Фёдоров", "Oleg Fedorov").into()),
            snoozed: None,
        },
        warning_folded: false,
        dispute: None,
        thread: Thread {
            path: "/chats/c1".into(),
            earlier: (lines.len() > 4).then(|| "/chats/c1?before=m0".into()),
            lines,
        },
        foot,
        menu: menu(w),
        report_reasons: reasons(w),
    }
}

fn support(w: &Words) -> ChatView {
    let name = say(w, "Поддержка Otklik", "Otklik support");
    let agent = (Role::Support, say(w, "Дарья", "Daria").to_owned());
    let lines = vec![
        Line::Day(w.common.today.into()),
        said(mine(w, "m1", say(w, "Не пришла выплата за май.", "The payout for May has not come."), true)),
        said(Bubble {
            author: Some(agent),
            can: Can { reply: true, ..Can::default() },
            ..bubble(
                w,
                "m2",
                say(
                    w,
                    "Здравствуйте! Пришлите, пожалуйста, фото договора: проверим реквизиты.",
                    "Hello! Please send a photo of the contract: we will check the details.",
                ),
            )
        }),
    ];
    let composer = ChatComposer { hint: w.chats.hint_support, clock: None, ..composer(w) };
    ChatView {
        role: Role::Support,
        name: name.into(),
        initials: "O".into(),
        about: String::new(),
        facts: ChatFacts { window: w.chats.window_open.into(), state: w.chats.state_open, ..ChatFacts::default() },
        menu: ChatMenu { assign: Vec::new(), ..menu(w) },
        report_reasons: Vec::new(),
        ..view(w, lines, open(composer))
    }
}

fn disputes(w: &Words) -> Vec<(&'static str, ChatView)> {
    let c = &w.chats;
    let step = |label: &'static str, state, note: Option<&str>| Step { label, state, note: note.map(str::to_owned) };
    let with = |steps: Vec<Step>, deadline: Option<Clock>, decision: Option<&str>| {
        let mut answering = composer(w);
        answering.hint = c.dispute_answer;
        ChatView {
            dispute: Some(Dispute {
                reason: DisputeReason::Defect.words(w.lang),
                steps,
                deadline,
                photos: samples::media(),
                decision: decision.map(str::to_owned),
            }),
            ..view(w, few(w), open(answering))
        }
    };
    let opened = Some(say(w, "13 мая", "13 May"));
    vec![
        (
            "dispute-opened",
            with(
                vec![
                    step(c.dispute_opened, StepState::Now, opened),
                    step(c.dispute_answered, StepState::Next, None),
                    step(c.dispute_decided, StepState::Next, None),
                ],
                clock(w, 1_500),
                None,
            ),
        ),
        (
            "dispute-decided",
            with(
                vec![
                    step(c.dispute_opened, StepState::Done, opened),
                    step(c.dispute_answered, StepState::Done, opened),
                    step(c.dispute_decided, StepState::Done, Some(c.dispute_for_buyer)),
                ],
                None,
                Some(say(
                    w,
                    "На фото виден заводской брак: вернём деньги за счёт продавца.",
                    "The photos show a factory fault: refunded at the seller's cost.",
                )),
            ),
        ),
    ]
}

pub(super) fn reasons(w: &Words) -> Vec<Choice> {
    crate::web::cabinet::chat_view::reasons(w.lang, None)
}

fn reports(lang: Lang, w: &'static Words, out: &mut Vec<Sample>) {
    let page = |typed: &str, error: Option<&str>| ReportPage {
        w,
        shell: shell(lang, w),
        back_href: "/chats/c1".into(),
        action: "/chats/c1/messages/m1/report".into(),
        author: (Role::Buyer, say(w, "Мария К.", "Maria K.").into()),
        text: say(w, "Назовите код, который вам пришёл", "Tell me the code that you got").into(),
        reasons: reasons(w),
        typed: typed.into(),
        error: error.map(str::to_owned),
    };
    push(out, "chat-report", "open", page("", None));
    push(out, "chat-report", "refused", page(LONG_WORD, Some(w.chats.report_legend)));
    let c = &w.chats;
    let step = |action: &str, title, text, done| NextStep { action: action.into(), title, text, done };
    let steps = vec![
        step("/chats/c1/steps/sessions", c.next_sessions, c.next_sessions_text, true),
        step("/chats/c1/steps/keys", c.next_keys, c.next_keys_text, false),
    ];
    push(
        out,
        "chat-steps",
        "some",
        StepsPage { w, shell: dark(shell(lang, w), c.said_sessions), back_href: "/chats/c1".into(), steps },
    );
}

fn announcements(lang: Lang, w: &'static Words, out: &mut Vec<Sample>) {
    let c = &w.chats;
    let topics = [c.tab_all, c.ann_main, c.ann_promotion, c.ann_training, c.ann_services];
    let row = |id: &str, topic, title: &str, new| AnnouncementRow {
        id: id.into(),
        href: format!("/chats/announcements/{id}"),
        topic,
        title: title.into(),
        begins: say(
            w,
            "Покупатели теперь видят, сколько времени у магазина на ответ.",
            "Buyers now see how much time a shop has to answer.",
        )
        .into(),
        when: hours_ago(w, 26),
        new,
        open: false,
    };
    let page = |rows: Vec<AnnouncementRow>, open: Option<Announcement>| AnnouncementsPage {
        w,
        shell: shell(lang, w),
        segments: segments(w, 5),
        topics: topics.iter().enumerate().map(|(i, label)| chip(label, (i == 0).then_some(2), i == 0)).collect(),
        blank: rows.is_empty().then(|| Blank {
            icon: icons::MEGAPHONE,
            title: c.ann_empty.into(),
            text: c.ann_empty_text.into(),
            action: None,
        }),
        rows,
        next: None,
        open,
    };
    let rows = || {
        vec![
            row("n1", c.ann_main, say(w, "Чаты: что изменилось", "Chats: what has changed"), true),
            row("n2", c.ann_training, LONG_WORD, true),
            row("n3", c.ann_services, say(w, "Склад в Казани открыт", "The Kazan warehouse is open"), false),
        ]
    };
    let read = Announcement {
        id: "n1".into(),
        back_href: "/chats/announcements".into(),
        topic: c.ann_main,
        title: say(w, "Чаты: что изменилось", "Chats: what has changed").into(),
        when: hours_ago(w, 26),
        paragraphs: vec![
            say(
                w,
                "Покупатели теперь видят, сколько времени у магазина на ответ.",
                "Buyers now see how much time a shop has to answer.",
            )
            .into(),
            say(
                w,
                "Коды и документы просить нельзя: такие сообщения не доходят.",
                "Codes and documents must not be asked for: such messages do not arrive.",
            )
            .into(),
        ],
    };
    push(out, "announcements", "full", page(rows(), None));
    push(out, "announcements", "empty", page(Vec::new(), None));
    push(out, "announcement", "open", page(rows(), Some(read)));
}
