//! The thread under a review or a question and the composer with which the seller answers.

use super::{Findings, Track};
use crate::web::words::{Phrase, When, Words};

/// Whether a comment is public yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommentState {
    /// It becomes public in that many seconds and can be undone until then.
    Pending(u32),
    /// It waits for a moderator.
    Waiting,
    /// It was refused.
    Refused,
    /// Everybody sees it.
    Public,
}

/// A comment under a review, or an answer to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Its id.
    pub id: String,
    /// Where its forms are sent, without the verb: `/reviews/r1/comments/c1`.
    pub path: String,
    /// The list's filters as a query string, which the forms carry on.
    pub query: String,
    /// Who wrote it: the shop's staff member or the buyer.
    pub author: String,
    /// Written for the shop.
    pub by_shop: bool,
    /// When.
    pub when: Option<When>,
    /// What.
    pub text: String,
    /// It was changed later.
    pub edited: bool,
    /// How public it is.
    pub state: CommentState,
    /// The viewer may change it.
    pub can_edit: bool,
    /// The viewer may delete it.
    pub can_delete: bool,
    /// A refused change: what was typed and why.
    pub edit_error: Option<(String, String)>,
    /// Its way through moderation, while that matters.
    pub track: Option<Track>,
    /// What the page says beside the name: "полезно: 4".
    pub note: Option<String>,
}

impl Comment {
    /// What happens when the time to take it back is over: with a way before it, it is checked; else everybody sees it.
    pub const fn undo_left(&self, w: &Words) -> Phrase {
        if self.track.is_some() { w.track.undo_left } else { w.reviews.undo_left }
    }
}

/// A template, filled for this review or question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateChoice {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The text with its holes filled as far as they can be.
    pub text: String,
    /// A hole that could not be filled: "{buyer}".
    pub hole: Option<String>,
    /// This page with the template put into the composer, for browsers without script.
    pub href: String,
}

/// A newer answer that the writer had not seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Who answered.
    pub author: String,
    /// When.
    pub when: Option<When>,
    /// What.
    pub text: String,
}

/// Somebody else is writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presence {
    /// "Анна".
    pub name: String,
}

/// The box at the bottom of a review or a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Composer {
    /// What is answered; the forms are sent under it: `/reviews/r1`.
    pub path: String,
    /// The list's filters as a query string, which the form carries on.
    pub query: String,
    /// What is in the box: the draft, or what was refused.
    pub text: String,
    /// How long it may be.
    pub limit: u32,
    /// The newest comment that the writer has seen; a newer one is a conflict.
    pub seen: String,
    /// Makes the answer be stored once even when it is sent twice.
    pub key: String,
    /// Templates to insert.
    pub templates: Vec<TemplateChoice>,
    /// Sending also marks it processed; absent where moderation decides that.
    pub mark_processed: Option<bool>,
    /// The refused answer that is corrected here.
    pub corrects: Option<String>,
    /// The moderators' rules are asked while one types.
    pub checked: bool,
    /// What they said to the text in the box.
    pub findings: Findings,
    /// Why it was refused.
    pub error: Option<String>,
    /// A newer answer.
    pub conflict: Option<Conflict>,
    /// Somebody else is writing.
    pub presence: Option<Presence>,
}

impl Composer {
    /// Letters in the box.
    pub fn length(&self) -> usize {
        self.text.chars().count()
    }
}
