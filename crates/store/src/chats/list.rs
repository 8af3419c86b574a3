//! Lists of talks: the newest first, by what they are about, by whose turn it is; and how many wait.

use domain::chats::{Author, ChatKind};
use domain::{ChatId, OrderId, PersonId, SellerId, Sku, Timestamp};

use super::{Chat, chat, turn_name};
use crate::reviews::list::joined;
use crate::{Param, Sql, StoreError, Tx, sql, sql_parts};

/// Which talks of a shop. What is `None` or empty is not asked.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Filter {
    /// Of this kind.
    pub kind: Option<ChatKind>,
    /// Where this side's reply is awaited.
    pub turn: Option<Author>,
    /// With or without something unread.
    pub unread: Option<bool>,
    /// About this order.
    pub order: Option<OrderId>,
    /// About one of these products.
    pub skus: Vec<Sku>,
    /// Those that were put away, instead of the others.
    pub archived: bool,
}

/// Where a page begins: the last row of the page before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    /// When it was last written in.
    pub at: Timestamp,
    /// Which.
    pub chat: ChatId,
}

macro_rules! shape {
    ($name:ident $($more:literal)?) => {
        static $name: Sql =
            sql_parts!("chats/columns", "chats/from_chats", "chats/filter", $($more,)? "chats/newest_first");
    };
}

shape!(ALL);
shape!(WITH_KIND "chats/with_kind");
shape!(WITH_UNREAD "chats/with_unread");
shape!(WITH_TURN "chats/with_turn");
shape!(WITH_ORDER "chats/with_order");

static OF_BUYER: Sql = sql_parts!("chats/columns", "chats/from_chats", "chats/of_buyer");
static OF_ORDER: Sql = sql_parts!("chats/columns", "chats/from_chats", "chats/of_order");
static DIALECT_PAGE: Sql = sql_parts!("chats/columns", "chats/from_chats", "chats/dialect_page");
static DIALECT_NUMBERED: Sql = sql_parts!("chats/columns", "chats/from_chats", "chats/dialect_numbered");
static DIALECT_COUNT: Sql = sql!("chats/dialect_count");
static UNREAD_COUNTS: Sql = sql!("chats/unread_counts");
static TURN_COUNT: Sql = sql!("chats/turn_count");
static BUYER_UNREAD: Sql = sql!("chats/buyer_unread");
static TOTAL_UNREAD: Sql = sql!("chats/total_unread");

/// Greater than every id in text.
const BEHIND: &str = "~";

fn place(after: Option<After>) -> (Timestamp, String) {
    after.map_or((Timestamp(i64::MAX), BEHIND.to_owned()), |after| (after.at, after.chat.to_string()))
}

impl Filter {
    /// The statement whose index leads to the fewest rows.
    fn statement(&self) -> &'static Sql {
        if self.order.is_some() {
            &WITH_ORDER
        } else if self.unread == Some(true) {
            &WITH_UNREAD
        } else if self.turn.is_some() && !self.archived {
            &WITH_TURN
        } else if self.kind.is_some() && !self.archived {
            &WITH_KIND
        } else {
            &ALL
        }
    }
}

/// A page of a shop's talks, the newest first; those that it does not want to see yet are left out.
pub fn page(
    tx: &mut Tx<'_>,
    seller: SellerId,
    filter: &Filter,
    after: Option<After>,
    limit: i64,
    now: Timestamp,
) -> Result<Vec<Chat>, StoreError> {
    let (at, id) = place(after);
    let skus = joined(filter.skus.iter().map(|sku| sku.0));
    let turn = filter.turn.map(|side| turn_name(Some(side)));
    let all: [&dyn Param; 11] =
        [&seller, &at, &id, &limit, &filter.kind, &turn, &filter.unread, &filter.order, &skus, &filter.archived, &now];
    tx.query(filter.statement(), &all, chat)
}

/// A buyer's talks, the newest first.
pub fn of_buyer(tx: &mut Tx<'_>, buyer: PersonId, after: Option<After>, limit: i64) -> Result<Vec<Chat>, StoreError> {
    let (at, id) = place(after);
    tx.query(&OF_BUYER, &[&buyer, &at, &id, &limit], chat)
}

/// Talks of a shop about an order; 20 at most.
pub fn of_order(tx: &mut Tx<'_>, seller: SellerId, order: &OrderId) -> Result<Vec<Chat>, StoreError> {
    tx.query(&OF_ORDER, &[&seller, order], chat)
}

/// A page as the dialect asks for it: by whether a talk is closed and has something unread.
pub fn dialect_page(
    tx: &mut Tx<'_>,
    seller: SellerId,
    closed: Option<bool>,
    unread: Option<bool>,
    after: Option<After>,
    limit: i64,
) -> Result<Vec<Chat>, StoreError> {
    let (at, id) = place(after);
    tx.query(&DIALECT_PAGE, &[&seller, &at, &id, &limit, &closed, &unread], chat)
}

/// The same by how many talks are passed over, and how many there are; 100,000 are counted at most.
pub fn dialect_numbered(
    tx: &mut Tx<'_>,
    seller: SellerId,
    closed: Option<bool>,
    unread: Option<bool>,
    offset: i64,
    limit: i64,
) -> Result<(Vec<Chat>, i64), StoreError> {
    let chats = tx.query(&DIALECT_NUMBERED, &[&seller, &limit, &offset, &closed, &unread], chat)?;
    let total = tx.query_one(&DIALECT_COUNT, &[&seller, &closed, &unread], |row| row.get(0))?;
    Ok((chats, total))
}

/// How many talks of each kind have something unread for the shop; 1000 are counted at most.
pub fn unread_counts(tx: &mut Tx<'_>, seller: SellerId, now: Timestamp) -> Result<Vec<(ChatKind, i64)>, StoreError> {
    tx.query(&UNREAD_COUNTS, &[&seller, &now], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// In how many talks this side's reply is awaited; 1000 are counted at most.
pub fn turn_count(tx: &mut Tx<'_>, seller: SellerId, turn: Author) -> Result<i64, StoreError> {
    tx.query_one(&TURN_COUNT, &[&seller, &turn_name(Some(turn))], |row| row.get(0))
}

/// How many talks of a buyer have something unread; 100 are counted at most.
pub fn buyer_unread(tx: &mut Tx<'_>, buyer: PersonId) -> Result<i64, StoreError> {
    tx.query_one(&BUYER_UNREAD, &[&buyer], |row| row.get(0))
}

/// How many messages wait to be read by the shop, in 10,000 talks at most.
pub fn total_unread(tx: &mut Tx<'_>, seller: SellerId) -> Result<i64, StoreError> {
    tx.query_one(&TOTAL_UNREAD, &[&seller], |row| row.get(0))
}
