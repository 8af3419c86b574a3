//! Talks: one row each, clustered by seller; what was said in them; the files that were sent.

pub mod files;
pub mod list;
pub mod messages;

use domain::chats::window::Order;
use domain::chats::{Author, ChatKind, Dispute, DisputeReason, DisputeState, Matter, Outcome, Scheme};
use domain::reviews::OrderStatus;
use domain::{ChatId, MediaId, MessageId, OrderId, PersonId, SellerId, Sku, Timestamp};

use crate::{Row, Sql, StoreError, Tx, sql, sql_parts};

/// A talk as it is stored, with what stands beside it: the product, the order, the shop's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chat {
    /// Whose shop; 0 where a buyer talks with support.
    pub seller: SellerId,
    /// Its name.
    pub id: ChatId,
    /// Who talks.
    pub kind: ChatKind,
    /// What makes a talk the same talk: none is opened twice.
    pub theme: String,
    /// The buyer, where one talks.
    pub buyer: Option<PersonId>,
    /// The name that the shop sees.
    pub buyer_name: String,
    /// The order that it is about.
    pub order: Option<OrderId>,
    /// The product that it is about.
    pub sku: Option<Sku>,
    /// Since when.
    pub opened_at: Timestamp,
    /// Whether it is closed.
    pub closed: bool,
    /// Whether the shop has put it away.
    pub archived: bool,
    /// Until when the shop does not want to see it.
    pub snoozed_until: Option<Timestamp>,
    /// Who has it in hand, as `domain::event::By` writes it, and the name.
    pub assignee: Option<(String, String)>,
    /// The side that cannot write while a report is looked at.
    pub frozen_for: Option<Author>,
    /// The side that wants no messages of the other.
    pub blocked_by: Option<Author>,
    /// The newest line that both sides may see.
    pub last: Last,
    /// Whose reply is awaited.
    pub turn: Option<Author>,
    /// When the buyer wrote last.
    pub buyer_wrote_at: Option<Timestamp>,
    /// What each side has read.
    pub read: Sides<MessageId>,
    /// What waits to be read by each side.
    pub unread: Sides<i64>,
    /// What support is asked about.
    pub matter: Option<Matter>,
    /// Since when support, or the operator, has to act.
    pub waiting_since: Option<Timestamp>,
    /// How the answers were rated, 1 to 5.
    pub rating: Option<i64>,
    /// The dispute.
    pub dispute: Option<Dispute>,
    /// Counts changes.
    pub version: i64,
    /// The product's name.
    pub product: Option<String>,
    /// The product's picture.
    pub picture: Option<MediaId>,
    /// The product's category.
    pub category: Option<String>,
    /// How the order goes.
    pub ordered: Option<Order>,
    /// What became of the order.
    pub order_status: Option<OrderStatus>,
    /// The shop's name.
    pub shop: Option<String>,
}

/// The newest line of a talk that both sides may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Last {
    /// Which; `None` where nothing was said.
    pub message: Option<MessageId>,
    /// When; the time of opening where nothing was said.
    pub at: Timestamp,
    /// Which side said it.
    pub author: Author,
    /// Its beginning.
    pub line: String,
}

/// Something that each side has of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sides<T> {
    /// The shop's.
    pub seller: T,
    /// The buyer's.
    pub buyer: T,
    /// Support's.
    pub support: T,
}

impl<T: Copy> Sides<T> {
    /// What a side has; Otklik itself has none.
    pub fn of(&self, side: Author) -> Option<T> {
        match side {
            Author::Buyer => Some(self.buyer),
            Author::Seller => Some(self.seller),
            Author::Support => Some(self.support),
            Author::System => None,
        }
    }

    /// Sets what a side has.
    pub fn set(&mut self, side: Author, value: T) {
        match side {
            Author::Buyer => self.buyer = value,
            Author::Seller => self.seller = value,
            Author::Support => self.support = value,
            Author::System => {}
        }
    }
}

static INSERT: Sql = sql!("chats/insert");
static UPDATE: Sql = sql!("chats/update");
static ONE: Sql = sql_parts!("chats/columns", "chats/from_chats", "chats/one");
static BY_PUBLIC_ID: Sql = sql_parts!("chats/columns", "chats/from_chats", "chats/by_public_id");
static BY_THEME: Sql = sql_parts!("chats/columns", "chats/from_chats", "chats/by_theme");

/// Adds a talk; `false` where the same talk is there already.
pub fn insert(tx: &mut Tx<'_>, c: &Chat) -> Result<bool, StoreError> {
    let (assignee, assignee_name) = assigned(c);
    let added = tx.execute(
        &INSERT,
        &[
            &c.seller,
            &c.id,
            &c.kind,
            &c.theme,
            &c.buyer,
            &c.buyer_name,
            &c.order,
            &c.sku,
            &c.opened_at,
            &c.closed,
            &c.archived,
            &c.snoozed_until,
            &assignee,
            &assignee_name,
            &c.frozen_for,
            &c.blocked_by,
            &c.last.message,
            &c.last.at,
            &c.last.author,
            &c.last.line,
            &turn_name(c.turn),
            &c.buyer_wrote_at,
            &c.read.seller,
            &c.read.buyer,
            &c.read.support,
            &c.unread.seller,
            &c.unread.buyer,
            &c.unread.support,
            &c.matter,
            &c.waiting_since,
            &c.rating,
            &c.dispute.map(|d| d.reason),
            &c.dispute.map(|d| d.state),
            &c.dispute.map(|d| d.due_at),
            &c.dispute.and_then(|d| d.outcome),
        ],
    )?;
    Ok(added > 0)
}

/// Keeps what may change of a talk.
pub fn update(tx: &mut Tx<'_>, c: &Chat) -> Result<(), StoreError> {
    let (assignee, assignee_name) = assigned(c);
    tx.send(
        &UPDATE,
        &[
            &c.seller,
            &c.id,
            &c.buyer_name,
            &c.closed,
            &c.archived,
            &c.snoozed_until,
            &assignee,
            &assignee_name,
            &c.frozen_for,
            &c.blocked_by,
            &c.last.message,
            &c.last.at,
            &c.last.author,
            &c.last.line,
            &turn_name(c.turn),
            &c.buyer_wrote_at,
            &c.read.seller,
            &c.read.buyer,
            &c.read.support,
            &c.unread.seller,
            &c.unread.buyer,
            &c.unread.support,
            &c.waiting_since,
            &c.rating,
            &c.dispute.map(|d| d.reason),
            &c.dispute.map(|d| d.state),
            &c.dispute.map(|d| d.due_at),
            &c.dispute.and_then(|d| d.outcome),
        ],
    )
}

fn assigned(c: &Chat) -> (Option<&str>, &str) {
    let assignee = c.assignee.as_ref();
    (assignee.map(|(who, _)| who.as_str()), assignee.map_or("", |(_, name)| name.as_str()))
}

/// Nobody's turn is a name too: the index is asked for equality.
pub(crate) fn turn_name(turn: Option<Author>) -> &'static str {
    turn.map_or("none", Author::as_str)
}

pub(crate) fn chat(row: &Row<'_>) -> Result<Chat, StoreError> {
    let assignee: Option<String> = row.get(12)?;
    let assignee_name: String = row.get(13)?;
    let reason: Option<DisputeReason> = row.get(31)?;
    let state: Option<DisputeState> = row.get(32)?;
    let due_at: Option<Timestamp> = row.get(33)?;
    let outcome: Option<Outcome> = row.get(34)?;
    let scheme: Option<Scheme> = row.get(39)?;
    let (paid_at, delivered_at) = (row.get(40)?, row.get(41)?);
    Ok(Chat {
        seller: row.get(0)?,
        id: row.get(1)?,
        kind: row.get(2)?,
        theme: row.get(3)?,
        buyer: row.get(4)?,
        buyer_name: row.get(5)?,
        order: row.get(6)?,
        sku: row.get(7)?,
        opened_at: row.get(8)?,
        closed: row.get(9)?,
        archived: row.get(10)?,
        snoozed_until: row.get(11)?,
        assignee: assignee.map(|who| (who, assignee_name)),
        frozen_for: row.get(14)?,
        blocked_by: row.get(15)?,
        last: Last { message: row.get(16)?, at: row.get(17)?, author: row.get(18)?, line: row.get(19)? },
        turn: Author::parse(row.text(20)?),
        buyer_wrote_at: row.get(21)?,
        read: Sides { seller: row.get(22)?, buyer: row.get(23)?, support: row.get(24)? },
        unread: Sides { seller: row.get(25)?, buyer: row.get(26)?, support: row.get(27)? },
        matter: row.get(28)?,
        waiting_since: row.get(29)?,
        rating: row.get(30)?,
        dispute: reason.zip(state).zip(due_at).map(|((reason, state), due_at)| Dispute {
            reason,
            state,
            due_at,
            outcome,
        }),
        version: row.get(35)?,
        product: row.get(36)?,
        picture: row.get(37)?,
        category: row.get(38)?,
        ordered: scheme.map(|scheme| Order { scheme, paid_at, delivered_at }),
        order_status: row.get(42)?,
        shop: row.get(43)?,
    })
}

/// A talk of a shop; `None` for a stranger's.
pub fn one(tx: &mut Tx<'_>, seller: SellerId, id: ChatId) -> Result<Option<Chat>, StoreError> {
    tx.query_opt(&ONE, &[&seller, &id], chat)
}

/// A talk by its id, whoever's shop: what a buyer or the desk names.
pub fn by_public_id(tx: &mut Tx<'_>, id: ChatId) -> Result<Option<Chat>, StoreError> {
    tx.query_opt(&BY_PUBLIC_ID, &[&id], chat)
}

/// The talk that is this one already.
pub fn by_theme(tx: &mut Tx<'_>, seller: SellerId, theme: &str) -> Result<Option<Chat>, StoreError> {
    tx.query_opt(&BY_THEME, &[&seller, &theme], chat)
}
