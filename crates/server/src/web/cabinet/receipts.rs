//! `/menu/receipts`: the shop's own chain of verdicts, to read about and to download.

use askama::Template;

use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::Blank,
    words::{When, Words},
};

/// `/menu/receipts`
#[derive(Debug, Template)]
#[template(path = "cabinet/receipts.html")]
pub struct ReceiptsPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The chain; absent before the first verdict.
    pub chain: Option<Chain>,
    /// What stands there before the first verdict.
    pub blank: Blank,
}

/// The chain as its shop sees it.
#[derive(Clone, Debug)]
pub struct Chain {
    /// Its records.
    pub count: u64,
    /// When the last was added.
    pub last: Option<When>,
    /// The hash of the last record.
    pub head: String,
    /// The name of the file it is downloaded as.
    pub file: String,
}

impl ReceiptsPage {
    /// What stands there before the first verdict.
    pub fn nothing(w: &Words) -> Blank {
        Blank {
            icon: icons::SHIELD,
            title: w.exports.receipts_none.into(),
            text: w.exports.receipts_none_text.into(),
            action: None,
        }
    }
}
