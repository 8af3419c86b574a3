//! What a basket costs, and why.
//!
//! Pure, in whole minor units. What belongs to one shop is priced by itself. Promotions are applied in this order:
//!
//! 1. **Prices of pieces.** A piece sells at the lowest of its list price, the prices of its participations, the
//!    percents off a piece and the price that a request of the buyer was granted. They never add up. Where pieces are
//!    limited, those at the lowest price go first; the rest fall back to the next one, and at last to the list price.
//! 2. **Discounts on what is ordered**: at most one multi-buy, then at most one discount on the order, then at most one
//!    coupon, each on what the one before has left. Percents go with everything. What follows free pieces or a sum off
//!    must be for all the lines that these are for (and perhaps others); a percent may also be for none of them. Of all
//!    that may be used together, the ones with the lowest total are; at the same total the fewest; then the ones whose
//!    sources come first.
//! 3. **The floor** caps each step. A promotion that *alone* would bring a product under its floor is cut to it, or the
//!    product is left out of that promotion, as the seller chose ([`OnFloor`]). Several that together would are cut to
//!    it.
//!
//! What each takes off:
//!
//! - a **percent** takes from each line for itself, rounded down;
//! - a **sum** takes from its lines in proportion to what they cost. One that has come to its floor gives no more, and the
//!   others do not give it instead;
//! - **free pieces** are the cheapest of the scope. What they cost is shared by all its lines in proportion, so that three
//!   for two of different products sells none of them for nothing. What a line cannot give over its floor the others do, none more than its
//!   part of a set at list prices: with three for two a third.
//!
//! What a sum or free pieces take is split by largest remainders, so that the lines come to the total exactly.
//!
//! So that one more promotion never raises a price: thresholds (sums, pieces, steps) are measured without discounts; a
//! scope does not depend on other promotions; and after each step a lower sum before it is never the higher one. How free
//! pieces or a sum off are split over the lines does change with the prices of others; therefore these lines
//! are *one* sum to what comes after, and share what that takes.
//!
//! A budget caps what a promotion gives. Off pieces it buys whole pieces, by rising sku, as if the promotion were alone; off
//! a percent each line has its part of the budget, by list prices. A line with more pieces than a multi-buy, an order
//! discount or a coupon has left is not part of it.
//!
//! Nothing here fails. Numbers that cannot be meant are read as the nearest that can: a negative price as 0, a floor
//! over the list price as the list price, a share over the whole as the whole. All lines together come to at most 2^62
//! minor units: a list price that would lead beyond its line's part of that is reckoned as less.

mod deals;
mod items;
mod scope;
mod split;

use serde::{Deserialize, Serialize};

use super::OnFloor;
use super::benefit::Benefit;
use super::condition::{BuyerFacts, Condition};
use crate::{PromotionId, RequestId, Sku, Timestamp};

/// Some pieces of one product in a basket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The product; no two lines have the same.
    pub sku: Sku,
    /// Pieces.
    pub quantity: u32,
    /// What one piece costs without discounts, in minor units.
    pub list: i64,
    /// The price under which a piece never sells; 0: none.
    pub floor: i64,
    /// What happens where one promotion alone would break the floor.
    pub on_floor: OnFloor,
}

/// What makes a price lower.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A promotion.
    Promotion(PromotionId),
    /// A request of the buyer that was granted.
    Request(RequestId),
}

/// A promotion, or a granted request, as far as a basket is concerned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// What it is; no two offers have the same.
    pub source: Source,
    /// From when on it holds.
    #[serde(with = "crate::time::micros")]
    pub starts: Timestamp,
    /// Until when; at this moment it no longer does.
    #[serde(with = "crate::time::micros")]
    pub ends: Timestamp,
    /// What it gives.
    pub benefit: Benefit,
    /// What must hold. Conditions of admission were asked when the products came in, and are not asked again.
    pub conditions: Vec<Condition>,
    /// How much it may still give, in minor units; `None`: as much as it comes to.
    pub budget: Option<i64>,
    /// The lines that take part.
    pub entries: Vec<Entry>,
}

/// A line that takes part in a promotion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Which line of the basket.
    pub line: usize,
    /// The price of a piece where the benefit is [`Benefit::Price`], in minor units.
    pub price: Option<i64>,
    /// Pieces that are left in the promotion; `None`: no limit.
    pub pieces: Option<u32>,
}

/// What is priced: the part of a basket that belongs to one shop.
#[derive(Debug, Clone, Copy)]
pub struct Basket<'a> {
    /// What is in it.
    pub lines: &'a [Line],
    /// The promotion whose code the buyer has typed.
    pub coupon: Option<PromotionId>,
    /// What is known of the buyer.
    pub buyer: BuyerFacts<'a>,
    /// When.
    pub now: Timestamp,
}

/// What a basket costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Priced {
    /// In the order of the basket's lines.
    pub lines: Vec<PricedLine>,
    /// What is to be paid, in minor units: the sum of the lines' totals.
    pub total: i64,
    /// What it would be without discounts.
    pub undiscounted: i64,
}

/// What a line costs, and why.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PricedLine {
    /// What is to be paid for all its pieces, in minor units.
    pub total: i64,
    /// What it would be without discounts.
    pub undiscounted: i64,
    /// What was taken off, in the order of application. Their sum is what the line is under its list price.
    pub steps: Vec<Given>,
    /// What does not count, and why; by source.
    pub left_out: Vec<LeftOut>,
}

/// What a promotion took off a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// Who gives it.
    pub source: Source,
    /// For how many pieces; so many it has fewer afterwards.
    pub pieces: u32,
    /// How much, in minor units; 0 where the floor leaves nothing of it.
    pub minor: i64,
    /// Whether it would be more without the floor.
    pub cut_by_floor: bool,
}

/// Why a promotion does not count for a line that takes part in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Which.
    pub source: Source,
    /// Why.
    pub why: Why,
}

/// Why a promotion does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// It would break the floor.
    Floor,
    /// It has fewer pieces left than it would take.
    SoldOut,
    /// It has nothing left to give.
    Budget,
    /// So much is missing to its sum, in minor units without discounts.
    SumMissing(i64),
    /// So many pieces are missing.
    PiecesMissing(u32),
    /// Others together give more.
    Better,
}

impl Priced {
    /// What all promotions together take off, in minor units.
    pub fn discount(&self) -> i64 {
        self.undiscounted - self.total
    }

    /// What one promotion takes off, in minor units.
    pub fn given_by(&self, source: Source) -> i64 {
        let steps = self.lines.iter().flat_map(|line| &line.steps);
        steps.filter(|step| step.source == source).map(|step| step.minor).sum()
    }
}

/// What a basket costs with these offers, and why. See the module for the rules.
pub fn price(basket: &Basket<'_>, offers: &[Offer]) -> Priced {
    let rows = scope::rows(basket.lines);
    let mut lines: Vec<PricedLine> = rows.iter().map(|row| row.unpriced(offers.len())).collect();
    let mut offered = scope::Offered::default();
    for offer in offers {
        offered.take(basket, &rows, offer, &mut lines);
    }
    let mut tiers = items::give(&rows, &offered.pieces, &mut lines);
    deals::give(&rows, &offered, &mut tiers, &mut lines);
    for line in &mut lines {
        line.left_out.sort_by_key(|out| out.source);
    }
    let sum = |of: fn(&PricedLine) -> i64| lines.iter().map(of).sum();
    Priced { total: sum(|line| line.total), undiscounted: sum(|line| line.undiscounted), lines }
}
