//! The worst case, before a seller agrees: what it costs if every piece sells with all that can come together.
//!
//! Buyers are taken to belong to whatever segment is asked for and to have the code that gives the most. Two figures are
//! told apart. [`Bill::alone`] is the price at which the product sells by itself, bought in the number that is best for
//! the buyer; the sums are reckoned with it. [`Bill::lowest`] holds for any basket: a sum off an order may fall on this
//! product alone where the others are at their floors, and so may free pieces.

use super::benefit::{Benefit, Cut, WHOLE, less, part};
use super::condition::{BuyerFacts, Condition};
use super::floor::Costs;
use super::price::{Basket, Given, Line, Offer, PricedLine, Source, price};
use super::{OnFloor, price::Entry};
use crate::{PromotionId, Timestamp};

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The product, with as many pieces as may sell.
    pub line: Line,
    /// The promotion that the seller is about to join and all that can come together with it. Their entries are of the
    /// line 0.
    pub offers: &'a [Offer],
    /// Of these the marketplace pays the discount.
    pub funded: &'a [Source],
    /// What a sale costs the seller.
    pub costs: Costs,
}

/// The worst case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bill {
    /// How many pieces sell.
    pub pieces: u32,
    /// No buyer gets a piece for less, whatever else is in the basket; minor units.
    pub lowest: i64,
    /// What a piece costs when the product is bought by itself, on average, rounded down; minor units.
    pub alone: i64,
    /// How many pieces have to be bought together for that.
    pub together: u32,
    /// What each promotion takes off all the pieces, in the order of application.
    pub steps: Vec<Given>,
    /// What all pieces cost without discounts.
    pub undiscounted: i64,
    /// What buyers pay for all pieces.
    pub turnover: i64,
    /// What buyers do not pay.
    pub discount: i64,
    /// What of the discount the marketplace pays.
    pub funded: i64,
    /// What stays to the seller; `None` where the cost is not known.
    pub margin: Option<i64>,
}

/// The worst case of a product with these promotions. At every moment only those count that run together.
pub fn worst_case(case: &Case<'_>) -> Bill {
    let mut moments: Vec<Timestamp> = case.offers.iter().map(|offer| offer.starts).collect();
    moments.sort_unstable();
    moments.dedup();
    let bills = moments.iter().map(|now| {
        let running = case.offers.iter().filter(|offer| offer.starts <= *now && *now < offer.ends);
        let offers: Vec<Offer> = running.filter_map(for_anybody).collect();
        bill(case, &offers, *now)
    });
    let worst = bills.reduce(|one, other| {
        let lowest = one.lowest.min(other.lowest);
        let worse = if other.alone < one.alone { other } else { one };
        Bill { lowest, ..worse }
    });
    worst.unwrap_or_else(|| bill(case, &[], Timestamp::default()))
}

/// An offer without what only some buyers meet, and without its budget, which many baskets use up together.
fn for_anybody(offer: &Offer) -> Option<Offer> {
    let all = offer.conditions.iter().filter(|condition| !matches!(condition, Condition::Segment { .. }));
    let is_spent = offer.budget.is_some_and(|budget| budget <= 0);
    (!is_spent).then(|| Offer { conditions: all.cloned().collect(), budget: None, ..offer.clone() })
}

fn bill(case: &Case<'_>, offers: &[Offer], now: Timestamp) -> Bill {
    let pieces = case.line.quantity;
    let mut worst = (PricedLine::default(), 0_u32);
    for together in numbers(&case.line, offers) {
        for coupon in coupons(offers) {
            let lines = [Line { quantity: together, ..case.line }];
            let basket = Basket { lines: &lines, coupon, buyer: BuyerFacts::default(), now };
            let Some(line) = price(&basket, offers).lines.into_iter().next() else { continue };
            // Two averages, compared by their products.
            let lower = product(line.total, worst.1) < product(worst.0.total, together);
            if worst.1 == 0 || lower {
                worst = (line, together);
            }
        }
    }
    let (line, together) = worst;
    let undiscounted = fit(i128::from(case.line.list.max(0)) * i128::from(pieces));
    let steps: Vec<Given> = line.steps.iter().map(|step| for_all(case, step, together)).collect();
    let off = |step: &Given| i128::from(step.minor);
    let discount = fit(steps.iter().map(off).sum()).min(undiscounted);
    let paid = steps.iter().filter(|step| case.funded.contains(&step.source));
    let funded = fit(paid.map(off).sum()).min(discount);
    let turnover = undiscounted - discount;
    Bill {
        pieces,
        lowest: lowest(case, offers),
        alone: if together == 0 { case.line.list.max(0) } else { line.total / i64::from(together) },
        together,
        steps,
        undiscounted,
        turnover,
        discount,
        funded,
        margin: margin(&case.costs, turnover.saturating_add(funded), pieces),
    }
}

fn product(sum: i64, pieces: u32) -> i128 {
    i128::from(sum) * i128::from(pieces)
}

fn fit(sum: i128) -> i64 {
    i64::try_from(sum).unwrap_or(i64::MAX)
}

/// What stays of what all pieces bring, by the price of an average one.
fn margin(costs: &Costs, income: i64, pieces: u32) -> Option<i64> {
    if pieces == 0 {
        return costs.margin(0).map(|_| 0);
    }
    Some(costs.margin(income / i64::from(pieces))?.saturating_mul(i64::from(pieces)))
}

/// What a step takes off when all pieces sell like the `together` of it; at most what its promotion has to give.
fn for_all(case: &Case<'_>, step: &Given, together: u32) -> Given {
    let all = (product(step.minor, case.line.quantity)).div_euclid(i128::from(together.max(1)));
    let budget = case.offers.iter().find(|offer| offer.source == step.source).and_then(|offer| offer.budget);
    let pieces = u64::from(step.pieces) * u64::from(case.line.quantity) / u64::from(together.max(1));
    let pieces = u32::try_from(pieces).unwrap_or(u32::MAX);
    Given { minor: fit(all).min(budget.unwrap_or(i64::MAX)), pieces, ..*step }
}

/// The codes that a buyer may have typed.
fn coupons(offers: &[Offer]) -> Vec<Option<PromotionId>> {
    let with_code = offers.iter().filter(|offer| offer.conditions.contains(&Condition::Code));
    let ids = with_code.filter_map(|offer| match offer.source {
        Source::Promotion(id) => Some(Some(id)),
        Source::Request(_) => None,
    });
    std::iter::once(None).chain(ids).collect()
}

/// The numbers of pieces at which something begins to count: thresholds, whole sets, and sets over a threshold.
fn numbers(line: &Line, offers: &[Offer]) -> Vec<u32> {
    let mut numbers: Vec<i64> = vec![1];
    let mut sets: Vec<i64> = Vec::new();
    for offer in offers {
        match &offer.benefit {
            Benefit::Nth { take, .. } => sets.push(i64::from(*take).max(1)),
            Benefit::Steps { steps } => numbers.extend(steps.iter().map(|step| reach(step.from_minor, line.list))),
            _ => {}
        }
        numbers.extend(offer.conditions.iter().filter_map(|condition| match condition {
            Condition::OrderSum { minor } => Some(reach(*minor, line.list)),
            Condition::Pieces { n } => Some(i64::from(*n)),
            _ => None,
        }));
    }
    let whole = |number: i64| sets.iter().map(move |set| number.max(1).saturating_add(set - 1) / set * set);
    let in_sets: Vec<i64> = numbers.iter().flat_map(|number| whole(*number)).collect();
    let mut numbers: Vec<u32> =
        numbers.into_iter().chain(in_sets).filter_map(|number| u32::try_from(number).ok()).collect();
    numbers.retain(|number| (1..=line.quantity).contains(number));
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// How many pieces at a price come to a sum; more than anybody buys where the price is nothing.
fn reach(sum: i64, price: i64) -> i64 {
    if price <= 0 { i64::MAX } else { fit((i128::from(sum.max(0)) + i128::from(price) - 1) / i128::from(price)) }
}

/// What no basket gets under: each stage at its worst, thresholds taken as met by other products.
fn lowest(case: &Case<'_>, offers: &[Offer]) -> i64 {
    let floor = case.line.floor.clamp(0, case.line.list.max(0));
    let piece = offers.iter().filter_map(|offer| lowest_piece(&case.line, floor, offer)).min();
    let mut ends = vec![Reached { price: piece.unwrap_or(case.line.list.max(0)), shared: false }];
    for stage in [is_multi_buy as fn(&Offer) -> bool, is_order, is_coupon] {
        let so_far = ends.clone();
        for offer in offers.iter().filter(|offer| !offer.entries.is_empty() && stage(offer)) {
            ends.extend(so_far.iter().map(|reached| reached.after(&case.line, floor, offer)));
        }
    }
    ends.iter().map(|reached| reached.price).min().unwrap_or(floor)
}

/// A price of a piece in the midst of the order of application.
#[derive(Clone, Copy)]
struct Reached {
    price: i64,
    /// Whether what comes next is shared with other products, which may be at their floors.
    shared: bool,
}

impl Reached {
    fn after(&self, line: &Line, floor: i64, offer: &Offer) -> Self {
        let off = match &offer.benefit {
            _ if self.shared => self.price,
            Benefit::Nth { take, pay } if pay < take => {
                line.list.max(0) - part(line.list, (*pay).into(), (*take).into())
            }
            Benefit::Percent { bp } => self.percent(*bp),
            Benefit::Amount { minor } => *minor,
            Benefit::Steps { steps } => {
                let cuts = steps.iter().map(|step| match step.cut {
                    Cut::Percent(bp) => self.percent(bp),
                    Cut::Amount(minor) => minor,
                });
                cuts.max().unwrap_or(0)
            }
            Benefit::Price | Benefit::Nth { .. } | Benefit::Nothing => 0,
        };
        let by_line = matches!(offer.benefit, Benefit::Percent { .. });
        let price = self.price.saturating_sub(off.max(0)).max(floor);
        Self { price, shared: self.shared || !by_line }
    }

    /// A percent off many pieces is rounded once, so that of one it may be a fraction more.
    fn percent(&self, bp: i64) -> i64 {
        self.price - part(self.price, WHOLE - bp.clamp(0, WHOLE), WHOLE)
    }
}

fn lowest_piece(line: &Line, floor: i64, offer: &Offer) -> Option<i64> {
    let of_entry = |entry: &Entry| match offer.benefit {
        Benefit::Price => entry.price.map(|price| price.max(0)),
        Benefit::Percent { bp } if !offer.conditions.iter().any(Condition::is_of_order) => Some(less(line.list, bp)),
        _ => None,
    };
    let price = offer.entries.iter().filter_map(of_entry).min()?;
    let leaves = price < floor && line.on_floor == OnFloor::Leave;
    (!leaves && price < line.list).then_some(price.max(floor))
}

fn is_multi_buy(offer: &Offer) -> bool {
    matches!(offer.benefit, Benefit::Nth { .. })
}

fn is_coupon(offer: &Offer) -> bool {
    !is_multi_buy(offer) && offer.conditions.contains(&Condition::Code) && offer.benefit != Benefit::Price
}

fn is_order(offer: &Offer) -> bool {
    match offer.benefit {
        Benefit::Amount { .. } | Benefit::Steps { .. } => !is_coupon(offer),
        Benefit::Percent { .. } => !is_coupon(offer) && offer.conditions.iter().any(Condition::is_of_order),
        Benefit::Price | Benefit::Nth { .. } | Benefit::Nothing => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Sku;

    fn kettle(pieces: u32) -> Line {
        Line { sku: Sku(1), quantity: pieces, list: 100_000, floor: 0, on_floor: OnFloor::Cut }
    }

    fn offer(id: i64, benefit: Benefit, price: Option<i64>, conditions: Vec<Condition>) -> Offer {
        let source = Source::Promotion(PromotionId(id));
        let entries = vec![Entry { line: 0, price, pieces: None }];
        Offer { source, starts: Timestamp(0), ends: Timestamp(100), benefit, conditions, budget: None, entries }
    }

    fn bill_of(line: Line, offers: &[Offer]) -> Bill {
        let costs = Costs { cost: Some(50_000), commission: Some(1_000), ..Costs::default() };
        worst_case(&Case { line, offers, funded: &[], costs })
    }

    #[test]
    fn ten_pieces_at_the_promotions_price_cost_ten_discounts() {
        let bill = bill_of(kettle(10), &[offer(1, Benefit::Price, Some(80_000), vec![])]);
        assert_eq!((bill.lowest, bill.alone, bill.together), (80_000, 80_000, 1));
        assert_eq!((bill.undiscounted, bill.turnover, bill.discount), (1_000_000, 800_000, 200_000));
        assert_eq!(bill.margin, Some((80_000 - 8_000 - 50_000) * 10));
    }

    #[test]
    fn everything_that_can_come_together_is_in_the_bill() {
        let offers = [
            offer(1, Benefit::Price, Some(80_000), vec![]),
            offer(2, Benefit::Percent { bp: 1_000 }, None, vec![Condition::OrderSum { minor: 250_000 }]),
            offer(3, Benefit::Amount { minor: 15_000 }, None, vec![Condition::Code]),
            offer(4, Benefit::Amount { minor: 12_000 }, None, vec![Condition::Code]),
        ];
        let bill = bill_of(kettle(9), &offers);
        assert_eq!((bill.lowest, bill.alone, bill.together), (57_000, 65_000, 1), "one piece with the better code");
        assert_eq!(bill.steps.iter().map(|step| step.minor).collect::<Vec<_>>(), [180_000, 135_000]);
        let three = bill_of(kettle(9), &offers[..2]);
        assert_eq!((three.alone, three.together), (72_000, 3), "three pieces reach 2 500 roubles");
    }

    #[test]
    fn three_for_two_is_counted_in_threes() {
        let bill = bill_of(kettle(9), &[offer(1, Benefit::Nth { take: 3, pay: 2 }, None, vec![])]);
        assert_eq!((bill.alone, bill.together, bill.turnover), (66_666, 3, 600_000));
        assert_eq!(bill.lowest, 66_666);
    }

    #[test]
    fn the_floor_holds_in_the_worst_case_too() {
        let line = Line { floor: 75_000, ..kettle(4) };
        let offers =
            [offer(1, Benefit::Price, Some(80_000), vec![]), offer(2, Benefit::Amount { minor: 90_000 }, None, vec![])];
        let bill = bill_of(line, &offers);
        assert_eq!((bill.lowest, bill.alone, bill.turnover), (75_000, 75_000, 300_000));
        assert!(bill.steps[1].cut_by_floor);
    }

    #[test]
    fn promotions_that_never_run_together_are_not_put_together() {
        let mut offers = [
            offer(1, Benefit::Price, Some(80_000), vec![]),
            offer(2, Benefit::Percent { bp: 1_000 }, None, vec![Condition::OrderSum { minor: 1 }]),
        ];
        assert_eq!(bill_of(kettle(1), &offers).alone, 72_000);
        offers[1].starts = Timestamp(100);
        offers[1].ends = Timestamp(200);
        assert_eq!(bill_of(kettle(1), &offers).alone, 80_000);
    }

    #[test]
    fn a_budget_ends_what_a_promotion_costs_and_the_marketplace_pays_its_own() {
        let capped = Offer { budget: Some(50_000), ..offer(1, Benefit::Percent { bp: 2_000 }, None, vec![]) };
        let bill = bill_of(kettle(10), std::slice::from_ref(&capped));
        assert_eq!((bill.alone, bill.discount), (80_000, 50_000));
        let costs = Costs { cost: Some(50_000), ..Costs::default() };
        let funded = [capped.source];
        let paid = worst_case(&Case { line: kettle(10), offers: &[capped], funded: &funded, costs });
        assert_eq!((paid.funded, paid.margin), (50_000, Some(500_000)));
    }

    #[test]
    fn without_promotions_pieces_or_known_costs_there_is_little_to_say() {
        let bill = bill_of(kettle(3), &[]);
        assert_eq!((bill.lowest, bill.alone, bill.discount), (100_000, 100_000, 0));
        let none = worst_case(&Case { line: kettle(0), offers: &[], funded: &[], costs: Costs::default() });
        assert_eq!((none.turnover, none.margin, none.alone), (0, None, 100_000));
        let wild = Line { list: i64::MAX, quantity: u32::MAX, floor: i64::MIN, ..kettle(1) };
        let amount = offer(1, Benefit::Amount { minor: i64::MIN }, None, vec![Condition::OrderSum { minor: i64::MAX }]);
        assert_eq!(bill_of(wild, &[amount]).undiscounted, i64::MAX);
    }
}
