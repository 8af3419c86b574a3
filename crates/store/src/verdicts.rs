//! Verdicts and the chain of receipts that each shop has of them.

use domain::moderation::{Decision, Stage, Subject};
use domain::{CaseId, SellerId, Timestamp};

use crate::{Row, Sql, StoreError, Tx, sql, sql_parts};

/// A verdict as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Whose shop it concerns.
    pub seller: SellerId,
    /// Its number in the shop's chain, from 1.
    pub number: i64,
    /// The case; `None` where the rules alone decided.
    pub case: Option<CaseId>,
    /// What kind of thing was judged.
    pub subject: Subject,
    /// Which, as an id.
    pub subject_id: String,
    /// Who wrote it, as `domain::event::By` writes it.
    pub author: String,
    /// The fingerprint of what was judged.
    pub text_hash: String,
    /// What was decided.
    pub decision: Decision,
    /// At which stage.
    pub stage: Stage,
    /// JSON: the codes of the reasons.
    pub reasons: String,
    /// JSON: what the checks had found.
    pub findings: String,
    /// What the author reads.
    pub note_author: String,
    /// What the desk reads.
    pub note_desk: String,
    /// Who decided: a person as `domain::event::By` writes them, or `system`.
    pub by: String,
    /// The version of the checks.
    pub rules_version: i64,
    /// When the case was opened.
    pub opened_at: Timestamp,
    /// When it was decided.
    pub at: Timestamp,
    /// Until when that was promised.
    pub due_at: Timestamp,
    /// The verdict that turned this one over.
    pub overturned_by: Option<i64>,
}

/// A record of the chain as it was sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Its number.
    pub number: i64,
    /// The record itself.
    pub body: String,
    /// The hash of the record before.
    pub previous: String,
    /// The hash of this one.
    pub hash: String,
}

static INSERT: Sql = sql!("verdicts/insert");
static HEAD: Sql = sql!("verdicts/head");
static SET_HEAD: Sql = sql!("verdicts/set_head");
static OVERTURN: Sql = sql!("verdicts/overturn");
static ONE: Sql = sql_parts!("verdicts/columns", "verdicts/one");
static OF_SUBJECT: Sql = sql_parts!("verdicts/columns", "verdicts/of_subject");
static SAME_TEXT: Sql = sql_parts!("verdicts/columns", "verdicts/same_text");
static OF_AUTHOR: Sql = sql!("verdicts/of_author");
static TOOK: Sql = sql!("verdicts/took");
static BY_PERSON: Sql = sql!("verdicts/by_person");
static BY_HOUR: Sql = sql!("verdicts/by_hour");
static RECEIPTS: Sql = sql!("verdicts/receipts");
static HEADS: Sql = sql!("verdicts/heads");
static SELLERS: Sql = sql!("verdicts/sellers");

/// Adds a verdict with its receipt and moves the head of the chain.
pub fn insert(tx: &mut Tx<'_>, v: &Verdict, receipt: &Receipt) -> Result<(), StoreError> {
    tx.send(
        &INSERT,
        &[
            &v.seller,
            &v.number,
            &v.case,
            &v.subject,
            &v.subject_id,
            &v.author,
            &v.text_hash,
            &v.decision,
            &v.stage,
            &v.reasons,
            &v.findings,
            &v.note_author,
            &v.note_desk,
            &v.by,
            &v.rules_version,
            &v.opened_at,
            &v.at,
            &v.due_at,
            &receipt.body,
            &receipt.previous,
            &receipt.hash,
        ],
    )?;
    tx.send(&SET_HEAD, &[&v.seller, &v.number, &receipt.hash])
}

/// Where a shop's chain ends: the number and the hash of its last record.
pub fn head(tx: &mut Tx<'_>, seller: SellerId) -> Result<Option<(i64, String)>, StoreError> {
    tx.query_opt(&HEAD, &[&seller], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Where the chain of every shop ends.
pub fn heads(tx: &mut Tx<'_>) -> Result<Vec<(SellerId, i64, String)>, StoreError> {
    tx.query(&HEADS, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// Shops that have verdicts, after a shop: also those whose head is missing.
pub fn sellers(tx: &mut Tx<'_>, after: SellerId, limit: i64) -> Result<Vec<SellerId>, StoreError> {
    tx.query(&SELLERS, &[&after, &limit], |row| row.get(0))
}

/// The records of a shop's chain after a number, in their order.
pub fn receipts(tx: &mut Tx<'_>, seller: SellerId, after: i64, limit: i64) -> Result<Vec<Receipt>, StoreError> {
    tx.query(&RECEIPTS, &[&seller, &after, &limit], |row| {
        Ok(Receipt { number: row.get(0)?, body: row.get(1)?, previous: row.get(2)?, hash: row.get(3)? })
    })
}

/// Notes which verdict turned another one over. The record itself stays as it was sealed.
pub fn overturn(tx: &mut Tx<'_>, seller: SellerId, number: i64, by: i64) -> Result<(), StoreError> {
    tx.send(&OVERTURN, &[&seller, &number, &by])
}

fn verdict(row: &Row<'_>) -> Result<Verdict, StoreError> {
    Ok(Verdict {
        seller: row.get(0)?,
        number: row.get(1)?,
        case: row.get(2)?,
        subject: row.get(3)?,
        subject_id: row.get(4)?,
        author: row.get(5)?,
        text_hash: row.get(6)?,
        decision: row.get(7)?,
        stage: row.get(8)?,
        reasons: row.get(9)?,
        findings: row.get(10)?,
        note_author: row.get(11)?,
        note_desk: row.get(12)?,
        by: row.get(13)?,
        rules_version: row.get(14)?,
        opened_at: row.get(15)?,
        at: row.get(16)?,
        due_at: row.get(17)?,
        overturned_by: row.get(18)?,
    })
}

/// One verdict.
pub fn one(tx: &mut Tx<'_>, seller: SellerId, number: i64) -> Result<Option<Verdict>, StoreError> {
    tx.query_opt(&ONE, &[&seller, &number], verdict)
}

/// The verdicts on something, the newest first.
pub fn of_subject(
    tx: &mut Tx<'_>,
    seller: SellerId,
    subject: Subject,
    subject_id: &str,
    limit: i64,
) -> Result<Vec<Verdict>, StoreError> {
    tx.query(&OF_SUBJECT, &[&seller, &subject, &subject_id, &limit], verdict)
}

/// Earlier verdicts by people on the same text, whoever wrote it, the newest first.
pub fn same_text(tx: &mut Tx<'_>, text_hash: &str, limit: i64) -> Result<Vec<Verdict>, StoreError> {
    tx.query(&SAME_TEXT, &[&text_hash, &limit], verdict)
}

/// How many of the last 200 texts of an author were published and refused since a time.
pub fn of_author(tx: &mut Tx<'_>, author: &str, since: Timestamp) -> Result<(i64, i64), StoreError> {
    let counts: Vec<(Decision, i64)> =
        tx.query(&OF_AUTHOR, &[&author, &since], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let of = |wanted| counts.iter().filter(|(decision, _)| *decision == wanted).map(|(_, n)| n).sum();
    Ok((of(Decision::Publish), of(Decision::Refuse)))
}

/// How long the last first verdicts by people took, in microseconds from opening to decision, the newest first.
pub fn took(tx: &mut Tx<'_>, subject: Subject, limit: i64) -> Result<Vec<i64>, StoreError> {
    tx.query(&TOOK, &[&subject, &limit], |row| row.get(0))
}

/// When a person of the desk decided since a time, the oldest first.
pub fn by_person(tx: &mut Tx<'_>, by: &str, since: Timestamp, limit: i64) -> Result<Vec<Timestamp>, StoreError> {
    tx.query(&BY_PERSON, &[&by, &since, &limit], |row| row.get(0))
}

/// How many decisions of this kind people made in each span of `micros` after a time; spans without any are left out.
pub fn by_hour(
    tx: &mut Tx<'_>,
    subject: Subject,
    since: Timestamp,
    micros: i64,
) -> Result<Vec<(i64, i64)>, StoreError> {
    tx.query(&BY_HOUR, &[&subject, &since, &micros], |row| Ok((row.get(0)?, row.get(1)?)))
}
