//! Lists as files: what was asked for and how far it has come.

use domain::exports::{ExportState, Format};
use domain::{SellerId, Timestamp};

use crate::{Row, Signal, Sql, StoreError, Tx, sql, sql_parts};

/// A list as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// Its id, and the name of its file.
    pub id: String,
    /// What kind of file.
    pub format: Format,
    /// The tag of the language of its words.
    pub lang: String,
    /// Which rows, as JSON.
    pub filter: String,
    /// How far it has come.
    pub state: ExportState,
    /// Rows that were written.
    pub done: i64,
    /// Rows that there are to write, as counted when it was begun; 0 before.
    pub total: i64,
    /// The file's length; 0 before it is ready.
    pub bytes: i64,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it became ready or failed.
    pub ended_at: Option<Timestamp>,
}

static INSERT: Sql = sql!("exports/insert");
static ONE: Sql = sql_parts!("exports/columns", "exports/one");
static NEWEST: Sql = sql_parts!("exports/columns", "exports/newest");
static PROGRESS: Sql = sql!("exports/progress");
static FINISH: Sql = sql!("exports/finish");
static RUNNING: Sql = sql!("exports/running");
static OLD: Sql = sql!("exports/old");
static DELETE: Sql = sql!("exports/delete");

/// Adds one.
pub fn insert(tx: &mut Tx<'_>, seller: SellerId, e: &Export) -> Result<(), StoreError> {
    let Export { id, format, lang, filter, state, done, total, bytes, created_at, ended_at } = e;
    tx.execute(&INSERT, &[&seller, &id, format, &lang, &filter, state, done, total, bytes, created_at, ended_at])?;
    Ok(())
}

fn export(row: &Row<'_>) -> Result<Export, StoreError> {
    Ok(Export {
        id: row.get(0)?,
        format: row.get(1)?,
        lang: row.get(2)?,
        filter: row.get(3)?,
        state: row.get(4)?,
        done: row.get(5)?,
        total: row.get(6)?,
        bytes: row.get(7)?,
        created_at: row.get(8)?,
        ended_at: row.get(9)?,
    })
}

/// One of a seller.
pub fn one(tx: &mut Tx<'_>, seller: SellerId, id: &str) -> Result<Option<Export>, StoreError> {
    tx.query_opt(&ONE, &[&seller, &id], export)
}

/// A seller's, the newest first.
pub fn newest(tx: &mut Tx<'_>, seller: SellerId, limit: i64) -> Result<Vec<Export>, StoreError> {
    tx.query(&NEWEST, &[&seller, &limit], export)
}

/// So many rows were written; who has the page open is told.
pub fn progress(tx: &mut Tx<'_>, seller: SellerId, id: &str, done: i64, total: i64) -> Result<(), StoreError> {
    tx.execute(&PROGRESS, &[&seller, &id, &done, &total])?;
    tx.signal(&Signal::changed(seller, "exports"));
    Ok(())
}

/// One is ready or has failed.
pub fn finish(
    tx: &mut Tx<'_>,
    seller: SellerId,
    id: &str,
    state: ExportState,
    (rows, bytes): (i64, i64),
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(&FINISH, &[&seller, &id, &state, &rows, &bytes, &now])?;
    tx.signal(&Signal::changed(seller, "exports"));
    Ok(())
}

/// How many of a seller are being made or wait for it.
pub fn running(tx: &mut Tx<'_>, seller: SellerId) -> Result<i64, StoreError> {
    tx.query_one(&RUNNING, &[&seller], |row| row.get(0))
}

/// Those of all sellers that were asked for before a time, the oldest first.
pub fn old(tx: &mut Tx<'_>, before: Timestamp, limit: i64) -> Result<Vec<(SellerId, String, Format)>, StoreError> {
    tx.query(&OLD, &[&before, &limit], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// Removes one.
pub fn delete(tx: &mut Tx<'_>, seller: SellerId, id: &str) -> Result<(), StoreError> {
    tx.execute(&DELETE, &[&seller, &id])?;
    Ok(())
}
