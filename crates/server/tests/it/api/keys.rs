//! `/api/v1/keys`.

use rstest::rstest;
use serde_json::json;

use crate::support::*;

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_shown_once_works_and_is_switched_off(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let anna = site.signed_in(ANNA).await.with("accept-language", "en");
    let made = anna.post("/api/v1/keys", json!({"label": "Склад", "roles": ["Review management"]})).await.ok();
    let secret = made.text_at("/api_key");
    let program = site.nobody().with("client-id", &made.text_at("/client_id")).with("api-key", &secret);
    let me = program.get("/api/v1/me").await.ok().json();
    assert_eq!(me["person"], json!(null));
    assert_eq!(me["shops"][0]["permissions"], json!(["read", "reply"]));
    let listed = anna.get("/api/v1/keys").await.ok();
    assert!(!listed.text.contains(&secret));
    assert_eq!(listed.text_at("/items/0/label"), "Склад");
    anna.delete(&format!("/api/v1/keys/{}", made.text_at("/id"))).await.ok();
    let said = program.with("accept-language", "en").get("/api/v1/me").await.said();
    assert_eq!(said, "403 key_revoked: The key is switched off: make a new one.");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_of_one_shop_does_not_open_another() {
    let site = Site::start(Sqlite).await;
    let made = site.signed_in(STEPAN).await.post("/api/v1/keys", json!({"label": "x", "roles": ["Admin"]})).await.ok();
    let thief = site.nobody().with("client-id", &HOME.to_string()).with("api-key", &made.text_at("/api_key"));
    assert_eq!(thief.get("/api/v1/me").await.status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_names_the_shop_that_is_meant_and_a_strangers_is_not_found() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    anna.clone().with("client-id", &HOME.to_string()).get("/api/v1/reviews").await.ok();
    let said = anna.with("client-id", &NEIGHBOUR.to_string()).get("/api/v1/reviews").await.said();
    assert_eq!(said, "404 seller_not_found: Магазин не найден.");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_out_is_out() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    anna.get("/api/v1/me").await.ok();
    let out = anna.press("/api/v1/sign-out").await.ok();
    assert!(out.header("set-cookie").unwrap().contains("Max-Age=0"));
    assert_eq!(anna.get("/api/v1/me").await.status, 401);
}
