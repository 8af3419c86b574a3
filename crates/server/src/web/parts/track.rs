//! How far a text is on its way to the public, and why it may have been stopped: shown under every text that a moderator
//! judges.

use super::Piece;
use crate::web::words::When;

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Behind us.
    Done,
    /// Here it is.
    Now,
    /// Still to come.
    Next,
    /// Here it was stopped.
    Stopped,
}

impl StepState {
    /// The class.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::Next => "next",
            Self::Stopped => "stopped",
        }
    }
}

/// A step of the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// "В очереди"
    pub label: &'static str,
    /// "12-й, ≈ завтра до 15:00"
    pub note: Option<String>,
    /// Where it stands.
    pub state: StepState,
}

/// The way of a text from the seller to the public.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Track {
    /// The steps, the first on top.
    pub steps: Vec<Step>,
    /// What buyers see while a changed text waits.
    pub meanwhile: Option<String>,
    /// Why it was refused.
    pub refused: Option<Refused>,
    /// The objection to the verdict.
    pub appeal: Option<Appeal>,
}

/// A verdict that did not let a text through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Who judged, by role: "Проверил модератор".
    pub by: &'static str,
    /// Why.
    pub reasons: Vec<Why>,
    /// What the moderator adds in own words.
    pub note: Option<String>,
    /// The text with the words that the reasons are about.
    pub text: Vec<Piece>,
    /// This page with the text in the composer.
    pub fix_href: Option<String>,
}

impl Refused {
    /// Some words of the text are marked.
    pub fn marks(&self) -> bool {
        self.text.iter().any(|piece| piece.hit)
    }
}

/// A reason in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// "Телефон в тексте"
    pub words: String,
    /// What the author can do: "Уберите номер".
    pub fix: String,
    /// The words in the text that it is about.
    pub quote: Option<String>,
}

/// An objection to a verdict: once for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Appeal {
    /// It can be made.
    Open(AppealForm),
    /// It was made and is judged by another person.
    Waiting {
        /// Since when.
        since: Option<When>,
        /// "место 3, прогноза пока нет, срок 4 июня"
        place: String,
    },
    /// It was judged.
    Judged {
        /// The verdict fell: the text is public.
        overturned: bool,
        /// What the second moderator says to it.
        note: Option<String>,
    },
}

/// The form of an appeal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AppealForm {
    /// Where it goes.
    pub action: String,
    /// Letters, at most.
    pub limit: usize,
    /// What was typed.
    pub text: String,
    /// Why it was not taken.
    pub error: Option<String>,
}

/// What the moderators' rules say to a text before it is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// The text with the words that were found; empty when nothing was.
    pub text: Vec<Piece>,
    /// What was found.
    pub found: Vec<Why>,
    /// Some of it is likely to be refused, not only noted.
    pub stops: bool,
    /// The same text was sent so often that a pause is near: says after how many.
    pub repeats: Option<String>,
}
