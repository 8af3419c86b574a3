//! `/desk/support/figures`: how people rate support's answers.

use askama::Template;

use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, Chip, Spread},
    words::Words,
};

/// `/desk/support/figures`
#[derive(Debug, Template)]
#[template(path = "desk/support_figures.html")]
pub struct SupportFiguresPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The pages of support.
    pub nav: Vec<Chip>,
    /// "4,6"
    pub average: String,
    /// "214 из 390"
    pub rated: String,
    /// "12 мин"
    pub first_answer: String,
    /// Closed chats.
    pub closed: u64,
    /// How ratings are spread.
    pub spread: Spread,
    /// What stands there when nobody rated.
    pub blank: Option<Blank>,
}
