//! Who agreed to what, when: the ledger of promotions; and the answers that a shop gives once and for all.

use domain::promotions::{Answer, Kind};
use domain::{ConsentId, PromotionId, SellerId, Sku, Timestamp};

use crate::{Row, Sql, StoreError, Tx, sql};

/// A line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// Its name (UUIDv7): later is greater.
    pub id: ConsentId,
    /// In which promotion.
    pub promotion: PromotionId,
    /// Which product; `None` for all that the shop has there.
    pub sku: Option<Sku>,
    /// What happened: `joined`, `changed`, `left`, `enrolled`, `announced`, `left_out`, `cut`, `dropped`.
    pub what: String,
    /// Who agreed, as the log writes it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// To which terms: JSON.
    pub terms: String,
}

/// What a shop answers to promotions of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingAnswer {
    /// Of which kind.
    pub kind: Kind,
    /// What.
    pub answer: Answer,
    /// Who said so, as the log writes it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

static INSERT: Sql = sql!("participations/insert_consent");
static OF_PRODUCT: Sql = sql!("participations/consents_of_product");
static OF_PROMOTION: Sql = sql!("participations/consents_of_promotion");
static PUT_STANDING: Sql = sql!("participations/put_standing");
static STANDING: Sql = sql!("participations/standing");

fn consent(row: &Row<'_>) -> Result<Consent, StoreError> {
    Ok(Consent {
        id: row.get(0)?,
        promotion: row.get(1)?,
        sku: row.get(2)?,
        what: row.get(3)?,
        by: row.get(4)?,
        at: row.get(5)?,
        terms: row.get(6)?,
    })
}

/// Writes a line.
pub fn insert(tx: &mut Tx<'_>, seller: SellerId, c: &Consent) -> Result<(), StoreError> {
    tx.send(&INSERT, &[&seller, &c.id, &c.promotion, &c.sku, &c.what, &c.by, &c.at, &c.terms])
}

/// After every name of a line.
const END: &str = "~";

fn before(after: Option<ConsentId>) -> String {
    after.map_or_else(|| END.to_owned(), |id| id.to_string())
}

/// What was agreed about a product, the newest first.
pub fn of_product(
    tx: &mut Tx<'_>,
    seller: SellerId,
    sku: Sku,
    after: Option<ConsentId>,
    limit: i64,
) -> Result<Vec<Consent>, StoreError> {
    tx.query(&OF_PRODUCT, &[&seller, &sku, &before(after), &limit], consent)
}

/// What a shop agreed to in a promotion, the newest first.
pub fn of_promotion(
    tx: &mut Tx<'_>,
    seller: SellerId,
    promotion: PromotionId,
    after: Option<ConsentId>,
    limit: i64,
) -> Result<Vec<Consent>, StoreError> {
    tx.query(&OF_PROMOTION, &[&seller, &promotion, &before(after), &limit], consent)
}

/// A shop answers once and for all.
pub fn put_standing(tx: &mut Tx<'_>, seller: SellerId, a: &StandingAnswer) -> Result<(), StoreError> {
    tx.send(&PUT_STANDING, &[&seller, &a.kind, &a.answer, &a.by, &a.at])
}

/// What a shop has answered; kinds without an answer are missing.
pub fn standing(tx: &mut Tx<'_>, seller: SellerId) -> Result<Vec<StandingAnswer>, StoreError> {
    tx.query(&STANDING, &[&seller], |row| {
        Ok(StandingAnswer { kind: row.get(0)?, answer: row.get(1)?, by: row.get(2)?, at: row.get(3)? })
    })
}
