//! What SQLite's codes mean to us. Its messages are repeated only where they cannot hold anybody's words.

use std::sync::Arc;

use rusqlite::{Error, ErrorCode, ffi};

use crate::error::StoreError;

/// The kind of an error.
pub(super) fn kind(error: &Error) -> StoreError {
    match error {
        Error::SqliteFailure(failure, message) => failure_kind(*failure, message.as_deref()),
        Error::SqlInputError { msg, .. } => StoreError::other(format!("the statement is wrong: {msg}")),
        Error::ExecuteReturnedResults => StoreError::other("the statement returns rows: query it"),
        Error::InvalidColumnIndex(index) => StoreError::other(format!("there is no column {index}")),
        Error::Utf8Error(..) => StoreError::other("a text is not UTF-8"),
        _ => StoreError::other("the value cannot be stored or read"),
    }
}

fn failure_kind(failure: ffi::Error, message: Option<&str>) -> StoreError {
    match (failure.code, failure.extended_code) {
        (_, ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID) => {
            unique(message.unwrap_or_default())
        }
        // Its messages name tables and columns only.
        (ErrorCode::ConstraintViolation, _) => StoreError::other(message.unwrap_or("a constraint was violated")),
        (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => StoreError::Busy,
        // The shared memory beside the log could not be made bigger: that is a full disk as well.
        (ErrorCode::DiskFull, _) | (_, ffi::SQLITE_IOERR_SHMSIZE) => StoreError::Full,
        (ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen, _) => StoreError::ReadOnly,
        (_, extended) => StoreError::other(format!("SQLite says {extended}: {}", ffi::code_to_str(extended))),
    }
}

/// "UNIQUE constraint failed: reviews.seller_id, reviews.place" names the table before the first dot.
fn unique(message: &str) -> StoreError {
    let columns = message.rsplit_once(": ").map_or(message, |(_, columns)| columns);
    let table = columns.split_once('.').map_or(columns, |(table, _)| table);
    StoreError::Unique { table: Arc::from(table), constraint: Arc::from(columns) }
}
