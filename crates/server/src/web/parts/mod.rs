//! The parts that pages are made of, as plain facts: what a row, a thread or a composer shows, in words already.
//!
//! Each part has a template of the same name under `templates/parts/` and samples in [`samples`].

mod chat;
mod chat_bubble;
mod chat_changes;
mod chat_foot;
mod chat_time;
mod composer;
mod list;
mod product;
mod question;
mod review;
pub mod samples;
mod track;

pub use chat::{ChatRow, LastLine, Mark, Role, Whose};
pub use chat_bubble::{Attachment, Bubble, BubbleState, Can, FileKind, Line, Quote, Scan, SystemLine, Thread, Warning};
pub use chat_changes::ChatChanges;
pub use chat_foot::{Barrier, Brake, ChatComposer, ChatFoot, FileRules};
pub use chat_time::{Clock, left, row_time};
pub use composer::{Comment, CommentState, Composer, Conflict, Presence, TemplateChoice};
pub use list::{BulkBar, Filters, Group, List};
pub use product::{ProductLine, Spread};
pub use question::{QuestionRow, Stage, same};
pub use review::{MediaItem, OrderLine, Piece, ReviewRow, Stars, Status};
pub use track::{Appeal, AppealForm, Findings, Refused, Step, StepState, Track, Why};

/// A link that is on or off: a filter, a sort order, a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// What it says.
    pub label: String,
    /// How many rows it leads to, where that is counted.
    pub count: Option<String>,
    /// Where it leads.
    pub href: String,
    /// It is on.
    pub on: bool,
}

/// One choice of a select or a row of radio buttons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The form's value.
    pub value: String,
    /// What it says.
    pub label: String,
    /// It is chosen.
    pub on: bool,
}

impl Choice {
    /// A choice.
    pub fn new(value: impl Into<String>, label: impl Into<String>, on: bool) -> Self {
        Self { value: value.into(), label: label.into(), on }
    }
}

/// A form field that came back with what was typed and, where it was refused, why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// What was typed.
    pub value: String,
    /// Why it was refused.
    pub error: Option<String>,
}

impl Field {
    /// A field with this value.
    pub fn of(value: impl Into<String>) -> Self {
        Self { value: value.into(), error: None }
    }

    /// A field that was refused.
    pub fn refused(value: impl Into<String>, error: impl Into<String>) -> Self {
        Self { value: value.into(), error: Some(error.into()) }
    }
}

/// A drawn state in place of content: nothing yet, nothing found, something broke.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blank {
    /// The sign above the words.
    pub icon: super::icons::Icon,
    /// What is so.
    pub title: String,
    /// What it means or what to do.
    pub text: String,
    /// A way on: address and verb.
    pub action: Option<(String, String)>,
}
