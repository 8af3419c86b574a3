//! An order with the explanation of every kopeck, just placed or looked at later.

use app::queries::basket::{self as queries, Ordered};
use askama::Template;
use axum::extract::Path;
use domain::{Money, OrderId};

use super::price::{self, GiftLine};
use crate::web::{
    convert, icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::ProductLine,
    respond::{Page, html},
    visit::Visit,
    words::{When, Words, when},
};

/// `/shop/basket/ordered/{number}`, `/shop/orders/{order}`
#[derive(Debug, Template)]
#[template(path = "shop/placed.html")]
pub struct PlacedPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// It was placed a moment ago.
    pub new: bool,
    /// The orders: one for each shop.
    pub orders: Vec<PlacedOrder>,
    /// "4 200 ₽"
    pub total: String,
    /// "Вы экономите 600 ₽"
    pub saved: Option<String>,
}

/// An order.
#[derive(Clone, Debug)]
pub struct PlacedOrder {
    /// Its number.
    pub number: String,
    /// Who sells it.
    pub shop: String,
    /// "В пути"
    pub state: &'static str,
    /// When it was placed.
    pub when: Option<When>,
    /// What was ordered.
    pub lines: Vec<PlacedLine>,
    /// "4 200 ₽"
    pub total: String,
}

/// A line of an order.
#[derive(Clone, Debug)]
pub struct PlacedLine {
    /// The product.
    pub product: ProductLine,
    /// "2 шт."
    pub pieces: String,
    /// "2 800 ₽", without discounts; unknown for orders from elsewhere.
    pub before: Option<String>,
    /// What made it cheaper.
    pub gifts: Vec<GiftLine>,
    /// "2 380 ₽"
    pub total: String,
}

/// What came of a basket.
pub async fn ordered(visit: Visit, Path(number): Path<String>) -> Page {
    let orders = queries::placed(&visit.app, &visit.buyer()?, number).await?;
    let shell = visit.shop(Tab::Orders, visit.w().basket.ordered).await?;
    html(&drawn(visit.w(), shell, &orders, true, visit.now()))
}

/// One order.
pub async fn one(visit: Visit, Path(order): Path<String>) -> Page {
    let order = queries::order(&visit.app, &visit.buyer()?, OrderId(order)).await?;
    let shell = visit.shop(Tab::Orders, visit.w().shop.order_of.put(&order.order)).await?;
    html(&drawn(visit.w(), shell, std::slice::from_ref(&order), false, visit.now()))
}

/// The page of orders.
pub fn drawn(w: &'static Words, shell: Shell, orders: &[Ordered], new: bool, now: i64) -> PlacedPage {
    let currency = orders.first().map(|order| order.total().currency).unwrap_or_default();
    let total = orders.iter().map(|order| order.total().minor).sum();
    let whys = orders.iter().flat_map(|order| &order.lines).filter_map(|(_, why)| why.as_ref());
    let saved: i64 = whys.flat_map(queries::gifts).map(|gift| gift.minor).sum();
    PlacedPage {
        w,
        shell,
        new,
        orders: orders.iter().map(|order| placed(w, order, now)).collect(),
        total: Money::new(total, currency).to_string(),
        saved: (saved > 0).then(|| w.basket.save.put(Money::new(saved, currency))),
    }
}

fn placed(w: &Words, order: &Ordered, now: i64) -> PlacedOrder {
    let first = order.lines.first().map(|(line, _)| line);
    PlacedOrder {
        number: order.order.0.clone(),
        shop: first.map(|line| line.shop.clone()).unwrap_or_default(),
        state: first.map(|line| convert::order_state(w, line.status)).unwrap_or_default(),
        when: first.and_then(|line| line.ordered_at).and_then(|at| when(w, at.0, now)),
        lines: order.lines.iter().map(|(line, why)| placed_line(w, line, why.as_ref())).collect(),
        total: order.total().to_string(),
    }
}

fn placed_line(w: &Words, line: &queries::Line, why: Option<&queries::Why>) -> PlacedLine {
    let currency = line.price.currency;
    let before: Option<i64> = why.map(|why| why.portions.iter().map(|portion| portion.priced.undiscounted).sum());
    let each = line.list_price.map(|list| w.basket.each.put(Money::new(list, currency)));
    PlacedLine {
        product: ProductLine {
            sku: line.sku.0,
            name: line.name.clone(),
            image: line.picture.map(convert::thumb),
            href: convert::card_href(Some(line.sku)),
            price: each,
        },
        pieces: w.basket.pieces.put(line.quantity),
        before: before.filter(|before| *before > line.price.minor).map(|it| Money::new(it, currency).to_string()),
        gifts: why.map(|why| price::gifts(w, &queries::gifts(why), line.quantity, currency)).unwrap_or_default(),
        total: line.price.to_string(),
    }
}
