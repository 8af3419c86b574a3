//! What can go wrong in the store. No value and no text of a person ever stands in an error: they are logged.

use std::path::PathBuf;
use std::sync::Arc;

/// A statement or a transaction that did not succeed. Nothing of the transaction was kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The queue of the store is full, or a lock could not be had in time: say 503 and let them come again.
    #[error("the store is busy")]
    Busy,
    /// A row with this key is there already.
    #[error("a row of {table} is there already ({constraint})")]
    Unique {
        /// The table, the same on both engines.
        table: Arc<str>,
        /// What the engine calls it: columns on SQLite, the constraint's name on PostgreSQL.
        constraint: Arc<str>,
    },
    /// Another transaction was in the way (deadlock, serialization): the same command may succeed when sent again.
    #[error("another transaction was in the way")]
    Conflict,
    /// The disk is full.
    #[error("the disk of the store is full")]
    Full,
    /// The store cannot be written: its folder or its server is read only.
    #[error("the store is read only")]
    ReadOnly,
    /// The database server is away, or the store was closed.
    #[error("the database is not reachable")]
    Gone,
    /// Everything else, always a mistake of ours: says which statement and what kind of failure.
    #[error("{0}")]
    Other(Arc<str>),
}

impl StoreError {
    /// Everything else, in words.
    pub fn other(what: impl AsRef<str>) -> Self {
        Self::Other(Arc::from(what.as_ref()))
    }

    /// Whether the same command may succeed a moment later, without anybody doing anything.
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Busy | Self::Conflict | Self::Gone)
    }

    /// Whether the queue is full or a lock was not to be had.
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Busy)
    }

    /// Whether a row with this key is there already.
    pub fn is_unique(&self) -> bool {
        matches!(self, Self::Unique { .. })
    }

    /// Whether a row of this table is there already.
    pub fn is_unique_in(&self, name: &str) -> bool {
        matches!(self, Self::Unique { table, .. } if &**table == name)
    }

    /// Whether the store cannot take writes now: disk full or read only. Reads may well go on.
    pub fn is_unwritable(&self) -> bool {
        matches!(self, Self::Full | Self::ReadOnly)
    }

    /// Whether the database is away.
    pub fn is_gone(&self) -> bool {
        matches!(self, Self::Gone)
    }

    /// The same error, naming the statement where it happened.
    #[must_use]
    pub(crate) fn at(self, name: &str) -> Self {
        match self {
            Self::Other(what) => Self::other(format!("{name}: {what}")),
            known => known,
        }
    }

    /// A command that panicked; the panic itself has been printed by then.
    pub(crate) fn panicked() -> Self {
        Self::other("a command of the store panicked")
    }
}

/// Why a store could not be opened, in words for the person who runs it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// Another process works on this folder.
    #[error("the data folder {} is in use by another process: stop that one first, or name another folder", folder.display())]
    InUse {
        /// The data folder.
        folder: PathBuf,
    },
    /// The data was written by a newer program.
    #[error(
        "the data has schema version {found}, but this program knows only up to version {known}: use the newer program, \
         or restore a backup that was made by this one"
    )]
    Newer {
        /// The version that is stored.
        found: i64,
        /// The highest version that this program knows.
        known: i64,
    },
    /// The server is too old.
    #[error("the PostgreSQL server has version {found}, but at least version {lowest} is needed")]
    OldServer {
        /// The server's own version.
        found: String,
        /// The lowest version that works.
        lowest: u32,
    },
    /// A migration failed; the data is as it was before.
    #[error("the migration {name} failed and was undone: {why}")]
    Migration {
        /// Its file name.
        name: String,
        /// What the engine said.
        why: String,
    },
    /// The folder cannot be used.
    #[error("the data folder {} cannot be used: {why}", folder.display())]
    Folder {
        /// The data folder.
        folder: PathBuf,
        /// What the operating system said.
        why: String,
    },
    /// The address of the database makes no sense. The address itself is not repeated: it may hold a password.
    #[error("the address of the database is not understood: {0}")]
    Address(String),
    /// The server does not answer or does not let us in.
    #[error("the database server cannot be used: {0}")]
    Server(String),
    /// The operating system gave no thread.
    #[error("a thread could not be started: {0}")]
    Thread(String),
    /// Anything else.
    #[error(transparent)]
    Store(#[from] StoreError),
}
