//! A table that was uploaded: what would change, and which rows are wrong.

use askama::Template;

use super::promotions_add::Outcome;
use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::Blank,
    words::Words,
};

/// What an uploaded table says.
#[derive(Debug, Template)]
#[template(path = "cabinet/promotions_sheet.html")]
pub struct SheetPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// Back to where it was uploaded.
    pub back_href: String,
    /// Rows that can be used.
    pub good: u64,
    /// Rows that cannot.
    pub bad: u64,
    /// The first of what would change.
    pub rows: Vec<Outcome>,
    /// Rows that are not shown: "и ещё 120".
    pub more: Option<String>,
    /// The first rows with errors.
    pub errors: Vec<RowError>,
    /// Errors that are not shown.
    pub more_errors: Option<String>,
    /// Where the form goes that applies it; absent where nothing can be.
    pub apply: Option<String>,
    /// The rows as the form sends them again.
    pub fields: Vec<(String, String)>,
    /// What stands there when no row can be used.
    pub blank: Option<Blank>,
    /// Columns that no one asked for: told, since a name may be misspelt.
    pub unknown: Option<String>,
}

impl SheetPage {
    /// What stands there where no row can be used.
    fn nothing(&self) -> Option<&Blank> {
        self.blank.as_ref().filter(|_| self.good == 0)
    }
}

/// A row that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /// Its number in the file, from 1.
    pub row: u64,
    /// Why.
    pub why: String,
    /// What stands in the cell.
    pub cell: String,
}
