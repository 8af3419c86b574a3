//! The product card with its reviews.

use askama::Template;

use super::asked::AskedTab;
use super::price::Price;
use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Chip, MediaItem, Spread, Stars},
    words::{When, Words},
};

/// `/shop/p/{sku}`
#[derive(Debug, Template)]
#[template(path = "shop/product.html")]
pub struct ProductPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// Its number.
    pub sku: i64,
    /// Its name.
    pub name: String,
    /// Pictures, the main one first.
    pub images: Vec<String>,
    /// What it costs, and why.
    pub price: Price,
    /// Where it is put into the basket.
    pub buy: Buy,
    /// The shop that sells it.
    pub seller: String,
    /// The category.
    pub category: String,
    /// The description.
    pub about: String,
    /// How many reviews there are, those without stars too.
    pub total: u64,
    /// How the ratings are spread.
    pub spread: Spread,
    /// Filters of the reviews.
    pub filters: Vec<Chip>,
    /// Orders of the reviews.
    pub sorts: Vec<Chip>,
    /// The reviews.
    pub reviews: Vec<ShopReview>,
    /// The next page.
    pub next: Option<String>,
    /// Where this buyer may leave a review.
    pub leave_href: Option<String>,
    /// Where a chat with the shop is begun, for a buyer who may.
    pub ask_shop: Option<String>,
    /// Reviews and questions, the open one on.
    pub tabs: Vec<Chip>,
    /// The questions, where their tab is open.
    pub asked: Option<AskedTab>,
    /// schema.org data; see [`json_ld`].
    pub json_ld: String,
    /// The same for the questions; see [`super::asked::faq`].
    pub faq: Option<String>,
}

/// How it is bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Buy {
    /// It is put into the basket.
    Basket,
    /// One has to sign in first.
    SignIn,
    /// There is none.
    NoneLeft,
}

/// A review as buyers see it.
#[derive(Clone, Debug)]
pub struct ShopReview {
    /// Its id.
    pub id: String,
    /// The buyer's display name.
    pub author: String,
    /// The rating.
    pub stars: Stars,
    /// When.
    pub when: Option<When>,
    /// What was written, each with its heading; the only text has none.
    pub parts: Vec<(&'static str, String)>,
    /// Photos and videos.
    pub media: Vec<MediaItem>,
    /// Changed later.
    pub edited: bool,
    /// Pinned by the seller.
    pub pinned: bool,
    /// How many found it useful.
    pub useful: u64,
    /// This buyer did.
    pub voted: bool,
    /// This buyer may vote.
    pub can_vote: bool,
    /// The reviewer is this buyer: where to edit it.
    pub edit_href: Option<String>,
    /// Answers: author, when, text, by the shop.
    pub answers: Vec<ShopAnswer>,
}

/// An answer under a review.
#[derive(Clone, Debug)]
pub struct ShopAnswer {
    /// The shop, or the buyer who went on.
    pub author: String,
    /// It bears the shop's badge.
    pub by_shop: bool,
    /// When.
    pub when: Option<When>,
    /// What.
    pub text: String,
}

/// The facts that search engines read.
#[derive(Clone, Debug)]
pub struct Indexed<'a> {
    /// The product.
    pub page: &'a ProductPage,
    /// The price in roubles with a point: "4990.00".
    pub price: Option<String>,
    /// The average with a point: "4.6".
    pub average: Option<String>,
}

/// The card as schema.org `Product` with `AggregateRating` and `Review`, safe inside a `<script>`.
pub fn json_ld(facts: &Indexed<'_>) -> String {
    let page = facts.page;
    let reviews: Vec<_> = page.reviews.iter().filter_map(indexed_review).collect();
    let mut product = serde_json::json!({
        "@context": "https://schema.org",
        "@type": "Product",
        "name": page.name,
        "sku": page.sku.to_string(),
        "category": page.category,
        "image": page.images,
        "description": page.about,
    });
    if let (Some(average), total @ 1..) = (&facts.average, page.spread.total()) {
        product["aggregateRating"] = serde_json::json!({
            "@type": "AggregateRating", "ratingValue": average, "reviewCount": total, "bestRating": 5, "worstRating": 1,
        });
    }
    if let Some(price) = &facts.price {
        product["offers"] = serde_json::json!({
            "@type": "Offer", "price": price, "priceCurrency": "RUB",
            "seller": { "@type": "Organization", "name": page.seller },
        });
    }
    if !reviews.is_empty() {
        product["review"] = reviews.into();
    }
    in_script(&product)
}

/// Data as it may stand in a `<script>`: `<` could end the element, and JSON may write any letter as an escape.
pub fn in_script(data: &serde_json::Value) -> String {
    data.to_string().replace('<', "\\u003c")
}

fn indexed_review(review: &ShopReview) -> Option<serde_json::Value> {
    let stars = review.stars.0?;
    let text = review.parts.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n");
    Some(serde_json::json!({
        "@type": "Review",
        "author": { "@type": "Person", "name": review.author },
        "datePublished": review.when.as_ref().map(|when| when.iso.clone()),
        "reviewBody": text,
        "reviewRating": { "@type": "Rating", "ratingValue": stars, "bestRating": 5, "worstRating": 1 },
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::words::Lang;

    fn page(text: &str) -> ProductPage {
        let mut page = crate::web::samples::card(Lang::Ru);
        page.reviews.truncate(1);
        page.reviews[0].parts = vec![("", text.to_owned())];
        page
    }

    #[test]
    fn a_review_that_closes_the_script_stays_inside_it() {
        let page = page("</script><script>alert(1)</script>");
        let text = json_ld(&Indexed { page: &page, price: Some("4990.00".into()), average: Some("4.3".into()) });
        assert!(!text.contains('<'));
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["review"][0]["reviewBody"], "</script><script>alert(1)</script>");
        assert_eq!(read["aggregateRating"]["ratingValue"], "4.3");
        assert_eq!(read["offers"]["priceCurrency"], "RUB");
    }

    #[test]
    fn a_product_that_nobody_rated_promises_no_rating() {
        let mut page = page("");
        page.spread = Spread::default();
        page.reviews[0].stars = Stars(None);
        let read: serde_json::Value =
            serde_json::from_str(&json_ld(&Indexed { page: &page, price: None, average: None })).unwrap();
        assert!(read.get("aggregateRating").is_none() && read.get("review").is_none() && read.get("offers").is_none());
    }
}
