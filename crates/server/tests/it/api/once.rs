//! `Idempotency-Key`: what comes twice is done once.

use rstest::rstest;
use serde_json::{Value, json};

use super::buyer::DOT;
use crate::support::*;

async fn with_key(client: &Client, path: &str, key: &str, body: &Value) -> Answer {
    Answer::of(client.request("POST", path).header("idempotency-key", key).json(body)).await
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_same_request_with_the_same_key_makes_one_thing(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (anna, olga) = (site.signed_in(ANNA).await, site.signed_in(OLGA).await);
    let torn = review("torn");
    let opinion = json!({"order_id": DELIVERED, "sku": PLAID.to_string(), "opinion": {"rating": 5}});
    let bulk = json!({"answers": [{"review_id": torn.to_string(), "text": "Спасибо"}]});
    let made: [(&Client, String, Value); 5] = [
        (&anna, format!("/api/v1/reviews/{torn}/comments"), json!({"text": "Пришлём новый"})),
        (&anna, "/api/v1/templates".into(), json!({"name": "Спасибо", "text": "Спасибо!"})),
        (&anna, format!("/api/v1/reviews/{torn}/reports"), json!({"reason": "fake"})),
        (&anna, "/api/v1/bulk-answers".into(), bulk),
        (&olga, "/api/v1/buyer/reviews".into(), opinion),
    ];
    for (client, path, body) in &made {
        let first = with_key(client, path, "one", body).await.ok();
        let second = with_key(client, path, "one", body).await;
        assert_eq!((second.status, second.json()), (first.status, first.json()), "{path}");
    }
    let thread = anna.get(&format!("/api/v1/reviews/{torn}/comments")).await.ok().json();
    assert_eq!(thread["items"].as_array().unwrap().len(), 1);
    assert_eq!(anna.get("/api/v1/templates").await.ok().json()["items"].as_array().unwrap().len(), 1);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn many_at_once_with_the_same_key_make_one_thing(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let anna = site.signed_in(ANNA).await;
    let path = format!("/api/v1/reviews/{}/comments", review("torn"));
    let body = json!({"text": "Пришлём новый"});
    let all = (0..8).map(|_| with_key(&anna, &path, "one", &body));
    let answers = futures::future::join_all(all).await;
    let ids: std::collections::HashSet<String> = answers.iter().map(|it| it.text_at("/comment_id")).collect();
    assert_eq!(ids.len(), 1);
    let thread = anna.get(&path).await.ok().json();
    assert_eq!(thread["items"].as_array().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_of_another_request_or_of_somebody_else_is_another_key() {
    let site = Site::start(Sqlite).await;
    let (anna, boris) = (site.signed_in(ANNA).await.with("accept-language", "en"), site.signed_in(BORIS).await);
    let path = "/api/v1/templates";
    let body = json!({"name": "Спасибо", "text": "Спасибо!"});
    let first = with_key(&anna, path, "one", &body).await.ok();
    let reused = with_key(&anna, path, "one", &json!({"name": "Другой", "text": "Спасибо!"})).await;
    assert_eq!(
        reused.said(),
        "409 idempotency_reused @Idempotency-Key: This Idempotency-Key was used with another request."
    );
    let others = with_key(&boris, path, "one", &body).await.ok();
    assert_ne!(first.text_at("/id"), others.text_at("/id"));
    for key in ["", &"k".repeat(256)] {
        assert_eq!(with_key(&anna, path, key, &body).await.status, 400);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_made_once_and_its_secret_not_told_again() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await.with("accept-language", "en");
    let body = json!({"label": "Склад", "roles": ["Admin"]});
    let first = with_key(&anna, "/api/v1/keys", "one", &body).await.ok();
    let second = with_key(&anna, "/api/v1/keys", "one", &body).await;
    assert_eq!(second.status, 409);
    assert_eq!(second.text_at("/code"), "key_shown");
    assert_eq!(second.text_at("/facts/key"), first.text_at("/id"));
    assert_eq!(anna.get("/api/v1/keys").await.ok().json()["items"].as_array().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_that_comes_twice_is_kept_once() {
    let site = Site::start(Sqlite).await;
    let olga = site.signed_in(OLGA).await;
    let send = || {
        let request = olga.request("POST", "/api/v1/buyer/media/photos").header("idempotency-key", "one");
        Answer::of(request.header("content-type", "image/png").body(DOT))
    };
    let (first, second) = (send().await.ok(), send().await.ok());
    assert_eq!(first.json(), second.json());
    olga.get(&second.text_at("/medium/url")).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_request_can_be_mended_and_sent_with_the_same_key() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    let refused = with_key(&anna, "/api/v1/templates", "one", &json!({"name": "", "text": "Спасибо!"})).await;
    assert_eq!(refused.status, 400);
    with_key(&anna, "/api/v1/templates", "one", &json!({"name": "Спасибо", "text": "Спасибо!"})).await.ok();
}
