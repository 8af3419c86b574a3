//! Connections, and how they are set up.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::Place;
use super::errors;
use crate::error::{OpenError, StoreError};

/// The size of a page of the database and its log, in bytes.
pub(super) const PAGE: u64 = 4096;

/// A connection that may write.
pub(super) fn writer(place: &Place) -> Result<Connection, OpenError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    open(place, flags, place.tuning.writer_cache).map_err(|error| unusable(&place.dir, &error))
}

/// A connection that cannot write.
pub(super) fn reader(place: &Place) -> Result<Connection, OpenError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    open(place, flags, place.tuning.reader_cache).map_err(|error| unusable(&place.dir, &error))
}

fn open(place: &Place, flags: OpenFlags, cache: u64) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(place.database(), flags)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    // A statement is planned once, whatever the values: every one of them walks an index that is the same for all.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    if flags.contains(OpenFlags::SQLITE_OPEN_CREATE) {
        connection.execute_batch(&format!("pragma page_size = {PAGE}; pragma journal_mode = wal;"))?;
        if let Some(bytes) = place.tuning.max_size {
            connection.execute_batch(&format!("pragma max_page_count = {};", bytes / PAGE))?;
        }
    }
    // `synchronous = full`: an acknowledged write is on the disk. The log is copied back by a thread of its own.
    // The file is not mapped into memory: measured, that is no faster than reading it through the page cache, it multiplies
    // the resident memory by the connections, and a disk error would end the process instead of failing a statement.
    connection.execute_batch(&format!(
        "pragma synchronous = full; pragma wal_autocheckpoint = 0; pragma journal_size_limit = {log}; \
         pragma temp_store = memory; pragma foreign_keys = off; pragma trusted_schema = off; \
         pragma cache_size = -{cache}; pragma mmap_size = 0;",
        log = place.tuning.valve_at,
        cache = cache / 1024,
    ))?;
    Ok(connection)
}

/// Why the folder's database cannot be used, in words.
pub(super) fn unusable(dir: &Path, error: &rusqlite::Error) -> OpenError {
    let why = match errors::kind(error) {
        StoreError::Full => "the disk is full".to_owned(),
        StoreError::ReadOnly => "it cannot be written".to_owned(),
        other => other.to_string(),
    };
    OpenError::Folder { folder: dir.to_owned(), why }
}
