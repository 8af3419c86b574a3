//! What a command may rely on, whatever its neighbours do.

use store::{Options, Sql, Store, StoreError};

static MAKE: Sql = Sql::new("test/make", "create table word (id bigint primary key, said text not null)");
static SAY: Sql = Sql::new("test/say", "insert into word (id, said) values ($1, $2)");
static HEAR: Sql = Sql::new("test/hear", "select said from word where id = $1");
static COUNT: Sql = Sql::new("test/count", "select count(*) from word");

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a scratch folder")
}

async fn store_in(folder: &tempfile::TempDir) -> Store {
    let store = Store::open(Options::Sqlite { dir: folder.path().to_owned() }).expect("the store opens");
    store.write(|tx| tx.execute(&MAKE, &[])).await.expect("the table is made");
    store
}

async fn say(store: &Store, id: i64, said: &'static str) -> Result<u64, StoreError> {
    store.write(move |tx| tx.execute(&SAY, &[&id, &said])).await
}

async fn count(store: &Store) -> i64 {
    store.read(|tx| tx.query_one(&COUNT, &[], |row| row.get(0))).await.expect("counting works")
}

#[tokio::test]
async fn what_was_acknowledged_is_there_for_whoever_reads_next() {
    let folder = folder();
    let store = store_in(&folder).await;
    assert_eq!(say(&store, 1, "здравствуйте").await, Ok(1));
    let heard: Result<Option<String>, StoreError> =
        store.read(|tx| tx.query_opt(&HEAR, &[&1_i64], |row| row.get(0))).await;
    assert_eq!(heard, Ok(Some("здравствуйте".to_owned())));
}

#[tokio::test]
async fn a_failing_command_does_not_take_its_neighbours_with_it() {
    let folder = folder();
    let store = store_in(&folder).await;
    let all: Vec<_> = (0..100).map(|id| if id % 10 == 3 { 0 } else { id }).collect();
    let said = futures_of(&store, &all).await;
    assert_eq!(said.iter().filter(|outcome| outcome.is_ok()).count(), 90);
    assert!(said.iter().all(|outcome| outcome.as_ref().map_or_else(|error| error.is_unique_in("word"), |_| true)));
    assert_eq!(count(&store).await, 90);
}

async fn futures_of(store: &Store, ids: &[i64]) -> Vec<Result<u64, StoreError>> {
    let tasks: Vec<_> = ids
        .iter()
        .map(|&id| {
            let store = store.clone();
            tokio::spawn(async move { say(&store, id, "слово").await })
        })
        .collect();
    let mut outcomes = Vec::new();
    for task in tasks {
        outcomes.push(task.await.expect("no task panics"));
    }
    outcomes
}
