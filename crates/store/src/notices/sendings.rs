//! Notices on their way through a channel: the outbox.
//!
//! A sending is leased, handed over outside any transaction, and its outcome committed: at least once, and as a rule once.

use domain::notices::{Channel, Side, Topic, kinds};
use domain::{PersonId, SellerId, Timestamp};

use super::Part;
use crate::{Row, Signal, Sql, StoreError, Tx, sql};

/// A notice on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sending {
    /// To whom.
    pub person: PersonId,
    /// The event that it comes from.
    pub seq: i64,
    /// Through which channel.
    pub channel: Channel,
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
    /// Only if that is still unanswered.
    pub if_waiting: bool,
    /// When it happened.
    pub at: Timestamp,
    /// Not before.
    pub due_at: Timestamp,
    /// Which try this is, from 1; 0 before the first.
    pub attempts: i64,
}

/// One that was given up, or one that waits since its last try went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// Which.
    pub sending: Sending,
    /// What went wrong the last time.
    pub error: String,
    /// When it was given up, or when it is tried next.
    pub at: Option<Timestamp>,
}

/// How a sending, or a call of a program, ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Handed over.
    Sent,
    /// No longer wanted, or there is nowhere to send it.
    Dropped,
    /// Given up.
    Failed,
}

impl Ended {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Dropped => "dropped",
            Self::Failed => "failed",
        }
    }
}

static INSERT: Sql = sql!("notices/insert_sending");
static LEASE: Sql = sql!("notices/lease");
static RELEASE: Sql = sql!("notices/release_sendings");
static NEXT_DUE: Sql = sql!("notices/next_due");
static DONE: Sql = sql!("notices/done");
static RETRY: Sql = sql!("notices/retry");
static AGAIN: Sql = sql!("notices/again");
static FAILED: Sql = sql!("notices/failed");
static HELD_UP: Sql = sql!("notices/held_up");
static DROP_WAITING: Sql = sql!("notices/drop_waiting");
static DELETE_OLD: Sql = sql!("notices/delete_old");

/// What wakes the senders of a channel.
pub fn signal(channel: Channel) -> Signal {
    Signal::Changed { seller: SellerId(0), topic: format!("sendings:{}", channel.as_str()).into() }
}

/// Puts a notice on its way; once for each event, person and channel.
pub fn insert(tx: &mut Tx<'_>, s: &Sending) -> Result<(), StoreError> {
    tx.send(
        &INSERT,
        &[
            &s.person,
            &s.seq,
            &s.channel,
            &s.side,
            &s.seller,
            &s.topic,
            &s.kind,
            &s.subject,
            &s.if_waiting,
            &kinds::is_for_many(&s.kind),
            &s.at,
            &s.due_at,
        ],
    )?;
    tx.signal(&signal(s.channel));
    Ok(())
}

fn sending(row: &Row<'_>) -> Result<Sending, StoreError> {
    Ok(Sending {
        person: row.get(0)?,
        seq: row.get(1)?,
        channel: row.get(2)?,
        side: row.get(3)?,
        seller: row.get(4)?,
        topic: row.get(5)?,
        kind: row.get(6)?,
        subject: row.get(7)?,
        if_waiting: row.get(8)?,
        at: row.get(9)?,
        due_at: row.get(10)?,
        attempts: row.get(11)?,
    })
}

/// Takes what is due of up to `people` people, all that is due of each, for this sender alone until `until`. What goes to very many
/// is taken only when there is nothing else left.
pub fn lease(
    tx: &mut Tx<'_>,
    channel: Channel,
    now: Timestamp,
    until: Timestamp,
    people: i64,
) -> Result<Vec<Sending>, StoreError> {
    let mut taken = Vec::new();
    for bulk in [false, true] {
        let left = people - i64::try_from(taken.len()).unwrap_or(people);
        if left > 0 {
            taken.extend(tx.query(&LEASE, &[&channel, &now, &until, &left, &bulk], sending)?);
        }
    }
    Ok(taken)
}

/// Whoever had taken sendings is gone: all that wait until a time that a lease may reach can be taken again. One that was to be tried
/// again by then is tried a little sooner.
pub fn release(tx: &mut Tx<'_>, now: Timestamp, until: Timestamp) -> Result<u64, StoreError> {
    tx.execute(&RELEASE, &[&now, &until])
}

/// When the next of a channel is due.
pub fn next_due(tx: &mut Tx<'_>, channel: Channel) -> Result<Option<Timestamp>, StoreError> {
    tx.query_one(&NEXT_DUE, &[&channel], |row| row.get(0))
}

/// A sending has ended.
pub fn done(tx: &mut Tx<'_>, s: &Sending, ended: Ended, error: &str, now: Timestamp) -> Result<(), StoreError> {
    tx.send(&DONE, &[&s.person, &s.seq, &s.channel, &ended.as_str(), &error, &now])
}

/// It is tried again at `due_at`.
pub fn retry(tx: &mut Tx<'_>, s: &Sending, due_at: Timestamp, error: &str) -> Result<(), StoreError> {
    tx.send(&RETRY, &[&s.person, &s.seq, &s.channel, &due_at, &error])
}

/// One that was given up goes on its way again; `false` where there is none.
pub fn again(
    tx: &mut Tx<'_>,
    person: PersonId,
    seq: i64,
    channel: Channel,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let found = tx.execute(&AGAIN, &[&person, &seq, &channel, &now])? > 0;
    tx.signal(&signal(channel));
    Ok(found)
}

/// What was given up, the newest first.
pub fn failed(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<Failed>, StoreError> {
    tx.query(&FAILED, &[&limit], failed_one)
}

fn failed_one(row: &Row<'_>) -> Result<Failed, StoreError> {
    Ok(Failed { sending: sending(row)?, error: row.get(12)?, at: row.get(13)? })
}

/// What waits in a channel since its last try went wrong and is tried again until then, the soonest first: what goes to one before
/// what goes to many.
pub fn held_up(tx: &mut Tx<'_>, channel: Channel, until: Timestamp, limit: i64) -> Result<Vec<Failed>, StoreError> {
    let mut all = Vec::new();
    for bulk in [false, true] {
        let left = limit - i64::try_from(all.len()).unwrap_or(limit);
        if left > 0 {
            all.extend(tx.query(&HELD_UP, &[&channel, &bulk, &until, &left], failed_one)?);
        }
    }
    Ok(all)
}

/// What waits of a topic is no longer wanted.
pub fn drop_waiting(
    tx: &mut Tx<'_>,
    part: Part,
    channel: Channel,
    topic: Topic,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.send(&DROP_WAITING, &[&part.person, &part.side, &part.seller, &channel, &topic, &now])
}

/// Forgets what is older.
pub fn delete_old(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute(&DELETE_OLD, &[&before])
}
