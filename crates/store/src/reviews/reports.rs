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
}

static INSERT: Sql = sql!("reviews/insert_report");
static OPEN: Sql = sql!("reviews/open_report");
static WAITING: Sql = sql!("reviews/reports_waiting");

/// Adds a complaint; `false` where one about this review waits already.
pub fn insert(tx: &mut Tx<'_>, report: &Report, by: &str) -> Result<bool, StoreError> {
    let Report { seller, id, review, reason, text, at } = report;
    Ok(tx.execute(&INSERT, &[seller, id, review, reason, text, &by, at])? > 0)
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
        };
        Ok((report, row.get(6)?))
    })
}
