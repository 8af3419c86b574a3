//! What people are told of: the list in the app, and what each wants to hear of.

pub mod contacts;
pub mod devices;
pub mod sendings;
pub mod telegram;

use domain::notices::{Channel, Side, Topic};
use domain::people::Role;
use domain::{PersonId, SellerId, Timestamp};

use crate::log::Cursor;
use crate::{Row, Signal, Sql, StoreError, Tx, sql};

/// Something told to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The event that it comes from.
    pub cursor: Cursor,
    /// In which of their parts the person is told.
    pub side: Side,
    /// Whose shop it is about.
    pub seller: SellerId,
    /// The row of the settings.
    pub topic: Topic,
    /// What it says, as a name.
    pub kind: String,
    /// What it is about, as an id.
    pub subject: String,
    /// When.
    pub at: Timestamp,
    /// When it was read.
    pub read_at: Option<Timestamp>,
}

/// A part of a person: their settings and their list are apart for each. `seller` is 0 where it is not of one shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Part {
    /// Who.
    pub person: PersonId,
    /// As what.
    pub side: Side,
    /// In which shop.
    pub seller: SellerId,
}

impl Part {
    /// Somebody as a buyer.
    pub fn buyer(person: PersonId) -> Self {
        Self { person, side: Side::Buyer, seller: SellerId(0) }
    }

    /// Somebody who works in a shop.
    pub fn staff(person: PersonId, seller: SellerId) -> Self {
        Self { person, side: Side::Shop, seller }
    }

    /// Somebody who works for the operator.
    pub fn desk(person: PersonId) -> Self {
        Self { person, side: Side::Desk, seller: SellerId(0) }
    }
}

static INSERT: Sql = sql!("notices/insert");
static LIST: Sql = sql!("notices/list");
static UNREAD: Sql = sql!("notices/unread");
static READ_UP_TO: Sql = sql!("notices/read_up_to");
static READ_RUN: Sql = sql!("notices/read_run");
static UNREAD_SUBJECT: Sql = sql!("notices/unread_subject");
static READ_SUBJECT: Sql = sql!("notices/read_subject");
static DELETE_OLD: Sql = sql!("notices/delete_old_notices");
static SETTINGS: Sql = sql!("notices/settings");
static PUT_SETTINGS: Sql = sql!("notices/put_settings");
static STAFF: Sql = sql!("notices/staff");
static LISTENER: Sql = sql!("notices/listener");
static BUYERS_OF_SHOP: Sql = sql!("notices/buyers_of_shop");
static MUTE: Sql = sql!("notices/mute");
static UNMUTE: Sql = sql!("notices/unmute");
static MUTED: Sql = sql!("notices/muted");
static MUTES: Sql = sql!("notices/mutes");

/// What wakes whoever has a person's list open.
pub fn signal(person: PersonId) -> Signal {
    Signal::Changed { seller: SellerId(0), topic: format!("notices:{person}").into() }
}

/// Tells a person something; once for each event.
pub fn insert(tx: &mut Tx<'_>, person: PersonId, notice: &Notice) -> Result<(), StoreError> {
    let Notice { cursor, side, seller, topic, kind, subject, at, .. } = notice;
    tx.send(&INSERT, &[&person, &cursor.seq, side, seller, topic, kind, subject, at])?;
    tx.signal(&signal(person));
    Ok(())
}

fn notice(row: &Row<'_>) -> Result<Notice, StoreError> {
    Ok(Notice {
        cursor: Cursor { seq: row.get(0)? },
        seller: row.get(1)?,
        kind: row.get(2)?,
        subject: row.get(3)?,
        at: row.get(4)?,
        read_at: row.get(5)?,
        side: row.get(6)?,
        topic: row.get(7)?,
    })
}

/// What a person was told before a place, the newest first.
pub fn list(tx: &mut Tx<'_>, part: Part, before: Cursor, limit: i64) -> Result<Vec<Notice>, StoreError> {
    tx.query(&LIST, &[&part.person, &part.side, &part.seller, &before.seq, &limit], notice)
}

/// Unread notices that are counted: nobody is told a greater number, and every page asks.
pub const UNREAD_MAX: i64 = 1_000;

/// How much of it is unread, topic by topic, [`UNREAD_MAX`] in all at most.
pub fn unread(tx: &mut Tx<'_>, part: Part) -> Result<Vec<(Topic, i64)>, StoreError> {
    tx.query(&UNREAD, &[&part.person, &part.side, &part.seller, &UNREAD_MAX], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Everything up to a place has been read; how much of it was news.
pub fn read_up_to(tx: &mut Tx<'_>, part: Part, up_to: Cursor, now: Timestamp) -> Result<u64, StoreError> {
    let read = tx.execute(&READ_UP_TO, &[&part.person, &part.side, &part.seller, &up_to.seq, &now])?;
    if read > 0 {
        tx.signal(&signal(part.person));
    }
    Ok(read)
}

/// Those of one kind between two places have been read, both included; how much of it was news.
pub fn read_run(
    tx: &mut Tx<'_>,
    part: Part,
    kind: &str,
    from: Cursor,
    to: Cursor,
    now: Timestamp,
) -> Result<u64, StoreError> {
    let read = tx.execute(&READ_RUN, &[&part.person, &part.side, &part.seller, &kind, &from.seq, &to.seq, &now])?;
    if read > 0 {
        tx.signal(&signal(part.person));
    }
    Ok(read)
}

/// Whether a person has something unread about a thing; `seller` is 0 where it may be of any shop.
pub fn has_unread(tx: &mut Tx<'_>, person: PersonId, seller: SellerId, subject: &str) -> Result<bool, StoreError> {
    Ok(tx.query_opt(&UNREAD_SUBJECT, &[&person, &seller, &subject], |_| Ok(()))?.is_some())
}

/// Whoever has seen the thing itself has read what they were told of it; `seller` is 0 where it may be of any shop.
pub fn read_subject(
    tx: &mut Tx<'_>,
    person: PersonId,
    seller: SellerId,
    subject: &str,
    now: Timestamp,
) -> Result<u64, StoreError> {
    let read = tx.execute(&READ_SUBJECT, &[&person, &seller, &subject, &now])?;
    if read > 0 {
        tx.signal(&signal(person));
    }
    Ok(read)
}

/// Forgets what was told before a time.
pub fn delete_old(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute(&DELETE_OLD, &[&before])
}

/// What a person chose, as JSON, and the version of it; `None` where nothing was ever chosen.
pub fn settings(tx: &mut Tx<'_>, part: Part) -> Result<Option<(String, i64)>, StoreError> {
    tx.query_opt(&SETTINGS, &[&part.person, &part.side, &part.seller], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Keeps what a person chose.
pub fn put_settings(tx: &mut Tx<'_>, part: Part, settings: &str, now: Timestamp) -> Result<(), StoreError> {
    tx.send(&PUT_SETTINGS, &[&part.person, &part.side, &part.seller, &settings, &now])
}

/// Somebody who may be told something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listener {
    /// Who.
    pub person: PersonId,
    /// What they are in the shop.
    pub role: Option<Role>,
    /// What they chose, as JSON; `None` where they never chose anything.
    pub settings: Option<String>,
    /// There is a device that may be pushed to.
    pub push: bool,
    /// There is a confirmed address that takes mail.
    pub email: bool,
    /// There is a chat with our bot.
    pub telegram: bool,
}

impl Listener {
    /// Whether there is somewhere to send something through a channel.
    pub fn is_reached_by(&self, channel: Channel) -> bool {
        match channel {
            Channel::Push => self.push,
            Channel::Email => self.email,
            Channel::Telegram => self.telegram,
        }
    }
}

/// Permanent refusals in a row after which an address gets nothing any more; the statements say it too.
pub const BOUNCES_MAX: i64 = 3;

fn listener(row: &Row<'_>) -> Result<Listener, StoreError> {
    let (push, email, telegram): (i64, i64, i64) = (row.get(3)?, row.get(4)?, row.get(5)?);
    Ok(Listener {
        person: row.get(0)?,
        role: row.get(1)?,
        settings: row.get(2)?,
        push: push > 0,
        email: email > 0,
        telegram: telegram > 0,
    })
}

/// One person in one of their parts; `None` where nobody has that id.
pub fn listener_of(tx: &mut Tx<'_>, part: Part) -> Result<Option<Listener>, StoreError> {
    tx.query_opt(&LISTENER, &[&part.person, &part.side, &part.seller], listener)
}

/// Who works in a shop.
pub fn staff(tx: &mut Tx<'_>, seller: SellerId) -> Result<Vec<Listener>, StoreError> {
    tx.query(&STAFF, &[&seller], listener)
}

/// Who has bought in a shop, after one, by their id.
pub fn buyers_of_shop(tx: &mut Tx<'_>, seller: SellerId, after: &str, limit: i64) -> Result<Vec<Listener>, StoreError> {
    tx.query(&BUYERS_OF_SHOP, &[&seller, &after, &limit], listener)
}

/// A person does not want to hear of something until then.
pub fn mute(tx: &mut Tx<'_>, person: PersonId, subject: &str, until: Timestamp) -> Result<(), StoreError> {
    tx.send(&MUTE, &[&person, &subject, &until])
}

/// They do again.
pub fn unmute(tx: &mut Tx<'_>, person: PersonId, subject: &str) -> Result<(), StoreError> {
    tx.send(&UNMUTE, &[&person, &subject])
}

/// Which of these people do not want to hear of something now.
pub fn muted(tx: &mut Tx<'_>, subject: &str, now: Timestamp, people: &[PersonId]) -> Result<Vec<PersonId>, StoreError> {
    let people: Vec<String> = people.iter().map(ToString::to_string).collect();
    let list = serde_json::to_string(&people).map_err(|error| StoreError::other(error.to_string()))?;
    tx.query(&MUTED, &[&subject, &now, &list], |row| row.get(0))
}

/// What a person does not want to hear of, and until when.
pub fn mutes(tx: &mut Tx<'_>, person: PersonId, now: Timestamp) -> Result<Vec<(String, Timestamp)>, StoreError> {
    tx.query(&MUTES, &[&person, &now], |row| Ok((row.get(0)?, row.get(1)?)))
}
