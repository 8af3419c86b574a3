//! The seller's promotions: lists, a promotion, adding, the editor, the calendar, answers, tables, prices.

use super::{Sample, dark, push, seller};
use crate::web::{
    cabinet::{
        promotions_add::{AddPage, Candidate, Outcome, PreviewPage},
        promotions_calendar::{Bar, CalendarPage, Cell, Day, Item, Week},
        promotions_editor::{Bill, Conflict, Editor, EditorPage},
        promotions_list::{Announced, Place, PromotionCard, PromotionList, PromotionsPage},
        promotions_one::{ConsentRow, ProductRow, PromotionHead, PromotionPage},
        promotions_prices::{PriceRow, PricesPage, RuleForm},
        promotions_sheet::{RowError, SheetPage},
        promotions_standing::{KindAnswer, StandingPage},
    },
    icons,
    layout::{Shell, Tab},
    parts::{
        Blank, Chip, Choice, Clock, Field,
        samples::{self, LONG_NAME, LONG_PRODUCT, NOW, hours_ago, say},
    },
    words::{Lang, Speaks, Words},
};

const HOUR: i64 = 3_600_000_000;

pub(super) fn add(lang: Lang, out: &mut Vec<Sample>) {
    lists(lang, out);
    ones(lang, out);
    editors(lang, out);
    adding(lang, out);
    around(lang, out);
    prices(lang, out);
}

fn shell(lang: Lang, title: &str) -> Shell {
    seller(lang, Tab::Promotions, title).described(lang.words().promotions.description)
}

fn lists(lang: Lang, out: &mut Vec<Sample>) {
    let w = lang.words();
    let p = &w.promotions;
    let page = |list| PromotionsPage { w, shell: shell(lang, p.title), list };
    push(out, "promotions", "full", page(list(w)));
    let blank = |icon, title: &str, text: &str, action| Blank { icon, title: title.into(), text: text.into(), action };
    let available = Some(("/promotions".to_owned(), p.see_available.to_owned()));
    let blanks = [
        ("empty", blank(icons::PERCENT, p.empty_available, p.empty_available_text, None)),
        ("none-mine", blank(icons::PERCENT, p.empty_mine, p.empty_mine_text, available)),
        ("nothing", blank(icons::SEARCH, p.nothing_found, p.nothing_found_text, None)),
    ];
    for (state, blank) in blanks {
        let list =
            PromotionList { cards: Vec::new(), announced: Vec::new(), next: None, blank: Some(blank), ..list(w) };
        push(out, "promotions", state, page(list));
    }
    let mut long = list(w);
    for card in &mut long.cards {
        card.title = format!("{LONG_PRODUCT} {LONG_NAME}");
        card.terms.push(p.need_categories.put(LONG_PRODUCT));
    }
    let shell = dark(shell(lang, p.title), p.said_left_all);
    push(out, "promotions", "long", PromotionsPage { w, shell, list: long });
}

fn list(w: &'static Words) -> PromotionList {
    let p = &w.promotions;
    let chip = |label: &str, count: Option<u64>, on| Chip {
        label: label.into(),
        count: count.map(|count| count.to_string()),
        href: "/promotions?kind=flash".into(),
        on,
    };
    PromotionList {
        segments: vec![
            chip(p.tab_available, Some(5), true),
            chip(p.tab_mine, Some(2), false),
            chip(p.tab_finished, Some(21), false),
        ],
        places: vec![
            Place { icon: icons::CALENDAR, label: p.calendar, count: None, href: "/promotions/calendar" },
            Place { icon: icons::SHOP, label: p.own, count: None, href: "/promotions/own" },
            Place { icon: icons::QUESTION, label: p.requests, count: Some("3".into()), href: "/promotions/requests" },
            Place { icon: icons::SHIELD, label: p.standing, count: None, href: "/promotions/standing" },
        ],
        query: String::new(),
        kept: Vec::new(),
        chips: vec![
            chip(p.any_kind, None, true),
            chip(p.kind_discount, None, false),
            chip(p.kind_stock_discount, None, false),
            chip(p.kind_flash, None, false),
            chip(p.kind_installment, None, false),
        ],
        payers: vec![
            Choice::new("", p.payer_any, true),
            Choice::new("seller", p.payer_seller_short, false),
            Choice::new("marketplace", p.payer_marketplace_short, false),
        ],
        form_kept: Vec::new(),
        active: 0,
        announced: vec![announced(w, false)],
        cards: cards(w),
        next: Some("/promotions?after=7".into()),
        blank: None,
    }
}

fn announced(w: &Words, contract: bool) -> Announced {
    let p = &w.promotions;
    Announced {
        title: say(w, "Зимняя распродажа", "Winter sale").into(),
        href: "/promotions/7".into(),
        when: p.enrolled_on.put(say(w, "21 мая", "21 May")),
        clock: Clock::until(w, NOW + 170 * HOUR, NOW),
        what: if contract { p.auto_of.put(p.n_products.count(12u64)) } else { p.auto_none.into() },
        silence: if contract { p.enrol_contract } else { p.enrol_ask },
        contract,
        decline: contract.then(|| "/promotions/7/decline".into()),
        agree: (!contract).then(|| "/promotions/7/agree".into()),
    }
}

fn cards(w: &Words) -> Vec<PromotionCard> {
    let p = &w.promotions;
    let card = |id: &str, title: &str, kind, phase, left: i64| PromotionCard {
        id: id.into(),
        href: format!("/promotions/{id}"),
        title: title.into(),
        kind,
        phase,
        dates: p.between.put2(say(w, "12 мая", "12 May"), say(w, "26 мая", "26 May")),
        clock: Clock::until(w, NOW + left * HOUR, NOW),
        clock_words: if phase.1 == "good" { p.ends_in } else { p.starts_in },
        payer: p.payer_seller,
        terms: vec![p.need_discount.put("15")],
        freeze: None,
        fits: Some(p.fits.put(p.n_fit.count(42u64))),
        joined: None,
        auto: None,
        forecast: None,
    };
    let mut all = vec![
        card("7", say(w, "Зимняя распродажа", "Winter sale"), p.kind_discount, (p.phase_running, "good"), 75),
        card("8", say(w, "Счастливый час", "Happy hour"), p.kind_flash, (p.phase_running, "good"), 1),
        card(
            "9",
            say(w, "Тёплый май: остатки сезона", "Warm May: end of the season"),
            p.kind_stock_discount,
            (p.phase_scheduled, "accent"),
            60,
        ),
        card(
            "10",
            say(w, "Рассрочка на 6 месяцев", "Six months without interest"),
            p.kind_installment,
            (p.phase_running, "good"),
            900,
        ),
        card("11", say(w, "Для новых покупателей", "For new buyers"), p.kind_voucher, (p.phase_paused, "warn"), 30),
    ];
    if let [winter, hour, may, months, new] = all.as_mut_slice() {
        winter.joined = Some(p.joined.put(7));
        winter.freeze = Some(p.frozen_at.put(say(w, "10 мая", "10 May")));
        winter.forecast = Some(p.forecast_of.put(23));
        hour.fits = Some(p.fits.put(p.n_fit.count(1u64)));
        may.terms.push(p.need_stock.put(10));
        may.terms.push(p.need_categories.put(say(w, "Обувь, Шапки", "Shoes, Hats")));
        may.auto = Some(p.auto_at.put(say(w, "21 мая", "21 May")));
        months.payer = p.payer_marketplace;
        months.terms.clear();
        months.fits = Some(p.fits.put(p.n_fit.count(1_204u64)));
        new.terms.push(p.condition_new_buyers.into());
        new.fits = None;
    }
    all
}

fn head(w: &'static Words) -> PromotionHead {
    let p = &w.promotions;
    let words = say(
        w,
        "Покупатели ищут тёплое: показываем участников первыми в разделе распродажи.",
        "Buyers look for warm things: products in it come first on the page of the sale.",
    );
    PromotionHead {
        id: "7".into(),
        path: "/promotions/7".into(),
        back_href: "/promotions".into(),
        title: say(w, "Зимняя распродажа", "Winter sale").into(),
        about: words.into(),
        kind: p.kind_discount,
        phase: (p.phase_running, "good"),
        clock: Clock::until(w, NOW + 75 * HOUR, NOW),
        clock_words: p.ends_in,
        terms: vec![
            (
                p.dates,
                p.between.put2(say(w, "12 мая, 10:00", "12 May, 10:00"), say(w, "26 мая, 23:59", "26 May, 23:59")),
            ),
            (p.payer, p.payer_seller_short.into()),
            (p.terms, p.need_discount.put("15")),
            (p.freeze, say(w, "18 мая. ", "18 May. ").to_owned() + p.freeze_text),
        ],
        frozen: None,
        silence: None,
        announced: None,
        can_add: true,
        can_change: true,
        can_leave: true,
        priced: true,
        reads_only: false,
    }
}

fn one(lang: Lang) -> PromotionPage {
    let w = lang.words();
    let p = &w.promotions;
    PromotionPage {
        w,
        shell: shell(lang, say(w, "Зимняя распродажа", "Winter sale")),
        head: head(w),
        query: String::new(),
        rows: rows(w),
        next: Some("/promotions/7?after=5".into()),
        blank: None,
        joined: p.n_products.count(5u64),
        consents: consents(w),
        refused: None,
    }
}

fn rows(w: &Words) -> Vec<ProductRow> {
    let p = &w.promotions;
    let row = |(at, product): (usize, crate::web::parts::ProductLine)| ProductRow {
        sku: product.sku.to_string(),
        name: product.name,
        offer: format!("A-{at}"),
        image: product.image,
        href: format!("/promotions/7/products/{}", product.sku),
        now: "1\u{a0}490\u{a0}₽".into(),
        base: 149_000,
        discount: "20,13".into(),
        price: "1190".into(),
        quantity: "40".into(),
        was: "3;20,13;1190;40".into(),
        price_said: "1\u{a0}190\u{a0}₽".into(),
        quantity_said: p.n_pieces.count(40u64),
        sold: p.sold_of.put2(3, 40),
        floor: Some(p.stays_under.put("1\u{a0}050\u{a0}₽")),
        margin: Some("8\u{a0}%".into()),
        tags: Vec::new(),
        error: None,
    };
    let mut all: Vec<_> = samples::products(w).into_iter().enumerate().map(row).collect();
    if let [_, hat, long, kettle, _] = all.as_mut_slice() {
        hat.tags = vec![(p.state_nominated.into(), "warn")];
        (hat.floor, hat.margin) = (None, None);
        long.tags = vec![(p.auto.into(), "accent"), (p.sold_out.into(), "")];
        long.sold = p.sold_of.put2(40, 40);
        (kettle.quantity, kettle.quantity_said) = (String::new(), w.common.all.to_lowercase());
        kettle.sold = "12".into();
    }
    all
}

fn consents(w: &Words) -> Vec<ConsentRow> {
    let p = &w.promotions;
    let row = |who: &str, what, terms: &str, hours| ConsentRow {
        who: who.into(),
        what,
        product: Some(say(w, "Кроссовки беговые «Север», 42", "Running shoes “Sever”, 42").into()),
        terms: terms.into(),
        when: hours_ago(w, hours),
    };
    vec![
        row(say(w, "Анна Смирнова", "Anna Smirnova"), p.what_changed, "1\u{a0}190\u{a0}₽, 40", 2),
        row(p.by_otklik, p.what_cut, "1\u{a0}050\u{a0}₽, 40", 26),
        row(say(w, "Анна Смирнова", "Anna Smirnova"), p.what_joined, "1\u{a0}266\u{a0}₽", 50),
    ]
}

fn ones(lang: Lang, out: &mut Vec<Sample>) {
    let w = lang.words();
    let p = &w.promotions;
    push(out, "promotion", "full", one(lang));
    let mut refused = one(lang);
    if let Some(row) = refused.rows.first_mut() {
        row.error = Some(say(w, "Цена должна быть не выше 1 266 ₽.", "The price must be at most 1 266 ₽.").into());
        row.price = "1400".into();
    }
    refused.refused = Some(p.n_rows_bad.put(1));
    push(out, "promotion", "refused", refused);
    let blank = Blank {
        icon: icons::BOX,
        title: p.none_taking_part.into(),
        text: p.none_taking_part_text.into(),
        action: Some(("/promotions/7/add".into(), p.add_products.into())),
    };
    let mut empty =
        PromotionPage { rows: Vec::new(), next: None, blank: Some(blank), consents: Vec::new(), ..one(lang) };
    empty.joined = p.n_products.count(0u64);
    empty.head.announced = Some(announced(w, true));
    empty.head.silence = Some(p.enrol_contract);
    push(out, "promotion", "empty", empty);
    let mut frozen = one(lang);
    frozen.head.frozen = Some(p.is_frozen.put(say(w, "10 мая", "10 May")));
    (frozen.head.can_add, frozen.head.can_leave) = (false, false);
    frozen.shell = dark(frozen.shell, p.said_changed);
    push(out, "promotion", "frozen", frozen);
    let mut over = one(lang);
    over.head.phase = (p.phase_finished, "");
    over.head.clock = None;
    (over.head.can_add, over.head.can_change, over.head.can_leave, over.head.reads_only) = (false, false, false, true);
    push(out, "promotion", "readonly", over);
}

fn bill(w: &Words) -> Bill {
    let p = &w.promotions;
    Bill {
        line: p.worst.put2(40, "1\u{a0}190\u{a0}₽"),
        margin: p.worst_margin.put("8\u{a0}%"),
        loss: false,
        floor: Some(p.worst_floor.put("1\u{a0}050\u{a0}₽")),
        sums: vec![
            (p.bill_turnover, "47\u{a0}600\u{a0}₽".into()),
            (p.bill_discount, "12\u{a0}000\u{a0}₽".into()),
            (p.bill_margin, "3\u{a0}808\u{a0}₽".into()),
        ],
        steps: vec![
            (p.stack_list.into(), "1\u{a0}490\u{a0}₽".into(), false),
            (say(w, "Зимняя распродажа", "Winter sale").into(), "1\u{a0}190\u{a0}₽".into(), false),
            (say(w, "Промокод МАЙ10", "Voucher MAY10").into(), "1\u{a0}050\u{a0}₽".into(), true),
        ],
        cut: true,
        blocked: None,
    }
}

fn editor(w: &Words) -> Editor {
    let p = &w.promotions;
    Editor {
        path: "/promotions/7/products/1834402117".into(),
        back_href: "/promotions/7".into(),
        promotion: say(w, "Зимняя распродажа", "Winter sale").into(),
        product: samples::products(w).remove(0),
        facts: vec![
            (p.price_now, "1\u{a0}490\u{a0}₽".into()),
            (p.price_limit, "1\u{a0}266\u{a0}₽".into()),
            (p.floor, "1\u{a0}050\u{a0}₽".into()),
            (p.lowest30, "1\u{a0}290\u{a0}₽".into()),
            (p.col_stock, p.n_pieces.count(56u64)),
        ],
        base: 149_000,
        discount: Field::of("20,13"),
        price: Field::of("1190"),
        quantity: Field::of("40"),
        version: 3,
        bill: bill(w),
        is_in: true,
        priced: true,
        can_change: true,
        can_leave: true,
        conflict: None,
        notice: None,
        history: Some(("0,10 60,10 60,30 180,30 180,14 240,14".into(), p.history.into())),
    }
}

fn editors(lang: Lang, out: &mut Vec<Sample>) {
    let w = lang.words();
    let p = &w.promotions;
    let page = |e| EditorPage { w, shell: shell(lang, p.editor), e };
    push(out, "promotion-product", "full", page(editor(w)));
    let mut refused = editor(w);
    refused.price = Field::refused("1400", "");
    refused.bill.blocked =
        Some(say(w, "Цена должна быть не выше 1 266 ₽.", "The price must be at most 1 266 ₽.").into());
    push(out, "promotion-product", "refused", page(refused));
    let mut loss = editor(w);
    loss.bill =
        Bill { loss: true, floor: None, margin: p.worst_margin.put("−12\u{a0}%"), steps: Vec::new(), ..bill(w) };
    loss.history = None;
    push(out, "promotion-product", "loss", page(loss));
    let mut conflict = editor(w);
    conflict.conflict = Some(Conflict {
        theirs: "1\u{a0}190\u{a0}₽, 40".into(),
        yours: "1\u{a0}090\u{a0}₽, 20".into(),
        who: Some(say(w, "Борис, 14:03", "Boris, 14:03").into()),
    });
    let shell = dark(shell(lang, p.editor), p.said_changed);
    push(out, "promotion-product", "conflict", EditorPage { w, shell, e: conflict });
    let mut over = editor(w);
    (over.can_change, over.can_leave) = (false, false);
    over.notice = Some(p.reads_only.into());
    push(out, "promotion-product", "readonly", page(over));
}

fn candidates(w: &Words) -> Vec<Candidate> {
    let p = &w.promotions;
    let row = |product: crate::web::parts::ProductLine| Candidate {
        sku: product.sku.to_string(),
        name: product.name,
        image: product.image,
        now: "1\u{a0}490\u{a0}₽".into(),
        base: 149_000,
        required: Some("1\u{a0}266\u{a0}₽".into()),
        recommended: "1266".into(),
        cut: Some("−15\u{a0}%".into()),
        stock: p.n_pieces.count(56u64),
        margin: Some("14\u{a0}%".into()),
        floor: Some(p.stays_under.put("1\u{a0}050\u{a0}₽")),
        ..Candidate::default()
    };
    let mut all: Vec<_> = samples::products(w).into_iter().map(row).collect();
    if let [shoes, hat, _, kettle, bag] = all.as_mut_slice() {
        shoes.on = true;
        (hat.margin, hat.floor) = (None, None);
        (kettle.margin, kettle.loss) = (Some("−3\u{a0}%".into()), true);
        bag.why_not = Some(say(w, "На складе 3 шт, а нужно от 10.", "3 in stock, 10 are needed.").into());
    }
    all
}

fn outcomes(w: &Words) -> Vec<Outcome> {
    let row = |product: crate::web::parts::ProductLine| Outcome {
        name: product.name,
        image: product.image,
        now: "1\u{a0}490\u{a0}₽".into(),
        price: "1\u{a0}266\u{a0}₽".into(),
        terms: "−15\u{a0}%, 40".into(),
        margin: Some("14\u{a0}%".into()),
        cut: false,
        why_not: None,
    };
    let mut all: Vec<_> = samples::products(w).into_iter().map(row).collect();
    if let [shoes, hat, ..] = all.as_mut_slice() {
        shoes.why_not = Some(say(w, "Цена ниже порога 1 400 ₽.", "The price is under the floor of 1 400 ₽.").into());
        shoes.price.clear();
        hat.cut = true;
    }
    all
}

fn adding(lang: Lang, out: &mut Vec<Sample>) {
    let w = lang.words();
    let p = &w.promotions;
    let page = || AddPage {
        w,
        shell: shell(lang, p.add_title),
        head: head(w),
        query: String::new(),
        kept: Vec::new(),
        chips: vec![
            Chip { label: p.fit_only.into(), count: None, href: "/promotions/7/add".into(), on: true },
            Chip {
                label: say(w, "Обувь", "Shoes").into(),
                count: Some("18".into()),
                href: "/promotions/7/add?category=x".into(),
                on: false,
            },
        ],
        action: "/promotions/7/add".into(),
        rows: candidates(w),
        total: "1\u{a0}240".into(),
        all: false,
        mode: "recommended",
        discount: String::new(),
        quantity: String::new(),
        next: Some("/promotions/7/add?after=5".into()),
        blank: None,
        refused: None,
    };
    push(out, "promotion-add", "full", page());
    push(
        out,
        "promotion-add",
        "nothing-chosen",
        AddPage { mode: "discount", refused: Some(p.pick_first.into()), ..page() },
    );
    let blank =
        Blank { icon: icons::BOX, title: p.no_candidates.into(), text: p.no_candidates_text.into(), action: None };
    push(out, "promotion-add", "empty", AddPage { rows: Vec::new(), blank: Some(blank), ..page() });
    let preview = |done| PreviewPage {
        w,
        shell: shell(lang, p.preview_title),
        head: head(w),
        done,
        good: 4,
        bad: 1,
        cut: 1,
        rows: outcomes(w),
        more: Some(p.more_rows.put(p.n_products.count(120u64))),
        action: "/promotions/7/add".into(),
        fields: vec![("all".into(), "1".into())],
        back_href: "/promotions/7/add".into(),
        sums: bill(w).sums,
    };
    push(out, "promotion-add", "preview", preview(false));
    push(out, "promotion-add", "done", preview(true));
    push(out, "promotion-add", "none", PreviewPage { good: 0, cut: 0, sums: Vec::new(), ..preview(false) });
}

fn around(lang: Lang, out: &mut Vec<Sample>) {
    let w = lang.words();
    let p = &w.promotions;
    push(out, "promotions-calendar", "full", calendar(lang));
    let blank = |icon, title: &str, text: &str| Blank { icon, title: title.into(), text: text.into(), action: None };
    let empty =
        CalendarPage { blank: Some(blank(icons::CALENDAR, p.calendar_empty, p.calendar_empty_text)), ..calendar(lang) };
    push(out, "promotions-calendar", "empty", empty);
    let standing = |announced: Vec<Announced>, editable| StandingPage {
        w,
        shell: shell(lang, p.standing_title),
        blank: announced.is_empty().then(|| blank(icons::CALENDAR, p.announced_none, p.announced_none_text)),
        announced,
        kinds: [p.kind_discount, p.kind_stock_discount, p.kind_flash].into_iter().map(|kind| answer(w, kind)).collect(),
        editable,
    };
    push(out, "promotions-standing", "full", standing(vec![announced(w, true), announced(w, false)], true));
    push(out, "promotions-standing", "readonly", standing(Vec::new(), false));
    let error = |row, why: &str, cell: &str| RowError { row, why: why.into(), cell: cell.into() };
    let sheet = || SheetPage {
        w,
        shell: shell(lang, p.upload_title),
        back_href: "/promotions/7".into(),
        good: 120,
        bad: 3,
        rows: outcomes(w),
        more: Some(p.more_rows.put(p.n_products.count(116u64))),
        errors: vec![
            error(4, say(w, "Такого товара у магазина нет.", "The shop has no such product."), "A-17"),
            error(9, say(w, "Это формула, а нужно число.", "A formula where a number should be."), "=B2*0,8"),
            error(11, p.not_a_number, "1e308"),
        ],
        more_errors: None,
        apply: Some("/promotions/7/sheet/apply".into()),
        fields: Vec::new(),
        blank: None,
        unknown: None,
    };
    push(out, "promotion-sheet", "full", sheet());
    let none = SheetPage {
        good: 0,
        rows: Vec::new(),
        apply: None,
        blank: Some(blank(icons::TABLE, p.file_nothing, p.file_nothing_text)),
        ..sheet()
    };
    push(out, "promotion-sheet", "nothing", none);
}

fn answer(w: &Words, kind: &'static str) -> KindAnswer {
    let p = &w.promotions;
    KindAnswer {
        name: format!("answer-{}", kind.len()),
        kind,
        choices: vec![
            Choice::new("ask", p.answer_ask, true),
            Choice::new("join", p.answer_join, false),
            Choice::new("never", p.answer_never, false),
        ],
    }
}

fn calendar(lang: Lang) -> CalendarPage {
    let w = lang.words();
    let p = &w.promotions;
    let bar = |from, span, lane, label: &str, tone, icon| Bar {
        from,
        span,
        lane,
        label: label.into(),
        href: "/promotions/7".into(),
        tone,
        icon,
    };
    let winter = say(w, "Зимняя распродажа", "Winter sale");
    let days = |first: i8| {
        (first..first + 7).map(|day| Cell {
            number: if day < 1 {
                30 + day
            } else if day > 31 {
                day - 31
            } else {
                day
            },
            other: !(1..=31).contains(&day),
            today: day == 14,
        })
    };
    let week = |first, bars| Week { days: days(first).collect(), bars };
    let item = |icon, what, tone| Item {
        icon,
        what,
        clock: "10:00".into(),
        title: winter.into(),
        href: "/promotions/7".into(),
        tone,
    };
    CalendarPage {
        w,
        shell: shell(lang, p.calendar_title),
        month: say(w, "май 2026", "May 2026").into(),
        before: "/promotions/calendar?month=2026-04".into(),
        after: "/promotions/calendar?month=2026-06".into(),
        weeks: vec![
            week(-3, Vec::new()),
            week(4, vec![bar(7, 1, 1, p.mark_freeze, "freeze", Some(icons::SNOW))]),
            week(
                11,
                vec![
                    bar(2, 6, 1, winter, "mine", None),
                    bar(4, 1, 2, say(w, "Счастливый час", "Happy hour"), "open", None),
                ],
            ),
            week(18, vec![bar(1, 7, 1, winter, "mine", None), bar(4, 1, 2, p.mark_auto, "auto", Some(icons::CLOCK))]),
            week(25, vec![bar(1, 2, 1, winter, "mine", None)]),
        ],
        agenda: vec![
            Day {
                date: say(w, "12 мая", "12 May").into(),
                weekday: say(w, "вт", "Tue").into(),
                today: false,
                items: vec![item(icons::PLAY, p.mark_starts, "mine")],
            },
            Day {
                date: say(w, "14 мая", "14 May").into(),
                weekday: say(w, "чт", "Thu").into(),
                today: true,
                items: vec![item(icons::SNOW, p.mark_freeze, "freeze"), item(icons::CLOCK, p.mark_auto, "auto")],
            },
        ],
        blank: None,
    }
}

fn prices(lang: Lang, out: &mut Vec<Sample>) {
    let w = lang.words();
    let p = &w.promotions;
    let row = |product: crate::web::parts::ProductLine| PriceRow {
        sku: product.sku.to_string(),
        name: product.name,
        image: product.image,
        now: "1\u{a0}490\u{a0}₽".into(),
        cost: "700".into(),
        commission: "15".into(),
        logistics: "120".into(),
        tax: "6".into(),
        floor: String::new(),
        floor_now: Some("1\u{a0}050\u{a0}₽".into()),
        floor_by: p.floor_by_margin,
        margin: Some("24\u{a0}%".into()),
        version: 1,
        ..PriceRow::default()
    };
    let page = |editable| {
        let mut rows: Vec<_> = samples::products(w).into_iter().map(row).collect();
        if let [shoes, hat, _, kettle, _] = rows.as_mut_slice() {
            (shoes.floor, shoes.floor_by) = ("1050".into(), p.floor_own);
            (hat.cost, hat.margin, hat.floor_now) = (String::new(), None, None);
            (kettle.margin, kettle.loss) = (Some("−3\u{a0}%".into()), true);
        }
        PricesPage {
            w,
            shell: seller(lang, Tab::Menu, p.prices_title),
            rule: RuleForm {
                percent: Field::of("70"),
                margin: Field::of("5"),
                on_floor: vec![Choice::new("cut", p.on_floor_cut, true), Choice::new("leave", p.on_floor_leave, false)],
            },
            query: String::new(),
            rows,
            next: Some("/menu/prices?after=5".into()),
            blank: None,
            editable,
            refused: None,
        }
    };
    push(out, "prices", "full", page(true));
    let mut refused = page(true);
    refused.rule.percent =
        Field::refused("170", say(w, "Впишите долю от 0 до 100 %.", "Type a share from 0 to 100 %."));
    if let Some(row) = refused.rows.first_mut() {
        (row.cost, row.error) = ("1e308".into(), Some(p.not_a_number.into()));
    }
    refused.refused = Some(p.n_rows_bad.put(1));
    push(out, "prices", "refused", refused);
    push(out, "prices", "readonly", page(false));
    let blank = Blank { icon: icons::BOX, title: p.no_products.into(), text: p.no_products_text.into(), action: None };
    push(out, "prices", "empty", PricesPage { rows: Vec::new(), next: None, blank: Some(blank), ..page(true) });
}
