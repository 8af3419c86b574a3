//! Which offers count at all, on which lines: what does not depend on the other offers.

use std::ops::Range;

use super::super::OnFloor;
use super::super::benefit::{Benefit, Cut, WHOLE, less};
use super::{Basket, Condition, Entry, LeftOut, Line, Offer, PricedLine, Source, Why};

/// All lines together come to at most this.
const MOST: i64 = 1 << 62;

/// A line with numbers that can be reckoned with: nothing negative, the floor not over the list price, sums that fit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) list: i64,
    pub(super) floor: i64,
    pub(super) quantity: i64,
    pub(super) sku: i64,
    leave: bool,
}

/// The lines of a basket as they are reckoned with.
pub(super) fn rows(lines: &[Line]) -> Vec<Row> {
    let most = MOST / i64::try_from(lines.len().max(1)).unwrap_or(MOST);
    lines.iter().map(|line| Row::new(line, most)).collect()
}

impl Row {
    fn new(line: &Line, most: i64) -> Self {
        let quantity = i64::from(line.quantity);
        let list = line.list.clamp(0, most / quantity.max(1));
        let leave = line.on_floor == OnFloor::Leave;
        Self { list, floor: line.floor.clamp(0, list), quantity, leave, sku: line.sku.0 }
    }

    pub(super) fn sum(&self) -> i64 {
        self.list * self.quantity
    }

    pub(super) fn least(&self) -> i64 {
        self.floor * self.quantity
    }

    pub(super) fn unpriced(&self, offers: usize) -> PricedLine {
        let left_out = Vec::with_capacity(offers.min(64));
        PricedLine { total: self.sum(), undiscounted: self.sum(), steps: Vec::new(), left_out }
    }
}

/// A price at which pieces of a line may sell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) line: usize,
    pub(super) price: i64,
    pub(super) pieces: i64,
    pub(super) source: Source,
    pub(super) cut: bool,
}

/// Where a deal stands in the order of application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    MultiBuy,
    Order,
    Coupon,
}

/// What a deal takes off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Off {
    /// So many of the cheapest pieces, `gift` of every `take`.
    Free {
        pieces: i64,
        take: i64,
        gift: i64,
    },
    Percent(i64),
    Amount(i64),
}

/// A discount on what is ordered.
#[derive(Debug, Clone)]
pub(super) struct Deal {
    pub(super) source: Source,
    pub(super) stage: Stage,
    pub(super) off: Off,
    pub(super) budget: i64,
    /// Where the lines of its scope stand in [`Offered::scopes`].
    pub(super) lines: Range<usize>,
}

/// The offers that count.
#[derive(Debug, Default)]
pub(super) struct Offered {
    pub(super) pieces: Vec<Candidate>,
    pub(super) deals: Vec<Deal>,
    /// The lines of all scopes, one scope after the other, each rising.
    pub(super) scopes: Vec<usize>,
}

impl Offered {
    /// Takes an offer in, as far as it counts; says on the lines where it does not.
    pub(super) fn take(&mut self, basket: &Basket<'_>, rows: &[Row], offer: &Offer, lines: &mut [PricedLine]) {
        if !is_meant(basket, offer) {
            return;
        }
        let deal = match offer.benefit {
            Benefit::Nothing => return,
            Benefit::Price => false,
            Benefit::Percent { .. } => offer.conditions.iter().any(Condition::is_of_order),
            Benefit::Amount { .. } | Benefit::Steps { .. } | Benefit::Nth { .. } => true,
        };
        if offer.budget.is_some_and(|budget| budget <= 0) {
            leave_out(offer, offer.entries.iter().map(|entry| entry.line), lines, Why::Budget);
        } else if deal {
            self.take_deal(rows, offer, lines);
        } else {
            self.take_pieces(rows, offer, lines);
        }
    }

    fn take_pieces(&mut self, rows: &[Row], offer: &Offer, lines: &mut [PricedLine]) {
        let first = self.pieces.len();
        for entry in &offer.entries {
            match rows.get(entry.line).map(|row| candidate(row, offer, entry)) {
                Some(Ok(Some(candidate))) => self.pieces.push(candidate),
                Some(Err(why)) => lines[entry.line].left_out.push(LeftOut { source: offer.source, why }),
                Some(Ok(None)) | None => {}
            }
        }
        let own = &self.pieces[first..];
        // A line that is named twice counts once.
        let is_first = |at: usize| own[..at].iter().all(|earlier| earlier.line != own[at].line);
        let scope = own.iter().enumerate().filter(|(at, _)| is_first(*at)).map(|(_, it)| &rows[it.line]);
        if let Some(why) = missing(offer, scope) {
            leave_out(offer, own.iter().map(|it| it.line), lines, why);
            self.pieces.truncate(first);
        } else if let Some(budget) = offer.budget {
            ration(&mut self.pieces[first..], rows, budget);
            let spent = self.pieces[first..].iter().filter(|it| it.pieces == 0).map(|it| it.line);
            leave_out(offer, spent, lines, Why::Budget);
            let mut place = 0;
            self.pieces.retain(|it| {
                place += 1;
                place <= first || it.pieces > 0
            });
        }
    }

    fn take_deal(&mut self, rows: &[Row], offer: &Offer, lines: &mut [PricedLine]) {
        let first = self.scopes.len();
        for entry in &offer.entries {
            let Some(row) = rows.get(entry.line).filter(|row| row.quantity > 0) else { continue };
            if entry.pieces.is_some_and(|left| i64::from(left) < row.quantity) {
                lines[entry.line].left_out.push(LeftOut { source: offer.source, why: Why::SoldOut });
            } else {
                self.scopes.push(entry.line);
            }
        }
        rise(&mut self.scopes, first);
        keep_over_floors(&mut self.scopes, first, rows, offer, lines);
        let scope = &self.scopes[first..];
        let missing = missing(offer, scope.iter().map(|line| &rows[*line]));
        if let Some(why) = missing {
            leave_out(offer, scope.iter().copied(), lines, why);
        }
        match off(offer, scope, rows).filter(|_| missing.is_none()) {
            Some(off) => self.deals.push(Deal::new(offer, off, first..self.scopes.len())),
            None => self.scopes.truncate(first),
        }
    }
}

impl Deal {
    fn new(offer: &Offer, off: Off, lines: Range<usize>) -> Self {
        let stage = match off {
            Off::Free { .. } => Stage::MultiBuy,
            _ if offer.conditions.contains(&Condition::Code) => Stage::Coupon,
            _ => Stage::Order,
        };
        Self { source: offer.source, stage, off, budget: offer.budget.unwrap_or(i64::MAX), lines }
    }
}

/// Lets the scope that begins at `first` rise, each line once.
fn rise(scopes: &mut Vec<usize>, first: usize) {
    if scopes[first..].windows(2).any(|two| two[0] >= two[1]) {
        scopes[first..].sort_unstable();
        let mut scope = scopes.split_off(first);
        scope.dedup();
        scopes.append(&mut scope);
    }
}

/// Whether an offer is for this buyer, now.
fn is_meant(basket: &Basket<'_>, offer: &Offer) -> bool {
    let now = offer.starts <= basket.now && basket.now < offer.ends;
    now && offer.conditions.iter().all(|condition| match condition {
        Condition::Segment { segment } => segment.holds(&basket.buyer, offer.source),
        Condition::Code => matches!(offer.source, Source::Promotion(id) if basket.coupon == Some(id)),
        _ => true,
    })
}

fn leave_out(offer: &Offer, which: impl Iterator<Item = usize>, lines: &mut [PricedLine], why: Why) {
    for line in which {
        if let Some(line) = lines.get_mut(line) {
            line.left_out.push(LeftOut { source: offer.source, why });
        }
    }
}

fn candidate(row: &Row, offer: &Offer, entry: &Entry) -> Result<Option<Candidate>, Why> {
    let alone = match offer.benefit {
        Benefit::Percent { bp } => less(row.list, bp),
        _ => entry.price.unwrap_or(row.list).max(0),
    };
    if alone >= row.list || row.quantity == 0 {
        return Ok(None);
    }
    let cut = alone < row.floor;
    if cut && (row.leave || row.floor == row.list) {
        return Err(Why::Floor);
    }
    let pieces = entry.pieces.map_or(row.quantity, |left| i64::from(left).min(row.quantity));
    if pieces == 0 {
        return Err(Why::SoldOut);
    }
    Ok(Some(Candidate { line: entry.line, price: alone.max(row.floor), pieces, source: offer.source, cut }))
}

/// Lets a budget buy whole pieces, by rising sku.
fn ration(candidates: &mut [Candidate], rows: &[Row], budget: i64) {
    candidates.sort_by_key(|it| (rows[it.line].sku, it.line));
    let mut left = budget;
    for candidate in candidates {
        let off = rows[candidate.line].list - candidate.price;
        candidate.pieces = candidate.pieces.min(left / off.max(1));
        left -= off * candidate.pieces;
    }
}

/// What is missing to the offer's thresholds. They are measured without discounts.
fn missing<'a>(offer: &Offer, scope: impl Iterator<Item = &'a Row> + Clone) -> Option<Why> {
    offer.conditions.iter().find_map(|condition| match condition {
        Condition::OrderSum { minor } => {
            let sum: i64 = scope.clone().map(Row::sum).sum();
            (sum < *minor).then(|| Why::SumMissing(minor - sum))
        }
        Condition::Pieces { n } => {
            let there: i64 = scope.clone().map(|row| row.quantity).sum();
            let short = i64::from(*n) - there;
            (short > 0).then(|| Why::PiecesMissing(u32::try_from(short).unwrap_or(u32::MAX)))
        }
        _ => None,
    })
}

/// Leaves out the lines that this offer alone would bring under their floors, where their sellers want that. Each that
/// goes leaves more of a sum to the others, so it is asked again.
fn keep_over_floors(scopes: &mut Vec<usize>, first: usize, rows: &[Row], offer: &Offer, lines: &mut [PricedLine]) {
    loop {
        let scope = &scopes[first..];
        if !scope.iter().any(|line| rows[*line].leave && rows[*line].floor > 0) {
            return;
        }
        let whole: i64 = scope.iter().map(|line| rows[*line].sum()).sum();
        let breaks = |line: usize| rows[line].leave && breaks_floor(&rows[line], &offer.benefit, whole);
        let before = scopes.len();
        let mut place = 0;
        scopes.retain(|line| {
            place += 1;
            let stays = place <= first || !breaks(*line);
            if !stays {
                lines[*line].left_out.push(LeftOut { source: offer.source, why: Why::Floor });
            }
            stays
        });
        if scopes.len() == before {
            return;
        }
    }
}

/// Whether a line would come under its floor if only this is taken off a scope that costs `whole`.
fn breaks_floor(row: &Row, benefit: &Benefit, whole: i64) -> bool {
    let cut = match benefit {
        Benefit::Percent { bp } => Some(Cut::Percent(*bp)),
        Benefit::Amount { minor } => Some(Cut::Amount(*minor)),
        Benefit::Steps { steps } => reached(steps, whole),
        Benefit::Nth { take, pay } => {
            let (take, gift) = (i64::from(*take), i64::from(take.saturating_sub(*pay)));
            return product(row.sum(), gift) > product(row.sum() - row.least(), take);
        }
        Benefit::Price | Benefit::Nothing => None,
    };
    match cut {
        Some(Cut::Percent(bp)) => less(row.sum(), bp) < row.least(),
        Some(Cut::Amount(minor)) => product(row.sum(), minor.clamp(0, whole)) > product(row.sum() - row.least(), whole),
        None => false,
    }
}

pub(super) fn product(a: i64, b: i64) -> i128 {
    i128::from(a) * i128::from(b)
}

fn reached(steps: &[super::super::benefit::Step], sum: i64) -> Option<Cut> {
    steps.iter().filter(|step| step.from_minor <= sum).max_by_key(|step| step.from_minor).map(|step| step.cut)
}

/// What an offer takes off its scope; `None` where it is nothing.
fn off(offer: &Offer, scope: &[usize], rows: &[Row]) -> Option<Off> {
    let off = match &offer.benefit {
        Benefit::Percent { bp } => Off::Percent((*bp).min(WHOLE)),
        Benefit::Amount { minor } => Off::Amount(*minor),
        Benefit::Steps { steps } => match reached(steps, scope.iter().map(|line| rows[*line].sum()).sum())? {
            Cut::Percent(bp) => Off::Percent(bp.min(WHOLE)),
            Cut::Amount(minor) => Off::Amount(minor),
        },
        Benefit::Nth { take, pay } => {
            let pieces: i64 = scope.iter().map(|line| rows[*line].quantity).sum();
            let (take, gift) = (i64::from((*take).max(1)), i64::from(take.saturating_sub(*pay)));
            Off::Free { pieces: pieces / take * gift, take, gift }
        }
        Benefit::Price | Benefit::Nothing => return None,
    };
    let (Off::Free { pieces: much, .. } | Off::Percent(much) | Off::Amount(much)) = off;
    (much > 0 && !scope.is_empty()).then_some(off)
}
