//! `/v3/chat/history`, `/v2/chat/history`: what was said in a chat.

use app::files::open::{self, Links};
use app::queries::chats::{self, Chat, Line, Page};
use app::{App, CanRead, Failure, Reader, SellerStaff};
use axum::extract::State;
use domain::{ChatId, Code, MessageId};
use serde::{Deserialize, Serialize};

use super::said::{Said, SaidV2, Telling, message_id};
use crate::dialect::answer::Answer;
use crate::dialect::base::Base;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Int, Named, Object, Words, choice, positive, required, within};
use crate::dialect::invalid::Invalid;

/// Messages where the program names no number.
const LIMIT: i64 = 50;
/// Messages at once, at most.
const MAX: i64 = 1_000;
/// Messages that can be named, at most.
const NAMED_MAX: usize = 100;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Backward,
    Forward,
}

const DIRECTIONS: &[(&str, Direction)] = &[("Backward", Direction::Backward), ("Forward", Direction::Forward)];

/// Messages that were asked for.
pub(in crate::dialect) struct History {
    chat: Named<ChatId>,
    direction: Direction,
    from: Option<MessageId>,
    limit: i64,
    only: Vec<MessageId>,
}

#[derive(Deserialize)]
pub(in crate::dialect) struct Raw {
    chat_id: Option<Words>,
    direction: Option<Words>,
    from_message_id: Option<Int>,
    limit: Option<Int>,
    filter: Option<Object<RawFilter>>,
}

#[derive(Deserialize, Default)]
struct RawFilter {
    message_ids: Option<Vec<Int>>,
}

impl Message for History {
    const NAME: &'static str = "ChatHistoryRequest";
    type Raw = Raw;

    fn read(raw: Raw) -> Result<Self, Invalid> {
        let chat = Named::new(ChatId::parse(&required("chat_id", raw.chat_id)?));
        let direction = choice("direction", raw.direction.as_ref(), DIRECTIONS)?;
        let from = message_id("from_message_id", raw.from_message_id)?;
        let only = named(raw.filter.unwrap_or_default().0.message_ids.unwrap_or_default())?;
        if direction == Direction::Forward && from.is_none() && only.is_empty() {
            return Err(Invalid::missing("from_message_id"));
        }
        let limit = raw.limit.filter(|limit| *limit != Int(0)).unwrap_or(Int(LIMIT));
        Ok(Self { chat, direction, from, limit: within("limit", Some(limit), 1, MAX)?, only })
    }
}

fn named(given: Vec<Int>) -> Result<Vec<MessageId>, Invalid> {
    if given.len() > NAMED_MAX {
        return Err(Invalid::new("filter.message_ids", format!("value must contain no more than {NAMED_MAX} item(s)")));
    }
    let numbers = given.into_iter().enumerate();
    numbers.map(|(at, id)| positive(format!("filter.message_ids[{at}]"), id).map(MessageId)).collect()
}

#[derive(Serialize)]
struct Told<T> {
    has_next: bool,
    messages: Vec<T>,
}

/// `POST /v3/chat/history`.
pub(in crate::dialect) async fn v3(
    State(app): State<App>,
    Staff(staff): Staff<CanRead>,
    base: Base,
    Asked(history): Asked<History>,
) -> Result<Answer, Error> {
    let told = async {
        let found = find(&app, &staff, history).await?;
        let telling = found.telling(&base);
        let messages: Vec<Said> = found.lines.iter().map(|line| telling.v3(line)).collect();
        Answer::of(&Told { has_next: found.more, messages })
    };
    told.await.map_err(|failure| Error::of(&app, failure, History::NAME))
}

/// `POST /v2/chat/history`.
pub(in crate::dialect) async fn v2(
    State(app): State<App>,
    Staff(staff): Staff<CanRead>,
    base: Base,
    Asked(history): Asked<History>,
) -> Result<Answer, Error> {
    let told = async {
        let found = find(&app, &staff, history).await?;
        let telling = found.telling(&base);
        let messages: Vec<SaidV2> = found.lines.iter().map(|line| telling.v2(line)).collect();
        Answer::of(&Told { has_next: found.more, messages })
    };
    told.await.map_err(|failure| Error::of(&app, failure, History::NAME))
}

/// A page of a chat.
struct Found {
    chat: Chat,
    links: Links,
    lines: Vec<Line>,
    more: bool,
}

impl Found {
    fn telling<'a>(&'a self, base: &'a Base) -> Telling<'a> {
        Telling { chat: &self.chat, links: &self.links, base }
    }
}

async fn find(app: &App, staff: &SellerStaff<CanRead>, asked: History) -> Result<Found, Failure> {
    let (reader, id) = (Reader::from(staff), asked.chat.or(Code::ChatNotFound)?);
    let chat = chats::chat(app, &reader, id).await?.chat;
    let links = open::links(app).await?;
    let limit = usize::try_from(asked.limit).unwrap_or_default();
    let mut lines = if asked.only.is_empty() {
        page(app, &reader, id, &asked).await?
    } else {
        those(app, &reader, id, &asked).await?
    };
    let more = lines.len() > limit;
    lines.truncate(limit);
    Ok(Found { chat, links, lines, more })
}

/// From the message that is named, which is the first of them, one line more than was asked for where there is one. What
/// programs are not shown is passed over, and so is read on.
async fn page(app: &App, reader: &Reader, chat: ChatId, asked: &History) -> Result<Vec<Line>, Failure> {
    let (wanted, batch) = (asked.limit + 1, (asked.limit + 1).min(MAX));
    let mut from = match (asked.direction, asked.from) {
        (Direction::Backward, from) => Page::Before(from.map(|id| MessageId(id.0.saturating_add(1)))),
        (Direction::Forward, from) => Page::After(MessageId(from.map_or(0, |id| id.0 - 1))),
    };
    let mut lines = Vec::new();
    loop {
        let mut next = chats::messages(app, reader, chat, from, batch).await?;
        if asked.direction == Direction::Backward {
            next.reverse();
        }
        let Some(last) = next.last().map(|line| line.message.id) else { break };
        from = match asked.direction {
            Direction::Backward => Page::Before(Some(last)),
            Direction::Forward => Page::After(last),
        };
        let ended = count(&next) < batch;
        lines.extend(next.into_iter().filter(Telling::shows));
        if ended || count(&lines) >= wanted {
            break;
        }
    }
    Ok(lines)
}

fn count(lines: &[Line]) -> i64 {
    i64::try_from(lines.len()).unwrap_or(i64::MAX)
}

/// The messages that are named, as far as they are there.
async fn those(app: &App, reader: &Reader, chat: ChatId, asked: &History) -> Result<Vec<Line>, Failure> {
    let mut ids = asked.only.clone();
    ids.sort_unstable();
    ids.dedup();
    if asked.direction == Direction::Backward {
        ids.reverse();
    }
    let mut lines = Vec::new();
    for id in ids {
        match chats::message(app, reader, chat, id).await {
            Ok(line) if Telling::shows(&line) => lines.push(line),
            Ok(_) => {}
            Err(Failure::Refusal(refusal)) if refusal.code == Code::MessageNotFound => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(lines)
}
