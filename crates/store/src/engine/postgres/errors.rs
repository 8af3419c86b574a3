//! What PostgreSQL's codes mean to us. Its messages may repeat values, so that they are passed on only for classes of errors
//! that speak of the statement itself.

use std::error::Error as _;
use std::sync::Arc;

use tokio_postgres::Error;
use tokio_postgres::error::{DbError, SqlState};

use crate::error::StoreError;

/// The kind of an error.
pub(super) fn kind(error: &Error) -> StoreError {
    if let Some(told) = error.as_db_error() {
        return told_kind(told);
    }
    let io = error.source().is_some_and(<dyn std::error::Error>::is::<std::io::Error>);
    if error.is_closed() || io {
        return StoreError::Gone;
    }
    // What our own side of the driver refuses: see `params.rs`, which never repeats a value.
    let why = error.source().map_or_else(|| error.to_string(), ToString::to_string);
    StoreError::other(why)
}

fn told_kind(told: &DbError) -> StoreError {
    let code = told.code();
    match *code {
        SqlState::UNIQUE_VIOLATION => StoreError::Unique {
            table: Arc::from(told.table().unwrap_or_default()),
            constraint: Arc::from(told.constraint().unwrap_or_default()),
        },
        SqlState::T_R_SERIALIZATION_FAILURE | SqlState::T_R_DEADLOCK_DETECTED => StoreError::Conflict,
        SqlState::LOCK_NOT_AVAILABLE | SqlState::TOO_MANY_CONNECTIONS | SqlState::QUERY_CANCELED => StoreError::Busy,
        SqlState::DISK_FULL => StoreError::Full,
        SqlState::READ_ONLY_SQL_TRANSACTION => StoreError::ReadOnly,
        _ => match &code.code()[..2] {
            "08" | "57" | "58" | "XX" if told.severity() != "ERROR" => StoreError::Gone,
            "08" => StoreError::Gone,
            // The statement is wrong: its text, a table, a column. Nobody's words stand there.
            "42" => StoreError::other(format!("{} {}", code.code(), told.message())),
            "23" => StoreError::other(format!(
                "{}: the constraint {} of {} was violated",
                code.code(),
                told.constraint().or_else(|| told.column()).unwrap_or_default(),
                told.table().unwrap_or_default(),
            )),
            _ => StoreError::other(format!("PostgreSQL says {}", code.code())),
        },
    }
}

/// Why a connection could not be had, for the person who runs it.
pub(super) fn words(error: &Error) -> String {
    match error.source() {
        Some(source) if error.as_db_error().is_none() => format!("{error}: {source}"),
        _ => error.as_db_error().map_or_else(|| error.to_string(), |told| told.message().to_owned()),
    }
}
