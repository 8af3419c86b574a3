//! What the rules see in a text: contacts, links, swearing, personal data, deals past the marketplace, unreadable text.
//!
//! [`run`] is pure and gives the same findings for the same text and [`VERSION`]. It never decides: a finding says what
//! stands where, and the policy or a person makes a verdict of it.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Reason, Subject};

/// Which rules these are; a receipt names it. It grows by one whenever a text may get other findings than before.
pub const VERSION: u32 = 1;

/// Something a check saw.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Finding {
    /// What it is.
    pub reason: Reason,
    /// Where it stands: bytes of the text, on the bounds of characters. Empty when it is about the whole text.
    pub span: Range<usize>,
}

/// What the rules see in a text, by where it stands.
///
/// Only reasons that fit the subject are given.
pub fn run(subject: Subject, text: &str) -> Vec<Finding> {
    let _ = (subject, text);
    Vec::new()
}
