//! Queues as a page shows them.

use crate::web::icons::Icon;

/// A queue with what waits in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueRow {
    /// Its value in `?queue=`.
    pub code: &'static str,
    /// Its sign.
    pub icon: Icon,
    /// "Ответы"
    pub label: &'static str,
    /// Where its next case is taken.
    pub href: String,
    /// How many wait.
    pub count: u64,
    /// "26 ч": how long the oldest has waited.
    pub oldest: Option<String>,
    /// How many wait longer than promised, in whole per cent.
    pub late: u64,
    /// It is the one that is open.
    pub on: bool,
}

impl QueueRow {
    /// `bad` when a tenth and more is late, `warn` when anything is, nothing otherwise.
    pub const fn tone(&self) -> &'static str {
        match self.late {
            0 => "",
            1..=9 => "warn",
            _ => "bad",
        }
    }
}
