//! Reviews on a product's card, and a buyer's own.

use domain::{PersonId, Place, SellerId, Sku, Timestamp};

use super::list::first_place;
use super::{Review, review};
use crate::{Sql, StoreError, Tx, sql_parts};

static OF_CARD: Sql = sql_parts!("reviews/columns", "reviews/from_reviews", "reviews/of_card");
static OF_CARD_USEFUL: Sql = sql_parts!("reviews/columns", "reviews/from_reviews", "reviews/of_card_useful");
static OF_BUYER: Sql = sql_parts!("reviews/columns", "reviews/from_reviews", "reviews/of_buyer");
static COUNT_BETWEEN: Sql = sql_parts!("reviews/count_between");
static COUNT_SAME_TEXT: Sql = sql_parts!("reviews/count_same_text");

/// Which reviews of a card.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CardFilter {
    /// One of these stars.
    pub stars: Vec<u8>,
    /// With or without pictures or videos.
    pub has_media: Option<bool>,
}

impl CardFilter {
    fn mask(&self) -> Option<i64> {
        (!self.stars.is_empty()).then(|| self.stars.iter().filter(|s| **s < 8).fold(0, |mask, star| mask | 1 << star))
    }
}

/// The public reviews of a product, the newest first.
pub fn newest(
    tx: &mut Tx<'_>,
    seller: SellerId,
    sku: Sku,
    filter: &CardFilter,
    before: Place,
    limit: i64,
) -> Result<Vec<Review>, StoreError> {
    tx.query(&OF_CARD, &[&seller, &sku, &before, &filter.mask(), &filter.has_media, &limit], review)
}

/// The public reviews of a product that somebody found useful, the most useful first.
///
/// `before` is the last row's count and place; what nobody found useful follows by [`newest`].
pub fn useful(
    tx: &mut Tx<'_>,
    seller: SellerId,
    sku: Sku,
    filter: &CardFilter,
    before: (i64, Place),
    limit: i64,
) -> Result<Vec<Review>, StoreError> {
    let (useful, place) = before;
    tx.query(&OF_CARD_USEFUL, &[&seller, &sku, &place, &filter.mask(), &filter.has_media, &limit, &useful], review)
}

/// What else a buyer wrote to this seller, the newest first.
pub fn of_buyer(
    tx: &mut Tx<'_>,
    buyer: PersonId,
    seller: SellerId,
    except: Place,
    limit: i64,
) -> Result<Vec<Review>, StoreError> {
    tx.query(&OF_BUYER, &[&buyer, &seller, &except, &limit], review)
}

/// How many reviews of a product were published between two times; 1,000 where there are more.
pub fn count_between(
    tx: &mut Tx<'_>,
    seller: SellerId,
    sku: Sku,
    from: Timestamp,
    until: Timestamp,
) -> Result<i64, StoreError> {
    tx.query_one(&COUNT_BETWEEN, &[&seller, &sku, &first_place(from), &first_place(until)], |row| row.get(0))
}

/// How many of the last 500 reviews of a product say exactly this, one aside.
pub fn count_same_text(
    tx: &mut Tx<'_>,
    seller: SellerId,
    sku: Sku,
    text: &str,
    except: Place,
) -> Result<i64, StoreError> {
    tx.query_one(&COUNT_SAME_TEXT, &[&seller, &sku, &text, &except], |row| row.get(0))
}
