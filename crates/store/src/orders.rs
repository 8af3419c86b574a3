//! What buyers ordered, item by item.

use domain::chats::Scheme;
use domain::reviews::OrderStatus;
use domain::{Currency, MediaId, Money, OrderId, PersonId, ReviewId, SellerId, Sku, Timestamp};

use crate::{Sql, StoreError, Tx, sql};

/// One item of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderItem {
    /// Who sells it.
    pub seller: SellerId,
    /// The order's number.
    pub order: OrderId,
    /// What was ordered.
    pub sku: Sku,
    /// Who ordered it, where that is known.
    pub buyer: Option<PersonId>,
    /// What became of it.
    pub status: OrderStatus,
    /// At what price.
    pub price: Money,
    /// When.
    pub ordered_at: Option<Timestamp>,
    /// When it arrived.
    pub delivered_at: Option<Timestamp>,
    /// How it is delivered.
    pub scheme: Scheme,
    /// When it was paid.
    pub paid_at: Option<Timestamp>,
}

/// An item as its buyer sees it in the list of orders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoughtItem {
    /// The item.
    pub item: OrderItem,
    /// The product's name.
    pub product: String,
    /// The product's picture.
    pub picture: Option<MediaId>,
    /// The shop's name.
    pub shop: String,
    /// The buyer's review of it, with its stars (6: none).
    pub review: Option<(ReviewId, i64)>,
    /// That review is held back from the card.
    pub held: bool,
}

static UPSERT: Sql = sql!("orders/upsert");
static ONE: Sql = sql!("orders/one");
static OF_BUYER: Sql = sql!("orders/of_buyer");
static OF_BUYER_ITEM: Sql = sql!("orders/of_buyer_item");
static ITEMS: Sql = sql!("orders/items");
static RECEIVED: Sql = sql!("orders/received");

/// Adds an item, or brings the status of one that is there up to date.
pub fn upsert(tx: &mut Tx<'_>, item: &OrderItem) -> Result<(), StoreError> {
    tx.send(
        &UPSERT,
        &[
            &item.seller,
            &item.order,
            &item.sku,
            &item.buyer,
            &item.status,
            &item.price.minor,
            &item.price.currency,
            &item.ordered_at,
            &item.delivered_at,
            &item.scheme,
            &item.paid_at,
        ],
    )
}

/// What became of an item, and who ordered it.
pub fn one(
    tx: &mut Tx<'_>,
    seller: SellerId,
    order: &OrderId,
    sku: Sku,
) -> Result<Option<(OrderStatus, Option<PersonId>)>, StoreError> {
    tx.query_opt(&ONE, &[&seller, order, &sku], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// What a buyer ordered, the newest first.
pub fn of_buyer(tx: &mut Tx<'_>, buyer: PersonId, limit: i64) -> Result<Vec<BoughtItem>, StoreError> {
    tx.query(&OF_BUYER, &[&buyer, &limit], |row| {
        let currency: Currency = row.get(5)?;
        let review: Option<ReviewId> = row.get(11)?;
        let stars: Option<i64> = row.get(12)?;
        Ok(BoughtItem {
            item: OrderItem {
                seller: row.get(0)?,
                order: row.get(1)?,
                sku: row.get(2)?,
                buyer: Some(buyer),
                status: row.get(3)?,
                price: Money::new(row.get(4)?, currency),
                ordered_at: row.get(6)?,
                delivered_at: row.get(7)?,
                scheme: row.get(14)?,
                paid_at: row.get(15)?,
            },
            product: row.get(8)?,
            picture: row.get(9)?,
            shop: row.get(10)?,
            review: review.zip(stars),
            held: row.get::<Option<bool>>(13)?.unwrap_or(false),
        })
    })
}

/// Who sells an item that this buyer ordered, and what became of it.
pub fn of_buyer_item(
    tx: &mut Tx<'_>,
    buyer: PersonId,
    order: &OrderId,
    sku: Sku,
) -> Result<Option<(SellerId, OrderStatus)>, StoreError> {
    tx.query_opt(&OF_BUYER_ITEM, &[&buyer, order, &sku], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// An item of an order as the shop's own chats need it: the product, the buyer and how the order goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TalkedItem {
    /// The product.
    pub sku: Sku,
    /// Who ordered it, where that is known.
    pub buyer: Option<PersonId>,
    /// The buyer's name.
    pub buyer_name: Option<String>,
    /// How it is delivered.
    pub scheme: Scheme,
    /// When it was paid.
    pub paid_at: Option<Timestamp>,
    /// When it arrived.
    pub delivered_at: Option<Timestamp>,
}

/// The items of an order of a shop.
pub fn items(tx: &mut Tx<'_>, seller: SellerId, order: &OrderId) -> Result<Vec<TalkedItem>, StoreError> {
    tx.query(&ITEMS, &[&seller, order], |row| {
        Ok(TalkedItem {
            sku: row.get(0)?,
            buyer: row.get(1)?,
            buyer_name: row.get(2)?,
            scheme: row.get(3)?,
            paid_at: row.get(4)?,
            delivered_at: row.get(5)?,
        })
    })
}

/// Whether a buyer has received a product of a shop.
pub fn received(tx: &mut Tx<'_>, buyer: PersonId, seller: SellerId, sku: Sku) -> Result<bool, StoreError> {
    let found: Option<i64> = tx.query_opt(&RECEIVED, &[&buyer, &seller, &sku], |row| row.get(0))?;
    Ok(found.is_some())
}
