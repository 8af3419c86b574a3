//! The live feed of a shop: the log, read on from where the reader was.

use domain::event::Recorded;
use domain::{Code, Refusal};
use store::log;

use crate::actors::{Buyer, CanRead, Desk, SellerStaff};
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

/// The events of the shop after a place, the oldest first. Some of them the shop may not know of: see
/// [`domain::event::Event::for_shop`]; they are passed over by whoever tells them on, so that the place in the log moves.
pub async fn after(
    app: &App,
    staff: &SellerStaff<CanRead>,
    cursor: Cursor,
    limit: i64,
) -> Result<Vec<Recorded>, Failure> {
    let seller = staff.seller();
    app.store().glance(move |tx| Ok(log::of_seller_after(tx, seller, cursor, limit)?)).await
}

/// The events that a buyer may know of after a place, whoever's shop, the oldest first.
pub async fn after_buyer(app: &App, buyer: &Buyer, cursor: Cursor, limit: i64) -> Result<Vec<Recorded>, Failure> {
    let buyer = buyer.id();
    app.store().glance(move |tx| Ok(log::of_buyer_after(tx, buyer, cursor, limit)?)).await
}

/// Where the log ends now for a buyer.
pub async fn end_buyer(app: &App, buyer: &Buyer) -> Result<Cursor, Failure> {
    let buyer = buyer.id();
    app.store().glance(move |tx| Ok(log::newest_of_buyer(tx, buyer)?)).await
}

/// The events of support's desk after a place, the oldest first.
pub async fn after_desk(app: &App, _desk: &Desk, cursor: Cursor, limit: i64) -> Result<Vec<Recorded>, Failure> {
    app.store().glance(move |tx| Ok(log::of_desk_after(tx, cursor, limit)?)).await
}

/// Where the log ends now for support's desk.
pub async fn end_desk(app: &App, _desk: &Desk) -> Result<Cursor, Failure> {
    app.store().glance(move |tx| Ok(log::newest_of_desk(tx)?)).await
}

/// Where the log of the shop ends now.
pub async fn end(app: &App, staff: &SellerStaff<CanRead>) -> Result<Cursor, Failure> {
    let seller = staff.seller();
    app.store().glance(move |tx| Ok(log::newest(tx, seller)?)).await
}
