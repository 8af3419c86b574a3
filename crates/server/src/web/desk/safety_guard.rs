//! `/desk/safety/guard`: which rules are in force and what they saw.

use askama::Template;

use super::chart::Columns;
use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::Chip,
    words::Words,
};

/// `/desk/safety/guard`
#[derive(Debug, Template)]
#[template(path = "desk/safety_guard.html")]
pub struct GuardPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The pages of safety.
    pub nav: Vec<Chip>,
    /// What is known about the rules: name and value.
    pub about: Vec<(&'static str, String)>,
    /// Messages stopped on each of the last seven days.
    pub days: Columns,
    /// What was seen, the most frequent first.
    pub labels: Vec<LabelRow>,
}

/// What the guard saw of one kind.
#[derive(Clone, Debug)]
pub struct LabelRow {
    /// "Просит код"
    pub label: String,
    /// What follows: tone and words.
    pub verdict: (&'static str, &'static str),
    /// In how many messages.
    pub seen: u64,
    /// How many of those verdicts people overturned.
    pub overturned: u64,
}

impl LabelRow {
    /// The overturned ones in whole per cent.
    pub fn percent(&self) -> u64 {
        self.overturned * 100 / self.seen.max(1)
    }
}

/// What a verdict is called: tone and words.
pub fn verdict(w: &Words, code: &str) -> (&'static str, &'static str) {
    let s = &w.safety;
    match code {
        "warn" => ("warn", s.verdict_warn),
        "hold" => ("warn", s.verdict_hold),
        "block" => ("bad", s.verdict_block),
        _ => ("good", s.verdict_allow),
    }
}
