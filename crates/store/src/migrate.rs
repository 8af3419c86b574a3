//! Bringing the schema up to date: numbered files, run at start inside a lock, all or none.

use crate::error::{OpenError, StoreError};
use crate::sql::{self, Engine};

/// One step of the schema.
#[derive(Debug)]
pub(crate) struct Migration {
    /// Its number, counted from 1 without a hole.
    pub(crate) version: i64,
    /// Its file's name without the ending: `0001_first`.
    pub(crate) name: &'static str,
    /// Its statements, in the SQL that both engines share (see [`crate::sql`]).
    pub(crate) text: &'static str,
}

macro_rules! migrations {
    ($($version:literal $name:literal),* $(,)?) => {
        &[$(Migration {
            version: $version,
            name: $name,
            text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/", $name, ".sql")),
        }),*]
    };
}

/// All steps. A step that has been released is never changed; a new one is added below.
pub(crate) static MIGRATIONS: &[Migration] = migrations![1 "0001_people", 2 "0002_log", 3 "0003_catalogue", 4 "0004_reviews", 5 "0005_moderation", 6 "0006_questions", 7 "0007_exports", 8 "0008_chats", 9 "0009_promotions", 10 "0010_notices", 11 "0011_telegram"];

/// Where the versions that have run are kept; the same on both engines.
pub(crate) const VERSIONS: &str =
    "create table if not exists schema_version (version bigint not null primary key, name text not null)";

/// A database whose schema can be brought up to date; what an engine has to offer.
pub(crate) trait Schema {
    /// Which engine it is.
    fn engine(&self) -> Engine;
    /// Begins a transaction that keeps every other process from migrating.
    fn begin(&mut self) -> Result<(), StoreError>;
    /// The highest version that has run; 0 for an empty database.
    fn version(&mut self) -> Result<i64, StoreError>;
    /// Runs statements.
    fn run(&mut self, text: &str) -> Result<(), StoreError>;
    /// Writes down that a step has run.
    fn record(&mut self, migration: &Migration) -> Result<(), StoreError>;
    /// Keeps everything.
    fn commit(&mut self) -> Result<(), StoreError>;
    /// Gives everything up.
    fn rollback(&mut self);
}

/// Runs the steps that are missing. After an error the database is as it was.
pub(crate) fn run(schema: &mut dyn Schema, known: &[Migration]) -> Result<(), OpenError> {
    schema.begin()?;
    let outcome = run_missing(schema, known).and_then(|()| Ok(schema.commit()?));
    if outcome.is_err() {
        schema.rollback();
    }
    outcome
}

fn run_missing(schema: &mut dyn Schema, known: &[Migration]) -> Result<(), OpenError> {
    let found = schema.version()?;
    let newest = known.last().map_or(0, |migration| migration.version);
    if found > newest {
        return Err(OpenError::Newer { found, known: newest });
    }
    if found == newest {
        return Ok(());
    }
    schema.run(VERSIONS)?;
    for migration in known.iter().filter(|migration| migration.version > found) {
        apply(schema, migration)
            .map_err(|error| OpenError::Migration { name: migration.name.to_owned(), why: error.to_string() })?;
        tracing::info!(version = migration.version, name = migration.name, "schema brought up to date");
    }
    Ok(())
}

fn apply(schema: &mut dyn Schema, migration: &Migration) -> Result<(), StoreError> {
    schema.run(&sql::open(migration.text, schema.engine()))?;
    schema.record(migration)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_a_step_and_no_number_is_left_out() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .expect("the folder is there")
            .map(|file| file.expect("an entry").file_name().to_string_lossy().trim_end_matches(".sql").to_owned())
            .collect();
        files.sort();
        assert_eq!(files, MIGRATIONS.iter().map(|step| step.name).collect::<Vec<_>>());
        for (index, step) in (1_i64..).zip(MIGRATIONS) {
            assert_eq!(step.version, index);
            assert!(step.name.starts_with(&format!("{index:04}_")), "{}", step.name);
        }
    }
}
