//! `/api/v1/webhooks`.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::*;

const WEBHOOKS: &str = "/api/v1/webhooks";

async fn made(anna: &Client, url: &str) -> Answer {
    anna.post(WEBHOOKS, json!({"url": url, "types": ["question_asked", "review_published"]})).await.ok()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_added_shown_once_with_its_secret_changed_and_taken_away(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let anna = site.signed_in(ANNA).await;
    let twice = anna.clone().with("idempotency-key", "crm-1");
    made(&twice, "https://crm.example.com/otklik").await;
    let made = made(&twice, "https://crm.example.com/otklik").await;
    assert_eq!(anna.get(WEBHOOKS).await.ok().json()["items"].as_array().unwrap().len(), 1, "asked twice, made once");
    let (id, secret) = (made.text_at("/id"), made.text_at("/secret"));
    assert!(secret.starts_with("whsec_"));
    let path = format!("{WEBHOOKS}/{id}");
    for page in [anna.get(WEBHOOKS).await.ok(), anna.get(&path).await.ok()] {
        assert!(!page.text.contains("whsec_"), "{}", page.text);
    }
    let off = anna.patch(&path, json!({"on": false})).await.ok().json();
    assert_eq!((&off["on"], &off["off_reason"], &off["secret"]), (&json!(false), &json!("owner"), &Value::Null));
    let new = anna.patch(&path, json!({"rotate": true, "on": true, "types": []})).await.ok();
    assert_ne!(new.text_at("/secret"), secret);
    assert_eq!(new.json()["old_secret_until"], "2026-03-11T12:00:00Z");
    assert_eq!((&new.json()["on"], &new.json()["types"]), (&json!(true), &json!([])));
    let stepan = site.signed_in(STEPAN).await;
    assert_eq!(stepan.get(&path).await.text_at("/code"), "webhook_not_found");
    assert_eq!(site.signed_in(BORIS).await.get(WEBHOOKS).await.status, 403);
    anna.delete(&path).await.ok();
    assert_eq!(anna.get(WEBHOOKS).await.ok().json()["items"], json!([]));
    assert_eq!(anna.delete(&path).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_of_private_networks_and_types_that_are_none_are_refused() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await.with("accept-language", "en");
    for url in [
        "http://crm.example.com",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://10.0.0.1/",
        "https://a:b@crm.example.com/",
        "ftp://x",
        "",
    ] {
        let said = anna.post(WEBHOOKS, json!({"url": url})).await;
        assert_eq!((said.status, said.text_at("/code").as_str()), (400, "webhook_address_refused"), "{url}");
    }
    let made = made(&anna, "https://crm.example.com/otklik").await;
    let path = format!("{WEBHOOKS}/{}", made.text_at("/id"));
    let moved = anna.patch(&path, json!({"url": "https://192.168.0.1/"})).await;
    assert_eq!(moved.text_at("/code"), "webhook_address_refused");
    let types = anna.patch(&path, json!({"types": ["review_published", "weather_changed"]})).await;
    assert_eq!(types.text_at("/code"), "webhook_type_unknown");
    let ozon = json!({"url": "https://crm.example.com/ozon", "format": "ozon", "types": ["TYPE_NEW_POSTING"]});
    assert_eq!(anna.post(WEBHOOKS, ozon).await.text_at("/code"), "webhook_type_unknown", "nothing is sent for it");
    let said = anna.post(&format!("{WEBHOOKS}/check"), json!({"url": "https://127.0.0.1/"})).await;
    assert_eq!(said.text_at("/code"), "webhook_address_refused");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_log_says_what_was_answered_and_a_call_is_made_again(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start_with(engine, |settings| settings.webhooks.allow_private = true).await;
    let (anna, olga) = (site.signed_in(ANNA).await, site.signed_in(OLGA).await);
    let program = Answering::start(500, json!({"sorry": true})).await;
    let id = made(&anna, &program.url).await.text_at("/id");
    let question = json!({"text": "Можно ли стирать плед в машине?"});
    olga.post(&format!("/api/v1/shop/products/{PLAID}/questions"), question).await.ok();
    site.send().await;
    let calls = format!("{WEBHOOKS}/{id}/calls");
    let log = anna.get(&calls).await.ok();
    assert_eq!(log.text_at("/items/0/kind"), "question_asked");
    assert_eq!(log.text_at("/items/0/state"), "waiting");
    assert_eq!(log.json()["items"][0]["attempts"][0]["status"], 500);
    assert!(log.json()["items"][0]["next_at"].as_str().unwrap() > "2026-03-10T12:00:00Z");
    assert!(anna.get(&format!("{WEBHOOKS}/{id}")).await.ok().json()["failing_since"].is_string());

    program.answer(200, json!({}));
    site.wait(60);
    site.send().await;
    let log = anna.get(&calls).await.ok();
    assert_eq!(
        (log.text_at("/items/0/state").as_str(), log.json()["items"][0]["attempts"].as_array().unwrap().len()),
        ("sent", 2)
    );
    let resend = format!("{calls}/{}/resend", log.text_at("/items/0/id"));
    anna.press(&resend).await.ok();
    assert_eq!(anna.press(&resend).await.text_at("/code"), "call_not_found", "it is on its way already");
    site.send().await;
    assert_eq!(program.heard().len(), 3);
    assert_eq!(site.signed_in(STEPAN).await.press(&resend).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_tried_as_the_marketplace_does() {
    let site = Site::start_with(Sqlite, |settings| settings.webhooks.allow_private = true).await;
    let anna = site.signed_in(ANNA).await;
    let program = Answering::start(200, json!({"version": "1", "name": "CRM", "time": "2026-03-10T12:00:00Z"})).await;
    let check = format!("{WEBHOOKS}/check");
    let url = json!({"url": program.url});
    assert_eq!(anna.post(&check, url.clone()).await.status, 204);
    program.answer(200, json!({"result": true}));
    let said = anna.post(&check, url).await;
    assert_eq!((said.status, said.text_at("/code").as_str()), (409, "webhook_check_failed"));
    assert!(said.text.contains("WRONG_RESULT_FIELD"));
}
