//! Floors and costs of a shop's products.

use askama::Template;

use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, Choice, Field},
    words::Words,
};

/// `/menu/prices`
#[derive(Debug, Template)]
#[template(path = "cabinet/promotions_prices.html")]
pub struct PricesPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The rule of the whole shop.
    pub rule: RuleForm,
    /// What is searched.
    pub query: String,
    /// The products.
    pub rows: Vec<PriceRow>,
    /// The next page.
    pub next: Option<String>,
    /// What stands in place of rows.
    pub blank: Option<Blank>,
    /// They can be changed.
    pub editable: bool,
    /// Something was refused in the table.
    pub refused: Option<String>,
}

/// The rule of a whole shop as a form.
#[derive(Clone, Debug, Default)]
pub struct RuleForm {
    /// Not under this share of the regular price, in percent.
    pub percent: Field,
    /// Not under this margin, in percent.
    pub margin: Field,
    /// Cut or leave.
    pub on_floor: Vec<Choice>,
}

/// A product's floor and costs.
#[derive(Clone, Debug, Default)]
pub struct PriceRow {
    /// Its number.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// A small picture.
    pub image: Option<String>,
    /// "1 490 ₽"
    pub now: String,
    /// The fields as typed: cost, commission in percent, logistics, tax in percent, floor.
    pub cost: String,
    /// In percent.
    pub commission: String,
    /// In the currency.
    pub logistics: String,
    /// In percent.
    pub tax: String,
    /// In the currency; empty where the shop's rule holds.
    pub floor: String,
    /// "1 050 ₽"
    pub floor_now: Option<String>,
    /// Whose floor it is: own, by the rule, by margin.
    pub floor_by: &'static str,
    /// "32 %"
    pub margin: Option<String>,
    /// It is sold at a loss already.
    pub loss: bool,
    /// "на карточке 1 190 ₽", where a promotion makes it another.
    pub shown: Option<String>,
    /// The version that is being changed.
    pub version: i64,
    /// Why its change was refused.
    pub error: Option<String>,
}
