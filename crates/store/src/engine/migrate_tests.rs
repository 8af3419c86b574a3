//! Migrations on both engines, with steps of our own.

use std::sync::Arc;

use super::postgres::link::{Link, Purpose, Server};
use super::postgres::schema::PostgresSchema;
use super::sqlite::schema::SqliteSchema;
use crate::error::OpenError;
use crate::migrate::{self, Migration, Schema};
use crate::options::Options;
use crate::sql::Engine;
use crate::testing::Scratch;

const FIRST: Migration = Migration {
    version: 1,
    name: "0001_first",
    text: "create table one (id bigint primary key); create table two (id bigint primary key) /*sqlite without rowid*/;",
};
const SECOND: Migration = Migration { version: 2, name: "0002_second", text: "insert into one (id) values (1);" };
const BROKEN: Migration = Migration {
    version: 3,
    name: "0003_broken",
    text: "create table three (id bigint); insert into nowhere values (1);",
};

/// Tells the story on an empty database of each engine.
fn on_both(tell: impl Fn(&mut dyn Schema) + Copy + Send + 'static) {
    let mut connection = rusqlite::Connection::open_in_memory().expect("a database");
    tell(&mut SqliteSchema::new(&mut connection));
    let scratch = Scratch::new(Engine::Postgres);
    let Options::Postgres { url } = scratch.options() else { panic!("a server") };
    crate::testing::run(&url, &["drop schema public cascade", "create schema public"]);
    let mut link = Link::open(&Arc::new(Server::parse(&url).expect("a URL")), Purpose::Migrate).expect("it connects");
    tell(&mut PostgresSchema::new(&mut link));
}

/// Whether a statement succeeds.
fn succeeds(schema: &mut dyn Schema, text: &str) -> bool {
    schema.begin().expect("it begins");
    let outcome = schema.run(text);
    schema.rollback();
    outcome.is_ok()
}

fn version(schema: &mut dyn Schema) -> i64 {
    schema.begin().expect("it begins");
    let version = schema.version();
    schema.rollback();
    version.expect("it can be read")
}

#[test]
fn only_the_steps_that_are_missing_are_run() {
    on_both(|schema| {
        assert_eq!(version(schema), 0);
        migrate::run(schema, &[FIRST]).expect("the first step");
        assert_eq!(version(schema), 1);
        migrate::run(schema, &[FIRST, SECOND]).expect("the second step");
        migrate::run(schema, &[FIRST, SECOND]).expect("nothing is left to do");
        assert_eq!(version(schema), 2);
        assert!(!succeeds(schema, "insert into one (id) values (1)"), "the second step ran once");
        assert!(succeeds(schema, "insert into two (id) values (1)"));
    });
}

#[test]
fn a_step_that_fails_leaves_nothing_half_done_and_is_named() {
    on_both(|schema| {
        let failed = migrate::run(schema, &[FIRST, SECOND, BROKEN]).expect_err("the third step is broken");
        assert!(matches!(&failed, OpenError::Migration { name, .. } if name == "0003_broken"), "{failed}");
        assert_eq!(version(schema), 0);
        assert!(!succeeds(schema, "select 1 from three"));
        assert!(!succeeds(schema, "select 1 from one"));
        migrate::run(schema, &[FIRST, SECOND]).expect("the others can run afterwards");
    });
}

#[test]
fn a_newer_schema_is_left_alone() {
    on_both(|schema| {
        migrate::run(schema, &[FIRST, SECOND]).expect("both steps");
        let refused = migrate::run(schema, &[FIRST]).expect_err("the second step is unknown");
        assert!(matches!(refused, OpenError::Newer { found: 2, known: 1 }), "{refused}");
        assert!(succeeds(schema, "insert into one (id) values (2)"));
    });
}
