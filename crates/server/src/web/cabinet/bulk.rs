//! Answering several reviews: every text is seen before anything is sent.

use askama::Template;

use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, Piece, ReviewRow},
    words::Words,
};

/// The preview of all answers (`POST /reviews/bulk` with a template).
#[derive(Debug, Template)]
#[template(path = "cabinet/bulk.html")]
pub struct BulkPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The list it was started from.
    pub back_href: String,
    /// Makes the whole be sent once even when it is sent twice.
    pub key: String,
    /// The answers.
    pub items: Vec<BulkItem>,
    /// What stands there when nothing was selected.
    pub blank: Option<Blank>,
    /// What became of it, once it was sent.
    pub outcome: Option<BulkOutcome>,
}

/// One review with the text it would get.
#[derive(Clone, Debug)]
pub struct BulkItem {
    /// The review.
    pub row: ReviewRow,
    /// The text.
    pub text: String,
    /// It is to be sent.
    pub on: bool,
    /// Why it cannot be sent as it is: a hole in the template, an answer that is there already.
    pub problem: Option<String>,
    /// Worth a look, but it may be sent: the same text went out before.
    pub warning: Option<&'static str>,
}

/// How far a sending came.
#[derive(Clone, Debug)]
pub struct BulkOutcome {
    /// Sent.
    pub sent: u64,
    /// Left out, each with its reason.
    pub skipped: Vec<(String, String)>,
    /// How many are still to be sent, when it was interrupted.
    pub left: u64,
    /// Of how many.
    pub total: u64,
}

impl BulkPage {
    /// How many would be sent.
    pub fn ready(&self) -> usize {
        self.items.iter().filter(|item| item.on && item.problem.is_none()).count()
    }

    /// The text of a review without marks.
    pub fn plain(pieces: &[Piece]) -> String {
        pieces.iter().map(|piece| piece.text.as_str()).collect()
    }
}
