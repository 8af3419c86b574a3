//! `POST /api/v1/reviews/{review_id}/comments`.

use domain::people::KeyRole;
use rstest::rstest;
use serde_json::json;

use crate::support::*;

fn comments(key: &str) -> String {
    format!("/api/v1/reviews/{}/comments", review(key))
}

async fn answer_under(client: &Client, key: &str) -> String {
    let page = client.get("/api/v1/reviews").await.ok().json();
    let id = review(key).to_string();
    let found = page["items"].as_array().unwrap().iter().find(|item| item["id"] == id.as_str()).cloned().unwrap();
    found["answer"]["text"].as_str().unwrap_or("nothing").to_owned()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_persons_answer_is_public_when_the_time_to_take_it_back_is_over(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let anna = site.signed_in(ANNA).await;
    let sent = anna.post(&comments("torn"), json!({"text": "Пришлём новый"})).await;
    assert_eq!(sent.status, 201);
    assert_eq!(sent.text_at("/published_at"), "2026-03-10T12:00:10Z");
    site.work().await;
    assert_eq!(answer_under(&anna, "torn").await, "nothing");
    site.wait(10);
    site.work().await;
    assert_eq!(answer_under(&anna, "torn").await, "Пришлём новый");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_programs_answer_is_public_at_once(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let program = site.program(HOME, KeyRole::Reviews).await;
    program.post(&comments("torn"), json!({"text": "Пришлём новый"})).await.ok();
    assert_eq!(answer_under(&program, "torn").await, "Пришлём новый");
}
