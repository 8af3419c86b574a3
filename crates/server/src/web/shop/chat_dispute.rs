//! `/shop/orders/{order}/{sku}/dispute`: a buyer tells what is wrong with an order.

use askama::Template;

use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Choice, Field, ProductLine},
    words::Words,
};

/// `/shop/orders/{order}/{sku}/dispute`
#[derive(Debug, Template)]
#[template(path = "shop/chat_dispute.html")]
pub struct DisputeFormPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// Where the form goes.
    pub action: String,
    /// "Заказ 0123-4567-1"
    pub order: String,
    /// About what.
    pub product: ProductLine,
    /// Return, defect, not arrived.
    pub reasons: Vec<Choice>,
    /// What happened, as typed.
    pub text: Field,
    /// How long it may be.
    pub limit: u32,
    /// Why a photo was refused.
    pub photos_error: Option<String>,
    /// Makes the dispute be opened once even when the form is sent twice.
    pub key: String,
}
