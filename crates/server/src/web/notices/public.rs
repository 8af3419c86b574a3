//! What a letter leads to, without signing in: no more mail of a topic, and "this address is mine".
//!
//! A letter is opened by programs too, which follow its links to look for harm; so a link only asks, and a button does it. A mail
//! service that offers "unsubscribe" itself sends the same as the button does (RFC 8058).

use app::{Failure, commands, queries};
use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use domain::Kind;
use domain::notices::{Side, Topic};
use serde::Deserialize;

use super::settings::label;
use crate::web::icons::{self, Icon};
use crate::web::layout::{Shell, Surface, Tab, Theme};
use crate::web::respond::{Page, with_status};
use crate::web::visit::Visit;
use crate::web::words::Words;

/// `/unsubscribe`, `/confirm-email`
#[derive(Debug, Template)]
#[template(path = "notices/letter.html")]
pub struct LetterPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// Its sign.
    pub icon: Icon,
    /// What is asked or was done.
    pub title: String,
    /// The address that is confirmed.
    pub address: Option<String>,
    /// What it means.
    pub text: &'static str,
    /// What the button does: the address that it sends to, and what it says.
    pub button: Option<(String, &'static str)>,
    /// A way on: address and words.
    pub on: Option<(&'static str, &'static str)>,
}

/// The token out of the letter.
#[derive(Debug, Deserialize)]
pub struct Token {
    #[serde(default)]
    t: String,
}

impl LetterPage {
    /// A page of a letter.
    pub fn new(shell: Shell, icon: Icon, title: String, text: &'static str) -> Self {
        Self { w: shell.w, shell, icon, title, address: None, text, button: None, on: None }
    }

    /// Asks whether there shall be no more mail of a topic.
    pub fn unsubscribing(shell: Shell, side: Side, topic: Topic, token: &str) -> Self {
        let n = &shell.w.notices;
        let title = n.unsubscribe_of.put(label(shell.w, side, topic).0);
        if !topic.is_optional() {
            return Self::new(shell, icons::SHIELD, title, n.unsubscribe_never);
        }
        let button = Some((crate::web::query::address("/unsubscribe", [("t", token.to_owned())]), n.unsubscribe_do));
        Self { button, ..Self::new(shell, icons::BELL, title, n.unsubscribe_text) }
    }

    /// Asks whether an address is the reader's.
    pub fn confirming(shell: Shell, email: String, token: &str) -> Self {
        let n = &shell.w.notices;
        let button = Some((crate::web::query::address("/confirm-email", [("t", token.to_owned())]), n.confirm_do));
        let title = n.confirm_title.to_owned();
        Self { address: Some(email), button, ..Self::new(shell, icons::INBOX, title, n.confirm_text) }
    }
}

fn shell(visit: &Visit, title: &str) -> Shell {
    Shell { theme: visit.look.theme, ..Shell::new(visit.look.lang, Surface::Plain, Tab::Nowhere, title) }
}

fn settings(side: Side) -> &'static str {
    match side {
        Side::Shop => "/menu/notifications",
        Side::Buyer => "/shop/notifications",
        Side::Desk => "/desk/notifications",
    }
}

/// A link that nobody made, or that has run out.
fn bad(visit: &Visit, failure: Failure) -> Page {
    match failure {
        Failure::Refusal(refusal) if refusal.kind() == Kind::NotFound => {
            let n = &visit.w().notices;
            let page =
                LetterPage::new(shell(visit, n.link_bad), icons::WARNING, n.link_bad.to_owned(), n.link_bad_text);
            with_status(StatusCode::NOT_FOUND, &page)
        }
        failure => Err(failure.into()),
    }
}

/// Asks.
pub async fn ask(visit: Visit, Query(token): Query<Token>) -> Page {
    match queries::notices::unsubscribing(&visit.app, &token.t).await {
        Ok((part, topic)) => {
            let shell = shell(&visit, visit.w().notices.unsubscribe);
            with_status(StatusCode::OK, &LetterPage::unsubscribing(shell, part.side, topic, &token.t))
        }
        Err(failure) => bad(&visit, failure),
    }
}

/// Takes somebody out: by the button, or by their mail service in their name.
pub async fn unsubscribe(visit: Visit, Query(token): Query<Token>) -> Page {
    let n = &visit.w().notices;
    let done = match queries::notices::unsubscribing(&visit.app, &token.t).await {
        Ok((part, _)) => commands::notices::unsubscribe(&visit.app, &token.t).await.map(|_| part),
        Err(failure) => Err(failure),
    };
    match done {
        Ok(part) => {
            let page = LetterPage::new(
                shell(&visit, n.unsubscribed),
                icons::CHECK,
                n.unsubscribed.to_owned(),
                n.unsubscribed_text,
            );
            with_status(StatusCode::OK, &LetterPage { on: Some((settings(part.side), n.settings)), ..page })
        }
        Err(failure) => bad(&visit, failure),
    }
}

/// Asks whether the address is theirs.
pub async fn ask_confirm(visit: Visit, Query(token): Query<Token>) -> Page {
    match queries::notices::confirming(&visit.app, &token.t).await {
        Ok(email) => {
            let shell = shell(&visit, visit.w().notices.confirm_title);
            with_status(StatusCode::OK, &LetterPage::confirming(shell, email, &token.t))
        }
        Err(failure) => bad(&visit, failure),
    }
}

/// It is theirs.
pub async fn confirm(visit: Visit, Query(token): Query<Token>) -> Page {
    let n = &visit.w().notices;
    match commands::notices::confirm_email(&visit.app, &token.t).await {
        Ok(()) => {
            let page =
                LetterPage::new(shell(&visit, n.confirmed), icons::CHECK, n.confirmed.to_owned(), n.confirmed_text);
            let on = visit.person.as_ref().map(|_| {
                let side = if visit.member().is_ok() { Side::Shop } else { Side::Buyer };
                (settings(side), n.settings)
            });
            with_status(StatusCode::OK, &LetterPage { on, ..page })
        }
        Err(failure) => bad(&visit, failure),
    }
}
