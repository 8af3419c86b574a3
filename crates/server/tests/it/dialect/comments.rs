//! `review/comment/create`, `list`, `delete`.

use rstest::rstest;
use serde_json::{Value, json};

use super::{each, program, refused};
use crate::support::*;

async fn answer(client: &Client, key: &str, text: &str) -> String {
    let asked = json!({"review_id": review(key).to_string(), "text": text});
    client.post("/v1/review/comment/create", asked).await.ok().text_at("/comment_id")
}

async fn texts(client: &Client, asked: Value) -> Vec<Value> {
    each(&client.post("/v1/review/comment/list", asked).await.ok(), "/comments", "text")
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_public_at_once_and_its_buyer_sees_it(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let client = program(&site).await;
    let torn = review("torn");
    let review = torn.to_string();
    let asked = json!({"review_id": review, "text": "  Простите нас, заменим!  ", "mark_review_as_processed": true});
    let mine = client.post("/v1/review/comment/create", asked).await.ok().text_at("/comment_id");
    site.wait(60);
    let asked = json!({"review_id": review, "text": "Напишите нам в чат", "parent_comment_id": mine});
    let reply = client.post("/v1/review/comment/create", asked).await.ok().text_at("/comment_id");

    let list = client.post("/v1/review/comment/list", json!({"review_id": review, "limit": 20})).await.ok();
    assert_eq!(each(&list, "/comments", "id"), [json!(mine), json!(reply)]);
    assert_eq!(each(&list, "/comments", "parent_comment_id"), [json!(""), json!(mine)]);
    let named = list.text.replace(&mine, "[mine]").replace(&reply, "[reply]");
    insta::assert_json_snapshot!("review_comment_list", serde_json::from_str::<Value>(&named).unwrap());
    let info = client.post("/v2/review/info", json!({"review_id": review})).await.ok().json();
    assert_eq!((&info["status"], &info["comments_amount"]), (&json!("PROCESSED"), &json!(2)));
    let seen = app::queries::shop::thread(&site.app, torn).await.unwrap();
    assert_eq!(seen.len(), 2, "{seen:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_settles_nothing_makes_a_new_review_viewed() {
    let site = Site::start(Sqlite).await;
    let client = program(&site).await;
    answer(&client, "torn", "Разбираемся").await;
    let info = client.post("/v2/review/info", json!({"review_id": review("torn").to_string()})).await.ok();
    assert_eq!(info.json()["status"], "VIEWED");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn comments_are_listed_by_product_page_by_page(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let client = program(&site).await;
    for (key, text) in [("torn", "Первый"), ("hard", "О подушке"), ("warm", "Второй"), ("torn", "Третий")]
    {
        answer(&client, key, text).await;
        site.wait(60);
    }
    let plaid = |more: Value| {
        let mut asked = json!({"limit": 20, "filter": {"sku": PLAID.0.to_string()}});
        asked.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        asked
    };
    assert_eq!(texts(&client, plaid(json!({}))).await, ["Первый", "Второй", "Третий"]);
    assert_eq!(texts(&client, plaid(json!({"sort_dir": "DESC"}))).await, ["Третий", "Второй", "Первый"]);
    let page = client.post("/v1/review/comment/list", plaid(json!({"offset": 2}))).await.ok();
    assert_eq!(each(&page, "/comments", "text"), ["Третий"]);
    assert_eq!(page.json()["offset"], 3);
    let since = json!({"limit": 20, "filters": {"sku": PLAID.0, "published_from": "2026-03-10T12:02:00Z"}});
    assert_eq!(texts(&client, since).await, ["Второй", "Третий"]);
    let until = json!({"limit": 20, "filters": {"sku": PLAID.0, "published_to": "2026-03-10T12:02:00Z"}});
    assert_eq!(texts(&client, until).await, ["Первый"]);
    let both = json!({"limit": 20, "review_id": review("hard").to_string(), "filter": {"sku": PLAID.0}});
    assert_eq!(texts(&client, both).await, [""; 0]);
    let strangers = json!({"limit": 20, "filter": {"sku": TEAPOT.0}});
    assert_eq!(texts(&client, strangers).await, [""; 0]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_answer_is_gone_for_good(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let client = program(&site).await;
    let (one, other) = (answer(&client, "torn", "Один").await, answer(&client, "torn", "Другой").await);
    assert_eq!(client.post("/v1/review/comment/delete", json!({"comment_id": one})).await.ok().text, "{}");
    let wrong = json!({"comment_id": other, "sku": PILLOW.0});
    assert_eq!(refused(&client.post("/v2/review/comment/delete", wrong).await), "404 5 The answer was not found.");
    let right = json!({"comment_id": other, "sku": PLAID.0.to_string()});
    assert_eq!(client.post("/v2/review/comment/delete", right.clone()).await.ok().text, "{}");
    assert_eq!(refused(&client.post("/v2/review/comment/delete", right).await), "404 5 The answer was not found.");
    let list = json!({"review_id": review("torn").to_string(), "limit": 20});
    assert_eq!(texts(&client, list).await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_can_still_be_taken_back_is_not_told() {
    let site = Site::start(Sqlite).await;
    let (anna, client) = (site.signed_in(ANNA).await, program(&site).await);
    let path = format!("/api/v1/reviews/{}/comments", review("torn"));
    anna.post(&path, json!({"text": "Ещё подумаю"})).await.ok();
    let list = json!({"review_id": review("torn").to_string(), "limit": 20});
    assert_eq!(texts(&client, list.clone()).await, [""; 0]);
    site.wait(11);
    site.work().await;
    assert_eq!(texts(&client, list).await, ["Ещё подумаю"]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_comes_twice_answers_once(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let client = program(&site).await;
    let once = client.clone().with("idempotency-key", "3f2b");
    let (first, again) = (answer(&once, "torn", "Простите").await, answer(&once, "torn", "Простите").await);
    assert_eq!(first, again);
    let other = json!({"review_id": review("torn").to_string(), "text": "Другое"});
    let refusal = once.post("/v1/review/comment/create", other).await;
    assert_eq!(refused(&refusal), "409 6 This Idempotency-Key was used with another request.");
    let list = json!({"review_id": review("torn").to_string(), "limit": 20});
    assert_eq!(texts(&client, list).await, ["Простите"]);
    let stranger = site.program(NEIGHBOUR, domain::people::KeyRole::Admin).await.with("idempotency-key", "3f2b");
    let theirs = json!({"review_id": neighbours_review().to_string(), "text": "Простите"});
    assert_ne!(stranger.post("/v1/review/comment/create", theirs).await.ok().text_at("/comment_id"), first);
    let long = client.with("idempotency-key", &"k".repeat(256));
    let refusal = long.post("/v1/review/comment/create", json!({})).await;
    assert!(refused(&refusal).contains("Idempotency-Key header value should be"), "{}", refusal.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_to_a_comment_that_is_not_there_is_refused() {
    let site = Site::start(Sqlite).await;
    let client = program(&site).await;
    let elsewhere = answer(&client, "hard", "Под другим отзывом").await;
    for parent in [elsewhere.as_str(), "01920411-f6af-7e58-a8a4-63c5cfc007d0", "1"] {
        let asked = json!({"review_id": review("torn").to_string(), "text": "Да", "parent_comment_id": parent});
        let refusal = client.post("/v1/review/comment/create", asked).await;
        assert_eq!(refused(&refusal), "404 5 The answer was not found.", "{parent}");
    }
}
