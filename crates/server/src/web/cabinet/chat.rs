//! One chat: what it is about, its messages, and the foot with the composer or with what stands in its way.

use askama::Template;

use crate::web::{
    icons,
    layout::Toast,
    parts::{
        Appeal, BubbleState, ChatFoot, Choice, Clock, FileKind, Line, MediaItem, ProductLine, Role, Scan, Step,
        StepState, Thread,
    },
    words::Words,
};

/// Only the chat, for an in-place swap (`X-Fragment: detail`).
#[derive(Debug, Template)]
#[template(path = "cabinet/chat_fragment.html")]
pub struct ChatFragment {
    /// The words.
    pub w: &'static Words,
    /// The chat.
    pub c: ChatView,
    /// What is said once.
    pub said: Option<Toast>,
}

/// A chat with everything around it.
#[derive(Clone, Debug)]
pub struct ChatView {
    /// Its id.
    pub id: String,
    /// Its page: `/chats/c1`.
    pub path: String,
    /// The list's filters as a query string, which every form carries on.
    pub query: String,
    /// The list it was opened from.
    pub back_href: String,
    /// Who the other side is.
    pub role: Role,
    /// Their display name.
    pub name: String,
    /// One or two letters for the round sign.
    pub initials: String,
    /// One line below the name: order and product.
    pub about: String,
    /// The facts beside it.
    pub facts: ChatFacts,
    /// The bar that warns of fraudsters is folded; it never goes away.
    pub warning_folded: bool,
    /// The dispute, where the chat is one.
    pub dispute: Option<Dispute>,
    /// The messages.
    pub thread: Thread,
    /// The composer, or what stands in its way.
    pub foot: ChatFoot,
    /// What can be done to the chat.
    pub menu: ChatMenu,
    /// The reasons of a fraud report, for the sheet; empty where nothing can be reported.
    pub report_reasons: Vec<Choice>,
}

impl ChatView {
    /// The chat with support, in which others rules hold.
    pub fn with_support(&self) -> bool {
        self.role == Role::Support
    }
}

/// What a chat is about, and where it stands.
#[derive(Clone, Debug, Default)]
pub struct ChatFacts {
    /// The order: number and where it stands.
    pub order: Option<(String, String)>,
    /// The product.
    pub product: Option<ProductLine>,
    /// "открыто всегда", or why it is closed.
    pub window: String,
    /// Until when one may write.
    pub clock: Option<Clock>,
    /// "открыт", "закрыт", "заморожен".
    pub state: &'static str,
    /// Who answers here.
    pub assigned: Option<String>,
    /// Until when it is out of sight.
    pub snoozed: Option<String>,
}

/// A dispute: where it stands, why, and until when the shop may answer.
#[derive(Clone, Debug)]
pub struct Dispute {
    /// "Возврат", "Брак или не то", "Не доставлено".
    pub reason: &'static str,
    /// Opened, answered, decided.
    pub steps: Vec<Step>,
    /// Until when the shop may answer.
    pub deadline: Option<Clock>,
    /// The buyer's photos.
    pub photos: Vec<MediaItem>,
    /// What the operator decided, in words.
    pub decision: Option<String>,
}

/// What can be done to a chat: drawn from what the command allows.
#[derive(Clone, Debug, Default)]
pub struct ChatMenu {
    /// The colleagues who may take it; the current one is on. Empty where it cannot be assigned.
    pub assign: Vec<Choice>,
    /// It can be snoozed: form values and what they say.
    pub snooze: Vec<Choice>,
    /// The earliest day that can be chosen: `2026-05-15`.
    pub snooze_from: String,
    /// It is snoozed and can be brought back.
    pub unsnooze: bool,
    /// Its other forms: verb in the address, sign, words; a dangerous one asks first.
    pub verbs: Vec<Verb>,
}

impl ChatMenu {
    /// Nothing can be done.
    pub fn is_empty(&self) -> bool {
        self.assign.is_empty() && self.snooze.is_empty() && !self.unsnooze && self.verbs.is_empty()
    }
}

/// A form of the menu that needs no more than a press.
#[derive(Clone, Debug)]
pub struct Verb {
    /// The verb in the address: `close`.
    pub action: &'static str,
    /// Its sign.
    pub icon: icons::Icon,
    /// What it says.
    pub label: &'static str,
    /// What it brings about, where that must be said first.
    pub asks: Option<&'static str>,
}

impl Verb {
    /// Turns notices of a chat off or, where they are off, on again.
    pub fn mute(w: &Words, muted: bool) -> Self {
        let (action, label) = if muted { ("unmute", w.notices.unmute) } else { ("mute", w.notices.mute) };
        Self { action, icon: icons::BELL, label, asks: None }
    }
}
