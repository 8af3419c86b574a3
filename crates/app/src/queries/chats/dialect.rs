//! Lists of chats as the dialect asks for them, by cursor or by number.

use domain::chats::Author;
use domain::{MessageId, SellerId};
use store::Tx;
use store::chats::{list, messages};

use super::{Chat, read_cursor, write_cursor};
use crate::actors::{CanRead, SellerStaff};
use crate::{App, Failure};

/// A page of chats as the dialect asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DialectPage {
    /// The chats, each with the number of its first unread message.
    pub chats: Vec<(Chat, Option<MessageId>)>,
    /// What the next page is asked with; `None` at the end.
    pub next: Option<String>,
    /// Unread messages in all of the shop's chats.
    pub total_unread: i64,
}

/// Chats by whether they are closed and have something unread.
pub async fn dialect_list(
    app: &App,
    staff: &SellerStaff<CanRead>,
    closed: Option<bool>,
    unread: Option<bool>,
    after: Option<&str>,
    limit: i64,
) -> Result<DialectPage, Failure> {
    let after = after.map(read_cursor).transpose()?;
    let (seller, limit) = (staff.seller(), limit.clamp(1, 1000));
    app.store()
        .read(move |tx| {
            let mut chats = list::dialect_page(tx, seller, closed, unread, after, limit + 1)?;
            let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
            let more = chats.len() > wanted;
            chats.truncate(wanted);
            let next = chats.last().filter(|_| more).map(write_cursor);
            let chats = with_first_unread(tx, seller, chats)?;
            Ok(DialectPage { chats, next, total_unread: list::total_unread(tx, seller)? })
        })
        .await
}

fn with_first_unread(
    tx: &mut Tx<'_>,
    seller: SellerId,
    chats: Vec<Chat>,
) -> Result<Vec<(Chat, Option<MessageId>)>, Failure> {
    let mut rows = Vec::with_capacity(chats.len());
    for chat in chats {
        let first = if chat.unread.seller > 0 {
            messages::first_unread(tx, seller, chat.id, chat.read.seller, Author::Seller)?
        } else {
            None
        };
        rows.push((chat, first));
    }
    Ok(rows)
}

/// A page of chats as the dialect's second version asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberedPage {
    /// The chats, each with the number of its first unread message.
    pub chats: Vec<(Chat, Option<MessageId>)>,
    /// Chats that fit; 100,000 are counted at most.
    pub total: i64,
    /// Unread messages in all of the shop's chats.
    pub total_unread: i64,
}

/// The same by how many chats are passed over.
pub async fn dialect_numbered(
    app: &App,
    staff: &SellerStaff<CanRead>,
    closed: Option<bool>,
    unread: Option<bool>,
    offset: i64,
    limit: i64,
) -> Result<NumberedPage, Failure> {
    let (seller, limit) = (staff.seller(), limit.clamp(1, 1000));
    app.store()
        .read(move |tx| {
            let (chats, total) = list::dialect_numbered(tx, seller, closed, unread, offset, limit)?;
            let chats = with_first_unread(tx, seller, chats)?;
            Ok(NumberedPage { chats, total, total_unread: list::total_unread(tx, seller)? })
        })
        .await
}
