//! Promotions of the marketplace and of sellers; what takes part in them is in [`participations`], who agreed in [`consents`].

pub mod consents;
pub mod participations;

use domain::promotions::{Enrol, Funding, Kind, State};
use domain::{Currency, PromotionId, SellerId, Timestamp};

use crate::{Row, Sql, StoreError, Tx, sql, sql_parts};

/// Whose the marketplace's own promotions are.
pub const MARKETPLACE: SellerId = SellerId(0);

/// A promotion as it is stored. Sums are minor units of its currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promotion {
    /// Whose: [`MARKETPLACE`] or a seller's own.
    pub seller: SellerId,
    /// Its number.
    pub id: PromotionId,
    /// What sort it is.
    pub kind: Kind,
    /// What it is called: Russian, English; a seller's own has one name, and the second is empty.
    pub title: (String, String),
    /// What it says of itself, the same way.
    pub description: (String, String),
    /// What its owner decided.
    pub state: State,
    /// Who pays.
    pub funding: Funding,
    /// Its conditions: JSON of `domain::promotions::condition`.
    pub conditions: String,
    /// What it gives: JSON of `domain::promotions::benefit`.
    pub benefit: String,
    /// The currency of its sums.
    pub currency: Currency,
    /// From when on.
    pub starts_at: Timestamp,
    /// Until when; the end itself is after it.
    pub ends_at: Timestamp,
    /// From when on its products are fixed.
    pub freeze_at: Option<Timestamp>,
    /// When products are enrolled by themselves.
    pub auto_add_at: Option<Timestamp>,
    /// What silence means then.
    pub enrol: Enrol,
    /// How much discount it may give in all.
    pub budget: Option<i64>,
    /// How codes are given out, where it wants one: JSON.
    pub codes: Option<String>,
    /// Products wait for the operator's word before they are in.
    pub nominates: bool,
    /// Who made it, as the log writes it.
    pub created_by: String,
    /// When.
    pub created_at: Timestamp,
    /// Grows with each change of its terms.
    pub version: i64,
    /// What has come of it.
    pub counted: Counted,
}

/// What has come of a promotion so far, or what is to be added to that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counted {
    /// Products that take part.
    pub joined: i64,
    /// Pieces sold.
    pub pieces: i64,
    /// What was paid for them.
    pub turnover: i64,
    /// The discount that was given.
    pub discount: i64,
    /// What the pieces cost their sellers, where that is known.
    pub cost: i64,
    /// The discount that counts against the budget: given, or promised to baskets.
    pub spent: i64,
}

static INSERT: Sql = sql!("promotions/insert");
static UPDATE: Sql = sql!("promotions/update");
static BY_ID: Sql = sql_parts!("promotions/columns", "promotions/by_id");
static NAMED: Sql = sql_parts!("promotions/columns", "promotions/named");
static OPEN: Sql = sql_parts!("promotions/columns", "promotions/open");
static ENDED: Sql = sql_parts!("promotions/columns", "promotions/ended");
static ALL: Sql = sql_parts!("promotions/columns", "promotions/all");
static COUNT: Sql = sql!("promotions/count");
static SHOPS_IN: Sql = sql!("promotions/shops_in");
static JOINED: Sql = sql!("promotions/joined");
static COUNT_JOINED: Sql = sql!("promotions/count_joined");

fn promotion(row: &Row<'_>) -> Result<Promotion, StoreError> {
    Ok(Promotion {
        seller: row.get(0)?,
        id: row.get(1)?,
        kind: row.get(2)?,
        title: (row.get(3)?, row.get(4)?),
        description: (row.get(5)?, row.get(6)?),
        state: row.get(7)?,
        funding: row.get(8)?,
        conditions: row.get(9)?,
        benefit: row.get(10)?,
        currency: row.get(11)?,
        starts_at: row.get(12)?,
        ends_at: row.get(13)?,
        freeze_at: row.get(14)?,
        auto_add_at: row.get(15)?,
        enrol: row.get(16)?,
        budget: row.get(17)?,
        counted: Counted {
            spent: row.get(18)?,
            joined: row.get(19)?,
            pieces: row.get(20)?,
            turnover: row.get(21)?,
            discount: row.get(22)?,
            cost: row.get(23)?,
        },
        codes: row.get(24)?,
        created_by: row.get(25)?,
        created_at: row.get(26)?,
        version: row.get(27)?,
        nominates: row.get(28)?,
    })
}

/// Adds one.
pub fn insert(tx: &mut Tx<'_>, p: &Promotion) -> Result<(), StoreError> {
    let c = &p.counted;
    tx.send(
        &INSERT,
        &[
            &p.seller,
            &p.id,
            &p.kind,
            &p.title.0,
            &p.title.1,
            &p.description.0,
            &p.description.1,
            &p.state,
            &p.funding,
            &p.conditions,
            &p.benefit,
            &p.currency,
            &p.starts_at,
            &p.ends_at,
            &p.freeze_at,
            &p.auto_add_at,
            &p.enrol,
            &p.budget,
            &c.spent,
            &c.joined,
            &c.pieces,
            &c.turnover,
            &c.discount,
            &c.cost,
            &p.codes,
            &p.created_by,
            &p.created_at,
            &p.version,
            &p.nominates,
        ],
    )
}

/// Writes its terms and its state where its version is still the one that was read; `false` where somebody was faster.
pub fn update(tx: &mut Tx<'_>, p: &Promotion) -> Result<bool, StoreError> {
    let changed = tx.execute(
        &UPDATE,
        &[
            &p.seller,
            &p.id,
            &p.title.0,
            &p.title.1,
            &p.description.0,
            &p.description.1,
            &p.state,
            &p.funding,
            &p.conditions,
            &p.benefit,
            &p.starts_at,
            &p.ends_at,
            &p.freeze_at,
            &p.auto_add_at,
            &p.enrol,
            &p.budget,
            &p.codes,
            &p.nominates,
            &p.version,
        ],
    )?;
    Ok(changed == 1)
}

/// One by its number, whoever's.
pub fn by_id(tx: &mut Tx<'_>, id: PromotionId) -> Result<Option<Promotion>, StoreError> {
    tx.query_opt(&BY_ID, &[&id], promotion)
}

/// Those with these numbers, in no order.
pub fn named(tx: &mut Tx<'_>, ids: &[PromotionId]) -> Result<Vec<Promotion>, StoreError> {
    let list = serde_json::to_string(ids).map_err(|error| StoreError::other(error.to_string()))?;
    tx.query(&NAMED, &[&list], promotion)
}

/// Those of an owner that are published and not over, by their end.
pub fn open(tx: &mut Tx<'_>, owner: SellerId, now: Timestamp, limit: i64) -> Result<Vec<Promotion>, StoreError> {
    tx.query(&OPEN, &[&owner, &now, &limit], promotion)
}

/// Where a list by the end, the latest first, goes on.
pub type After = Option<(Timestamp, PromotionId)>;

fn before(after: After) -> (Timestamp, PromotionId) {
    after.unwrap_or((Timestamp(i64::MAX), PromotionId(i64::MAX)))
}

/// Those of an owner that are over, the last that ended first.
pub fn ended(
    tx: &mut Tx<'_>,
    owner: SellerId,
    now: Timestamp,
    after: After,
    limit: i64,
) -> Result<Vec<Promotion>, StoreError> {
    let (at, id) = before(after);
    tx.query(&ENDED, &[&owner, &now, &at, &id, &limit], promotion)
}

/// All of an owner, drafts too, by their end, the latest first.
pub fn all(tx: &mut Tx<'_>, owner: SellerId, after: After, limit: i64) -> Result<Vec<Promotion>, StoreError> {
    let (at, id) = before(after);
    tx.query(&ALL, &[&owner, &at, &id, &limit], promotion)
}

/// Adds to what has come of a promotion.
pub fn count(tx: &mut Tx<'_>, owner: SellerId, id: PromotionId, more: Counted) -> Result<(), StoreError> {
    let Counted { joined, pieces, turnover, discount, cost, spent } = more;
    tx.send(&COUNT, &[&owner, &id, &joined, &pieces, &turnover, &discount, &cost, &spent])
}

/// In which promotions a shop has products, and how many.
pub fn joined(tx: &mut Tx<'_>, seller: SellerId) -> Result<Vec<(PromotionId, i64)>, StoreError> {
    tx.query(&JOINED, &[&seller], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The shops with products in a promotion.
pub fn shops_in(tx: &mut Tx<'_>, id: PromotionId) -> Result<Vec<SellerId>, StoreError> {
    tx.query(&SHOPS_IN, &[&id], |row| row.get(0))
}

/// Adds to how many products of a shop are in a promotion.
pub fn count_joined(tx: &mut Tx<'_>, seller: SellerId, id: PromotionId, more: i64) -> Result<(), StoreError> {
    tx.send(&COUNT_JOINED, &[&seller, &id, &more])
}
