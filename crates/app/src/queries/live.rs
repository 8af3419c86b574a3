//! The live feed of a shop: the log, read on from where the reader was.

use domain::event::Recorded;
use domain::{Code, Refusal};
use store::log;

use crate::actors::{CanRead, SellerStaff};
use crate::{App, Failure};

pub use store::log::Cursor;

/// Writes a place in the log as `Last-Event-ID` carries it.
pub fn write_cursor(cursor: Cursor) -> String {
    cursor.seq.to_string()
}

/// Reads a place in the log.
pub fn read_cursor(text: &str) -> Result<Cursor, Refusal> {
    let seq = text.parse().map_err(|_| Refusal::new(Code::CursorInvalid).at("Last-Event-ID"))?;
    Ok(Cursor { seq })
}

/// The events of the shop after a place, the oldest first.
pub async fn after(
    app: &App,
    staff: &SellerStaff<CanRead>,
    cursor: Cursor,
    limit: i64,
) -> Result<Vec<Recorded>, Failure> {
    let seller = staff.seller();
    app.store().glance(move |tx| Ok(log::of_seller_after(tx, seller, cursor, limit)?)).await
}

/// Where the log of the shop ends now.
pub async fn end(app: &App, staff: &SellerStaff<CanRead>) -> Result<Cursor, Failure> {
    let seller = staff.seller();
    app.store().glance(move |tx| Ok(log::newest(tx, seller)?)).await
}
