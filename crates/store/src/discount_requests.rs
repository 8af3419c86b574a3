//! Buyers who ask for a lower price: one row each, clustered by seller and number.

use domain::promotions::requests::{Ask, Facts, RequestState};
use domain::{Currency, MediaId, Money, PersonId, RequestId, SellerId, Sku, Timestamp};

use crate::{Row, Sql, StoreError, Tx, sql, sql_parts};

/// A request as it is stored, with what a list shows of its product. Sums are minor units of the product's currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Whose product.
    pub seller: SellerId,
    /// Its number.
    pub id: RequestId,
    /// The product.
    pub sku: Sku,
    /// Who asks.
    pub buyer: PersonId,
    /// Under which name.
    pub buyer_name: String,
    /// Where it stands.
    pub state: RequestState,
    /// The price without discounts when it was asked.
    pub list_price: i64,
    /// The price on the card when it was asked.
    pub shown_price: i64,
    /// What is asked for.
    pub ask: Ask,
    /// What the buyer says to it.
    pub buyer_words: String,
    /// What the shop says to it.
    pub seller_words: String,
    /// What was granted; kept also once it is over.
    pub granted: Option<Ask>,
    /// Pieces bought at that price.
    pub bought: i64,
    /// The shop's standing rule granted it.
    pub automatic: bool,
    /// Who decided, as [`domain::event::By`] writes it.
    pub decided_by: Option<String>,
    /// Their name, for colleagues.
    pub decided_name: String,
    /// When it was asked.
    pub created_at: Timestamp,
    /// When somebody of the shop opened it.
    pub seen_at: Option<Timestamp>,
    /// When it was decided.
    pub decided_at: Option<Timestamp>,
    /// Until when it waits, or its price holds.
    pub ends_at: Timestamp,
    /// The same buyer's request before this one for the same product.
    pub previous: Option<RequestId>,
    /// Counts changes.
    pub version: i64,
    /// The product's name.
    pub product: String,
    /// Its article at the seller.
    pub offer: String,
    /// Its picture.
    pub picture: Option<MediaId>,
    /// Its price without discounts now.
    pub price_now: Money,
    /// Pieces in stock now.
    pub stock: i64,
    /// Whether it is no longer sold.
    pub archived: bool,
}

impl Request {
    /// What the rules need to know.
    pub fn facts(&self) -> Facts {
        Facts { state: self.state, decided_at: self.decided_at, ends_at: self.ends_at, bought: self.bought }
    }

    /// A sum in the product's currency.
    pub fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.price_now.currency)
    }
}

/// A price of a buyer's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Approved {
    /// Whose product.
    pub seller: SellerId,
    /// By which request.
    pub request: RequestId,
    /// The product.
    pub sku: Sku,
    /// The price of one piece, minor units of the product's currency.
    pub price: i64,
    /// So many pieces at least have to be bought at once.
    pub min: i64,
    /// So many pieces are left at the price.
    pub left: i64,
    /// Until when. The end itself is after it.
    pub ends_at: Timestamp,
}

static INSERT: Sql = sql!("discount_requests/insert");
static UPDATE: Sql = sql!("discount_requests/update");
static ONE: Sql = sql_parts!("discount_requests/columns", "discount_requests/one");
static BY_ID: Sql = sql_parts!("discount_requests/columns", "discount_requests/by_id");
static PAGE: Sql = sql_parts!("discount_requests/columns", "discount_requests/page");
static PAGE_OF_STATES: Sql = sql_parts!("discount_requests/columns", "discount_requests/page_of_states");
static OF_BUYER: Sql = sql_parts!("discount_requests/columns", "discount_requests/of_buyer");
static OF_BUYER_IN_SHOP: Sql = sql_parts!("discount_requests/columns", "discount_requests/of_buyer_in_shop");
static OF_BUYER_AND_PRODUCT: Sql = sql_parts!("discount_requests/columns", "discount_requests/of_buyer_and_product");
static APPROVED_FOR: Sql = sql!("discount_requests/approved_for");
static ASKED_SINCE: Sql = sql!("discount_requests/asked_since");
static COUNTS: Sql = sql!("discount_requests/counts");

fn request(row: &Row<'_>) -> Result<Request, StoreError> {
    let approved: Option<i64> = row.get(13)?;
    let currency: Currency = row.get(30)?;
    Ok(Request {
        seller: row.get(0)?,
        id: row.get(1)?,
        sku: row.get(2)?,
        buyer: row.get(3)?,
        buyer_name: row.get(4)?,
        state: row.get(5)?,
        list_price: row.get(6)?,
        shown_price: row.get(7)?,
        ask: Ask { price: row.get(8)?, min: row.get(9)?, max: row.get(10)? },
        buyer_words: row.get(11)?,
        seller_words: row.get(12)?,
        granted: match approved {
            Some(price) => Some(Ask {
                price,
                min: row.get::<Option<i64>>(14)?.unwrap_or(1),
                max: row.get::<Option<i64>>(15)?.unwrap_or(1),
            }),
            None => None,
        },
        bought: row.get(16)?,
        automatic: row.get(17)?,
        decided_by: row.get(18)?,
        decided_name: row.get(19)?,
        created_at: row.get(20)?,
        seen_at: row.get(21)?,
        decided_at: row.get(22)?,
        ends_at: row.get(23)?,
        previous: row.get(24)?,
        version: row.get(25)?,
        product: row.get(26)?,
        offer: row.get(27)?,
        picture: row.get(28)?,
        price_now: Money::new(row.get(29)?, currency),
        stock: row.get(31)?,
        archived: row.get(32)?,
    })
}

/// Adds a request; `false` where its number is taken.
pub fn insert(tx: &mut Tx<'_>, r: &Request) -> Result<bool, StoreError> {
    let granted = r.granted.as_ref();
    let added = tx.execute(
        &INSERT,
        &[
            &r.seller,
            &r.id,
            &r.sku,
            &r.buyer,
            &r.buyer_name,
            &r.state,
            &r.list_price,
            &r.shown_price,
            &r.ask.price,
            &r.ask.min,
            &r.ask.max,
            &r.buyer_words,
            &r.seller_words,
            &granted.map(|it| it.price),
            &granted.map(|it| it.min),
            &granted.map(|it| it.max),
            &r.bought,
            &r.automatic,
            &r.decided_by,
            &r.decided_name,
            &r.created_at,
            &r.seen_at,
            &r.decided_at,
            &r.ends_at,
            &r.previous,
        ],
    )?;
    Ok(added > 0)
}

/// Keeps what may change of a request; `false` where somebody changed it since it was read.
pub fn update(tx: &mut Tx<'_>, r: &mut Request) -> Result<bool, StoreError> {
    let granted = r.granted.as_ref();
    let changed = tx.execute(
        &UPDATE,
        &[
            &r.seller,
            &r.id,
            &r.version,
            &r.state,
            &r.seller_words,
            &granted.map(|it| it.price),
            &granted.map(|it| it.min),
            &granted.map(|it| it.max),
            &r.bought,
            &r.automatic,
            &r.decided_by,
            &r.decided_name,
            &r.seen_at,
            &r.decided_at,
            &r.ends_at,
        ],
    )?;
    r.version += i64::from(changed > 0);
    Ok(changed > 0)
}

/// A shop's request; `None` for a stranger's.
pub fn one(tx: &mut Tx<'_>, seller: SellerId, id: RequestId) -> Result<Option<Request>, StoreError> {
    tx.query_opt(&ONE, &[&seller, &id], request)
}

/// A request whoever's product it is about: what its buyer names.
pub fn by_id(tx: &mut Tx<'_>, id: RequestId) -> Result<Option<Request>, StoreError> {
    tx.query_opt(&BY_ID, &[&id], request)
}

/// A shop's requests before one, the newest first; no states means all of them. `skip` passes over so many.
pub fn page(
    tx: &mut Tx<'_>,
    seller: SellerId,
    states: &[RequestState],
    before: RequestId,
    limit: i64,
    skip: i64,
) -> Result<Vec<Request>, StoreError> {
    if states.is_empty() {
        return tx.query(&PAGE, &[&seller, &before, &limit, &skip], request);
    }
    tx.query(&PAGE_OF_STATES, &[&seller, &before, &limit, &skip, &json(serde_json::to_string(states))?], request)
}

fn json<T>(encoded: Result<T, serde_json::Error>) -> Result<T, StoreError> {
    encoded.map_err(|error| StoreError::other(error.to_string()))
}

/// A buyer's requests before one, the newest first.
pub fn of_buyer(tx: &mut Tx<'_>, buyer: PersonId, before: RequestId, limit: i64) -> Result<Vec<Request>, StoreError> {
    tx.query(&OF_BUYER, &[&buyer, &before, &limit], request)
}

/// A buyer's requests to one shop before one, the newest first.
pub fn of_buyer_in_shop(
    tx: &mut Tx<'_>,
    buyer: PersonId,
    seller: SellerId,
    before: RequestId,
    limit: i64,
) -> Result<Vec<Request>, StoreError> {
    tx.query(&OF_BUYER_IN_SHOP, &[&buyer, &seller, &before, &limit], request)
}

/// A buyer's newest request for a product.
pub fn newest(tx: &mut Tx<'_>, seller: SellerId, sku: Sku, buyer: PersonId) -> Result<Option<Request>, StoreError> {
    tx.query_opt(&OF_BUYER_AND_PRODUCT, &[&seller, &sku, &buyer], request)
}

/// The prices of a buyer's own that hold for some of the products at `now`, whoever sells them.
pub fn approved_for(
    tx: &mut Tx<'_>,
    buyer: PersonId,
    skus: &[Sku],
    now: Timestamp,
) -> Result<Vec<Approved>, StoreError> {
    tx.query(&APPROVED_FOR, &[&buyer, &now, &json(serde_json::to_string(skus))?], |row| {
        Ok(Approved {
            seller: row.get(0)?,
            request: row.get(1)?,
            sku: row.get(2)?,
            price: row.get(3)?,
            min: row.get(4)?,
            left: row.get(5)?,
            ends_at: row.get(6)?,
        })
    })
}

/// How many requests a buyer has made since a moment.
pub fn asked_since(tx: &mut Tx<'_>, buyer: PersonId, since: Timestamp) -> Result<i64, StoreError> {
    tx.query_one(&ASKED_SINCE, &[&buyer, &since], |row| row.get(0))
}

/// How many requests a shop has in each state.
pub fn counts(tx: &mut Tx<'_>, seller: SellerId) -> Result<Vec<(RequestState, i64)>, StoreError> {
    tx.query(&COUNTS, &[&seller], |row| Ok((row.get(0)?, row.get(1)?)))
}
