//! `/desk/support/macros`: answers that support keeps ready.

use askama::Template;

use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, Chip, Field},
    words::Words,
};

/// `/desk/support/macros`
#[derive(Debug, Template)]
#[template(path = "desk/support_macros.html")]
pub struct MacrosPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The pages of support.
    pub nav: Vec<Chip>,
    /// The macros, by name.
    pub macros: Vec<MacroForm>,
    /// An empty one to fill.
    pub new: MacroForm,
    /// What stands there when there are none.
    pub blank: Option<Blank>,
}

/// A macro in its form.
#[derive(Clone, Debug, Default)]
pub struct MacroForm {
    /// Its id; empty for the new one.
    pub id: String,
    /// Its name.
    pub name: Field,
    /// Its text.
    pub text: Field,
}

impl MacroForm {
    /// Something in it was refused.
    pub const fn open(&self) -> bool {
        self.name.error.is_some() || self.text.error.is_some()
    }
}
