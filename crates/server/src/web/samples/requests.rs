//! Discount requests: the shop's list, one request, the buyer's form and list.

use super::shop::shell as buyer;
use super::{Sample, push, seller};
use crate::web::cabinet::request::{Earlier, GrantForm, RequestPage};
use crate::web::cabinet::request_view::RequestRow;
use crate::web::cabinet::requests::{RequestsPage, StandingForm};
use crate::web::icons;
use crate::web::layout::Tab;
use crate::web::parts::samples::{hours_ago, say};
use crate::web::parts::{Blank, Chip, ProductLine};
use crate::web::shop::requests::{AskPage, OwnRequest, OwnRequestsPage, Typed};
use crate::web::words::{Lang, Speaks, Words};

pub(super) fn add(lang: Lang, out: &mut Vec<Sample>) {
    let w = lang.words();
    for (state, full) in [("full", true), ("none", false)] {
        push(out, "requests", state, list(lang, full));
        push(out, "own-requests", state, own_list(lang, full));
    }
    push(out, "request", "waiting", one(lang, true));
    push(out, "request", "over", one(lang, false));
    push(out, "ask-discount", "empty", ask(lang, None, None));
    push(out, "ask-discount", "refused", ask(lang, None, Some(w.requests.number_wrong.into())));
    push(out, "ask-discount", "open", ask(lang, Some(own(w, true)), None));
}

fn product(w: &Words) -> ProductLine {
    ProductLine {
        sku: 9_007_199_254_740_993,
        name: say(w, "Плед шерстяной «Северный», 140×200", "Wool throw “Northern”, 140×200").into(),
        image: None,
        href: "/promotions/requests/1".into(),
        price: None,
    }
}

fn row(w: &Words, under_floor: bool) -> RequestRow {
    RequestRow {
        id: 1,
        product: product(w),
        buyer: say(w, "Ольга", "Olga").into(),
        state: if under_floor { ("accent", w.requests.state_new) } else { ("", w.requests.state_seen) },
        shown: "1\u{a0}190\u{a0}₽".into(),
        asked: if under_floor { "690\u{a0}₽" } else { "990\u{a0}₽" }.into(),
        off: w.requests.off.put(if under_floor { 42 } else { 16 }),
        pieces: "1–3".into(),
        floor: Some("800\u{a0}₽".into()),
        under_floor,
        margin: (!under_floor).then(|| "120,50\u{a0}₽".into()),
        loss: false,
        granted: None,
        when: hours_ago(w, 3),
        until: hours_ago(w, -45),
        waits: true,
    }
}

fn list(lang: Lang, full: bool) -> RequestsPage {
    let w = lang.words();
    let chip = |label: &str, count: &str, on| Chip {
        label: label.into(),
        count: Some(count.into()),
        href: "/promotions/requests".into(),
        on,
    };
    RequestsPage {
        w,
        shell: seller(lang, Tab::Promotions, w.requests.title),
        tabs: vec![
            chip(w.requests.waiting, "2", true),
            chip(w.requests.granted, "0", false),
            chip(w.requests.over, "14", false),
        ],
        rows: if full { vec![row(w, true), row(w, false)] } else { Vec::new() },
        next: full.then(|| "/promotions/requests?after=1".into()),
        blank: (!full).then(|| Blank {
            icon: icons::INBOX,
            title: w.requests.none.into(),
            text: w.requests.none_text.into(),
            action: None,
        }),
        standing: StandingForm {
            editable: true,
            said: w.requests.standing_on.put2("10", 3),
            on: true,
            percent: "10".into(),
            pieces: "3".into(),
            hours: "72".into(),
            version: 1,
            error: (!full).then(|| w.requests.number_wrong.into()),
        },
    }
}

fn one(lang: Lang, waits: bool) -> RequestPage {
    let w = lang.words();
    let mut row = row(w, waits);
    row.waits = waits;
    if !waits {
        row.state = ("good", w.requests.state_approved);
        row.granted = Some("990\u{a0}₽".into());
    }
    RequestPage {
        w,
        shell: seller(lang, Tab::Promotions, w.requests.title),
        row,
        buyer_words: say(w, "Возьму три, если будет дешевле", "I would take three for less").into(),
        shop_words: if waits { String::new() } else { say(w, "Рады помочь!", "Glad to help!").into() },
        decided_by: (!waits).then(|| say(w, "Анна Смирнова", "Anna Smirnova").into()),
        grant: waits.then(|| GrantForm {
            verb: w.requests.approve,
            price: "800".into(),
            min: "1".into(),
            max: "3".into(),
            hours: "72".into(),
            comment: String::new(),
        }),
        can_decline: waits,
        version: 1,
        error: waits.then(|| w.requests.number_wrong.into()),
        earlier: if waits {
            vec![Earlier {
                product: product(w).name,
                href: "/promotions/requests/2".into(),
                asked: "950\u{a0}₽".into(),
                state: ("bad", w.requests.state_declined),
                when: hours_ago(w, 300),
            }]
        } else {
            Vec::new()
        },
    }
}

fn own(w: &Words, waits: bool) -> OwnRequest {
    OwnRequest {
        id: if waits { 1 } else { 2 },
        product: product(w),
        state: if waits { ("accent", w.requests.state_new) } else { ("good", w.requests.state_approved) },
        shown: "1\u{a0}190\u{a0}₽".into(),
        asked: "990\u{a0}₽".into(),
        off: w.requests.off.put(16),
        pieces: "3".into(),
        granted: (!waits).then(|| "990\u{a0}₽".into()),
        left: (!waits).then(|| w.requests.n_pieces.count(2u64)),
        words: say(w, "Возьму три, если будет дешевле", "I would take three for less").into(),
        answer: if waits { String::new() } else { say(w, "Рады помочь!", "Glad to help!").into() },
        when: hours_ago(w, 3),
        until: hours_ago(w, -45),
        holds: !waits,
        can_withdraw: waits,
    }
}

fn own_list(lang: Lang, full: bool) -> OwnRequestsPage {
    let w = lang.words();
    OwnRequestsPage {
        w,
        shell: buyer(lang, Tab::Orders, w.requests.mine),
        requests: if full { vec![own(w, true), own(w, false)] } else { Vec::new() },
        next: full.then(|| "/shop/requests?after=1".into()),
        blank: (!full).then(|| Blank {
            icon: icons::INBOX,
            title: w.requests.none.into(),
            text: w.requests.mine_none_text.into(),
            action: Some(("/shop".into(), w.shop.all_products.into())),
        }),
    }
}

fn ask(lang: Lang, open: Option<OwnRequest>, error: Option<String>) -> AskPage {
    let w = lang.words();
    AskPage {
        w,
        shell: buyer(lang, Tab::Products, w.requests.ask),
        product: product(w),
        card: "/shop/p/1".into(),
        now_costs: w.requests.now_costs.put("1\u{a0}190\u{a0}₽"),
        open,
        typed: Typed { price: "990".into(), pieces: "3".into(), comment: String::new(), key: "k".into() },
        error,
    }
}
