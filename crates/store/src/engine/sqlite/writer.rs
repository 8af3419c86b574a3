//! The one connection that writes.

use rusqlite::Connection;
use tokio::sync::broadcast;

use super::super::group::Writer;
use super::checkpoint::Valve;
use super::session::SqliteSession;
use crate::error::StoreError;
use crate::signal::Signal;
use crate::sql::Sql;
use crate::tx::Session;

static BEGIN: Sql = Sql::new("begin", "begin immediate");
static SAVEPOINT: Sql = Sql::new("savepoint", "savepoint command");
static RELEASE: Sql = Sql::new("release", "release command");
static UNDO: Sql = Sql::new("undo", "rollback to command");
static COMMIT: Sql = Sql::new("commit", "commit");
static ROLLBACK: Sql = Sql::new("rollback", "rollback");

/// The writing connection, the valve of its log, and who is told after a commit.
pub(super) struct SqliteWriter<'c> {
    session: SqliteSession<'c>,
    valve: Valve,
    signals: broadcast::Sender<Signal>,
}

impl<'c> SqliteWriter<'c> {
    pub(super) fn new(connection: &'c Connection, valve: Valve, signals: broadcast::Sender<Signal>) -> Self {
        Self { session: SqliteSession::new(connection), valve, signals }
    }

    fn run(&mut self, sql: &'static Sql) -> Result<(), StoreError> {
        self.session.execute(sql, &[]).map(drop).map_err(|error| error.at(sql.name()))
    }

    /// SQLite gives a whole transaction up by itself after some errors (disk full, I/O).
    fn is_over(&self) -> bool {
        self.session.connection().is_autocommit()
    }
}

impl Writer for SqliteWriter<'_> {
    fn begin(&mut self) -> Result<(), StoreError> {
        self.run(&BEGIN)
    }

    fn savepoint(&mut self) -> Result<(), StoreError> {
        self.run(&SAVEPOINT)
    }

    fn session(&mut self) -> &mut dyn Session {
        &mut self.session
    }

    fn release(&mut self) -> Result<(), StoreError> {
        self.run(&RELEASE)
    }

    fn undo(&mut self) -> Result<(), StoreError> {
        if self.is_over() {
            return Err(StoreError::Full);
        }
        self.run(&UNDO)?;
        self.run(&RELEASE)
    }

    fn commit(&mut self, signals: &[Signal]) -> Result<(), StoreError> {
        if let Err(error) = self.run(&COMMIT) {
            self.rollback();
            return Err(error);
        }
        for signal in signals {
            // Nobody follows at the moment.
            let _ = self.signals.send(signal.clone());
        }
        Ok(())
    }

    fn rollback(&mut self) {
        if self.is_over() {
            return;
        }
        if let Err(error) = self.run(&ROLLBACK) {
            tracing::error!(%error, "a transaction could not be given up");
        }
    }

    fn pause(&mut self) {
        self.valve.look(self.session.connection());
    }
}
