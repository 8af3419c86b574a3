//! `/shop/chats`: a buyer's chats with shops and with support.

use askama::Template;

use super::chat::ShopChat;
use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme, Toast},
    parts::{Appeal, Barrier, Blank, BubbleState, ChatRow, Choice, FileKind, Line, Scan, StepState, Whose},
    words::Words,
};

/// `/shop/chats` and `/shop/chats/{id}`
#[derive(Debug, Template)]
#[template(path = "shop/chats.html")]
pub struct ShopChatsPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The list.
    pub list: ShopChatList,
    /// The open chat.
    pub chat: Option<ShopChat>,
}

/// Only the list, for an in-place swap (`X-Fragment: list`).
#[derive(Debug, Template)]
#[template(path = "shop/chat_list.html")]
pub struct ShopChatListFragment {
    /// The words.
    pub w: &'static Words,
    /// The list.
    pub list: ShopChatList,
}

/// Only the chat, for an in-place swap (`X-Fragment: detail`).
#[derive(Debug, Template)]
#[template(path = "shop/chat_fragment.html")]
pub struct ShopChatFragment {
    /// The words.
    pub w: &'static Words,
    /// The chat.
    pub c: ShopChat,
    /// What is said once.
    pub said: Option<Toast>,
}

/// A buyer's chats.
#[derive(Clone, Debug)]
pub struct ShopChatList {
    /// The list is the page, so its name is the heading.
    pub heads_page: bool,
    /// What stands in the way of all of them: chats switched off, friction.
    pub barriers: Vec<Barrier>,
    /// The chats, the newest message first.
    pub rows: Vec<ChatRow>,
    /// What support can be asked about; empty where there is a chat with it already.
    pub ask_support: Vec<Choice>,
    /// This list anew, for the script.
    pub refresh_href: String,
    /// The next page.
    pub next: Option<String>,
    /// What stands there when there are none.
    pub blank: Option<Blank>,
}
