//! The list of chats, and the page that shows it with one chat beside it.

use askama::Template;

use super::chat::ChatView;
use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Appeal, Blank, BubbleState, ChatRow, Chip, FileKind, Line, Scan, StepState, Whose},
    words::Words,
};

/// The list of chats with its search and filters.
#[derive(Clone, Debug)]
pub struct ChatList {
    /// Its title is the page's heading; else the open chat has that.
    pub heads_page: bool,
    /// All, customers, support, disputes, archive, announcements.
    pub segments: Vec<Chip>,
    /// What was searched.
    pub query: String,
    /// The other filters, which a search keeps: name and value.
    pub kept: Vec<(String, String)>,
    /// The quick filters.
    pub chips: Vec<Chip>,
    /// How many filters of the form are on.
    pub active: usize,
    /// The order's number.
    pub order: String,
    /// Products.
    pub sku: String,
    /// What the form of filters keeps: name and value.
    pub form_kept: Vec<(String, String)>,
    /// The list without the form's filters.
    pub reset_href: String,
    /// How many were found.
    pub note: Option<String>,
    /// This list again.
    pub refresh_href: String,
    /// A new chat with support can be begun here.
    pub can_ask_support: bool,
    /// The rows.
    pub rows: Vec<ChatRow>,
    /// The next page.
    pub next: Option<String>,
    /// What stands in place of rows.
    pub blank: Option<Blank>,
}

/// `/chats` and `/chats/{id}`: the list, from 1024 px the open chat beside it, from 1440 px what it is about.
#[derive(Debug, Template)]
#[template(path = "cabinet/chats.html")]
pub struct ChatsPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The list.
    pub list: ChatList,
    /// The open chat.
    pub chat: Option<ChatView>,
}

/// Only the list, for an in-place swap (`X-Fragment: list`).
#[derive(Debug, Template)]
#[template(path = "cabinet/chat_list.html")]
pub struct ChatListFragment {
    /// The words.
    pub w: &'static Words,
    /// The list.
    pub list: ChatList,
}
