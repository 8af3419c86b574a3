//! Discounts on what is ordered: which may be used together, which are, and what each takes off.

use super::super::benefit::WHOLE;
use super::items::Tier;
use super::scope::{Deal, Off, Offered, Row, Stage};
use super::split::{Share, split};
use super::{Given, LeftOut, PricedLine, Why};

/// A deal with what it takes off its scope as the pieces are priced.
struct Reckoned<'a> {
    deal: &'a Deal,
    /// Which lines are in its scope, a bit for each.
    bits: Vec<u64>,
    percent: i64,
    /// At most so much, whatever the percent comes to.
    most: i64,
    sum: i64,
    least: i64,
}

/// The deals that are used, at most one of each stage, and what they take off together.
#[derive(Clone, Copy, Default)]
struct Chosen {
    deals: [Option<usize>; 3],
    offs: [i64; 3],
}

/// A scope after a deal.
#[derive(Clone, Copy)]
struct After {
    deal: usize,
    sum: i64,
}

/// Takes the best admissible deals off the lines.
pub(super) fn give(rows: &[Row], offered: &Offered, tiers: &[Tier], lines: &mut [PricedLine]) {
    if offered.deals.is_empty() {
        return;
    }
    let deals = reckon(rows, &offered.deals, tiers, lines);
    let chosen = choose(&deals, rows, lines);
    let unused = (0..deals.len()).filter(|place| !chosen.deals.contains(&Some(*place)));
    for own in unused.map(|place| &deals[place]) {
        let why = if own.sum == own.least { Why::Floor } else { Why::Better };
        for line in &own.deal.lines {
            lines[*line].left_out.push(LeftOut { source: own.deal.source, why });
        }
    }
    for (deal, off) in chosen.deals.into_iter().zip(chosen.offs) {
        if let Some(deal) = deal {
            take_off(deals[deal].deal, off, rows, lines);
        }
    }
}

fn reckon<'a>(rows: &[Row], deals: &'a [Deal], tiers: &[Tier], lines: &[PricedLine]) -> Vec<Reckoned<'a>> {
    let mut rising = Vec::new();
    if deals.iter().any(|deal| deal.stage == Stage::MultiBuy) {
        rising.extend_from_slice(tiers);
        rising.sort_unstable_by_key(|tier| tier.price);
    }
    let reckoned = deals.iter().map(|deal| {
        let mut bits = vec![0_u64; rows.len().div_ceil(64)];
        for line in &deal.lines {
            bits[line / 64] |= 1 << (line % 64);
        }
        let (percent, amount) = match deal.off {
            Off::Percent(bp) => (bp, i64::MAX),
            Off::Amount(minor) => (WHOLE, minor),
            Off::Free(pieces) => (WHOLE, cheapest(&rising, &bits, pieces)),
        };
        let sum = deal.lines.iter().map(|line| lines[*line].total).sum();
        let least = deal.lines.iter().map(|line| rows[*line].least()).sum();
        Reckoned { deal, bits, percent, most: amount.min(deal.budget), sum, least }
    });
    reckoned.collect()
}

/// What the cheapest `pieces` of a scope cost together.
fn cheapest(rising: &[Tier], scope: &[u64], pieces: i64) -> i64 {
    let mut left = pieces;
    let mut sum = 0;
    for tier in rising.iter().filter(|tier| has(scope, tier.line)) {
        let some = tier.pieces.min(left);
        sum += tier.price * some;
        left -= some;
    }
    sum
}

fn has(bits: &[u64], line: usize) -> bool {
    bits[line / 64] & (1 << (line % 64)) != 0
}

/// Of all that may be used together, what takes off the most; then the fewest; then the first sources.
fn choose(deals: &[Reckoned<'_>], rows: &[Row], lines: &[PricedLine]) -> Chosen {
    let mut best = Chosen::default();
    let stage = |stage: Stage| {
        let own = deals.iter().enumerate().filter(move |(_, it)| it.deal.stage == stage);
        std::iter::once(None).chain(own.map(|(place, _)| Some(place)))
    };
    for multi in stage(Stage::MultiBuy) {
        let Some((after_multi, multi_off)) = step(None, multi, deals, rows, lines) else { continue };
        for order in stage(Stage::Order) {
            let Some((after_order, order_off)) = step(after_multi, order, deals, rows, lines) else { continue };
            for coupon in stage(Stage::Coupon) {
                let Some((_, coupon_off)) = step(after_order, coupon, deals, rows, lines) else { continue };
                let next = Chosen { deals: [multi, order, coupon], offs: [multi_off, order_off, coupon_off] };
                if next.is_better(&best, deals) {
                    best = next;
                }
            }
        }
    }
    best
}

impl Chosen {
    fn is_better(&self, than: &Self, deals: &[Reckoned<'_>]) -> bool {
        let off = |it: &Self| it.offs.iter().sum::<i64>();
        let sources = |it: &Self| it.deals.map(|deal| deal.map(|deal| deals[deal].deal.source));
        let count = |it: &Self| it.deals.iter().flatten().count();
        off(self)
            .cmp(&off(than))
            .then_with(|| count(than).cmp(&count(self)))
            .then_with(|| sources(than).cmp(&sources(self)))
            .is_gt()
    }
}

/// A deal after another; `None` where they may not be used together.
fn step(
    before: Option<After>,
    next: Option<usize>,
    deals: &[Reckoned<'_>],
    rows: &[Row],
    lines: &[PricedLine],
) -> Option<(Option<After>, i64)> {
    let Some(next) = next else { return Some((before, 0)) };
    let own = &deals[next];
    let inner = before.map(|after| (&deals[after.deal], after.sum));
    if inner.is_some_and(|(inner, _)| inner.bits.iter().zip(&own.bits).any(|(inner, own)| inner & !own != 0)) {
        return None;
    }
    let off = own.off(inner, rows, lines);
    let sum = own.sum - inner.map_or(0, |(inner, sum)| inner.sum - sum) - off;
    Some((Some(After { deal: next, sum }), off))
}

impl Reckoned<'_> {
    /// What this takes off its scope, of which an `inner` deal has left so much.
    fn off(&self, inner: Option<(&Reckoned<'_>, i64)>, rows: &[Row], lines: &[PricedLine]) -> i64 {
        if self.percent == WHOLE {
            let taken = inner.map_or(0, |(inner, sum)| inner.sum - sum);
            return self.most.min(self.sum - taken - self.least);
        }
        let outside = self.deal.lines.iter().filter(|line| inner.is_none_or(|(inner, _)| !has(&inner.bits, **line)));
        let mut parts: i128 = outside.map(|line| self.part(lines[*line].total, rows[*line].least())).sum();
        if let Some((inner, sum)) = inner {
            parts += self.part(sum, inner.least);
        }
        i64::try_from(parts / i128::from(WHOLE)).unwrap_or(i64::MAX).min(self.most)
    }

    /// What a percent takes off a sum that stays over `least`, times the whole.
    fn part(&self, sum: i64, least: i64) -> i128 {
        (i128::from(sum) * i128::from(self.percent)).min(i128::from(sum - least) * i128::from(WHOLE))
    }
}

/// Takes a discount off the lines of its scope.
fn take_off(deal: &Deal, off: i64, rows: &[Row], lines: &mut [PricedLine]) {
    let mut scope = deal.lines.clone();
    scope.sort_unstable_by_key(|line| (rows[*line].sku, *line));
    let share = |line: &usize| Share::new(lines[*line].total, lines[*line].total - rows[*line].least());
    let mut shares: Vec<Share> = scope.iter().map(share).collect();
    split(off, &mut shares);
    for (line, share) in scope.into_iter().zip(shares) {
        if share.part > 0 || share.capped {
            let pieces = u32::try_from(rows[line].quantity).unwrap_or(u32::MAX);
            let given = Given { source: deal.source, pieces, minor: share.part, cut_by_floor: share.capped };
            lines[line].steps.push(given);
            lines[line].total -= share.part;
        }
    }
}
