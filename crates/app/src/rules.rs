//! What the operator has decided once and for all.

use domain::chats::{ChatKind, ChatPolicy, Open, Window};
use domain::moderation::policy::Policy;
use domain::{Calendar, Timestamp};
use store::chats::Chat;

/// The operator's policy of moderation and the calendar by which days are counted. Read from the configuration when the
/// process starts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rules {
    /// What is published at once, what a machine may refuse, and the like.
    pub policy: Policy,
    /// The working days by which a verdict is promised.
    pub calendar: Calendar,
    /// Windows, limits and friction in chats.
    pub chats: ChatPolicy,
}

impl Rules {
    /// Until when the shop may write into a chat.
    pub(crate) fn window(&self, chat: &Chat, now: Timestamp) -> Window {
        match chat.kind {
            ChatKind::Customer => self.chats.windows.window(chat.ordered.as_ref(), chat.buyer_wrote_at, now),
            ChatKind::Dispute | ChatKind::SellerSupport | ChatKind::BuyerSupport => Window::Open(Open::Always),
        }
    }

    /// Until when a verdict is promised on what was opened at `from`.
    pub fn due_at(&self, from: Timestamp) -> Timestamp {
        self.calendar.deadline(from, self.policy.working_days)
    }
}
