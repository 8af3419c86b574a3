//! Ordering: what was promised becomes what is bought.

use std::collections::HashMap;

use domain::event::{By, Event};
use domain::promotions::price::Source;
use domain::promotions::promise::{Part, Portion, Share};
use domain::{Code, Money, OrderId, PersonId, PromotionId, Refusal, SellerId, Timestamp};
use serde::{Deserialize, Serialize};
use store::baskets::{self, Ordered};
use store::promotions::{self, Counted};
use store::{Tx, log};

use super::hold;
use super::weigh::{Kept, Own, Weighed, to_be_had, weigh};
use crate::commands::discount_requests;
use crate::{Failure, chance, pricing};

/// Why a line of an order costs what it costs: kept with the order, whatever becomes of the promotions.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Why {
    /// The pieces, as a rule all in one portion.
    pub portions: Vec<Portion>,
    /// What the promotions were called then: Russian, English.
    pub titles: Vec<(PromotionId, String, String)>,
}

/// Orders the basket of a buyer who agreed to pay `agreed`; the numbers of the orders, shop by shop.
pub(super) fn place(tx: &mut Tx<'_>, buyer: PersonId, agreed: i64, now: Timestamp) -> Result<Vec<String>, Failure> {
    let (code, kept) = hold::let_go(tx, buyer)?.map_or((None, Kept::default()), |(it, kept)| (it.coupon, kept));
    let weighed = weigh(tx, buyer, code.as_deref(), &kept, &Own::default(), now)?;
    if weighed.parts.is_empty() {
        return Err(Code::BasketEmpty.into());
    }
    let total = weighed.total();
    if total.minor > agreed {
        let before = Money::new(agreed, total.currency);
        return Err(Refusal::new(Code::BasketChanged).at("total").with("before", before).with("now", total).into());
    }
    let number = chance::order_number();
    let mut orders = Vec::new();
    for (place, (seller, part)) in weighed.parts.iter().enumerate() {
        let order = OrderId(format!("{number}-{}", place + 1));
        write_down(tx, buyer, &weighed, *seller, part, &order, now)?;
        log::append(tx, now, *seller, By::Buyer(buyer), &Event::OrderPlaced { order: order.0.clone() })?;
        orders.push(order.0);
    }
    use_up(tx, &weighed, now)?;
    for item in weighed.items.iter().filter(|item| to_be_had(item) > 0) {
        baskets::remove(tx, buyer, item.sku)?;
    }
    baskets::delete_promise(tx, buyer)?;
    let pairs: Vec<_> = weighed.items.iter().map(|item| (item.seller, item.sku)).collect();
    pricing::note(tx, &pairs, now)?;
    Ok(orders)
}

fn write_down(
    tx: &mut Tx<'_>,
    buyer: PersonId,
    weighed: &Weighed,
    seller: SellerId,
    part: &Part,
    order: &OrderId,
    now: Timestamp,
) -> Result<(), Failure> {
    for share in &part.shares {
        let pieces = i64::from(share.pieces());
        if !baskets::take_stock(tx, seller, share.sku, pieces)? {
            return Err(Failure::fault("the stock is less than it said"));
        }
        let line = Ordered {
            seller,
            order: order.clone(),
            sku: share.sku,
            buyer,
            price: Money::new(share.total(), weighed.currency()),
            quantity: pieces,
            list_price: share.portions.iter().map(|portion| portion.list).max().unwrap_or(0),
            why: serde_json::to_string(&why(weighed, share))?,
            at: now,
        };
        if !baskets::order_item(tx, &line)? {
            // Another order drew the same twelve digits: the buyer's next try draws others.
            return Err(Code::Busy.into());
        }
    }
    Ok(())
}

pub(crate) fn why(weighed: &Weighed, share: &Share) -> Why {
    let mut titles: Vec<(PromotionId, String, String)> = Vec::new();
    for step in share.portions.iter().flat_map(|portion| &portion.priced.steps) {
        let Source::Promotion(id) = step.source else { continue };
        if let Some(promotion) = weighed.promotions.get(&id).filter(|_| titles.iter().all(|it| it.0 != id)) {
            titles.push((id, promotion.title.0.clone(), promotion.title.1.clone()));
        }
    }
    Why { portions: share.portions.clone(), titles }
}

/// Pieces, budgets, the coupon and granted requests are used up, and the promotions' reports count it.
fn use_up(tx: &mut Tx<'_>, weighed: &Weighed, now: Timestamp) -> Result<(), Failure> {
    let mut counted: HashMap<PromotionId, Counted> = HashMap::new();
    for (seller, sku, source, pieces, minor) in weighed.given() {
        let id = match source {
            Source::Promotion(id) => id,
            Source::Request(id) => {
                granted(tx, id, pieces, now)?;
                continue;
            }
        };
        if !baskets::sell(tx, seller, id, sku, pieces)? {
            return Err(Failure::fault("a promotion has fewer pieces than it said"));
        }
        let cost = weighed.known.facts_of((seller, sku)).cost.unwrap_or(0);
        let sum = counted.entry(id).or_default();
        sum.pieces += pieces;
        sum.discount += minor;
        sum.cost = sum.cost.saturating_add(cost.saturating_mul(pieces));
        sum.turnover += turnover(weighed, seller, sku, source);
    }
    let mut counted: Vec<_> = counted.into_iter().collect();
    counted.sort_unstable_by_key(|(id, _)| *id);
    for (id, sum) in counted {
        if !baskets::spend(tx, id, sum.discount)? {
            return Err(Failure::fault("a budget holds less than it said"));
        }
        let owner = weighed.promotions.get(&id).map_or(promotions::MARKETPLACE, |promotion| promotion.seller);
        promotions::count(tx, owner, id, sum)?;
    }
    if let Some(code) = weighed.coupon_used()
        && !baskets::use_coupon(tx, code)?
    {
        return Err(Refusal::new(Code::CouponUsed).at("code").into());
    }
    Ok(())
}

/// What is paid for the pieces that a promotion made cheaper.
fn turnover(weighed: &Weighed, seller: SellerId, sku: domain::Sku, source: Source) -> i64 {
    let parts = weighed.parts.iter().filter(|(of, _)| *of == seller);
    let shares = parts.flat_map(|(_, part)| &part.shares).filter(|share| share.sku == sku);
    let paid = |portion: &Portion| {
        let step = portion.priced.steps.iter().find(|step| step.source == source)?;
        // Where only some of the pieces were cheaper, no other promotion took anything off these.
        let some = || portion.list.saturating_mul(i64::from(step.pieces)) - step.minor;
        Some(if step.pieces == portion.pieces { portion.priced.total } else { some() })
    };
    shares.flat_map(|share| &share.portions).filter_map(paid).sum()
}

/// A granted price that was promised holds though its time has run out meanwhile; how many pieces are left of it was looked at.
fn granted(tx: &mut Tx<'_>, id: domain::RequestId, pieces: i64, now: Timestamp) -> Result<(), Failure> {
    match discount_requests::bought(tx, id, pieces, now) {
        Err(Failure::Refusal(refusal)) if refusal.code == Code::RequestOver => Ok(()),
        done => done,
    }
}
