//! Adding products to a promotion: candidates, what would come of it, and what came of it.

use askama::Template;

use super::promotions_one::PromotionHead;
use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, Chip},
    words::Words,
};

/// `/promotions/{id}/add`
#[derive(Debug, Template)]
#[template(path = "cabinet/promotions_add.html")]
pub struct AddPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The promotion.
    pub head: PromotionHead,
    /// What is searched.
    pub query: String,
    /// The other filters, which a search keeps: name and value.
    pub kept: Vec<(String, String)>,
    /// The quick filters.
    pub chips: Vec<Chip>,
    /// This list again, with its filters: where the form goes.
    pub action: String,
    /// Those that may be added.
    pub rows: Vec<Candidate>,
    /// How many match in all: "1 240"; empty where that is not counted.
    pub total: String,
    /// All that match are chosen.
    pub all: bool,
    /// Recommended, a discount, a price of one's own.
    pub mode: &'static str,
    /// The discount as typed.
    pub discount: String,
    /// The pieces of each as typed.
    pub quantity: String,
    /// The next page.
    pub next: Option<String>,
    /// What stands in place of rows.
    pub blank: Option<Blank>,
    /// Why the choice came back.
    pub refused: Option<String>,
}

/// A product that may be added.
#[derive(Clone, Debug, Default)]
pub struct Candidate {
    /// Its number.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// A small picture.
    pub image: Option<String>,
    /// "1 490 ₽"
    pub now: String,
    /// The price that a discount is reckoned from, in minor units.
    pub base: i64,
    /// "1 266 ₽"; none where the promotion asks for no price.
    pub required: Option<String>,
    /// The needed price as a number to type: "1266".
    pub recommended: String,
    /// "−15 %"
    pub cut: Option<String>,
    /// "12 шт"
    pub stock: String,
    /// "8 %" of what is left after the discount; none without a cost.
    pub margin: Option<String>,
    /// It would be sold at a loss.
    pub loss: bool,
    /// "порог 1 050 ₽"
    pub floor: Option<String>,
    /// Why it cannot take part.
    pub why_not: Option<String>,
    /// It is chosen.
    pub on: bool,
    /// The price as typed.
    pub price: String,
    /// The pieces as typed.
    pub quantity: String,
}

/// What would come of it, or what came of it.
#[derive(Debug, Template)]
#[template(path = "cabinet/promotions_preview.html")]
pub struct PreviewPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The promotion.
    pub head: PromotionHead,
    /// It has been done.
    pub done: bool,
    /// How many go in.
    pub good: u64,
    /// How many do not.
    pub bad: u64,
    /// How many of them are raised to the floor.
    pub cut: u64,
    /// Product by product: those that fail first.
    pub rows: Vec<Outcome>,
    /// Rows that are not shown: "и ещё 120".
    pub more: Option<String>,
    /// Where the form goes.
    pub action: String,
    /// What the form sends again: name and value.
    pub fields: Vec<(String, String)>,
    /// Back to the choice.
    pub back_href: String,
    /// Turnover, discount, margin at worst: name and value.
    pub sums: Vec<(&'static str, String)>,
}

/// What comes of a product.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Its name.
    pub name: String,
    /// A small picture.
    pub image: Option<String>,
    /// "1 490 ₽"
    pub now: String,
    /// "1 266 ₽"
    pub price: String,
    /// "−15 %, 40 шт"
    pub terms: String,
    /// "8 %"
    pub margin: Option<String>,
    /// It was raised to the floor.
    pub cut: bool,
    /// Why it does not go in.
    pub why_not: Option<String>,
}
