//! Rows as files have them. Fields that are not named here are passed over.

use serde::Deserialize;
use serde::de::{self, DeserializeOwned, Deserializer, Visitor};
use serde_json::{Map, Value};

use super::Expected::{self, Key as K, Object, Text, Whole as W};
use super::{Order, Product, Reason, Review, judge};

/// A field that a row may have.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name in the file.
    pub name: &'static str,
    /// Its type, where it is not null.
    pub expected: Expected,
    /// Whether the row means nothing without it.
    pub required: bool,
}

const fn needed(name: &'static str, expected: Expected) -> Field {
    Field { name, expected, required: true }
}

const fn field(name: &'static str, expected: Expected) -> Field {
    Field { name, expected, required: false }
}

/// A row of one of the files.
pub trait Row: DeserializeOwned {
    /// What its fields are: how cells of CSV are read, and how a wrong type is explained.
    const FIELDS: &'static [Field];

    /// What may be stored of it.
    type Judged;

    /// Judges what was written.
    fn judge(self) -> Result<Self::Judged, Reason>;
}

/// A product of the seller.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[allow(missing_docs, reason = "`FIELDS` and the data's own description say what they are")]
pub struct ProductRow {
    pub sku: Whole,
    pub product_id: Option<Whole>,
    pub offer_id: Option<Key>,
    pub name: String,
    pub category: Option<String>,
    pub brand: Option<String>,
    pub price_kopecks: Whole,
    pub old_price_kopecks: Option<Whole>,
    pub currency: Option<String>,
    pub stock: Option<Whole>,
    pub description: Option<String>,
    pub attributes: Option<Map<String, Value>>,
    pub created_at: Option<String>,
}

impl Row for ProductRow {
    const FIELDS: &'static [Field] = &[
        needed("sku", W),
        field("product_id", W),
        field("offer_id", K),
        needed("name", Text),
        field("category", Text),
        field("brand", Text),
        needed("price_kopecks", W),
        field("old_price_kopecks", W),
        field("currency", Text),
        field("stock", W),
        field("description", Text),
        field("attributes", Object),
        field("created_at", Text),
    ];

    type Judged = Product;

    fn judge(self) -> Result<Product, Reason> {
        judge::product(self)
    }
}

/// One item of an order.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[allow(missing_docs, reason = "`FIELDS` says what they are")]
pub struct OrderRow {
    pub order_id: Key,
    pub sku: Whole,
    pub buyer: Option<Key>,
    pub status: String,
    pub ordered_at: Option<String>,
    pub delivered_at: Option<String>,
    pub price_kopecks: Option<Whole>,
    pub currency: Option<String>,
    pub scheme: Option<String>,
    pub paid_at: Option<String>,
}

impl Row for OrderRow {
    const FIELDS: &'static [Field] = &[
        needed("order_id", K),
        needed("sku", W),
        field("buyer", K),
        needed("status", Text),
        field("ordered_at", Text),
        field("delivered_at", Text),
        field("price_kopecks", W),
        field("currency", Text),
        field("scheme", Text),
        field("paid_at", Text),
    ];

    type Judged = Order;

    fn judge(self) -> Result<Order, Reason> {
        judge::order(self)
    }
}

/// A review that was written elsewhere.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[allow(missing_docs, reason = "`FIELDS` and the data's own description say what they are")]
pub struct ReviewRow {
    pub id: Key,
    pub source: Option<String>,
    pub sku: Option<Whole>,
    pub product_name: Option<String>,
    pub category: Option<String>,
    pub rating: Option<Whole>,
    pub text: Option<String>,
    pub pros: Option<String>,
    pub cons: Option<String>,
    pub date: Option<String>,
    pub created_at: Option<String>,
    pub author: Option<String>,
    pub order_id: Option<Key>,
    pub answer: Option<String>,
    pub answer_date: Option<String>,
}

impl Row for ReviewRow {
    const FIELDS: &'static [Field] = &[
        needed("id", K),
        field("source", Text),
        field("sku", W),
        field("product_name", Text),
        field("category", Text),
        field("rating", W),
        field("text", Text),
        field("pros", Text),
        field("cons", Text),
        field("date", Text),
        field("created_at", Text),
        field("author", Text),
        field("order_id", K),
        field("answer", Text),
        field("answer_date", Text),
    ];

    type Judged = Review;

    fn judge(self) -> Result<Review, Reason> {
        judge::review(self)
    }
}

/// A whole number; `5.0` is one too, since spreadsheets write a column with a gap that way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Whole(pub i64);

impl Whole {
    /// The largest whole number up to which floating point misses none: 2^53.
    const EXACT: f64 = 9_007_199_254_740_992.0;

    /// The whole number that `number` is.
    pub fn from_float(number: f64) -> Option<Self> {
        #[expect(clippy::cast_possible_truncation, reason = "whole and within 2^53, so nothing is cut")]
        (number.fract() == 0.0 && number.abs() <= Self::EXACT).then_some(Self(number as i64))
    }

    /// Reads a cell of CSV.
    pub fn parse(cell: &str) -> Option<Self> {
        let cell = cell.trim();
        cell.parse().ok().map(Self).or_else(|| Self::from_float(cell.parse().ok()?))
    }
}

/// What names something elsewhere: a number or a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key(pub String);

struct WholeVisitor;

impl Visitor<'_> for WholeVisitor {
    type Value = Whole;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a whole number")
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Whole, E> {
        Ok(Whole(number))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Whole, E> {
        i64::try_from(number).map(Whole).map_err(E::custom)
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Whole, E> {
        Whole::from_float(number).ok_or_else(|| E::custom("not whole"))
    }
}

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(WholeVisitor)
    }
}

struct KeyVisitor;

impl Visitor<'_> for KeyVisitor {
    type Value = Key;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a number or a text")
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Key, E> {
        Ok(Key(number.to_string()))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Key, E> {
        Ok(Key(number.to_string()))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Key, E> {
        Ok(Key(text.to_owned()))
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(KeyVisitor)
    }
}
