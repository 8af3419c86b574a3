//! The messages of a chat as a reader sees them: a page, what has changed since, one.

use domain::chats::{self as rules, MessageState};
use domain::moderation::Subject;
use domain::{ChatId, Code, MessageId, Timestamp};
use store::chats::messages::{self, From};
use store::{Tx, cases, verdicts};

use super::{Chat, Message, PAGE_MAX, read_why};
use crate::actors::Reader;
use crate::commands::chats::{load, measures};
use crate::commands::moderation::appeals;
use crate::{App, Failure, Rules};

/// What a reader sees of how far their own stopped message can be, or was, appealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Appeal {
    /// It can be.
    Possible,
    /// It waits for a person, until then.
    Waits(Timestamp),
    /// It was, in vain; or nobody could look at it in time.
    Closed,
}

/// A message as a reader sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The message.
    pub message: Message,
    /// Whether it is the reader's own.
    pub own: bool,
    /// The other side, or all of the others, have read it.
    pub read: bool,
    /// Whether the reader may still change it, or take it away.
    pub may_change: bool,
    /// For the reader's own stopped message.
    pub appeal: Option<Appeal>,
    /// For the reader's own held message: they may confirm that it is harmless.
    pub may_confirm: bool,
    /// The message that it replies to, as the reader sees it.
    pub reply: Option<Box<Message>>,
}

/// A page of a chat's messages, the oldest first.
pub async fn messages(app: &App, reader: &Reader, id: ChatId, from: From, limit: i64) -> Result<Vec<Line>, Failure> {
    let (me, now, of, limit) = (reader.clone(), app.now(), app.rules().clone(), limit.clamp(1, PAGE_MAX * 10));
    app.store()
        .read(move |tx| {
            let chat = load(tx, &me, id)?;
            let mut page = messages::page(tx, chat.seller, chat.id, from, Some(me.side()), limit)?;
            if matches!(from, From::Before(_)) {
                page.reverse();
            }
            lines(tx, &of, &chat, &me, page, now)
        })
        .await
}

/// What was said, changed or taken away after a time, among the messages from a number on; the oldest first. A page that was
/// drawn at that time asks so for what it does not show yet.
pub async fn changes(
    app: &App,
    reader: &Reader,
    id: ChatId,
    from: MessageId,
    since: Timestamp,
) -> Result<Vec<Line>, Failure> {
    let (me, now, of) = (reader.clone(), app.now(), app.rules().clone());
    app.store()
        .read(move |tx| {
            let chat = load(tx, &me, id)?;
            let page = messages::changed_since(tx, chat.seller, chat.id, from, since, me.side(), PAGE_MAX)?;
            lines(tx, &of, &chat, &me, page, now)
        })
        .await
}

/// One message as a reader sees it.
pub async fn message(app: &App, reader: &Reader, id: ChatId, message: MessageId) -> Result<Line, Failure> {
    let (me, now, of) = (reader.clone(), app.now(), app.rules().clone());
    app.store()
        .read(move |tx| {
            let chat = load(tx, &me, id)?;
            let found = messages::one(tx, chat.seller, chat.id, message)?;
            let seen = |m: &Message| rules::sees(me.side(), m.author, m.kind, m.state);
            let found = found.filter(seen).ok_or(Code::MessageNotFound)?;
            let line = lines(tx, &of, &chat, &me, vec![found], now)?.pop();
            Ok(line.ok_or(Code::MessageNotFound)?)
        })
        .await
}

fn lines(
    tx: &mut Tx<'_>,
    of: &Rules,
    chat: &Chat,
    me: &Reader,
    page: Vec<Message>,
    now: Timestamp,
) -> Result<Vec<Line>, Failure> {
    let by = me.by().to_string();
    let others = chat.kind.sides().iter().filter(|side| **side != me.side());
    let read_up_to = others.filter_map(|side| chat.read.of(*side)).max().unwrap_or(MessageId(0));
    let mut lines = Vec::with_capacity(page.len());
    for message in page {
        let own = message.author == me.side();
        let mine = own && message.author_id == by;
        let appeal = match message.state {
            MessageState::Blocked if own => appeal_of(tx, &message)?,
            _ => None,
        };
        let may_confirm = mine && message.state == MessageState::Held && {
            let labels: Vec<_> = read_why(&message.why).iter().map(|why| why.label).collect();
            let strikes = measures::friction_of(tx, of, &by, now)?.strikes;
            of.chats.may_confirm(&labels, strikes.saturating_sub(1))
        };
        let reply = match message.reply_to {
            Some(id) => messages::one(tx, chat.seller, chat.id, id)?
                .filter(|m| rules::sees(me.side(), m.author, m.kind, m.state))
                .map(Box::new),
            None => None,
        };
        lines.push(Line {
            own,
            read: own && message.id <= read_up_to,
            may_change: mine && rules::may_change(message.sent_at, message.state, now).is_ok(),
            appeal,
            may_confirm,
            reply,
            message,
        });
    }
    Ok(lines)
}

fn appeal_of(tx: &mut Tx<'_>, message: &Message) -> Result<Option<Appeal>, Failure> {
    let id = message.id.to_string();
    let open = cases::of_subject(tx, message.seller, Subject::Message, &id, 5)?;
    let waits = |case: &&store::cases::Case| {
        use domain::moderation::queue::CaseState;
        matches!(case.state, CaseState::Waiting | CaseState::Deciding)
    };
    if let Some(case) = open.iter().find(waits) {
        return Ok(Some(Appeal::Waits(case.due_at)));
    }
    let newest = verdicts::of_subject(tx, message.seller, Subject::Message, &id, 2)?;
    let can = appeals::in_force(&newest).is_some_and(|verdict| appeals::can_appeal(verdict, &message.text));
    Ok(Some(if can { Appeal::Possible } else { Appeal::Closed }))
}
