//! The live feed of a shop: the log, read on from where the reader was.

use domain::event::Recorded;
use domain::{Code, Refusal};
use store::log;

use crate::actors::{CanRead, SellerStaff};
use crate::{App, Failure};

pub use store::log::Cursor;

/// Writes a place in the log as `Last-Event-ID` carries it.
pub fn write_cursor(cursor: Cursor) -> String {
    format!("{}.{}", cursor.batch, cursor.seq)
}

/// Reads a place in the log.
pub fn read_cursor(text: &str) -> Result<Cursor, Refusal> {
    let read = || {
        let (batch, seq) = text.split_once('.')?;
        Some(Cursor { batch: batch.parse().ok()?, seq: seq.parse().ok()? })
    };
    read().ok_or_else(|| Refusal::new(Code::CursorInvalid).at("Last-Event-ID"))
}

/// The events of the shop after a place, the oldest first.
pub async fn after(
    app: &App,
    staff: &SellerStaff<CanRead>,
    cursor: Cursor,
    limit: i64,
) -> Result<Vec<Recorded>, Failure> {
    let seller = staff.seller();
    app.store().read(move |tx| Ok(log::of_seller_after(tx, seller, cursor, limit)?)).await
}

/// Where the log of the shop ends now.
pub async fn end(app: &App, staff: &SellerStaff<CanRead>) -> Result<Cursor, Failure> {
    let seller = staff.seller();
    app.store().read(move |tx| Ok(log::newest(tx, seller)?)).await
}
