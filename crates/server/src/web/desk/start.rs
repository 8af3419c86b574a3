//! The start of the desk: what waits.

use askama::Template;

use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, Stars},
    words::Words,
};

/// `/desk`
#[derive(Debug, Template)]
#[template(path = "desk/start.html")]
pub struct DeskPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// "5 жалоб"
    pub total: String,
    /// The reports, the longest waiting first.
    pub reports: Vec<ReportCard>,
    /// What stands there when there are none.
    pub blank: Option<Blank>,
}

/// A report that waits.
#[derive(Clone, Debug)]
pub struct ReportCard {
    /// Which seller.
    pub seller: String,
    /// The reason in words.
    pub reason: String,
    /// What the seller wrote.
    pub details: String,
    /// "3 ч"
    pub waiting: String,
    /// The review's rating.
    pub stars: Stars,
    /// Its author.
    pub author: String,
    /// Its text.
    pub text: String,
    /// The product's name.
    pub product: String,
    /// The product's card.
    pub product_href: String,
}
