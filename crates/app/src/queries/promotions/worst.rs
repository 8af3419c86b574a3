//! The worst that can come of a product in a promotion: reckoned before anything is saved.

use std::collections::HashMap;

use domain::promotions::admission::{self, Agreed, Ask};
use domain::promotions::benefit::Benefit;
use domain::promotions::bill::{Bill, Case, worst_case};
use domain::promotions::price::{Entry, Offer, Source};
use domain::promotions::{Funding, Phase, Standing};
use domain::{Code, PromotionId, Refusal, RequestId, SellerId, Sku, Timestamp};
use store::Tx;
use store::promotions::{self, participations};

use crate::actors::{CanRead, SellerStaff};
use crate::commands::promotions::{judged, load, terms};
use crate::pricing::{Known, Pair, Running, costs};
use crate::{App, Failure};

/// What a product would take part with, and the worst that could come of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Worst {
    /// With what it would take part, or why it cannot; then the bill is of what was asked.
    pub outcome: Result<Agreed, Refusal>,
    /// The worst case: every piece sells with all that can come together.
    pub bill: Bill,
    /// The price without discounts.
    pub list: i64,
    /// What it never sells under; 0 where nothing is set.
    pub floor: i64,
    /// The names of what takes something off: Russian, English.
    pub titles: HashMap<PromotionId, (String, String)>,
}

impl Worst {
    /// What is left for the seller as a share of what comes in, in hundredths of a percent; `None` without a cost.
    pub fn margin_share(&self) -> Option<i64> {
        let (margin, income) = (self.bill.margin?, self.bill.turnover.saturating_add(self.bill.funded));
        if income <= 0 {
            return None;
        }
        i64::try_from((i128::from(margin) * 10_000).div_euclid(i128::from(income))).ok()
    }
}

/// The worst that can come of a product in a promotion, before it is saved.
pub async fn worst(
    app: &App,
    staff: &SellerStaff<CanRead>,
    id: PromotionId,
    sku: Sku,
    ask: Ask,
) -> Result<Worst, Failure> {
    let found = worst_of(app, staff, id, vec![(sku, ask)]).await?.pop();
    Ok(found.ok_or(Code::ProductNotFound)?)
}

/// The same of several products, in their order; those that are not the shop's are missing.
pub async fn worst_of(
    app: &App,
    staff: &SellerStaff<CanRead>,
    id: PromotionId,
    asks: Vec<(Sku, Ask)>,
) -> Result<Vec<Worst>, Failure> {
    let (seller, now) = (staff.seller(), app.now());
    app.store()
        .read(move |tx| {
            let running = load(tx, seller, id)?;
            let pairs: Vec<Pair> = asks.iter().map(|(sku, _)| (seller, *sku)).collect();
            let known = Known::load(tx, &pairs, now)?;
            let mut all = Vec::with_capacity(asks.len());
            for (sku, ask) in asks {
                all.extend(one(tx, &known, &running, (seller, sku), ask, now)?);
            }
            Ok(all)
        })
        .await
}

fn one(
    tx: &mut Tx<'_>,
    known: &Known,
    running: &Running,
    pair: Pair,
    ask: Ask,
    now: Timestamp,
) -> Result<Option<Worst>, Failure> {
    let (seller, sku) = pair;
    let id = running.promotion.id;
    let Some(product) = judged(known, pair) else { return Ok(None) };
    let there = participations::one(tx, seller, id, sku)?.filter(|one| one.standing == Standing::In);
    let terms = terms(running, now);
    let outcome = match there {
        Some(there) => {
            let before = Agreed { price: there.price, quantity: there.quantity, cut: false };
            admission::change(&terms, &product, before, ask, now)
        }
        None => admission::admit(&terms, &product, ask, now),
    };
    let asked = Agreed { price: ask.price, quantity: ask.quantity, cut: false };
    let agreed = outcome.as_ref().copied().unwrap_or(asked);
    let mut others = others(tx, seller, sku, id, now)?;
    others.push((running.clone(), agreed.price, agreed.quantity));
    Ok(Some(reckon(known, pair, &others, outcome, agreed.quantity)))
}

/// A promotion with the price and the pieces with which a product is in it.
type Taking = (Running, Option<i64>, Option<i64>);

/// What else a product takes part in, now or later.
fn others(
    tx: &mut Tx<'_>,
    seller: SellerId,
    sku: Sku,
    but: PromotionId,
    now: Timestamp,
) -> Result<Vec<Taking>, Failure> {
    let taking = participations::of_product(tx, seller, sku)?;
    let ids: Vec<PromotionId> = taking.iter().map(|one| one.promotion).filter(|id| *id != but).collect();
    let mut all = Vec::with_capacity(ids.len());
    for promotion in if ids.is_empty() { Vec::new() } else { promotions::named(tx, &ids)? } {
        let running = Running::read(promotion)?;
        let one = taking.iter().find(|one| one.promotion == running.promotion.id);
        if let (false, Some(one)) = (matches!(running.phase(now), Phase::Finished | Phase::Draft), one) {
            all.push((running, one.price, one.left()));
        }
    }
    Ok(all)
}

fn reckon(
    known: &Known,
    pair: Pair,
    taking: &[Taking],
    outcome: Result<Agreed, Refusal>,
    quantity: Option<i64>,
) -> Worst {
    let stock = known.products.get(&pair).map_or(0, |product| product.stock);
    let pieces = u32::try_from(quantity.unwrap_or(stock).max(1)).unwrap_or(u32::MAX);
    let funded: Vec<Source> = taking
        .iter()
        .filter(|(running, ..)| running.promotion.funding == Funding::Marketplace)
        .map(|(running, ..)| Source::Promotion(running.promotion.id))
        .collect();
    let mut offers: Vec<Offer> = taking
        .iter()
        .map(|(running, price, left)| {
            let pieces = left.map(|left| u32::try_from(left).unwrap_or(u32::MAX));
            running.offer(vec![Entry { line: 0, price: *price, pieces }])
        })
        .collect();
    offers.extend(standing_offer(known, pair));
    let line = known.line(pair, pieces);
    let costs = costs(&known.facts_of(pair));
    let bill = line.map(|line| worst_case(&Case { line, offers: &offers, funded: &funded, costs })).unwrap_or_default();
    let titles = taking.iter().map(|(running, ..)| (running.promotion.id, running.promotion.title.clone()));
    let list = known.products.get(&pair).map_or(0, |product| product.price.minor);
    Worst { outcome, bill, list, floor: known.floor(pair).0, titles: titles.collect() }
}

/// The shop's own rule may grant a request by itself: that too is a price that a buyer can reach.
fn standing_offer(known: &Known, pair: Pair) -> Option<Offer> {
    let rules = known.rules_of(pair.0);
    let list = known.products.get(&pair)?.price.minor;
    let price = admission::max_price(list, rules.request_percent?);
    let pieces = Some(u32::try_from(rules.request_pieces).unwrap_or(u32::MAX));
    Some(Offer {
        source: Source::Request(RequestId(0)),
        starts: Timestamp(i64::MIN),
        ends: Timestamp(i64::MAX),
        benefit: Benefit::Price,
        conditions: Vec::new(),
        budget: None,
        entries: vec![Entry { line: 0, price: Some(price), pieces }],
    })
}
