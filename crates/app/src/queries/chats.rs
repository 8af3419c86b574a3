//! Chats as each side sees them: lists, one chat with its messages, what has changed since.

mod dialect;
mod lines;

use domain::chats::{self as rules, Author, ChatKind, Window};
use domain::fraud::friction::Friction;
use domain::people::Permission;
use domain::{ChatId, Code, MessageId, OrderId, Refusal, SellerId, Sku, Timestamp};
use store::chats::list::{self, After};
use store::chats::messages;
use store::safety::{self, Switch};
use store::{Tx, announcements, replies};

use crate::actors::{Buyer, CanRead, Reader, SellerStaff};
use crate::commands::chats::{load, measures, send};
use crate::{App, Failure, Rules};

pub use crate::commands::chats::files::{Attached, read as read_files};
pub use crate::commands::chats::send::{StoredWhy, read_why};
pub use dialect::{DialectPage, NumberedPage, dialect_list, dialect_numbered};
pub use lines::{Appeal, Line, changes, message, messages};
pub use store::chats::Chat;
pub use store::chats::list::Filter;
pub use store::chats::messages::{From as Page, Message};
pub use store::reviews::list::Words;

/// Chats, or messages, on one page at most.
pub const PAGE_MAX: i64 = 100;
/// Hits of a search that are looked at for a page of chats.
const HITS_MAX: i64 = 200;

/// A chat in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The chat.
    pub chat: Chat,
    /// Until when the shop may write.
    pub window: Window,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The chats.
    pub rows: Vec<Row>,
    /// What the next page is asked with; `None` at the end.
    pub next: Option<String>,
}

/// What waits for somebody of a shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Chats with customers in which something is unread.
    pub customers: i64,
    /// The same with support.
    pub support: i64,
    /// The same in disputes.
    pub disputes: i64,
    /// Chats in which the shop's reply is awaited.
    pub without_my_reply: i64,
    /// Chats in which the customer's reply is awaited.
    pub without_their_reply: i64,
    /// Announcements that this person has not read.
    pub announcements: i64,
}

impl Counts {
    /// What the tab's badge says.
    pub fn unread(&self) -> i64 {
        self.customers + self.support + self.disputes
    }
}

/// A page of the shop's chats, the newest first. `after` is [`List::next`] of the page before.
pub async fn list(
    app: &App,
    staff: &SellerStaff<CanRead>,
    filter: Filter,
    after: Option<&str>,
    limit: i64,
) -> Result<List, Failure> {
    let after = after.map(read_cursor).transpose()?;
    let (seller, limit, now, of) = (staff.seller(), limit.clamp(1, PAGE_MAX), app.now(), app.rules().clone());
    app.store().glance(move |tx| page(tx, &of, seller, &filter, after, limit, now)).await
}

/// The same with what waits, all of one moment.
pub async fn screen(
    app: &App,
    staff: &SellerStaff<CanRead>,
    filter: Filter,
    after: Option<&str>,
    limit: i64,
) -> Result<(List, Counts), Failure> {
    let after = after.map(read_cursor).transpose()?;
    let (seller, limit, now, of) = (staff.seller(), limit.clamp(1, PAGE_MAX), app.now(), app.rules().clone());
    let person = staff.person();
    app.store()
        .read(move |tx| {
            let list = page(tx, &of, seller, &filter, after, limit, now)?;
            Ok((list, count(tx, seller, person, now)?))
        })
        .await
}

/// What waits for somebody of a shop.
pub async fn counts(app: &App, staff: &SellerStaff<CanRead>) -> Result<Counts, Failure> {
    let (seller, person, now) = (staff.seller(), staff.person(), app.now());
    app.store().read(move |tx| count(tx, seller, person, now)).await
}

/// How many chats of a shop have something unread, for the badge of the tab.
pub async fn unread(app: &App, staff: &SellerStaff<CanRead>) -> Result<i64, Failure> {
    let (seller, now) = (staff.seller(), app.now());
    let counts = app.store().glance(move |tx| Ok::<_, Failure>(list::unread_counts(tx, seller, now)?)).await?;
    Ok(counts.iter().map(|(_, n)| n).sum())
}

fn count(
    tx: &mut Tx<'_>,
    seller: SellerId,
    person: Option<domain::PersonId>,
    now: Timestamp,
) -> Result<Counts, Failure> {
    let mut counts = Counts::default();
    for (kind, n) in list::unread_counts(tx, seller, now)? {
        match kind {
            ChatKind::Customer => counts.customers = n,
            ChatKind::SellerSupport => counts.support = n,
            ChatKind::Dispute => counts.disputes = n,
            ChatKind::BuyerSupport => {}
        }
    }
    counts.without_my_reply = list::turn_count(tx, seller, Author::Seller)?;
    counts.without_their_reply = list::turn_count(tx, seller, Author::Buyer)?;
    if let Some(person) = person {
        counts.announcements = announcements::unread(tx, person)?;
    }
    Ok(counts)
}

fn page(
    tx: &mut Tx<'_>,
    of: &Rules,
    seller: SellerId,
    filter: &Filter,
    after: Option<After>,
    limit: i64,
    now: Timestamp,
) -> Result<List, Failure> {
    Ok(listed(of, list::page(tx, seller, filter, after, limit + 1, now)?, limit, now))
}

fn listed(of: &Rules, mut chats: Vec<Chat>, limit: i64, now: Timestamp) -> List {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = chats.len() > limit;
    chats.truncate(limit);
    let next = chats.last().filter(|_| more).map(write_cursor);
    let rows = chats.into_iter().map(|chat| Row { window: of.window(&chat, now), chat }).collect();
    List { rows, next }
}

fn write_cursor(last: &Chat) -> String {
    format!("{}.{}", last.last.at.0, last.id)
}

fn read_cursor(text: &str) -> Result<After, Refusal> {
    let read = || {
        let (at, chat) = text.split_once('.')?;
        Some(After { at: Timestamp(at.parse().ok()?), chat: ChatId::parse(chat)? })
    };
    read().ok_or_else(|| Refusal::new(Code::CursorInvalid).at("after"))
}

/// Chats of the shop in which something with these words was said, the newest words first, each with the message.
pub async fn search(
    app: &App,
    staff: &SellerStaff<CanRead>,
    words: Words,
    limit: i64,
) -> Result<Vec<(Row, Message)>, Failure> {
    let (seller, limit, now, of) = (staff.seller(), limit.clamp(1, PAGE_MAX), app.now(), app.rules().clone());
    app.store()
        .read(move |tx| {
            let mut found: Vec<(Row, Message)> = Vec::new();
            for hit in messages::found(tx, seller, &words, None, Author::Seller, HITS_MAX)? {
                if i64::try_from(found.len()).is_ok_and(|n| n >= limit) {
                    break;
                }
                if found.iter().any(|(row, _)| row.chat.id == hit.chat) {
                    continue;
                }
                if let Some(chat) = store::chats::one(tx, seller, hit.chat)? {
                    found.push((Row { window: of.window(&chat, now), chat }, hit));
                }
            }
            Ok(found)
        })
        .await
}

/// What somebody of the shop has typed into some of its chats and not sent.
pub async fn drafts(
    app: &App,
    staff: &SellerStaff<CanRead>,
    chats: Vec<ChatId>,
) -> Result<Vec<(ChatId, String)>, Failure> {
    let Some(person) = staff.person() else { return Ok(Vec::new()) };
    let seller = staff.seller();
    app.store()
        .glance(move |tx| {
            let mut drafts = Vec::new();
            for chat in chats {
                if let Some((text, _)) = replies::draft(tx, seller, chat, person)? {
                    drafts.push((chat, text));
                }
            }
            Ok(drafts)
        })
        .await
}

/// Chats of the shop about an order.
pub async fn of_order(app: &App, staff: &SellerStaff<CanRead>, order: OrderId) -> Result<Vec<Chat>, Failure> {
    let seller = staff.seller();
    app.store().glance(move |tx| Ok(list::of_order(tx, seller, &order)?)).await
}

/// Whether the shop can turn to the buyer of an order now: there is a chat about it, or the time to write has not ended.
pub async fn may_write_about(
    app: &App,
    staff: &SellerStaff<CanRead>,
    order: OrderId,
    sku: Option<Sku>,
) -> Result<bool, Failure> {
    let (seller, now, of) = (staff.seller(), app.now(), app.rules().clone());
    app.store()
        .glance(move |tx| {
            let items = store::orders::items(tx, seller, &order)?;
            let wanted = items.into_iter().find(|item| sku.is_none_or(|sku| sku == item.sku));
            let Some(item) = wanted.filter(|item| item.buyer.is_some()) else { return Ok(false) };
            let talked = |chat: &Chat| chat.kind == ChatKind::Customer && chat.sku == Some(item.sku);
            if list::of_order(tx, seller, &order)?.iter().any(talked) {
                return Ok(true);
            }
            let (scheme, paid_at, delivered_at) = (item.scheme, item.paid_at, item.delivered_at);
            let ordered = rules::window::Order { scheme, paid_at, delivered_at };
            Ok(of.chats.windows.window(Some(&ordered), None, now).is_open())
        })
        .await
}

/// A page of a buyer's chats, the newest first.
pub async fn of_buyer(app: &App, buyer: &Buyer, after: Option<&str>, limit: i64) -> Result<List, Failure> {
    let after = after.map(read_cursor).transpose()?;
    let (buyer, limit, now, of) = (buyer.id(), limit.clamp(1, PAGE_MAX), app.now(), app.rules().clone());
    app.store().glance(move |tx| Ok(listed(&of, list::of_buyer(tx, buyer, after, limit + 1)?, limit, now))).await
}

/// How many chats of a buyer have something unread.
pub async fn buyer_unread(app: &App, buyer: &Buyer) -> Result<i64, Failure> {
    let buyer = buyer.id();
    app.store().glance(move |tx| Ok(list::buyer_unread(tx, buyer)?)).await
}

/// A chat with all that its page says around the messages.
#[derive(Debug, Clone, PartialEq)]
pub struct ChatView {
    /// The chat.
    pub chat: Chat,
    /// Until when the shop may write.
    pub window: Window,
    /// Whether the reader may write now, and why not.
    pub may_write: Result<(), Refusal>,
    /// How far the reader is held back.
    pub friction: Friction,
    /// The switch that keeps the reader from writing.
    pub off: Option<Switch>,
    /// What the reader has typed and not sent, with when it was saved.
    pub draft: Option<(String, Timestamp)>,
    /// Colleagues who have the composer open.
    pub answering: Vec<String>,
}

/// One chat as a reader sees it.
pub async fn chat(app: &App, reader: &Reader, id: ChatId) -> Result<ChatView, Failure> {
    let (me, now, of) = (reader.clone(), app.now(), app.rules().clone());
    app.store()
        .read(move |tx| {
            let chat = load(tx, &me, id)?;
            let facts = send::facts(tx, &of, &chat, &me, now)?;
            let saying = rules::Saying { author: me.side(), last_at: None, carries: false };
            let person = me.by().person().filter(|_| me.side() == Author::Seller);
            let (draft, answering) = match person {
                Some(person) => (
                    replies::draft(tx, chat.seller, chat.id, person)?,
                    replies::who_is_answering(tx, chat.seller, chat.id, person, now)?,
                ),
                None => (None, Vec::new()),
            };
            Ok(ChatView {
                window: facts.window,
                may_write: rules::may_write(&facts, &saying, now),
                friction: measures::friction_of(tx, &of, &me.by().to_string(), now)?,
                off: measures::off(tx, &chat, &me, now)?,
                draft,
                answering,
                chat,
            })
        })
        .await
}

/// The switch that keeps a reader from all of their chats, for a banner over the list.
pub async fn off(app: &App, reader: &Reader) -> Result<Option<Switch>, Failure> {
    let (me, now) = (reader.clone(), app.now());
    app.store().read(move |tx| measures::off_everywhere(tx, &me, now)).await
}

/// How far a reader is held back, for a banner over the list.
pub async fn friction(app: &App, reader: &Reader) -> Result<Friction, Failure> {
    let (by, now, of) = (reader.by().to_string(), app.now(), app.rules().clone());
    app.store().glance(move |tx| measures::friction_of(tx, &of, &by, now)).await
}

/// Whether a reader has reported a message as fraud.
pub async fn has_reported(app: &App, reader: &Reader, message: MessageId) -> Result<bool, Failure> {
    let by = reader.by().to_string();
    app.store().glance(move |tx| Ok(safety::has_reported(tx, message, &by)?)).await
}

/// Whether somebody of a shop may write in its chats.
pub fn may_reply(staff: &SellerStaff<CanRead>) -> bool {
    staff.may(Permission::Reply)
}
