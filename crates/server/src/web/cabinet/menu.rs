//! The menu.

use askama::Template;

use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    words::Words,
};

/// `/menu`
#[derive(Debug, Template)]
#[template(path = "cabinet/menu.html")]
pub struct MenuPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The shop.
    pub shop: String,
    /// The shop's number in the dialect.
    pub client_id: String,
    /// The person.
    pub person: String,
    /// The person's role in this shop.
    pub role: &'static str,
    /// How many templates: "5 шаблонов".
    pub templates: String,
    /// How many keys; absent for those who may not see them.
    pub keys: Option<String>,
}
