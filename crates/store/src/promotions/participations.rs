//! Products in promotions.

use std::collections::BTreeMap;

use domain::promotions::{Mode, Standing};
use domain::{PromotionId, SellerId, Sku, Timestamp};

use crate::{Row, Sql, StoreError, Tx, sql, sql_parts};

/// A product in a promotion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participation {
    /// Whose product.
    pub seller: SellerId,
    /// In which promotion.
    pub promotion: PromotionId,
    /// Which product.
    pub sku: Sku,
    /// What it does there.
    pub standing: Standing,
    /// The price of one piece in minor units; `None` where the promotion takes none.
    pub price: Option<i64>,
    /// Pieces; `None` for all there are.
    pub quantity: Option<i64>,
    /// How many of them are sold.
    pub sold: i64,
    /// How many of them are kept for baskets.
    pub reserved: i64,
    /// How it came in.
    pub mode: Mode,
    /// Why it left or was refused; empty otherwise.
    pub reason: String,
    /// Who agreed, as the log writes it.
    pub agreed_by: String,
    /// When.
    pub agreed_at: Timestamp,
    /// To what: JSON.
    pub terms: String,
    /// Grows with each change.
    pub version: i64,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

impl Participation {
    /// Pieces that can still be sold at its price; `None` for all there are.
    pub fn left(&self) -> Option<i64> {
        self.quantity.map(|quantity| (quantity - self.sold - self.reserved).max(0))
    }
}

/// What the price of a product is reckoned with: a participation without who agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Live {
    /// Whose product.
    pub seller: SellerId,
    /// In which promotion.
    pub promotion: PromotionId,
    /// Which product.
    pub sku: Sku,
    /// The price of one piece in minor units.
    pub price: Option<i64>,
    /// Pieces that can still be sold; `None` for all there are.
    pub left: Option<i64>,
}

/// A product that will come in by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AutoAdd {
    /// Whose product.
    pub seller: SellerId,
    /// Into which promotion.
    pub promotion: PromotionId,
    /// Which product.
    pub sku: Sku,
    /// The price of one piece in minor units.
    pub price: i64,
    /// Pieces; `None` for all there are.
    pub quantity: Option<i64>,
    /// Whether its seller set it, or it follows from the standing answer.
    pub mode: Mode,
    /// Who agreed, as the log writes it.
    pub agreed_by: String,
    /// When.
    pub agreed_at: Timestamp,
}

static ONE: Sql = sql_parts!("participations/columns", "participations/one");
static NAMED: Sql = sql_parts!("participations/columns", "participations/named");
static PAGE: Sql = sql_parts!("participations/columns", "participations/page");
static OF_PROMOTION: Sql = sql_parts!("participations/columns", "participations/of_promotion");
static NOMINATED: Sql = sql_parts!("participations/columns", "participations/nominated");
static OF_PRODUCT: Sql = sql_parts!("participations/columns", "participations/of_product");
static PUT: Sql = sql!("participations/put");
static STAND: Sql = sql!("participations/stand");
static LIVE: Sql = sql!("participations/live");
static PUT_AUTO: Sql = sql!("participations/put_auto");
static DROP_AUTO: Sql = sql!("participations/drop_auto");
static AUTOS: Sql = sql!("participations/autos");
static COUNT_AUTOS: Sql = sql!("participations/count_autos");
static AUTO_SELLERS: Sql = sql!("participations/auto_sellers");

fn participation(row: &Row<'_>) -> Result<Participation, StoreError> {
    Ok(Participation {
        seller: row.get(0)?,
        promotion: row.get(1)?,
        sku: row.get(2)?,
        standing: row.get(3)?,
        price: row.get(4)?,
        quantity: row.get(5)?,
        sold: row.get(6)?,
        reserved: row.get(7)?,
        mode: row.get(8)?,
        reason: row.get(9)?,
        agreed_by: row.get(10)?,
        agreed_at: row.get(11)?,
        terms: row.get(12)?,
        version: row.get(13)?,
        updated_at: row.get(14)?,
    })
}

/// One product in one promotion, whatever it does there.
pub fn one(
    tx: &mut Tx<'_>,
    seller: SellerId,
    promotion: PromotionId,
    sku: Sku,
) -> Result<Option<Participation>, StoreError> {
    tx.query_opt(&ONE, &[&seller, &promotion, &sku], participation)
}

/// Those of a shop's products that have something to do with a promotion, in no order.
pub fn named(
    tx: &mut Tx<'_>,
    seller: SellerId,
    promotion: PromotionId,
    skus: &[Sku],
) -> Result<Vec<Participation>, StoreError> {
    let list = serde_json::to_string(skus).map_err(|error| StoreError::other(error.to_string()))?;
    tx.query(&NAMED, &[&seller, &promotion, &list], participation)
}

/// A shop's products in a promotion after one, by their number.
pub fn page(
    tx: &mut Tx<'_>,
    seller: SellerId,
    promotion: PromotionId,
    standing: Standing,
    after: Sku,
    limit: i64,
) -> Result<Vec<Participation>, StoreError> {
    tx.query(&PAGE, &[&seller, &promotion, &standing, &after, &limit], participation)
}

/// All shops' products that take part in a promotion, after one.
pub fn of_promotion(
    tx: &mut Tx<'_>,
    promotion: PromotionId,
    after: (SellerId, Sku),
    limit: i64,
) -> Result<Vec<Participation>, StoreError> {
    tx.query(&OF_PROMOTION, &[&promotion, &after.0, &after.1, &limit], participation)
}

/// Products that wait for the operator's word, the longest waiting first.
pub fn nominated(tx: &mut Tx<'_>, promotion: PromotionId, limit: i64) -> Result<Vec<Participation>, StoreError> {
    tx.query(&NOMINATED, &[&promotion, &limit], participation)
}

/// The promotions in which a product takes part.
pub fn of_product(tx: &mut Tx<'_>, seller: SellerId, sku: Sku) -> Result<Vec<Participation>, StoreError> {
    tx.query(&OF_PRODUCT, &[&seller, &sku], participation)
}

/// Puts a product into a promotion, or changes what it does there; what was sold and is kept for baskets stays.
pub fn put(tx: &mut Tx<'_>, p: &Participation) -> Result<(), StoreError> {
    tx.send(
        &PUT,
        &[
            &p.seller,
            &p.promotion,
            &p.sku,
            &p.standing,
            &p.price,
            &p.quantity,
            &p.mode,
            &p.reason,
            &p.agreed_by,
            &p.agreed_at,
            &p.terms,
            &p.updated_at,
        ],
    )
}

/// Moves a product to another standing, for a reason.
pub fn stand(
    tx: &mut Tx<'_>,
    p: &Participation,
    standing: Standing,
    reason: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.send(&STAND, &[&p.seller, &p.promotion, &p.sku, &standing, &reason, &now])
}

/// Products as JSON, shop by shop: `{"7": [81, 82], "9": [81]}`. Engines read that much faster than a list of pairs.
pub(crate) fn by_shop(products: &[(SellerId, Sku)]) -> Result<String, StoreError> {
    let mut shops: BTreeMap<i64, Vec<Sku>> = BTreeMap::new();
    for (seller, sku) in products {
        shops.entry(seller.0).or_default().push(*sku);
    }
    serde_json::to_string(&shops).map_err(|error| StoreError::other(error.to_string()))
}

/// What products take part in, whatever the time, in no order; the promotions are asked for apart.
pub fn live(tx: &mut Tx<'_>, products: &[(SellerId, Sku)]) -> Result<Vec<Live>, StoreError> {
    tx.query(&LIVE, &[&by_shop(products)?], |row| {
        let (quantity, sold, reserved): (Option<i64>, i64, i64) = (row.get(4)?, row.get(5)?, row.get(6)?);
        Ok(Live {
            seller: row.get(0)?,
            promotion: row.get(1)?,
            sku: row.get(2)?,
            price: row.get(3)?,
            left: quantity.map(|quantity| (quantity - sold - reserved).max(0)),
        })
    })
}

/// A product will come in by itself, on these terms.
pub fn put_auto(tx: &mut Tx<'_>, a: &AutoAdd) -> Result<(), StoreError> {
    tx.send(&PUT_AUTO, &[&a.seller, &a.promotion, &a.sku, &a.price, &a.quantity, &a.mode, &a.agreed_by, &a.agreed_at])
}

/// It will not; `false` where it was not to.
pub fn drop_auto(tx: &mut Tx<'_>, seller: SellerId, promotion: PromotionId, sku: Sku) -> Result<bool, StoreError> {
    Ok(tx.execute(&DROP_AUTO, &[&seller, &promotion, &sku])? > 0)
}

/// A shop's products that will come in by themselves, after one.
pub fn autos(
    tx: &mut Tx<'_>,
    seller: SellerId,
    promotion: PromotionId,
    after: Sku,
    limit: i64,
) -> Result<Vec<AutoAdd>, StoreError> {
    tx.query(&AUTOS, &[&seller, &promotion, &after, &limit], |row| {
        Ok(AutoAdd {
            seller: row.get(0)?,
            promotion: row.get(1)?,
            sku: row.get(2)?,
            price: row.get(3)?,
            quantity: row.get(4)?,
            mode: row.get(5)?,
            agreed_by: row.get(6)?,
            agreed_at: row.get(7)?,
        })
    })
}

/// How many of them there are.
pub fn count_autos(tx: &mut Tx<'_>, seller: SellerId, promotion: PromotionId) -> Result<i64, StoreError> {
    tx.query_one(&COUNT_AUTOS, &[&seller, &promotion], |row| row.get(0))
}

/// Shops with products that will come into a promotion by themselves, after one.
pub fn auto_sellers(
    tx: &mut Tx<'_>,
    promotion: PromotionId,
    after: SellerId,
    limit: i64,
) -> Result<Vec<SellerId>, StoreError> {
    tx.query(&AUTO_SELLERS, &[&promotion, &after, &limit], |row| row.get(0))
}
