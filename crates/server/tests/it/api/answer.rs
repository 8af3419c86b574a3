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

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn two_colleagues_do_not_write_over_each_other(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (anna, boris) = (site.signed_in(ANNA).await, site.signed_in(BORIS).await);
    let boris = boris.with("accept-language", "en");
    let first = anna.post(&comments("torn"), json!({"text": "Пришлём новый", "seen_comment_id": null})).await.ok();
    let refused = boris.post(&comments("torn"), json!({"text": "Вернём деньги", "seen_comment_id": null})).await;
    assert_eq!(
        refused.said(),
        "409 answered_meanwhile @text: While you were writing, Анна answered. Your text is kept: compare and decide."
    );
    assert_eq!(refused.text_at("/facts/text"), "Пришлём новый", "the colleague's text is shown");
    assert_eq!(refused.text_at("/facts/comment"), first.text_at("/comment_id"));
    // Having seen it, Boris decides to add his own.
    let seen = refused.text_at("/facts/comment");
    boris.post(&comments("torn"), json!({"text": "Вернём деньги", "seen_comment_id": seen})).await.ok();
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_was_taken_back_is_never_public(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let anna = site.signed_in(ANNA).await;
    let sent = anna.post(&comments("torn"), json!({"text": "Сами виноваты"})).await.ok();
    site.wait(9);
    let undo = format!("/api/v1/comments/{}/undo", sent.text_at("/comment_id"));
    assert_eq!(anna.press(&undo).await.ok().text_at("/review_id"), review("torn").to_string());
    site.wait(60);
    site.work().await;
    assert_eq!(answer_under(&anna, "torn").await, "nothing");
    let thread = anna.get(&comments("torn")).await.ok();
    assert_eq!(thread.text_at("/items"), "[]");
    // The text is a draft again.
    let draft = anna.get(&format!("/api/v1/reviews/{}/draft", review("torn"))).await.ok();
    assert_eq!(draft.text_at("/text"), "Сами виноваты");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_cannot_be_taken_back_when_its_time_is_over(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let anna = site.signed_in(ANNA).await.with("accept-language", "en");
    let sent = anna.post(&comments("torn"), json!({"text": "Пришлём новый"})).await.ok();
    site.wait(10);
    // The worker has not come to it yet: the time decides, not the worker.
    let undo = anna.press(&format!("/api/v1/comments/{}/undo", sent.text_at("/comment_id"))).await;
    assert_eq!(undo.said(), "409 undo_too_late: It is too late to undo: the answer is public. You can delete it.");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_published_once_and_its_buyer_is_told_once(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (anna, pyotr) = (site.signed_in(ANNA).await, site.signed_in(PYOTR).await);
    anna.post(&comments("torn"), json!({"text": "Пришлём новый"})).await.ok();
    site.wait(10);
    site.work().await;
    site.work().await;
    let notices = pyotr.get("/api/v1/me/notices").await.ok().json();
    let told = |notice: &&serde_json::Value| notice["kind"] != "signed_in";
    let items: Vec<_> = notices["items"].as_array().unwrap().iter().filter(told).collect();
    assert_eq!(items.len(), 1, "{notices}");
    assert_eq!(items[0]["kind"], "review_answered");
    assert_eq!(items[0]["subject"], review("torn").to_string());
    let thread = pyotr.get(&format!("/api/v1/shop/reviews/{}/comments", review("torn"))).await.ok().json();
    assert_eq!(thread["items"].as_array().unwrap().len(), 1);
    assert_eq!(thread["items"][0]["text"], "Пришлём новый");
    pyotr.post("/api/v1/me/notices/read", json!({})).await.ok();
    assert!(pyotr.get("/api/v1/me/notices").await.ok().json()["items"][0]["read_at"].is_string());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_survives_the_process_that_took_it(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let anna = site.signed_in(ANNA).await;
    anna.post(&comments("torn"), json!({"text": "Пришлём новый"})).await.ok();
    let site = site.killed_and_started().await;
    site.wait(10);
    site.work().await;
    let anna = site.signed_in(ANNA).await;
    assert_eq!(answer_under(&anna, "torn").await, "Пришлём новый");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_a_colleague_is_not_lost(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let program = site.program(HOME, KeyRole::Reviews).await;
    let sent = program.post(&comments("torn"), json!({"text": "Пришлём новый"})).await.ok();
    let path = sent.header("location").unwrap().to_owned();
    let (anna, boris) = (site.signed_in(ANNA).await, site.signed_in(BORIS).await.with("accept-language", "en"));
    let tag = anna.get(&path).await.ok().header("etag").unwrap().to_owned();
    let change = |client: &Client, text: &str| {
        Answer::of(client.request("PATCH", &path).header("if-match", &tag).json(&json!({"text": text})))
    };
    let changed = change(&anna, "Пришлём новый завтра").await.ok();
    assert_ne!(changed.header("etag"), Some(tag.as_str()));
    assert_eq!(
        change(&boris, "Пришлём новый в среду").await.said(),
        "412 comment_changed: The answer changed while it was open: look at it again."
    );
    assert_eq!(answer_under(&anna, "torn").await, "Пришлём новый завтра");
    // Without a tag the last one wins, as it says.
    boris.patch(&path, json!({"text": "Пришлём новый в среду"})).await.ok();
    boris.delete(&path).await.ok();
    assert_eq!(answer_under(&anna, "torn").await, "nothing");
    assert_eq!(boris.get(&path).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buyers_reply_is_not_the_shops_to_change() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    let foreign = anna.post(&comments("torn"), json!({"text": "a", "parent_comment_id": "nonsense"})).await;
    assert_eq!(foreign.said(), "404 comment_not_found @parent_comment_id: Ответ не найден.");
}
