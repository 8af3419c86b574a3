//! The transaction, as the topic modules see it: statements in, rows out, no engine in sight.

use std::ops::ControlFlow;

use crate::error::StoreError;
use crate::signal::Signal;
use crate::sql::Sql;
use crate::value::{Cell, FromColumn, Param};

/// A connection inside a transaction; what an engine has to offer.
pub(crate) trait Session {
    /// Runs a statement and hands over its rows, until the taker breaks off.
    fn rows(&mut self, sql: &'static Sql, params: &[&dyn Param], take: &mut TakeRow<'_>) -> Result<(), StoreError>;
    /// Runs a statement and tells how many rows it changed.
    fn execute(&mut self, sql: &'static Sql, params: &[&dyn Param]) -> Result<u64, StoreError>;
    /// Runs a statement whose outcome is needed only at the end; an engine may hold it back until then.
    fn send(&mut self, sql: &'static Sql, params: &[&dyn Param]) -> Result<(), StoreError> {
        self.execute(sql, params).map(drop)
    }
    /// The plan of a statement, a line per step.
    fn explain(&mut self, sql: &'static Sql, params: &[&dyn Param]) -> Result<Vec<String>, StoreError>;
}

/// Takes one row and says whether it wants more.
pub(crate) type TakeRow<'a> = dyn FnMut(&Row<'_>) -> Result<ControlFlow<()>, StoreError> + 'a;

/// A transaction. Given to the closure of [`Store::read`](crate::Store::read) and [`Store::write`](crate::Store::write).
///
/// After a statement failed the transaction is over, on both engines: every further statement returns the same error, and
/// nothing is kept, whatever the closure returns. So a key that may be taken is asked with
/// `on conflict do nothing returning`, not by trying and catching.
pub struct Tx<'a> {
    session: &'a mut (dyn Session + 'a),
    failed: Option<StoreError>,
    signals: Vec<Signal>,
    #[cfg(feature = "testing")]
    watched: Option<Vec<Watched>>,
}

/// A statement that a watched transaction ran, and how the engine runs it.
#[cfg(feature = "testing")]
#[derive(Debug, Clone)]
pub struct Watched {
    /// Which.
    pub sql: &'static Sql,
    /// Its plan, a line per step.
    pub plan: Vec<String>,
}

impl<'a> Tx<'a> {
    pub(crate) fn new(session: &'a mut (dyn Session + 'a)) -> Self {
        Self {
            session,
            failed: None,
            signals: Vec::new(),
            #[cfg(feature = "testing")]
            watched: None,
        }
    }

    /// From now on keeps every statement with its plan.
    #[cfg(feature = "testing")]
    pub fn watch(&mut self) {
        self.watched = Some(Vec::new());
    }

    /// What was kept since [`watch`](Self::watch).
    #[cfg(feature = "testing")]
    pub fn watched(&mut self) -> Vec<Watched> {
        self.watched.take().unwrap_or_default()
    }

    #[cfg(feature = "testing")]
    fn look(&mut self, sql: &'static Sql, params: &[&dyn Param]) -> Result<(), StoreError> {
        if self.watched.is_some() {
            let plan = self.explain(sql, params)?;
            self.watched.get_or_insert_default().push(Watched { sql, plan });
        }
        Ok(())
    }

    /// All rows.
    pub fn query<T>(
        &mut self,
        sql: &'static Sql,
        params: &[&dyn Param],
        mut map: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut all = Vec::new();
        self.rows(sql, params, &mut |row| {
            all.push(map(row)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(all)
    }

    /// The first row, if there is one.
    pub fn query_opt<T>(
        &mut self,
        sql: &'static Sql,
        params: &[&dyn Param],
        map: impl FnOnce(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let mut first = None;
        let mut map = Some(map);
        self.rows(sql, params, &mut |row| {
            if let Some(map) = map.take() {
                first = Some(map(row)?);
            }
            Ok(ControlFlow::Break(()))
        })?;
        Ok(first)
    }

    /// The first row; that there is none would be a mistake of ours (a count, a `returning` without a condition).
    pub fn query_one<T>(
        &mut self,
        sql: &'static Sql,
        params: &[&dyn Param],
        map: impl FnOnce(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let first = self.query_opt(sql, params, map)?;
        first.ok_or_else(|| StoreError::other("no row where there is always one").at(sql.name()))
    }

    /// Runs a statement; the number of rows that it changed.
    pub fn execute(&mut self, sql: &'static Sql, params: &[&dyn Param]) -> Result<u64, StoreError> {
        self.usable()?;
        #[cfg(feature = "testing")]
        self.look(sql, params)?;
        let outcome = self.session.execute(sql, params);
        self.remember(sql, outcome)
    }

    /// Runs a statement of which nobody asks how many rows it changed. PostgreSQL is sent it together with the next
    /// one, without a round trip of its own; so its failure may only show there, or at the end of the transaction.
    pub fn send(&mut self, sql: &'static Sql, params: &[&dyn Param]) -> Result<(), StoreError> {
        self.usable()?;
        #[cfg(feature = "testing")]
        self.look(sql, params)?;
        let outcome = self.session.send(sql, params);
        self.remember(sql, outcome)
    }

    /// Tells everybody who follows [`Store::signals`](crate::Store::signals), once this transaction is committed.
    pub fn signal(&mut self, signal: &Signal) {
        if !self.signals.contains(signal) {
            self.signals.push(signal.clone());
        }
    }

    /// How the engine would run a statement, a line per step. For tests and for support.
    pub fn explain(&mut self, sql: &'static Sql, params: &[&dyn Param]) -> Result<Vec<String>, StoreError> {
        self.usable()?;
        let outcome = self.session.explain(sql, params);
        self.remember(sql, outcome)
    }

    /// The signals that were given, or why nothing of this transaction may be kept.
    pub(crate) fn finish(self) -> Result<Vec<Signal>, StoreError> {
        self.failed.map_or(Ok(self.signals), Err)
    }

    fn rows(&mut self, sql: &'static Sql, params: &[&dyn Param], take: &mut TakeRow<'_>) -> Result<(), StoreError> {
        self.usable()?;
        #[cfg(feature = "testing")]
        self.look(sql, params)?;
        let outcome = self.session.rows(sql, params, take);
        self.remember(sql, outcome)
    }

    fn usable(&self) -> Result<(), StoreError> {
        self.failed.clone().map_or(Ok(()), Err)
    }

    fn remember<T>(&mut self, sql: &Sql, outcome: Result<T, StoreError>) -> Result<T, StoreError> {
        outcome.map_err(|error| {
            let error = error.at(sql.name());
            self.failed = Some(error.clone());
            error
        })
    }
}

/// The columns of a row; what an engine has to offer.
pub(crate) trait Columns {
    fn cell(&self, index: usize) -> Result<Cell<'_>, StoreError>;
}

/// One row of an answer.
pub struct Row<'a>(&'a dyn Columns);

impl<'a> Row<'a> {
    pub(crate) fn new(columns: &'a dyn Columns) -> Self {
        Self(columns)
    }

    /// The value of a column, counted from 0.
    pub fn get<T: FromColumn>(&self, index: usize) -> Result<T, StoreError> {
        T::from_column(self.0.cell(index)?).map_err(|error| error.at(&format!("column {index}")))
    }

    /// A text column without a copy of it.
    pub fn text(&self, index: usize) -> Result<&str, StoreError> {
        match self.0.cell(index)? {
            Cell::Text(text) => Ok(text),
            _ => Err(StoreError::other("a text was expected").at(&format!("column {index}"))),
        }
    }
}
