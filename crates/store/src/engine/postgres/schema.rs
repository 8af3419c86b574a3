//! The schema of a PostgreSQL database, for the migrations.

use super::errors;
use super::link::Link;
use crate::error::StoreError;
use crate::migrate::{Migration, Schema};
use crate::sql::Engine;

/// A database whose schema can be brought up to date.
pub(crate) struct PostgresSchema<'l>(&'l mut Link);

impl<'l> PostgresSchema<'l> {
    pub(crate) fn new(link: &'l mut Link) -> Self {
        Self(link)
    }

    fn number(&mut self, text: &str) -> Result<Option<i64>, StoreError> {
        let client = self.0.client()?;
        let row = self.0.block_on(client.query_opt(text, &[])).map_err(|error| errors::kind(&error))?;
        row.map(|row| row.try_get(0)).transpose().map_err(|error| errors::kind(&error))
    }
}

impl Schema for PostgresSchema<'_> {
    fn engine(&self) -> Engine {
        Engine::Postgres
    }

    /// The lock is one number beside the writers' own: migrations run one after the other, over all processes.
    fn begin(&mut self) -> Result<(), StoreError> {
        self.0.batch("begin; select pg_advisory_xact_lock(8029187462)")
    }

    fn version(&mut self) -> Result<i64, StoreError> {
        let there = self.number("select 1::bigint where to_regclass('schema_version') is not null")?;
        if there.is_none() {
            return Ok(0);
        }
        Ok(self.number("select coalesce(max(version), 0) from schema_version")?.unwrap_or(0))
    }

    fn run(&mut self, text: &str) -> Result<(), StoreError> {
        self.0.batch(text)
    }

    fn record(&mut self, migration: &Migration) -> Result<(), StoreError> {
        let client = self.0.client()?;
        self.0
            .block_on(client.execute(
                "insert into schema_version (version, name) values ($1, $2)",
                &[&migration.version, &migration.name],
            ))
            .map(drop)
            .map_err(|error| errors::kind(&error))
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.0.batch("commit")
    }

    fn rollback(&mut self) {
        if self.0.batch("rollback").is_err() {
            self.0.lose();
        }
    }
}
