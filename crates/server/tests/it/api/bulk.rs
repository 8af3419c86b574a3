//! `/api/v1/bulk-answers`.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::*;

fn two() -> Value {
    json!([review("torn").to_string(), review("hard").to_string()])
}

fn answers() -> Value {
    json!({"answers": [
        {"review_id": review("torn").to_string(), "text": "Пётр, заменим плед"},
        {"review_id": review("hard").to_string(), "text": "Пётр, заменим подушку"},
    ]})
}

async fn answered(anna: &Client) -> i64 {
    anna.get("/api/v1/reviews/counts").await.ok().json()["answered"].as_i64().unwrap()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn every_text_is_shown_before_anything_is_sent(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let anna = site.signed_in(ANNA).await.with("accept-language", "en");
    let template = json!({"name": "Спасибо", "text": "{buyer}, спасибо за отзыв о «{product}»!"});
    let template = anna.post("/api/v1/templates", template).await.ok().text_at("/id");
    let preview = json!({"review_ids": two(), "template_id": template});
    let shown = anna.post("/api/v1/bulk-answers/preview", preview).await.ok();
    assert_eq!(shown.text_at("/items/0/text"), "Пётр, спасибо за отзыв о «Плед шерстяной»!");
    assert_eq!(shown.text_at("/items/1/text"), "Пётр, спасибо за отзыв о «Подушка перьевая»!");
    // A hole says which it is; texts that read alike are pointed out.
    let preview = json!({"review_ids": two(), "text": "Ваш заказ {order}"});
    let shown = anna.post("/api/v1/bulk-answers/preview", preview).await.ok();
    assert_eq!(shown.text_at("/items/0/problem/detail"), "Nothing to put into {order}: write it by hand.");
    let shown = anna.post("/api/v1/bulk-answers/preview", json!({"review_ids": two(), "text": "Спасибо!"})).await.ok();
    assert_eq!(shown.text_at("/items/0/repeats_here"), "true");
    assert_eq!(answered(&anna).await, 0);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_to_many_goes_out_once_even_when_the_process_dies(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let anna = site.signed_in(ANNA).await;
    let sent = anna.post("/api/v1/bulk-answers", answers()).await;
    assert_eq!(sent.status, 202);
    let path = sent.header("location").unwrap().to_owned();
    assert_eq!(anna.get(&path).await.ok().json(), json!({"waiting": 2, "sent": 0, "refused": 0}));
    let site = site.killed_and_started().await;
    site.wait(10);
    site.work().await;
    site.work().await;
    let anna = site.signed_in(ANNA).await;
    assert_eq!(anna.get(&path).await.ok().json(), json!({"waiting": 0, "sent": 2, "refused": 0}));
    let thread = anna.get(&format!("/api/v1/reviews/{}/comments", review("torn"))).await.ok().json();
    assert_eq!(thread["items"].as_array().unwrap().len(), 1);
    assert_eq!(thread["items"][0]["author_name"], "Анна");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_to_many_is_taken_back_as_a_whole(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let anna = site.signed_in(ANNA).await.with("accept-language", "en");
    let path = anna.post("/api/v1/bulk-answers", answers()).await.header("location").unwrap().to_owned();
    anna.press(&format!("{path}/undo")).await.ok();
    site.wait(60);
    site.work().await;
    assert_eq!(answered(&anna).await, 0);
    assert_eq!(anna.press(&format!("{path}/undo")).await.status, 409);
    assert_eq!(anna.get("/api/v1/bulk-answers/nothing").await.said(), "404 bulk_not_found: There is no such sending.");
}
