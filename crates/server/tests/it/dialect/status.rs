//! `review/change-status` and `review/count`.

use rstest::rstest;
use serde_json::{Value, json};

use super::{program, refused};
use crate::support::*;

async fn change(client: &Client, version: u8, keys: &[&str], status: &str) -> Answer {
    let ids: Vec<_> = keys.iter().map(|key| review(key).to_string()).collect();
    client.post(&format!("/v{version}/review/change-status"), json!({"review_ids": ids, "status": status})).await
}

async fn statuses(client: &Client, key: &str) -> [Value; 2] {
    let asked = json!({"review_id": review(key).to_string()});
    let old = client.post("/v1/review/info", asked.clone()).await.ok().json();
    let new = client.post("/v2/review/info", asked).await.ok().json();
    [old["status"].clone(), new["status"].clone()]
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn both_versions_say_how_far_a_review_has_come(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let client = program(&site).await;
    assert_eq!(statuses(&client, "torn").await, ["UNPROCESSED", "NEW"]);
    // What is not done stays as it is where it is called "not done" again.
    for (version, status, wanted) in [
        (1, "UNPROCESSED", ["UNPROCESSED", "NEW"]),
        (2, "VIEWED", ["UNPROCESSED", "VIEWED"]),
        (1, "UNPROCESSED", ["UNPROCESSED", "VIEWED"]),
        (1, "PROCESSED", ["PROCESSED", "PROCESSED"]),
        (1, "UNPROCESSED", ["UNPROCESSED", "VIEWED"]),
        (2, "PROCESSED", ["PROCESSED", "PROCESSED"]),
        (2, "NEW", ["UNPROCESSED", "NEW"]),
    ] {
        assert_eq!(change(&client, version, &["torn"], status).await.ok().text, "{}");
        assert_eq!(statuses(&client, "torn").await, wanted, "{version} {status}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_counts_follow(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let client = program(&site).await;
    change(&client, 2, &["torn", "warm", "warm"], "PROCESSED").await.ok();
    change(&client, 2, &["hard"], "VIEWED").await.ok();
    let new = client.post("/v2/review/count", json!({})).await.ok();
    assert_eq!(new.json(), json!({"total": 5, "new": 2, "viewed": 1, "processed": 2}));
    let old = client.post("/v1/review/count", json!({})).await.ok();
    assert_eq!(old.json(), json!({"total": 5, "processed": 2, "unprocessed": 3}));
}

#[tokio::test(flavor = "multi_thread")]
async fn where_one_review_is_not_there_none_is_changed() {
    let site = Site::start(Sqlite).await;
    let client = program(&site).await;
    for stranger in [neighbours_review().to_string(), "01920411-f6af-7e58-a8a4-63c5cfc007d0".into(), "1".into()] {
        for (version, status) in [(1, "PROCESSED"), (2, "PROCESSED"), (1, "UNPROCESSED")] {
            let asked = json!({"review_ids": [review("torn").to_string(), stranger], "status": status});
            let answer = client.post(&format!("/v{version}/review/change-status"), asked).await;
            assert_eq!(refused(&answer), "404 5 The review was not found.");
        }
    }
    assert_eq!(statuses(&client, "torn").await, ["UNPROCESSED", "NEW"]);
}
