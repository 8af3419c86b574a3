//! What stands in a chat: bubbles, system lines, days, and the line under which everything is new.

use super::chat::Role;
use super::chat_time::Clock;
use super::{Appeal, Piece, Why};
use crate::web::words::When;

/// A line of a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A day begins: "сегодня", "12 мая".
    Day(String),
    /// What follows is new.
    Unread,
    /// Something that happened, centred.
    System(SystemLine),
    /// A message.
    Bubble(Box<Bubble>),
}

/// Something that happened in the chat: "Заказ доставлен", "Анна закрыла чат".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemLine {
    /// The message's id.
    pub id: String,
    /// What.
    pub text: String,
    /// When.
    pub when: Option<When>,
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bubble {
    /// Its id.
    pub id: String,
    /// The id that its writer's page gave it, by which the page finds the bubble it has already drawn.
    pub client_id: Option<String>,
    /// Where its forms are sent, without the verb: `/chats/c1/messages/m1`.
    pub path: String,
    /// Written by the reader's own side: stands on the right.
    pub mine: bool,
    /// Who wrote it; said where a group of messages begins.
    pub author: Option<(Role, String)>,
    /// Only the own side sees it.
    pub note: bool,
    /// The text; links are never made live.
    pub text: Vec<Piece>,
    /// The text before a translator, where one is at work.
    pub original: Option<String>,
    /// What it answers.
    pub reply: Option<Quote>,
    /// Its files.
    pub files: Vec<Attachment>,
    /// When; the bubble shows the time of day.
    pub when: Option<When>,
    /// "14:05"
    pub time: String,
    /// For the reader's own messages: the other side has read it.
    pub read: Option<bool>,
    /// It was changed later.
    pub edited: bool,
    /// Whether it was delivered, and if not, why.
    pub state: BubbleState,
    /// What the reader must know before following it: the guard's warning to the one in danger.
    pub warning: Option<Warning>,
    /// What can be done to it.
    pub can: Can,
    /// A refused change: what was typed and why.
    pub edit_error: Option<(String, String)>,
}

/// What the reader may do to a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Can {
    /// Answer it.
    pub reply: bool,
    /// Change it.
    pub edit: bool,
    /// Take it away for both.
    pub delete: bool,
    /// Report it as fraud.
    pub report: bool,
}

impl Can {
    /// Nothing at all.
    pub const fn nothing(self) -> bool {
        !(self.reply || self.edit || self.delete || self.report)
    }
}

/// Whether a message was delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BubbleState {
    /// It was.
    Delivered,
    /// Its files are being checked.
    Checking,
    /// A person looks at it first.
    Held {
        /// "похоже на просьбу назвать код"
        why: String,
        /// Until when, at most.
        clock: Option<Clock>,
        /// Its author may say that it is harmless, so that it is delivered at once.
        confirm: bool,
    },
    /// It was not delivered and will not be.
    Blocked {
        /// Why.
        why: Vec<Why>,
        /// The objection.
        appeal: Option<Appeal>,
    },
    /// It was taken away; the trace stays.
    Deleted,
}

/// The message that another one answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The message's id.
    pub id: String,
    /// Who wrote it.
    pub author: String,
    /// Its beginning.
    pub text: String,
}

/// A warning of the guard, in plain words to the one in danger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// "Не называйте код: его спрашивают мошенники."
    pub words: Vec<String>,
}

/// What kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A picture.
    Picture,
    /// A video.
    Video,
    /// A document.
    Document,
}

/// How far the check of a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scan {
    /// It is being checked; the other side sees a placeholder.
    Checking,
    /// It is clean.
    Clean,
    /// Nothing here can scan it; it says so.
    NotScanned,
    /// It was refused, and why.
    Refused(String),
}

/// A file in a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, as its sender called it.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// Where it is; absent while it is checked or when it was refused.
    pub href: Option<String>,
    /// The small picture.
    pub thumb: Option<String>,
    /// Width and height of the small picture, so that nothing jumps.
    pub size: (u32, u32),
    /// "1,2 МБ"
    pub weight: String,
    /// How far its check is.
    pub scan: Scan,
}

/// The lines of an open chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    /// The chat's page: `/chats/c1`; its news are asked for at `{path}/new?after=`.
    pub path: String,
    /// The page before, where there is one.
    pub earlier: Option<String>,
    /// The lines, oldest first.
    pub lines: Vec<Line>,
}
