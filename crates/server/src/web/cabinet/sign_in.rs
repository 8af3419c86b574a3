//! Sign-in by link.

use askama::Template;

use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    words::Words,
};

/// `/sign-in`
#[derive(Debug, Template)]
#[template(path = "cabinet/sign_in.html")]
pub struct SignInPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The link did not fit.
    pub refused: bool,
    /// The people of the demonstration; empty otherwise.
    pub demo: Vec<DemoPerson>,
}

/// Someone whom the demonstration lets in.
#[derive(Clone, Debug)]
pub struct DemoPerson {
    /// Who.
    pub name: String,
    /// As what.
    pub role: String,
    /// The link.
    pub href: String,
}
