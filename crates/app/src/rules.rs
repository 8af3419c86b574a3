//! What the operator has decided once and for all.

use domain::moderation::policy::Policy;
use domain::{Calendar, Timestamp};

/// The operator's policy of moderation and the calendar by which days are counted. Read from the configuration when the
/// process starts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rules {
    /// What is published at once, what a machine may refuse, and the like.
    pub policy: Policy,
    /// The working days by which a verdict is promised.
    pub calendar: Calendar,
}

impl Rules {
    /// Until when a verdict is promised on what was opened at `from`.
    pub fn due_at(&self, from: Timestamp) -> Timestamp {
        self.calendar.deadline(from, self.policy.working_days)
    }
}
