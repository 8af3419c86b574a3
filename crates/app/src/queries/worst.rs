//! What products in a promotion cost their shop at worst: every piece sells, with all that can come together.

use std::collections::HashMap;

use domain::promotions::Funding;
use domain::promotions::admission::Agreed;
use domain::promotions::bill::{Bill, Case, worst_case};
use domain::promotions::price::{Entry, Offer, Source};
use domain::{PromotionId, Sku};
use store::Tx;
use store::promotions::{self, Promotion};

use crate::actors::{CanRead, SellerStaff};
use crate::commands::promotions::load;
use crate::pricing::{Known, Pair, Running, costs};
use crate::{App, Failure};

/// What one product costs at worst.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worst {
    /// The bill. Sums are minor units.
    pub bill: Bill,
    /// The price without discounts.
    pub list: i64,
    /// What it never sells under; 0 where nothing is set.
    pub floor: i64,
    /// What the promotions of the bill's steps are called: Russian, English.
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

/// What products cost at worst if they take part in a promotion with these terms; those that are not the shop's are missing.
pub async fn worst(
    app: &App,
    staff: &SellerStaff<CanRead>,
    promotion: PromotionId,
    agreed: Vec<(Sku, Agreed)>,
) -> Result<Vec<(Sku, Worst)>, Failure> {
    let (seller, now) = (staff.seller(), app.now());
    app.store()
        .read(move |tx| {
            let running = load(tx, seller, promotion, now)?;
            let pairs: Vec<Pair> = agreed.iter().map(|(sku, _)| (seller, *sku)).collect();
            let known = Known::load(tx, &pairs, now)?;
            let others = others(tx, &known, &running)?;
            let bill = |(sku, agreed): &(Sku, Agreed)| {
                Some((*sku, reckon(&known, (seller, *sku), &running, &others, agreed)?))
            };
            Ok(agreed.iter().filter_map(bill).collect())
        })
        .await
}

/// The other promotions of these products that have a moment in common with one, whether they run already or not.
fn others(tx: &mut Tx<'_>, known: &Known, running: &Running) -> Result<Vec<Running>, Failure> {
    let this = &running.promotion;
    let mut ids: Vec<PromotionId> = known.live.iter().map(|live| live.promotion).filter(|id| *id != this.id).collect();
    ids.sort_unstable();
    ids.dedup();
    let found = if ids.is_empty() { Vec::new() } else { promotions::named(tx, &ids)? };
    let overlaps = |other: &Promotion| other.starts_at < this.ends_at && this.starts_at < other.ends_at;
    found.into_iter().filter(overlaps).map(Running::read).collect()
}

fn reckon(known: &Known, pair: Pair, running: &Running, others: &[Running], agreed: &Agreed) -> Option<Worst> {
    let product = known.products.get(&pair)?;
    let stock = product.stock.max(0);
    let pieces = u32::try_from(agreed.quantity.unwrap_or(stock).clamp(0, stock)).unwrap_or(u32::MAX);
    let offer = |running: &Running, price: Option<i64>| -> Offer {
        running.offer(vec![Entry { line: 0, price, pieces: None }])
    };
    let mut all = vec![(running, offer(running, agreed.price))];
    for live in known.live.iter().filter(|live| (live.seller, live.sku) == pair) {
        let other = others.iter().find(|other| other.promotion.id == live.promotion);
        all.extend(other.map(|other| (other, offer(other, live.price))));
    }
    let funded: Vec<Source> = all
        .iter()
        .filter(|(running, _)| running.promotion.funding == Funding::Marketplace)
        .map(|(_, offer)| offer.source)
        .collect();
    let titles = all.iter().map(|(running, _)| (running.promotion.id, running.promotion.title.clone())).collect();
    let offers: Vec<Offer> = all.into_iter().map(|(_, offer)| offer).collect();
    let line = known.line(pair, pieces)?;
    let costs = costs(&known.facts_of(pair));
    let bill = worst_case(&Case { line, offers: &offers, funded: &funded, costs });
    Some(Worst { bill, list: product.price.minor, floor: line.floor, titles })
}
