//! Statements on one SQLite connection.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::ControlFlow;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, Statement};

use super::super::read::Reader;
use super::errors;
use crate::error::StoreError;
use crate::sql::{Engine, Sql};
use crate::tx::{Columns, Row, Session, TakeRow};
use crate::value::{Cell, Param, Value};

/// A connection with its prepared statements, found by the address of their [`Sql`].
pub(super) struct SqliteSession<'c> {
    connection: &'c Connection,
    statements: HashMap<*const Sql, Statement<'c>>,
}

impl<'c> SqliteSession<'c> {
    pub(super) fn new(connection: &'c Connection) -> Self {
        Self { connection, statements: HashMap::new() }
    }

    pub(super) fn connection(&self) -> &'c Connection {
        self.connection
    }

    /// The statement, prepared once per connection, with its parameters bound.
    fn bound(&mut self, sql: &'static Sql, params: &[&dyn Param]) -> Result<&mut Statement<'c>, StoreError> {
        let statement = match self.statements.entry(std::ptr::from_ref(sql)) {
            Entry::Occupied(there) => there.into_mut(),
            Entry::Vacant(free) => free.insert(prepare(self.connection, sql.text(Engine::Sqlite))?),
        };
        bind(statement, params)?;
        Ok(statement)
    }
}

fn prepare<'c>(connection: &'c Connection, text: &str) -> Result<Statement<'c>, StoreError> {
    connection.prepare(text).map_err(|error| errors::kind(&error))
}

fn bind(statement: &mut Statement<'_>, params: &[&dyn Param]) -> Result<(), StoreError> {
    if statement.parameter_count() != params.len() {
        let (wanted, given) = (statement.parameter_count(), params.len());
        return Err(StoreError::other(format!("the statement has {wanted} parameters, but {given} were given")));
    }
    for (index, param) in params.iter().enumerate() {
        statement.raw_bind_parameter(index + 1, param.value()).map_err(|error| errors::kind(&error))?;
    }
    Ok(())
}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Int(number) => ValueRef::Integer(*number),
            Value::Bool(yes) => ValueRef::Integer(i64::from(*yes)),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Search { fts5, .. } => ValueRef::Text(fts5.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl Session for SqliteSession<'_> {
    fn rows(&mut self, sql: &'static Sql, params: &[&dyn Param], take: &mut TakeRow<'_>) -> Result<(), StoreError> {
        let mut rows = self.bound(sql, params)?.raw_query();
        while let Some(row) = rows.next().map_err(|error| errors::kind(&error))? {
            if let ControlFlow::Break(()) = take(&Row::new(row))? {
                break;
            }
        }
        Ok(())
    }

    fn execute(&mut self, sql: &'static Sql, params: &[&dyn Param]) -> Result<u64, StoreError> {
        let changed = self.bound(sql, params)?.raw_execute().map_err(|error| errors::kind(&error))?;
        Ok(u64::try_from(changed).unwrap_or(u64::MAX))
    }

    fn explain(&mut self, sql: &'static Sql, params: &[&dyn Param]) -> Result<Vec<String>, StoreError> {
        let mut statement = prepare(self.connection, &format!("explain query plan {}", sql.text(Engine::Sqlite)))?;
        bind(&mut statement, params)?;
        let mut rows = statement.raw_query();
        let mut steps = Vec::new();
        while let Some(row) = rows.next().map_err(|error| errors::kind(&error))? {
            steps.push(row.get(3).map_err(|error| errors::kind(&error))?);
        }
        Ok(steps)
    }
}

impl Columns for rusqlite::Row<'_> {
    fn cell(&self, index: usize) -> Result<Cell<'_>, StoreError> {
        match self.get_ref(index).map_err(|error| errors::kind(&error))? {
            ValueRef::Null => Ok(Cell::Null),
            ValueRef::Integer(number) => Ok(Cell::Int(number)),
            ValueRef::Text(text) => {
                std::str::from_utf8(text).map(Cell::Text).map_err(|_| StoreError::other("a text is not UTF-8"))
            }
            ValueRef::Blob(bytes) => Ok(Cell::Bytes(bytes)),
            ValueRef::Real(_) => Err(StoreError::other("a fraction stands there: cast it to bigint")),
        }
    }
}

/// A connection of a reader thread.
pub(super) struct SqliteReader<'c>(pub(super) SqliteSession<'c>);

static BEGIN: Sql = Sql::new("begin", "begin deferred");
static COMMIT: Sql = Sql::new("commit", "commit");

impl Reader for SqliteReader<'_> {
    fn glance(&mut self) -> Result<(), StoreError> {
        Ok(())
    }

    fn begin(&mut self) -> Result<(), StoreError> {
        self.0.execute(&BEGIN, &[]).map(drop)
    }

    fn session(&mut self) -> &mut dyn Session {
        &mut self.0
    }

    fn end(&mut self) {
        if let Err(error) = self.0.execute(&COMMIT, &[]) {
            tracing::warn!(%error, "a read did not end as it should");
        }
    }
}
