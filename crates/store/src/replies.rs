//! What staff works with while answering: drafts, templates, who has a composer open, answers in bulk.

use domain::{ChatId, PersonId, QuestionId, ReviewId, SellerId, TemplateId, Timestamp};

use crate::{Param, Sql, StoreError, Tx, Value, sql};

/// A prepared text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Its name in links.
    pub id: TemplateId,
    /// What staff calls it.
    pub name: String,
    /// The text with its variables.
    pub text: String,
}

/// One line of an answer to many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkLine {
    /// To which review.
    pub review: ReviewId,
    /// What is sent.
    pub text: String,
    /// Who sends it.
    pub person: PersonId,
    /// Whether it settles the review.
    pub processed: bool,
}

/// What somebody writes a reply to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplyTo {
    /// A review.
    Review(ReviewId),
    /// A question.
    Question(QuestionId),
    /// A chat.
    Chat(ChatId),
}

impl From<ReviewId> for ReplyTo {
    fn from(id: ReviewId) -> Self {
        Self::Review(id)
    }
}

impl From<QuestionId> for ReplyTo {
    fn from(id: QuestionId) -> Self {
        Self::Question(id)
    }
}

impl From<ChatId> for ReplyTo {
    fn from(id: ChatId) -> Self {
        Self::Chat(id)
    }
}

impl std::fmt::Display for ReplyTo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Review(id) => id.fmt(f),
            Self::Question(id) => id.fmt(f),
            Self::Chat(id) => id.fmt(f),
        }
    }
}

impl Param for ReplyTo {
    fn value(&self) -> Value<'_> {
        match self {
            Self::Review(id) => id.value(),
            Self::Question(id) => id.value(),
            Self::Chat(id) => id.value(),
        }
    }
}

static SAVE_DRAFT: Sql = sql!("replies/save_draft");
static DRAFT: Sql = sql!("replies/draft");
static DELETE_DRAFT: Sql = sql!("replies/delete_draft");
static DELETE_OLD_DRAFTS: Sql = sql!("replies/delete_old_drafts");
static SAVE_TEMPLATE: Sql = sql!("replies/save_template");
static TEMPLATES: Sql = sql!("replies/templates");
static TEMPLATE: Sql = sql!("replies/template");
static DELETE_TEMPLATE: Sql = sql!("replies/delete_template");
static USE_TEMPLATE: Sql = sql!("replies/use_template");
static ANSWERING: Sql = sql!("replies/answering");
static WHO_IS_ANSWERING: Sql = sql!("replies/who_is_answering");
static STOPPED_ANSWERING: Sql = sql!("replies/stopped_answering");
static INSERT_BULK: Sql = sql!("replies/insert_bulk");
static BULK_WAITING: Sql = sql!("replies/bulk_waiting");
static FINISH_BULK_LINE: Sql = sql!("replies/finish_bulk_line");
static BULK_PROGRESS: Sql = sql!("replies/bulk_progress");

/// Keeps what a person has typed under a review or a question.
pub fn save_draft(
    tx: &mut Tx<'_>,
    seller: SellerId,
    to: impl Into<ReplyTo>,
    person: PersonId,
    text: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(&SAVE_DRAFT, &[&seller, &to.into(), &person, &text, &now])?;
    Ok(())
}

/// What a person has typed under a review or a question, and when.
pub fn draft(
    tx: &mut Tx<'_>,
    seller: SellerId,
    to: impl Into<ReplyTo>,
    person: PersonId,
) -> Result<Option<(String, Timestamp)>, StoreError> {
    tx.query_opt(&DRAFT, &[&seller, &to.into(), &person], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Forgets what a person has typed: it was sent, or emptied.
pub fn delete_draft(
    tx: &mut Tx<'_>,
    seller: SellerId,
    to: impl Into<ReplyTo>,
    person: PersonId,
) -> Result<(), StoreError> {
    tx.send(&DELETE_DRAFT, &[&seller, &to.into(), &person])
}

/// Forgets what was typed before a time and never sent.
pub fn delete_old_drafts(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute(&DELETE_OLD_DRAFTS, &[&before])
}

/// Adds a template or changes one.
pub fn save_template(tx: &mut Tx<'_>, seller: SellerId, template: &Template, now: Timestamp) -> Result<(), StoreError> {
    let Template { id, name, text } = template;
    tx.execute(&SAVE_TEMPLATE, &[&seller, id, name, text, &now])?;
    Ok(())
}

fn template_row(row: &crate::Row<'_>) -> Result<Template, StoreError> {
    Ok(Template { id: row.get(0)?, name: row.get(1)?, text: row.get(2)? })
}

/// A shop's templates, the most used first; 200 at most.
pub fn templates(tx: &mut Tx<'_>, seller: SellerId) -> Result<Vec<Template>, StoreError> {
    tx.query(&TEMPLATES, &[&seller], template_row)
}

/// One template of a shop.
pub fn template(tx: &mut Tx<'_>, seller: SellerId, id: TemplateId) -> Result<Option<Template>, StoreError> {
    tx.query_opt(&TEMPLATE, &[&seller, &id], template_row)
}

/// Takes a template away; `false` where there is none.
pub fn delete_template(tx: &mut Tx<'_>, seller: SellerId, id: TemplateId) -> Result<bool, StoreError> {
    Ok(tx.execute(&DELETE_TEMPLATE, &[&seller, &id])? > 0)
}

/// Counts that a template was used.
pub fn use_template(tx: &mut Tx<'_>, seller: SellerId, id: TemplateId) -> Result<(), StoreError> {
    tx.send(&USE_TEMPLATE, &[&seller, &id])
}

/// Notes that a person has the composer open until a time.
pub fn answering(
    tx: &mut Tx<'_>,
    seller: SellerId,
    to: impl Into<ReplyTo>,
    person: PersonId,
    name: &str,
    until: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(&ANSWERING, &[&seller, &to.into(), &person, &name, &until])?;
    Ok(())
}

/// The names of others who have the composer open.
pub fn who_is_answering(
    tx: &mut Tx<'_>,
    seller: SellerId,
    to: impl Into<ReplyTo>,
    me: PersonId,
    now: Timestamp,
) -> Result<Vec<String>, StoreError> {
    tx.query(&WHO_IS_ANSWERING, &[&seller, &to.into(), &me, &now], |row| row.get(0))
}

/// A person has closed the composer.
pub fn stopped_answering(
    tx: &mut Tx<'_>,
    seller: SellerId,
    to: impl Into<ReplyTo>,
    person: PersonId,
) -> Result<(), StoreError> {
    tx.send(&STOPPED_ANSWERING, &[&seller, &to.into(), &person])
}

/// Keeps a line that is to be sent.
pub fn insert_bulk(tx: &mut Tx<'_>, seller: SellerId, bulk: &str, line: &BulkLine) -> Result<(), StoreError> {
    let BulkLine { review, text, person, processed } = line;
    tx.send(&INSERT_BULK, &[&seller, &bulk, review, text, person, processed])
}

/// Lines that were not sent yet.
pub fn bulk_waiting(tx: &mut Tx<'_>, seller: SellerId, bulk: &str, limit: i64) -> Result<Vec<BulkLine>, StoreError> {
    tx.query(&BULK_WAITING, &[&seller, &bulk, &limit], |row| {
        Ok(BulkLine { review: row.get(0)?, text: row.get(1)?, person: row.get(2)?, processed: row.get(3)? })
    })
}

/// A line was sent, or refused with this code; `false` where it was settled before.
pub fn finish_bulk_line(
    tx: &mut Tx<'_>,
    seller: SellerId,
    bulk: &str,
    review: ReviewId,
    refusal: Option<&str>,
) -> Result<bool, StoreError> {
    let state = if refusal.is_some() { "refused" } else { "sent" };
    let changed = tx.execute(&FINISH_BULK_LINE, &[&seller, &bulk, &review, &state, &refusal.unwrap_or_default()])?;
    Ok(changed > 0)
}

/// How many lines are in which state: `waiting`, `sent`, `refused`.
pub fn bulk_progress(tx: &mut Tx<'_>, seller: SellerId, bulk: &str) -> Result<Vec<(String, i64)>, StoreError> {
    tx.query(&BULK_PROGRESS, &[&seller, &bulk], |row| Ok((row.get(0)?, row.get(1)?)))
}
