//! A chat begins: about an order, about a product, with support.

use domain::chats::{Author, ChatKind, Dispute, Matter, Window};
use domain::event::{By, Event};
use domain::{ChatId, Code, MessageId, OrderId, PersonId, SellerId, Sku, Timestamp};
use store::chats::{self, Chat, Last, Sides};
use store::orders::{self, TalkedItem};
use store::{Tx, people, products};

use super::{NO_SHOP, append, talk};
use crate::actors::{Buyer, CanReply, Reader, SellerStaff};
use crate::{App, Failure, chance};

/// What a new chat is about.
#[derive(Debug, Clone)]
pub(crate) struct Opening {
    pub(crate) seller: SellerId,
    pub(crate) kind: ChatKind,
    pub(crate) theme: String,
    pub(crate) buyer: Option<(PersonId, String)>,
    pub(crate) order: Option<OrderId>,
    pub(crate) sku: Option<Sku>,
    pub(crate) matter: Option<Matter>,
    pub(crate) dispute: Option<Dispute>,
}

/// The shop writes to the buyer of an order, where the window lets it. The chat that is there already is the one.
pub async fn about_order(
    app: &App,
    staff: &SellerStaff<CanReply>,
    order: OrderId,
    sku: Option<Sku>,
) -> Result<ChatId, Failure> {
    let (seller, by, now, of) = (staff.seller(), staff.by(), app.now(), app.rules().clone());
    app.store()
        .write(move |tx| {
            let item = item(tx, seller, &order, sku)?;
            let buyer = item.buyer.ok_or(Code::OrderNotFound)?;
            let theme = theme(buyer, Some(&order), item.sku);
            if let Some(chat) = chats::by_theme(tx, seller, &theme)? {
                return Ok(chat.id);
            }
            let ordered = domain::chats::window::Order {
                scheme: item.scheme,
                paid_at: item.paid_at,
                delivered_at: item.delivered_at,
            };
            if let Window::Closed(why) = of.chats.windows.window(Some(&ordered), None, now) {
                return Err(why.refusal().into());
            }
            let opening = Opening {
                seller,
                kind: ChatKind::Customer,
                theme,
                buyer: Some((buyer, item.buyer_name.unwrap_or_default())),
                order: Some(order),
                sku: Some(item.sku),
                matter: None,
                dispute: None,
            };
            Ok(open(tx, opening, by, now)?.id)
        })
        .await
}

fn item(tx: &mut Tx<'_>, seller: SellerId, order: &OrderId, sku: Option<Sku>) -> Result<TalkedItem, Failure> {
    let items = orders::items(tx, seller, order)?;
    let wanted = items.into_iter().find(|item| sku.is_none_or(|sku| sku == item.sku));
    Ok(wanted.ok_or(Code::OrderNotFound)?)
}

/// A buyer writes to the shop about something that they ordered.
pub async fn by_buyer_about_order(app: &App, buyer: &Buyer, order: OrderId, sku: Sku) -> Result<ChatId, Failure> {
    let (buyer, now) = (buyer.clone(), app.now());
    app.store()
        .write(move |tx| {
            let (seller, _) = orders::of_buyer_item(tx, buyer.id(), &order, sku)?.ok_or(Code::OrderNotFound)?;
            let theme = theme(buyer.id(), Some(&order), sku);
            of_buyer(tx, &buyer, seller, theme, Some(order), sku, now)
        })
        .await
}

/// A buyer writes to the shop about a product.
pub async fn by_buyer_about_product(app: &App, buyer: &Buyer, sku: Sku) -> Result<ChatId, Failure> {
    let (buyer, now) = (buyer.clone(), app.now());
    app.store()
        .write(move |tx| {
            let product = products::by_sku(tx, sku)?.filter(|product| !product.archived);
            let product = product.ok_or(Code::ProductNotFound)?;
            let theme = theme(buyer.id(), None, sku);
            of_buyer(tx, &buyer, product.seller, theme, None, sku, now)
        })
        .await
}

fn of_buyer(
    tx: &mut Tx<'_>,
    buyer: &Buyer,
    seller: SellerId,
    theme: String,
    order: Option<OrderId>,
    sku: Sku,
    now: Timestamp,
) -> Result<ChatId, Failure> {
    if let Some(chat) = chats::by_theme(tx, seller, &theme)? {
        return Ok(chat.id);
    }
    let opening = Opening {
        seller,
        kind: ChatKind::Customer,
        theme,
        buyer: Some((buyer.id(), buyer.name().to_owned())),
        order,
        sku: Some(sku),
        matter: None,
        dispute: None,
    };
    Ok(open(tx, opening, By::Buyer(buyer.id()), now)?.id)
}

/// Somebody of a shop, or a buyer, turns to support. Each has one chat with support, which is always open.
pub async fn support(app: &App, reader: &Reader, matter: Matter) -> Result<ChatId, Failure> {
    let (me, now) = (reader.clone(), app.now());
    app.store()
        .write(move |tx| {
            let (seller, kind, theme) = match (me.seller, me.side) {
                (Some(seller), Author::Seller) => (seller, ChatKind::SellerSupport, "support".to_owned()),
                (_, Author::Buyer) => (NO_SHOP, ChatKind::BuyerSupport, format!("support:{}", me.by)),
                _ => return Err(Code::ChatNotFound.into()),
            };
            if let Some(mut chat) = chats::by_theme(tx, seller, &theme)? {
                if chat.closed {
                    chat.closed = false;
                    chats::update(tx, &chat)?;
                }
                return Ok(chat.id);
            }
            let buyer = match me.by {
                By::Buyer(person) => Some((person, me.name.clone())),
                _ => None,
            };
            let matter = Some(matter);
            let opening = Opening { seller, kind, theme, buyer, order: None, sku: None, matter, dispute: None };
            Ok(open(tx, opening, me.by, now)?.id)
        })
        .await
}

/// What makes two talks of a buyer with a shop the same talk.
pub(crate) fn theme(buyer: PersonId, order: Option<&OrderId>, sku: Sku) -> String {
    format!("customer:{buyer}:{}:{sku}", order.map_or("", |order| order.0.as_str()))
}

/// Opens a chat that is not there yet.
pub(crate) fn open(tx: &mut Tx<'_>, opening: Opening, by: By, now: Timestamp) -> Result<Chat, Failure> {
    let Opening { seller, kind, theme, buyer, order, sku, matter, dispute } = opening;
    let (buyer, name) = buyer.map_or((None, String::new()), |(buyer, name)| (Some(buyer), name));
    let opener = match by {
        By::Buyer(_) => Author::Buyer,
        By::Desk(_) => Author::Support,
        By::Staff(_) | By::Key(_) => Author::Seller,
        By::System => Author::System,
    };
    let buyer_name = match (kind, name.is_empty()) {
        (ChatKind::SellerSupport, _) => String::new(),
        (_, true) => match buyer {
            Some(buyer) => people::person(tx, buyer)?.unwrap_or_default(),
            None => String::new(),
        },
        (_, false) => name,
    };
    let chat = Chat {
        seller,
        id: ChatId(chance::id(now)),
        kind,
        theme,
        buyer,
        buyer_name,
        order: order.clone(),
        sku,
        opened_at: now,
        closed: false,
        archived: false,
        snoozed_until: None,
        assignee: None,
        frozen_for: None,
        blocked_by: None,
        last: Last { message: None, at: now, author: opener, line: String::new() },
        turn: None,
        buyer_wrote_at: None,
        read: Sides { seller: MessageId(0), buyer: MessageId(0), support: MessageId(0) },
        unread: Sides::default(),
        matter,
        waiting_since: dispute.map(|dispute| dispute.due_at),
        rating: None,
        dispute,
        version: 1,
        product: None,
        picture: None,
        category: None,
        ordered: None,
        order_status: None,
        shop: None,
    };
    if !chats::insert(tx, &chat)? {
        return Err(Failure::fault("a chat was opened twice at once"));
    }
    let event = Event::ChatOpened { talk: talk(&chat), order: order.map(|order| order.0) };
    append(tx, &chat, by, now, &event)?;
    Ok(chat)
}
