//! `/v1/notification/*`: addresses that are told of chats.

use domain::people::KeyRole;
use rstest::rstest;
use serde_json::{Value, json};

use super::{each, program, refused};
use crate::support::*;

fn ready() -> Value {
    json!({"version": "1.0", "name": "CRM", "time": "2026-03-10T12:00:00Z"})
}

async fn start(engine: Engine) -> (Site, Client) {
    let site = Site::start_with(engine, |settings| settings.webhooks.allow_private = true).await;
    let client = program(&site).await;
    (site, client)
}

async fn set(client: &Client, url: &str, types: &[&str]) -> Answer {
    client.post("/v1/notification/set", json!({"url": url, "types": types})).await
}

async fn listed(client: &Client, asked: Value) -> Answer {
    client.post("/v1/notification/list", asked).await.ok()
}

/// What differs from run to run has a name instead.
fn named(answer: &Answer, crm: &Answering) -> Value {
    let mut body = answer.json();
    for url in body.pointer_mut("/urls").and_then(Value::as_array_mut).into_iter().flatten() {
        assert!(url["id"].as_i64().unwrap() > 1 << 50, "a number of its own");
        url["id"] = json!("[id]");
    }
    for offered in body.pointer_mut("/types").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(endpoint) = offered.get_mut("seller_endpoint") {
            endpoint["id"] = json!("[id]");
        }
    }
    serde_json::from_str(&body.to_string().replace(&crm.url, "[url]")).unwrap()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_program_sets_itself_up_and_sees_how_it_stands(#[values(Sqlite, Postgres)] engine: Engine) {
    let (_site, client) = start(engine).await;
    let crm = Answering::start(200, ready()).await;
    let active = client.post("/v1/notification/check", json!({"url": crm.url})).await.ok();
    assert_eq!(active.json(), json!({"errors": [], "is_active": true}));
    let done = set(&client, &crm.url, &["TYPE_NEW_MESSAGE", "type_chat_closed", "TYPE_NEW_POSTING"]).await.ok();
    assert_eq!(done.text, "{}");
    assert!(crm.heard().iter().all(|heard| heard["message_type"] == "TYPE_PING" && heard["time"].is_string()));
    let list = listed(&client, json!({})).await;
    insta::assert_json_snapshot!("notification_list", named(&list, &crm));
    let types = client.send("POST", "/v1/notification/push-type/list", None).await.ok();
    insta::assert_json_snapshot!("notification_push_type_list", named(&types, &crm));

    // Once more by the same address: no second one.
    set(&client, &crm.url, &["TYPE_MESSAGE_READ"]).await.ok();
    let list = listed(&client, json!({"limit": 10, "offset": 0, "sort_dir": "DESC"})).await;
    assert_eq!(
        (list.json()["total_count"].as_i64(), list.text_at("/urls/0/types/0/type")),
        (Some(1), "TYPE_MESSAGE_READ".into())
    );
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_switched_off_and_on_changed_and_taken_away(#[values(Sqlite, Postgres)] engine: Engine) {
    let (site, client) = start(engine).await;
    let crm = Answering::start(200, ready()).await;
    set(&client, &crm.url, &["TYPE_NEW_MESSAGE"]).await.ok();
    let id = listed(&client, json!({})).await.json()["urls"][0]["id"].clone();
    client.post("/v1/notification/enable", json!({"id": id, "enabled": false})).await.ok();
    let list = listed(&client, json!({})).await;
    assert_eq!(each(&list, "/urls", "enable"), [json!(false)]);
    assert_eq!(list.text_at("/urls/0/disable_reason"), "SELLER");
    client.post("/v1/notification/enable", json!({"id": id.to_string(), "enabled": true})).await.ok();
    client.post("/v1/notification/update", json!({"id": id, "types": ["TYPE_UPDATE_MESSAGE"], "url": null})).await.ok();
    let list = listed(&client, json!({})).await;
    assert_eq!(
        (list.text_at("/urls/0/types/0/type").as_str(), list.text_at("/urls/0/url")),
        ("TYPE_UPDATE_MESSAGE", crm.url.clone())
    );
    crm.answer(500, json!({}));
    let moved = client.post("/v1/notification/update", json!({"id": id, "url": crm.url})).await;
    assert_eq!(refused(&moved), "409 6 The address did not pass the check: SERVER_FAULT.");
    let strange = site.program(NEIGHBOUR, KeyRole::Admin).await;
    for (path, body) in
        [("enable", json!({"id": id, "enabled": false})), ("update", json!({"id": id})), ("delete", json!({"id": id}))]
    {
        let answer = strange.post(&format!("/v1/notification/{path}"), body).await;
        assert_eq!(refused(&answer), "404 5 The webhook was not found.");
    }
    client.post("/v1/notification/delete", json!({"id": id})).await.ok();
    assert_eq!(listed(&client, json!({})).await.json()["urls"], json!([]));
    let gone = client.post("/v1/notification/delete", json!({"id": id})).await;
    assert_eq!(gone.status, 404);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_an_address_answers_wrongly_is_named_as_the_paper_names_it(#[values(Sqlite, Postgres)] engine: Engine) {
    let (_site, client) = start(engine).await;
    let crm = Answering::start(200, ready()).await;
    let type_of = async || {
        let checked = client.post("/v1/notification/check", json!({"url": crm.url})).await.ok();
        assert_eq!(checked.json()["is_active"], false);
        checked.text_at("/errors/0/type")
    };
    for (status, body, name) in [
        (404, json!({}), "STATUS_CODE_NOT_OK"),
        (200, json!({"result": true}), "WRONG_RESULT_FIELD"),
        (200, json!({"version": "1", "name": "CRM", "time": "yesterday"}), "WRONG_RESULT_TIME_FIELD"),
    ] {
        crm.answer(status, body);
        assert_eq!(type_of().await, name);
    }
    let nobody = client.post("/v1/notification/check", json!({"url": "http://127.0.0.1:1/"})).await.ok();
    assert_eq!(nobody.text_at("/errors/0/type"), "REQUEST_ERROR");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_asked_is_refused_with_its_field() {
    let (site, client) = start(Sqlite).await;
    let words = async |path: &str, body: Value| refused(&client.post(&format!("/v1/notification/{path}"), body).await);
    let invalid = |message: &str, field: &str| format!("400 3 Request validation error: invalid {message}.{field}: ");
    for (path, body, start) in [
        ("set", json!({"types": ["TYPE_NEW_MESSAGE"]}), invalid("SetNotificationRequest", "Url")),
        ("set", json!({"url": "https://crm.example.com"}), invalid("SetNotificationRequest", "Types")),
        ("set", json!({"url": "https://crm.example.com", "types": []}), invalid("SetNotificationRequest", "Types")),
        (
            "set",
            json!({"url": "https://crm.example.com", "types": ["X"]}),
            invalid("SetNotificationRequest", "Types[0]"),
        ),
        ("update", json!({}), invalid("UpdateNotificationRequest", "Id")),
        ("enable", json!({"id": 1}), invalid("EnableNotificationRequest", "Enabled")),
        ("delete", json!({"id": -1}), invalid("DeleteNotificationRequest", "Id")),
        ("list", json!({"limit": 1001}), invalid("NotificationListRequest", "Limit")),
        (
            "list",
            json!({"availability_statuses": ["BLUE"]}),
            invalid("NotificationListRequest", "AvailabilityStatuses"),
        ),
    ] {
        let said = words(path, body.clone()).await;
        assert!(said.starts_with(&start), "{path} {body}: {said}");
    }
    let strict = Site::start(Sqlite).await;
    let private = set(&program(&strict).await, "https://127.0.0.1/", &["TYPE_NEW_MESSAGE"]).await;
    assert!(refused(&private).starts_with(&invalid("SetNotificationRequest", "Url")), "{}", private.text);
    let reader = site.program(HOME, KeyRole::AdminReadOnly).await;
    listed(&reader, json!({})).await;
    assert_eq!(set(&reader, "https://crm.example.com", &["TYPE_NEW_MESSAGE"]).await.status, 403);
    let chats = site.program(HOME, KeyRole::Chats).await;
    assert_eq!(chats.post("/v1/notification/list", json!({})).await.status, 403);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_program_is_told_of_what_it_asked_for_and_its_failing_shows(#[values(Sqlite, Postgres)] engine: Engine) {
    let (site, client) = start(engine).await;
    let crm = Answering::start(200, ready()).await;
    set(&client, &crm.url, &["TYPE_NEW_MESSAGE"]).await.ok();
    crm.answer(200, json!({"result": true}));
    let (anna, olga) = (site.signed_in(ANNA).await, site.signed_in(OLGA).await);
    let about = json!({"sku": PLAID.to_string(), "order_id": DELIVERED});
    let chat = olga.post("/api/v1/buyer/chats", about).await.ok().text_at("/chat_id");
    let say = async |client: &Client, side: &str, text: &str| {
        let path = format!("/api/v1/{side}chats/{chat}/messages");
        client.post(&path, json!({"text": text})).await.ok();
    };
    say(&olga, "buyer/", "Есть ли такой же синий?").await;
    say(&anna, "", "Есть").await;
    site.send().await;
    site.send().await;
    let told: Vec<_> = crm.heard().into_iter().filter(|heard| heard["message_type"] != "TYPE_PING").collect();
    assert_eq!(told.len(), 1, "its own doing is no news: {told:?}");
    assert_eq!(
        (&told[0]["message_type"], &told[0]["data"]),
        (&json!("TYPE_NEW_MESSAGE"), &json!(["Есть ли такой же синий?"]))
    );
    let green = listed(&client, json!({"availability_statuses": ["GREEN"]})).await;
    assert_eq!(green.json()["total_count"], 1);
    crm.answer(500, json!({}));
    say(&olga, "buyer/", "А зелёный?").await;
    site.send().await;
    site.send().await;
    let red = listed(&client, json!({"availability_statuses": ["red"]})).await;
    assert_eq!(each(&red, "/urls", "availability_status"), [json!("RED")]);
    assert_eq!(listed(&client, json!({"availability_statuses": ["GREEN"]})).await.json()["total_count"], 0);
}
