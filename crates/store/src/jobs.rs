//! Work with a time, and requests that may come twice.

use domain::{SellerId, Timestamp};

use crate::{Sql, StoreError, Tx, sql};

/// Work to be done once its time has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its name; a second job with the same name is not made.
    pub id: String,
    /// What is to be done.
    pub kind: String,
    /// Whose.
    pub seller: SellerId,
    /// With what, as an id.
    pub subject: String,
    /// Which try this is, from 1.
    pub attempts: i64,
}

static INSERT: Sql = sql!("log/insert_job");
static LEASE: Sql = sql!("log/lease_jobs");
static RELEASE: Sql = sql!("log/release_jobs");
static HOLD: Sql = sql!("log/hold_job");
static FINISH: Sql = sql!("log/finish_job");
static RETRY: Sql = sql!("log/retry_job");
static NEXT_DUE: Sql = sql!("log/next_due");
static IDEMPOTENCY: Sql = sql!("log/idempotency");
static CLAIM_IDEMPOTENCY: Sql = sql!("log/claim_idempotency");
static SET_IDEMPOTENCY_ANSWER: Sql = sql!("log/set_idempotency_answer");
static DELETE_OLD_IDEMPOTENCY: Sql = sql!("log/delete_old_idempotency");

/// Makes a job that is due at `due_at`.
pub fn insert(tx: &mut Tx<'_>, job: &Job, due_at: Timestamp) -> Result<(), StoreError> {
    tx.send(&INSERT, &[&job.id, &job.kind, &job.seller, &job.subject, &due_at])?;
    tx.signal(&crate::Signal::changed(job.seller, "jobs"));
    Ok(())
}

/// Takes jobs that are due, for this worker alone until `until`.
pub fn lease(tx: &mut Tx<'_>, now: Timestamp, until: Timestamp, limit: i64) -> Result<Vec<Job>, StoreError> {
    tx.query(&LEASE, &[&now, &until, &limit], |row| {
        Ok(Job { id: row.get(0)?, kind: row.get(1)?, seller: row.get(2)?, subject: row.get(3)?, attempts: row.get(4)? })
    })
}

/// Whoever had taken jobs is gone: all that are leased after `now` can be taken again.
pub fn release(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64, StoreError> {
    tx.execute(&RELEASE, &[&now])
}

/// A job that takes long stays this worker's until then.
pub fn hold(tx: &mut Tx<'_>, id: &str, until: Timestamp) -> Result<(), StoreError> {
    tx.send(&HOLD, &[&id, &until])
}

/// A job is done.
pub fn finish(tx: &mut Tx<'_>, id: &str) -> Result<(), StoreError> {
    tx.send(&FINISH, &[&id])
}

/// A job failed: it is tried again at `due_at`, or never where it is `dead`.
pub fn retry(tx: &mut Tx<'_>, id: &str, due_at: Timestamp, error: &str, dead: bool) -> Result<(), StoreError> {
    tx.execute(&RETRY, &[&id, &due_at, &error, &dead])?;
    Ok(())
}

/// When the next job is due.
pub fn next_due(tx: &mut Tx<'_>) -> Result<Option<Timestamp>, StoreError> {
    tx.query_one(&NEXT_DUE, &[], |row| row.get(0))
}

/// What became of a request with this key before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// It is the first; the key is taken by this transaction.
    First,
    /// The same request came before and was answered so.
    Answered(String),
    /// Another request came with this key.
    Reused,
}

/// Takes an idempotency key in the command's own transaction.
pub fn claim(tx: &mut Tx<'_>, scope: &str, key: &str, fingerprint: &str, now: Timestamp) -> Result<Claim, StoreError> {
    if tx.execute(&CLAIM_IDEMPOTENCY, &[&scope, &key, &fingerprint, &now])? > 0 {
        return Ok(Claim::First);
    }
    let before: Option<(String, String)> =
        tx.query_opt(&IDEMPOTENCY, &[&scope, &key], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(match before {
        Some((known, answer)) if known == fingerprint => Claim::Answered(answer),
        _ => Claim::Reused,
    })
}

/// Keeps the answer for whoever asks again.
pub fn remember(tx: &mut Tx<'_>, scope: &str, key: &str, answer: &str) -> Result<(), StoreError> {
    tx.send(&SET_IDEMPOTENCY_ANSWER, &[&scope, &key, &answer])
}

/// Forgets keys that are older than `before`.
pub fn forget_before(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute(&DELETE_OLD_IDEMPOTENCY, &[&before])
}
