//! What buyers mean to buy, at which prices these are promised, and what becomes of promotions' pieces and money meanwhile.
//!
//! The numbers that must never be exceeded (a promotion's pieces and budget, a coupon's uses, the stock) are changed by
//! statements with a condition: `false` from them means that there was no more, and that nothing was changed.

use domain::reviews::OrderStatus;
use domain::{Currency, MediaId, Money, OrderId, PersonId, PromotionId, SellerId, Sku, Timestamp};

use crate::{Sql, StoreError, Tx, sql};

/// A product in a basket, with what its card says of it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The product.
    pub sku: Sku,
    /// Who sells it.
    pub seller: SellerId,
    /// Pieces.
    pub quantity: i64,
    /// When it was put there first.
    pub added_at: Timestamp,
    /// The product's name.
    pub name: String,
    /// Its picture.
    pub picture: Option<MediaId>,
    /// Its price without any promotion.
    pub price: Money,
    /// Pieces in stock.
    pub stock: i64,
    /// Taken from sale.
    pub archived: bool,
    /// The shop's name.
    pub shop: String,
}

/// What was promised to a buyer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// When the first of it ends.
    pub until: Timestamp,
    /// The coupon that was typed.
    pub coupon: Option<String>,
    /// What was promised, as JSON.
    pub priced: String,
    /// When it was made.
    pub made_at: Timestamp,
}

/// Pieces of a product in a promotion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pieces {
    /// The product's seller.
    pub seller: SellerId,
    /// The promotion.
    pub promotion: PromotionId,
    /// The product.
    pub sku: Sku,
    /// How many.
    pub pieces: i64,
    /// Until when they are kept.
    pub until: Timestamp,
}

/// A code that opens a promotion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coupon {
    /// The promotion.
    pub promotion: PromotionId,
    /// Its owner; 0 is the marketplace.
    pub seller: SellerId,
    /// The only one who may use it, where it is somebody's.
    pub buyer: Option<PersonId>,
    /// How often it may be used; `None`: as often as anybody likes.
    pub uses: Option<i64>,
    /// How often it was.
    pub used: i64,
}

/// A line of an order to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ordered {
    /// Who sells it.
    pub seller: SellerId,
    /// The order's number.
    pub order: OrderId,
    /// The product.
    pub sku: Sku,
    /// Who orders it.
    pub buyer: PersonId,
    /// What is paid for all its pieces.
    pub price: Money,
    /// Pieces.
    pub quantity: i64,
    /// The price of one without discounts, minor units.
    pub list_price: i64,
    /// Why it costs that, as JSON.
    pub why: String,
    /// When it was ordered.
    pub at: Timestamp,
}

/// A line of an order as its buyer sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Who sells it.
    pub seller: SellerId,
    /// The product.
    pub sku: Sku,
    /// What became of it.
    pub status: OrderStatus,
    /// What is paid for all its pieces.
    pub price: Money,
    /// When it was ordered.
    pub ordered_at: Option<Timestamp>,
    /// Pieces.
    pub quantity: i64,
    /// The price of one without discounts, minor units; unknown for orders from elsewhere.
    pub list_price: Option<i64>,
    /// Why it costs that, as JSON; empty for orders from elsewhere.
    pub why: String,
    /// The product's name.
    pub name: String,
    /// Its picture.
    pub picture: Option<MediaId>,
    /// The shop's name.
    pub shop: String,
}

static PUT: Sql = sql!("baskets/put");
static REMOVE: Sql = sql!("baskets/remove");
static CLEAR: Sql = sql!("baskets/clear");
static COUNT: Sql = sql!("baskets/count");
static ITEMS: Sql = sql!("baskets/items");
static QUANTITY: Sql = sql!("baskets/quantity");
static PROMISE: Sql = sql!("baskets/promise");
static SAVE_PROMISE: Sql = sql!("baskets/save_promise");
static DELETE_PROMISE: Sql = sql!("baskets/delete_promise");
static DUE: Sql = sql!("baskets/due");
static RESERVE: Sql = sql!("baskets/reserve");
static UNRESERVE: Sql = sql!("baskets/unreserve");
static SELL: Sql = sql!("baskets/sell");
static INSERT_RESERVATION: Sql = sql!("baskets/insert_reservation");
static RESERVATIONS: Sql = sql!("baskets/reservations");
static DELETE_RESERVATIONS: Sql = sql!("baskets/delete_reservations");
static SPEND: Sql = sql!("baskets/spend");
static UNSPEND: Sql = sql!("baskets/unspend");
static COUPON: Sql = sql!("baskets/coupon");
static USE_COUPON: Sql = sql!("baskets/use_coupon");
static UNUSE_COUPON: Sql = sql!("baskets/unuse_coupon");
static TAKE_STOCK: Sql = sql!("baskets/take_stock");
static ORDERS_OF_SHOP: Sql = sql!("baskets/orders_of_shop");
static ORDER_ITEM: Sql = sql!("baskets/order_item");
static ORDER: Sql = sql!("baskets/order");

/// Puts a product into a basket, or changes how many of it there are.
pub fn put(
    tx: &mut Tx<'_>,
    buyer: PersonId,
    seller: SellerId,
    sku: Sku,
    quantity: i64,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.send(&PUT, &[&buyer, &sku, &seller, &quantity, &now])
}

/// Takes a product out; `false` where it was not in.
pub fn remove(tx: &mut Tx<'_>, buyer: PersonId, sku: Sku) -> Result<bool, StoreError> {
    Ok(tx.execute(&REMOVE, &[&buyer, &sku])? > 0)
}

/// Empties a basket.
pub fn clear(tx: &mut Tx<'_>, buyer: PersonId) -> Result<(), StoreError> {
    tx.send(&CLEAR, &[&buyer])
}

/// How many products are in a basket.
pub fn count(tx: &mut Tx<'_>, buyer: PersonId) -> Result<i64, StoreError> {
    tx.query_one(&COUNT, &[&buyer], |row| row.get(0))
}

/// How many pieces of a product are in a basket.
pub fn quantity(tx: &mut Tx<'_>, buyer: PersonId, sku: Sku) -> Result<Option<i64>, StoreError> {
    tx.query_opt(&QUANTITY, &[&buyer, &sku], |row| row.get(0))
}

/// What is in a basket, shop by shop, in the order in which it came.
pub fn items(tx: &mut Tx<'_>, buyer: PersonId) -> Result<Vec<Item>, StoreError> {
    tx.query(&ITEMS, &[&buyer], |row| {
        let currency: Currency = row.get(7)?;
        Ok(Item {
            sku: row.get(0)?,
            seller: row.get(1)?,
            quantity: row.get(2)?,
            added_at: row.get(3)?,
            name: row.get(4)?,
            picture: row.get(5)?,
            price: Money::new(row.get(6)?, currency),
            stock: row.get(8)?,
            archived: row.get(9)?,
            shop: row.get(10)?,
        })
    })
}

/// What was promised to a buyer.
pub fn promise(tx: &mut Tx<'_>, buyer: PersonId) -> Result<Option<Promise>, StoreError> {
    tx.query_opt(&PROMISE, &[&buyer], |row| {
        Ok(Promise { until: row.get(0)?, coupon: row.get(1)?, priced: row.get(2)?, made_at: row.get(3)? })
    })
}

/// Writes down what is promised, in place of what was.
pub fn save_promise(tx: &mut Tx<'_>, buyer: PersonId, promise: &Promise) -> Result<(), StoreError> {
    tx.send(&SAVE_PROMISE, &[&buyer, &promise.until, &promise.coupon, &promise.priced, &promise.made_at])
}

/// Forgets what was promised.
pub fn delete_promise(tx: &mut Tx<'_>, buyer: PersonId) -> Result<(), StoreError> {
    tx.send(&DELETE_PROMISE, &[&buyer])
}

/// Whose promises are over, those that ended first before the others.
pub fn due(tx: &mut Tx<'_>, now: Timestamp, limit: i64) -> Result<Vec<PersonId>, StoreError> {
    tx.query(&DUE, &[&now, &limit], |row| row.get(0))
}

/// Keeps pieces of a promotion for a buyer; `false` where there are not so many left.
pub fn reserve(tx: &mut Tx<'_>, buyer: PersonId, kept: &Pieces) -> Result<bool, StoreError> {
    let Pieces { seller, promotion, sku, pieces, until } = kept;
    if tx.execute(&RESERVE, &[seller, promotion, sku, pieces])? == 0 {
        return Ok(false);
    }
    tx.send(&INSERT_RESERVATION, &[&buyer, seller, promotion, sku, pieces, until])?;
    Ok(true)
}

/// The pieces that are kept for a buyer.
pub fn reservations(tx: &mut Tx<'_>, buyer: PersonId) -> Result<Vec<Pieces>, StoreError> {
    tx.query(&RESERVATIONS, &[&buyer], |row| {
        Ok(Pieces {
            seller: row.get(0)?,
            promotion: row.get(1)?,
            sku: row.get(2)?,
            pieces: row.get(3)?,
            until: row.get(4)?,
        })
    })
}

/// Gives back all pieces that are kept for a buyer.
pub fn release(tx: &mut Tx<'_>, buyer: PersonId) -> Result<(), StoreError> {
    let kept = reservations(tx, buyer)?;
    if kept.is_empty() {
        return Ok(());
    }
    for Pieces { seller, promotion, sku, pieces, .. } in kept {
        tx.send(&UNRESERVE, &[&seller, &promotion, &sku, &pieces])?;
    }
    tx.send(&DELETE_RESERVATIONS, &[&buyer])
}

/// Counts pieces of a promotion as sold; `false` where there are not so many left.
pub fn sell(
    tx: &mut Tx<'_>,
    seller: SellerId,
    promotion: PromotionId,
    sku: Sku,
    pieces: i64,
) -> Result<bool, StoreError> {
    Ok(tx.execute(&SELL, &[&seller, &promotion, &sku, &pieces])? > 0)
}

/// Takes a discount from a promotion's budget; `false` where it does not hold so much.
pub fn spend(tx: &mut Tx<'_>, promotion: PromotionId, discount: i64) -> Result<bool, StoreError> {
    Ok(tx.execute(&SPEND, &[&promotion, &discount])? > 0)
}

/// Gives a discount that was only promised back to the budget.
pub fn unspend(tx: &mut Tx<'_>, promotion: PromotionId, discount: i64) -> Result<(), StoreError> {
    tx.send(&UNSPEND, &[&promotion, &discount])
}

/// What a code opens.
pub fn coupon(tx: &mut Tx<'_>, code: &str) -> Result<Option<Coupon>, StoreError> {
    tx.query_opt(&COUPON, &[&code], |row| {
        Ok(Coupon {
            promotion: row.get(0)?,
            seller: row.get(1)?,
            buyer: row.get(2)?,
            uses: row.get(3)?,
            used: row.get(4)?,
        })
    })
}

/// Uses a code once; `false` where it was used as often as it may be.
pub fn use_coupon(tx: &mut Tx<'_>, code: &str) -> Result<bool, StoreError> {
    Ok(tx.execute(&USE_COUPON, &[&code])? > 0)
}

/// Gives a use of a code back.
pub fn unuse_coupon(tx: &mut Tx<'_>, code: &str) -> Result<(), StoreError> {
    tx.send(&UNUSE_COUPON, &[&code])
}

/// Takes pieces from the stock; `false` where there are not so many.
pub fn take_stock(tx: &mut Tx<'_>, seller: SellerId, sku: Sku, pieces: i64) -> Result<bool, StoreError> {
    Ok(tx.execute(&TAKE_STOCK, &[&seller, &sku, &pieces])? > 0)
}

/// How often a buyer has ordered from a shop.
pub fn orders_of_shop(tx: &mut Tx<'_>, buyer: PersonId, seller: SellerId) -> Result<i64, StoreError> {
    tx.query_one(&ORDERS_OF_SHOP, &[&buyer, &seller], |row| row.get(0))
}

/// Writes down a line of an order; `false` where the number is taken.
pub fn order_item(tx: &mut Tx<'_>, line: &Ordered) -> Result<bool, StoreError> {
    let rows = tx.execute(
        &ORDER_ITEM,
        &[
            &line.seller,
            &line.order,
            &line.sku,
            &line.buyer,
            &line.price.minor,
            &line.price.currency,
            &line.at,
            &domain::chats::Scheme::Fbs,
            &line.quantity,
            &line.list_price,
            &line.why,
        ],
    )?;
    Ok(rows > 0)
}

/// An order of a buyer, line by line.
pub fn order(tx: &mut Tx<'_>, buyer: PersonId, order: &OrderId) -> Result<Vec<Line>, StoreError> {
    tx.query(&ORDER, &[&buyer, order], |row| {
        let currency: Currency = row.get(4)?;
        Ok(Line {
            seller: row.get(0)?,
            sku: row.get(1)?,
            status: row.get(2)?,
            price: Money::new(row.get(3)?, currency),
            ordered_at: row.get(5)?,
            quantity: row.get(6)?,
            list_price: row.get(7)?,
            why: row.get(8)?,
            name: row.get(9)?,
            picture: row.get(10)?,
            shop: row.get(11)?,
        })
    })
}
