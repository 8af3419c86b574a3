//! Chats: who talks with whom, who may write when, and what each side sees of a message.

pub mod campaigns;
pub mod dispute;
pub mod names;
pub mod policy;
pub mod report;
pub mod switch;
pub mod system;
pub mod window;

use std::time::Duration;

use crate::fraud::friction::Step;
use crate::people::named;
use crate::{Code, Refusal, Timestamp};
pub use dispute::{Dispute, DisputeReason, DisputeState, Outcome};
pub use policy::ChatPolicy;
pub use report::FraudKind;
pub use switch::{Scope, SwitchReason};
pub use system::SystemLine;
pub use window::{Closed, Open, Scheme, Window, Windows};

/// Characters of a message, at most; the dialect's limit as well (`/v1/chat/send/message`).
pub const MESSAGE_MAX: usize = 1000;
/// Files of a message, at most.
pub const FILES_MAX: usize = 10;
/// How long after sending a message may be changed.
pub const EDIT_WINDOW: Duration = Duration::from_secs(600);
/// Messages of one author within a minute, at most.
pub const PER_MINUTE: i64 = 60;
/// The pause between two messages of somebody who is slowed down.
pub const SLOW_PAUSE: Duration = Duration::from_secs(30);

named! {
    /// Who talks in a chat.
    ChatKind {
        /// A buyer and a shop.
        Customer = "customer",
        /// A buyer and a shop about what went wrong; the operator decides.
        Dispute = "dispute",
        /// A shop and the marketplace's support.
        SellerSupport = "seller_support",
        /// A buyer and the marketplace's support.
        BuyerSupport = "buyer_support",
    }
}

impl ChatKind {
    /// The sides that talk.
    pub fn sides(self) -> &'static [Author] {
        match self {
            Self::Customer => &[Author::Buyer, Author::Seller],
            Self::Dispute => &[Author::Buyer, Author::Seller, Author::Support],
            Self::SellerSupport => &[Author::Seller, Author::Support],
            Self::BuyerSupport => &[Author::Buyer, Author::Support],
        }
    }

    /// Whose reply is awaited after a side has spoken. What is said in a dispute waits for the other of the two who quarrel.
    pub fn turn_after(self, author: Author) -> Option<Author> {
        match (self, author) {
            (_, Author::System) | (Self::Dispute, Author::Support) => None,
            (Self::Customer | Self::Dispute, Author::Buyer) => Some(Author::Seller),
            (Self::Customer | Self::Dispute, _) => Some(Author::Buyer),
            (Self::SellerSupport | Self::BuyerSupport, Author::Buyer | Author::Seller) => Some(Author::Support),
            (Self::SellerSupport, Author::Support) => Some(Author::Seller),
            (Self::BuyerSupport, Author::Support) => Some(Author::Buyer),
        }
    }

    /// Whether one side is the marketplace's support.
    pub fn is_support(self) -> bool {
        matches!(self, Self::SellerSupport | Self::BuyerSupport)
    }
}

named! {
    /// Which side says something.
    Author {
        /// The buyer.
        Buyer = "buyer",
        /// Somebody, or a program, of the shop.
        Seller = "seller",
        /// The marketplace's support; nobody else can be this.
        Support = "support",
        /// Otklik itself: what happened with the chat.
        System = "system",
    }
}

named! {
    /// What kind of line it is.
    MessageKind {
        /// Said to the other side.
        Text = "text",
        /// A note among those of one side; the other never sees it.
        Note = "note",
        /// What happened with the chat, said by Otklik.
        System = "system",
    }
}

named! {
    /// How far a message has come.
    MessageState {
        /// The other side sees it.
        Delivered = "delivered",
        /// A file of it is still being checked; the other side sees a placeholder.
        Checking = "checking",
        /// Waits for a safety person; the other side sees nothing.
        Held = "held",
        /// Was not delivered; its author sees why.
        Blocked = "blocked",
        /// Taken away by its author; both see the trace.
        Deleted = "deleted",
    }
}

named! {
    /// What the operator tells all shops, by what it is about.
    Topic {
        /// What everybody should know.
        Main = "main",
        /// Promotions.
        Promotion = "promotion",
        /// How things are done.
        Training = "training",
        /// Services for shops.
        Services = "services",
    }
}

named! {
    /// What support is asked about.
    Matter {
        /// An order.
        Order = "order",
        /// Money.
        Payment = "payment",
        /// Signing in, staff, data of the account.
        Account = "account",
        /// Fraud in a chat.
        Fraud = "fraud",
        /// Chats that are switched off, or slowed down.
        Chats = "chats",
        /// Anything else.
        Other = "other",
    }
}

/// What decides whether somebody may write into a chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Who talks in it.
    pub kind: ChatKind,
    /// Whether it is closed.
    pub closed: bool,
    /// The side that it is frozen for after a report of fraud.
    pub frozen_for: Option<Author>,
    /// Whether the other side has blocked this one.
    pub blocked: bool,
    /// Until when the shop may write.
    pub window: Window,
    /// Since the dispute is decided nobody writes into it.
    pub decided: bool,
    /// Chats that the operator has switched off for somebody in this one: until when.
    pub off_until: Option<Timestamp>,
    /// How far the author is held back by the guard.
    pub friction: Step,
    /// Until when.
    pub friction_until: Option<Timestamp>,
}

/// What somebody wants to say, as far as the rules care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saying {
    /// Which side.
    pub author: Author,
    /// When that author wrote last, in any chat.
    pub last_at: Option<Timestamp>,
    /// Whether it carries a link or a file.
    pub carries: bool,
}

/// Whether somebody may write now. Support is always reachable, so nothing but a closed chat stands against a talk with it.
pub fn may_write(facts: &Facts, saying: &Saying, now: Timestamp) -> Result<(), Refusal> {
    if facts.decided {
        return Err(Code::DisputeDecided.into());
    }
    if facts.kind.is_support() || saying.author == Author::Support {
        return Ok(());
    }
    if let Some(until) = facts.off_until {
        return Err(Refusal::new(Code::ChatsOff).with("until", until));
    }
    if facts.frozen_for == Some(saying.author) {
        return Err(Code::ChatFrozen.into());
    }
    if facts.blocked {
        return Err(Code::ChatBlocked.into());
    }
    if facts.closed {
        return Err(Code::ChatClosed.into());
    }
    held_back(facts, saying, now)?;
    match &facts.window {
        Window::Closed(closed) if saying.author == Author::Seller && facts.kind == ChatKind::Customer => {
            Err(closed.refusal())
        }
        Window::Closed(_) | Window::Open(_) => Ok(()),
    }
}

fn held_back(facts: &Facts, saying: &Saying, now: Timestamp) -> Result<(), Refusal> {
    let until = facts.friction_until.unwrap_or(now);
    match facts.friction {
        Step::None => Ok(()),
        Step::Off => Err(Refusal::new(Code::ChatsOff).with("until", until)),
        Step::ReadOnly => Err(Refusal::new(Code::ReadOnly).with("until", until)),
        Step::NoLinks if saying.carries => Err(Refusal::new(Code::NoLinks).with("until", until)),
        Step::NoLinks | Step::Slow => match saying.last_at.map(|at| at.after(SLOW_PAUSE)) {
            Some(next) if next > now => {
                let wait = next.since(now).as_secs().saturating_add(1);
                Err(Refusal::new(Code::TooOften).with("seconds", wait))
            }
            _ => Ok(()),
        },
    }
}

/// Whether a message may still be changed or taken away for both by its author.
pub fn may_change(sent_at: Timestamp, state: MessageState, now: Timestamp) -> Result<(), Refusal> {
    match state {
        MessageState::Deleted => Err(Code::MessageNotFound.into()),
        _ if now > sent_at.after(EDIT_WINDOW) => Err(Code::MessageTooOld.into()),
        _ => Ok(()),
    }
}

/// Whether a side sees a message of another: notes stay on their own side, what is held or blocked with its author.
pub fn sees(reader: Author, author: Author, kind: MessageKind, state: MessageState) -> bool {
    if reader == author {
        return true;
    }
    if kind == MessageKind::Note {
        return false;
    }
    !matches!(state, MessageState::Held | MessageState::Blocked)
}

#[cfg(test)]
mod tests;
