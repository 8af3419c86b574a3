//! What the operator has decided about chats once and for all.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Windows;
use crate::fraud::Label;
use crate::fraud::friction::Ladder;

/// The operator's settings. Read from the configuration's table `[chats]`; what is not given is as in
/// [`ChatPolicy::default`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ChatPolicy {
    /// Until when a shop may write, for each way of delivery.
    pub windows: Windows,
    /// Messages that one person may send in a minute.
    pub per_minute: u32,
    /// Messages that one program of a shop may send in a minute.
    pub per_minute_program: u32,
    /// Minutes that a message is held at most; then it goes back to its author.
    pub hold_minutes: u32,
    /// Milliseconds that the guard may think about one message; what it has not judged by then is held.
    pub guard_millis: u32,
    /// What an author in good standing may confirm to be harmless, so that it is delivered with a warning at once.
    pub author_may_confirm: Vec<Label>,
    /// How repeated verdicts hold somebody back.
    pub friction: Ladder,
}

impl Default for ChatPolicy {
    fn default() -> Self {
        Self {
            windows: Windows::default(),
            per_minute: 60,
            per_minute_program: 600,
            hold_minutes: 120,
            guard_millis: 50,
            author_may_confirm: vec![Label::OffPlatformPayment],
            friction: Ladder::default(),
        }
    }
}

impl ChatPolicy {
    /// How long a message is held at most.
    pub fn hold(&self) -> Duration {
        Duration::from_secs(u64::from(self.hold_minutes) * 60)
    }

    /// How long the guard may think about one message.
    pub fn guard(&self) -> Duration {
        Duration::from_millis(u64::from(self.guard_millis))
    }

    /// Whether an author in good standing may say that a held message is harmless, whatever the guard saw in it. What the
    /// guard could not judge waits for a person.
    pub fn may_confirm(&self, labels: &[Label], strikes: usize) -> bool {
        strikes == 0 && !labels.is_empty() && labels.iter().all(|label| self.author_may_confirm.contains(label))
    }
}
