//! Answer templates.

use askama::Template;

use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, Field},
    words::Words,
};

/// `/menu/templates`
#[derive(Debug, Template)]
#[template(path = "cabinet/templates.html")]
pub struct TemplatesPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The templates.
    pub templates: Vec<TemplateForm>,
    /// What stands there when there are none.
    pub blank: Option<Blank>,
    /// The form of a new one; absent for those who may only read.
    pub new: Option<TemplateForm>,
}

/// A template as a form.
#[derive(Clone, Debug, Default)]
pub struct TemplateForm {
    /// Its id; empty for a new one.
    pub id: String,
    /// Its name.
    pub name: Field,
    /// Its text.
    pub text: Field,
    /// The viewer may change it.
    pub editable: bool,
}

impl TemplateForm {
    /// It came back refused and is shown open.
    pub fn open(&self) -> bool {
        self.name.error.is_some() || self.text.error.is_some()
    }
}
