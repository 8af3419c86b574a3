//! An open chat of a buyer or of support: loading it, what is new in it, what was written into it.

use app::commands::chats::{send, state};
use app::files::open::{Links, links};
use app::queries::chats::{self as stored, ChatView as View, Line as Said, Page as From};
use app::{Failure, Reader, Speaker};
use axum::extract::Multipart;
use axum::http::StatusCode;
use domain::chats::{Author, MessageState};
use domain::fraud::friction::Step;
use domain::{ChatId, Code, Kind, MessageId, Refusal};

use super::cabinet::chat_actions::{self, Written};
use super::cabinet::chat_view::{Opened, PAGE, Redo, bring_back, message_id};
use super::chats::{self, Side};
use super::parts::{ChatChanges, ChatComposer, ChatFoot, Line, Thread};
use super::query;
use super::respond::{Page, WebError, html};
use super::visit::Visit;

/// A chat that was loaded.
pub struct Talk {
    /// Whose eyes.
    pub reader: Reader,
    /// Its page.
    pub path: String,
    /// The chat with what its page says around the messages.
    pub view: View,
    /// The messages of the page, oldest first.
    pub lines: Vec<Said>,
    /// There are more before.
    more: bool,
    links: Links,
}

/// Loads a page of a chat. The chats of a reader are under `home`.
pub async fn load(
    visit: &Visit,
    reader: Reader,
    home: &str,
    id: ChatId,
    before: Option<MessageId>,
) -> Result<Talk, WebError> {
    let (view, mut lines, links) = tokio::try_join!(
        stored::chat(&visit.app, &reader, id),
        stored::messages(&visit.app, &reader, id, From::Before(before), PAGE + 1),
        links(&visit.app),
    )?;
    let more = i64::try_from(lines.len()).is_ok_and(|len| len > PAGE);
    if more {
        lines.remove(0);
    }
    Ok(Talk { path: format!("{home}/{id}"), reader, view, lines, more, links })
}

impl Talk {
    /// The reader may write, apart from how fast.
    pub fn writes(&self) -> bool {
        match &self.view.may_write {
            Ok(()) => true,
            Err(refusal) => refusal.code == Code::TooOften,
        }
    }

    /// The reader's eyes on it.
    pub fn side(&self, visit: &Visit) -> Side<'_> {
        Side {
            w: visit.w(),
            now: visit.now(),
            path: &self.path,
            author: self.reader.side(),
            writes: self.view.may_write.is_ok(),
            links: &self.links,
        }
    }

    /// These messages as lines. A buyer knows who they are: their own bubbles need no name over them.
    pub fn lines(&self, visit: &Visit, all: &[Said], above: Option<&Said>, read: Option<MessageId>) -> Vec<Line> {
        let mut lines = self.side(visit).lines(all, above, read);
        if self.reader.side() == Author::Buyer {
            for line in &mut lines {
                if let Line::Bubble(bubble) = line
                    && bubble.mine
                {
                    bubble.author = None;
                }
            }
        }
        lines
    }

    /// The messages; after `read` everything of the others is new. A refused change comes back to its message.
    pub fn thread(&self, visit: &Visit, read: Option<MessageId>, redo: &Redo) -> Thread {
        let mut lines = self.lines(visit, &self.lines, None, read);
        bring_back(&mut lines, redo);
        let first = self.lines.first().filter(|_| self.more).map(|said| said.message.id.to_string());
        let earlier = first.map(|first| query::address(&self.path, [("before", first)]));
        Thread { path: self.path.clone(), earlier, lines }
    }

    /// The composer as all have it: no templates, no notes.
    pub fn composer(&self, visit: &Visit, hint: &'static str, opened: &Opened, redo: Redo) -> ChatComposer {
        let w = visit.w();
        let brake = redo.refusal.as_ref().and_then(|refusal| chats::brake(w, refusal));
        let error = redo.refusal.as_ref().filter(|_| brake.is_none()).map(|refusal| visit.tell(refusal));
        let me = self.reader.by().to_string();
        let reply = redo.reply_to.or(opened.reply);
        ChatComposer {
            path: self.path.clone(),
            query: String::new(),
            hint,
            text: redo.text.unwrap_or_default(),
            limit: chats::limit(),
            client_id: redo.client_id.unwrap_or_else(|| app::chance::id(visit.app.now()).to_string()),
            reply: reply
                .and_then(|id| self.lines.iter().find(|said| said.message.id == id))
                .map(|said| chats::quote(&said.message)),
            templates: Vec::new(),
            templates_href: None,
            note: None,
            files: chats::file_rules(w, self.view.friction.step),
            clock: None,
            slow: chats::slow(&self.view, &self.lines, &me, visit.now()),
            error,
            brake,
            presence: None,
        }
    }
}

/// What is new in an open chat: after a message, or on the whole last page.
pub async fn news(visit: &Visit, reader: Reader, home: &str, id: ChatId, asked: &str) -> Page {
    let value =
        |wanted: &str| query::pairs(asked).into_iter().find_map(|(name, value)| (name == wanted).then_some(value));
    let mut talk = load(visit, reader, home, id, None).await?;
    let mut above = None;
    if let Some(after) = value("after").and_then(|after| message_id(&after)) {
        talk.lines = stored::messages(&visit.app, &talk.reader, id, From::After(after), PAGE).await?;
        above = stored::message(&visit.app, &talk.reader, id, after).await.ok();
    }
    if value("seen").is_some() && talk.lines.iter().any(|said| !said.own) {
        state::read(&visit.app, &talk.reader, id, talk.lines.last().map(|said| said.message.id)).await?;
    }
    let lines = talk.lines(visit, &talk.lines, above.as_ref(), None);
    html(&ChatChanges { w: visit.w(), lines, foot: None, said: None })
}

/// Reads a message with its files and sends it; what was written stays with the caller.
pub async fn deliver(
    visit: &Visit,
    speaker: &Speaker,
    id: ChatId,
    form: Multipart,
    written: &mut Written,
) -> Result<send::Sent, Failure> {
    chat_actions::read(visit, speaker, id, form, written).await?;
    let new = send::NewMessage {
        text: written.text.clone(),
        reply_to: written.reply_to,
        files: written.files.clone(),
        client_id: Some(written.client_id.clone()).filter(|id| !id.is_empty()),
        confirmed: written.confirmed,
        note: written.note,
    };
    send::send(&visit.app, speaker, id, new).await
}

/// What a refused message brings back, and under which status.
pub fn refused(written: Written, refusal: Refusal) -> (Redo, StatusCode) {
    let status = if refusal.kind() == Kind::Invalid { StatusCode::BAD_REQUEST } else { StatusCode::CONFLICT };
    let redo = Redo {
        text: Some(written.text),
        client_id: Some(written.client_id).filter(|id| !id.is_empty()),
        reply_to: written.reply_to,
        note: written.note,
        refusal: Some(refusal),
        ..Redo::default()
    };
    (redo, status)
}

/// The message that was sent; the foot as well, where the verdict may have changed it.
pub async fn changed(visit: &Visit, talk: &Talk, sent: &send::Sent, foot: ChatFoot) -> Page {
    let line = stored::message(&visit.app, &talk.reader, talk.view.chat.id, sent.message).await?;
    let above = talk.lines.iter().rev().find(|said| said.message.id < sent.message);
    let lines = talk.lines(visit, std::slice::from_ref(&line), above, None);
    let quiet =
        matches!(sent.state, MessageState::Delivered | MessageState::Checking) && talk.view.friction.step == Step::None;
    html(&ChatChanges { w: visit.w(), lines, foot: (!quiet).then_some(foot), said: None })
}
