//! What was said in talks: one row each, clustered by the talk and the order of saying.

use domain::chats::{Author, MessageKind, MessageState};
use domain::fraud::Verdict;
use domain::{ChatId, MessageId, SellerId, Timestamp};

use crate::reviews::list::Words;
use crate::{Row, Sql, StoreError, Tx, sql, sql_parts, sql2};

/// A message as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Whose shop.
    pub seller: SellerId,
    /// In which talk.
    pub chat: ChatId,
    /// Its number: later is greater.
    pub id: MessageId,
    /// Which side says it.
    pub author: Author,
    /// Who, as `domain::event::By` writes it.
    pub author_id: String,
    /// The name over it.
    pub author_name: String,
    /// The name that the sender's device gave it, so that it is kept once.
    pub client_id: Option<String>,
    /// Whether it is said to the other side.
    pub kind: MessageKind,
    /// What it says.
    pub text: String,
    /// The message that it replies to.
    pub reply_to: Option<MessageId>,
    /// JSON: its files.
    pub files: String,
    /// How far it has come.
    pub state: MessageState,
    /// What the guard made of it.
    pub verdict: Verdict,
    /// JSON: what the guard saw.
    pub why: String,
    /// Near-identical texts differ in few of its bits.
    pub simhash: i64,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// When it was changed, or taken away.
    pub edited_at: Option<Timestamp>,
    /// Until when it may be held.
    pub held_until: Option<Timestamp>,
    /// Counts changes.
    pub version: i64,
}

/// Which way a page of messages is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// Older than this one, the newest first; `None` for the end of the talk.
    Before(Option<MessageId>),
    /// Newer than this one, the oldest first.
    After(MessageId),
}

static INSERT: Sql = sql!("messages/insert");
static UPDATE: Sql = sql!("messages/update");
static INDEX: Sql = sql2!("messages/index");
static UNINDEX: Sql = sql2!("messages/unindex");
static ONE: Sql = sql_parts!("messages/columns", "messages/from_messages", "messages/one");
static BY_PUBLIC_ID: Sql = sql_parts!("messages/columns", "messages/from_messages", "messages/by_public_id");
static BY_CLIENT: Sql = sql_parts!("messages/columns", "messages/from_messages", "messages/by_client");
static BEFORE: Sql = sql_parts!("messages/columns", "messages/from_messages", "messages/seen_by", "messages/before");
static AFTER: Sql = sql_parts!("messages/columns", "messages/from_messages", "messages/seen_by", "messages/after");
static CHANGED_SINCE: Sql =
    sql_parts!("messages/columns", "messages/from_messages", "messages/seen_by", "messages/changed_since");
static FOUND: Sql = sql_parts!("messages/columns", ("messages/found"));
static LATEST: Sql = sql_parts!("messages/columns", "messages/from_messages", "messages/latest");
static FLAGGED: Sql = sql_parts!("messages/columns", "messages/from_messages", "messages/flagged_of_author");
static RECENT_TEXTS: Sql = sql!("messages/recent_texts");
static PACE: Sql = sql!("messages/pace");
static UNREAD: Sql = sql!("messages/unread");
static LAST_NUMBER: Sql = sql!("messages/last_number");
static NEWEST: Sql = sql!("messages/newest");
static FIRST_UNREAD: Sql = sql!("messages/first_unread");
static ERASE_GONE: Sql = sql!("messages/erase_gone");

/// Adds a message; `false` where its number, or the name that the sender's device gave it, is taken.
pub fn insert(tx: &mut Tx<'_>, m: &Message) -> Result<bool, StoreError> {
    let added = tx.execute(
        &INSERT,
        &[
            &m.seller,
            &m.chat,
            &m.id,
            &m.author,
            &m.author_id,
            &m.author_name,
            &m.client_id,
            &m.kind,
            &m.text,
            &m.reply_to,
            &m.files,
            &m.state,
            &m.verdict,
            &m.why,
            &m.simhash,
            &m.sent_at,
            &m.edited_at,
            &m.held_until,
        ],
    )?;
    Ok(added > 0)
}

/// Keeps what may change of a message, and when it did.
pub fn update(tx: &mut Tx<'_>, m: &Message, now: Timestamp) -> Result<(), StoreError> {
    tx.send(
        &UPDATE,
        &[
            &m.seller,
            &m.chat,
            &m.id,
            &m.text,
            &m.files,
            &m.state,
            &m.verdict,
            &m.why,
            &m.simhash,
            &m.edited_at,
            &m.held_until,
            &now,
        ],
    )
}

/// Lets the shop find a message by its words.
pub fn index(tx: &mut Tx<'_>, seller: SellerId, id: MessageId, words: &str) -> Result<(), StoreError> {
    tx.send(&INDEX, &[&seller, &id, &words])
}

/// Nobody finds it any more.
pub fn unindex(tx: &mut Tx<'_>, seller: SellerId, id: MessageId) -> Result<(), StoreError> {
    tx.send(&UNINDEX, &[&seller, &id])
}

fn message(row: &Row<'_>) -> Result<Message, StoreError> {
    Ok(Message {
        seller: row.get(0)?,
        chat: row.get(1)?,
        id: row.get(2)?,
        author: row.get(3)?,
        author_id: row.get(4)?,
        author_name: row.get(5)?,
        client_id: row.get(6)?,
        kind: row.get(7)?,
        text: row.get(8)?,
        reply_to: row.get(9)?,
        files: row.get(10)?,
        state: row.get(11)?,
        verdict: row.get(12)?,
        why: row.get(13)?,
        simhash: row.get(14)?,
        sent_at: row.get(15)?,
        edited_at: row.get(16)?,
        held_until: row.get(17)?,
        version: row.get(18)?,
    })
}

/// A message of a talk.
pub fn one(tx: &mut Tx<'_>, seller: SellerId, chat: ChatId, id: MessageId) -> Result<Option<Message>, StoreError> {
    tx.query_opt(&ONE, &[&seller, &chat, &id], message)
}

/// A message by its number, in whichever talk: what the desk names.
pub fn by_public_id(tx: &mut Tx<'_>, id: MessageId) -> Result<Option<Message>, StoreError> {
    tx.query_opt(&BY_PUBLIC_ID, &[&id], message)
}

/// The message that a device sent under this name before.
pub fn by_client(
    tx: &mut Tx<'_>,
    seller: SellerId,
    chat: ChatId,
    author: &str,
    client: &str,
) -> Result<Option<Message>, StoreError> {
    tx.query_opt(&BY_CLIENT, &[&seller, &chat, &author, &client], message)
}

/// A page of a talk as a side sees it; `None` is a safety person, who sees everything.
pub fn page(
    tx: &mut Tx<'_>,
    seller: SellerId,
    chat: ChatId,
    from: From,
    reader: Option<Author>,
    limit: i64,
) -> Result<Vec<Message>, StoreError> {
    match from {
        From::Before(before) => {
            let before = before.unwrap_or(MessageId(i64::MAX));
            tx.query(&BEFORE, &[&seller, &chat, &before, &limit, &reader], message)
        }
        From::After(after) => tx.query(&AFTER, &[&seller, &chat, &after, &limit, &reader], message),
    }
}

/// What was said, changed or taken away in a talk after a time, from a message on, as a side sees it.
pub fn changed_since(
    tx: &mut Tx<'_>,
    seller: SellerId,
    chat: ChatId,
    from: MessageId,
    since: Timestamp,
    reader: Author,
    limit: i64,
) -> Result<Vec<Message>, StoreError> {
    tx.query(&CHANGED_SINCE, &[&seller, &chat, &from, &limit, &Some(reader), &since], message)
}

/// Messages of a shop's talks with these words, the newest first, as a side sees them.
pub fn found(
    tx: &mut Tx<'_>,
    seller: SellerId,
    words: &Words,
    before: Option<MessageId>,
    reader: Author,
    limit: i64,
) -> Result<Vec<Message>, StoreError> {
    let before = before.unwrap_or(MessageId(i64::MAX));
    tx.query(&FOUND, &[&seller, words, &before, &limit, &reader], message)
}

/// The newest messages of everybody but support, from a number on: what the safety desk looks through.
pub fn latest(tx: &mut Tx<'_>, from: MessageId, limit: i64) -> Result<Vec<Message>, StoreError> {
    tx.query(&LATEST, &[&from, &limit], message)
}

/// Messages of somebody in which the guard saw something, the newest first.
pub fn flagged_of_author(
    tx: &mut Tx<'_>,
    author: &str,
    before: Timestamp,
    limit: i64,
) -> Result<Vec<Message>, StoreError> {
    tx.query(&FLAGGED, &[&author, &before, &limit], message)
}

/// The last texts of somebody in a talk after a message, the oldest first.
pub fn recent_texts(
    tx: &mut Tx<'_>,
    seller: SellerId,
    chat: ChatId,
    after: MessageId,
    author: Author,
    author_id: &str,
    limit: i64,
) -> Result<Vec<String>, StoreError> {
    let mut texts =
        tx.query(&RECENT_TEXTS, &[&seller, &chat, &after, &author, &author_id, &limit], |row| row.get(0))?;
    texts.reverse();
    Ok(texts)
}

/// How many messages somebody has sent since a time, in all talks, up to a limit; and when the last of them.
pub fn pace(
    tx: &mut Tx<'_>,
    author: &str,
    since: Timestamp,
    limit: i64,
) -> Result<(i64, Option<Timestamp>), StoreError> {
    tx.query_one(&PACE, &[&author, &since, &limit], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// How many lines of others wait for a side after what it has read; 1000 are counted at most.
pub fn unread(
    tx: &mut Tx<'_>,
    seller: SellerId,
    chat: ChatId,
    read: MessageId,
    side: Author,
) -> Result<i64, StoreError> {
    tx.query_one(&UNREAD, &[&seller, &chat, &read, &side], |row| row.get(0))
}

/// The greatest number in a talk, whoever sees the line.
pub fn last_number(tx: &mut Tx<'_>, seller: SellerId, chat: ChatId) -> Result<Option<MessageId>, StoreError> {
    tx.query_one(&LAST_NUMBER, &[&seller, &chat], |row| row.get(0))
}

/// The newest line of a talk that both sides may see.
pub fn newest(tx: &mut Tx<'_>, seller: SellerId, chat: ChatId) -> Result<Option<MessageId>, StoreError> {
    tx.query_one(&NEWEST, &[&seller, &chat], |row| row.get(0))
}

/// The first line of others that a side has not read.
pub fn first_unread(
    tx: &mut Tx<'_>,
    seller: SellerId,
    chat: ChatId,
    read: MessageId,
    side: Author,
) -> Result<Option<MessageId>, StoreError> {
    tx.query_one(&FIRST_UNREAD, &[&seller, &chat, &read, &side], |row| row.get(0))
}

/// Takes away the words of what was deleted before a time.
pub fn erase_gone(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute(&ERASE_GONE, &[&before])
}
