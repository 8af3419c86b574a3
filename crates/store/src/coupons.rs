//! Codes of promotions that want one. Baskets look them up and use them: [`baskets`](crate::baskets).

use domain::{PersonId, PromotionId, SellerId};

use crate::{Sql, StoreError, Tx, sql};

/// A code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coupon {
    /// What is typed.
    pub code: String,
    /// The only one who may use it, where it is somebody's.
    pub buyer: Option<PersonId>,
    /// How often it may be used; `None`: as often as anybody likes.
    pub uses: Option<i64>,
    /// How often it was.
    pub used: i64,
}

/// What has become of a promotion's codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// How many there are.
    pub codes: i64,
    /// How often they were used.
    pub used: i64,
}

static INSERT: Sql = sql!("coupons/insert");
static PAGE: Sql = sql!("coupons/page");
static COUNTS: Sql = sql!("coupons/counts");

/// Adds a code to a promotion; `false` where there is such a code already, anybody's.
pub fn insert(tx: &mut Tx<'_>, seller: SellerId, promotion: PromotionId, coupon: &Coupon) -> Result<bool, StoreError> {
    let Coupon { code, buyer, uses, .. } = coupon;
    Ok(tx.execute(&INSERT, &[code, &seller, &promotion, buyer, uses])? == 1)
}

/// The codes of a promotion after one, in their own order.
pub fn page(
    tx: &mut Tx<'_>,
    seller: SellerId,
    promotion: PromotionId,
    after: &str,
    limit: i64,
) -> Result<Vec<Coupon>, StoreError> {
    tx.query(&PAGE, &[&seller, &promotion, &after, &limit], |row| {
        Ok(Coupon { code: row.get(0)?, buyer: row.get(1)?, uses: row.get(2)?, used: row.get(3)? })
    })
}

/// How many codes a promotion has, and how often they were used.
pub fn counts(tx: &mut Tx<'_>, seller: SellerId, promotion: PromotionId) -> Result<Counts, StoreError> {
    tx.query_one(&COUNTS, &[&seller, &promotion], |row| Ok(Counts { codes: row.get(0)?, used: row.get(1)? }))
}
