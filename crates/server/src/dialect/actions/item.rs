//! A product beside a promotion, in both versions of the contract. What is not kept here is zero or false.

use app::queries::promotions::Candidate;
use domain::promotions::{Mode, Standing};
use domain::{Currency, ProductId};
use serde::Serialize;

use crate::dialect::money::{Amount, Number};

/// What both versions tell of a product.
struct Told {
    action_price: i64,
    max: i64,
    stock: i64,
    mode: Option<Mode>,
}

impl Told {
    fn of(candidate: &Candidate) -> Self {
        let there = candidate.participation.as_ref();
        let there = there.filter(|there| matches!(there.standing, Standing::In | Standing::Nominated));
        Self {
            action_price: there.and_then(|there| there.price).unwrap_or(0),
            max: candidate.max_price.unwrap_or(0),
            stock: there.and_then(|there| there.quantity).unwrap_or(0),
            mode: there.map(|there| there.mode),
        }
    }

    /// Its price is above the promotion's limit: what its seller changed since may have made it so.
    fn is_too_dear(&self) -> bool {
        self.max > 0 && self.action_price > self.max
    }
}

/// A product in the first version: sums are numbers.
#[derive(Serialize)]
pub(in crate::dialect) struct ItemV1 {
    id: ProductId,
    price: Number,
    action_price: Number,
    alert_max_action_price_failed: bool,
    alert_max_action_price: Number,
    max_action_price: Number,
    add_mode: &'static str,
    stock: i64,
    min_stock: i64,
    current_boost: i64,
    price_min_elastic: i64,
    price_max_elastic: i64,
    min_boost: i64,
    max_boost: i64,
}

impl ItemV1 {
    pub(in crate::dialect) fn new(candidate: &Candidate, min_stock: i64) -> Self {
        let told = Told::of(candidate);
        Self {
            id: candidate.product.product_id,
            price: Number(candidate.product.price.minor),
            action_price: Number(told.action_price),
            alert_max_action_price_failed: told.is_too_dear(),
            alert_max_action_price: Number(told.max),
            max_action_price: Number(told.max),
            add_mode: match told.mode {
                Some(Mode::Manual) => "MANUAL",
                Some(Mode::Auto) => "AUTO",
                None => "NOT_SET",
            },
            stock: told.stock,
            min_stock,
            current_boost: 0,
            price_min_elastic: 0,
            price_max_elastic: 0,
            min_boost: 0,
            max_boost: 0,
        }
    }
}

/// The prices that buyers see.
#[derive(Serialize)]
pub(in crate::dialect) struct WebsitePrices {
    price: Amount,
    prices_by_schema: Schemas,
}

/// There is one way of delivery here, and it has no prices of its own.
#[derive(Serialize)]
struct Schemas {}

impl WebsitePrices {
    /// One price for all.
    pub(in crate::dialect) fn new(minor: i64, currency: Currency) -> Self {
        Self { price: Amount::new(minor, currency), prices_by_schema: Schemas {} }
    }
}

/// A product in the second version: sums have a currency.
#[derive(Serialize)]
pub(in crate::dialect) struct ItemV2 {
    id: ProductId,
    price: Amount,
    action_price: Amount,
    #[serde(skip_serializing_if = "Option::is_none")]
    add_mode: Option<&'static str>,
    alert_max_action_price: Amount,
    alert_max_action_price_failed: bool,
    max_action_price: Amount,
    marketplace_seller_price: Amount,
    min_seller_price: Amount,
    min_stock: i64,
    recommended_stock: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    stock: Option<i64>,
    is_quarantined: bool,
    current_boost: i64,
    min_boost: i64,
    max_boost: i64,
    price_min_elastic: Amount,
    price_max_elastic: Amount,
    website_prices: WebsitePrices,
}

impl ItemV2 {
    /// `with_stock`: also how the product takes part, and with how many pieces.
    pub(in crate::dialect) fn new(candidate: &Candidate, min_stock: i64, with_stock: bool) -> Self {
        let (told, currency) = (Told::of(candidate), candidate.product.price.currency);
        let amount = |minor| Amount::new(minor, currency);
        let mode = match told.mode {
            Some(Mode::Auto) => "AUTO",
            Some(Mode::Manual) | None => "SELLER",
        };
        Self {
            id: candidate.product.product_id,
            price: amount(candidate.product.price.minor),
            action_price: amount(told.action_price),
            add_mode: with_stock.then_some(mode),
            alert_max_action_price: amount(told.max),
            alert_max_action_price_failed: told.is_too_dear(),
            max_action_price: amount(told.max),
            marketplace_seller_price: amount(candidate.shown),
            min_seller_price: amount(candidate.floor),
            min_stock,
            recommended_stock: min_stock,
            stock: with_stock.then_some(told.stock),
            is_quarantined: false,
            current_boost: 0,
            min_boost: 0,
            max_boost: 0,
            price_min_elastic: amount(0),
            price_max_elastic: amount(0),
            website_prices: WebsitePrices::new(candidate.shown, currency),
        }
    }
}
