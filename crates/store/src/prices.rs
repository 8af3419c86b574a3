//! What sellers say of their products' money, and how prices on cards have changed.

use domain::promotions::OnFloor;
use domain::{PromotionId, SellerId, Sku, Timestamp};

use crate::products::{Product, product};
use crate::promotions::participations::by_shop;
use crate::reviews::list::Words;
use crate::{Row, Sql, StoreError, Tx, sql, sql_parts};

/// What a seller has said of a product. Sums are minor units, shares hundredths of a percent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Whose product.
    pub seller: SellerId,
    /// Which.
    pub sku: Sku,
    /// What one piece costs the seller.
    pub cost: Option<i64>,
    /// The marketplace's commission: a share of the price.
    pub commission: Option<i64>,
    /// Delivery and handling of one piece.
    pub logistics: Option<i64>,
    /// Tax: a share of the price.
    pub tax: Option<i64>,
    /// The product's own floor as a price.
    pub floor_price: Option<i64>,
    /// The product's own floor as a margin: a share of the price.
    pub floor_margin: Option<i64>,
    /// What happens at the floor; `None` as the shop's rule says.
    pub on_floor: Option<OnFloor>,
    /// Whether it may be enrolled by itself; `None` as the standing answer says.
    pub auto_join: Option<bool>,
    /// Grows with each change; 0 where nothing was ever said.
    pub version: i64,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

impl Facts {
    /// Of a product of which nothing was said.
    pub fn none(seller: SellerId, sku: Sku) -> Self {
        Self {
            seller,
            sku,
            cost: None,
            commission: None,
            logistics: None,
            tax: None,
            floor_price: None,
            floor_margin: None,
            on_floor: None,
            auto_join: None,
            version: 0,
            updated_at: Timestamp(0),
        }
    }
}

/// The rules of a shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShopRules {
    /// No product sells under this share of its regular price.
    pub floor_percent: Option<i64>,
    /// No product whose cost is known sells under this margin.
    pub floor_margin: Option<i64>,
    /// What happens at the floor.
    pub on_floor: OnFloor,
    /// Discount requests up to this share are granted by themselves.
    pub request_percent: Option<i64>,
    /// For at most so many pieces.
    pub request_pieces: i64,
    /// For so many hours.
    pub request_hours: i64,
    /// Grows with each change; 0 where nothing was ever said.
    pub version: i64,
    /// When they were last changed.
    pub updated_at: Timestamp,
}

impl Default for ShopRules {
    fn default() -> Self {
        Self {
            floor_percent: None,
            floor_margin: None,
            on_floor: OnFloor::Cut,
            request_percent: None,
            request_pieces: 1,
            request_hours: 72,
            version: 0,
            updated_at: Timestamp(0),
        }
    }
}

/// A product of a shop.
pub type Pair = (SellerId, Sku);

/// A moment at which the price on a card changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// When.
    pub at: Timestamp,
    /// The price on the card from then on, minor units.
    pub price: i64,
    /// The regular price from then on.
    pub list: i64,
    /// The promotion that made it.
    pub promotion: Option<PromotionId>,
}

static PUT: Sql = sql!("prices/put");
static NAMED: Sql = sql!("prices/named");
static RULES: Sql = sql!("prices/rules");
static PUT_RULES: Sql = sql!("prices/put_rules");
static SET_PRICE: Sql = sql!("prices/set_price");
static INSERT_POINT: Sql = sql!("prices/insert_point");
static HISTORY: Sql = sql!("prices/history");
static LAST_BEFORE: Sql = sql!("prices/last_before");
static CHANGES: Sql = sql!("prices/changes");
static NEWEST: Sql = sql!("prices/newest");
static LOWEST: Sql = sql!("prices/lowest");
static PAIRS: Sql = sql_parts!("products/columns", "prices/pairs");
static WALK: Sql = sql_parts!("products/columns", "prices/walk");
static WALK_CATEGORY: Sql = sql_parts!("products/columns", "prices/walk_category");
static OUTSIDE: Sql = sql_parts!("products/columns", "prices/outside");
static OUTSIDE_CATEGORY: Sql = sql_parts!("products/columns", "prices/outside_category");
static FOUND: Sql = sql_parts!("products/columns", ("prices/found"));
static SUITABLE: Sql = sql!("prices/suitable");
static SUITABLE_CATEGORY: Sql = sql!("prices/suitable_category");

/// Writes what a seller says of a product.
pub fn put(tx: &mut Tx<'_>, f: &Facts) -> Result<(), StoreError> {
    tx.send(
        &PUT,
        &[
            &f.seller,
            &f.sku,
            &f.cost,
            &f.commission,
            &f.logistics,
            &f.tax,
            &f.floor_price,
            &f.floor_margin,
            &f.on_floor,
            &f.auto_join,
            &f.updated_at,
        ],
    )
}

/// What was said of products, in no order; those of which nothing was said are missing.
pub fn named(tx: &mut Tx<'_>, products: &[Pair]) -> Result<Vec<Facts>, StoreError> {
    tx.query(&NAMED, &[&by_shop(products)?], |row| {
        Ok(Facts {
            seller: row.get(0)?,
            sku: row.get(1)?,
            cost: row.get(2)?,
            commission: row.get(3)?,
            logistics: row.get(4)?,
            tax: row.get(5)?,
            floor_price: row.get(6)?,
            floor_margin: row.get(7)?,
            on_floor: row.get(8)?,
            auto_join: row.get(9)?,
            version: row.get(10)?,
            updated_at: row.get(11)?,
        })
    })
}

/// The rules of a shop; those of a shop that never set any.
pub fn rules(tx: &mut Tx<'_>, seller: SellerId) -> Result<ShopRules, StoreError> {
    Ok(rules_of(tx, &[seller])?.pop().map(|(_, rules)| rules).unwrap_or_default())
}

/// The rules of shops, in no order; those that never set any are missing.
pub fn rules_of(tx: &mut Tx<'_>, sellers: &[SellerId]) -> Result<Vec<(SellerId, ShopRules)>, StoreError> {
    let list = serde_json::to_string(sellers).map_err(|error| StoreError::other(error.to_string()))?;
    tx.query(&RULES, &[&list], |row| {
        let rules = ShopRules {
            floor_percent: row.get(1)?,
            floor_margin: row.get(2)?,
            on_floor: row.get(3)?,
            request_percent: row.get(4)?,
            request_pieces: row.get(5)?,
            request_hours: row.get(6)?,
            version: row.get(7)?,
            updated_at: row.get(8)?,
        };
        Ok((row.get(0)?, rules))
    })
}

/// Writes the rules of a shop.
pub fn put_rules(tx: &mut Tx<'_>, seller: SellerId, r: &ShopRules) -> Result<(), StoreError> {
    tx.send(
        &PUT_RULES,
        &[
            &seller,
            &r.floor_percent,
            &r.floor_margin,
            &r.on_floor,
            &r.request_percent,
            &r.request_pieces,
            &r.request_hours,
            &r.updated_at,
        ],
    )
}

/// Sets the regular price of a product and the one that is crossed out; minor units of its own currency.
pub fn set_price(
    tx: &mut Tx<'_>,
    seller: SellerId,
    sku: Sku,
    price: i64,
    old: Option<i64>,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.send(&SET_PRICE, &[&seller, &sku, &price, &old, &now])
}

fn point(row: &Row<'_>, from: usize) -> Result<Point, StoreError> {
    Ok(Point { at: row.get(from)?, price: row.get(from + 1)?, list: row.get(from + 2)?, promotion: row.get(from + 3)? })
}

/// The price on a card has changed.
pub fn insert_point(tx: &mut Tx<'_>, seller: SellerId, sku: Sku, p: &Point) -> Result<(), StoreError> {
    tx.send(&INSERT_POINT, &[&seller, &sku, &p.at, &p.price, &p.list, &p.promotion])
}

/// How the price on a card has changed since a moment, the oldest first, beginning with the price of that moment; the first
/// 1,000 changes.
pub fn history(tx: &mut Tx<'_>, seller: SellerId, sku: Sku, since: Timestamp) -> Result<Vec<Point>, StoreError> {
    let mut all: Vec<Point> =
        tx.query_opt(&LAST_BEFORE, &[&seller, &sku, &since], |row| point(row, 0))?.into_iter().collect();
    all.extend(tx.query(&HISTORY, &[&seller, &sku, &since, &1_000_i64], |row| point(row, 0))?);
    Ok(all)
}

/// How often the regular price alone was changed since a moment.
pub fn changes(tx: &mut Tx<'_>, seller: SellerId, sku: Sku, since: Timestamp) -> Result<i64, StoreError> {
    tx.query_one(&CHANGES, &[&seller, &sku, &since], |row| row.get(0))
}

/// The newest points of products, in no order.
pub fn newest(tx: &mut Tx<'_>, products: &[Pair]) -> Result<Vec<(Pair, Point)>, StoreError> {
    tx.query(&NEWEST, &[&by_shop(products)?], |row| Ok(((row.get(0)?, row.get(1)?), point(row, 2)?)))
}

/// The lowest prices on cards since a moment, that of the moment itself included, in no order.
pub fn lowest(tx: &mut Tx<'_>, products: &[Pair], since: Timestamp) -> Result<Vec<(Pair, i64)>, StoreError> {
    tx.query(&LOWEST, &[&by_shop(products)?, &since], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))
}

/// Products of several shops, in no order.
pub fn products(tx: &mut Tx<'_>, of: &[Pair]) -> Result<Vec<Product>, StoreError> {
    tx.query(&PAIRS, &[&by_shop(of)?], product)
}

/// A shop's products on sale after one, by their number; of one category, or of all.
pub fn walk(
    tx: &mut Tx<'_>,
    seller: SellerId,
    category: Option<&str>,
    after: Sku,
    limit: i64,
) -> Result<Vec<Product>, StoreError> {
    match category {
        None => tx.query(&WALK, &[&seller, &after, &limit], product),
        Some(category) => tx.query(&WALK_CATEGORY, &[&seller, &category, &after, &limit], product),
    }
}

/// The same of those that neither take part in a promotion nor wait to.
pub fn walk_outside(
    tx: &mut Tx<'_>,
    seller: SellerId,
    promotion: PromotionId,
    category: Option<&str>,
    after: Sku,
    limit: i64,
) -> Result<Vec<Product>, StoreError> {
    match category {
        None => tx.query(&OUTSIDE, &[&seller, &promotion, &after, &limit], product),
        Some(category) => tx.query(&OUTSIDE_CATEGORY, &[&seller, &promotion, &category, &after, &limit], product),
    }
}

/// A shop's products with these words, by their number.
pub fn found(tx: &mut Tx<'_>, words: &Words, seller: SellerId, limit: i64) -> Result<Vec<Product>, StoreError> {
    tx.query(&FOUND, &[words, &seller, &limit], product)
}

/// How many of a shop's products on sale have so many pieces in stock; of one category, or of all.
pub fn count_suitable(
    tx: &mut Tx<'_>,
    seller: SellerId,
    category: Option<&str>,
    min_stock: i64,
) -> Result<i64, StoreError> {
    match category {
        None => tx.query_one(&SUITABLE, &[&seller, &min_stock], |row| row.get(0)),
        Some(category) => tx.query_one(&SUITABLE_CATEGORY, &[&seller, &category, &min_stock], |row| row.get(0)),
    }
}
