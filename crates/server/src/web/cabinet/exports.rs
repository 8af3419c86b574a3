//! A list as a file to download: asked for, collected in the background, taken away.

use askama::Template;

use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::Blank,
    words::Words,
};

/// `/questions/export` and `/exports/{id}`
#[derive(Debug, Template)]
#[template(path = "cabinet/export.html")]
pub struct ExportPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The list.
    pub back_href: String,
    /// How far it has come.
    pub state: ExportState,
    /// What stands there when it failed.
    pub blank: Blank,
}

/// How far a file has come.
#[derive(Clone, Debug)]
pub enum ExportState {
    /// It can be asked for.
    Asked {
        /// Where the form is sent.
        action: String,
    },
    /// It is being collected.
    Running {
        /// Rows so far.
        done: u64,
        /// Rows in all; 0 while they are being counted.
        total: u64,
    },
    /// It can be taken away.
    Ready {
        /// Where.
        href: String,
        /// Its rows.
        rows: u64,
        /// "1,4 МБ"
        size: String,
    },
    /// It could not be made.
    Failed,
}

impl ExportPage {
    /// What stands there when the file could not be made.
    pub fn broken(w: &Words) -> Blank {
        Blank {
            icon: icons::WARNING,
            title: w.exports.failed.into(),
            text: w.exports.failed_text.into(),
            action: Some(("/questions/export".into(), w.exports.again.into())),
        }
    }

    /// The page's heading.
    pub fn heading(&self) -> &'static str {
        match self.state {
            ExportState::Asked { .. } | ExportState::Failed => self.w.exports.title,
            ExportState::Running { .. } => self.w.exports.preparing,
            ExportState::Ready { .. } => self.w.exports.ready,
        }
    }

    /// The part that is collected, in per cent.
    pub fn share(&self) -> u64 {
        match self.state {
            ExportState::Running { done, total } => done * 100 / total.max(1),
            _ => 0,
        }
    }
}
