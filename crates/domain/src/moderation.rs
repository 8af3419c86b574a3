//! Moderation: what is looked at, what the checks see in it, and the reasons that a verdict names.

pub mod checks;
pub mod forecast;
pub mod months;
pub mod policy;
pub mod queue;
pub mod reason;
pub mod receipt;
pub mod standing;

pub use checks::Finding;
pub use reason::Reason;

use crate::people::named;

named! {
    /// What a verdict is about.
    Subject {
        /// A buyer's question about a product.
        Question = "question",
        /// An answer to a question, by the shop or by a buyer.
        Answer = "answer",
        /// A buyer's review.
        Review = "review",
        /// A comment on a review, by the shop or by a buyer.
        Comment = "comment",
        /// A photo or video of a review.
        Media = "media",
        /// A shop's report of a review.
        Report = "report",
        /// A message of a chat that the guard held or stopped.
        Message = "message",
        /// A report of fraud in a chat.
        FraudReport = "fraud_report",
        /// That somebody is held back in chats.
        Friction = "friction",
        /// That chats are switched off for somebody.
        Switch = "switch",
    }
}

impl Subject {
    /// Whether it belongs to chats and is decided at the safety desk.
    pub fn is_safety(self) -> bool {
        matches!(self, Self::Message | Self::FraudReport | Self::Friction | Self::Switch)
    }
}

named! {
    /// What is decided about a subject.
    Decision {
        /// It becomes public, or stays so; a message is delivered; a report or an appeal against a measure is accepted.
        Publish = "publish",
        /// It does not become public; a message is not delivered; a report or an appeal against a measure is declined.
        Refuse = "refuse",
    }
}

named! {
    /// At which look at a subject a verdict is made.
    Stage {
        /// By the rules alone.
        Rules = "rules",
        /// By the first person.
        First = "first",
        /// By a second person who does not know the first verdict.
        Second = "second",
        /// By another person than the first, because the author does not accept the verdict.
        Appeal = "appeal",
    }
}
