//! Theme and language.

use askama::Template;

use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::Choice,
    words::Words,
};

/// `/menu/appearance`
#[derive(Debug, Template)]
#[template(path = "cabinet/appearance.html")]
pub struct AppearancePage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The themes.
    pub themes: Vec<Choice>,
    /// The languages.
    pub languages: Vec<Choice>,
}
