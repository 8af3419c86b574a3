//! A text with the words found in it, and how checks look at them.

use std::ops::Range;

use super::Finding;
use super::fold::Folded;
use super::lexicon::{self, Class, Hit};
use crate::moderation::Reason;

/// Words are looked for at most this many characters long.
const LONGEST: usize = 64;

/// A text and what stands in it.
pub(super) struct View<'t> {
    pub(super) text: &'t Folded,
    /// By class, then by where they begin.
    hits: Vec<Hit>,
    mask: u64,
}

impl<'t> View<'t> {
    pub(super) fn of(text: &'t Folded) -> Self {
        let mut hits = lexicon::hits(text);
        hits.sort_unstable_by_key(|hit| (hit.class as u8, hit.span.start, hit.span.end));
        let mask = hits.iter().fold(0, |mask, hit| mask | 1 << (hit.class as u64));
        Self { text, hits, mask }
    }

    pub(super) fn has(&self, class: Class) -> bool {
        self.mask & (1 << (class as u64)) != 0
    }

    pub(super) fn all(&self, classes: &[Class]) -> bool {
        classes.iter().all(|class| self.has(*class))
    }

    fn hits(&self, class: Class) -> &[Hit] {
        if !self.has(class) {
            return &[];
        }
        let from = self.hits.partition_point(|hit| (hit.class as u8) < class as u8);
        let to = self.hits.partition_point(|hit| hit.class as u8 <= class as u8);
        &self.hits[from..to]
    }

    /// The words of a class, in their order.
    pub(super) fn each(&self, class: Class) -> impl Iterator<Item = &Range<usize>> {
        self.hits(class).iter().map(|hit| &hit.span)
    }

    /// The words of a class that begin in a stretch.
    pub(super) fn within(&self, class: Class, stretch: Range<usize>) -> impl Iterator<Item = &Range<usize>> {
        let hits = self.hits(class);
        let from = hits.partition_point(|hit| hit.span.start < stretch.start);
        hits[from..].iter().map(|hit| &hit.span).take_while(move |span| span.start < stretch.end)
    }

    /// The nearest word of a class at most `reach` characters away, on either side.
    pub(super) fn near(&self, span: &Range<usize>, class: Class, reach: usize) -> Option<&Range<usize>> {
        let stretch = span.start.saturating_sub(reach + LONGEST)..span.end + reach + 1;
        self.within(class, stretch).filter(|other| gap(span, other) <= reach).min_by_key(|other| gap(span, other))
    }

    /// The nearest word of a class that ends before this one, at most `reach` characters before.
    pub(super) fn before(&self, span: &Range<usize>, class: Class, reach: usize) -> Option<&Range<usize>> {
        let stretch = span.start.saturating_sub(reach + LONGEST)..span.start;
        self.within(class, stretch).filter(|other| other.end <= span.start && span.start - other.end <= reach).last()
    }

    /// The first word of a class that begins behind this one, at most `reach` characters behind.
    pub(super) fn behind(&self, span: &Range<usize>, class: Class, reach: usize) -> Option<&Range<usize>> {
        self.within(class, span.end..span.end + reach + 1).next()
    }

    /// Whether a word of a class stands between two others, the first being before the second.
    pub(super) fn has_between(&self, one: &Range<usize>, other: &Range<usize>, class: Class) -> bool {
        self.within(class, one.end..other.start).any(|word| word.end <= other.start)
    }

    /// Whether the author says not to do it, or tells that somebody wants it.
    pub(super) fn told(&self, span: &Range<usize>) -> bool {
        self.before(span, Class::Not, 12).is_some() || self.before(span, Class::Told, 25).is_some()
    }

    /// The words of a stretch to their ends.
    pub(super) fn words(&self, span: &Range<usize>) -> Range<usize> {
        self.text.word(span)
    }
}

/// How many characters stand between two stretches.
pub(super) fn gap(one: &Range<usize>, other: &Range<usize>) -> usize {
    if one.end <= other.start { other.start - one.end } else { one.start.saturating_sub(other.end) }
}

/// Both stretches and what is between.
pub(super) fn both(one: &Range<usize>, other: &Range<usize>) -> Range<usize> {
    one.start.min(other.start)..one.end.max(other.end)
}

/// As many findings as anybody reads; what a text has more is not looked for.
const MOST: usize = 200;

/// What the checks have found so far.
#[derive(Debug, Default)]
pub(super) struct Found(Vec<Finding>);

impl Found {
    /// Something in a folded text.
    pub(super) fn add(&mut self, view: &View<'_>, reason: Reason, span: &Range<usize>) {
        self.at(reason, view.text.origin(span));
    }

    /// Something in the text itself. What was seen there already for the same reason is not said twice.
    pub(super) fn at(&mut self, reason: Reason, span: Range<usize>) {
        if self.0.len() >= MOST {
            return;
        }
        let meets = |other: &Finding| {
            other.reason == reason
                && (other.span == span || (other.span.start < span.end && span.start < other.span.end))
        };
        match self.0.iter_mut().find(|other| meets(other)) {
            Some(other) => other.span = both(&other.span, &span),
            None => self.0.push(Finding { reason, span }),
        }
    }

    /// Whether this reason was seen around a stretch of the text.
    pub(super) fn covers(&self, reasons: &[Reason], span: &Range<usize>) -> bool {
        self.0.iter().any(|it| reasons.contains(&it.reason) && it.span.start < span.end && span.start < it.span.end)
    }

    /// All of it by where it stands; no reason marks a place twice.
    pub(super) fn sorted(mut self) -> Vec<Finding> {
        self.0.sort_unstable_by_key(|finding| (finding.reason, finding.span.start, finding.span.end));
        self.0.dedup_by(|next, last| {
            let meet = last.reason == next.reason && (next.span.start < last.span.end || next.span == last.span);
            last.span.end = if meet { last.span.end.max(next.span.end) } else { last.span.end };
            meet
        });
        self.0.sort_by_key(|finding| (finding.span.start, finding.span.end, finding.reason));
        self.0
    }
}
