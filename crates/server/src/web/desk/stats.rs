//! How the queues are worked: speed, deadlines, reasons, disagreement.

use askama::Template;

use super::{chart::Columns, queue::QueueRow};
use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    words::Words,
};

/// `/desk/moderation/stats`
#[derive(Debug, Template)]
#[template(path = "desk/stats.html")]
pub struct StatsPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// Decisions in each of the last 24 hours.
    pub hours: Columns,
    /// "412 решений"
    pub total: String,
    /// The queues now.
    pub queues: Vec<QueueRow>,
    /// Refusals by reason, the most frequent first.
    pub reasons: Vec<Share>,
    /// Second opinions by reason: compared and disagreed.
    pub disagreement: Vec<Share>,
    /// Refusals that were overturned, by reason.
    pub overturned: Vec<Share>,
    /// The same by who made them.
    pub makers: Vec<Share>,
}

/// A row: so many of so many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The reason in words, or the maker.
    pub label: String,
    /// More about it: "правило", the code.
    pub note: String,
    /// Of how many.
    pub of: u64,
    /// How many.
    pub count: u64,
}

impl Share {
    /// In whole per cent.
    pub fn percent(&self) -> u64 {
        self.count * 100 / self.of.max(1)
    }
}
