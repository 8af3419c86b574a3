//! API keys: shown once, then only their fingerprints.

use askama::Template;

use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, Choice, Field},
    words::{When, Words},
};

/// `/menu/keys`
#[derive(Debug, Template)]
#[template(path = "cabinet/keys.html")]
pub struct KeysPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The shop's number in the dialect.
    pub client_id: String,
    /// A key just made, in full, this once.
    pub made: Option<String>,
    /// The keys.
    pub keys: Vec<KeyRow>,
    /// What stands there when there are none.
    pub blank: Option<Blank>,
    /// The name of a new key, as typed.
    pub name: Field,
    /// What a new key may do.
    pub roles: Vec<Choice>,
}

/// A key in the list.
#[derive(Clone, Debug)]
pub struct KeyRow {
    /// Its id.
    pub id: String,
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub role: String,
    /// The last letters.
    pub tail: String,
    /// Made when.
    pub made: Option<When>,
    /// Last used when.
    pub used: Option<When>,
    /// It no longer works.
    pub revoked: bool,
}
