//! The buyer's orders.

use askama::Template;

use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, ProductLine, Stars},
    words::{When, Words},
};

/// `/shop/orders`
#[derive(Debug, Template)]
#[template(path = "shop/orders.html")]
pub struct OrdersPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The orders, newest first.
    pub orders: Vec<OrderCard>,
    /// What stands there when there are none.
    pub blank: Option<Blank>,
}

/// An order with its items.
#[derive(Clone, Debug)]
pub struct OrderCard {
    /// The posting's number.
    pub number: String,
    /// "Доставлен"
    pub state: &'static str,
    /// It was cancelled.
    pub cancelled: bool,
    /// When.
    pub when: Option<When>,
    /// What was ordered.
    pub items: Vec<OrderItem>,
}

/// A product of an order.
#[derive(Clone, Debug)]
pub struct OrderItem {
    /// The product.
    pub product: ProductLine,
    /// The form of its review; absent while the order is on its way.
    pub review_href: Option<String>,
    /// The review that was left.
    pub stars: Option<Stars>,
}
