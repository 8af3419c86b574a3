//! From a row as it was written to what may be stored.

use std::time::Duration;

use domain::chats::Scheme;
use domain::reviews::{OrderStatus, Rating};
use domain::text::clean_copied;
use domain::{Currency, Money, OrderId, ProductId, Sku, Timestamp};
use serde_json::{Map, Value};

use super::rows::{Key, Whole};
use super::{OrderRow, ProductRow, Reason, ReviewRow};

/// Characters of a text that somebody wrote, at most.
pub const TEXT_MAX: usize = 10_000;
/// Characters of a name, at most.
pub const NAME_MAX: usize = 500;
/// Entries of a product's attributes, at most.
pub const ATTRIBUTES_MAX: usize = 100;

/// 1990 to 2099, in seconds: other years are slips of the pen.
const LIKELY: std::ops::Range<i64> = 631_152_000..4_102_444_800;
const DAY: Duration = Duration::from_hours(24);

/// A product that may be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the types say what they are")]
pub struct Product {
    pub sku: Sku,
    pub product_id: Option<ProductId>,
    /// The seller's own article.
    pub offer_id: Option<String>,
    pub name: String,
    pub category: Option<String>,
    pub brand: Option<String>,
    pub price: Money,
    pub old_price: Option<Money>,
    /// Pieces.
    pub stock: Option<i64>,
    pub description: Option<String>,
    /// Names and values, by name.
    pub attributes: Vec<(String, String)>,
    pub created_at: Option<Timestamp>,
}

/// An order item that may be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the types say what they are")]
pub struct Order {
    pub id: OrderId,
    pub sku: Sku,
    /// What the file calls the buyer: a name or a number.
    pub buyer: Option<String>,
    pub status: OrderStatus,
    pub ordered_at: Option<Timestamp>,
    pub delivered_at: Option<Timestamp>,
    pub price: Option<Money>,
    /// How it is delivered; stored and brought by the marketplace where the file does not say.
    pub scheme: Scheme,
    /// When it was paid; where the file does not say, an order was paid when it was made.
    pub paid_at: Option<Timestamp>,
}

/// A review that may be stored. What is not known is `None` and stays so.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the types say what they are")]
pub struct Review {
    /// What names it at its source (`wb:17`); the same row has the same key at every import.
    pub key: String,
    /// `None`: nobody knows which product it is about.
    pub sku: Option<Sku>,
    pub product_name: Option<String>,
    pub category: Option<String>,
    pub rating: Option<Rating>,
    /// May be empty where `pros` or `cons` speak or stars were given.
    pub text: String,
    pub pros: Option<String>,
    pub cons: Option<String>,
    pub published_at: Option<Timestamp>,
    pub author: Option<String>,
    pub order: Option<OrderId>,
    pub answer: Option<Answer>,
}

/// What the seller answered there.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the types say what they are")]
pub struct Answer {
    pub text: String,
    pub at: Option<Timestamp>,
}

pub(super) fn product(row: ProductRow) -> Result<Product, Reason> {
    let currency = currency(row.currency)?;
    Ok(Product {
        sku: sku(row.sku)?,
        product_id: row.product_id.map(|id| positive("product_id", id)).transpose()?.map(ProductId),
        offer_id: key("offer_id", row.offer_id)?,
        name: name("name", Some(row.name))?.ok_or(Reason::Missing { field: "name" })?,
        category: name("category", row.category)?,
        brand: name("brand", row.brand)?,
        price: Money::new(not_negative("price_kopecks", row.price_kopecks)?, currency),
        old_price: price("old_price_kopecks", row.old_price_kopecks, currency)?,
        stock: row.stock.map(|stock| not_negative("stock", stock)).transpose()?,
        description: text("description", row.description)?,
        attributes: attributes(row.attributes)?,
        created_at: date("created_at", row.created_at)?,
    })
}

pub(super) fn order(row: OrderRow) -> Result<Order, Reason> {
    let allowed = "processing, delivered, cancelled";
    let unknown = || Reason::Choice { field: "status", got: shortened(&row.status), allowed };
    let order = Order {
        id: OrderId(key("order_id", Some(row.order_id))?.ok_or(Reason::Missing { field: "order_id" })?),
        sku: sku(row.sku)?,
        buyer: key("buyer", row.buyer)?,
        status: OrderStatus::parse(&row.status).ok_or_else(unknown)?,
        ordered_at: date("ordered_at", row.ordered_at)?,
        delivered_at: date("delivered_at", row.delivered_at)?,
        price: price("price_kopecks", row.price_kopecks, currency(row.currency)?)?,
        scheme: scheme(row.scheme)?,
        paid_at: date("paid_at", row.paid_at)?,
    };
    let order = Order { paid_at: order.paid_at.or(order.ordered_at), ..order };
    match (order.ordered_at, order.delivered_at) {
        // A bare date is the midnight of its day, so a delivery on the day of the order may seem earlier.
        (Some(ordered), Some(delivered)) if delivered.after(DAY) <= ordered => {
            Err(Reason::Order { earlier: "ordered_at", later: "delivered_at" })
        }
        _ => Ok(order),
    }
}

fn scheme(named: Option<String>) -> Result<Scheme, Reason> {
    let Some(named) = named.filter(|named| !named.is_empty()) else { return Ok(Scheme::Fbo) };
    let unknown = || Reason::Choice { field: "scheme", got: shortened(&named), allowed: "fbo, fbs, rfbs" };
    Scheme::parse(&named.to_lowercase()).ok_or_else(unknown)
}

pub(super) fn review(row: ReviewRow) -> Result<Review, Reason> {
    let id = key("id", Some(row.id))?.ok_or(Reason::Missing { field: "id" })?;
    let source = name("source", row.source)?;
    let (written, dated) = (date("created_at", row.created_at)?, date("date", row.date)?);
    let answered_at = date("answer_date", row.answer_date)?;
    let review = Review {
        key: source.map_or_else(|| id.clone(), |source| format!("{source}:{id}")),
        sku: row.sku.map(sku).transpose()?,
        product_name: name("product_name", row.product_name)?,
        category: name("category", row.category)?,
        rating: row.rating.map(rating).transpose()?,
        text: text("text", row.text)?.unwrap_or_default(),
        pros: text("pros", row.pros)?,
        cons: text("cons", row.cons)?,
        published_at: written.or(dated),
        author: name("author", row.author)?,
        order: key("order_id", row.order_id)?.map(OrderId),
        answer: text("answer", row.answer)?.map(|text| Answer { text, at: answered_at }),
    };
    let silent = review.text.is_empty() && review.pros.is_none() && review.cons.is_none();
    if silent && review.rating.is_none() { Err(Reason::NothingToSay) } else { Ok(review) }
}

fn sku(number: Whole) -> Result<Sku, Reason> {
    positive("sku", number).map(Sku)
}

fn positive(field: &'static str, Whole(got): Whole) -> Result<i64, Reason> {
    if got > 0 { Ok(got) } else { Err(Reason::NotPositive { field, got }) }
}

fn not_negative(field: &'static str, Whole(got): Whole) -> Result<i64, Reason> {
    if got >= 0 { Ok(got) } else { Err(Reason::Negative { field, got }) }
}

fn rating(Whole(got): Whole) -> Result<Rating, Reason> {
    Rating::new(got).map_err(|_| Reason::Rating { got })
}

fn price(field: &'static str, minor: Option<Whole>, currency: Currency) -> Result<Option<Money>, Reason> {
    Ok(minor.map(|minor| not_negative(field, minor)).transpose()?.map(|minor| Money::new(minor, currency)))
}

/// Roubles where the file says nothing.
fn currency(code: Option<String>) -> Result<Currency, Reason> {
    match code.as_deref().map(str::trim) {
        None | Some("") => Ok(Currency::Rub),
        Some(code) => Currency::from_code(code).ok_or_else(|| Reason::Currency { got: shortened(code) }),
    }
}

/// A time within [`LIKELY`].
fn date(field: &'static str, written: Option<String>) -> Result<Option<Timestamp>, Reason> {
    let Some(written) = written.filter(|written| !written.trim().is_empty()) else { return Ok(None) };
    match Timestamp::parse(written.trim()).filter(|at| LIKELY.contains(&at.seconds())) {
        Some(at) => Ok(Some(at)),
        None => Err(Reason::Date { field, got: shortened(&written) }),
    }
}

fn name(field: &'static str, written: Option<String>) -> Result<Option<String>, Reason> {
    limited(field, written, NAME_MAX)
}

fn text(field: &'static str, written: Option<String>) -> Result<Option<String>, Reason> {
    limited(field, written, TEXT_MAX)
}

fn key(field: &'static str, key: Option<Key>) -> Result<Option<String>, Reason> {
    limited(field, key.map(|key| key.0), NAME_MAX)
}

/// The text, cleaned as one that is typed here; an empty one is none.
fn limited(field: &'static str, written: Option<String>, max: usize) -> Result<Option<String>, Reason> {
    let Some(written) = written else { return Ok(None) };
    let text = clean_copied(&written).map_err(|refusal| Reason::Text { field, refusal })?;
    // More bytes than letters, so letters are counted only where it matters.
    let got = if text.len() > max { text.chars().count() } else { 0 };
    match got {
        got if got > max => Err(Reason::TextTooLong { field, max, got }),
        _ => Ok(Some(text).filter(|text| !text.is_empty())),
    }
}

fn attributes(object: Option<Map<String, Value>>) -> Result<Vec<(String, String)>, Reason> {
    let object = object.unwrap_or_default();
    if object.len() > ATTRIBUTES_MAX {
        return Err(Reason::Attributes);
    }
    let entry = |(called, value): (String, Value)| {
        let value = match value {
            Value::String(text) => text,
            Value::Number(number) => number.to_string(),
            Value::Bool(answer) => answer.to_string(),
            Value::Null => return Ok(None),
            Value::Array(_) | Value::Object(_) => return Err(Reason::Attributes),
        };
        let called = name("attributes", Some(called))?;
        Ok(called.zip(name("attributes", Some(value))?))
    };
    object.into_iter().filter_map(|pair| entry(pair).transpose()).collect()
}

/// So much of a strange value as a reader needs to recognise it.
fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
#[path = "judge_tests.rs"]
mod tests;
