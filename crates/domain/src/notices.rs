//! What people are told of, where and when.
//!
//! A **cause** is something that happened; a person's **settings** say which topics they want to hear of and how. The rule
//! [`plan`] turns both into a plan: shown in the app or not, and handed to which other channels at which time.

pub mod kinds;
pub mod settings;
pub mod telegram;
mod timing;
pub mod webhooks;

pub use settings::{Choice, Digest, Quiet, Settings};
pub use timing::{REMINDERS, reminders};

use std::time::Duration;

use crate::Timestamp;
use crate::people::named;

named! {
    /// In which of their parts somebody is told: a person may work in a shop and buy in another.
    Side {
        /// Works in a shop.
        Shop = "shop",
        /// Buys.
        Buyer = "buyer",
        /// Works for the operator.
        Desk = "desk",
    }
}

named! {
    /// What a notice is about: one row of the settings.
    #[derive(PartialOrd, Ord)]
    Topic {
        /// New reviews of the shop's products; for a buyer, what became of theirs.
        Reviews = "reviews",
        /// New questions about the shop's products; for a buyer, answers to theirs.
        Questions = "questions",
        /// Messages of the other side of a chat.
        Messages = "messages",
        /// What support has answered.
        Support = "support",
        /// What moderation decided about a text of one's own.
        Moderation = "moderation",
        /// Promotions that are open, that end soon, that a shop is about to be enrolled in.
        Promotions = "promotions",
        /// Buyers who ask for a discount; for a buyer, what the shop said.
        Requests = "requests",
        /// Disputes, and times until which something has to be done.
        Deadlines = "deadlines",
        /// Sign-in and keys. It cannot be switched off.
        Security = "security",
        /// What the operator tells everybody.
        News = "news",
    }
}

named! {
    /// A way to reach a person beside the list in the app.
    #[derive(PartialOrd, Ord)]
    Channel {
        /// Web Push to the devices on which it was allowed.
        Push = "push",
        /// To a confirmed address.
        Email = "email",
        /// By our bot, to the chat that was linked.
        Telegram = "telegram",
    }
}

impl Topic {
    /// The topics of a side, in the order of the settings.
    pub fn of(side: Side) -> &'static [Self] {
        match side {
            Side::Shop => Self::ALL,
            Side::Buyer => &[
                Self::Questions,
                Self::Reviews,
                Self::Messages,
                Self::Support,
                Self::Moderation,
                Self::Promotions,
                Self::Requests,
                Self::Deadlines,
                Self::Security,
            ],
            Side::Desk => &[Self::Support, Self::Moderation, Self::Deadlines, Self::Security],
        }
    }

    /// Whether it can be switched off.
    pub fn is_optional(self) -> bool {
        self != Self::Security
    }
}

/// A deadline nearer than this is urgent.
pub const URGENT_WITHIN: Duration = Duration::from_secs(2 * 3_600);

/// Something that a person may be told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// What it is about.
    pub topic: Topic,
    /// The stars of the review that it is about, where it is about one that has some.
    pub stars: Option<u8>,
    /// Until when something has to be done.
    pub due_at: Option<Timestamp>,
    /// Somebody else has it in hand.
    pub in_other_hands: bool,
    /// The person does not want to hear of what it is about.
    pub muted: bool,
}

impl Cause {
    /// Of a topic, and nothing more to say.
    pub fn of(topic: Topic) -> Self {
        Self { topic, stars: None, due_at: None, in_other_hands: false, muted: false }
    }

    /// Whether it may wake somebody.
    pub fn is_urgent(&self, now: Timestamp) -> bool {
        self.topic == Topic::Security || self.due_at.is_some_and(|due| due.since(now) < URGENT_WITHIN && due > now)
    }
}

/// How a person is told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// It stands in the list in the app.
    pub shown: bool,
    /// It is handed to these channels at these times.
    pub sendings: Vec<Sending>,
}

/// One way of telling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sending {
    /// Through which channel.
    pub channel: Channel,
    /// Not before.
    pub at: Timestamp,
    /// Only if it still waits for an answer then.
    pub if_waiting: bool,
}

/// How somebody with these settings is told of a cause.
pub fn plan(cause: &Cause, settings: &Settings, now: Timestamp) -> Plan {
    let choice = settings.choice(cause.topic);
    let optional = cause.topic.is_optional();
    if optional && (!choice.on || cause.muted || !choice.wants(cause)) {
        return Plan::default();
    }
    let urgent = cause.is_urgent(now);
    let waits = choice.after_hours.filter(|_| !urgent && cause.topic.waits_for_answers());
    let from = waits.map_or(now, |hours| now.after(Duration::from_secs(u64::from(hours) * 3_600)));
    let sendings = Channel::ALL.iter().filter(|channel| !optional || choice.has(**channel)).map(|&channel| Sending {
        channel,
        at: settings.time(channel, urgent, from),
        if_waiting: waits.is_some(),
    });
    Plan { shown: !optional || choice.app, sendings: sendings.collect() }
}

impl Topic {
    /// Whether its causes are answered, so that one can ask to hear only of what was not.
    pub fn waits_for_answers(self) -> bool {
        matches!(self, Self::Reviews | Self::Questions | Self::Messages)
    }
}
