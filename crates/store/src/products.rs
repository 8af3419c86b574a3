//! Products: what is sold, with the counts of its public reviews.

use domain::{Currency, MediaId, Money, ProductId, ReviewId, SellerId, Sku, Timestamp};

use crate::reviews::list::Words;
use crate::{Row, Sql, StoreError, Tx, sql_parts, sql2};

/// A product as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// Whose.
    pub seller: SellerId,
    /// Its number for buyers.
    pub sku: Sku,
    /// Its number for the dialect's product methods.
    pub product_id: ProductId,
    /// Its article at the seller.
    pub offer_id: String,
    /// Name as listed.
    pub name: String,
    /// Category as listed; empty where unknown.
    pub category: String,
    /// Brand; empty where unknown.
    pub brand: String,
    /// Description; empty where there is none.
    pub description: String,
    /// A JSON object of names and values.
    pub attributes: String,
    /// Price now.
    pub price: Money,
    /// Price before, minor units of the same currency.
    pub old_price: Option<i64>,
    /// Pieces.
    pub stock: i64,
    /// Its picture.
    pub picture: Option<MediaId>,
    /// Taken from sale.
    pub archived: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// Public reviews with 1, 2, 3, 4, 5 stars.
    pub stars: [i64; 5],
    /// Public reviews, those without stars too.
    pub reviews: i64,
    /// The review on top of the card.
    pub pinned: Option<ReviewId>,
}

static UPSERT: Sql = sql_parts!("products/upsert");
static ONE: Sql = sql_parts!("products/columns", "products/one");
static BY_SKU: Sql = sql_parts!("products/columns", "products/by_sku");
static BY_PRODUCT_ID: Sql = sql_parts!("products/columns", "products/by_product_id");
static BY_OFFER: Sql = sql_parts!("products/columns", "products/by_offer");
static LIST: Sql = sql_parts!("products/columns", "products/list", "products/shelf", "products/list_end");
static NAMED_BY_SKU: Sql = sql_parts!("products/columns", "products/named_by_sku");
static NAMED_BY_PRODUCT_ID: Sql = sql_parts!("products/columns", "products/named_by_product_id");
static NAMED_BY_OFFER: Sql = sql_parts!("products/columns", "products/named_by_offer_id");
static SHOP_LIST: Sql = sql_parts!("products/columns", "products/shop_list");
static FOUND: Sql = sql_parts!("products/columns", ("products/found"));
static INDEX: Sql = sql2!("products/index");
static COUNT: Sql = sql_parts!("products/count", "products/shelf");
static CATEGORIES: Sql = sql_parts!("products/categories");
static FIND: Sql = sql_parts!("products/find");
static COUNT_STARS: Sql = sql_parts!("products/count_stars");
static PIN: Sql = sql_parts!("products/pin");
static OWNER: Sql = sql_parts!("products/owner");
static RECOUNT: Sql = sql_parts!("products/recount");

/// Adds a product with its words for buyers, or brings one that is there up to date; counts and pin stay.
pub fn upsert(tx: &mut Tx<'_>, p: &Product, words: &str) -> Result<(), StoreError> {
    tx.send(&INDEX, &[&p.sku, &words])?;
    tx.send(
        &UPSERT,
        &[
            &p.seller,
            &p.sku,
            &p.product_id,
            &p.offer_id,
            &p.name,
            &p.category,
            &p.brand,
            &p.description,
            &p.attributes,
            &p.price.minor,
            &p.old_price,
            &p.price.currency,
            &p.stock,
            &p.picture,
            &p.created_at,
            &p.updated_at,
            &p.archived,
        ],
    )
}

pub(crate) fn product(row: &Row<'_>) -> Result<Product, StoreError> {
    let currency: Currency = row.get(11)?;
    Ok(Product {
        seller: row.get(0)?,
        sku: row.get(1)?,
        product_id: row.get(2)?,
        offer_id: row.get(3)?,
        name: row.get(4)?,
        category: row.get(5)?,
        brand: row.get(6)?,
        description: row.get(7)?,
        attributes: row.get(8)?,
        price: Money::new(row.get(9)?, currency),
        old_price: row.get(10)?,
        stock: row.get(12)?,
        picture: row.get(13)?,
        archived: row.get(14)?,
        created_at: row.get(15)?,
        updated_at: row.get(16)?,
        stars: [row.get(17)?, row.get(18)?, row.get(19)?, row.get(20)?, row.get(21)?],
        reviews: row.get(22)?,
        pinned: row.get(23)?,
    })
}

/// A seller's product by its sku.
pub fn one(tx: &mut Tx<'_>, seller: SellerId, sku: Sku) -> Result<Option<Product>, StoreError> {
    tx.query_opt(&ONE, &[&seller, &sku], product)
}

/// A product on sale by its sku, whoever sells it: what a buyer's link names.
pub fn by_sku(tx: &mut Tx<'_>, sku: Sku) -> Result<Option<Product>, StoreError> {
    tx.query_opt(&BY_SKU, &[&sku], product)
}

/// A seller's product by the dialect's number.
pub fn by_product_id(tx: &mut Tx<'_>, seller: SellerId, id: ProductId) -> Result<Option<Product>, StoreError> {
    tx.query_opt(&BY_PRODUCT_ID, &[&seller, &id], product)
}

/// A seller's product by the seller's article.
pub fn by_offer(tx: &mut Tx<'_>, seller: SellerId, offer: &str) -> Result<Option<Product>, StoreError> {
    tx.query_opt(&BY_OFFER, &[&seller, &offer], product)
}

/// Which of a seller's products: what is `None` is not asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Shelf {
    /// Taken from sale, or not.
    pub archived: Option<bool>,
    /// With pieces in stock, or without.
    pub in_stock: Option<bool>,
}

/// A seller's products after one, in the order of the dialect's number.
pub fn list(
    tx: &mut Tx<'_>,
    seller: SellerId,
    shelf: Shelf,
    after: ProductId,
    limit: i64,
) -> Result<Vec<Product>, StoreError> {
    tx.query(&LIST, &[&seller, &shelf.archived, &shelf.in_stock, &after, &limit], product)
}

/// Names of products, all of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Names {
    /// Numbers of the dialect.
    ProductIds(Vec<ProductId>),
    /// Numbers for buyers.
    Skus(Vec<Sku>),
    /// The seller's articles.
    Offers(Vec<String>),
}

/// A seller's products that have one of the names, in no order.
pub fn named(tx: &mut Tx<'_>, seller: SellerId, names: &Names) -> Result<Vec<Product>, StoreError> {
    let (statement, list) = match names {
        Names::ProductIds(ids) => (&NAMED_BY_PRODUCT_ID, serde_json::to_string(ids)),
        Names::Skus(skus) => (&NAMED_BY_SKU, serde_json::to_string(skus)),
        Names::Offers(offers) => (&NAMED_BY_OFFER, serde_json::to_string(offers)),
    };
    let list = list.map_err(|error| StoreError::other(error.to_string()))?;
    tx.query(statement, &[&seller, &list], product)
}

/// Products on sale after one, of all sellers: the buyer's list.
pub fn shop_list(tx: &mut Tx<'_>, after: Sku, limit: i64) -> Result<Vec<Product>, StoreError> {
    tx.query(&SHOP_LIST, &[&after, &limit], product)
}

/// Products on sale with these words after one, of all sellers.
pub fn found(tx: &mut Tx<'_>, words: &Words, after: Sku, limit: i64) -> Result<Vec<Product>, StoreError> {
    tx.query(&FOUND, &[words, &after, &limit], product)
}

/// How many products a seller has.
pub fn count(tx: &mut Tx<'_>, seller: SellerId, shelf: Shelf) -> Result<i64, StoreError> {
    tx.query_one(&COUNT, &[&seller, &shelf.archived, &shelf.in_stock], |row| row.get(0))
}

/// A seller's categories with the number of products in each.
pub fn categories(tx: &mut Tx<'_>, seller: SellerId) -> Result<Vec<(String, i64)>, StoreError> {
    tx.query(&CATEGORIES, &[&seller], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Names of a seller's products of one category.
pub fn of_category(
    tx: &mut Tx<'_>,
    seller: SellerId,
    category: &str,
    limit: i64,
) -> Result<Vec<(Sku, String)>, StoreError> {
    tx.query(&FIND, &[&seller, &category, &limit], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Adds to the counts of a product's public reviews; `stars` is for 1 to 5.
pub fn count_stars(
    tx: &mut Tx<'_>,
    seller: SellerId,
    sku: Sku,
    stars: [i64; 5],
    reviews: i64,
) -> Result<(), StoreError> {
    let [one, two, three, four, five] = stars;
    tx.send(&COUNT_STARS, &[&seller, &sku, &one, &two, &three, &four, &five, &reviews])
}

/// Whose product a sku is, on sale or not.
pub fn owner(tx: &mut Tx<'_>, sku: Sku) -> Result<Option<SellerId>, StoreError> {
    tx.query_opt(&OWNER, &[&sku], |row| row.get(0))
}

/// Counts a product's public reviews anew: for one that is made known after they came.
pub fn recount(tx: &mut Tx<'_>, seller: SellerId, sku: Sku) -> Result<(), StoreError> {
    tx.send(&RECOUNT, &[&seller, &sku])
}

/// Puts a review on top of the card, or takes it from there.
pub fn pin(tx: &mut Tx<'_>, seller: SellerId, sku: Sku, review: Option<ReviewId>) -> Result<(), StoreError> {
    tx.send(&PIN, &[&seller, &sku, &review])
}
