//! How many questions share the facts that lists are filtered by.

use domain::questions::{QuestionState, Stage};
use domain::{Place, SellerId};

use super::Question;
use super::list::{Filter, Params};
use crate::{Row, Sql, StoreError, Tx, sql_parts};

/// The facts that a chip can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Facet {
    /// Where it stands for the shop.
    pub stage: Stage,
    /// Whether public answers by others stand under it.
    pub others: bool,
}

impl Facet {
    /// The facet of a question; `None` for one that is not public.
    pub fn of(question: &Question) -> Option<Self> {
        (question.state == QuestionState::Published)
            .then_some(Self { stage: question.stage, others: question.others > 0 })
    }
}

static COUNT: Sql = sql_parts!("questions/count_facet");
static FACETS: Sql = sql_parts!("questions/facets");
static WALKED: Sql = sql_parts!(
    "questions/facets_walked_head",
    "questions/from_questions",
    "questions/filter",
    "questions/facets_walked_tail"
);
static WALKED_FOUND: Sql = sql_parts!(
    "questions/facets_walked_head",
    "questions/from_questions",
    "questions/filter",
    ("questions/found_walking"),
    "questions/facets_walked_tail"
);

/// Adds to the count of a facet.
pub fn count(tx: &mut Tx<'_>, seller: SellerId, facet: Facet, more: i64) -> Result<(), StoreError> {
    tx.send(&COUNT, &[&seller, &facet.stage, &facet.others, &more])
}

/// A question moved from one facet to another; its product is counted with it.
pub fn moved(tx: &mut Tx<'_>, question: &Question, from: Option<Facet>, to: Option<Facet>) -> Result<(), StoreError> {
    if from == to {
        return Ok(());
    }
    from.map_or(Ok(()), |facet| count(tx, question.seller, facet, -1))?;
    to.map_or(Ok(()), |facet| count(tx, question.seller, facet, 1))?;
    match i64::from(to.is_some()) - i64::from(from.is_some()) {
        0 => Ok(()),
        more => super::count_product(tx, question.seller, question.sku, more),
    }
}

fn facet(row: &Row<'_>) -> Result<(Facet, i64), StoreError> {
    Ok((Facet { stage: row.get(0)?, others: row.get(1)? }, row.get(2)?))
}

/// The counts of all of a seller's public questions: ten rows at most, however many questions there are.
pub fn all(tx: &mut Tx<'_>, seller: SellerId) -> Result<Vec<(Facet, i64)>, StoreError> {
    tx.query(&FACETS, &[&seller], facet)
}

/// The counts of the questions that a filter leaves: walks them, for filters that facets cannot answer (products,
/// category, dates, waiting time, words).
pub fn walked(tx: &mut Tx<'_>, seller: SellerId, filter: &Filter) -> Result<Vec<(Facet, i64)>, StoreError> {
    let statement = if filter.words.is_some() { &WALKED_FOUND } else { &WALKED };
    Params::of(filter).run(seller, Place(-1), i64::MAX, i64::MAX, |all| tx.query(statement, all, facet))
}
