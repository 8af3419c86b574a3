//! What a command may rely on, on both engines, whatever its neighbours do.

use std::sync::mpsc;

use store::testing::{Scratch, statement};
use store::{Signal, Sql, Store, StoreError};

static MAKE: Sql = statement("test/make", "create table word (id bigint primary key, said text not null)");
static SAY: Sql = statement("test/say", "insert into word (id, said) values ($1, $2)");
static HEAR: Sql = statement("test/hear", "select said from word where id = $1");
static COUNT: Sql = statement("test/count", "select count(*) from word");
static NONSENSE: Sql = statement("test/nonsense", "select a word that is no word");

/// Tells the story on both engines.
async fn on_both<F: Future<Output = ()>>(tell: impl Fn(Store) -> F) {
    for scratch in Scratch::both() {
        let store = scratch.open();
        store.write(|tx| tx.execute(&MAKE, &[])).await.expect("the table is made");
        tell(store).await;
    }
}

async fn say(store: &Store, id: i64, said: &'static str) -> Result<u64, StoreError> {
    store.write(move |tx| tx.execute(&SAY, &[&id, &said])).await
}

async fn count(store: &Store) -> i64 {
    store.read(|tx| tx.query_one(&COUNT, &[], |row| row.get(0))).await.expect("counting works")
}

/// Keeps the writer busy until the returned sender is used or dropped, so that what comes meanwhile shares a commit.
async fn hold_the_writer(store: &Store) -> mpsc::Sender<()> {
    let (go_on, wait) = mpsc::channel::<()>();
    let (begun, has_begun) = tokio::sync::oneshot::channel();
    let store = store.clone();
    tokio::spawn(async move {
        store
            .write(move |_| {
                let _ = begun.send(());
                let _ = wait.recv();
                Ok::<(), StoreError>(())
            })
            .await
    });
    has_begun.await.expect("the writer begins");
    go_on
}

/// All of them queue up behind a command that waits, then run in one group.
async fn in_one_group<T: Send + 'static>(
    store: &Store,
    commands: Vec<impl Future<Output = T> + Send + 'static>,
) -> Vec<T> {
    let go_on = hold_the_writer(store).await;
    let waiting = commands.len();
    let tasks: Vec<_> = commands.into_iter().map(tokio::spawn).collect();
    while store.waiting() < waiting {
        tokio::task::yield_now().await;
    }
    drop(go_on);
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.expect("no task panics"));
    }
    answers
}

#[tokio::test]
async fn what_was_acknowledged_is_there_for_whoever_reads_next() {
    on_both(async |store| {
        assert_eq!(say(&store, 1, "здравствуйте").await, Ok(1));
        let heard: Result<Option<String>, StoreError> =
            store.read(|tx| tx.query_opt(&HEAR, &[&1_i64], |row| row.get(0))).await;
        assert_eq!(heard, Ok(Some("здравствуйте".to_owned())));
    })
    .await;
}

#[tokio::test]
async fn a_failing_command_does_not_take_its_neighbours_with_it() {
    on_both(async |store| {
        let ids = (0..50).map(|id| if id % 10 == 3 { 0 } else { id });
        let commands = ids.map(|id| {
            let store = store.clone();
            async move { say(&store, id, "слово").await }
        });
        let answers = in_one_group(&store, commands.collect()).await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 45);
        assert!(answers.iter().filter_map(|answer| answer.as_ref().err()).all(|error| error.is_unique_in("word")));
        assert_eq!(count(&store).await, 45);
    })
    .await;
}

#[tokio::test]
async fn a_command_that_refuses_leaves_nothing_behind() {
    on_both(async |store| {
        let refused: Result<(), StoreError> = store
            .write(|tx| {
                tx.send(&SAY, &[&1_i64, &"слово"])?;
                Err(StoreError::other("no"))
            })
            .await;
        assert_eq!(refused, Err(StoreError::other("no")));
        assert_eq!(count(&store).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_panic_in_a_command_harms_nobody_else() {
    on_both(async |store| {
        let commands = (0..20).map(|id| {
            let store = store.clone();
            async move {
                store
                    .write(move |tx| {
                        tx.execute(&SAY, &[&id, &"слово"])?;
                        assert_ne!(id, 7, "seven is unlucky");
                        Ok::<(), StoreError>(())
                    })
                    .await
            }
        });
        let answers = in_one_group(&store, commands.collect()).await;
        assert_eq!(answers.iter().filter(|answer| answer.is_err()).count(), 1);
        assert_eq!(count(&store).await, 19);
    })
    .await;
}

#[tokio::test]
async fn a_panic_in_a_read_harms_nobody_else() {
    on_both(async |store| {
        for _ in 0..5 {
            let read: Result<(), StoreError> = store.read(|_| panic!("no luck today")).await;
            assert!(read.is_err());
        }
        assert_eq!(count(&store).await, 0);
    })
    .await;
}

#[tokio::test]
async fn after_a_statement_failed_nothing_of_the_command_is_kept_even_if_it_says_so() {
    on_both(async |store| {
        let kept = store
            .write(|tx| {
                tx.execute(&SAY, &[&1_i64, &"слово"])?;
                let again = tx.execute(&SAY, &[&1_i64, &"слово"]);
                assert!(again.is_err_and(|error| error.is_unique()));
                assert!(tx.execute(&SAY, &[&2_i64, &"слово"]).is_err_and(|error| error.is_unique()));
                Ok::<(), StoreError>(())
            })
            .await;
        assert!(kept.is_err_and(|error| error.is_unique()));
        assert_eq!(count(&store).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_statement_that_was_only_sent_still_fails_its_command_and_no_other() {
    on_both(async |store| {
        assert_eq!(say(&store, 1, "слово").await, Ok(1));
        let commands = (0..10).map(|id| {
            let store = store.clone();
            async move {
                store
                    .write(move |tx| {
                        tx.send(&SAY, &[&id, &"слово"])?;
                        tx.send(&SAY, &[&(100 + id), &"ещё слово"])
                    })
                    .await
            }
        });
        let answers = in_one_group(&store, commands.collect()).await;
        let failed: Vec<_> = answers.iter().map(Result::is_err).collect();
        assert_eq!(failed.iter().filter(|failed| **failed).count(), 1, "{answers:?}");
        assert!(answers[1].as_ref().is_err_and(|error| error.is_unique_in("word")), "{answers:?}");
        assert_eq!(count(&store).await, 1 + 9 * 2);
    })
    .await;
}

#[tokio::test]
async fn a_wrong_statement_is_named_in_the_error_and_hurts_only_its_command() {
    on_both(async |store| {
        let wrong = store.write(|tx| tx.execute(&NONSENSE, &[])).await;
        assert!(wrong.as_ref().is_err_and(|error| error.to_string().starts_with("test/nonsense: ")), "{wrong:?}");
        assert_eq!(say(&store, 1, "слово").await, Ok(1));
        let wrong: Result<Vec<()>, StoreError> = store.read(|tx| tx.query(&NONSENSE, &[], |_| Ok(()))).await;
        assert!(wrong.is_err());
        assert_eq!(count(&store).await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_read_sees_one_moment_although_others_write_meanwhile() {
    on_both(async |store| {
        let (counted, wait) = mpsc::channel::<()>();
        let (go_on, told) = mpsc::channel::<()>();
        let reading = tokio::spawn({
            let store = store.clone();
            async move {
                store
                    .read(move |tx| {
                        let before: i64 = tx.query_one(&COUNT, &[], |row| row.get(0))?;
                        let _ = counted.send(());
                        let _ = told.recv();
                        let after: i64 = tx.query_one(&COUNT, &[], |row| row.get(0))?;
                        Ok::<_, StoreError>((before, after))
                    })
                    .await
            }
        });
        tokio::task::spawn_blocking(move || wait.recv()).await.expect("no panic").expect("the read begins");
        assert_eq!(say(&store, 1, "слово").await, Ok(1));
        drop(go_on);
        assert_eq!(reading.await.expect("no panic"), Ok((0, 0)));
        assert_eq!(count(&store).await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_read_cannot_write() {
    on_both(async |store| {
        let written = store.read(|tx| tx.execute(&SAY, &[&1_i64, &"слово"])).await;
        assert_eq!(written, Err(StoreError::ReadOnly));
        assert_eq!(count(&store).await, 0);
    })
    .await;
}

#[tokio::test]
async fn followers_are_told_after_the_commit_and_never_of_what_was_undone() {
    on_both(async |store| {
        let seller = domain::SellerId(9_007_199_254_740_993);
        let mut signals = store.signals();
        let undone: Result<(), StoreError> = store
            .write(|tx| {
                tx.signal(&Signal::changed(domain::SellerId(1), "events"));
                Err(StoreError::other("no"))
            })
            .await;
        assert!(undone.is_err());
        store
            .write(move |tx| {
                tx.signal(&Signal::changed(seller, "events"));
                tx.signal(&Signal::changed(seller, "events"));
                tx.execute(&SAY, &[&1_i64, &"слово"])
            })
            .await
            .expect("the command runs");
        assert_eq!(signals.recv().await, Ok(Signal::changed(seller, "events")));
        assert!(signals.try_recv().is_err(), "told once");
    })
    .await;
}

#[tokio::test]
async fn whoever_comes_to_a_full_queue_is_told_at_once() {
    for scratch in Scratch::both() {
        let tuning = store::Tuning { write_queue: 3, readers: Some(1), ..store::Tuning::default() };
        let store = scratch.try_open(tuning).expect("the store opens");
        store.write(|tx| tx.execute(&MAKE, &[])).await.expect("the table is made");
        let go_on = hold_the_writer(&store).await;
        let waiting: Vec<_> = (0..3)
            .map(|id| {
                let store = store.clone();
                tokio::spawn(async move { say(&store, id, "слово").await })
            })
            .collect();
        while store.waiting() < 3 {
            tokio::task::yield_now().await;
        }
        assert_eq!(say(&store, 9, "слово").await, Err(StoreError::Busy));
        drop(go_on);
        for task in waiting {
            assert_eq!(task.await.expect("no panic"), Ok(1));
        }
        assert_eq!(say(&store, 9, "слово").await, Ok(1));
    }
}

#[tokio::test]
async fn closing_finishes_what_was_begun_and_refuses_what_comes_after() {
    on_both(async |store| {
        let go_on = hold_the_writer(&store).await;
        let last = tokio::spawn({
            let store = store.clone();
            async move { say(&store, 1, "слово").await }
        });
        while store.waiting() < 1 {
            tokio::task::yield_now().await;
        }
        let closing = tokio::spawn({
            let store = store.clone();
            async move { store.close().await }
        });
        drop(go_on);
        closing.await.expect("no panic");
        assert_eq!(last.await.expect("no panic"), Ok(1));
        assert_eq!(say(&store, 2, "слово").await, Err(StoreError::Gone));
        let read: Result<i64, StoreError> = store.read(|tx| tx.query_one(&COUNT, &[], |row| row.get(0))).await;
        assert_eq!(read, Err(StoreError::Gone));
    })
    .await;
}

#[tokio::test]
async fn a_glance_sees_what_was_acknowledged_and_cannot_write() {
    on_both(async |store| {
        assert_eq!(say(&store, 1, "слово").await, Ok(1));
        let counted: Result<i64, StoreError> = store.glance(|tx| tx.query_one(&COUNT, &[], |row| row.get(0))).await;
        assert_eq!(counted, Ok(1));
        let written = store.glance(|tx| tx.execute(&SAY, &[&2_i64, &"слово"])).await;
        assert_eq!(written, Err(StoreError::ReadOnly));
        assert_eq!(count(&store).await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_read_that_nobody_waits_for_any_more_is_not_begun() {
    for scratch in Scratch::both() {
        let store =
            scratch.try_open(store::Tuning { readers: Some(1), ..store::Tuning::default() }).expect("the store opens");
        let (go_on, wait) = mpsc::channel::<()>();
        let (begun, has_begun) = tokio::sync::oneshot::channel();
        let holding = tokio::spawn({
            let store = store.clone();
            async move {
                store
                    .read(move |_| {
                        let _ = begun.send(());
                        let _ = wait.recv();
                        Ok::<(), StoreError>(())
                    })
                    .await
            }
        });
        has_begun.await.expect("the reader begins");
        let (ran, was_run) = mpsc::channel::<()>();
        let abandoned = store.read(move |_| {
            let _ = ran.send(());
            Ok::<(), StoreError>(())
        });
        assert!(tokio::time::timeout(std::time::Duration::ZERO, abandoned).await.is_err(), "it waits in the queue");
        drop(go_on);
        holding.await.expect("no panic").expect("the first read ends");
        store.ready().await.expect("the reader goes on");
        assert!(was_run.recv().is_err(), "it was dropped without being run");
    }
}
