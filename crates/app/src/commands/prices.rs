//! What a seller says of prices: the regular price, floors, costs, the rules of the shop.

use std::time::Duration;

use domain::event::{By, Event};
use domain::promotions::admission::{WHOLE, falls_out, gap_is_wide_enough};
use domain::promotions::{Mode, OnFloor, Standing};
use domain::{Code, Currency, Money, Refusal, SellerId, Sku, Timestamp};
use store::prices::{self, Facts, ShopRules};
use store::promotions::participations;
use store::{Tx, log, products};

use super::promotions::{Joining, consent, count_joined};
use crate::actors::{CanPromote, SellerStaff};
use crate::pricing::{self, Pair, Running};
use crate::{App, Failure};

/// The greatest sum that a price may be: ten billion of the currency.
pub const PRICE_MAX: i64 = 1_000_000_000_000;
/// How often the price of one product may be set in an hour. Source: `/v1/product/import/prices` in the dialect's contract.
pub const CHANGES_AN_HOUR: i64 = 10;

/// What a product's price is to be; what is `None` stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewPrice {
    /// Of which product.
    pub sku: Sku,
    /// The regular price.
    pub price: Option<Money>,
    /// The crossed-out price; `Some(None)` takes it away.
    pub old_price: Option<Option<i64>>,
    /// The product's own floor; `Some(None)` takes it away.
    pub floor: Option<Option<i64>>,
    /// What one piece costs the seller; `Some(None)` forgets it.
    pub cost: Option<Option<i64>>,
    /// Whether it may be enrolled in promotions by itself; `Some(None)` as the standing answer says.
    pub auto_join: Option<Option<bool>>,
}

impl NewPrice {
    /// Nothing is to change.
    pub fn of(sku: Sku) -> Self {
        Self { sku, price: None, old_price: None, floor: None, cost: None, auto_join: None }
    }
}

/// Sets prices; each product as a whole or not at all.
pub async fn set_prices(
    app: &App,
    staff: &SellerStaff<CanPromote>,
    all: Vec<NewPrice>,
) -> Result<Vec<(Sku, Result<(), Refusal>)>, Failure> {
    if all.len() > super::promotions::MANY {
        let max = super::promotions::MANY;
        return Err(Refusal::new(Code::TooManyItems).at("prices").with("max", max).with("got", all.len()).into());
    }
    let (seller, by, now) = (staff.seller(), staff.by(), app.now());
    app.store()
        .write(move |tx| {
            all.into_iter().map(|new| Ok((new.sku, refused(set_price(tx, seller, by, new, now))?))).collect()
        })
        .await
}

/// A refusal is what became of one product; a fault is the end of all.
fn refused(outcome: Result<(), Failure>) -> Result<Result<(), Refusal>, Failure> {
    match outcome {
        Ok(()) => Ok(Ok(())),
        Err(Failure::Refusal(refusal)) => Ok(Err(refusal)),
        Err(fault @ Failure::Fault(_)) => Err(fault),
    }
}

/// Every check comes before the first change, so a refused product is as it was.
fn set_price(tx: &mut Tx<'_>, seller: SellerId, by: By, new: NewPrice, now: Timestamp) -> Result<(), Failure> {
    let product = products::one(tx, seller, new.sku)?.ok_or(Code::ProductNotFound)?;
    let price = new.price.unwrap_or(product.price);
    let old = new.old_price.unwrap_or(product.old_price);
    is_price(price.minor).map_err(|refusal| refusal.at("price"))?;
    if price.currency != product.price.currency {
        return Err(currency_other(product.price.currency).into());
    }
    gap_is_wide_enough(price, old)?;
    for (field, sum) in [("old_price", old), ("min_price", new.floor.flatten()), ("net_price", new.cost.flatten())] {
        sum.map_or(Ok(()), is_price).map_err(|refusal| refusal.at(field))?;
    }
    if new.floor.flatten().is_some_and(|floor| floor > price.minor) {
        return Err(floor_above(price).into());
    }
    let moved = price != product.price || old != product.old_price;
    if moved && prices::changes(tx, seller, new.sku, now.before(Duration::from_secs(3_600)))? >= CHANGES_AN_HOUR {
        return Err(Code::PricesTooOften.into());
    }
    let mut facts = facts(tx, seller, new.sku)?;
    facts.floor_price = new.floor.unwrap_or(facts.floor_price);
    facts.cost = new.cost.unwrap_or(facts.cost);
    facts.auto_join = new.auto_join.unwrap_or(facts.auto_join);
    facts.updated_at = now;
    prices::put(tx, &facts)?;
    if moved {
        pricing::note_first(tx, &[&product])?;
        prices::set_price(tx, seller, new.sku, price.minor, old, now)?;
    }
    follow(tx, &[(seller, new.sku)], by, now)
}

/// What follows where products have other prices or floors now: they leave promotions that are no discount any more, the log says so,
/// and the prices on cards are noted.
pub(crate) fn follow(tx: &mut Tx<'_>, pairs: &[Pair], by: By, now: Timestamp) -> Result<(), Failure> {
    if pairs.is_empty() {
        return Ok(());
    }
    for product in prices::products(tx, pairs)? {
        leave_what_is_no_discount(tx, product.seller, by, product.sku, product.price.minor, now)?;
        log::append(tx, now, product.seller, by, &Event::PriceChanged { sku: product.sku.0 })?;
    }
    pricing::note(tx, pairs, now)
}

fn is_price(minor: i64) -> Result<(), Refusal> {
    if (1..=PRICE_MAX).contains(&minor) { Ok(()) } else { Err(Code::PriceInvalid.into()) }
}

fn currency_other(currency: Currency) -> Refusal {
    Refusal::new(Code::CurrencyOther).at("currency").with("currency", currency.code())
}

fn floor_above(price: Money) -> Refusal {
    Refusal::new(Code::FloorAbovePrice).at("floor").with("price", price)
}

pub(crate) fn facts(tx: &mut Tx<'_>, seller: SellerId, sku: Sku) -> Result<Facts, Failure> {
    Ok(prices::named(tx, &[(seller, sku)])?.pop().unwrap_or_else(|| Facts::none(seller, sku)))
}

/// A product whose regular price is at or under a promotion's leaves that promotion.
fn leave_what_is_no_discount(
    tx: &mut Tx<'_>,
    seller: SellerId,
    by: By,
    sku: Sku,
    list: i64,
    now: Timestamp,
) -> Result<(), Failure> {
    let who = Joining { seller, by, now, mode: Mode::Manual };
    for one in participations::of_product(tx, seller, sku)? {
        if !falls_out(list, one.price) {
            continue;
        }
        let Some(promotion) = store::promotions::by_id(tx, one.promotion)? else { continue };
        participations::stand(tx, &one, Standing::Left, "no_discount", now)?;
        consent(tx, &who, one.promotion, Some(sku), "left", one.terms.clone())?;
        count_joined(tx, &Running::read(promotion)?, seller, -1)?;
        log::append(tx, now, seller, by, &Event::PromotionLeft { promotion: one.promotion.0, products: 1 })?;
    }
    Ok(())
}

/// A product's own floor and costs, as a form or a sheet says them: all of it at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewFacts {
    /// Of which product.
    pub sku: Sku,
    /// What one piece costs the seller.
    pub cost: Option<i64>,
    /// Hundredths of a percent of the price.
    pub commission: Option<i64>,
    /// Delivery and handling of one piece.
    pub logistics: Option<i64>,
    /// Hundredths of a percent of the price.
    pub tax: Option<i64>,
    /// The floor as a price.
    pub floor_price: Option<i64>,
    /// The floor as a margin: hundredths of a percent of the price.
    pub floor_margin: Option<i64>,
    /// What happens at the floor; `None` as the shop's rule says.
    pub on_floor: Option<OnFloor>,
    /// The version that its editor had before their eyes.
    pub seen: Option<i64>,
}

/// Sets floors and costs of products, each as a whole or not at all.
pub async fn set_facts(
    app: &App,
    staff: &SellerStaff<CanPromote>,
    all: Vec<NewFacts>,
) -> Result<Vec<(Sku, Result<(), Refusal>)>, Failure> {
    let (seller, by, now) = (staff.seller(), staff.by(), app.now());
    app.store()
        .write(move |tx| {
            all.into_iter().map(|new| Ok((new.sku, refused(set_one(tx, seller, by, new, now))?))).collect()
        })
        .await
}

fn set_one(tx: &mut Tx<'_>, seller: SellerId, by: By, new: NewFacts, now: Timestamp) -> Result<(), Failure> {
    let product = products::one(tx, seller, new.sku)?.ok_or(Code::ProductNotFound)?;
    let sums = [("cost", new.cost), ("logistics", new.logistics), ("floor_price", new.floor_price)];
    for (field, sum) in sums {
        sum.filter(|sum| *sum != 0).map_or(Ok(()), is_price).map_err(|refusal| refusal.at(field))?;
    }
    let shares = [("commission", new.commission), ("tax", new.tax), ("floor_margin", new.floor_margin)];
    for (field, share) in shares {
        is_share(field, share)?;
    }
    if new.floor_price.is_some_and(|floor| floor > product.price.minor) {
        return Err(floor_above(product.price).into());
    }
    let before = facts(tx, seller, new.sku)?;
    if new.seen.is_some_and(|seen| seen != before.version) {
        return Err(Code::DraftChanged.into());
    }
    let facts = Facts {
        cost: new.cost,
        commission: new.commission,
        logistics: new.logistics,
        tax: new.tax,
        floor_price: new.floor_price,
        floor_margin: new.floor_margin,
        on_floor: new.on_floor,
        updated_at: now,
        ..before
    };
    prices::put(tx, &facts)?;
    follow(tx, &[(seller, new.sku)], by, now)
}

fn is_share(field: &'static str, share: Option<i64>) -> Result<(), Refusal> {
    match share {
        Some(share) if !(0..=WHOLE).contains(&share) => Err(Refusal::new(Code::ShareInvalid).at(field)),
        Some(_) | None => Ok(()),
    }
}

/// The rules of the shop about floors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewRules {
    /// No product sells under this share of its regular price: hundredths of a percent.
    pub floor_percent: Option<i64>,
    /// No product whose cost is known sells under this margin: hundredths of a percent of the price.
    pub floor_margin: Option<i64>,
    /// What happens at the floor.
    pub on_floor: OnFloor,
}

/// Sets the shop's rules about floors; those about discount requests stay. Prices that are shown follow at once, since they are
/// reckoned when they are asked for; the history of prices notes it with each product's next change.
pub async fn set_rules(app: &App, staff: &SellerStaff<CanPromote>, new: NewRules) -> Result<(), Failure> {
    is_share("floor_percent", new.floor_percent)?;
    is_share("floor_margin", new.floor_margin)?;
    let (seller, by, now) = (staff.seller(), staff.by(), app.now());
    app.store()
        .write(move |tx| {
            let before = prices::rules(tx, seller)?;
            let rules = ShopRules {
                floor_percent: new.floor_percent,
                floor_margin: new.floor_margin,
                on_floor: new.on_floor,
                updated_at: now,
                ..before
            };
            prices::put_rules(tx, seller, &rules)?;
            Ok(log::append(tx, now, seller, by, &Event::PriceRulesChanged)?)
        })
        .await
}
