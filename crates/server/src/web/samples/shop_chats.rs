//! The buyer's chats: list, chat, dispute, rating, and what stands in the way.

use super::{Sample, chats as parts, dark, push, shop::shell};
use crate::web::{
    cabinet::{
        chat::{Dispute, Verb},
        chat_report::{NextStep, StepsPage},
    },
    icons,
    layout::{Tab, initials},
    parts::{
        Barrier, Blank, Bubble, Can, ChatComposer, ChatFoot, ChatRow, Choice, Field, Line, Mark, Role, Step, StepState,
        Thread,
        samples::{LONG_NAME, LONG_PRODUCT, LONG_WORD, hours_ago, media, products, say},
    },
    shop::{
        chat::{AskRating, ShopChat},
        chat_dispute::DisputeFormPage,
        chats::{ShopChatList, ShopChatsPage},
    },
    words::{Lang, Speaks, Words},
};

pub(super) fn add(lang: Lang, out: &mut Vec<Sample>) {
    let w = lang.words();
    let mut shell_of = shell(lang, Tab::ShopChats, w.shop_chats.title);
    shell_of.new_chats = 2;
    let page = |list, chat| ShopChatsPage { w, shell: shell_of.clone(), list, chat };
    push(out, "shop-chats", "full", page(list(w, true), None));
    push(out, "shop-chats", "empty", page(nothing(w), None));
    push(out, "shop-chats", "off", page(ShopChatList { barriers: vec![off(w)], ..list(w, true) }, None));
    let mut show = |state: &str, change: &dyn Fn(&mut ShopChat)| {
        let mut chat = chat(w);
        change(&mut chat);
        push(out, "shop-chat", state, page(list(w, false), Some(chat)));
    };
    show("full", &|_| {});
    show("new", &|c| (c.thread.lines, c.thread.earlier, c.rating) = (Vec::new(), None, None));
    show("verdicts", &|c| c.thread.lines = seen_by_buyer(parts::verdicts(w)));
    show("files", &|c| c.thread.lines = seen_by_buyer(parts::files(w)));
    for (state, foot) in feet(w) {
        show(state, &|c| c.foot = foot.clone());
    }
    show("rated", &|c| with_rating(c, |r| r.stars = Some(4)));
    show("unrated", &|c| with_rating(c, |r| r.error = Some(w.shop_chats.rate_choose.into())));
    show("dispute", &|c| dispute(w, c, false));
    show("dispute-decided", &|c| dispute(w, c, true));
    show("support", &|c| support(w, c));
    show("long", &|c| long(w, c));
    for (state, refused) in [("open", false), ("refused", true)] {
        push(out, "shop-dispute", state, dispute_form(lang, w, refused));
    }
    push(out, "shop-steps", "some", steps(lang, w));
}

/// What a seller's sample says, with the buyer as the reader.
fn seen_by_buyer(lines: Vec<Line>) -> Vec<Line> {
    let turned = |line| match line {
        Line::Bubble(bubble) if bubble.note => None,
        Line::Bubble(bubble) => Some(Line::Bubble(Box::new(turn(*bubble)))),
        other => Some(other),
    };
    lines.into_iter().filter_map(turned).collect()
}

fn turn(bubble: Bubble) -> Bubble {
    let mine = !bubble.mine;
    let path = bubble.path.replacen("/chats", "/shop/chats", 1);
    let can = Can { reply: bubble.can.reply, edit: mine, delete: mine, report: !mine };
    let author = bubble.author.filter(|_| !mine);
    Bubble { mine, path, can, author, read: mine.then_some(true), ..bubble }
}

fn row(w: &Words, id: &str, role: Role, name: &str, text: &str) -> ChatRow {
    ChatRow { href: format!("/shop/chats/{id}"), ..parts::row(w, id, role, name, text) }
}

fn list(w: &Words, heads_page: bool) -> ShopChatList {
    let sc = &w.shop_chats;
    let shop = say(w, "Северная линия", "Northern Line");
    let rows = vec![
        ChatRow {
            unread: 2,
            open: !heads_page,
            ..row(
                w,
                "c1",
                Role::Seller,
                shop,
                say(w, "Заменим пару или вернём деньги?", "A new pair or the money back?"),
            )
        },
        ChatRow {
            about: None,
            initials: "O".into(),
            ..row(
                w,
                "c2",
                Role::Support,
                say(w, "Поддержка Otklik", "Otklik support"),
                say(w, "Проверили: возврат уже в пути", "We checked: the refund is on its way"),
            )
        },
        ChatRow {
            marks: vec![Mark::new(icons::SCALES, sc.dispute_answered, "warn")],
            when: hours_ago(w, 26),
            ..row(
                w,
                "c3",
                Role::Seller,
                say(w, "Тёплый дом", "Warm Home"),
                say(w, "Пришлите фото бирки", "Send the tag"),
            )
        },
        ChatRow { unread: 120, when: hours_ago(w, 90), ..row(w, "c4", Role::Seller, LONG_NAME, LONG_WORD) },
    ];
    ShopChatList {
        heads_page,
        barriers: Vec::new(),
        rows,
        ask_support: Vec::new(),
        refresh_href: "/shop/chats".into(),
        next: heads_page.then(|| "/shop/chats?after=c4".into()),
        blank: None,
    }
}

fn nothing(w: &Words) -> ShopChatList {
    let sc = &w.shop_chats;
    let blank = Blank {
        icon: icons::CHATS,
        title: sc.empty_title.into(),
        text: sc.empty_text.into(),
        action: Some(("/shop/orders".into(), sc.to_orders.into())),
    };
    ShopChatList { rows: Vec::new(), next: None, ask_support: matters(w), blank: Some(blank), ..list(w, true) }
}

fn matters(w: &Words) -> Vec<Choice> {
    let sc = &w.shop_chats;
    vec![
        Choice::new("order", sc.matter_order, true),
        Choice::new("payment", sc.matter_payment, false),
        Choice::new("fraud", sc.matter_fraud, false),
    ]
}

fn off(w: &Words) -> Barrier {
    let why = say(w, "Причина: проверяем жалобы на мошенников.", "Why: we look into reports of fraud.");
    Barrier {
        until: Some(w.chats.until.put(say(w, "4 июня, 15:00", "4 Jun, 15:00"))),
        appeal: Some(parts::appeal("/shop/chats/switch/appeal")),
        support_href: Some("/shop/chats/support".into()),
        ..parts::barrier(
            "switch",
            icons::BAN,
            "bad",
            w.chats.chats_off,
            &format!("{why} {}", w.shop_chats.works_anyway),
        )
    }
}

fn composer(w: &Words) -> ChatComposer {
    ChatComposer {
        path: "/shop/chats/c1".into(),
        hint: w.chats.hint_seller,
        templates: Vec::new(),
        templates_href: None,
        note: None,
        clock: None,
        ..parts::composer(w)
    }
}

fn feet(w: &Words) -> Vec<(&'static str, ChatFoot)> {
    let blocked = parts::barrier("blocked", icons::BAN, "", w.shop_chats.blocked_shop, w.shop_chats.blocked_shop_text);
    let as_buyer = |(state, foot): (&'static str, ChatFoot)| {
        let written = foot.composer.map(|c| {
            let own = composer(w);
            let (path, hint, templates) = (own.path, own.hint, own.templates);
            Box::new(ChatComposer { path, hint, templates, templates_href: None, note: None, clock: None, ..*c })
        });
        (state, ChatFoot { composer: written, ..foot })
    };
    let wanted = ["braked", "slow", "nolinks", "readonly", "frozen", "closed"];
    let shared = parts::feet(w).into_iter().filter(|(state, _)| wanted.contains(state)).map(as_buyer);
    let own = [
        ("off", ChatFoot { barriers: vec![off(w)], composer: None }),
        ("blocked-shop", ChatFoot { barriers: vec![blocked], composer: None }),
    ];
    shared.chain(own).collect()
}

fn chat(w: &Words) -> ShopChat {
    let sc = &w.shop_chats;
    let name = say(w, "Северная линия", "Northern Line");
    ShopChat {
        id: "c1".into(),
        path: "/shop/chats/c1".into(),
        role: Role::Seller,
        name: name.into(),
        initials: initials(name),
        about: format!("{} · {}", sc.about_order.put("0123-4567-1"), w.shop.order_delivered),
        product: products(w).into_iter().next(),
        warning_folded: false,
        dispute: None,
        thread: Thread {
            path: "/shop/chats/c1".into(),
            earlier: Some("/shop/chats/c1?before=m0".into()),
            lines: seen_by_buyer(parts::lines(w)),
        },
        rating: Some(AskRating { action: "/shop/chats/c1/rate".into(), stars: None, error: None }),
        foot: ChatFoot { barriers: Vec::new(), composer: Some(Box::new(composer(w))) },
        verbs: vec![Verb { action: "block", icon: icons::BAN, label: sc.block_shop, asks: Some(sc.block_shop_text) }],
        dispute_href: Some("/shop/orders/0123-4567-1/1834402117/dispute".into()),
        report_reasons: parts::reasons(w),
    }
}

fn with_rating(c: &mut ShopChat, change: impl FnOnce(&mut AskRating)) {
    if let Some(rating) = &mut c.rating {
        change(rating);
    }
}

fn dispute(w: &Words, c: &mut ShopChat, decided: bool) {
    let sc = &w.shop_chats;
    let day = Some(say(w, "13 мая", "13 May").to_owned());
    let step = |label: &'static str, state, note: Option<String>| Step { label, note, state };
    let steps = if decided {
        vec![
            step(sc.step_opened, StepState::Done, day.clone()),
            step(sc.step_answered, StepState::Done, day),
            step(sc.step_decided, StepState::Done, Some(sc.for_you.into())),
        ]
    } else {
        vec![
            step(sc.step_opened, StepState::Now, day),
            step(sc.step_answered, StepState::Next, Some(w.support.until.put(say(w, "16 мая", "16 May")))),
            step(sc.step_decided, StepState::Next, None),
        ]
    };
    let words =
        say(w, "На фото виден брак: деньги вернём за три дня.", "The photos show a fault: refunded in three days.");
    c.dispute = Some(Dispute {
        reason: w.chats.reason_defect,
        steps,
        deadline: None,
        photos: media(),
        decision: decided.then(|| words.into()),
    });
    (c.dispute_href, c.rating) = (None, None);
}

fn support(w: &Words, c: &mut ShopChat) {
    let agent = (Role::Support, say(w, "Дарья", "Daria").to_owned());
    let ask = say(w, "Возврат не пришёл, жду неделю.", "The refund has not come for a week.");
    let answer = say(
        w,
        "Здравствуйте! Пришлите, пожалуйста, фото чека: проверим платёж.",
        "Hello! Please send a photo of the receipt: we will check the payment.",
    );
    let own = turn(parts::bubble(w, "m1", ask));
    let theirs = Bubble { author: Some(agent), ..parts::bubble(w, "m2", answer) };
    c.role = Role::Support;
    (c.name, c.initials) = (say(w, "Поддержка Otklik", "Otklik support").into(), "O".into());
    (c.about, c.product, c.dispute_href) = (String::new(), None, None);
    (c.verbs, c.report_reasons) = (Vec::new(), Vec::new());
    c.thread.earlier = None;
    c.thread.lines = vec![Line::Day(w.common.today.into()), parts::said(own), parts::said(theirs)];
    c.foot.composer = Some(Box::new(ChatComposer { hint: w.chats.hint_support, ..composer(w) }));
}

fn long(w: &Words, c: &mut ShopChat) {
    (c.name, c.initials, c.about) = (LONG_NAME.into(), initials(LONG_NAME), LONG_WORD.into());
    c.product = products(w).into_iter().nth(2);
    c.thread.lines = seen_by_buyer(parts::longest());
}

fn dispute_form(lang: Lang, w: &'static Words, refused: bool) -> DisputeFormPage {
    let sc = &w.shop_chats;
    let mut shell = shell(lang, Tab::Orders, sc.dispute_title);
    if refused {
        shell = dark(shell, w.shop.form_errors);
    }
    let mut product = products(w).remove(0);
    if refused {
        product.name = LONG_PRODUCT.into();
    }
    DisputeFormPage {
        w,
        shell,
        action: "/shop/orders/0123-4567-1/1834402117/dispute".into(),
        order: sc.about_order.put("0123-4567-1"),
        product,
        reasons: vec![
            Choice::new("return", sc.reason_return, false),
            Choice::new("defect", sc.reason_defect, refused),
            Choice::new("not_arrived", sc.reason_missing, false),
        ],
        text: if refused { Field::refused("", w.reviews.too_long.put(12)) } else { Field::default() },
        limit: 1_000,
        photos_error: refused.then(|| w.errors.too_large.into()),
    }
}

fn steps(lang: Lang, w: &'static Words) -> StepsPage {
    let c = &w.chats;
    StepsPage {
        w,
        shell: shell(lang, Tab::ShopChats, c.next_title),
        back_href: "/shop/chats/c1".into(),
        steps: vec![NextStep {
            action: "/shop/chats/c1/steps/sessions".into(),
            title: c.next_sessions,
            text: w.shop_chats.next_sessions_buyer,
            done: false,
        }],
    }
}
