//! Announcements by the operator: a list by topic, and one to read.

use askama::Template;

use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, Chip},
    words::{When, Words},
};

/// `/chats/announcements` and `/chats/announcements/{id}`.
#[derive(Debug, Template)]
#[template(path = "cabinet/chat_news.html")]
pub struct AnnouncementsPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// Kinds of chats, announcements on.
    pub segments: Vec<Chip>,
    /// The topics.
    pub topics: Vec<Chip>,
    /// The rows.
    pub rows: Vec<AnnouncementRow>,
    /// The next page.
    pub next: Option<String>,
    /// What stands in place of rows.
    pub blank: Option<Blank>,
    /// The open one.
    pub open: Option<Announcement>,
}

/// An announcement in a list.
#[derive(Clone, Debug)]
pub struct AnnouncementRow {
    /// Its id.
    pub id: String,
    /// Its page.
    pub href: String,
    /// The topic in words.
    pub topic: &'static str,
    /// Its title.
    pub title: String,
    /// How it begins.
    pub begins: String,
    /// When.
    pub when: Option<When>,
    /// Nobody of the shop has read it.
    pub new: bool,
    /// It is the one that is open.
    pub open: bool,
}

/// An announcement to read.
#[derive(Clone, Debug)]
pub struct Announcement {
    /// Its id.
    pub id: String,
    /// The list it was opened from.
    pub back_href: String,
    /// The topic in words.
    pub topic: &'static str,
    /// Its title.
    pub title: String,
    /// When.
    pub when: Option<When>,
    /// Its paragraphs.
    pub paragraphs: Vec<String>,
}
