//! Reporting a message as fraud, and what to do at once when the data are already gone.

use askama::Template;

use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Choice, Role},
    words::Words,
};

/// `/chats/{id}/messages/{message}/report`: the form for browsers without script; with it, it is a sheet over the chat.
#[derive(Debug, Template)]
#[template(path = "cabinet/chat_report.html")]
pub struct ReportPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The chat.
    pub back_href: String,
    /// Where the form goes.
    pub action: String,
    /// Who wrote the message.
    pub author: (Role, String),
    /// The message.
    pub text: String,
    /// The six reasons.
    pub reasons: Vec<Choice>,
    /// What was typed.
    pub typed: String,
    /// Why it was not taken.
    pub error: Option<String>,
}

/// `/chats/{id}/steps`: buttons that lock fraudsters out.
#[derive(Debug, Template)]
#[template(path = "cabinet/chat_steps.html")]
pub struct StepsPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The chat.
    pub back_href: String,
    /// The steps, the most pressing first.
    pub steps: Vec<NextStep>,
}

/// A step that one press takes.
#[derive(Clone, Debug)]
pub struct NextStep {
    /// Where the form goes.
    pub action: String,
    /// What it does.
    pub title: &'static str,
    /// What follows from it.
    pub text: &'static str,
    /// It was taken.
    pub done: bool,
}
