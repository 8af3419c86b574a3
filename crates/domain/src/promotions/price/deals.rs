//! Discounts on what is ordered: which may be used together, which are, and what each takes off.

use super::super::benefit::{WHOLE, part};
use super::items::Tier;
use super::scope::{Deal, Off, Offered, Row, Stage, product};
use super::split::{Share, split};
use super::{Given, LeftOut, PricedLine, Why};

/// A deal with its scope and, where pieces are free, what they cost.
struct Reckoned<'a> {
    deal: &'a Deal,
    /// The lines of its scope, rising.
    lines: &'a [usize],
    /// The same, a bit for each line.
    bits: &'a [u64],
    /// What the free pieces cost together.
    free: i64,
    /// What its scope costs without discounts.
    list: i64,
}

/// What lines cost in the midst of the order of application.
///
/// What a deal takes off as a whole makes one sum of its scope: how that is split over the lines does not lead to a lower
/// total whatever comes before, and what comes after must not depend on it.
#[derive(Clone, Default)]
struct Now {
    /// Of each line that is not in the group.
    sums: Vec<i64>,
    group: Option<Group>,
}

/// Lines that are one sum: the scope of a deal.
#[derive(Clone, Copy)]
struct Group {
    deal: usize,
    sum: i64,
    least: i64,
    list: i64,
}

/// A line, or a group of them, that a deal takes from.
#[derive(Clone, Copy)]
struct Unit {
    line: Option<usize>,
    sum: i64,
    least: i64,
    list: i64,
}

/// The deals that are used, at most one of each stage, and what each takes off.
#[derive(Clone, Copy, Default)]
struct Chosen {
    deals: [Option<usize>; 3],
    off: i64,
}

/// Takes the best admissible deals off the lines.
pub(super) fn give(rows: &[Row], offered: &Offered, tiers: &mut [Tier], lines: &mut [PricedLine]) {
    if offered.deals.is_empty() {
        return;
    }
    if offered.deals.iter().any(|deal| deal.stage == Stage::MultiBuy) {
        tiers.sort_unstable_by_key(|tier| tier.price);
    }
    let words = rows.len().div_ceil(64);
    let mut bits = vec![0_u64; words * offered.deals.len()];
    for (deal, bits) in offered.deals.iter().zip(bits.chunks_mut(words)) {
        for line in &offered.scopes[deal.lines.clone()] {
            bits[line / 64] |= 1 << (line % 64);
        }
    }
    let both = offered.deals.iter().zip(bits.chunks(words));
    let reckon = |(deal, bits)| Reckoned::new(deal, &offered.scopes, bits, rows, tiers);
    let deals: Vec<Reckoned<'_>> = both.map(reckon).collect();
    let desk = Desk { rows, deals: &deals };
    let chosen = desk.choose(lines.iter().map(|line| line.total).collect());
    desk.leave_out(&chosen, lines);
    let mut group = None;
    for deal in chosen.deals.into_iter().flatten() {
        group = desk.take_off(deal, group, lines);
    }
}

impl<'a> Reckoned<'a> {
    fn new(deal: &'a Deal, scopes: &'a [usize], bits: &'a [u64], rows: &[Row], rising: &[Tier]) -> Self {
        let lines = &scopes[deal.lines.clone()];
        let free = match deal.off {
            Off::Free { pieces, .. } => cheapest(rising, bits, pieces),
            Off::Percent(_) | Off::Amount(_) => 0,
        };
        let list = lines.iter().map(|line| rows[*line].sum()).sum();
        Self { deal, lines, bits, free, list }
    }

    fn has(&self, line: usize) -> bool {
        has(self.bits, line)
    }

    /// Whether this may be used after a deal that made a group of its scope: on all of it, or, line by line, on none.
    fn may_follow(&self, group: &Self) -> bool {
        self.has_all_of(group) || self.is_by_line() && self.has_none_of(group)
    }

    fn has_all_of(&self, other: &Self) -> bool {
        other.bits.iter().zip(self.bits).all(|(other, own)| other & !own == 0)
    }

    fn has_none_of(&self, other: &Self) -> bool {
        other.bits.iter().zip(self.bits).all(|(other, own)| other & own == 0)
    }

    /// Whether each line gives for itself. Otherwise its scope gives as a whole.
    fn is_by_line(&self) -> bool {
        matches!(self.deal.off, Off::Percent(_))
    }

    /// Whether a part of a scope that costs `whole` would give more than `room` without its floor.
    fn wants_more(&self, sum: i64, room: i64, whole: i64) -> bool {
        match self.deal.off {
            Off::Percent(bp) => part(sum, bp, WHOLE) > room,
            Off::Amount(minor) => product(sum, minor.min(whole)) > product(room, whole),
            Off::Free { .. } => product(sum, self.free) > product(room, whole),
        }
    }

    /// The most that a unit gives: what lies over its floor, and its part of the discount.
    ///
    /// Of free pieces each product bears at most its own part of a set at list prices, also where others cannot.
    fn most(&self, unit: &Unit) -> i64 {
        let room = unit.sum - unit.least;
        match self.deal.off {
            Off::Percent(bp) if self.deal.budget == i64::MAX => part(unit.sum, bp, WHOLE).min(room),
            Off::Percent(bp) => {
                let budget = part(self.deal.budget, unit.list, self.list);
                part(unit.sum, bp, WHOLE).min(room).min(budget)
            }
            Off::Amount(_) => room,
            Off::Free { take, gift, .. } => room.min(unit.list - part(unit.list, take - gift, take)),
        }
    }

    /// What all units give together.
    fn off(&self, units: impl Iterator<Item = Unit> + Clone) -> i64 {
        let off = match self.deal.off {
            Off::Percent(_) => units.map(|unit| self.most(&unit)).sum(),
            Off::Free { .. } => units.map(|unit| self.most(&unit)).sum::<i64>().min(self.free),
            Off::Amount(minor) => {
                let whole: i64 = units.clone().map(|unit| unit.sum).sum();
                let wanted = minor.min(whole);
                let each = units.map(|unit| product(unit.sum, wanted).min(product(unit.sum - unit.least, whole)));
                i64::try_from(each.sum::<i128>() / i128::from(whole.max(1))).unwrap_or(0)
            }
        };
        off.min(self.deal.budget)
    }
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

/// All that deals are chosen by.
struct Desk<'a> {
    rows: &'a [Row],
    deals: &'a [Reckoned<'a>],
}

impl Desk<'_> {
    /// Of all deals that may be used together, what takes off the most; then the fewest; then the first sources.
    fn choose(&self, sums: Vec<i64>) -> Chosen {
        let mut best = Chosen::default();
        let mut after = [Now::default(), Now::default(), Now::default()];
        let before = Now { sums, ..Now::default() };
        self.try_stage(0, &before, &mut after, Chosen::default(), &mut best);
        best
    }

    fn try_stage(&self, stage: usize, now: &Now, after: &mut [Now], so_far: Chosen, best: &mut Chosen) {
        let Some((next, later)) = after.split_first_mut() else {
            if self.is_better(&so_far, best) {
                *best = so_far;
            }
            return;
        };
        self.try_stage(stage + 1, now, later, so_far, best);
        for (place, deal) in self.deals.iter().enumerate().filter(|(_, deal)| deal.deal.stage as usize == stage) {
            if now.group.is_some_and(|group| !deal.may_follow(&self.deals[group.deal])) {
                continue;
            }
            // Nothing comes after the last stage.
            let off = if later.is_empty() { self.off(now, place) } else { self.after(now, place, next) };
            let mut with = so_far;
            with.deals[stage] = Some(place);
            with.off += off;
            self.try_stage(stage + 1, next, later, with, best);
        }
    }

    fn is_better(&self, one: &Chosen, than: &Chosen) -> bool {
        let sources = |it: &Chosen| it.deals.map(|deal| deal.map(|deal| self.deals[deal].deal.source));
        let count = |it: &Chosen| it.deals.iter().flatten().count();
        one.off
            .cmp(&than.off)
            .then_with(|| count(than).cmp(&count(one)))
            .then_with(|| sources(than).cmp(&sources(one)))
            .is_gt()
    }

    /// What a deal takes off.
    fn off(&self, now: &Now, place: usize) -> i64 {
        let own = &self.deals[place];
        own.off(self.units(own, now.group, |line| now.sums[line]))
    }

    /// What a deal takes off, and what lines cost after it.
    fn after(&self, now: &Now, place: usize, next: &mut Now) -> i64 {
        let own = &self.deals[place];
        next.sums.clone_from(&now.sums);
        next.group = now.group;
        let units = self.units(own, now.group, |line| now.sums[line]);
        if own.is_by_line() {
            let mut off = 0;
            for unit in units {
                let minor = own.most(&unit);
                off += minor;
                match (unit.line, &mut next.group) {
                    (Some(line), _) => next.sums[line] -= minor,
                    (None, Some(group)) => group.sum -= minor,
                    (None, None) => {}
                }
            }
            return off;
        }
        let off = own.off(units.clone());
        let group = Group { deal: place, sum: -off, least: 0, list: 0 };
        next.group = Some(units.fold(group, |group, unit| Group {
            sum: group.sum + unit.sum,
            least: group.least + unit.least,
            list: group.list + unit.list,
            ..group
        }));
        off
    }

    /// What a deal takes from: the lines of its scope, of which those of the group are one.
    fn units(
        &self,
        own: &Reckoned<'_>,
        group: Option<Group>,
        sum: impl Fn(usize) -> i64 + Clone,
    ) -> impl Iterator<Item = Unit> + Clone {
        let inner = group.map(|group| &self.deals[group.deal]);
        let outside = own.lines.iter().filter(move |line| inner.is_none_or(|inner| !inner.has(**line)));
        let rows = self.rows;
        let lines = outside.map(move |line| Unit {
            line: Some(*line),
            sum: sum(*line),
            least: rows[*line].least(),
            list: rows[*line].sum(),
        });
        let touched = group.filter(|group| !own.has_none_of(&self.deals[group.deal]));
        let group = touched.map(|group| Unit { line: None, sum: group.sum, least: group.least, list: group.list });
        group.into_iter().chain(lines)
    }

    /// Takes a deal off the lines; the group that the next one sees.
    fn take_off(&self, place: usize, group: Option<Group>, lines: &mut [PricedLine]) -> Option<Group> {
        let own = &self.deals[place];
        let mut units: Vec<Unit> = self.units(own, group, |line| lines[line].total).collect();
        units.sort_unstable_by_key(|unit| unit.line.map(|line| (self.rows[line].sku, line)));
        let whole = units.iter().map(|unit| unit.sum).sum();
        let off = own.off(units.iter().copied());
        let mut shares: Vec<Share> = units.iter().map(|unit| Share::new(unit.sum, own.most(unit))).collect();
        split(off, &mut shares);
        let mut within = group;
        for (unit, share) in units.iter().zip(shares) {
            match (unit.line, &mut within) {
                (Some(line), _) => self.note(own, line, share.part, whole, lines),
                (None, Some(group)) => {
                    group.sum -= share.part;
                    self.take_off_group(own, group.deal, share.part, whole, lines);
                }
                (None, None) => {}
            }
        }
        if own.is_by_line() {
            return within;
        }
        let all = |of: fn(&Unit) -> i64| units.iter().map(of).sum::<i64>();
        Some(Group { deal: place, sum: whole - off, least: all(|unit| unit.least), list: all(|unit| unit.list) })
    }

    fn take_off_group(&self, own: &Reckoned<'_>, group: usize, off: i64, whole: i64, lines: &mut [PricedLine]) {
        let mut scope = self.deals[group].lines.to_vec();
        scope.sort_unstable_by_key(|line| (self.rows[*line].sku, *line));
        let share = |line: &usize| Share::new(lines[*line].total, lines[*line].total - self.rows[*line].least());
        let mut shares: Vec<Share> = scope.iter().map(share).collect();
        split(off, &mut shares);
        for (line, share) in scope.into_iter().zip(shares) {
            self.note(own, line, share.part, whole, lines);
        }
    }

    /// Writes down what a line gives, also where its floor leaves nothing of it.
    fn note(&self, own: &Reckoned<'_>, line: usize, minor: i64, whole: i64, lines: &mut [PricedLine]) {
        let (row, priced) = (&self.rows[line], &mut lines[line]);
        let room = priced.total - row.least();
        let cut = minor == room && own.wants_more(priced.total, room, whole);
        if minor > 0 || cut {
            let pieces = u32::try_from(row.quantity).unwrap_or(u32::MAX);
            priced.steps.push(Given { source: own.deal.source, pieces, minor, cut_by_floor: cut });
            priced.total -= minor;
        }
    }

    fn leave_out(&self, chosen: &Chosen, lines: &mut [PricedLine]) {
        for (place, own) in self.deals.iter().enumerate() {
            if chosen.deals.contains(&Some(place)) {
                continue;
            }
            for line in own.lines {
                let at_floor = lines[*line].total == self.rows[*line].least();
                let why = if at_floor { Why::Floor } else { Why::Better };
                lines[*line].left_out.push(LeftOut { source: own.deal.source, why });
            }
        }
    }
}
