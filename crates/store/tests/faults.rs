//! Processes that are killed, disks that are full, folders and servers that are taken away.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use store::testing::{self, Scratch, statement};
use store::{Engine, OpenError, Options, Signal, Sql, Store, StoreError, Tuning};

static MAKE: Sql = statement("test/make", "create table word (id bigint primary key, said text not null)");
static SAY: Sql = statement("test/say", "insert into word (id, said) values ($1, $2)");
static IDS: Sql = statement("test/ids", "select id from word order by id");
static FORGET: Sql = statement("test/forget", "delete from word");
static FUTURE: Sql =
    statement("test/future", "insert into schema_version (version, name) values (9999, '9999_future')");

async fn make(store: &Store) {
    store.write(|tx| tx.execute(&MAKE, &[])).await.expect("the table is made");
}

async fn say(store: &Store, id: i64, said: &str) -> Result<u64, StoreError> {
    let said = said.to_owned();
    store.write(move |tx| tx.execute(&SAY, &[&id, &said])).await
}

async fn ids(store: &Store) -> Vec<i64> {
    let read = store.read(|tx| tx.query(&IDS, &[], |row| row.get(0))).await;
    read.map_err(|error: StoreError| error).expect("reading works")
}

/// Where the child of this test writes: it is this same program, told so by its environment.
const CHILD: &str = "OTKLIK_TEST_CHILD";

#[tokio::test]
async fn an_acknowledged_write_is_there_after_the_process_was_killed() {
    for scratch in Scratch::both() {
        let store = scratch.open();
        make(&store).await;
        store.close().await;
        let acknowledged = write_until_killed(&scratch);
        let found = ids(&scratch.open()).await;
        let lost: Vec<_> = acknowledged.iter().filter(|id| found.binary_search(id).is_err()).collect();
        assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
    }
}

/// Lets a child write from many tasks at once, and kills it in the middle; what it had acknowledged by then.
fn write_until_killed(scratch: &Scratch) -> Vec<i64> {
    let place = match scratch.options() {
        Options::Sqlite { dir } => format!("sqlite {}", dir.display()),
        Options::Postgres { url } => format!("postgres {url}"),
    };
    let mut child = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "writes_without_end_when_it_is_a_child", "--nocapture"])
        .env(CHILD, place)
        .stdout(Stdio::piped())
        .spawn()
        .expect("the child starts");
    let output = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut told = output.lines().map_while(Result::ok).filter_map(|line| line.strip_prefix("written ")?.parse().ok());
    let mut acknowledged: Vec<i64> = told.by_ref().take(500).collect();
    child.kill().expect("it can be killed");
    acknowledged.extend(told);
    child.wait().expect("it ends");
    acknowledged
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writes_without_end_when_it_is_a_child() {
    let Ok(place) = std::env::var(CHILD) else { return };
    let options = match place.split_once(' ').expect("an engine and a place") {
        ("sqlite", dir) => Options::Sqlite { dir: PathBuf::from(dir) },
        (_, url) => Options::Postgres { url: url.to_owned() },
    };
    let store = Store::open_tuned(options, Tuning { readers: Some(1), ..Tuning::default() }).expect("it opens");
    let mut tasks = tokio::task::JoinSet::new();
    for first in 0..32 {
        let store = store.clone();
        tasks.spawn(async move {
            for id in (first..).step_by(32) {
                say(&store, id, "слово").await.expect("it is written");
                println!("written {id}");
            }
        });
    }
    tasks.join_all().await;
}

#[tokio::test]
async fn a_second_process_on_the_same_folder_is_refused_with_words() {
    let scratch = Scratch::new(Engine::Sqlite);
    let first = scratch.open();
    let second = scratch.try_open(Tuning::default()).expect_err("one at a time");
    assert!(matches!(second, OpenError::InUse { .. }));
    let Options::Sqlite { dir } = scratch.options() else { panic!("a folder") };
    assert!(second.to_string().contains(&dir.display().to_string()), "{second}");
    first.close().await;
    drop(first);
    scratch.open();
}

#[tokio::test]
async fn a_newer_schema_is_refused_with_both_versions() {
    for scratch in Scratch::both() {
        let store = scratch.open();
        store.write(|tx| tx.execute(&FUTURE, &[])).await.expect("a newer program was here");
        store.close().await;
        drop(store);
        let refused = scratch.try_open(Tuning::default()).expect_err("it is newer");
        let OpenError::Newer { found: 9999, known } = refused else { panic!("{refused}") };
        assert!(refused.to_string().contains("9999") && refused.to_string().contains(&known.to_string()), "{refused}");
    }
}

#[tokio::test]
async fn a_full_disk_is_told_and_writing_goes_on_when_there_is_room_again() {
    let scratch = Scratch::new(Engine::Sqlite);
    let store = scratch.try_open(Tuning { max_size: Some(2 << 20), ..Tuning::default() }).expect("it opens");
    make(&store).await;
    let long = "слово ".repeat(10_000);
    let mut written = 0;
    let full = loop {
        match say(&store, written, &long).await {
            Ok(_) => written += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(full, StoreError::Full);
    assert_eq!(ids(&store).await, (0..written).collect::<Vec<_>>(), "what was acknowledged is there, and nothing else");
    store.write(|tx| tx.execute(&FORGET, &[])).await.expect("there is room to forget");
    assert_eq!(say(&store, 1, &long).await, Ok(1));
}

#[tokio::test]
async fn a_folder_that_is_none_is_told_with_its_name() {
    let scratch = tempfile::NamedTempFile::new().expect("a scratch file");
    let told = Store::open(Options::Sqlite { dir: scratch.path().to_owned() }).expect_err("it is a file");
    assert!(matches!(told, OpenError::Folder { .. }));
    assert!(told.to_string().contains(&scratch.path().display().to_string()), "{told}");
}

#[test]
fn an_address_that_is_not_understood_is_not_repeated_since_it_may_hold_a_password() {
    for url in ["postgres://user:hunter2@host:port/db", "hunter2", "host=127.0.0.1 hunter2=1"] {
        let told = Store::open(Options::Postgres { url: url.to_owned() }).expect_err("nonsense");
        assert!(matches!(told, OpenError::Address(_)));
        assert!(!told.to_string().contains("hunter2"), "{told}");
        assert!(!format!("{told:?}").contains("hunter2"), "{told:?}");
    }
}

#[test]
fn a_server_that_is_not_there_is_told() {
    let told = Store::open(Options::Postgres { url: "postgres://nobody@127.0.0.1:1/nothing".to_owned() });
    let told = told.expect_err("nobody listens there");
    assert!(matches!(told, OpenError::Server(_)) && told.to_string().contains("refused"), "{told}");
}

/// Ends all connections to the store's database, as a restart of the server would.
fn cut_off(scratch: &Scratch) {
    let Options::Postgres { url } = scratch.options() else { panic!("a server") };
    let database = url.rsplit_once('/').expect("a database").1.to_owned();
    testing::run(
        testing::cluster(),
        &[&format!("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{database}'")],
    );
}

#[tokio::test]
async fn a_lost_connection_comes_back_by_itself_and_followers_are_told_to_read_again() {
    let scratch = Scratch::new(Engine::Postgres);
    let store = scratch.open();
    make(&store).await;
    say(&store, 1, "слово").await.expect("it is written");
    let mut signals = store.signals();
    for round in 2..5 {
        cut_off(&scratch);
        assert_eq!(store.ready().await, Ok(()), "round {round}");
        assert_eq!(store.ready().await, Ok(()), "the other reader");
        assert_eq!(say(&store, round, "слово").await, Ok(1));
        assert_eq!(signals.recv().await, Ok(Signal::Resync));
    }
    assert_eq!(ids(&store).await, [1, 2, 3, 4]);
}

#[tokio::test]
async fn a_command_whose_connection_is_lost_in_the_middle_is_told_so_and_not_kept() {
    let scratch = Scratch::new(Engine::Postgres);
    let store = scratch.open();
    make(&store).await;
    let (begun, wait) = tokio::sync::oneshot::channel();
    let (go_on, told) = std::sync::mpsc::channel::<()>();
    let writing = tokio::spawn({
        let store = store.clone();
        async move {
            store
                .write(move |tx| {
                    tx.execute(&SAY, &[&1_i64, &"слово"])?;
                    let _ = begun.send(());
                    let _ = told.recv();
                    tx.execute(&SAY, &[&2_i64, &"слово"])
                })
                .await
        }
    });
    wait.await.expect("it begins");
    cut_off(&scratch);
    drop(go_on);
    assert_eq!(writing.await.expect("no panic"), Err(StoreError::Gone));
    assert_eq!(say(&store, 3, "слово").await, Ok(1));
    assert_eq!(ids(&store).await, [3]);
}

#[tokio::test]
async fn a_read_only_server_is_told_and_writing_goes_on_afterwards() {
    let scratch = Scratch::new(Engine::Postgres);
    let store = scratch.open();
    make(&store).await;
    let Options::Postgres { url } = scratch.options() else { panic!("a server") };
    let database = url.rsplit_once('/').expect("a database").1;
    testing::run(testing::cluster(), &[&format!("alter database {database} set default_transaction_read_only = on")]);
    cut_off(&scratch);
    let refused = say(&store, 1, "слово").await;
    assert!(refused.as_ref().is_err_and(StoreError::is_unwritable), "{refused:?}");
    assert_eq!(ids(&store).await, Vec::<i64>::new());
    testing::run(testing::cluster(), &[&format!("alter database {database} reset default_transaction_read_only")]);
    cut_off(&scratch);
    assert_eq!(say(&store, 1, "слово").await, Ok(1));
}

#[tokio::test]
async fn what_one_process_signals_another_hears() {
    let scratch = Scratch::new(Engine::Postgres);
    let (one, other) = (scratch.open(), scratch.open());
    let mut heard = other.signals();
    let shops: Vec<_> = (0..600).map(|number| domain::SellerId(i64::MAX - number)).collect();
    let told = shops.clone();
    let signalled: Result<(), StoreError> = one
        .write(move |tx| {
            for shop in told {
                tx.signal(&Signal::changed(shop, "events"));
            }
            Ok(())
        })
        .await;
    signalled.expect("it is committed");
    for shop in &shops {
        assert_eq!(heard.recv().await, Ok(Signal::changed(*shop, "events")));
    }
}
