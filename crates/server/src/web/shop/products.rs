//! The list of products.

use std::collections::HashMap;

use app::queries;
use askama::Template;
use axum::extract::Query;
use domain::Sku;
use serde::Deserialize;

use super::price::{self, Price};
use crate::web::{
    convert, icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::Blank,
    query,
    respond::{Page, html},
    visit::Visit,
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
    /// What it costs, and why.
    pub price: Price,
    /// "4,6"
    pub average: Option<String>,
    /// "128 отзывов"
    pub reviews: String,
}

/// Products on a page.
const PAGE: i64 = 24;

/// Shows what is sold; `?after=` goes on behind a product.
pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Page {
    let w = visit.w();
    let (after, query) = (Sku(asked.after.unwrap_or(0)), asked.q.trim().to_owned());
    let mut found = match queries::shop::search(&visit.app, &query, after, PAGE + 1).await? {
        Some(found) => found,
        None => queries::shop::list(&visit.app, after, PAGE + 1).await?,
    };
    let more = found.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    found.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let address = |last: &queries::shop::Product| {
        query::address("/shop", [("q", asked.q.clone()), ("after", last.sku.to_string())])
    };
    let next = found.last().filter(|_| more).map(address);
    let blank = found.is_empty().then(|| blank(w, &query));
    let shell = visit.shop(Tab::Products, w.shop.title).await?.described(w.shop.description);
    let pairs = found.iter().map(|product| (product.seller, product.sku)).collect();
    let prices: HashMap<_, _> =
        queries::basket::shown(&visit.app, pairs).await?.into_iter().map(|it| (it.pair, it)).collect();
    let price = |product: &queries::shop::Product| {
        let shown = prices.get(&(product.seller, product.sku));
        shown.map_or_else(Price::default, |shown| price::shown(w, shown, visit.now()))
    };
    let tiles = found.iter().map(|product| tile(w, product, price(product))).collect();
    html(&ProductsPage { w, shell, query, tiles, next, blank })
}

fn blank(w: &Words, query: &str) -> Blank {
    let s = &w.shop;
    if query.is_empty() {
        return Blank { icon: icons::BOX, title: s.no_products.into(), text: s.no_products_text.into(), action: None };
    }
    Blank {
        icon: icons::SEARCH,
        title: s.nothing_found.into(),
        text: s.nothing_found_text.into(),
        action: Some(("/shop".into(), s.all_products.into())),
    }
}

/// What the address asks for: words, and where the page begins.
#[derive(Debug, Deserialize)]
pub struct Asked {
    after: Option<i64>,
    #[serde(default)]
    q: String,
}

fn tile(w: &Words, product: &queries::shop::Product, price: Price) -> ProductTile {
    ProductTile {
        href: convert::card_href(Some(product.sku)),
        name: product.name.clone(),
        image: product.picture.map(convert::thumb),
        price,
        average: convert::spread(w.lang, product.stars).average,
        reviews: w.shop.n_reviews.count(u64::try_from(product.reviews).unwrap_or(0)),
    }
}
