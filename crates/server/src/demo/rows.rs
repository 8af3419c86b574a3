//! The rows of the demo's files; `crates/server/demo/README.md` says what each field is.

#![allow(clippy::struct_field_names, reason = "fields are named as in the files")]

use std::io::Read;

use flate2::read::GzDecoder;
use serde::Deserialize;
use serde::de::DeserializeOwned;

#[derive(Debug, Deserialize)]
pub(super) struct Seller {
    pub(super) seller: i64,
    pub(super) client_id: i64,
    pub(super) company: Company,
    pub(super) staff: Vec<Staff>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Company {
    pub(super) country: String,
    pub(super) currency: String,
    pub(super) inn: String,
    pub(super) legal_name: String,
    pub(super) name: String,
    pub(super) ogrn: String,
    pub(super) ownership_form: String,
    pub(super) tax_system: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Staff {
    pub(super) name: String,
    pub(super) role: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Product {
    pub(super) seller: i64,
    pub(super) offer_id: String,
    pub(super) sku: i64,
    pub(super) product_id: i64,
    pub(super) name: String,
    #[serde(default)]
    pub(super) brand: Option<String>,
    pub(super) category: String,
    pub(super) price_kopecks: i64,
    #[serde(default)]
    pub(super) old_price_kopecks: Option<i64>,
    pub(super) stock: i64,
    #[serde(default)]
    pub(super) description: Option<String>,
    pub(super) attributes: serde_json::Map<String, serde_json::Value>,
    pub(super) kind: String,
    pub(super) colours: Vec<String>,
    pub(super) created_days_ago: f64,
}

#[derive(Debug, Deserialize)]
pub(super) struct Buyer {
    pub(super) buyer: usize,
    pub(super) name: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Review {
    pub(super) id: String,
    pub(super) seller: i64,
    pub(super) sku: i64,
    #[serde(default)]
    pub(super) order_id: Option<String>,
    pub(super) buyer: usize,
    pub(super) rating: Option<i64>,
    #[serde(default)]
    pub(super) text: Option<String>,
    #[serde(default)]
    pub(super) pros: Option<String>,
    #[serde(default)]
    pub(super) cons: Option<String>,
    #[serde(default)]
    pub(super) days_ago: Option<f64>,
    #[serde(default)]
    pub(super) photos: Vec<u64>,
    pub(super) order_status: String,
    pub(super) status: String,
    #[serde(default)]
    pub(super) answer: Option<Said>,
    #[serde(default)]
    pub(super) reply: Option<Said>,
}

/// What stands under a review.
#[derive(Debug, Deserialize)]
pub(super) struct Said {
    pub(super) text: String,
    pub(super) days_ago: f64,
    #[serde(default)]
    pub(super) by: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Order {
    pub(super) order_id: String,
    pub(super) seller: i64,
    pub(super) buyer: usize,
    pub(super) status: String,
    pub(super) days_ago: f64,
    pub(super) items: Vec<Item>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Item {
    pub(super) sku: i64,
    pub(super) price_kopecks: i64,
}

/// The rows of a file of lines.
pub(super) fn lines<T: DeserializeOwned>(text: &str) -> Result<Vec<T>, serde_json::Error> {
    text.lines().filter(|line| !line.trim().is_empty()).map(serde_json::from_str).collect()
}

/// The rows of a packed file of lines.
pub(super) fn packed<T: DeserializeOwned>(bytes: &[u8]) -> Result<Vec<T>, serde_json::Error> {
    let mut text = String::new();
    GzDecoder::new(bytes).read_to_string(&mut text).map_err(serde_json::Error::io)?;
    lines(&text)
}

#[derive(Debug, Deserialize)]
pub(super) struct Question {
    pub(super) id: String,
    pub(super) seller: i64,
    pub(super) sku: i64,
    pub(super) buyer: usize,
    pub(super) text: String,
    pub(super) days_ago: f64,
    /// How many others ask the same.
    #[serde(default)]
    pub(super) same: i64,
    #[serde(default)]
    pub(super) answer: Option<Said>,
}

/// A text that goes through moderation.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Judged {
    pub(super) what: What,
    #[serde(default)]
    pub(super) id: Option<String>,
    pub(super) days_ago: f64,
    pub(super) text: String,
    /// The question that it answers.
    #[serde(default)]
    pub(super) to: Option<String>,
    #[serde(default)]
    pub(super) seller: Option<i64>,
    #[serde(default)]
    pub(super) sku: Option<i64>,
    #[serde(default)]
    pub(super) buyer: Option<usize>,
    #[serde(default)]
    pub(super) stars: Option<i64>,
    #[serde(default)]
    pub(super) reason: Option<String>,
    #[serde(default)]
    pub(super) verdict: Option<Verdict>,
    #[serde(default)]
    pub(super) appeal: Option<Appeal>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum What {
    Question,
    Answer,
    BuyersAnswer,
    Review,
    Comment,
    Report,
}

/// What a moderator decides, that many hours later.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Verdict {
    pub(super) decision: String,
    pub(super) hours: f64,
    /// Which of the two moderators.
    pub(super) by: usize,
    #[serde(default)]
    pub(super) reasons: Vec<String>,
    #[serde(default)]
    pub(super) note: String,
}

/// Its author does not accept the verdict, that many hours after it.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Appeal {
    pub(super) text: String,
    pub(super) hours: f64,
    #[serde(default)]
    pub(super) verdict: Option<Verdict>,
}

/// A talk.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Talked {
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) status: String,
    pub(super) seller: i64,
    pub(super) buyer: Option<usize>,
    pub(super) sku: Option<i64>,
    #[serde(default)]
    pub(super) order: Option<String>,
    #[serde(default)]
    pub(super) dispute: Option<String>,
    pub(super) messages: Vec<Written>,
}

/// Something said in it.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Written {
    pub(super) from: String,
    pub(super) text: String,
    pub(super) days_ago: f64,
    #[serde(default)]
    pub(super) note: bool,
}

#[derive(Debug, Deserialize)]
pub(super) struct Announced {
    pub(super) topic: String,
    pub(super) title_ru: String,
    pub(super) title_en: String,
    pub(super) text_ru: String,
    pub(super) text_en: String,
    pub(super) days_ago: f64,
}

/// A buyer who asks for a discount; times in hours before the moment of loading.
#[derive(Debug, Deserialize)]
pub(super) struct DiscountRequest {
    pub(super) id: i64,
    pub(super) seller: i64,
    /// The product, or else the one at this place of the shop's list.
    pub(super) offer_id: String,
    #[serde(default)]
    pub(super) place: usize,
    pub(super) buyer: usize,
    /// Hundredths of a percent of the price.
    pub(super) off: i64,
    pub(super) pieces: [i64; 2],
    pub(super) text: String,
    pub(super) hours_ago: f64,
    #[serde(default)]
    pub(super) answer: Option<DiscountAnswer>,
}

/// What the shop says to it, so many hours later: a price, or no.
#[derive(Debug, Deserialize)]
pub(super) struct DiscountAnswer {
    pub(super) hours: f64,
    #[serde(default)]
    pub(super) off: Option<i64>,
    pub(super) words: String,
}

/// A prepared answer of support.
#[derive(Debug, Deserialize)]
pub(super) struct Prepared {
    pub(super) name: String,
    pub(super) text: String,
}

/// A promotion of the marketplace; times in days from the moment of loading.
#[derive(Debug, Deserialize)]
pub(super) struct Promotion {
    pub(super) id: i64,
    pub(super) kind: String,
    pub(super) title_ru: String,
    pub(super) title_en: String,
    pub(super) text_ru: String,
    pub(super) text_en: String,
    pub(super) funding: String,
    pub(super) conditions: Vec<domain::promotions::condition::Condition>,
    pub(super) starts: f64,
    pub(super) ends: f64,
    #[serde(default)]
    pub(super) freeze: Option<f64>,
    #[serde(default)]
    pub(super) auto_add: Option<f64>,
    #[serde(default)]
    pub(super) join: Vec<Joining>,
}

/// Products that a shop puts into it: those with these articles, or the first so many that are in stock.
#[derive(Debug, Deserialize)]
pub(super) struct Joining {
    pub(super) seller: i64,
    #[serde(default)]
    pub(super) offers: Vec<String>,
    #[serde(default)]
    pub(super) first: Option<usize>,
    pub(super) off: i64,
    #[serde(default)]
    pub(super) quantity: Option<i64>,
}
