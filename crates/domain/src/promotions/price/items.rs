//! The prices of pieces: the lowest first, as far as its pieces go.

use super::scope::{Candidate, Row};
use super::{Given, LeftOut, PricedLine, Why};

/// Pieces of a line that sell at the same price.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tier {
    pub(super) price: i64,
    pub(super) line: usize,
    pub(super) pieces: i64,
}

/// Prices the pieces of every line; what they sell at.
pub(super) fn give(rows: &[Row], candidates: &[Candidate], lines: &mut [PricedLine]) -> Vec<Tier> {
    let best = best(rows, candidates);
    let mut limited: Vec<&Candidate> = candidates.iter().filter(|it| is_first(it, rows, best[it.line])).collect();
    limited.sort_unstable_by_key(|it| (it.line, it.price, it.source));
    let mut tiers = Vec::with_capacity(rows.len() + limited.len());
    let mut limited = limited.as_slice();
    for (line, row) in rows.iter().enumerate() {
        let own = limited.iter().take_while(|it| it.line == line).count();
        let (first, rest) = limited.split_at(own);
        limited = rest;
        let mut left = row.quantity;
        for candidate in first.iter().copied().chain(best[line]) {
            let pieces = candidate.pieces.min(left);
            left -= pieces;
            sell(row, candidate, pieces, &mut lines[line], &mut tiers);
        }
        if left > 0 {
            tiers.push(Tier { price: row.list, line, pieces: left });
        }
    }
    for it in candidates {
        if lines[it.line].steps.iter().all(|step| step.source != it.source) {
            lines[it.line].left_out.push(LeftOut { source: it.source, why: Why::Better });
        }
    }
    tiers
}

/// For each line the lowest price that has enough pieces for all of it.
fn best<'a>(rows: &[Row], candidates: &'a [Candidate]) -> Vec<Option<&'a Candidate>> {
    let mut best: Vec<Option<&Candidate>> = vec![None; rows.len()];
    for it in candidates.iter().filter(|it| it.pieces >= rows[it.line].quantity) {
        let place = &mut best[it.line];
        if place.is_none_or(|held| (it.price, it.source) < (held.price, held.source)) {
            *place = Some(it);
        }
    }
    best
}

/// Whether a candidate with too few pieces goes before the best that has enough.
fn is_first(it: &Candidate, rows: &[Row], best: Option<&Candidate>) -> bool {
    let enough = it.pieces >= rows[it.line].quantity;
    !enough && best.is_none_or(|best| (it.price, it.source) < (best.price, best.source))
}

fn sell(row: &Row, at: &Candidate, pieces: i64, line: &mut PricedLine, tiers: &mut Vec<Tier>) {
    if pieces == 0 {
        return;
    }
    let minor = (row.list - at.price) * pieces;
    line.total -= minor;
    let count = u32::try_from(pieces).unwrap_or(u32::MAX);
    line.steps.push(Given { source: at.source, pieces: count, minor, cut_by_floor: at.cut });
    tiers.push(Tier { price: at.price, line: at.line, pieces });
}
