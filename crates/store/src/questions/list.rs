//! Lists of a seller's questions: four orders, the same filter, with and without words.

use domain::questions::Stage;
use domain::{Place, SellerId, Sku, Timestamp};

use super::{Question, question};
use crate::reviews::list::joined;
use crate::{Param, Sql, StoreError, Tx, sql_parts};

pub use crate::reviews::list::{Words, first_place};

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Order {
    /// What waits for the shop first, the longest before the others; then the rest, the newest first.
    #[default]
    Waiting,
    /// The newest first.
    Newest,
    /// The oldest first.
    Oldest,
    /// What most others ask too first.
    MostAsked,
}

/// Which questions. What is `None` or empty is not asked.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Filter {
    /// At one of these stages.
    pub stages: Vec<Stage>,
    /// With or without public answers by others.
    pub others: Option<bool>,
    /// About one of these products.
    pub skus: Vec<Sku>,
    /// About products of this category.
    pub category: Option<String>,
    /// Waiting for the shop since before this time.
    pub waiting_since: Option<Timestamp>,
    /// Asked at this time or later.
    pub from: Option<Timestamp>,
    /// Asked before this time.
    pub until: Option<Timestamp>,
    /// With these words: the engine's query, as `domain::text` writes it for each.
    pub words: Option<Words>,
}

/// Where a page begins: the last row of the page before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    /// What the order sorts by first, where that is not the place: how many ask the same; 0 elsewhere.
    pub key: i64,
    /// The row's place, or its turn.
    pub place: Place,
}

macro_rules! order {
    ($plain:ident $found:ident $order:literal) => {
        static $plain: Sql = sql_parts!("questions/columns", "questions/from_questions", "questions/filter", $order);
        static $found: Sql = sql_parts!(
            "questions/columns",
            "questions/from_questions",
            "questions/filter",
            ("questions/found_walking"),
            $order
        );
    };
}

order!(WAITING WAITING_FOUND "questions/by_turn");
order!(OLDEST OLDEST_FOUND "questions/oldest");
order!(MOST_ASKED MOST_ASKED_FOUND "questions/most_asked");
static NEWEST: Sql =
    sql_parts!("questions/columns", "questions/from_questions", "questions/filter", "questions/newest");
// The search index counts by place, so the newest hits come out of it in order and the walk ends with the page.
static NEWEST_FOUND: Sql = sql_parts!(
    "questions/columns",
    ("questions/from_words"),
    "questions/filter",
    ("questions/found"),
    ("questions/newest_found")
);

impl Order {
    fn statement(self, found: bool) -> &'static Sql {
        match (self, found) {
            (Self::Waiting, false) => &WAITING,
            (Self::Waiting, true) => &WAITING_FOUND,
            (Self::Newest, false) => &NEWEST,
            (Self::Newest, true) => &NEWEST_FOUND,
            (Self::Oldest, false) => &OLDEST,
            (Self::Oldest, true) => &OLDEST_FOUND,
            (Self::MostAsked, false) => &MOST_ASKED,
            (Self::MostAsked, true) => &MOST_ASKED_FOUND,
        }
    }

    /// The place and the key from which the first page walks.
    fn beginning(self) -> After {
        match self {
            Self::Waiting | Self::Oldest => After { key: i64::MAX, place: Place(-1) },
            Self::Newest => After { key: -1, place: Place(i64::MAX) },
            Self::MostAsked => After { key: i64::MAX, place: Place(i64::MAX) },
        }
    }

    /// The second bound of the walk: the last row's key, or the far end where the order sorts by place alone.
    fn bound(self, after: After) -> i64 {
        match self {
            Self::MostAsked => after.key,
            Self::Newest => -1,
            Self::Waiting | Self::Oldest => i64::MAX,
        }
    }

    /// What a page that ends with this row is continued with.
    pub fn after(self, last: &Question) -> After {
        match self {
            Self::Waiting => After { key: 0, place: Place(last.turn()) },
            Self::MostAsked => After { key: last.same, place: last.place },
            Self::Newest | Self::Oldest => After { key: 0, place: last.place },
        }
    }
}

/// A page of a seller's public questions.
pub fn page(
    tx: &mut Tx<'_>,
    seller: SellerId,
    filter: &Filter,
    order: Order,
    after: Option<After>,
    limit: i64,
) -> Result<Vec<Question>, StoreError> {
    let after = after.unwrap_or(order.beginning());
    let bound = order.bound(after);
    let statement = order.statement(filter.words.is_some());
    Params::of(filter).run(seller, after.place, limit, bound, |all| tx.query(statement, all, question))
}

/// The filter as parameters $4 to $10 and $12.
pub(super) struct Params<'a> {
    stages: Option<String>,
    skus: Option<String>,
    waits: Option<bool>,
    from: Place,
    until: Place,
    filter: &'a Filter,
}

impl<'a> Params<'a> {
    pub(super) fn of(filter: &'a Filter) -> Self {
        let until = [filter.until, filter.waiting_since].into_iter().flatten().min();
        Self {
            stages: joined(filter.stages.iter().map(|stage| stage.as_str())),
            skus: joined(filter.skus.iter().map(|sku| sku.0)),
            waits: filter.waiting_since.map(|_| true),
            from: filter.from.map_or(Place(i64::MIN), first_place),
            until: until.map_or(Place(i64::MAX), first_place),
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
            &self.stages,
            &f.others,
            &self.skus,
            &f.category,
            &self.waits,
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
