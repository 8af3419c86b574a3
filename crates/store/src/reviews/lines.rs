//! Reviews as programs list them: by time alone, and only the columns that a program is told.
//!
//! What is read most is read here, so rows are borrowed and handed over one by one; nobody keeps them.

use domain::reviews::{Facts, OrderStatus, Rating, ReviewStatus};
use domain::{Place, ReviewId, SellerId, Sku};

use super::list::{Filter, Params};
use crate::{Param, Row, Sql, StoreError, Tx, sql_parts};

/// A review as a program is told of it; its texts are those of the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line<'r> {
    /// Its name.
    pub id: &'r str,
    /// Where it stands.
    pub place: Place,
    /// The product, where it is known.
    pub sku: Option<Sku>,
    /// What became of the order.
    pub order_status: OrderStatus,
    /// 1 to 5, or [`NO_STARS`](super::NO_STARS).
    pub stars: i64,
    /// The comment.
    pub text: &'r str,
    /// The advantages.
    pub pros: &'r str,
    /// The disadvantages.
    pub cons: &'r str,
    /// How many photos.
    pub photos: i64,
    /// How many videos.
    pub videos: i64,
    /// Whether its source knew when it was published.
    pub dated: bool,
    /// How far the staff has come.
    pub status: ReviewStatus,
    /// Whether the shop's answer stands under it.
    pub answered: bool,
    /// Public comments.
    pub comments: i64,
    /// Whether it is held back from the card.
    pub held: bool,
}

impl<'r> Line<'r> {
    fn of(row: &'r Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.text(0)?,
            place: row.get(1)?,
            sku: row.get(2)?,
            order_status: row.get(3)?,
            stars: row.get(4)?,
            text: row.text(5)?,
            pros: row.text(6)?,
            cons: row.text(7)?,
            photos: row.get(8)?,
            videos: row.get(9)?,
            dated: row.get(10)?,
            status: row.get(11)?,
            answered: row.get(12)?,
            comments: row.get(13)?,
            held: row.get(14)?,
        })
    }

    /// What the rules need to know.
    pub fn facts(&self) -> Facts {
        Facts {
            rating: Rating::new(self.stars).ok(),
            status: self.status,
            answered: self.answered,
            order: self.order_status,
            deleted: false,
            held: self.held,
        }
    }
}

static NEWEST: Sql = sql_parts!("reviews/line", "reviews/lines_newest");
static OLDEST: Sql = sql_parts!("reviews/line", "reviews/lines_oldest");
static NEWEST_OF_STATUS: Sql = sql_parts!("reviews/lines_newest_of_status");
static OLDEST_OF_STATUS: Sql = sql_parts!("reviews/lines_oldest_of_status");
static NEWEST_FILTERED: Sql = sql_parts!("reviews/line", "reviews/from_reviews", "reviews/filter", "reviews/newest");
static OLDEST_FILTERED: Sql = sql_parts!("reviews/line", "reviews/from_reviews", "reviews/filter", "reviews/oldest");
static NEWEST_OF_PRODUCTS: Sql = sql_parts!("reviews/line", "reviews/lines_newest_of_products");
static OLDEST_OF_PRODUCTS: Sql = sql_parts!("reviews/line", "reviews/lines_oldest_of_products");
static STANDS: Sql = sql_parts!("reviews/stands");

/// Which way a list of lines goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The newest first.
    Newest,
    /// The oldest first.
    Oldest,
}

/// Hands over a seller's reviews behind `after`, `limit` at most. Words in the filter are not asked for here.
pub fn each(
    tx: &mut Tx<'_>,
    seller: SellerId,
    filter: &Filter,
    direction: Direction,
    after: Option<Place>,
    limit: i64,
    mut take: impl FnMut(&Line<'_>),
) -> Result<(), StoreError> {
    let params = Params::of(filter);
    let walk = Walk::new(direction, after, &params);
    let newest = direction == Direction::Newest;
    let mut take = |row: &Row<'_>| Line::of(row).map(|line| take(&line));
    match shape(filter) {
        Shape::All => {
            let statement = if newest { &NEWEST } else { &OLDEST };
            tx.query(statement, &[&seller, &walk.from, &limit], take)?;
        }
        Shape::Statuses(one, other) => {
            let statement = if newest { &NEWEST_OF_STATUS } else { &OLDEST_OF_STATUS };
            tx.query(statement, &[&seller, &walk.from, &limit, &one, &other], take)?;
        }
        Shape::Products => {
            let statement = if newest { &NEWEST_OF_PRODUCTS } else { &OLDEST_OF_PRODUCTS };
            let skus = json(&filter.skus);
            let all: [&dyn Param; 7] =
                [&seller, &walk.from, &limit, &skus, &walk.to, &params.statuses, &filter.order_status];
            tx.query(statement, &all, take)?;
        }
        Shape::Other => {
            let statement = if newest { &NEWEST_FILTERED } else { &OLDEST_FILTERED };
            params.run(seller, walk.from, limit, walk.to.0, |all| tx.query(statement, all, &mut take))?;
        }
    }
    Ok(())
}

/// From where to where a list walks, both ends left out. The dates of a filter are the ends of the walk, not something
/// to be looked at on the way.
struct Walk {
    from: Place,
    to: Place,
}

impl Walk {
    fn new(direction: Direction, after: Option<Place>, params: &Params<'_>) -> Self {
        let (below, above) = (params.until, Place(params.from.0.saturating_sub(1).max(-1)));
        match direction {
            Direction::Newest => Self { from: after.map_or(below, |after| after.min(below)), to: above },
            Direction::Oldest => Self { from: after.map_or(above, |after| after.max(above)), to: below },
        }
    }
}

/// What is asked for, by how it is walked.
enum Shape {
    All,
    /// One status, or two.
    Statuses(ReviewStatus, Option<ReviewStatus>),
    /// Products, perhaps with statuses and an order's status.
    Products,
    Other,
}

fn shape(filter: &Filter) -> Shape {
    let Filter { statuses, skus, order_status, from, until, .. } = filter;
    let dated = from.is_some() || until.is_some();
    let rest = Filter { statuses: statuses.clone(), skus: skus.clone(), ..Filter::default() };
    let rest = Filter { order_status: *order_status, from: *from, until: *until, ..rest };
    let plain = skus.is_empty() && order_status.is_none() && !dated;
    match statuses.as_slice() {
        _ if rest != *filter => Shape::Other,
        [] if plain => Shape::All,
        [one] if plain => Shape::Statuses(*one, None),
        [one, other] if plain && one != other => Shape::Statuses(*one, Some(*other)),
        _ if !skus.is_empty() => Shape::Products,
        _ => Shape::Other,
    }
}

/// `[1,2]`.
fn json(skus: &[Sku]) -> String {
    let numbers: Vec<_> = skus.iter().map(ToString::to_string).collect();
    format!("[{}]", numbers.join(","))
}

/// Where a seller's review stands, taken away or not: what a list was continued with stays good.
pub fn stands(tx: &mut Tx<'_>, seller: SellerId, id: ReviewId) -> Result<Option<Place>, StoreError> {
    let place = id.place();
    let there: Option<ReviewId> = tx.query_opt(&STANDS, &[&seller, &place], |row| row.get(0))?;
    Ok(there.filter(|there| *there == id).map(|_| place))
}
