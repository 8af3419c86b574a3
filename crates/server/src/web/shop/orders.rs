//! The buyer's orders.

use std::collections::HashMap;

use app::queries::{self, chats::Chat, moderation::Way, shop::BoughtItem};
use app::{Buyer, Failure};
use askama::Template;
use domain::chats::ChatKind;
use domain::reviews::OrderStatus;
use domain::{OrderId, ReviewId, Sku};

use super::chat_dispute;
use super::chat_view::{PATH, dispute_state};
use crate::web::{
    convert, icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, ProductLine, Stars},
    query,
    respond::{Page, html},
    visit::Visit,
    words::{When, Words, when},
};

/// `/shop/orders`
#[derive(Debug, Template)]
#[template(path = "shop/orders.html")]
pub struct OrdersPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The orders, newest first.
    pub orders: Vec<OrderCard>,
    /// What stands there when there are none.
    pub blank: Option<Blank>,
}

/// An order with its items.
#[derive(Clone, Debug)]
pub struct OrderCard {
    /// The posting's number.
    pub number: String,
    /// "Доставлен"
    pub state: &'static str,
    /// It was cancelled.
    pub cancelled: bool,
    /// When.
    pub when: Option<When>,
    /// What was ordered.
    pub items: Vec<OrderItem>,
}

/// A product of an order.
#[derive(Clone, Debug)]
pub struct OrderItem {
    /// The product.
    pub product: ProductLine,
    /// The form of its review; absent while the order is on its way.
    pub review_href: Option<String>,
    /// The review that was left.
    pub stars: Option<Stars>,
    /// Why only its author sees it: the tone and the words.
    pub held: Option<(&'static str, &'static str)>,
    /// How one writes to the shop about it.
    pub chat: Option<OrderChat>,
}

/// How a buyer writes to the shop about an order.
#[derive(Clone, Debug)]
pub struct OrderChat {
    /// Where the chat is opened, or found.
    pub action: String,
    /// There is one already.
    pub open: bool,
    /// Where a dispute is opened; absent where there is one, or where none can be.
    pub dispute_href: Option<String>,
    /// The dispute that there is: address, tone and words.
    pub dispute: Option<(String, &'static str, &'static str)>,
}

/// Order items that are shown, at most.
pub const ORDERS: i64 = 200;

/// Where an item is reviewed.
pub fn review_href(order: &OrderId, sku: Sku) -> String {
    format!("/shop/orders/{}/{sku}/review", query::encode(&order.0))
}

/// Shows a buyer's orders.
pub async fn show(visit: Visit) -> Page {
    let (buyer, w) = (visit.buyer()?, visit.w());
    let bought = queries::shop::orders(&visit.app, &buyer, ORDERS).await?;
    let blank = bought.is_empty().then(|| Blank {
        icon: icons::BOX,
        title: w.shop.no_orders.into(),
        text: w.shop.no_orders_text.into(),
        action: Some(("/shop".into(), w.shop.all_products.into())),
    });
    let shell = visit.shop(Tab::Orders, w.shop.orders_title).await?.described(w.shop.orders_description);
    let held = held(&visit, &buyer, &bought).await?;
    let talks = queries::chats::of_buyer(&visit.app, &buyer, None, queries::chats::PAGE_MAX).await?;
    let talks: Vec<Chat> = talks.rows.into_iter().map(|row| row.chat).collect();
    let orders = bought
        .chunk_by(|one, other| one.item.order == other.item.order)
        .filter_map(|items| card(&visit, items, &held, &talks))
        .collect();
    html(&OrdersPage { w, shell, orders, blank })
}

/// What is said of reviews that are not on the card.
type Held = HashMap<ReviewId, (&'static str, &'static str)>;

async fn held(visit: &Visit, buyer: &Buyer, bought: &[BoughtItem]) -> Result<Held, Failure> {
    let a = &visit.w().asking;
    let mut all = HashMap::new();
    for (id, _) in bought.iter().filter(|bought| bought.held).filter_map(|bought| bought.review) {
        let words = match queries::shop::own_track(&visit.app, buyer, id).await?.way {
            Way::Refused => ("bad", a.review_refused),
            _ => ("warn", a.review_waiting),
        };
        all.insert(id, words);
    }
    Ok(all)
}

fn card(visit: &Visit, items: &[BoughtItem], held: &Held, talks: &[Chat]) -> Option<OrderCard> {
    let first = &items.first()?.item;
    Some(OrderCard {
        number: first.order.0.clone(),
        state: convert::order_state(visit.w(), first.status),
        cancelled: first.status == OrderStatus::Cancelled,
        when: first.ordered_at.and_then(|at| when(visit.w(), at.0, visit.now())),
        items: items.iter().map(|bought| item(visit.w(), bought, held, talks)).collect(),
    })
}

/// What a buyer can say to the shop about something ordered, and what is being said already.
fn chat(w: &Words, bought: &BoughtItem, talks: &[Chat]) -> OrderChat {
    let item = &bought.item;
    let about = |kind: ChatKind| {
        talks.iter().find(move |chat| {
            chat.kind == kind && chat.order.as_ref() == Some(&item.order) && chat.sku == Some(item.sku)
        })
    };
    let dispute = about(ChatKind::Dispute).and_then(|chat| {
        let (tone, words) = dispute_state(w, chat.dispute?);
        Some((format!("{PATH}/{}", chat.id), tone, words))
    });
    let may = dispute.is_none() && item.status != OrderStatus::Cancelled;
    OrderChat {
        action: format!("/shop/orders/{}/{}/chat", query::encode(&item.order.0), item.sku),
        open: about(ChatKind::Customer).is_some(),
        dispute_href: may.then(|| chat_dispute::href(&item.order, item.sku)),
        dispute,
    }
}

fn item(w: &Words, bought: &BoughtItem, held: &Held, talks: &[Chat]) -> OrderItem {
    let item = &bought.item;
    OrderItem {
        product: product_line(bought),
        review_href: domain::reviews::reviewable(item.status).is_ok().then(|| review_href(&item.order, item.sku)),
        stars: bought.review.map(|(_, stars)| convert::stars(stars)),
        held: bought.review.and_then(|(id, _)| held.get(&id).copied()),
        chat: Some(chat(w, bought, talks)),
    }
}

/// The product of a bought item.
pub fn product_line(bought: &BoughtItem) -> ProductLine {
    ProductLine {
        sku: bought.item.sku.0,
        name: bought.product.clone(),
        image: bought.picture.map(convert::thumb),
        href: convert::card_href(Some(bought.item.sku)),
        price: Some(bought.item.price.to_string()),
    }
}
