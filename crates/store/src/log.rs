//! The event log and those who follow it.

use domain::event::{By, Event, Recorded, VERSION};
use domain::{PersonId, SellerId, Timestamp};

use crate::{Row, Signal, Sql, StoreError, Tx, sql};

/// A place in the log: everything up to it has been seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Cursor {
    /// The number of the last event that was seen.
    pub seq: i64,
}

/// An event that a consumer gave up on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadLetter {
    /// Who gave up.
    pub consumer: String,
    /// On which event.
    pub cursor: Cursor,
    /// After how many tries.
    pub attempts: i64,
    /// What went wrong the last time.
    pub error: String,
    /// When.
    pub at: Timestamp,
}

static APPEND: Sql = sql!("log/append");
static AFTER: Sql = sql!("log/after");
static OF_SELLER_AFTER: Sql = sql!("log/of_seller_after");
static NEWEST: Sql = sql!("log/newest");
static OF_BUYER_AFTER: Sql = sql!("log/of_buyer_after");
static NEWEST_OF_BUYER: Sql = sql!("log/newest_of_buyer");
static OF_DESK_AFTER: Sql = sql!("log/of_desk_after");
static NEWEST_OF_DESK: Sql = sql!("log/newest_of_desk");
static ONE: Sql = sql!("log/one");
static CONSUMER: Sql = sql!("log/consumer");
static CONSUMER_AT: Sql = sql!("log/consumer_at");
static INSERT_CONSUMER: Sql = sql!("log/insert_consumer");
static ADVANCE: Sql = sql!("log/advance");
static BURY: Sql = sql!("log/bury");
static DEAD_LETTERS: Sql = sql!("log/dead_letters");
static DIG_UP: Sql = sql!("log/dig_up");

/// Appends a fact to the log, in the transaction of what it tells.
pub fn append(tx: &mut Tx<'_>, at: Timestamp, seller: SellerId, by: By, event: &Event) -> Result<(), StoreError> {
    let payload = serde_json::to_string(event).map_err(|error| StoreError::other(error.to_string()))?;
    let subject = event.subject();
    let (buyer, desk) = (event.for_buyer(), event.for_desk());
    tx.send(&APPEND, &[&at, &seller, &by.to_string(), &event.kind(), &VERSION, &subject, &payload, &buyer, &desk])?;
    tx.signal(&Signal::changed(seller, "events"));
    if let Some(buyer) = buyer {
        tx.signal(&Signal::buyer(seller, buyer));
    }
    if desk {
        tx.signal(&Signal::changed(seller, "desk"));
    }
    Ok(())
}

fn recorded(row: &Row<'_>) -> Result<Recorded, StoreError> {
    let payload: String = row.get(4)?;
    Ok(Recorded {
        seq: row.get(0)?,
        at: row.get(1)?,
        seller: row.get(2)?,
        by: row.get(3)?,
        event: serde_json::from_str(&payload).map_err(|error| StoreError::other(format!("a payload: {error}")))?,
    })
}

/// The events after a place, the oldest first.
pub fn after(tx: &mut Tx<'_>, cursor: Cursor, limit: i64) -> Result<Vec<Recorded>, StoreError> {
    tx.query(&AFTER, &[&cursor.seq, &limit], recorded)
}

/// The events of one shop after a place, the oldest first.
pub fn of_seller_after(
    tx: &mut Tx<'_>,
    seller: SellerId,
    cursor: Cursor,
    limit: i64,
) -> Result<Vec<Recorded>, StoreError> {
    tx.query(&OF_SELLER_AFTER, &[&seller, &cursor.seq, &limit], recorded)
}

/// Where the log of a shop ends now.
pub fn newest(tx: &mut Tx<'_>, seller: SellerId) -> Result<Cursor, StoreError> {
    Ok(tx.query_opt(&NEWEST, &[&seller], cursor)?.unwrap_or_default())
}

/// The events that a buyer may know of after a place, whoever's shop, the oldest first.
pub fn of_buyer_after(
    tx: &mut Tx<'_>,
    buyer: PersonId,
    cursor: Cursor,
    limit: i64,
) -> Result<Vec<Recorded>, StoreError> {
    tx.query(&OF_BUYER_AFTER, &[&buyer, &cursor.seq, &limit], recorded)
}

/// Where the log ends now for a buyer.
pub fn newest_of_buyer(tx: &mut Tx<'_>, buyer: PersonId) -> Result<Cursor, StoreError> {
    Ok(tx.query_opt(&NEWEST_OF_BUYER, &[&buyer], cursor)?.unwrap_or_default())
}

/// The events of support's desk after a place, the oldest first.
pub fn of_desk_after(tx: &mut Tx<'_>, cursor: Cursor, limit: i64) -> Result<Vec<Recorded>, StoreError> {
    tx.query(&OF_DESK_AFTER, &[&cursor.seq, &limit], recorded)
}

/// Where the log ends now for support's desk.
pub fn newest_of_desk(tx: &mut Tx<'_>) -> Result<Cursor, StoreError> {
    Ok(tx.query_opt(&NEWEST_OF_DESK, &[], cursor)?.unwrap_or_default())
}

fn cursor(row: &Row<'_>) -> Result<Cursor, StoreError> {
    Ok(Cursor { seq: row.get(0)? })
}

/// One event.
pub fn one(tx: &mut Tx<'_>, at: Cursor) -> Result<Option<Recorded>, StoreError> {
    tx.query_opt(&ONE, &[&at.seq], recorded)
}

/// Makes a consumer known; it begins at the beginning.
pub fn insert_consumer(tx: &mut Tx<'_>, name: &str) -> Result<(), StoreError> {
    tx.execute(&INSERT_CONSUMER, &[&name])?;
    Ok(())
}

/// How far a consumer has come; `None` where another node has it in hand.
pub fn consumer(tx: &mut Tx<'_>, name: &str) -> Result<Option<Cursor>, StoreError> {
    tx.query_opt(&CONSUMER, &[&name], cursor)
}

/// How far a consumer has come, for a look only; `None` where it has not begun.
pub fn consumer_at(tx: &mut Tx<'_>, name: &str) -> Result<Option<Cursor>, StoreError> {
    tx.query_opt(&CONSUMER_AT, &[&name], cursor)
}

/// Notes how far a consumer has come.
pub fn advance(tx: &mut Tx<'_>, name: &str, to: Cursor) -> Result<(), StoreError> {
    tx.execute(&ADVANCE, &[&name, &to.seq])?;
    Ok(())
}

/// Keeps an event that a consumer gave up on.
pub fn bury(tx: &mut Tx<'_>, letter: &DeadLetter) -> Result<(), StoreError> {
    let DeadLetter { consumer, cursor, attempts, error, at } = letter;
    tx.execute(&BURY, &[consumer, &cursor.seq, attempts, error, at])?;
    Ok(())
}

/// What consumers gave up on, the newest first.
pub fn dead_letters(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<DeadLetter>, StoreError> {
    tx.query(&DEAD_LETTERS, &[&limit], |row| {
        Ok(DeadLetter {
            consumer: row.get(0)?,
            cursor: Cursor { seq: row.get(1)? },
            attempts: row.get(2)?,
            error: row.get(3)?,
            at: row.get(4)?,
        })
    })
}

/// Takes a dead letter out; `false` where there is none.
pub fn dig_up(tx: &mut Tx<'_>, consumer: &str, at: Cursor) -> Result<bool, StoreError> {
    Ok(tx.execute(&DIG_UP, &[&consumer, &at.seq])? > 0)
}
