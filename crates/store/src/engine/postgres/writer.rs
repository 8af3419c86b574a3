//! The one connection that writes.

use super::super::group::Writer;
use super::link::Link;
use super::listen;
use super::session::PostgresSession;
use crate::error::StoreError;
use crate::signal::Signal;
use crate::sql::Sql;
use crate::tx::Session;

/// Begins a group: only one runs at a time, over all processes. The number is ours alone in this database.
const BEGIN: &str = "begin; select pg_advisory_xact_lock(8029187461)";

static NOTIFY: Sql = Sql::new("notify", "select pg_notify('otklik', $1)");

/// The writing connection.
pub(super) struct PostgresWriter(PostgresSession);

impl PostgresWriter {
    pub(super) fn new(link: Link) -> Self {
        Self(PostgresSession::new(link))
    }
}

impl Writer for PostgresWriter {
    /// Waited for, so that a connection that was lost meanwhile is made anew before a command has run.
    fn begin(&mut self) -> Result<(), StoreError> {
        let begun = self.0.batch(BEGIN);
        if !begun.as_ref().is_err_and(StoreError::is_gone) {
            return begun;
        }
        self.0.lose();
        self.0.batch(BEGIN)
    }

    fn savepoint(&mut self) -> Result<(), StoreError> {
        self.0.send_batch("savepoint command")
    }

    fn session(&mut self) -> &mut dyn Session {
        &mut self.0
    }

    /// Waits only when the command still owes answers; else it goes along with what comes next.
    fn release(&mut self) -> Result<(), StoreError> {
        let owes = self.0.owes();
        self.0.send_batch("release command")?;
        if owes { self.0.settle() } else { Ok(()) }
    }

    fn undo(&mut self) -> Result<(), StoreError> {
        // What was on its way has failed, or is undone with the rest.
        let _ = self.0.settle();
        self.0.batch("rollback to command; release command")
    }

    fn commit(&mut self, signals: &[Signal]) -> Result<(), StoreError> {
        let outcome = self.notify(signals).and_then(|()| self.0.settle()).and_then(|()| self.0.batch("commit"));
        if outcome.is_err() {
            self.rollback();
        }
        outcome
    }

    fn rollback(&mut self) {
        let _ = self.0.settle();
        if self.0.batch("rollback").is_err() {
            self.0.lose();
        }
    }
}

impl PostgresWriter {
    fn notify(&mut self, signals: &[Signal]) -> Result<(), StoreError> {
        for payload in listen::payloads(signals) {
            self.0.send(&NOTIFY, &[&payload])?;
        }
        Ok(())
    }
}
