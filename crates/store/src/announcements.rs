//! What the operator tells all shops, and who of their staff has read it.

use domain::chats::Topic;
use domain::{AnnouncementId, PersonId, Timestamp};

use crate::{Row, Sql, StoreError, Tx, sql, sql_parts};

/// An announcement in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement {
    /// Its name.
    pub id: AnnouncementId,
    /// What it is about.
    pub topic: Topic,
    /// The headline: Russian, English.
    pub title: (String, String),
    /// The text: Russian, English.
    pub text: (String, String),
    /// When.
    pub at: Timestamp,
    /// When the reader has read it.
    pub read_at: Option<Timestamp>,
}

static LIST: Sql = sql_parts!("announcements/columns", "announcements/list");
static ONE: Sql = sql_parts!("announcements/columns", "announcements/one");
static INSERT: Sql = sql!("announcements/insert");
static READ: Sql = sql!("announcements/read");
static UNREAD: Sql = sql!("announcements/unread");

fn announcement(row: &Row<'_>) -> Result<Announcement, StoreError> {
    Ok(Announcement {
        id: row.get(0)?,
        topic: row.get(1)?,
        title: (row.get(2)?, row.get(3)?),
        text: (row.get(4)?, row.get(5)?),
        at: row.get(6)?,
        read_at: row.get(7)?,
    })
}

/// Announcements, the newest first, as a person has read them.
pub fn list(
    tx: &mut Tx<'_>,
    reader: PersonId,
    topic: Option<Topic>,
    after: Option<(Timestamp, AnnouncementId)>,
    limit: i64,
) -> Result<Vec<Announcement>, StoreError> {
    let (at, id) = after.map_or((Timestamp(i64::MAX), "~".to_owned()), |(at, id)| (at, id.to_string()));
    tx.query(&LIST, &[&reader, &at, &id, &limit, &topic], announcement)
}

/// One of them.
pub fn one(tx: &mut Tx<'_>, reader: PersonId, id: AnnouncementId) -> Result<Option<Announcement>, StoreError> {
    tx.query_opt(&ONE, &[&reader, &id], announcement)
}

/// Adds one.
pub fn insert(tx: &mut Tx<'_>, a: &Announcement) -> Result<(), StoreError> {
    tx.send(&INSERT, &[&a.id, &a.topic, &a.title.0, &a.title.1, &a.text.0, &a.text.1, &a.at])
}

/// Notes that somebody has read one.
pub fn read(tx: &mut Tx<'_>, reader: PersonId, id: AnnouncementId, now: Timestamp) -> Result<(), StoreError> {
    tx.send(&READ, &[&reader, &id, &now])
}

/// How many of the last hundred somebody has not read.
pub fn unread(tx: &mut Tx<'_>, reader: PersonId) -> Result<i64, StoreError> {
    tx.query_one(&UNREAD, &[&reader], |row| row.get(0))
}
