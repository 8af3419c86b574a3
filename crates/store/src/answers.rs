//! Answers to questions: the shop's, and those of buyers who have the product.

use domain::questions::{AnswerState, AuthorKind};
use domain::{AnswerId, PersonId, Place, QuestionId, SellerId, Sku, Timestamp};

use crate::{Row, Sql, StoreError, Tx, sql, sql_parts};

/// An answer as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Its name.
    pub id: AnswerId,
    /// Whose product.
    pub seller: SellerId,
    /// Where its question stands.
    pub place: Place,
    /// Its question.
    pub question: QuestionId,
    /// The product.
    pub sku: Sku,
    /// Who wrote it.
    pub author: AuthorKind,
    /// The person or the key, as `domain::event::By` writes it.
    pub author_id: Option<String>,
    /// The name under it.
    pub author_name: String,
    /// What its author wrote last.
    pub text: String,
    /// What stands on the card; `None` where nothing does.
    pub public_text: Option<String>,
    /// The fingerprint of the text.
    pub text_hash: String,
    /// Where the text stands.
    pub state: AnswerState,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// Until when it can be taken back.
    pub public_at: Timestamp,
    /// Until when a verdict is promised, while it waits.
    pub due_at: Option<Timestamp>,
    /// Since when it stands on the card.
    pub published_at: Option<Timestamp>,
    /// When it was last changed.
    pub edited_at: Option<Timestamp>,
    /// How many found it useful.
    pub useful: i64,
    /// Counts changes.
    pub version: i64,
}

static INSERT: Sql = sql!("answers/insert");
static UPDATE: Sql = sql!("answers/update");
static ONE: Sql = sql_parts!("answers/columns", "answers/one");
static BY_PUBLIC_ID: Sql = sql_parts!("answers/columns", "answers/by_public_id");
static OF_QUESTION: Sql = sql_parts!("answers/columns", "answers/of_question");
static OF_QUESTION_PAGE: Sql = sql_parts!("answers/columns", "answers/of_question_page");
static PUBLIC_OF_QUESTION: Sql = sql_parts!("answers/columns", "answers/public_of_question");
static RECENT_HASHES: Sql = sql!("answers/recent_hashes");
static RECENT_TEXTS: Sql = sql!("answers/recent_texts");
static SAME_ON_QUESTION: Sql = sql!("answers/same_on_question");
static ERASE_GONE: Sql = sql!("answers/erase_gone");
static VOTE: Sql = sql!("answers/vote");
static UNVOTE: Sql = sql!("answers/unvote");
static COUNT_USEFUL: Sql = sql!("answers/count_useful");
static VOTED: Sql = sql!("answers/voted");

/// Adds an answer; leaves one with the same id as it is.
pub fn insert(tx: &mut Tx<'_>, a: &Answer) -> Result<(), StoreError> {
    tx.send(
        &INSERT,
        &[
            &a.seller,
            &a.id,
            &a.place,
            &a.question,
            &a.sku,
            &a.author,
            &a.author_id,
            &a.author_name,
            &a.text,
            &a.public_text,
            &a.text_hash,
            &a.state,
            &a.sent_at,
            &a.public_at,
            &a.due_at,
            &a.published_at,
            &a.edited_at,
            &a.useful,
        ],
    )
}

fn answer(row: &Row<'_>) -> Result<Answer, StoreError> {
    Ok(Answer {
        id: row.get(0)?,
        seller: row.get(1)?,
        place: row.get(2)?,
        question: row.get(3)?,
        sku: row.get(4)?,
        author: row.get(5)?,
        author_id: row.get(6)?,
        author_name: row.get(7)?,
        text: row.get(8)?,
        public_text: row.get(9)?,
        text_hash: row.get(10)?,
        state: row.get(11)?,
        sent_at: row.get(12)?,
        public_at: row.get(13)?,
        due_at: row.get(14)?,
        published_at: row.get(15)?,
        edited_at: row.get(16)?,
        useful: row.get(17)?,
        version: row.get(18)?,
    })
}

/// Keeps what may change of an answer, where nobody has changed it since it was read; counts the change in `a` too.
pub fn update(tx: &mut Tx<'_>, a: &mut Answer) -> Result<bool, StoreError> {
    let changed = tx.execute(
        &UPDATE,
        &[
            &a.seller,
            &a.id,
            &a.text,
            &a.public_text,
            &a.text_hash,
            &a.state,
            &a.due_at,
            &a.published_at,
            &a.edited_at,
            &a.version,
        ],
    )?;
    a.version += 1;
    Ok(changed > 0)
}

/// A seller's answer by its id, whatever its state.
pub fn one(tx: &mut Tx<'_>, seller: SellerId, id: AnswerId) -> Result<Option<Answer>, StoreError> {
    tx.query_opt(&ONE, &[&seller, &id], answer)
}

/// An answer by its id, whoever sells the product: what a buyer names.
pub fn by_public_id(tx: &mut Tx<'_>, id: AnswerId) -> Result<Option<Answer>, StoreError> {
    tx.query_opt(&BY_PUBLIC_ID, &[&id], answer)
}

/// The answers to a question that were not taken away, the oldest first.
pub fn of_question(tx: &mut Tx<'_>, seller: SellerId, place: Place, limit: i64) -> Result<Vec<Answer>, StoreError> {
    tx.query(&OF_QUESTION, &[&seller, &place, &limit], answer)
}

/// The same, from behind an answer on.
pub fn of_question_after(
    tx: &mut Tx<'_>,
    seller: SellerId,
    place: Place,
    after: &str,
    limit: i64,
) -> Result<Vec<Answer>, StoreError> {
    tx.query(&OF_QUESTION_PAGE, &[&seller, &place, &after, &limit], answer)
}

/// The answers to a question that stand on the card, the oldest first.
pub fn public_of_question(
    tx: &mut Tx<'_>,
    seller: SellerId,
    place: Place,
    limit: i64,
) -> Result<Vec<Answer>, StoreError> {
    tx.query(&PUBLIC_OF_QUESTION, &[&seller, &place, &limit], answer)
}

/// The fingerprints and times of the shop's answers since a time, the newest first.
pub fn recent_hashes(
    tx: &mut Tx<'_>,
    seller: SellerId,
    since: Timestamp,
    limit: i64,
) -> Result<Vec<(String, Timestamp)>, StoreError> {
    tx.query(&RECENT_HASHES, &[&seller, &since, &limit], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The texts of the shop's last answers, the newest first.
pub fn recent_texts(tx: &mut Tx<'_>, seller: SellerId, limit: i64) -> Result<Vec<String>, StoreError> {
    tx.query(&RECENT_TEXTS, &[&seller, &limit], |row| row.get(0))
}

/// Whether another answer to this question says the same, on the card or on its way there.
pub fn is_repeated(
    tx: &mut Tx<'_>,
    seller: SellerId,
    place: Place,
    text_hash: &str,
    except: AnswerId,
) -> Result<bool, StoreError> {
    let found: Option<i64> =
        tx.query_opt(&SAME_ON_QUESTION, &[&seller, &place, &text_hash, &except], |row| row.get(0))?;
    Ok(found.is_some())
}

/// Notes that a person found an answer useful, or no longer does; `false` where that was so already.
pub fn vote(
    tx: &mut Tx<'_>,
    seller: SellerId,
    id: AnswerId,
    person: PersonId,
    useful: bool,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let changed = if useful {
        tx.execute(&VOTE, &[&seller, &id, &person, &now])?
    } else {
        tx.execute(&UNVOTE, &[&seller, &id, &person])?
    };
    if changed > 0 {
        tx.send(&COUNT_USEFUL, &[&seller, &id, &if useful { 1_i64 } else { -1 }])?;
    }
    Ok(changed > 0)
}

/// Whether a person found an answer useful.
pub fn voted(tx: &mut Tx<'_>, seller: SellerId, id: AnswerId, person: PersonId) -> Result<bool, StoreError> {
    let found: Option<i64> = tx.query_opt(&VOTED, &[&seller, &id, &person], |row| row.get(0))?;
    Ok(found.is_some())
}

/// Takes the words from answers that were taken away before a time.
pub fn erase_gone(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute(&ERASE_GONE, &[&before])
}
