//! Every statement, on both engines: they answer alike, no statement goes unseen, and none scans the table of a shop.
//!
//! A case is a short story told with the functions of a topic; `cases/<topic>.rs` holds them. It runs in a transaction that is
//! undone, so that each begins with empty tables.

#![allow(clippy::too_many_lines, reason = "a list of stories is as long as it is")]
#![allow(clippy::assigning_clones, reason = "a story reads better")]

mod cases;
mod plans;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::LazyLock;

use cases::Case;
use store::testing::{Scratch, Watched};
use store::{Engine, Store, StoreError};

/// What came of a case on one engine.
struct Outcome {
    answer: Result<String, StoreError>,
    watched: Vec<Watched>,
}

/// What came of all cases: by name, on SQLite and on PostgreSQL.
static OUTCOMES: LazyLock<BTreeMap<&'static str, [Outcome; 2]>> = LazyLock::new(|| {
    let stores = Scratch::both().map(|scratch| (scratch.open(), scratch));
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    cases::all()
        .into_iter()
        .map(|case| (case.name, stores.each_ref().map(|(store, _)| runtime.block_on(run(store, &case)))))
        .collect()
});

/// Carries what a case came to out of the transaction, and undoes that.
struct Undo(Outcome);

impl From<StoreError> for Undo {
    fn from(error: StoreError) -> Self {
        Self(Outcome { answer: Err(error), watched: Vec::new() })
    }
}

async fn run(store: &Store, case: &Case) -> Outcome {
    let tell = case.story;
    let undone: Result<(), Undo> = store
        .write(move |tx| {
            tx.watch();
            let answer = tell(tx);
            Err(Undo(Outcome { answer, watched: tx.watched() }))
        })
        .await;
    let Err(Undo(outcome)) = undone else { panic!("it is always undone") };
    outcome
}

#[test]
fn both_engines_answer_alike() {
    let mut different = String::new();
    for (name, [sqlite, postgres]) in OUTCOMES.iter() {
        if sqlite.answer != postgres.answer || sqlite.answer.is_err() {
            let told = |outcome: &Outcome| outcome.answer.clone().unwrap_or_else(|error| format!("error: {error}"));
            let _ = writeln!(different, "{name}\n  SQLite: {}\n  PostgreSQL: {}", told(sqlite), told(postgres));
        }
    }
    assert!(different.is_empty(), "\n{different}");
}

#[test]
fn every_file_of_sql_is_run_by_a_case() {
    let ran: BTreeSet<String> =
        OUTCOMES.values().flatten().flat_map(|outcome| &outcome.watched).flat_map(|it| parts(it.sql.name())).collect();
    let unseen: Vec<_> = files().into_iter().filter(|file| !ran.contains(file)).collect();
    assert!(unseen.is_empty(), "no case runs these files of sql/: {unseen:#?}");
}

#[test]
fn no_statement_scans_the_table_of_a_shop() {
    let tables = plans::tables_of_shops();
    let mut complaints = BTreeSet::new();
    for outcomes in OUTCOMES.values() {
        for (engine, outcome) in [Engine::Sqlite, Engine::Postgres].into_iter().zip(outcomes) {
            for Watched { sql, plan } in &outcome.watched {
                complaints.extend(
                    plans::scanned(engine, sql.text(engine), plan, &tables)
                        .filter(|table| !cases::SCANS.contains(&(sql.name(), table.as_str())))
                        .map(|table| format!("{} scans {table} on {}", sql.name(), engine.name())),
                );
            }
        }
    }
    assert!(complaints.is_empty(), "{complaints:#?}");
}

/// The files that a statement is made of, without their endings: one, or the parts that `sql_parts!` was given.
fn parts(name: &str) -> Vec<String> {
    name.split(['"', '(', ')', ' ']).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// All files below `sql/`, without their endings.
fn files() -> BTreeSet<String> {
    let sql = Path::new(env!("CARGO_MANIFEST_DIR")).join("sql");
    let entries = |folder: &Path| {
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect::<Vec<_>>()
    };
    let names = entries(&sql).into_iter().flat_map(|topic| entries(&topic)).map(|file| {
        let name = file.strip_prefix(&sql).expect("it is below").to_string_lossy().into_owned();
        [".sqlite.sql", ".pg.sql", ".sql"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name).to_owned()
    });
    names.collect()
}

#[test]
fn two_stories_never_have_the_same_name() {
    let names: BTreeSet<_> = cases::all().iter().map(|case| case.name).collect();
    assert_eq!(names.len(), cases::all().len());
}
