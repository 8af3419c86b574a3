//! The reasons for which something may be refused, and the operator's policy.

use askama::Template;

use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::Field,
    words::Words,
};

/// `/desk/moderation/reasons`
#[derive(Debug, Template)]
#[template(path = "desk/reasons.html")]
pub struct ReasonsPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// "31 причина"
    pub total: String,
    /// The groups.
    pub groups: Vec<Group>,
    /// The operator's policy: name and value.
    pub policy: Vec<(&'static str, String)>,
    /// The reader may change the words.
    pub edits: bool,
}

/// Reasons of one kind.
#[derive(Clone, Debug)]
pub struct Group {
    /// "Контакты"
    pub label: String,
    /// Its reasons.
    pub reasons: Vec<ReasonCard>,
}

/// A reason.
#[derive(Clone, Debug)]
pub struct ReasonCard {
    /// Its code.
    pub code: &'static str,
    /// In the reader's language.
    pub label: String,
    /// What the author can do, in the reader's language.
    pub fix: String,
    /// "тяжёлая"
    pub severity: &'static str,
    /// `bad`, `warn` or nothing.
    pub tone: &'static str,
    /// Somebody changed its words.
    pub changed: bool,
    /// The form's fields: name, label, language, what stands in it.
    pub fields: Vec<(&'static str, &'static str, &'static str, Field)>,
    /// Shown at once, because it came back refused.
    pub open: bool,
}
