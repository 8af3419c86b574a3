//! Questions on a product's card, similar ones, and a buyer's own.

use domain::{PersonId, Place, SellerId, Sku};

use super::list::Words;
use super::{Question, question};
use crate::{Sql, StoreError, Tx, sql_parts};

static OF_CARD: Sql = sql_parts!("questions/columns", "questions/from_questions", "questions/of_card");
static OF_CARD_POPULAR: Sql = sql_parts!("questions/columns", "questions/from_questions", "questions/of_card_popular");
static OF_BUYER: Sql = sql_parts!("questions/columns", "questions/from_questions", "questions/of_buyer");
static SIMILAR: Sql = sql_parts!("questions/columns", ("questions/similar"));

/// The public questions about a product, the newest first.
pub fn newest(
    tx: &mut Tx<'_>,
    seller: SellerId,
    sku: Sku,
    before: Place,
    limit: i64,
) -> Result<Vec<Question>, StoreError> {
    tx.query(&OF_CARD, &[&seller, &sku, &before, &limit], question)
}

/// The public questions about a product, what most others ask first. `before` is the last row's count and place.
pub fn popular(
    tx: &mut Tx<'_>,
    seller: SellerId,
    sku: Sku,
    before: (i64, Place),
    limit: i64,
) -> Result<Vec<Question>, StoreError> {
    let (same, place) = before;
    tx.query(&OF_CARD_POPULAR, &[&seller, &sku, &place, &limit, &same], question)
}

/// The questions of a buyer that were not taken away, the newest first, whoever sells the product.
pub fn of_buyer(tx: &mut Tx<'_>, buyer: PersonId, before: Place, limit: i64) -> Result<Vec<Question>, StoreError> {
    tx.query(&OF_BUYER, &[&buyer, &before, &limit], question)
}

/// Public questions about a product that have public answers and words of `words`, the newest first.
pub fn similar(
    tx: &mut Tx<'_>,
    seller: SellerId,
    sku: Sku,
    words: &Words,
    limit: i64,
) -> Result<Vec<Question>, StoreError> {
    tx.query(&SIMILAR, &[&seller, &sku, &limit, words], question)
}
