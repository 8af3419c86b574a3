//! What followers see of the log, on both engines.

use domain::SellerId;
use domain::event::{By, Event};
use store::log::{self, Cursor};
use store::testing::Scratch;
use store::{Store, StoreError};

const SHOP: SellerId = SellerId(42);

fn event(number: i64) -> Event {
    Event::ReviewDeleted { review: number.to_string() }
}

async fn append(store: &Store, number: i64) -> Result<(), StoreError> {
    store
        .write(move |tx| {
            let seller = if number % 2 == 0 { SHOP } else { SellerId(7) };
            log::append(tx, domain::Timestamp(number), seller, By::System, &event(number))
        })
        .await
}

/// Everything after a place, a few at a time, as a follower reads it.
async fn follow(store: &Store, mut cursor: Cursor) -> (Vec<Event>, Cursor) {
    let mut seen = Vec::new();
    loop {
        let next = store.glance(move |tx| log::after(tx, cursor, 7)).await;
        let next: Vec<domain::event::Recorded> = next.map_err(|error: StoreError| error).expect("the log can be read");
        let Some(last) = next.last() else { return (seen, cursor) };
        cursor = Cursor { seq: last.seq };
        seen.extend(next.into_iter().map(|recorded| recorded.event));
    }
}

#[tokio::test]
async fn a_follower_sees_each_event_once_and_in_the_order_in_which_they_happened() {
    for scratch in Scratch::both() {
        let store = scratch.open();
        for number in 0..20 {
            append(&store, number).await.expect("it is appended");
        }
        let (seen, cursor) = follow(&store, Cursor::default()).await;
        assert_eq!(seen, (0..20).map(event).collect::<Vec<_>>());
        append(&store, 20).await.expect("it is appended");
        let (seen, cursor) = follow(&store, cursor).await;
        assert_eq!(seen, [event(20)]);
        assert_eq!(follow(&store, cursor).await, (vec![], cursor));
    }
}

#[tokio::test]
async fn a_follower_misses_nothing_while_many_append() {
    for scratch in Scratch::both() {
        // Two processes where that is possible: one store each.
        let stores = match scratch.options().engine() {
            store::Engine::Sqlite => vec![scratch.open()],
            store::Engine::Postgres => vec![scratch.open(), scratch.open()],
        };
        let appending: Vec<_> = (0..200)
            .map(|number| {
                let store = stores[usize::try_from(number).expect("small") % stores.len()].clone();
                tokio::spawn(async move { append(&store, number).await })
            })
            .collect();
        let (mut seen, mut cursor) = (Vec::new(), Cursor::default());
        while !appending.iter().all(tokio::task::JoinHandle::is_finished) {
            let (more, at) = follow(&stores[0], cursor).await;
            seen.extend(more);
            cursor = at;
        }
        for task in appending {
            task.await.expect("no panic").expect("it is appended");
        }
        seen.extend(follow(&stores[0], cursor).await.0);
        assert_eq!(seen, follow(&stores[0], Cursor::default()).await.0, "the same as from the beginning");
        assert_eq!(seen.len(), 200);
    }
}

#[tokio::test]
async fn a_shop_follows_its_own_events_alone() {
    for scratch in Scratch::both() {
        let store = scratch.open();
        for number in 0..6 {
            append(&store, number).await.expect("it is appended");
        }
        let own = store.glance(|tx| log::of_seller_after(tx, SHOP, Cursor::default(), 10)).await;
        let own: Vec<domain::event::Recorded> = own.map_err(|error: StoreError| error).expect("the log can be read");
        assert_eq!(own.into_iter().map(|recorded| recorded.event).collect::<Vec<_>>(), [0, 2, 4].map(event));
    }
}
