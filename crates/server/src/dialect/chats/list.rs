//! `/v3/chat/list`, `/v2/chat/list`: chats, the one with the newest line first.

use app::queries::chats::{self, Chat};
use app::{App, CanRead, Failure, SellerStaff};
use axum::extract::State;
use domain::{MessageId, Timestamp};
use serde::{Deserialize, Serialize};

use super::said::Version;
use crate::dialect::answer::Answer;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Int, Object, Words, choice, within};
use crate::dialect::invalid::Invalid;
use crate::dialect::written;

/// Chats on a page where the program names no number.
const LIMIT: i64 = 30;
/// Chats that can be passed over, at most.
const OFFSET_MAX: i64 = 100_000;

#[derive(Deserialize, Default)]
struct RawFilter {
    chat_status: Option<Words>,
    unread_only: Option<bool>,
}

/// Which chats: by whether they are closed, and whether something in them is unread.
struct Filter {
    closed: Option<bool>,
    unread: Option<bool>,
}

const STATUSES: &[(&str, Option<bool>)] = &[("ALL", None), ("OPENED", Some(false)), ("CLOSED", Some(true))];

impl Filter {
    fn read(raw: Option<Object<RawFilter>>) -> Result<Self, Invalid> {
        let Object(raw) = raw.unwrap_or_default();
        let closed = choice("filter.chat_status", raw.chat_status.as_ref(), STATUSES)?;
        Ok(Self { closed, unread: raw.unread_only.filter(|only| *only) })
    }
}

fn limit(given: Option<Int>, max: i64) -> Result<i64, Invalid> {
    let given = given.filter(|limit| *limit != Int(0)).unwrap_or(Int(LIMIT));
    within("limit", Some(given), 1, max)
}

/// A list that was asked for.
pub(in crate::dialect) struct ListV3 {
    filter: Filter,
    cursor: Option<String>,
    limit: i64,
}

#[derive(Deserialize)]
pub(in crate::dialect) struct RawV3 {
    filter: Option<Object<RawFilter>>,
    cursor: Option<Words>,
    limit: Option<Int>,
}

impl Message for ListV3 {
    const NAME: &'static str = "ChatListRequest";
    type Raw = RawV3;

    fn read(raw: RawV3) -> Result<Self, Invalid> {
        let cursor = raw.cursor.map(|Words(text)| text).filter(|text| !text.is_empty());
        Ok(Self { filter: Filter::read(raw.filter)?, cursor, limit: limit(raw.limit, 100)? })
    }
}

/// A list that was asked for in the words of the version before.
pub(in crate::dialect) struct ListV2 {
    filter: Filter,
    offset: i64,
    limit: i64,
}

#[derive(Deserialize)]
pub(in crate::dialect) struct RawV2 {
    filter: Option<Object<RawFilter>>,
    offset: Option<Int>,
    limit: Option<Int>,
}

impl Message for ListV2 {
    const NAME: &'static str = "ChatListV2Request";
    type Raw = RawV2;

    fn read(raw: RawV2) -> Result<Self, Invalid> {
        let offset = within("offset", raw.offset, 0, OFFSET_MAX)?;
        Ok(Self { filter: Filter::read(raw.filter)?, offset, limit: limit(raw.limit, 1_000)? })
    }
}

#[derive(Serialize)]
struct Details {
    #[serde(serialize_with = "written")]
    created_at: Timestamp,
    chat_id: String,
    chat_status: &'static str,
    chat_type: &'static str,
}

impl Details {
    fn new(version: Version, chat: &Chat) -> Self {
        Self {
            created_at: chat.opened_at,
            chat_id: chat.id.to_string(),
            chat_status: version.status(chat.closed),
            chat_type: version.kind(chat.kind),
        }
    }
}

/// Where there is no such message, its number is 0.
#[derive(Serialize)]
struct Numbers {
    first_unread_message_id: i64,
    last_message_id: i64,
    unread_count: i64,
}

impl Numbers {
    fn new(chat: &Chat, first_unread: Option<MessageId>) -> Self {
        Self {
            first_unread_message_id: first_unread.map_or(0, |id| id.0),
            last_message_id: chat.last.message.map_or(0, |id| id.0),
            unread_count: chat.unread.seller,
        }
    }
}

#[derive(Serialize)]
struct ItemV3 {
    chat: Details,
    #[serde(flatten)]
    numbers: Numbers,
}

/// The schema has the fields of the chat here, the example below `chat`; so both are here.
#[derive(Serialize)]
struct ItemV2 {
    chat: Details,
    #[serde(flatten)]
    same: Details,
    #[serde(flatten)]
    numbers: Numbers,
}

#[derive(Serialize)]
struct ListedV3 {
    chats: Vec<ItemV3>,
    total_unread_count: i64,
    cursor: String,
    has_next: bool,
}

#[derive(Serialize)]
struct ListedV2 {
    chats: Vec<ItemV2>,
    total_chats_count: i64,
    total_unread_count: i64,
}

/// `POST /v3/chat/list`.
pub(in crate::dialect) async fn v3(
    State(app): State<App>,
    Staff(staff): Staff<CanRead>,
    Asked(list): Asked<ListV3>,
) -> Result<Answer, Error> {
    tell_v3(&app, &staff, list).await.map_err(|failure| Error::of(&app, failure, ListV3::NAME))
}

async fn tell_v3(app: &App, staff: &SellerStaff<CanRead>, list: ListV3) -> Result<Answer, Failure> {
    let ListV3 { filter, cursor, limit } = list;
    let asked = chats::dialect_list(app, staff, filter.closed, filter.unread, cursor.as_deref(), limit).await;
    let page = asked.map_err(|failure| match failure {
        Failure::Refusal(refusal) if refusal.field == Some("after") => refusal.at("cursor").into(),
        other => other,
    })?;
    let item = |(chat, first): (Chat, Option<MessageId>)| ItemV3 {
        chat: Details::new(Version::V3, &chat),
        numbers: Numbers::new(&chat, first),
    };
    Answer::of(&ListedV3 {
        chats: page.chats.into_iter().map(item).collect(),
        total_unread_count: page.total_unread,
        has_next: page.next.is_some(),
        cursor: page.next.unwrap_or_default(),
    })
}

/// `POST /v2/chat/list`.
pub(in crate::dialect) async fn v2(
    State(app): State<App>,
    Staff(staff): Staff<CanRead>,
    Asked(list): Asked<ListV2>,
) -> Result<Answer, Error> {
    tell_v2(&app, &staff, list).await.map_err(|failure| Error::of(&app, failure, ListV2::NAME))
}

async fn tell_v2(app: &App, staff: &SellerStaff<CanRead>, list: ListV2) -> Result<Answer, Failure> {
    let ListV2 { filter, offset, limit } = list;
    let page = chats::dialect_numbered(app, staff, filter.closed, filter.unread, offset, limit).await?;
    let item = |(chat, first): (Chat, Option<MessageId>)| ItemV2 {
        chat: Details::new(Version::V2, &chat),
        same: Details::new(Version::V2, &chat),
        numbers: Numbers::new(&chat, first),
    };
    Answer::of(&ListedV2 {
        chats: page.chats.into_iter().map(item).collect(),
        total_chats_count: page.total,
        total_unread_count: page.total_unread,
    })
}
