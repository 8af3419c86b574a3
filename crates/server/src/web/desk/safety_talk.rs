//! `/desk/safety/messages/{id}`: a message with the talk around it and what is known of its author.

use app::queries::safety::{self as known, Around, Suspect};
use askama::Template;
use axum::extract::Path;
use domain::fraud::friction::Step;
use domain::{Code, MessageId};

use super::campaigns::{marked, role, standing, tone};
use super::case::Marked;
use super::safety;
use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    respond::{Page, html},
    visit::Visit,
    words::{When, Words, when},
};

/// `/desk/safety/messages/{id}`
#[derive(Debug, Template)]
#[template(path = "desk/safety_talk.html")]
pub struct TalkPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The talk.
    pub talk: Vec<TalkLine>,
    /// Its author.
    pub author: AuthorView,
}

/// A line of a talk, as the desk sees it: everything.
#[derive(Clone, Debug)]
pub struct TalkLine {
    /// Who.
    pub name: String,
    /// What they are.
    pub role: &'static str,
    /// When.
    pub when: Option<When>,
    /// The text, with what the guard saw marked.
    pub text: Vec<Marked>,
    /// Where it stands: tone and words.
    pub state: (&'static str, &'static str),
    /// It is the one that is looked at.
    pub here: bool,
}

/// What is known of an author.
#[derive(Clone, Debug, Default)]
pub struct AuthorView {
    /// Facts: name and value.
    pub facts: Vec<(&'static str, String)>,
    /// What they did lately: tone, what, when.
    pub strikes: Vec<(&'static str, String, Option<When>)>,
    /// Others with the same traces: name, what is shared, how often.
    pub linked: Vec<(String, &'static str, i64)>,
}

/// Shows a message in its talk.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Page {
    let (safety, w) = (safety::safety(&visit)?, visit.w());
    let id = MessageId(id.parse().map_err(|_| domain::Refusal::new(Code::MessageNotFound))?);
    let around = known::around(&visit.app, safety.desk(), id).await?;
    let who = around.messages.iter().find(|message| message.id == id).ok_or(Code::MessageNotFound)?;
    let suspect = known::suspect(&visit.app, &safety, &who.author_id).await?;
    html(&TalkPage {
        w,
        shell: visit.shell(Surface::Desk, Tab::Safety, w.safety.talk).described(w.safety.description),
        talk: lines(&visit, &around, Some(id)),
        author: author(&visit, &suspect),
    })
}

/// The talk around a message.
pub fn lines(visit: &Visit, around: &Around, here: Option<MessageId>) -> Vec<TalkLine> {
    let w = visit.w();
    let line = |message: &app::queries::chats::Message| TalkLine {
        name: message.author_name.clone(),
        role: role(w, message.author),
        when: when(w, message.sent_at.0, visit.now()),
        text: marked(w, &message.text, &app::queries::chats::read_why(&message.why)).0,
        state: standing(w, message),
        here: here == Some(message.id),
    };
    around.messages.iter().map(line).collect()
}

/// What is known of an author.
pub fn author(visit: &Visit, suspect: &Suspect) -> AuthorView {
    let (w, now) = (visit.w(), visit.now());
    let s = &w.safety;
    let since = suspect.since.and_then(|since| when(w, since.0, now)).map(|when| (s.author_since, when.short));
    let name = Some(suspect.name.clone()).filter(|name| !name.is_empty()).map(|name| (s.author, name));
    let held = (s.friction, step(w, suspect.friction.step).to_owned());
    let strike =
        |it: &app::queries::safety::Strike| (tone(it.label), it.label.name(w.lang).to_owned(), when(w, it.at.0, now));
    AuthorView {
        facts: name.into_iter().chain(since).chain([held]).collect(),
        strikes: suspect.strikes.iter().rev().take(10).map(strike).collect(),
        linked: suspect.linked.iter().map(|it| (it.name.clone(), shared(w, &it.kind), it.shared)).collect(),
    }
}

fn shared(w: &Words, kind: &str) -> &'static str {
    let s = &w.safety;
    match kind {
        "link" => s.same_link,
        "payment" => s.same_payment,
        "contact" => s.same_contact,
        _ => s.same_text,
    }
}

/// How far somebody is held back, in words.
pub const fn step(w: &Words, step: Step) -> &'static str {
    let c = &w.chats;
    match step {
        Step::None => w.support.no_limits,
        Step::Slow => c.friction_slow,
        Step::NoLinks => c.friction_nolinks,
        Step::ReadOnly => c.friction_readonly,
        Step::Off => c.friction_off,
    }
}
