//! Secrets of the installation, the same on every node.

use crate::{Sql, StoreError, Tx, sql};

static GET: Sql = sql!("secrets/get");
static INSERT: Sql = sql!("secrets/insert");

/// The secret with this name.
pub fn get(tx: &mut Tx<'_>, name: &str) -> Result<Option<String>, StoreError> {
    tx.query_opt(&GET, &[&name], |row| row.get(0))
}

/// Keeps a secret unless there is one with this name; gives the one that counts.
pub fn insert_if_absent(tx: &mut Tx<'_>, name: &str, value: &str) -> Result<String, StoreError> {
    tx.execute(&INSERT, &[&name, &value])?;
    Ok(get(tx, name)?.unwrap_or_else(|| value.to_owned()))
}
