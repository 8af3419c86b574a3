//! What changed in an open chat, as the fragment with which its page is brought up to date.

use askama::Template;

use super::{Appeal, BubbleState, ChatFoot, FileKind, Line, Scan};
use crate::web::{icons, layout::Toast, words::Words};

/// New and changed lines, each under the id of its message, so that none is shown twice; with them the foot, where that changed.
#[derive(Debug, Template)]
#[template(path = "parts/chat_changes.html")]
pub struct ChatChanges {
    /// The words.
    pub w: &'static Words,
    /// The lines, oldest first.
    pub lines: Vec<Line>,
    /// The foot, where it changed.
    pub foot: Option<ChatFoot>,
    /// What is said once.
    pub said: Option<Toast>,
}
