//! A shop's complaints about reviews; they wait for the operator's desk.

use domain::reviews::ReportReason;
use domain::{ReportId, ReviewId, SellerId, Timestamp};

use crate::{Sql, StoreError, Tx, sql};

/// A complaint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Whose.
    pub seller: SellerId,
    /// Its name.
    pub id: ReportId,
    /// About what.
    pub review: ReviewId,
    /// Why.
    pub reason: ReportReason,
    /// In words.
    pub text: String,
    /// When.
    pub at: Timestamp,
    /// JSON: pictures that the shop shows with it, as reviews have them.
    pub evidence: String,
}

static INSERT: Sql = sql!("reviews/insert_report");
static OPEN: Sql = sql!("reviews/open_report");
static ONE: Sql = sql!("reviews/report");
static CLOSE: Sql = sql!("reviews/close_report");
static WAITING: Sql = sql!("reviews/reports_waiting");

/// Adds a complaint; `false` where one about this review waits already.
pub fn insert(tx: &mut Tx<'_>, report: &Report, by: &str) -> Result<bool, StoreError> {
    let Report { seller, id, review, reason, text, at, evidence } = report;
    Ok(tx.execute(&INSERT, &[seller, id, review, reason, text, &by, at, evidence])? > 0)
}

/// The complaint about a review that waits: its id, reason and time.
pub fn open(
    tx: &mut Tx<'_>,
    seller: SellerId,
    review: ReviewId,
) -> Result<Option<(ReportId, ReportReason, Timestamp)>, StoreError> {
    tx.query_opt(&OPEN, &[&seller, &review], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// What waits for the desk, the oldest first, with the shop's name.
pub fn waiting(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<(Report, String)>, StoreError> {
    tx.query(&WAITING, &[&limit], |row| {
        let report = Report {
            seller: row.get(0)?,
            id: row.get(1)?,
            review: row.get(2)?,
            reason: row.get(3)?,
            text: row.get(4)?,
            at: row.get(5)?,
            evidence: row.get(6)?,
        };
        Ok((report, row.get(7)?))
    })
}

/// A complaint of a shop, with who made it as `domain::event::By` writes them.
pub fn one(tx: &mut Tx<'_>, seller: SellerId, id: ReportId) -> Result<Option<(Report, String)>, StoreError> {
    tx.query_opt(&ONE, &[&seller, &id], |row| {
        let report = Report {
            seller: row.get(0)?,
            id: row.get(1)?,
            review: row.get(2)?,
            reason: row.get(3)?,
            text: row.get(4)?,
            at: row.get(5)?,
            evidence: row.get(6)?,
        };
        Ok((report, row.get(7)?))
    })
}

/// A complaint was decided: `upheld` or `declined`.
pub fn close(tx: &mut Tx<'_>, seller: SellerId, id: ReportId, state: &str) -> Result<(), StoreError> {
    tx.send(&CLOSE, &[&seller, &id, &state])
}
