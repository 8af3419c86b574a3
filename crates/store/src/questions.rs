//! Questions about products: one row each, clustered by seller and place.

pub mod card;
pub mod facets;
pub mod list;
pub mod votes;

use domain::questions::{Facts, QuestionState, Stage};
use domain::{AnswerId, MediaId, PersonId, Place, QuestionId, SellerId, Sku, Timestamp};

use crate::{Row, Sql, StoreError, Tx, sql, sql_parts, sql2};

/// A question as it is stored, with the name and the picture of its product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Whose product.
    pub seller: SellerId,
    /// Where it stands.
    pub place: Place,
    /// Its name.
    pub id: QuestionId,
    /// The product.
    pub sku: Sku,
    /// Who asked, where that is known.
    pub buyer: Option<PersonId>,
    /// The name under it.
    pub buyer_name: String,
    /// What is asked.
    pub text: String,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// When it came here.
    pub received_at: Timestamp,
    /// Whether buyers see it.
    pub state: QuestionState,
    /// Where it stands for the shop.
    pub stage: Stage,
    /// How many others ask the same.
    pub same: i64,
    /// Public answers.
    pub answers: i64,
    /// Public answers that are not the shop's.
    pub others: i64,
    /// The newest public answer of the shop.
    pub answer: Option<Standing>,
    /// Counts changes.
    pub version: i64,
    /// The product's name.
    pub product: Option<String>,
    /// The product's picture.
    pub picture: Option<MediaId>,
    /// Whether the product is no longer sold.
    pub archived: bool,
}

/// The newest public answer of the shop to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Which answer.
    pub id: AnswerId,
    /// What it says.
    pub text: String,
    /// Since when it is public.
    pub at: Timestamp,
}

/// Places grow far more slowly than this: what no longer waits stands behind it, the newest first.
const BEHIND: i64 = 1 << 62;

impl Question {
    /// What the rules need to know.
    pub fn facts(&self) -> Facts {
        Facts { state: self.state, stage: self.stage, archived: self.archived }
    }

    /// Its turn: what waits stands by its place, so the longest first; then the rest, the newest first.
    pub fn turn(&self) -> i64 {
        if self.stage.waits() { self.place.0 } else { BEHIND.saturating_sub(self.place.0) }
    }
}

static INSERT: Sql = sql!("questions/insert");
static ONE: Sql = sql_parts!("questions/columns", "questions/from_questions", "questions/one");
static BY_PUBLIC_ID: Sql = sql_parts!("questions/columns", "questions/from_questions", "questions/by_public_id");
static AT: Sql = sql!("questions/at");
static UPDATE: Sql = sql!("questions/update");
static ERASE: Sql = sql!("questions/erase");
static INDEX: Sql = sql2!("questions/index");
static UNINDEX: Sql = sql2!("questions/unindex");
static ASKED_SINCE: Sql = sql!("questions/asked_since");
static COUNT_PRODUCT: Sql = sql!("questions/count_product");
static TOP_PRODUCTS: Sql = sql!("questions/top_products");
static OF_PRODUCT_COUNT: Sql = sql!("questions/of_product_count");

/// Adds a question with its words; `false` where its place is taken. Facets and the product's count are the caller's, who
/// may add many.
pub fn insert(tx: &mut Tx<'_>, q: &Question, words: &str) -> Result<bool, StoreError> {
    let answer = q.answer.as_ref();
    let added = tx.execute(
        &INSERT,
        &[
            &q.seller,
            &q.place,
            &q.id,
            &q.sku,
            &q.buyer,
            &q.buyer_name,
            &q.text,
            &q.asked_at,
            &q.received_at,
            &q.state,
            &q.stage,
            &q.stage.waits(),
            &q.turn(),
            &q.same,
            &q.answers,
            &q.others,
            &answer.map(|a| a.id),
            &answer.map(|a| a.text.as_str()),
            &answer.map(|a| a.at),
        ],
    )?;
    if added == 0 {
        return Ok(false);
    }
    tx.send(&INDEX, &[&q.seller, &q.place, &words])?;
    Ok(true)
}

pub(crate) fn question(row: &Row<'_>) -> Result<Question, StoreError> {
    let answer: Option<AnswerId> = row.get(14)?;
    let answer_text: Option<String> = row.get(15)?;
    let answered_at: Option<Timestamp> = row.get(16)?;
    Ok(Question {
        seller: row.get(0)?,
        place: row.get(1)?,
        id: row.get(2)?,
        sku: row.get(3)?,
        buyer: row.get(4)?,
        buyer_name: row.get(5)?,
        text: row.get(6)?,
        asked_at: row.get(7)?,
        received_at: row.get(8)?,
        state: row.get(9)?,
        stage: row.get(10)?,
        same: row.get(11)?,
        answers: row.get(12)?,
        others: row.get(13)?,
        answer: answer.zip(answer_text).zip(answered_at).map(|((id, text), at)| Standing { id, text, at }),
        version: row.get(17)?,
        product: row.get(18)?,
        picture: row.get(19)?,
        archived: row.get(20)?,
    })
}

/// A seller's question by its id, whatever its state; `None` for a stranger's.
pub fn one(tx: &mut Tx<'_>, seller: SellerId, id: QuestionId) -> Result<Option<Question>, StoreError> {
    let found = tx.query_opt(&ONE, &[&seller, &id.place()], question)?;
    Ok(found.filter(|q| q.id == id))
}

/// A question by its id, whoever sells the product: what a buyer names.
pub fn by_public_id(tx: &mut Tx<'_>, id: QuestionId) -> Result<Option<Question>, StoreError> {
    let found = tx.query_opt(&BY_PUBLIC_ID, &[&id.place()], question)?;
    Ok(found.filter(|q| q.id == id))
}

/// The id of the question that stands at a place.
pub fn at(tx: &mut Tx<'_>, place: Place) -> Result<Option<QuestionId>, StoreError> {
    tx.query_opt(&AT, &[&place], |row| row.get(0))
}

/// Keeps what may change of a question: its state, its stage and what stands under it.
pub fn update(tx: &mut Tx<'_>, q: &Question) -> Result<(), StoreError> {
    let answer = q.answer.as_ref();
    tx.send(
        &UPDATE,
        &[
            &q.seller,
            &q.place,
            &q.state,
            &q.stage,
            &q.stage.waits(),
            &q.turn(),
            &q.answers,
            &q.others,
            &answer.map(|a| a.id),
            &answer.map(|a| a.text.as_str()),
            &answer.map(|a| a.at),
        ],
    )
}

/// Takes the words of a question away: its row stays for the log.
pub fn erase(tx: &mut Tx<'_>, seller: SellerId, place: Place) -> Result<(), StoreError> {
    tx.execute(&UNINDEX, &[&seller, &place])?;
    tx.send(&ERASE, &[&seller, &place])
}

/// How many questions a buyer has asked since a time.
pub fn asked_since(tx: &mut Tx<'_>, buyer: PersonId, since: Timestamp) -> Result<i64, StoreError> {
    tx.query_one(&ASKED_SINCE, &[&buyer, &list::first_place(since)], |row| row.get(0))
}

/// Adds to the count of a product's public questions.
pub fn count_product(tx: &mut Tx<'_>, seller: SellerId, sku: Sku, more: i64) -> Result<(), StoreError> {
    tx.send(&COUNT_PRODUCT, &[&seller, &sku, &more])
}

/// The products with the most public questions, with their numbers.
pub fn top_products(tx: &mut Tx<'_>, seller: SellerId, limit: i64) -> Result<Vec<(Sku, i64)>, StoreError> {
    tx.query(&TOP_PRODUCTS, &[&seller, &limit], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// How many public questions a product has.
pub fn of_product(tx: &mut Tx<'_>, seller: SellerId, sku: Sku) -> Result<i64, StoreError> {
    Ok(tx.query_opt(&OF_PRODUCT_COUNT, &[&seller, &sku], |row| row.get(0))?.unwrap_or(0))
}
