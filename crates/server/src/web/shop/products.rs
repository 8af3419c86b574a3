//! The list of products.

use askama::Template;

use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, Chip},
    words::Words,
};

/// `/shop`
#[derive(Debug, Template)]
#[template(path = "shop/products.html")]
pub struct ProductsPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// What was searched.
    pub query: String,
    /// Categories.
    pub categories: Vec<Chip>,
    /// The products.
    pub tiles: Vec<ProductTile>,
    /// The next page.
    pub next: Option<String>,
    /// What stands in place of products.
    pub blank: Option<Blank>,
}

/// A product in the grid.
#[derive(Clone, Debug)]
pub struct ProductTile {
    /// Its card.
    pub href: String,
    /// Its name.
    pub name: String,
    /// A picture.
    pub image: Option<String>,
    /// "4 990 ₽"
    pub price: Option<String>,
    /// "6 490 ₽", when it was dearer.
    pub old_price: Option<String>,
    /// "4,6"
    pub average: Option<String>,
    /// "128 отзывов"
    pub reviews: String,
}
