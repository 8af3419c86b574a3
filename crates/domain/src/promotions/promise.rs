//! Prices that are promised: for a quarter of an hour a buyer pays at most what the basket said.
//!
//! What is kept of a promise is not the sum but what it was reckoned from, as a [`Lot`]: so a buyer who takes something out
//! meanwhile still pays what these facts say of the rest. What comes into the basket later is reckoned from the facts of
//! that moment. Where the facts of now make the whole no dearer they count, and the promise begins anew.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::condition::BuyerFacts;
use super::price::{Basket, Line, Offer, Priced, PricedLine, Source, price};
use crate::{PromotionId, Sku, Timestamp};

/// How long a price is promised.
pub const HOLDS: Duration = Duration::from_secs(15 * 60);
/// Products in a basket, at most.
pub const LINES_MAX: i64 = 50;
/// Pieces of a product in a basket, at most.
pub const PIECES_MAX: i64 = 1_000;

/// What the part of a basket that belongs to one shop is reckoned from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// What is in it.
    pub lines: Vec<Line>,
    /// What makes it cheaper.
    pub offers: Vec<Offer>,
    /// The promotion whose code was typed.
    pub coupon: Option<PromotionId>,
    /// What the buyer had ordered from the shop.
    pub orders: u32,
    /// When this was so.
    #[serde(with = "crate::time::micros")]
    pub at: Timestamp,
}

/// Facts that are promised to count for a while.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lot {
    /// Until when; at this moment they no longer do.
    #[serde(with = "crate::time::micros")]
    pub until: Timestamp,
    /// The facts.
    pub facts: Facts,
}

/// What promotions have left for this buyer. What is missing here has no limit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Left {
    /// Pieces of a product.
    pub pieces: HashMap<(Source, Sku), u32>,
    /// Discount in minor units.
    pub budgets: HashMap<Source, i64>,
}

/// Pieces of one product that are reckoned from the same facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Portion {
    /// How many.
    pub pieces: u32,
    /// What one costs without discounts, in minor units.
    pub list: i64,
    /// What they cost, and why.
    #[serde(flatten)]
    pub priced: PricedLine,
}

/// A product of a shop's part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// Which.
    pub sku: Sku,
    /// Its pieces: as a rule all in one portion.
    pub portions: Vec<Portion>,
}

/// What the part of a shop costs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Part {
    /// What is promised from now on.
    pub lots: Vec<Lot>,
    /// Product by product, in the order of the basket.
    pub shares: Vec<Share>,
}

impl Share {
    /// How many pieces.
    pub fn pieces(&self) -> u32 {
        self.portions.iter().map(|portion| portion.pieces).sum()
    }

    /// What they cost, in minor units.
    pub fn total(&self) -> i64 {
        self.portions.iter().map(|portion| portion.priced.total).sum()
    }

    /// What they would without discounts.
    pub fn undiscounted(&self) -> i64 {
        self.portions.iter().map(|portion| portion.priced.undiscounted).sum()
    }
}

impl Part {
    /// What the part costs, in minor units.
    pub fn total(&self) -> i64 {
        self.shares.iter().map(Share::total).sum()
    }

    /// What it would without discounts.
    pub fn undiscounted(&self) -> i64 {
        self.shares.iter().map(Share::undiscounted).sum()
    }
}

impl Facts {
    /// What these facts say of their lines.
    pub fn price(&self) -> Priced {
        let buyer = BuyerFacts { orders: Some(self.orders), ..BuyerFacts::default() };
        price(&Basket { lines: &self.lines, coupon: self.coupon, buyer, now: self.at }, &self.offers)
    }

    /// The same facts of fewer pieces, and with what is left of the promotions now.
    fn of(&self, wanted: &BTreeMap<Sku, u32>, left: &Left) -> Self {
        let mut places = vec![None; self.lines.len()];
        let mut lines = Vec::new();
        for (place, line) in self.lines.iter().enumerate() {
            if let Some(quantity @ 1..) = wanted.get(&line.sku).copied() {
                places[place] = Some(lines.len());
                lines.push(Line { quantity, ..*line });
            }
        }
        let offers = self.offers.iter().map(|offer| {
            let mut offer = offer.clone();
            offer.entries.retain_mut(|entry| match places.get(entry.line).copied().flatten() {
                Some(place) => {
                    let limit = self.lines.get(entry.line).and_then(|line| left.pieces.get(&(offer.source, line.sku)));
                    entry.line = place;
                    entry.pieces = least(entry.pieces, limit.copied());
                    true
                }
                None => false,
            });
            offer.budget = least(offer.budget, left.budgets.get(&offer.source).copied());
            offer
        });
        Self { offers: offers.filter(|offer| !offer.entries.is_empty()).collect(), lines, ..self.clone() }
    }
}

fn least<T: Ord>(one: Option<T>, other: Option<T>) -> Option<T> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

impl Left {
    /// Takes away what a price uses up.
    fn less(&mut self, lines: &[Line], priced: &Priced) {
        for (line, given) in lines.iter().zip(&priced.lines) {
            for step in &given.steps {
                if let Some(pieces) = self.pieces.get_mut(&(step.source, line.sku)) {
                    *pieces = pieces.saturating_sub(step.pieces);
                }
                if let Some(budget) = self.budgets.get_mut(&step.source) {
                    *budget = (*budget - step.minor).max(0);
                }
            }
        }
    }
}

/// What a shop's part of a basket costs at `now`: at most what was promised of it.
///
/// `lots` is what was promised, the oldest first; `now` are the facts of this moment, of all that is in the basket; `left` is
/// what promotions have for this buyer, what is kept for the same buyer included.
pub fn reckon(lots: &[Lot], now: &Facts, left: &Left) -> Part {
    let all: BTreeMap<Sku, u32> = now.lines.iter().map(|line| (line.sku, line.quantity)).collect();
    let anew = vec![Lot { until: now.at.after(HOLDS), facts: now.of(&all, left) }];
    let (mut rest, mut left, mut kept) = (all, left.clone(), Vec::new());
    for lot in lots.iter().filter(|lot| lot.until > now.at) {
        let covered = cover(&mut rest, &lot.facts.lines);
        if !covered.is_empty() {
            let facts = lot.facts.of(&covered, &left);
            left.less(&facts.lines, &facts.price());
            kept.push(Lot { until: lot.until, facts });
        }
    }
    let anew = part(now, anew);
    if kept.is_empty() {
        return anew;
    }
    rest.retain(|_, pieces| *pieces > 0);
    if !rest.is_empty() {
        kept.push(Lot { until: now.at.after(HOLDS), facts: now.of(&rest, &left) });
    }
    let kept = part(now, kept);
    if anew.total() <= kept.total() { anew } else { kept }
}

/// The pieces that these lines have of what is still wanted; they are no longer wanted then.
fn cover(rest: &mut BTreeMap<Sku, u32>, lines: &[Line]) -> BTreeMap<Sku, u32> {
    let mut covered = BTreeMap::new();
    for line in lines {
        if let Some(wanted) = rest.get_mut(&line.sku) {
            let pieces = line.quantity.min(*wanted);
            *wanted -= pieces;
            if pieces > 0 {
                covered.insert(line.sku, pieces);
            }
        }
    }
    covered
}

fn part(now: &Facts, lots: Vec<Lot>) -> Part {
    let mut portions: HashMap<Sku, Vec<Portion>> = HashMap::new();
    for lot in &lots {
        for (line, priced) in lot.facts.lines.iter().zip(lot.facts.price().lines) {
            let portion = Portion { pieces: line.quantity, list: line.list, priced };
            portions.entry(line.sku).or_default().push(portion);
        }
    }
    let share = |line: &Line| Share { sku: line.sku, portions: portions.remove(&line.sku).unwrap_or_default() };
    Part { shares: now.lines.iter().map(share).collect(), lots }
}

#[cfg(test)]
#[path = "promise_tests.rs"]
mod tests;
