//! What a store is opened with.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use crate::sql::Engine;

/// Where the data is.
#[derive(Clone)]
pub enum Options {
    /// SQLite in a folder, made if it is not there.
    Sqlite {
        /// The folder; one process at a time.
        dir: PathBuf,
    },
    /// A PostgreSQL server, 15 or later; any number of processes.
    Postgres {
        /// `postgres://user:password@host:port/database`, or `host=… user=…`. A pooler in between must pool sessions,
        /// not transactions: prepared statements and `listen` need a connection of their own.
        url: String,
    },
}

impl Options {
    /// The engine that this asks for.
    pub const fn engine(&self) -> Engine {
        match self {
            Self::Sqlite { .. } => Engine::Sqlite,
            Self::Postgres { .. } => Engine::Postgres,
        }
    }
}

impl fmt::Debug for Options {
    /// Without the address of the server: it may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite { dir } => f.debug_struct("Sqlite").field("dir", dir).finish(),
            Self::Postgres { .. } => f.debug_struct("Postgres").finish_non_exhaustive(),
        }
    }
}

/// Sizes and limits; the defaults are measured ones.
#[derive(Debug, Clone)]
pub struct Tuning {
    /// Reader threads, each with a connection. `None`: one per core on SQLite (at least two), 16 on PostgreSQL.
    pub readers: Option<usize>,
    /// Reads that may wait; one more is refused with [`StoreError::Busy`](crate::StoreError::Busy).
    pub read_queue: usize,
    /// Commands that may wait; one more is refused likewise.
    pub write_queue: usize,
    /// How many commands at most share a commit.
    pub group: usize,
    /// How long a group is open for more commands before it is committed.
    pub group_time: Duration,
    /// SQLite: the log's size, in bytes, at which the checkpointer copies it into the database.
    pub checkpoint_at: u64,
    /// SQLite: the log's size, in bytes, at which the writer stops for a moment so that the log can begin anew.
    pub valve_at: u64,
    /// SQLite: page cache of the writer, in bytes.
    pub writer_cache: u64,
    /// SQLite: page cache of each reader, in bytes.
    pub reader_cache: u64,
    /// SQLite: the database never grows over so many bytes; what comes then is as if the disk were full.
    pub max_size: Option<u64>,
}

impl Default for Tuning {
    fn default() -> Self {
        Self {
            readers: None,
            read_queue: 1024,
            write_queue: 4096,
            group: 256,
            group_time: Duration::from_millis(20),
            checkpoint_at: 16 << 20,
            valve_at: 64 << 20,
            writer_cache: 16 << 20,
            reader_cache: 8 << 20,
            max_size: None,
        }
    }
}
