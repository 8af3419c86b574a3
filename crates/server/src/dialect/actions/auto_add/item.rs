//! A product beside an enrolment, in both versions of the contract.

use app::queries::promotions::{AutoAdd, Candidate};
use domain::promotions::Mode;
use domain::{ProductId, Sku};
use serde::Serialize;

use crate::dialect::actions::item::WebsitePrices;
use crate::dialect::money::{Amount, Number};

/// A product that could come in, or will.
pub(super) struct Auto<'a> {
    /// The product.
    pub(super) candidate: &'a Candidate,
    /// With what it will come in, where that is set.
    pub(super) set: Option<&'a AutoAdd>,
    /// The promotion's least pieces.
    pub(super) min_stock: i64,
}

impl Auto<'_> {
    /// The price with which it comes in, or would.
    fn price(&self) -> i64 {
        let offered = self.candidate.offered.as_ref().ok().and_then(|agreed| agreed.price);
        self.set.map(|set| set.price).or(offered).unwrap_or(0)
    }

    fn quantity(&self) -> i64 {
        self.set.and_then(|set| set.quantity).unwrap_or(0)
    }

    fn is_manual(&self) -> bool {
        self.set.is_some_and(|set| set.mode == Mode::Manual)
    }
}

#[derive(Serialize)]
pub(super) struct ItemV1<'a> {
    product_id: ProductId,
    sku: Sku,
    offer_id: &'a str,
    name: &'a str,
    currency: &'static str,
    price: Number,
    base_price: Number,
    marketplace_seller_price: Number,
    max_discount_price: Number,
    min_seller_price: Number,
    action_price_to_auto_add: Number,
    min_action_quantity: i64,
    quantity_to_auto_add: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    add_mode: Option<&'static str>,
}

impl<'a> ItemV1<'a> {
    /// `listed`: also how it came onto the list.
    pub(super) fn new(auto: &Auto<'a>, listed: bool) -> Self {
        let (candidate, product) = (auto.candidate, &auto.candidate.product);
        Self {
            product_id: product.product_id,
            sku: product.sku,
            offer_id: &product.offer_id,
            name: &product.name,
            currency: product.price.currency.code(),
            price: Number(product.price.minor),
            base_price: Number(product.price.minor),
            marketplace_seller_price: Number(candidate.shown),
            max_discount_price: Number(candidate.max_price.unwrap_or(0)),
            min_seller_price: Number(candidate.floor),
            action_price_to_auto_add: Number(auto.price()),
            min_action_quantity: auto.min_stock,
            quantity_to_auto_add: auto.quantity(),
            add_mode: listed.then_some(if auto.is_manual() { "MANUAL" } else { "AUTO" }),
        }
    }
}

#[derive(Serialize)]
pub(super) struct ItemV2<'a> {
    /// The number's name in the list of what could come in.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<ProductId>,
    /// The number's name in the list of what will.
    #[serde(skip_serializing_if = "Option::is_none")]
    product_id: Option<ProductId>,
    sku: Sku,
    offer_id: &'a str,
    name: &'a str,
    currency: &'static str,
    price: Amount,
    base_price: Amount,
    marketplace_seller_price: Amount,
    max_discount_price: Amount,
    min_seller_price: Amount,
    action_price_to_auto_add: Amount,
    min_action_quantity: i64,
    quantity_to_auto_add: i64,
    has_expired_min_seller_price: bool,
    will_be_quarantined: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_manually_added: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    add_mode: Option<bool>,
    website_prices: WebsitePrices,
}

impl<'a> ItemV2<'a> {
    /// `listed`: as in the list of what will come in.
    pub(super) fn new(auto: &Auto<'a>, listed: bool) -> Self {
        let (candidate, product) = (auto.candidate, &auto.candidate.product);
        let currency = product.price.currency;
        let amount = |minor| Amount::new(minor, currency);
        Self {
            id: (!listed).then_some(product.product_id),
            product_id: listed.then_some(product.product_id),
            sku: product.sku,
            offer_id: &product.offer_id,
            name: &product.name,
            currency: currency.code(),
            price: amount(product.price.minor),
            base_price: amount(product.price.minor),
            marketplace_seller_price: amount(candidate.shown),
            max_discount_price: amount(candidate.max_price.unwrap_or(0)),
            min_seller_price: amount(candidate.floor),
            action_price_to_auto_add: amount(auto.price()),
            min_action_quantity: auto.min_stock,
            quantity_to_auto_add: auto.quantity(),
            has_expired_min_seller_price: false,
            will_be_quarantined: false,
            is_manually_added: (!listed).then_some(auto.is_manual()),
            add_mode: listed.then_some(auto.is_manual()),
            website_prices: WebsitePrices::new(candidate.shown, currency),
        }
    }
}
