//! Verdicts counted by month, and the operator's own words for reasons.

use crate::{Sql, StoreError, Tx, sql};

static COUNT: Sql = sql!("moderation/count");
static COUNTS: Sql = sql!("moderation/counts");
static REASON_WORDS: Sql = sql!("moderation/reason_words");
static SET_REASON_WORDS: Sql = sql!("moderation/set_reason_words");
static RESET_REASON_WORDS: Sql = sql!("moderation/reset_reason_words");

/// A number of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// The month: `2026-11`.
    pub month: String,
    /// What is counted.
    pub what: String,
    /// Of which kind.
    pub key: String,
    /// How many.
    pub n: i64,
}

/// Adds to a number of a month.
pub fn count(tx: &mut Tx<'_>, month: &str, what: &str, key: &str, more: i64) -> Result<(), StoreError> {
    tx.send(&COUNT, &[&month, &what, &key, &more])
}

/// The numbers from a month on.
pub fn counts(tx: &mut Tx<'_>, from: &str) -> Result<Vec<Count>, StoreError> {
    tx.query(&COUNTS, &[&from], |row| {
        Ok(Count { month: row.get(0)?, what: row.get(1)?, key: row.get(2)?, n: row.get(3)? })
    })
}

/// The operator's own words for a reason in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReasonWords {
    /// The reason's code.
    pub reason: String,
    /// The language's tag.
    pub lang: String,
    /// What is wrong.
    pub words: String,
    /// What to change.
    pub fix: String,
}

/// All words that the operator has written anew.
pub fn reason_words(tx: &mut Tx<'_>) -> Result<Vec<ReasonWords>, StoreError> {
    tx.query(&REASON_WORDS, &[], |row| {
        Ok(ReasonWords { reason: row.get(0)?, lang: row.get(1)?, words: row.get(2)?, fix: row.get(3)? })
    })
}

/// Keeps the operator's own words.
pub fn set_reason_words(tx: &mut Tx<'_>, words: &ReasonWords) -> Result<(), StoreError> {
    tx.send(&SET_REASON_WORDS, &[&words.reason, &words.lang, &words.words, &words.fix])
}

/// Goes back to the words that Otklik brings with it.
pub fn reset_reason_words(tx: &mut Tx<'_>, reason: &str, lang: &str) -> Result<(), StoreError> {
    tx.send(&RESET_REASON_WORDS, &[&reason, &lang])
}
