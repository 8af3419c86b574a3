//! `/desk/safety/rules`: what other rules would have done to what was written.

use askama::Template;

use super::case::Marked;
use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, Chip, Choice},
    words::{When, Words},
};

/// `/desk/safety/rules`
#[derive(Debug, Template)]
#[template(path = "desk/tester.html")]
pub struct TesterPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The pages of safety.
    pub nav: Vec<Chip>,
    /// The version in force.
    pub version: String,
    /// The rules that are tried.
    pub rules: String,
    /// On how many messages.
    pub counts: Vec<Choice>,
    /// Why they cannot be read: the line, where one is known, and words.
    pub error: Option<(Option<u64>, String)>,
    /// What would change.
    pub outcome: Option<Outcome>,
    /// What stands there when nothing would.
    pub same: Blank,
}

/// What stands in place of differences.
pub fn no_difference(w: &Words) -> Blank {
    Blank {
        icon: icons::CHECK,
        title: w.safety.no_difference.into(),
        text: w.safety.no_difference_text.into(),
        action: None,
    }
}

/// What would change.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// "Проверено на 10 000 последних сообщениях"
    pub tried: String,
    /// Their version.
    pub version: String,
    /// Passed so far, would be held or blocked, and no one called them honest.
    pub stop: u64,
    /// Honest, and would be warned of, held or blocked.
    pub honest: u64,
    /// Stopped so far and would pass.
    pub pass: u64,
    /// As now.
    pub same: u64,
    /// The differences, those that hit honest people first.
    pub differences: Vec<Difference>,
    /// "Показаны первые 100", where there are more.
    pub more: Option<String>,
    /// Where the server looks for the rules.
    pub place: String,
}

/// A message on which the rules differ.
#[derive(Clone, Debug)]
pub struct Difference {
    /// The text with what the tried rules see marked.
    pub text: Vec<Marked>,
    /// "Магазин", "Покупатель".
    pub role: &'static str,
    /// When it was sent.
    pub when: Option<When>,
    /// What was decided: tone and words.
    pub now: (&'static str, &'static str),
    /// What would be decided.
    pub then: (&'static str, &'static str),
    /// What would be seen.
    pub labels: Vec<String>,
    /// It was honest.
    pub honest: bool,
}
