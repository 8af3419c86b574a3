//! How many reviews share the facts that lists are filtered by.

use domain::SellerId;
use domain::reviews::{OrderStatus, ReviewStatus};

use super::Review;
use super::list::{Filter, Params};
use crate::{Row, Sql, StoreError, Tx, sql_parts};

/// The facts that a chip can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Facet {
    /// How far the staff has come.
    pub status: ReviewStatus,
    /// 1 to 5, or 6 where the source gave none.
    pub stars: i64,
    /// Whether the shop's answer stands under it.
    pub answered: bool,
    /// Whether it says anything in words.
    pub has_text: bool,
    /// Whether it shows anything.
    pub has_media: bool,
    /// What became of the order.
    pub order: OrderStatus,
}

impl Facet {
    /// The facet of a review; `None` for one that was taken away.
    pub fn of(review: &Review) -> Option<Self> {
        (!review.deleted).then(|| Self {
            status: review.status,
            stars: review.stars,
            answered: review.answer.is_some(),
            has_text: review.has_text(),
            has_media: review.has_media(),
            order: review.order_status,
        })
    }
}

static COUNT: Sql = sql_parts!("reviews/count_facet");
static FACETS: Sql = sql_parts!("reviews/facets");
static WALKED: Sql =
    sql_parts!("reviews/facets_walked_head", "reviews/from_reviews", "reviews/filter", "reviews/facets_walked_tail");
static WALKED_FOUND: Sql = sql_parts!(
    "reviews/facets_walked_head",
    "reviews/from_reviews",
    "reviews/filter",
    ("reviews/found_walking"),
    "reviews/facets_walked_tail"
);

/// Adds to the count of a facet.
pub fn count(tx: &mut Tx<'_>, seller: SellerId, facet: Facet, more: i64) -> Result<(), StoreError> {
    let Facet { status, stars, answered, has_text, has_media, order } = facet;
    tx.send(&COUNT, &[&seller, &status, &stars, &answered, &has_text, &has_media, &order, &more])
}

/// A review moved from one facet to another.
pub fn moved(tx: &mut Tx<'_>, seller: SellerId, from: Option<Facet>, to: Option<Facet>) -> Result<(), StoreError> {
    if from == to {
        return Ok(());
    }
    from.map_or(Ok(()), |facet| count(tx, seller, facet, -1))?;
    to.map_or(Ok(()), |facet| count(tx, seller, facet, 1))
}

fn facet(row: &Row<'_>) -> Result<(Facet, i64), StoreError> {
    Ok((
        Facet {
            status: row.get(0)?,
            stars: row.get(1)?,
            answered: row.get(2)?,
            has_text: row.get(3)?,
            has_media: row.get(4)?,
            order: row.get(5)?,
        },
        row.get(6)?,
    ))
}

/// The counts of all of a seller's reviews: a few hundred rows at most, however many reviews there are.
pub fn all(tx: &mut Tx<'_>, seller: SellerId) -> Result<Vec<(Facet, i64)>, StoreError> {
    tx.query(&FACETS, &[&seller], facet)
}

/// The counts of the reviews that a filter leaves: walks them, for filters that facets cannot answer
/// (products, category, dates, words).
pub fn walked(tx: &mut Tx<'_>, seller: SellerId, filter: &Filter) -> Result<Vec<(Facet, i64)>, StoreError> {
    let statement = if filter.words.is_some() { &WALKED_FOUND } else { &WALKED };
    let params = Params::of(filter);
    params.run(seller, domain::Place(-1), i64::MAX, i64::MAX, |all| tx.query(statement, all, facet))
}
