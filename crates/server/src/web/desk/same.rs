//! Many cases with the same text, decided together after they have been looked at.

use askama::Template;

use super::case::Decide;
use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::Blank,
    words::{When, Words},
};

/// `/desk/moderation/cases/{seller}/{id}/same`
#[derive(Debug, Template)]
#[template(path = "desk/same.html")]
pub struct SamePage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The case they are the same as.
    pub href: String,
    /// The queue it was taken from.
    pub query: String,
    /// "14 текстов"
    pub total: String,
    /// The text they share.
    pub text: String,
    /// Those that wait.
    pub items: Vec<SameItem>,
    /// How they are decided.
    pub decide: Option<Decide>,
    /// What stands there when there are none.
    pub blank: Option<Blank>,
}

/// One of the same.
#[derive(Clone, Debug)]
pub struct SameItem {
    /// Its value in the form: `1001/019e…`.
    pub value: String,
    /// Who wrote it.
    pub author: String,
    /// When.
    pub when: Option<When>,
    /// The product's name.
    pub product: String,
    /// Its own page.
    pub href: String,
    /// Ticked.
    pub on: bool,
}

impl SamePage {
    /// How many are ticked.
    pub fn ready(&self) -> usize {
        self.items.iter().filter(|item| item.on).count()
    }
}
