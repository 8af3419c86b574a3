//! Lists of a seller's reviews: five orders, the same filter, with and without words.

use domain::reviews::pulse::Beat;
use domain::reviews::{OrderStatus, ReviewStatus};
use domain::{Place, SellerId, Sku, Timestamp};

use super::{Review, review};
use crate::{Param, Sql, StoreError, Tx, Value, sql_parts};

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Order {
    /// What asks for an answer first: unanswered one and two stars, then what else waits, then the rest; newest first.
    #[default]
    Important,
    /// The newest first; of unknown time last.
    Newest,
    /// The oldest first; of unknown time first.
    Oldest,
    /// The lowest stars first, and among equals the oldest; without stars last.
    Lowest,
    /// Only what waits for the shop, the longest first.
    Waiting,
}

/// Which reviews. What is `None` or empty is not asked.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Filter {
    /// One of these.
    pub statuses: Vec<ReviewStatus>,
    /// One of these stars; 6 asks for those without.
    pub stars: Vec<u8>,
    /// With or without words.
    pub has_text: Option<bool>,
    /// With or without pictures or videos.
    pub has_media: Option<bool>,
    /// With or without the shop's answer.
    pub answered: Option<bool>,
    /// About one of these products.
    pub skus: Vec<Sku>,
    /// About products of this category.
    pub category: Option<String>,
    /// On orders with this status.
    pub order_status: Option<OrderStatus>,
    /// Published at this time or later.
    pub from: Option<Timestamp>,
    /// Published before this time.
    pub until: Option<Timestamp>,
    /// With these words: the engine's query, as `domain::text` writes it for each.
    pub words: Option<Words>,
}

/// One search, as each engine wants it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Words {
    /// For SQLite's FTS5.
    pub fts5: String,
    /// For PostgreSQL's `tsquery`.
    pub tsquery: String,
}

impl Param for Words {
    fn value(&self) -> Value<'_> {
        Value::Search { fts5: self.fts5.as_str().into(), tsquery: self.tsquery.as_str().into() }
    }
}

/// Where a page begins: the last row of the page before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    /// What the order sorts by first: urgency or stars; 0 where it sorts by place alone.
    pub key: i64,
    /// The row's place.
    pub place: Place,
}

macro_rules! order {
    ($plain:ident $found:ident $order:literal) => {
        static $plain: Sql = sql_parts!("reviews/columns", "reviews/from_reviews", "reviews/filter", $order);
        static $found: Sql =
            sql_parts!("reviews/columns", "reviews/from_reviews", "reviews/filter", ("reviews/found_walking"), $order);
    };
}

order!(IMPORTANT IMPORTANT_FOUND "reviews/important");
order!(OLDEST OLDEST_FOUND "reviews/oldest");
order!(LOWEST LOWEST_FOUND "reviews/lowest");
order!(WAITING WAITING_FOUND "reviews/waiting");
static NEWEST: Sql = sql_parts!("reviews/columns", "reviews/from_reviews", "reviews/filter", "reviews/newest");
// The search index counts by place, so the newest hits come out of it in order and the walk ends with the page.
static NEWEST_FOUND: Sql =
    sql_parts!("reviews/columns", ("reviews/from_words"), "reviews/filter", "reviews/found", "reviews/newest_found");

static PULSE: Sql = sql_parts!("reviews/pulse");

impl Order {
    fn statement(self, found: bool) -> &'static Sql {
        match (self, found) {
            (Self::Important, false) => &IMPORTANT,
            (Self::Important, true) => &IMPORTANT_FOUND,
            (Self::Newest, false) => &NEWEST,
            (Self::Newest, true) => &NEWEST_FOUND,
            (Self::Oldest, false) => &OLDEST,
            (Self::Oldest, true) => &OLDEST_FOUND,
            (Self::Lowest, false) => &LOWEST,
            (Self::Lowest, true) => &LOWEST_FOUND,
            (Self::Waiting, false) => &WAITING,
            (Self::Waiting, true) => &WAITING_FOUND,
        }
    }

    /// The place and the key from which the first page walks.
    fn beginning(self) -> After {
        let (key, place) = match self {
            Self::Important => (i64::MAX, i64::MAX),
            Self::Newest => (-1, i64::MAX),
            Self::Oldest | Self::Waiting => (i64::MAX, -1),
            Self::Lowest => (-1, -1),
        };
        After { key, place: Place(place) }
    }

    /// The second bound of the walk: the last row's key, or the far end where the order sorts by place alone.
    fn bound(self, after: After) -> i64 {
        match self {
            Self::Important | Self::Lowest => after.key,
            Self::Newest => -1,
            Self::Oldest | Self::Waiting => i64::MAX,
        }
    }

    /// What a page that ends with this row is continued with.
    pub fn after(self, last: &Review) -> After {
        let key = match self {
            Self::Important => domain::reviews::urgency(&last.facts()),
            Self::Lowest => last.stars,
            Self::Newest | Self::Oldest | Self::Waiting => 0,
        };
        After { key, place: last.place }
    }
}

/// A page of a seller's reviews.
pub fn page(
    tx: &mut Tx<'_>,
    seller: SellerId,
    filter: &Filter,
    order: Order,
    after: Option<After>,
    limit: i64,
) -> Result<Vec<Review>, StoreError> {
    let after = after.unwrap_or(order.beginning());
    let bound = order.bound(after);
    let params = Params::of(filter);
    params.run(seller, after.place, limit, bound, |all| tx.query(order.statement(filter.words.is_some()), all, review))
}

/// When the reviews since a time were published, their stars and when they were answered; the newest first.
pub fn beats(tx: &mut Tx<'_>, seller: SellerId, since: Timestamp, limit: i64) -> Result<Vec<Beat>, StoreError> {
    tx.query(&PULSE, &[&seller, &first_place(since), &limit], |row| {
        let stars: i64 = row.get(1)?;
        let stars = u8::try_from(stars).ok().filter(|stars| (1..=5).contains(stars));
        Ok(Beat { at: row.get(0)?, stars, answered_at: row.get(2)? })
    })
}

/// The filter as parameters $4 to $13 and $15.
pub(super) struct Params<'a> {
    pub(super) statuses: Option<String>,
    stars: Option<i64>,
    skus: Option<String>,
    pub(super) from: Place,
    pub(super) until: Place,
    filter: &'a Filter,
}

impl<'a> Params<'a> {
    pub(super) fn of(filter: &'a Filter) -> Self {
        Self {
            statuses: joined(filter.statuses.iter().map(|status| status.as_str())),
            stars: mask(&filter.stars),
            skus: joined(filter.skus.iter().map(|sku| sku.0)),
            from: filter.from.map_or(Place(i64::MIN), first_place),
            until: filter.until.map_or(Place(i64::MAX), first_place),
            filter,
        }
    }

    /// Calls with all parameters in their order.
    pub(super) fn run<T>(
        &self,
        seller: SellerId,
        place: Place,
        limit: i64,
        bound: i64,
        call: impl FnOnce(&[&dyn Param]) -> T,
    ) -> T {
        let f = self.filter;
        let mut all: Vec<&dyn Param> = vec![
            &seller,
            &place,
            &limit,
            &self.statuses,
            &self.stars,
            &f.has_text,
            &f.has_media,
            &f.answered,
            &self.skus,
            &f.category,
            &f.order_status,
            &self.from,
            &self.until,
            &bound,
        ];
        if let Some(words) = &f.words {
            all.push(words);
        }
        call(&all)
    }
}

/// `,a,b,`: a text in which SQL finds `,a,` with `like`, the same on both engines.
pub(crate) fn joined<T: std::fmt::Display>(items: impl Iterator<Item = T>) -> Option<String> {
    let joined = items.fold(String::new(), |all, item| format!("{all},{item}"));
    (!joined.is_empty()).then(|| joined + ",")
}

fn mask(stars: &[u8]) -> Option<i64> {
    (!stars.is_empty()).then(|| stars.iter().filter(|star| **star < 8).fold(0, |mask, star| mask | 1 << star))
}

/// The first place of a millisecond.
pub fn first_place(at: Timestamp) -> Place {
    Place(at.millis().clamp(0, i64::MAX >> 15) << 15)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, Store};

    /// With many hits the planner may take it the other way round; then a search takes a minute instead of a millisecond.
    #[tokio::test(flavor = "multi_thread", worker_threads = 1)]
    async fn a_search_on_sqlite_begins_with_the_search_index_and_looks_each_hit_up() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(Options::Sqlite { dir: dir.path().to_owned() }).unwrap();
        let plan: Vec<String> = store
            .read(|tx| {
                let words = Words { fts5: "\"7x1\"".into(), tsquery: String::new() };
                let filter = Filter { words: Some(words), ..Filter::default() };
                let params = Params::of(&filter);
                params.run(SellerId(7), Place(i64::MAX), 20, -1, |all| tx.explain(&NEWEST_FOUND, all))
            })
            .await
            .unwrap();
        let first = plan.first().map(String::as_str).unwrap_or_default();
        assert!(first.contains("VIRTUAL TABLE"), "{plan:#?}");
        assert!(plan.get(1).is_some_and(|step| step.starts_with("SEARCH r USING")), "{plan:#?}");
    }
}
