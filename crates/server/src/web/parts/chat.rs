//! A chat as a row of a list: who, about what, what was said last, and what runs out.

use super::Piece;
use super::chat_time::Clock;
use crate::web::icons::{self, Icon};
use crate::web::layout::capped;
use crate::web::words::{When, Words};

/// Who somebody in a chat is. Only the server says it, by sign, shape and word: no name can.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A buyer.
    Buyer,
    /// The shop's staff.
    Seller,
    /// The operator's support.
    Support,
    /// Otklik itself.
    System,
}

impl Role {
    /// Its class, which gives the tag its shape.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Buyer => "buyer",
            Self::Seller => "seller",
            Self::Support => "support",
            Self::System => "system",
        }
    }

    /// In words.
    pub const fn label(self, w: &Words) -> &'static str {
        let c = &w.chats;
        match self {
            Self::Buyer => c.role_buyer,
            Self::Seller => c.role_seller,
            Self::Support => c.role_support,
            Self::System => c.role_system,
        }
    }

    /// Its sign.
    pub const fn icon(self) -> Icon {
        match self {
            Self::Buyer => icons::PERSON,
            Self::Seller => icons::SHOP,
            Self::Support => icons::HEADSET,
            Self::System => icons::INFO,
        }
    }
}

/// Whose message the last one is, from the reader's side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The other side's.
    Theirs,
    /// The reader's own.
    Mine {
        /// The other side has read it.
        read: bool,
    },
    /// A colleague's, by name.
    Colleagues(String),
    /// Otklik's own line.
    Nobodys,
}

/// What was said last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastLine {
    /// By whom.
    pub whose: Whose,
    /// The text, or what the search found.
    pub text: Vec<Piece>,
    /// Instead of a text: "Фото", "Файл".
    pub files: Option<String>,
}

/// A short mark at the foot of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its sign.
    pub icon: Icon,
    /// What it says.
    pub label: String,
    /// `good`, `warn`, `bad`, `accent` or nothing.
    pub tone: &'static str,
}

impl Mark {
    /// A mark.
    pub fn new(icon: Icon, label: impl Into<String>, tone: &'static str) -> Self {
        Self { icon, label: label.into(), tone }
    }
}

/// A chat in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatRow {
    /// Its id.
    pub id: String,
    /// Its page, with the list's filters.
    pub href: String,
    /// Who the other side is.
    pub role: Role,
    /// Their display name.
    pub name: String,
    /// One or two letters for the round sign.
    pub initials: String,
    /// "Заказ 0123-4567-1 · Кроссовки": what the chat is about.
    pub about: Option<String>,
    /// What was said last; nothing in a chat that has just been opened.
    pub last: Option<LastLine>,
    /// When.
    pub when: Option<When>,
    /// Messages that nobody of the reader's side has read.
    pub unread: u64,
    /// The window that runs out.
    pub clock: Option<Clock>,
    /// What is written and not sent.
    pub draft: Option<String>,
    /// Snoozed, assigned, closed, disputed, frozen.
    pub marks: Vec<Mark>,
    /// It is the one that is open.
    pub open: bool,
}

impl ChatRow {
    /// The count of unread messages; beyond 99 it only says so.
    pub fn badge(&self) -> String {
        capped(self.unread)
    }
}
