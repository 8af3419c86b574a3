//! What the operator has decided once and for all.

use domain::Timestamp;
use domain::moderation::policy::Policy;

/// The operator's policy of moderation and the calendar by which days are counted. Read from the configuration when the
/// process starts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rules {
    /// What is published at once, what a machine may refuse, and the like.
    pub policy: Policy,
}

impl Rules {
    /// Until when a verdict is promised on what was opened at `from`.
    pub fn due_at(&self, from: Timestamp) -> Timestamp {
        from.after(std::time::Duration::from_secs(u64::from(self.policy.working_days + 2) * 24 * 3600))
    }
}
