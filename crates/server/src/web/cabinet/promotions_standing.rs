//! What a shop answers to automatic enrolment: once per kind, or each time.

use askama::Template;

use super::promotions_list::Announced;
use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, Choice},
    words::Words,
};

/// `/promotions/standing`
#[derive(Debug, Template)]
#[template(path = "cabinet/promotions_standing.html")]
pub struct StandingPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// Enrolments that are announced.
    pub announced: Vec<Announced>,
    /// What stands there when there are none.
    pub blank: Option<Blank>,
    /// The answer per kind.
    pub kinds: Vec<KindAnswer>,
    /// They can be changed.
    pub editable: bool,
}

/// The standing answer for a kind.
#[derive(Clone, Debug)]
pub struct KindAnswer {
    /// The form's name: `answer-flash`.
    pub name: String,
    /// The kind in words.
    pub kind: &'static str,
    /// Ask, join, never.
    pub choices: Vec<Choice>,
}
