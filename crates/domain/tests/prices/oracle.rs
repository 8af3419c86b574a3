//! The rules once more, as slowly and plainly as they can be written: every way to sell every piece is tried, every
//! combination of deals is tried, and fractions stay fractions to the end of a step.

use std::collections::BTreeSet;

use domain::PromotionId;
use domain::promotions::OnFloor;
use domain::promotions::benefit::{Benefit, Cut};
use domain::promotions::condition::{BuyerFacts, Condition};
use domain::promotions::price::{Entry, Offer, Source};

use crate::stacks::{Dice, SMALL, Stack};

/// A discount on what is ordered, as this file sees it.
struct Deal<'a> {
    offer: &'a Offer,
    rank: u8,
    cut: Cut,
    lines: BTreeSet<usize>,
}

/// A sum that may be a fraction: numerator over denominator.
#[derive(Clone, Copy)]
struct Sum(i128, i128);

impl Sum {
    fn whole(minor: i128) -> Self {
        Self(minor, 1)
    }

    fn plus(self, other: Self) -> Self {
        let sum = Self(self.0 * other.1 + other.0 * self.1, self.1 * other.1);
        let mut divisor = (sum.0.abs(), sum.1);
        while divisor.0 != 0 {
            divisor = (divisor.1 % divisor.0, divisor.0);
        }
        Self(sum.0 / divisor.1, sum.1 / divisor.1)
    }

    fn at_least(self, minor: i128) -> Self {
        if self.0 < minor * self.1 { Self::whole(minor) } else { self }
    }

    fn up(self) -> i128 {
        (self.0 + self.1 - 1).div_euclid(self.1)
    }
}

fn list(stack: &Stack, line: usize) -> i128 {
    i128::from(stack.lines[line].list) * i128::from(stack.lines[line].quantity)
}

fn least(stack: &Stack, line: usize) -> i128 {
    i128::from(stack.lines[line].floor) * i128::from(stack.lines[line].quantity)
}

fn wanted(stack: &Stack, offer: &Offer) -> bool {
    let buyer = BuyerFacts { orders: Some(stack.orders), ..BuyerFacts::default() };
    let time = offer.starts.0 <= 1_000 && 1_000 < offer.ends.0 && offer.budget.is_none_or(|budget| budget > 0);
    time && offer.conditions.iter().all(|condition| match condition {
        Condition::Code => stack.coupon.map(Source::Promotion) == Some(offer.source),
        Condition::Segment { segment } => segment.holds(&buyer, offer.source),
        _ => true,
    })
}

fn thresholds_hold(stack: &Stack, offer: &Offer, lines: &BTreeSet<usize>) -> bool {
    offer.conditions.iter().all(|condition| match condition {
        Condition::OrderSum { minor } => {
            lines.iter().map(|line| list(stack, *line)).sum::<i128>() >= i128::from(*minor)
        }
        Condition::Pieces { n } => lines.iter().map(|line| stack.lines[*line].quantity).sum::<u32>() >= *n,
        _ => true,
    })
}

fn is_off_pieces(offer: &Offer) -> bool {
    let of_order =
        |it: &Condition| matches!(it, Condition::OrderSum { .. } | Condition::Pieces { .. } | Condition::Code);
    match offer.benefit {
        Benefit::Price => true,
        Benefit::Percent { .. } => !offer.conditions.iter().any(of_order),
        _ => false,
    }
}

/// The price of a piece, if a promotion has one for the line.
fn piece_price(stack: &Stack, offer: &Offer, entry: &Entry) -> Option<i64> {
    let line = &stack.lines[entry.line];
    let price = match offer.benefit {
        Benefit::Percent { bp } => (line.list * (10_000 - bp) + 9_999) / 10_000,
        _ => entry.price?,
    };
    let leaves = price < line.floor && line.on_floor == OnFloor::Leave;
    (!leaves && price.max(line.floor) < line.list).then_some(price.max(line.floor))
}

/// The prices at which single pieces of a line may sell, one for each piece that an offer has.
fn chances(stack: &Stack, line: usize) -> Vec<Vec<i64>> {
    let mut all = Vec::new();
    for offer in stack.offers.iter().filter(|offer| wanted(stack, offer) && is_off_pieces(offer)) {
        let mut takes: Vec<(&Entry, i64, u32)> = Vec::new();
        for entry in &offer.entries {
            let pieces = entry.pieces.unwrap_or(u32::MAX).min(stack.lines[entry.line].quantity);
            if let Some(price) = piece_price(stack, offer, entry).filter(|_| pieces > 0) {
                takes.push((entry, price, pieces));
            }
        }
        let scope = takes.iter().map(|(entry, ..)| entry.line).collect();
        if !thresholds_hold(stack, offer, &scope) {
            continue;
        }
        takes.sort_by_key(|(entry, ..)| stack.lines[entry.line].sku);
        let mut budget = offer.budget.unwrap_or(i64::MAX);
        for (entry, price, pieces) in takes {
            let mut sold = Vec::new();
            for _ in 0..pieces {
                if budget >= stack.lines[entry.line].list - price {
                    budget -= stack.lines[entry.line].list - price;
                    sold.push(price);
                }
            }
            if entry.line == line {
                all.push(sold);
            }
        }
    }
    all
}

/// Every way to sell the pieces of a line, one piece after the other; the cheapest as a list of prices.
fn cheapest(list: i64, left: u32, chances: &[Vec<i64>]) -> Vec<i64> {
    if left == 0 {
        return Vec::new();
    }
    let mut best = cheapest_with(list, list, left, chances);
    for place in 0..chances.len() {
        let mut fewer = chances.to_vec();
        if let Some(price) = fewer[place].pop() {
            let way = cheapest_with(price, list, left, &fewer);
            if way.iter().sum::<i64>() < best.iter().sum() {
                best = way;
            }
        }
    }
    best
}

fn cheapest_with(price: i64, list: i64, left: u32, chances: &[Vec<i64>]) -> Vec<i64> {
    let mut way = cheapest(list, left - 1, chances);
    way.push(price);
    way
}

/// Whether a promotion alone would bring a line under its floor, whose seller would rather leave it out.
fn alone_is_under(stack: &Stack, line: usize, benefit: &Benefit, whole: i128) -> bool {
    let (some, all) = match benefit {
        Benefit::Percent { bp } => (i128::from(*bp), 10_000),
        Benefit::Amount { minor } => (i128::from(*minor).min(whole), whole),
        Benefit::Nth { take, pay } => (i128::from(take - pay), i128::from(*take)),
        Benefit::Steps { steps } => match steps.iter().rev().find(|step| i128::from(step.from_minor) <= whole) {
            Some(step) => match step.cut {
                Cut::Percent(bp) => (i128::from(bp), 10_000),
                Cut::Amount(minor) => (i128::from(minor).min(whole), whole),
            },
            None => (0, 1),
        },
        Benefit::Price | Benefit::Nothing => (0, 1),
    };
    // A percent is rounded in the line; other discounts are split, and a line may get the kopeck that is left.
    let off =
        if all == 10_000 { Sum::whole(list(stack, line) * some / all) } else { Sum(list(stack, line) * some, all) };
    all > 0 && off.0 > (list(stack, line) - least(stack, line)) * off.1
}

fn deal<'a>(stack: &Stack, offer: &'a Offer) -> Option<Deal<'a>> {
    let whole_line = |it: &&Entry| {
        let quantity = stack.lines[it.line].quantity;
        quantity > 0 && it.pieces.is_none_or(|left| left >= quantity)
    };
    let mut lines: BTreeSet<usize> = offer.entries.iter().filter(whole_line).map(|entry| entry.line).collect();
    loop {
        let whole = lines.iter().map(|line| list(stack, *line)).sum();
        let leaving = |line: &usize| {
            stack.lines[*line].on_floor == OnFloor::Leave && alone_is_under(stack, *line, &offer.benefit, whole)
        };
        let stay: BTreeSet<usize> = lines.iter().copied().filter(|line| !leaving(line)).collect();
        if stay == lines {
            break;
        }
        lines = stay;
    }
    let whole: i128 = lines.iter().map(|line| list(stack, *line)).sum();
    let cut = match &offer.benefit {
        Benefit::Percent { bp } => Cut::Percent(*bp),
        Benefit::Amount { minor } => Cut::Amount(*minor),
        Benefit::Steps { steps } => steps.iter().rev().find(|step| i128::from(step.from_minor) <= whole)?.cut,
        Benefit::Nth { .. } => Cut::Amount(0),
        Benefit::Price | Benefit::Nothing => return None,
    };
    let rank = match offer.benefit {
        Benefit::Nth { .. } => 0,
        _ if offer.conditions.contains(&Condition::Code) => 2,
        _ => 1,
    };
    (!lines.is_empty() && thresholds_hold(stack, offer, &lines)).then_some(Deal { offer, rank, cut, lines })
}

/// A part of the basket: lines that come to one sum.
#[derive(Clone)]
struct Part {
    lines: BTreeSet<usize>,
    sum: i128,
    /// Made one by a deal.
    joined: bool,
}

/// Whether a deal may follow those that made these parts.
fn may_follow(parts: &[Part], deal: &Deal<'_>) -> bool {
    let by_line = matches!(deal.cut, Cut::Percent(_));
    let mut joined = parts.iter().filter(|part| part.joined);
    joined.all(|part| part.lines.is_subset(&deal.lines) || by_line && part.lines.is_disjoint(&deal.lines))
}

/// What the basket comes to after a deal.
fn after(stack: &Stack, parts: &[Part], pieces: &[Vec<i64>], deal: &Deal<'_>) -> Vec<Part> {
    let (inside, mut next): (Vec<Part>, Vec<Part>) =
        parts.iter().cloned().partition(|part| part.lines.is_subset(&deal.lines));
    let least_of = |part: &Part| part.lines.iter().map(|line| least(stack, *line)).sum::<i128>();
    let sum: i128 = inside.iter().map(|part| part.sum).sum();
    let budget = i128::from(deal.offer.budget.unwrap_or(i64::MAX));
    let left = match (&deal.offer.benefit, deal.cut) {
        (Benefit::Nth { take, pay }, _) => {
            let mut prices: Vec<i64> = deal.lines.iter().flat_map(|line| pieces[*line].clone()).collect();
            prices.sort_unstable();
            let gifts = prices.len() / *take as usize * (*take - *pay) as usize;
            let paid: i64 = prices[gifts..].iter().sum();
            // Free pieces are an inner-most deal: its parts are lines.
            let bear = inside.iter().map(|part| {
                let list: i128 = part.lines.iter().map(|line| list(stack, *line)).sum();
                let gift = (list * i128::from(take - pay) + i128::from(*take) - 1) / i128::from(*take);
                Sum::whole(part.sum - gift).at_least(least_of(part))
            });
            bear.fold(Sum::whole(0), Sum::plus).up().max(i128::from(paid))
        }
        (_, Cut::Percent(bp)) => {
            let list_of = |lines: &BTreeSet<usize>| lines.iter().map(|line| list(stack, *line)).sum::<i128>();
            let whole = list_of(&deal.lines).max(1);
            let each = |part: &Part| {
                let own =
                    deal.offer.budget.map_or(part.sum, |budget| i128::from(budget) * list_of(&part.lines) / whole);
                let left = Sum(part.sum * (10_000 - i128::from(bp)), 10_000).at_least(least_of(part)).up();
                Part { sum: left.max(part.sum - own), ..part.clone() }
            };
            next.extend(inside.iter().map(each));
            return next;
        }
        (_, Cut::Amount(minor)) if sum > 0 => {
            let keep = sum - i128::from(minor).min(sum);
            let each = inside.iter().map(|part| Sum(part.sum * keep, sum).at_least(least_of(part)));
            each.fold(Sum::whole(0), Sum::plus).up()
        }
        (_, Cut::Amount(_)) => 0,
    };
    next.push(Part { lines: deal.lines.clone(), sum: left.max(sum - budget), joined: true });
    next
}

/// Whether a deal takes anything off at all, whatever the prices are.
fn gives(stack: &Stack, deal: &Deal<'_>) -> bool {
    match (&deal.offer.benefit, deal.cut) {
        (Benefit::Nth { take, pay }, _) => {
            pay < take && deal.lines.iter().map(|line| stack.lines[*line].quantity).sum::<u32>() >= *take
        }
        (_, Cut::Percent(much) | Cut::Amount(much)) => much > 0,
    }
}

/// The lowest total of all admissible ways.
fn total(stack: &Stack) -> i128 {
    let each = (0..stack.lines.len())
        .map(|line| cheapest(stack.lines[line].list, stack.lines[line].quantity, &chances(stack, line)));
    let pieces: Vec<Vec<i64>> = each.collect();
    let parts: Vec<Part> = (0..stack.lines.len())
        .map(|line| Part { lines: [line].into(), sum: i128::from(pieces[line].iter().sum::<i64>()), joined: false })
        .collect();
    let on_order = stack.offers.iter().filter(|offer| wanted(stack, offer) && !is_off_pieces(offer));
    let mut deals: Vec<Deal<'_>> = on_order.filter_map(|offer| deal(stack, offer)).collect();
    deals.retain(|deal| gives(stack, deal));
    deals.sort_by_key(|deal| deal.rank);
    let mut best = i128::MAX;
    for chosen in 0..1_u32 << deals.len() {
        let some: Vec<&Deal<'_>> =
            deals.iter().enumerate().filter(|(place, _)| chosen & (1 << place) != 0).map(|(_, deal)| deal).collect();
        if some.windows(2).any(|two| two[0].rank >= two[1].rank) {
            continue;
        }
        let end = some.iter().try_fold(parts.clone(), |parts, deal| {
            may_follow(&parts, deal).then(|| after(stack, &parts, &pieces, deal))
        });
        if let Some(end) = end {
            best = best.min(end.iter().map(|part| part.sum).sum());
        }
    }
    best
}

#[test]
fn the_engine_finds_what_trying_everything_finds() {
    let mut discounted = 0;
    for seed in 0..60_000 {
        let stack = Stack::new(&mut Dice::new(seed), SMALL);
        let priced = stack.priced();
        assert_eq!(i128::from(priced.total), total(&stack), "seed {seed}: {stack:#?}\n{priced:#?}");
        discounted += u32::from(priced.total < priced.undiscounted);
    }
    assert!(discounted > 20_000, "most stacks give something: {discounted}");
}

#[test]
fn a_code_counts_only_where_it_was_typed() {
    let with_code = |stack: &Stack| stack.offers.iter().any(|offer| offer.conditions.contains(&Condition::Code));
    let mut used = 0;
    for seed in 0..20_000 {
        let mut stack = Stack::new(&mut Dice::new(seed), SMALL);
        stack.coupon = Some(PromotionId(1));
        if !with_code(&stack) {
            continue;
        }
        let priced = stack.priced();
        stack.offers.retain(|offer| !offer.conditions.contains(&Condition::Code));
        assert_eq!(priced, stack.priced(), "seed {seed}");
        used += 1;
    }
    assert!(used > 1_000, "{used}");
}
