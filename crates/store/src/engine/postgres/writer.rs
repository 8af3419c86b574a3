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
pub(super) struct PostgresWriter {
    session: PostgresSession,
    /// Whether a savepoint waits for the next command: it was made along with the end of the one before.
    armed: bool,
}

impl PostgresWriter {
    pub(super) fn new(link: Link) -> Self {
        Self { session: PostgresSession::new(link), armed: false }
    }
}

impl Writer for PostgresWriter {
    /// Waited for, so that a connection that was lost meanwhile is made anew before a command has run.
    fn begin(&mut self) -> Result<(), StoreError> {
        self.armed = false;
        let begun = self.session.batch(BEGIN);
        if !begun.as_ref().is_err_and(StoreError::is_gone) {
            return begun;
        }
        self.session.lose();
        self.session.batch(BEGIN)
    }

    fn savepoint(&mut self) -> Result<(), StoreError> {
        if std::mem::replace(&mut self.armed, true) { Ok(()) } else { self.session.send_batch("savepoint command") }
    }

    fn session(&mut self) -> &mut dyn Session {
        &mut self.session
    }

    /// Waits only when the command still owes answers; else it goes along with what comes next.
    fn release(&mut self) -> Result<(), StoreError> {
        let owes = self.session.owes();
        self.session.send_batch("release command; savepoint command")?;
        if owes { self.session.settle() } else { Ok(()) }
    }

    fn undo(&mut self) -> Result<(), StoreError> {
        // What was on its way has failed, or is undone with the rest.
        let _ = self.session.settle();
        self.session.batch("rollback to command")
    }

    fn commit(&mut self, signals: &[Signal]) -> Result<(), StoreError> {
        // All of it is sent at once: had something failed before, the commit would be a rollback, and the failure be told.
        let outcome = self.notify(signals).and_then(|()| self.session.batch("commit"));
        if outcome.is_err() {
            self.rollback();
        }
        outcome
    }

    fn rollback(&mut self) {
        let _ = self.session.settle();
        if self.session.batch("rollback").is_err() {
            self.session.lose();
        }
    }
}

impl PostgresWriter {
    fn notify(&mut self, signals: &[Signal]) -> Result<(), StoreError> {
        for payload in listen::payloads(signals) {
            self.session.send(&NOTIFY, &[&payload])?;
        }
        Ok(())
    }
}
