//! Addresses of a shop's programs, and the calls that are made to them.

use domain::notices::webhooks::{Format, Off};
use domain::{SellerId, Timestamp, WebhookId};

use crate::log::Cursor;
pub use crate::notices::sendings::Ended;
use crate::{Row, Signal, Sql, StoreError, Tx, sql, sql_parts};

/// An address of a shop's program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// Whose.
    pub seller: SellerId,
    /// Its name.
    pub id: WebhookId,
    /// Whose bodies and signatures it gets.
    pub format: Format,
    /// Where.
    pub url: String,
    /// The kinds of events, or the types of pushes.
    pub types: Vec<String>,
    /// What calls are signed with.
    pub secret: String,
    /// The one before, while both count; empty where there is none.
    pub old_secret: String,
    /// Until when the one before counts.
    pub old_secret_until: Timestamp,
    /// Why it is not called; `None` while it is.
    pub off: Option<Off>,
    /// Since when it is not.
    pub off_at: Option<Timestamp>,
    /// Since when every call has failed.
    pub failing_since: Option<Timestamp>,
    /// How long its last answer took, milliseconds.
    pub answered_in: Option<i64>,
    /// Grows with each change.
    pub version: i64,
    /// Since when it is there.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// A call that is to be made, or was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Whose.
    pub seller: SellerId,
    /// To which address.
    pub webhook: WebhookId,
    /// The event that it tells of.
    pub cursor: Cursor,
    /// The kind of the event.
    pub kind: String,
    /// What it is about: calls about one thing come in order.
    pub subject: String,
    /// When it happened.
    pub at: Timestamp,
    /// Not before.
    pub due_at: Timestamp,
    /// Which try this is, from 1; 0 before the first.
    pub attempts: i64,
    /// `waiting`, `sent`, `dropped` or `failed`.
    pub state: String,
    /// When it ended.
    pub done_at: Option<Timestamp>,
}

/// One try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Which, from 1.
    pub number: i64,
    /// When.
    pub at: Timestamp,
    /// How long it took, microseconds.
    pub took: i64,
    /// What was answered.
    pub status: Option<i64>,
    /// What went wrong; empty where nothing did.
    pub error: String,
    /// The beginning of the answer.
    pub answer: String,
}

static OF_SELLER: Sql = sql_parts!("webhooks/columns", "webhooks/of_seller");
static ONE: Sql = sql_parts!("webhooks/columns", "webhooks/one");
static INSERT: Sql = sql!("webhooks/insert");
static UPDATE: Sql = sql!("webhooks/update");
static DELETE: Sql = sql!("webhooks/delete");
static DELETE_CALLS: Sql = sql!("webhooks/delete_calls");
static ANSWERED: Sql = sql!("webhooks/answered");
static FAILING: Sql = sql!("webhooks/failing");
static INSERT_CALL: Sql = sql!("webhooks/insert_call");
static LEASE: Sql = sql!("webhooks/lease");
static RELEASE_LEASED: Sql = sql!("webhooks/release_leased");
static PUT_BACK: Sql = sql!("webhooks/put_back");
static NEXT_DUE: Sql = sql!("webhooks/next_due");
static DONE: Sql = sql!("webhooks/done");
static RELEASE: Sql = sql!("webhooks/release");
static RETRY: Sql = sql!("webhooks/retry");
static AGAIN: Sql = sql!("webhooks/again");
static INSERT_ATTEMPT: Sql = sql!("webhooks/insert_attempt");
static CALLS: Sql = sql!("webhooks/calls");
static ATTEMPTS: Sql = sql!("webhooks/attempts");
static DELETE_OLD_CALLS: Sql = sql!("webhooks/delete_old_calls");
static DELETE_OLD_ATTEMPTS: Sql = sql!("webhooks/delete_old_attempts");

/// What wakes whoever makes the calls.
pub fn signal() -> Signal {
    Signal::changed(SellerId(0), "calls")
}

fn webhook(row: &Row<'_>) -> Result<Webhook, StoreError> {
    let (types, off): (String, String) = (row.get(4)?, row.get(8)?);
    Ok(Webhook {
        seller: row.get(0)?,
        id: row.get(1)?,
        format: row.get(2)?,
        url: row.get(3)?,
        types: serde_json::from_str(&types).map_err(|error| StoreError::other(error.to_string()))?,
        secret: row.get(5)?,
        old_secret: row.get(6)?,
        old_secret_until: row.get(7)?,
        off: Off::parse(&off),
        off_at: row.get(9)?,
        failing_since: row.get(10)?,
        answered_in: row.get(11)?,
        version: row.get(12)?,
        created_at: row.get(13)?,
        updated_at: row.get(14)?,
    })
}

fn types(w: &Webhook) -> Result<String, StoreError> {
    serde_json::to_string(&w.types).map_err(|error| StoreError::other(error.to_string()))
}

/// A shop's addresses, the oldest first.
pub fn of_seller(tx: &mut Tx<'_>, seller: SellerId) -> Result<Vec<Webhook>, StoreError> {
    tx.query(&OF_SELLER, &[&seller], webhook)
}

/// One of them.
pub fn one(tx: &mut Tx<'_>, seller: SellerId, id: WebhookId) -> Result<Option<Webhook>, StoreError> {
    tx.query_opt(&ONE, &[&seller, &id], webhook)
}

/// Adds an address.
pub fn insert(tx: &mut Tx<'_>, w: &Webhook) -> Result<(), StoreError> {
    tx.send(&INSERT, &[&w.seller, &w.id, &w.format, &w.url, &types(w)?, &w.secret, &w.created_at])
}

/// Changes it.
pub fn update(tx: &mut Tx<'_>, w: &Webhook) -> Result<(), StoreError> {
    tx.send(
        &UPDATE,
        &[
            &w.seller,
            &w.id,
            &w.url,
            &types(w)?,
            &w.secret,
            &w.old_secret,
            &w.old_secret_until,
            &w.off.map_or("", Off::as_str),
            &w.off_at,
            &w.failing_since,
            &w.updated_at,
        ],
    )
}

/// Takes an address away, and what waits to be told to it.
pub fn delete(tx: &mut Tx<'_>, seller: SellerId, id: WebhookId, now: Timestamp) -> Result<bool, StoreError> {
    drop_calls(tx, seller, id, now)?;
    Ok(tx.execute(&DELETE, &[&seller, &id])? > 0)
}

/// What waits to be told to an address is no longer told.
pub fn drop_calls(tx: &mut Tx<'_>, seller: SellerId, id: WebhookId, now: Timestamp) -> Result<(), StoreError> {
    tx.send(&DELETE_CALLS, &[&seller, &id, &now])
}

/// An address has taken a call, in so many milliseconds.
pub fn answered(tx: &mut Tx<'_>, seller: SellerId, id: WebhookId, took: i64) -> Result<(), StoreError> {
    tx.send(&ANSWERED, &[&seller, &id, &took])
}

/// It has not; what it took to say so, where it said something.
pub fn failing(
    tx: &mut Tx<'_>,
    seller: SellerId,
    id: WebhookId,
    now: Timestamp,
    took: Option<i64>,
) -> Result<(), StoreError> {
    tx.send(&FAILING, &[&seller, &id, &now, &took])
}

/// Has an event told to an address; once.
pub fn insert_call(
    tx: &mut Tx<'_>,
    seller: SellerId,
    id: WebhookId,
    cursor: Cursor,
    kind: &str,
    subject: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.send(&INSERT_CALL, &[&seller, &id, &cursor.seq, &kind, &subject, &at])?;
    tx.signal(&signal());
    Ok(())
}

fn call(row: &Row<'_>) -> Result<Call, StoreError> {
    Ok(Call {
        seller: row.get(0)?,
        webhook: row.get(1)?,
        cursor: Cursor { seq: row.get(2)? },
        kind: row.get(3)?,
        subject: row.get(4)?,
        at: row.get(5)?,
        due_at: row.get(6)?,
        attempts: row.get(7)?,
        state: row.get(8)?,
        done_at: row.get(9)?,
    })
}

/// Takes calls that are due, for this caller alone until `until`; of what concerns one thing, the earliest only, and nothing for
/// addresses that are busy.
pub fn lease(
    tx: &mut Tx<'_>,
    now: Timestamp,
    until: Timestamp,
    limit: i64,
    busy: &[WebhookId],
) -> Result<Vec<Call>, StoreError> {
    let busy: Vec<String> = busy.iter().map(ToString::to_string).collect();
    let busy = serde_json::to_string(&busy).map_err(|error| StoreError::other(error.to_string()))?;
    tx.query(&LEASE, &[&now, &until, &limit, &busy], call)
}

/// A call that was taken is not made yet: it rests until `due_at`, and the try does not count.
pub fn put_back(tx: &mut Tx<'_>, c: &Call, due_at: Timestamp) -> Result<(), StoreError> {
    tx.send(&PUT_BACK, &[&c.seller, &c.webhook, &c.cursor.seq, &due_at])
}

/// Whoever had taken calls is gone: as with sendings.
pub fn release(tx: &mut Tx<'_>, now: Timestamp, until: Timestamp) -> Result<u64, StoreError> {
    tx.execute(&RELEASE_LEASED, &[&now, &until])
}

/// When the next call is due.
pub fn next_due(tx: &mut Tx<'_>) -> Result<Option<Timestamp>, StoreError> {
    tx.query_one(&NEXT_DUE, &[], |row| row.get(0))
}

/// A call has ended; the next about the same thing may be made.
pub fn done(tx: &mut Tx<'_>, c: &Call, ended: Ended, now: Timestamp) -> Result<(), StoreError> {
    tx.send(&DONE, &[&c.seller, &c.webhook, &c.cursor.seq, &ended.as_str(), &now])?;
    tx.send(&RELEASE, &[&c.seller, &c.webhook, &c.subject, &now])
}

/// It is made again at `due_at`, and what waits behind it not before.
pub fn retry(tx: &mut Tx<'_>, c: &Call, due_at: Timestamp) -> Result<(), StoreError> {
    tx.send(&RETRY, &[&c.seller, &c.webhook, &c.cursor.seq, &due_at, &c.subject])
}

/// One that has ended is made again; `false` where there is none.
pub fn again(
    tx: &mut Tx<'_>,
    seller: SellerId,
    id: WebhookId,
    cursor: Cursor,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let found = tx.execute(&AGAIN, &[&seller, &id, &cursor.seq, &now])? > 0;
    tx.signal(&signal());
    Ok(found)
}

/// Notes a try; its number is found here.
pub fn insert_attempt(tx: &mut Tx<'_>, c: &Call, a: &Attempt) -> Result<(), StoreError> {
    tx.send(&INSERT_ATTEMPT, &[&c.seller, &c.webhook, &c.cursor.seq, &a.at, &a.took, &a.status, &a.error, &a.answer])
}

/// What was told to an address before a place, the newest first.
pub fn calls(
    tx: &mut Tx<'_>,
    seller: SellerId,
    id: WebhookId,
    before: Cursor,
    limit: i64,
) -> Result<Vec<Call>, StoreError> {
    tx.query(&CALLS, &[&seller, &id, &before.seq, &limit], call)
}

/// The tries of a call, the first first.
pub fn attempts(tx: &mut Tx<'_>, seller: SellerId, id: WebhookId, cursor: Cursor) -> Result<Vec<Attempt>, StoreError> {
    tx.query(&ATTEMPTS, &[&seller, &id, &cursor.seq], |row| {
        Ok(Attempt {
            number: row.get(0)?,
            at: row.get(1)?,
            took: row.get(2)?,
            status: row.get(3)?,
            error: row.get(4)?,
            answer: row.get(5)?,
        })
    })
}

/// Forgets calls that have ended and their tries.
pub fn delete_old(tx: &mut Tx<'_>, before: Timestamp) -> Result<(), StoreError> {
    tx.execute(&DELETE_OLD_CALLS, &[&before])?;
    tx.execute(&DELETE_OLD_ATTEMPTS, &[&before])?;
    Ok(())
}
