//! What support's desk works with: who waits, prepared answers.

use domain::chats::ChatKind;
use domain::{ChatId, TemplateId, Timestamp};

use crate::chats::{Chat, chat};
use crate::{Sql, StoreError, Tx, sql, sql_parts};

/// A prepared answer of support.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Macro {
    /// Its name in links.
    pub id: TemplateId,
    /// What support calls it.
    pub name: String,
    /// The text with its variables.
    pub text: String,
}

static WAITING: Sql = sql_parts!("chats/columns", "chats/from_chats", "support/waiting");
static COUNT_WAITING: Sql = sql!("support/count_waiting");
static MACROS: Sql = sql!("support/macros");
static MACRO: Sql = sql!("support/macro");
static SAVE_MACRO: Sql = sql!("support/save_macro");
static DELETE_MACRO: Sql = sql!("support/delete_macro");
static USE_MACRO: Sql = sql!("support/use_macro");

/// Talks in which support or the operator has to act, the longest waiting first.
pub fn waiting(tx: &mut Tx<'_>, after: Option<(Timestamp, ChatId)>, limit: i64) -> Result<Vec<Chat>, StoreError> {
    let (at, id) = after.map_or((Timestamp(i64::MIN), String::new()), |(at, id)| (at, id.to_string()));
    tx.query(&WAITING, &[&at, &id, &limit], chat)
}

/// How many of them there are: by kind, and whether somebody has them in hand; 10,000 are counted at most.
pub fn count_waiting(tx: &mut Tx<'_>) -> Result<Vec<(ChatKind, bool, i64)>, StoreError> {
    tx.query(&COUNT_WAITING, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// Prepared answers, the most used first; 200 at most.
pub fn macros(tx: &mut Tx<'_>) -> Result<Vec<Macro>, StoreError> {
    tx.query(&MACROS, &[], |row| Ok(Macro { id: row.get(0)?, name: row.get(1)?, text: row.get(2)? }))
}

/// One of them.
pub fn one_macro(tx: &mut Tx<'_>, id: TemplateId) -> Result<Option<Macro>, StoreError> {
    tx.query_opt(&MACRO, &[&id], |row| Ok(Macro { id: row.get(0)?, name: row.get(1)?, text: row.get(2)? }))
}

/// Adds a prepared answer or changes one.
pub fn save_macro(tx: &mut Tx<'_>, it: &Macro, now: Timestamp) -> Result<(), StoreError> {
    tx.send(&SAVE_MACRO, &[&it.id, &it.name, &it.text, &now])
}

/// Takes one away; `false` where there is none.
pub fn delete_macro(tx: &mut Tx<'_>, id: TemplateId) -> Result<bool, StoreError> {
    Ok(tx.execute(&DELETE_MACRO, &[&id])? > 0)
}

/// Counts that one was used.
pub fn use_macro(tx: &mut Tx<'_>, id: TemplateId) -> Result<(), StoreError> {
    tx.send(&USE_MACRO, &[&id])
}
