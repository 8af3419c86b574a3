//! Baskets and orders.

use super::shop::shell;
use super::{Sample, push};
use crate::web::{
    icons,
    layout::Tab,
    parts::{
        Blank,
        samples::{self, hours_ago, say},
    },
    shop::{
        basket::{BasketPage, BasketRow, Held},
        placed::{PlacedLine, PlacedOrder, PlacedPage},
        price::{Deal, GiftLine, Price},
    },
    words::{Lang, Speaks, Words},
};

pub(super) fn add(lang: Lang, out: &mut Vec<Sample>) {
    push(out, "basket", "full", basket(lang));
    push(out, "basket", "changed", changed(lang));
    push(out, "basket", "empty", empty(lang));
    push(out, "placed", "new", placed(lang, true));
    push(out, "placed", "later", placed(lang, false));
}

/// A price that a promotion makes.
pub(super) fn deal(w: &Words) -> Price {
    let deal = Deal {
        off: Some(w.basket.off.put(15)),
        title: winter(w).into(),
        until: say(w, "до 12 декабря", "by 12 December").into(),
        left: Some(w.basket.left.put(40)),
        lowest: Some(w.basket.lowest.put("1\u{a0}150\u{a0}₽")),
        cut: false,
    };
    Price { now: "1\u{a0}190\u{a0}₽".into(), before: Some("1\u{a0}400\u{a0}₽".into()), deal: Some(deal), off: None }
}

/// A price that the shop crosses out by itself, or no other.
pub(super) fn plain(w: &Words, lower: bool) -> Price {
    Price {
        now: "4\u{a0}990\u{a0}₽".into(),
        before: lower.then(|| "6\u{a0}490\u{a0}₽".into()),
        deal: None,
        off: lower.then(|| w.basket.off.put(23)),
    }
}

fn winter(w: &Words) -> &'static str {
    say(w, "Зимняя распродажа", "Winter sale")
}

fn gift(w: &Words, percent: u32, title: &str, minor: &str, cut: bool) -> GiftLine {
    GiftLine {
        off: Some(w.basket.off.put(percent)),
        title: title.to_owned(),
        pieces: None,
        minor: w.basket.minus.put(minor),
        cut,
    }
}

fn rows(w: &'static Words) -> Vec<BasketRow> {
    let row = |product, quantity| BasketRow {
        product,
        quantity,
        total: Some("4\u{a0}990\u{a0}₽".into()),
        before: None,
        gifts: Vec::new(),
        missing: Vec::new(),
        change: None,
    };
    let mut all: Vec<BasketRow> =
        samples::products(w).into_iter().zip([2, 1, 1]).map(|(line, n)| row(line, n)).collect();
    if let [first, second, ..] = all.as_mut_slice() {
        first.total = Some("2\u{a0}380\u{a0}₽".into());
        first.before = Some("2\u{a0}800\u{a0}₽".into());
        let over = say(w, "От 2 000 ₽", "Over 2 000 ₽");
        first.gifts = vec![gift(w, 15, winter(w), "420\u{a0}₽", false), gift(w, 5, over, "70\u{a0}₽", true)];
        second.missing = vec![w.basket.sum_missing.put2("300\u{a0}₽", over)];
    }
    all
}

fn basket(lang: Lang) -> BasketPage {
    let w = lang.words();
    let mut shell = shell(lang, Tab::Basket, w.basket.title);
    shell.in_basket = 3;
    BasketPage {
        w,
        shell,
        shops: vec![(say(w, "Северная линия", "Northern Line").into(), rows(w))],
        saved: Some(("12\u{a0}780\u{a0}₽".into(), w.basket.minus.put("490\u{a0}₽"))),
        total: "12\u{a0}290\u{a0}₽".into(),
        agreed: 1_229_000,
        held: Some(Held { left: "14:32".into(), until: "2026-05-14T11:20:00Z".into() }),
        over: false,
        changed: false,
        coupon: None,
        refusal: None,
        key: "0199f0a0-0000-7000-8000-000000000001".into(),
        ready: true,
        blank: None,
    }
}

fn changed(lang: Lang) -> BasketPage {
    let mut page = basket(lang);
    let w = page.w;
    (page.held, page.over, page.changed) = (None, true, true);
    page.coupon = Some((say(w, "ТЕПЛО10", "WARM10").into(), Some(w.basket.coupon_nothing.to_owned())));
    page.refusal = Some(say(w, "«Плед»: осталось 3 шт.", "“Plaid”: 3 left.").into());
    let changes = [
        ("warn", w.basket.dearer.put("2\u{a0}100\u{a0}₽")),
        ("good", w.basket.cheaper.put("5\u{a0}490\u{a0}₽")),
        ("bad", w.basket.sold_out.to_owned()),
    ];
    let rows = page.shops.iter_mut().flat_map(|(_, rows)| rows);
    for (row, change) in rows.zip(changes) {
        row.total = row.total.take().filter(|_| change.0 != "bad");
        row.change = Some(change);
    }
    page
}

fn empty(lang: Lang) -> BasketPage {
    let mut page = basket(lang);
    let w = page.w;
    page.shops.clear();
    page.shell.in_basket = 0;
    page.blank = Some(Blank {
        icon: icons::BASKET,
        title: w.basket.empty.into(),
        text: w.basket.empty_text.into(),
        action: Some(("/shop".into(), w.basket.to_shop.into())),
    });
    page
}

fn placed(lang: Lang, new: bool) -> PlacedPage {
    let w = lang.words();
    let title = if new { w.basket.ordered.to_owned() } else { w.shop.order_of.put("81736201-0044-1") };
    let lines = samples::products(w).into_iter().zip(rows(w)).map(|(product, row)| PlacedLine {
        product,
        pieces: w.basket.pieces.put(row.quantity),
        before: row.before,
        gifts: row.gifts,
        total: row.total.unwrap_or_default(),
    });
    let order = PlacedOrder {
        number: "81736201-0044-1".into(),
        shop: say(w, "Северная линия", "Northern Line").into(),
        state: w.shop.order_on_way,
        when: hours_ago(w, 1),
        lines: lines.collect(),
        total: "12\u{a0}290\u{a0}₽".into(),
    };
    let second = PlacedOrder { number: "81736201-0044-2".into(), ..order.clone() };
    PlacedPage {
        w,
        shell: shell(lang, Tab::Orders, &title),
        new,
        orders: if new { vec![order, second] } else { vec![order] },
        total: "24\u{a0}580\u{a0}₽".into(),
        saved: Some(w.basket.save.put("980\u{a0}₽")),
    }
}
