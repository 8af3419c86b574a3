//! Support's pages: the queue, a chat in every hand, disputes, macros, ratings.

use super::{Sample, chats as parts, desk::shell, push};
use crate::web::{
    desk::{
        support::{Customer, Holder, OrderLink, Section, SupportChat, SupportList, SupportPage, nav, waits},
        support_disputes::{DisputePage, DisputeRow, DisputeView, DisputesPage, Side},
        support_figures::SupportFiguresPage,
        support_macros::{MacroForm, MacrosPage},
    },
    icons,
    layout::{Tab, Theme, initials},
    parts::{
        Blank, Bubble, Can, ChatComposer, ChatFoot, ChatRow, Chip, Choice, Field, Line, Mark, Role, Spread, Stars,
        SystemLine, Thread,
        samples::{LONG_NAME, LONG_WORD, hours, hours_ago, products, say},
    },
    words::{Lang, Speaks, Words},
};

pub(super) fn add(lang: Lang, samples: &mut Vec<Sample>) {
    let w = lang.words();
    let page = |list, chat| SupportPage { w, shell: shell(w, Tab::Support, w.support.title), list, chat };
    push(samples, "support", "queue", page(list(w, true), None));
    push(samples, "support", "empty", page(nothing(w), None));
    let mut show = |state: &str, change: &dyn Fn(&mut SupportChat)| {
        let mut chat = chat(w);
        change(&mut chat);
        push(samples, "support", state, page(list(w, false), Some(chat)));
    };
    show("mine", &|_| {});
    show("free", &|c| not_mine(w, c, Holder::Nobody { can_take: true }));
    show("colleague", &|c| colleague(w, c));
    show("closed", &|c| closed(w, c, Some(4)));
    show("unrated", &|c| closed(w, c, None));
    show("long", &|c| long(w, c));
    push(samples, "support", "disputes", disputes(w, true));
    push(samples, "support", "disputes-none", disputes(w, false));
    push(samples, "support", "dispute", dispute(w, &|_| {}));
    push(samples, "support", "dispute-silent", dispute(w, &|d| silent(w, d)));
    push(samples, "support", "dispute-decided", dispute(w, &|d| decided(w, d)));
    push(samples, "support", "macros", macros(w, true));
    push(samples, "support", "macros-none", macros(w, false));
    push(samples, "support", "figures", figures(w, true));
    push(samples, "support", "figures-none", figures(w, false));
}

fn row(w: &Words, id: &str, role: Role, name: &str, topic: &str, text: &str) -> ChatRow {
    ChatRow {
        href: format!("/desk/support/chats/{id}"),
        about: Some(topic.into()),
        ..parts::row(w, id, role, name, text)
    }
}

fn waiting(w: &Words, minutes: i64) -> Mark {
    let waited = format!("{minutes}\u{a0}{}", w.common.minute_short);
    let (icon, label, tone) = waits(w, minutes, &waited);
    Mark::new(icon, label, tone)
}

fn list(w: &Words, heads_page: bool) -> SupportList {
    let s = &w.support;
    let rows = vec![
        ChatRow {
            unread: 3,
            marks: vec![waiting(w, 74)],
            open: !heads_page,
            ..row(
                w,
                "c1",
                Role::Seller,
                say(w, "Северная линия", "Northern Line"),
                say(w, "Выплаты", "Payouts"),
                say(w, "Не пришла выплата за май, третий день жду", "The payout for May has not come"),
            )
        },
        ChatRow {
            unread: 1,
            marks: vec![waiting(w, 26)],
            ..row(
                w,
                "c2",
                Role::Buyer,
                say(w, "Мария К.", "Maria K."),
                say(w, "Возврат", "Refund"),
                say(w, "Деньги так и не вернулись", "The money has not come back"),
            )
        },
        ChatRow {
            marks: vec![Mark::new(icons::PERSON, s.with.put(say(w, "Дарья", "Daria")), "")],
            ..row(w, "c3", Role::Buyer, LONG_NAME, LONG_WORD, LONG_WORD)
        },
    ];
    let chip = |label: &str, count: Option<u64>, on| Chip {
        label: label.into(),
        count: count.map(|n| n.to_string()),
        href: "/desk/support?queue=mine".into(),
        on,
    };
    SupportList {
        heads_page,
        nav: nav(w, Section::Chats, 12, 3),
        chips: vec![
            chip(s.queue, Some(12), true),
            chip(s.free, None, false),
            chip(s.mine, None, false),
            chip(s.sellers, None, false),
            chip(s.buyers, None, false),
        ],
        refresh_href: "/desk/support".into(),
        rows,
        next_action: Some("/desk/support/next".into()),
        next: None,
        blank: None,
    }
}

fn nothing(w: &Words) -> SupportList {
    let s = &w.support;
    let blank =
        Blank { icon: icons::CHECK, title: s.queue_empty.into(), text: s.queue_empty_text.into(), action: None };
    SupportList {
        rows: Vec::new(),
        next_action: None,
        blank: Some(blank),
        nav: nav(w, Section::Chats, 0, 0),
        ..list(w, true)
    }
}

fn talk(w: &Words) -> Vec<Line> {
    let ask = say(w, "Не пришла выплата за май, третий день жду.", "The payout for May has not come, three days now.");
    let answer = say(
        w,
        "Здравствуйте! Пришлите, пожалуйста, фото договора: проверим реквизиты.",
        "Hello! Please send a photo of the contract: we will check the details.",
    );
    let note = say(w, "Реквизиты меняли 10 мая, спросить финансы.", "Details changed on 10 May, ask finance.");
    let theirs = (Role::Seller, say(w, "Анна Смирнова", "Anna Smirnova").to_owned());
    let own = (Role::Support, say(w, "Вера Модестова", "Vera Modestova").to_owned());
    let path = |id: &str| format!("/desk/support/chats/c1/messages/{id}");
    vec![
        Line::Day(w.common.today.into()),
        parts::said(Bubble { author: Some(theirs), path: path("m1"), ..parts::bubble(w, "m1", ask) }),
        Line::System(SystemLine {
            id: "m2".into(),
            text: say(w, "Вера Модестова взяла чат", "Vera Modestova took the chat").into(),
            when: hours_ago(w, 1),
        }),
        parts::said(Bubble { author: Some(own.clone()), path: path("m3"), ..parts::mine(w, "m3", answer, true) }),
        parts::said(Bubble {
            note: true,
            author: Some(own),
            path: path("m4"),
            read: None,
            can: Can { delete: true, ..Can::default() },
            ..parts::mine(w, "m4", note, true)
        }),
    ]
}

fn composer(w: &Words) -> ChatComposer {
    ChatComposer {
        path: "/desk/support/chats/c1".into(),
        hint: w.chats.hint_person,
        templates_href: Some("/desk/support/macros"),
        clock: None,
        ..parts::composer(w)
    }
}

fn chat(w: &Words) -> SupportChat {
    let s = &w.support;
    let name = say(w, "Северная линия", "Northern Line");
    SupportChat {
        id: "c1".into(),
        path: "/desk/support/chats/c1".into(),
        query: "?queue=waiting".into(),
        back_href: "/desk/support?queue=waiting".into(),
        name: name.into(),
        initials: initials(name),
        role: Role::Seller,
        topic: say(w, "Выплаты · Анна Смирнова", "Payouts · Anna Smirnova").into(),
        holder: Holder::Mine,
        waits: Some(("warn", s.waits.put(hours(w, 1)))),
        thread: Thread { path: "/desk/support/chats/c1".into(), earlier: None, lines: talk(w) },
        foot: ChatFoot { barriers: Vec::new(), composer: Some(Box::new(composer(w))) },
        transfer: vec![
            Choice::new("", s.to_queue, true),
            Choice::new("p3", s.with_role.put2(say(w, "Олег", "Oleg"), s.from_safety), false),
            Choice::new("p2", say(w, "Дарья", "Daria"), false),
        ],
        can_close: true,
        rating: None,
        customer: customer(w),
    }
}

fn customer(w: &Words) -> Customer {
    let s = &w.support;
    let order = |number: &str, state: &str, product: &str| OrderLink {
        number: s.order_of.put(number),
        state: state.into(),
        product: product.into(),
        href: "/shop/p/1834402117".into(),
    };
    Customer {
        facts: vec![
            (s.talks_since, say(w, "3 марта 2024", "3 Mar 2024").into()),
            (w.chats.title, "128".into()),
            (w.shop.reviews, "1\u{a0}204".into()),
        ],
        limits: vec![("warn", w.chats.friction_slow.into(), Some(s.until.put(say(w, "15 мая", "15 May"))))],
        orders: vec![
            order("0123-4567-1", w.shop.order_delivered, say(w, "Кроссовки беговые «Север», 42", "Running shoes, 42")),
            order("0123-4567-2", w.shop.order_on_way, LONG_WORD),
        ],
        verdicts: vec![("warn", say(w, "Внешняя ссылка", "External link").into(), hours_ago(w, 50))],
    }
}

fn not_mine(w: &Words, c: &mut SupportChat, holder: Holder) {
    c.holder = holder;
    (c.transfer, c.can_close, c.foot) = (Vec::new(), false, ChatFoot::default());
    c.thread.lines = talk(w).into_iter().take(2).collect();
}

fn colleague(w: &Words, c: &mut SupportChat) {
    not_mine(w, c, Holder::Colleague(say(w, "Дарья", "Daria").into()));
    let noting = ChatComposer { note: Some(true), files: None, ..composer(w) };
    c.foot.composer = Some(Box::new(noting));
}

fn closed(w: &Words, c: &mut SupportChat, stars: Option<u8>) {
    not_mine(w, c, Holder::Closed);
    (c.waits, c.customer) = (None, Customer { facts: customer(w).facts, ..Customer::default() });
    c.rating = Some(Stars(stars));
}

fn long(w: &Words, c: &mut SupportChat) {
    (c.name, c.initials, c.topic) = (LONG_NAME.into(), initials(LONG_NAME), LONG_WORD.into());
    c.role = Role::Buyer;
    c.thread.lines = parts::longest();
    c.customer.limits.push(("bad", w.chats.chats_off.into(), Some(LONG_WORD.into())));
}

fn disputes(w: &'static Words, full: bool) -> DisputesPage {
    let s = &w.support;
    let tab = |label: &str, count: Option<&str>, on| Chip {
        label: label.into(),
        count: count.map(str::to_owned),
        href: "/desk/support/disputes".into(),
        on,
    };
    let row = |reason, text: &str, due| DisputeRow {
        href: "/desk/support/disputes/d1".into(),
        order: s.order_of.put("0123-4567-1"),
        product: say(w, "Кроссовки беговые «Север», 42", "Running shoes “Sever”, 42").into(),
        reason,
        text: text.into(),
        sides: say(w, "Мария К. и «Северная линия»", "Maria K. and “Northern Line”").into(),
        when: hours_ago(w, 40),
        due,
    };
    let torn =
        say(w, "Подошва отклеилась на второй день, прошу вернуть деньги.", "The sole came off, I want my money back.");
    DisputesPage {
        w,
        shell: shell(w, Tab::Support, s.disputes),
        nav: nav(w, Section::Disputes, 12, if full { 3 } else { 0 }),
        tabs: vec![tab(s.disputes_open, Some("3").filter(|_| full), true), tab(s.disputes_shop, Some("8"), false)],
        rows: if full {
            vec![
                row(w.chats.reason_defect, torn, ("bad", s.decide_by.put(say(w, "сегодня до 18:00", "today, 18:00")))),
                row(w.chats.reason_missing, LONG_WORD, ("", s.decide_by.put(say(w, "до 17 мая", "by 17 May")))),
            ]
        } else {
            Vec::new()
        },
        blank: (!full).then(|| Blank {
            icon: icons::SCALES,
            title: s.disputes_none.into(),
            text: s.disputes_none_text.into(),
            action: None,
        }),
    }
}

fn dispute(w: &'static Words, change: &dyn Fn(&mut DisputeView)) -> DisputePage {
    let s = &w.support;
    let mut d = DisputeView {
        href: "/desk/support/disputes/d1".into(),
        order: s.order_of.put("0123-4567-1"),
        product: products(w).remove(0),
        reason: w.chats.reason_defect,
        due: ("bad", s.decide_by.put(say(w, "сегодня до 18:00", "today, 18:00"))),
        buyer_name: say(w, "Мария К.", "Maria K.").into(),
        buyer: Some(Side {
            name: say(w, "Мария К.", "Maria K.").into(),
            when: hours_ago(w, 40),
            text: say(
                w,
                "Подошва отклеилась на второй день, прошу вернуть деньги.",
                "The sole came off, I want my money back.",
            )
            .into(),
        }),
        shop: Some(Side {
            name: say(w, "Северная линия", "Northern Line").into(),
            when: hours_ago(w, 20),
            text: say(
                w,
                "Пара носилась вне дома больше двух недель.",
                "The pair was worn outdoors for over two weeks.",
            )
            .into(),
        }),
        shop_name: say(w, "Северная линия", "Northern Line").into(),
        lines: parts::few(w),
        decided: None,
        decide: Some(Field::default()),
    };
    change(&mut d);
    DisputePage { w, shell: shell(w, Tab::Support, s.dispute), d }
}

fn silent(w: &Words, d: &mut DisputeView) {
    (d.shop, d.buyer) = (None, None);
    d.decide = Some(Field::refused(
        "",
        say(w, "Напишите, почему: решение прочтут обе стороны.", "Say why: both sides read it."),
    ));
}

fn decided(w: &Words, d: &mut DisputeView) {
    d.due = ("good", w.support.decided.into());
    let words = say(
        w,
        "На фото виден заводской брак: деньги вернём за три дня.",
        "The photos show a fault: refunded in three days.",
    );
    d.decided = Some((w.support.for_buyer, words.into(), hours_ago(w, 1)));
    d.decide = None;
}

fn macros(w: &'static Words, full: bool) -> MacrosPage {
    let s = &w.support;
    let of =
        |id: &str, name: &str, text: &str| MacroForm { id: id.into(), name: Field::of(name), text: Field::of(text) };
    let mut wrong = of("m2", say(w, "Возврат", "Refund"), "{phone}");
    wrong.text.error = Some(say(w, "Нет такой подстановки: {phone}", "No such hole: {phone}").into());
    MacrosPage {
        w,
        shell: shell(w, Tab::Support, s.macros),
        nav: nav(w, Section::Macros, 12, 3),
        macros: if full {
            vec![
                of(
                    "m1",
                    say(w, "Где мой заказ", "Where is my order"),
                    say(w, "Здравствуйте, {name}! Заказ {order} в пути.", "Hello {name}! Order {order} is on its way."),
                ),
                wrong,
                of("m3", LONG_NAME, LONG_WORD),
            ]
        } else {
            Vec::new()
        },
        new: MacroForm::default(),
        blank: (!full).then(|| Blank {
            icon: icons::TEMPLATE,
            title: s.macros_none.into(),
            text: s.macros_none_text.into(),
            action: None,
        }),
    }
}

fn figures(w: &'static Words, full: bool) -> SupportFiguresPage {
    let s = &w.support;
    let mut shell = shell(w, Tab::Support, s.figures);
    shell.theme = if full { Theme::System } else { Theme::Dark };
    SupportFiguresPage {
        w,
        shell,
        nav: nav(w, Section::Figures, 12, 3),
        average: say(w, "4,6", "4.6").into(),
        rated: 214,
        satisfied: 89,
        spread: Spread { average: None, counts: [8, 4, 12, 40, 150] },
        blank: (!full).then(|| Blank {
            icon: icons::CHART,
            title: s.no_ratings.into(),
            text: s.no_ratings_text.into(),
            action: None,
        }),
    }
}
