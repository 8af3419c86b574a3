//! The schema of a SQLite database, for the migrations.

use rusqlite::{Connection, OptionalExtension};

use super::errors;
use crate::error::StoreError;
use crate::migrate::{Migration, Schema};
use crate::sql::Engine;

/// A database whose schema can be brought up to date.
pub(crate) struct SqliteSchema<'c>(&'c mut Connection);

impl<'c> SqliteSchema<'c> {
    pub(crate) fn new(connection: &'c mut Connection) -> Self {
        Self(connection)
    }

    fn batch(&self, text: &str) -> Result<(), StoreError> {
        self.0.execute_batch(text).map_err(|error| errors::kind(&error))
    }
}

impl Schema for SqliteSchema<'_> {
    fn engine(&self) -> Engine {
        Engine::Sqlite
    }

    /// Takes the write lock: nobody else can be migrating.
    fn begin(&mut self) -> Result<(), StoreError> {
        self.batch("begin exclusive")
    }

    fn version(&mut self) -> Result<i64, StoreError> {
        let there = self
            .0
            .query_row("select 1 from sqlite_schema where name = 'schema_version'", [], |_| Ok(()))
            .optional()
            .map_err(|error| errors::kind(&error))?;
        if there.is_none() {
            return Ok(0);
        }
        self.0
            .query_row("select coalesce(max(version), 0) from schema_version", [], |row| row.get(0))
            .map_err(|error| errors::kind(&error))
    }

    fn run(&mut self, text: &str) -> Result<(), StoreError> {
        self.batch(text)
    }

    fn record(&mut self, migration: &Migration) -> Result<(), StoreError> {
        self.0
            .execute("insert into schema_version (version, name) values (?1, ?2)", (migration.version, migration.name))
            .map(drop)
            .map_err(|error| errors::kind(&error))
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.batch("commit")
    }

    fn rollback(&mut self) {
        if !self.0.is_autocommit() && self.batch("rollback").is_err() {
            tracing::error!("the migrations could not be given up");
        }
    }
}
