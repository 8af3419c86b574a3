//! The pages on which cases are decided.

use askama::Template;

use super::{
    case::{CaseView, Hold},
    queue::QueueRow,
};
use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme, Toast},
    parts::Blank,
    words::Words,
};

/// `/desk/moderation` and `/desk/moderation/cases/{seller}/{id}`
#[derive(Debug, Template)]
#[template(path = "desk/moderation.html")]
pub struct ModerationPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// Everything that changes from case to case.
    pub m: Moderating,
}

/// Only what changes from case to case, for an in-place swap (`X-Fragment: detail`).
#[derive(Debug, Template)]
#[template(path = "desk/moderation_fragment.html")]
pub struct ModerationFragment {
    /// The words.
    pub w: &'static Words,
    /// Everything that changes.
    pub m: Moderating,
    /// What is said once.
    pub said: Option<Toast>,
}

/// What changes from case to case.
#[derive(Clone, Debug)]
pub struct Moderating {
    /// The queues.
    pub queues: Vec<QueueRow>,
    /// The reader's figures today.
    pub figures: Figures,
    /// The reader may decide.
    pub decides: bool,
    /// The case that is open.
    pub case: Option<CaseView>,
    /// What stands there when there is none.
    pub blank: Option<Blank>,
    /// The verdict of a moment ago that can still be taken back.
    pub undo: Option<Undo>,
    /// The case was lost while it was being decided.
    pub lost: bool,
}

impl Moderating {
    /// The queue that is open.
    pub fn queue(&self) -> Option<&QueueRow> {
        self.queues.iter().find(|queue| queue.on)
    }
}

/// What somebody has done today.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Decisions since midnight.
    pub today: u64,
    /// Decisions within the last hour.
    pub hour: u64,
}

/// A verdict that can still be taken back.
#[derive(Clone, Debug)]
pub struct Undo {
    /// Where.
    pub action: String,
    /// "Опубликуем через 10 секунд"
    pub text: &'static str,
    /// Seconds left.
    pub seconds: u32,
}
