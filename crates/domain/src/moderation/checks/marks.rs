//! Findings as marks in a text, for pages and for the API.

use std::ops::Range;

use serde::Serialize;

use super::Finding;
use crate::moderation::Reason;

/// A stretch of a text with all reasons that meet in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// Where it stands, in characters (Unicode scalar values: what the limits of texts count, and `[...text]` in a browser).
    pub characters: Range<usize>,
    /// Why, in the order of the taxonomy.
    pub reasons: Vec<Reason>,
}

/// A piece of a text, marked or plain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece<'t> {
    /// What stands there, as it was written.
    pub text: &'t str,
    /// Why it is marked; none where it is plain.
    pub reasons: Vec<Reason>,
}

/// The text cut where marks begin and end. The pieces joined are the text; none is empty.
///
/// Findings about the whole text mark nothing; see [`whole`].
///
/// # Examples
///
/// ```
/// use domain::moderation::{Reason, Subject, checks};
///
/// let text = "Звоните 8 916 123-45-67, ответим";
/// let pieces = checks::pieces(text, &checks::run(Subject::Answer, text));
/// assert_eq!(pieces[1].text, "8 916 123-45-67");
/// assert_eq!(pieces[1].reasons, [Reason::Phone]);
/// assert_eq!(pieces.iter().map(|piece| piece.text).collect::<String>(), text);
/// ```
pub fn pieces<'t>(text: &'t str, findings: &[Finding]) -> Vec<Piece<'t>> {
    let spans = || findings.iter().filter(|it| !it.span.is_empty() && text.get(it.span.clone()).is_some());
    let mut bounds: Vec<usize> = spans().flat_map(|it| [it.span.start, it.span.end]).chain([0, text.len()]).collect();
    bounds.sort_unstable();
    bounds.dedup();
    let mut pieces: Vec<Piece<'t>> = Vec::new();
    for pair in bounds.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let mut reasons: Vec<Reason> =
            spans().filter(|it| it.span.start <= from && to <= it.span.end).map(|it| it.reason).collect();
        reasons.sort_unstable();
        reasons.dedup();
        pieces.push(Piece { text: &text[from..to], reasons });
    }
    pieces
}

/// The marked stretches of a text, from left to right; they do not overlap.
pub fn marks(text: &str, findings: &[Finding]) -> Vec<Mark> {
    let mut at = 0;
    let mut marks = Vec::new();
    for piece in pieces(text, findings) {
        let end = at + piece.text.chars().count();
        if !piece.reasons.is_empty() {
            marks.push(Mark { characters: at..end, reasons: piece.reasons });
        }
        at = end;
    }
    marks
}

/// The reasons that are about the whole text.
pub fn whole(findings: &[Finding]) -> Vec<Reason> {
    findings.iter().filter(|finding| finding.span.is_empty()).map(|finding| finding.reason).collect()
}

/// The reasons of some findings, each once, the most harmful first.
pub fn reasons(findings: &[Finding]) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = findings.iter().map(|finding| finding.reason).collect();
    reasons.sort_unstable_by_key(|reason| (std::cmp::Reverse(reason.severity()), *reason));
    reasons.dedup();
    reasons
}
