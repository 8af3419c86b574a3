//! A product in a promotion: discount, price and pieces bound to one another, and what that costs at worst.

use askama::Template;

use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Field, ProductLine},
    words::Words,
};

/// `/promotions/{id}/products/{sku}`
#[derive(Debug, Template)]
#[template(path = "cabinet/promotions_editor_page.html")]
pub struct EditorPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The editor.
    pub e: Editor,
}

/// Only the editor, for the sheet (`X-Fragment: detail`).
#[derive(Debug, Template)]
#[template(path = "cabinet/promotions_editor.html")]
pub struct EditorFragment {
    /// The words.
    pub w: &'static Words,
    /// The editor.
    pub e: Editor,
}

/// Only the worst case, while one types (`X-Fragment: changes`).
#[derive(Debug, Template)]
#[template(path = "cabinet/promotions_bill.html")]
pub struct BillFragment {
    /// The words.
    pub w: &'static Words,
    /// The worst case.
    pub bill: Bill,
}

/// The editor of a product in a promotion.
#[derive(Clone, Debug)]
pub struct Editor {
    /// Where its forms go: `/promotions/7/products/42`.
    pub path: String,
    /// The promotion's page.
    pub back_href: String,
    /// The promotion's name.
    pub promotion: String,
    /// The product.
    pub product: ProductLine,
    /// Price now, floor, the promotion's limit, stock, the lowest price in 30 days: name and value.
    pub facts: Vec<(&'static str, String)>,
    /// The price that a discount is reckoned from, in minor units.
    pub base: i64,
    /// The discount in percent, as typed.
    pub discount: Field,
    /// The price, as typed.
    pub price: Field,
    /// The pieces, as typed; empty for all.
    pub quantity: Field,
    /// The version that is being changed.
    pub version: i64,
    /// What it costs at worst.
    pub bill: Bill,
    /// It takes part; else this adds it.
    pub is_in: bool,
    /// It has a price of its own there.
    pub priced: bool,
    /// It can be changed now.
    pub can_change: bool,
    /// It can be taken out now.
    pub can_leave: bool,
    /// What a colleague saved meanwhile.
    pub conflict: Option<Conflict>,
    /// Why nothing can be done here.
    pub notice: Option<String>,
    /// The prices of the last 30 days as the points of a line, 240 wide and 56 high, and what is said of it.
    pub history: Option<(String, String)>,
}

/// What was saved meanwhile, beside what was typed.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// "1 190 ₽, 40 шт"
    pub theirs: String,
    /// "1 090 ₽, 20 шт"
    pub yours: String,
    /// Who saved it and when, where that is known.
    pub who: Option<String>,
}

/// What a product costs its shop at worst.
#[derive(Clone, Debug, Default)]
pub struct Bill {
    /// "40 шт × 1 190 ₽"
    pub line: String,
    /// "маржа 8 %"; or that no cost is given.
    pub margin: String,
    /// The margin is below zero.
    pub loss: bool,
    /// "ниже 1 050 ₽ цена не опустится"; none without a floor.
    pub floor: Option<String>,
    /// Turnover and discount: name and value.
    pub sums: Vec<(&'static str, String)>,
    /// What stacks on what, from the price without discounts down: name, sum, and whether the floor cut it.
    pub steps: Vec<(String, String, bool)>,
    /// The price was raised to the floor.
    pub cut: bool,
    /// Why it cannot be saved so.
    pub blocked: Option<String>,
}
