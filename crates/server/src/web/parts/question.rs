//! A question as a row of a list.

use crate::web::words::{When, Words};

use super::{Piece, ProductLine};

/// Where a question stands with the seller's staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nobody has opened it.
    New,
    /// Opened, not answered.
    Viewed,
    /// The shop's answer waits for a moderator.
    Moderation,
    /// The shop's newest answer was refused.
    Refused,
    /// Answered, or put aside.
    Processed,
}

impl Stage {
    /// In words.
    pub const fn label(self, w: &Words) -> &'static str {
        let q = &w.questions;
        match self {
            Self::New => q.stage_new,
            Self::Viewed => q.stage_viewed,
            Self::Moderation => q.stage_moderation,
            Self::Refused => q.stage_refused,
            Self::Processed => q.stage_processed,
        }
    }

    /// The class of its tag.
    pub const fn tone(self) -> &'static str {
        match self {
            Self::New => "accent",
            Self::Viewed => "",
            Self::Moderation => "warn",
            Self::Refused => "bad",
            Self::Processed => "good",
        }
    }
}

/// How many others ask the same: "+7 спрашивают то же".
pub fn same(w: &Words, others: u64) -> Option<String> {
    (others > 0).then(|| format!("+{}", w.questions.n_same.count(others)))
}

/// A question in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionRow {
    /// Its id.
    pub id: String,
    /// Its page, with the list's filters.
    pub href: String,
    /// Where it stands.
    pub stage: Stage,
    /// The buyer's display name.
    pub author: String,
    /// When.
    pub when: Option<When>,
    /// About what.
    pub product: ProductLine,
    /// The text.
    pub text: Vec<Piece>,
    /// "26 ч": it waits for an answer that long.
    pub waiting: Option<String>,
    /// It has waited for more than a day.
    pub urgent: bool,
    /// "+7 спрашивают то же"
    pub same: Option<String>,
    /// The shop's newest public answer.
    pub answer: Option<String>,
    /// It is the one that is open.
    pub open: bool,
}
