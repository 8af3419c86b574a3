//! `/api/v1/me/…`: what somebody was told, what they want to hear of, and how they are reached.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::*;

const SETTINGS: &str = "/api/v1/me/notification-settings";

/// Buyers ask about the plaid.
async fn asked(site: &Site, olga: &Client, times: usize) {
    for n in 0..times {
        let question = json!({"text": format!("Вопрос номер {n} о стирке пледа?")});
        olga.post(&format!("/api/v1/shop/products/{PLAID}/questions"), question).await.ok();
    }
    site.work().await;
}

/// The notices of a topic, the newest first.
fn of_topic(page: &Value, topic: &str) -> Vec<Value> {
    page["items"].as_array().unwrap().iter().filter(|notice| notice["topic"] == topic).cloned().collect()
}

fn unread(page: &Value, topic: &str) -> Option<i64> {
    page["unread"]
        .as_array()
        .unwrap()
        .iter()
        .find(|count| count["topic"] == topic)
        .map(|it| it["unread"].as_i64().unwrap())
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_list_pages_counts_what_is_unread_and_is_read_up_to_a_place(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (anna, olga) = (site.signed_in(ANNA).await, site.signed_in(OLGA).await);
    asked(&site, &olga, 3).await;
    let page = anna.clone().with("accept-language", "en").get("/api/v1/me/notices?limit=100").await.ok().json();
    let questions = of_topic(&page, "questions");
    assert_eq!((questions.len(), unread(&page, "questions")), (3, Some(3)));
    assert_eq!(questions[0]["kind"], "question_new");
    assert!(questions[0]["href"].as_str().unwrap().starts_with("/questions/"));
    assert!(!questions[0]["text"].as_str().unwrap().is_empty());

    let first = anna.get("/api/v1/me/notices?limit=2").await.ok().json();
    let next = first["next"].as_str().unwrap();
    let rest = anna.get(&format!("/api/v1/me/notices?limit=100&after={next}")).await.ok().json();
    let both = first["items"].as_array().unwrap().len() + rest["items"].as_array().unwrap().len();
    assert_eq!(both, page["items"].as_array().unwrap().len(), "everything once");
    assert_eq!(rest["next"], Value::Null);

    let second = questions[1]["id"].as_str().unwrap();
    anna.post("/api/v1/me/notices/read", json!({"up_to": second})).await.ok();
    let page = anna.get("/api/v1/me/notices?limit=100").await.ok().json();
    assert_eq!(unread(&page, "questions"), Some(1));
    assert!(of_topic(&page, "questions")[1]["read_at"].is_string());
    anna.post("/api/v1/me/notices/read", json!({})).await.ok();
    let page = anna.get("/api/v1/me/notices").await.ok().json();
    assert_eq!(page["unread"], json!([]));
    assert!(of_topic(&anna.get("/api/v1/me/notices?side=buyer").await.ok().json(), "questions").is_empty());
    assert_eq!(anna.get("/api/v1/me/notices?side=desk").await.status, 404);
    assert_eq!(anna.get("/api/v1/me/notices?after=x").await.text_at("/code"), "cursor_invalid");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn settings_are_changed_piece_by_piece_and_the_second_of_two_devices_is_told(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let anna = site.signed_in(ANNA).await;
    let usual = anna.get(SETTINGS).await.ok();
    let tag = usual.header("etag").unwrap().to_owned();
    let settings = usual.json();
    assert_eq!(settings["topics"].as_object().unwrap().len(), 10);
    assert_eq!(settings["topics"]["reviews"]["on"], true);
    assert_eq!(settings["topics"]["security"]["optional"], false);
    assert_eq!((&settings["quiet"], &settings["digest"]), (&Value::Null, &json!({"every": "off"})));

    let change = json!({
        "topics": {"reviews": {"email": true, "stars_up_to": 3}, "news": {"on": false}},
        "quiet": {"from": "22:00", "to": "08:30"}, "zone": "Asia/Omsk", "digest": {"every": "day", "at": "09:05"},
        "pause_hours": 2,
    });
    let seen = anna.clone().with("if-match", &tag);
    let changed = seen.patch(SETTINGS, change.clone()).await.ok();
    let tag = changed.header("etag").unwrap().to_owned();
    let now = changed.json();
    assert_eq!(now["topics"]["reviews"]["stars_up_to"], 3);
    assert_eq!(now["topics"]["reviews"]["push"], settings["topics"]["reviews"]["push"], "nobody said anything of it");
    assert_eq!(now["quiet"], json!({"from": "22:00", "to": "08:30"}));
    assert_eq!(now["digest"], json!({"every": "day", "at": "09:05"}));
    assert_eq!(now["paused_until"], "2026-03-10T14:00:00Z");
    let late = seen.patch(SETTINGS, change).await;
    assert_eq!((late.status, late.text_at("/code").as_str()), (412, "notice_settings_changed"));

    let seen = anna.clone().with("if-match", &tag);
    let back = json!({"topics": {"reviews": {"stars_up_to": null}}, "quiet": null, "digest": {"every": "off"}, "pause_hours": 0});
    let back = seen.patch(SETTINGS, back).await.ok().json();
    assert_eq!(back["topics"]["reviews"]["stars_up_to"], Value::Null);
    assert_eq!(back["topics"]["reviews"]["email"], true);
    assert_eq!((&back["quiet"], &back["paused_until"]), (&Value::Null, &Value::Null));
    assert_eq!(anna.get(&format!("{SETTINGS}?side=buyer")).await.ok().json()["zone"], "Europe/Moscow");
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_that_make_no_sense_are_refused() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    for (change, code) in [
        (json!({"zone": "Mars/Olympus"}), "zone_unknown"),
        (json!({"quiet": {"from": "08:00", "to": "08:00"}}), "quiet_hours_invalid"),
        (json!({"quiet": {"from": "24:00", "to": "08:00"}}), "field_type"),
        (json!({"quiet": {"from": "8:00", "to": "09:00"}}), "field_type"),
        (json!({"digest": {"every": "week"}}), "field_type"),
        (json!({"topics": {"security": {"on": false}}}), "topic_always_on"),
        (json!({"topics": {"weather": {"on": false}}}), "field_type"),
        (json!({"topics": {"reviews": {"stars_up_to": 5}}}), "number_out_of_range"),
        (json!({"topics": {"reviews": {"after_hours": 73}}}), "number_out_of_range"),
        (json!({"pause_hours": 169}), "number_out_of_range"),
        (json!({"paused": true}), "field_unknown"),
    ] {
        let said = anna.patch(SETTINGS, change.clone()).await;
        assert_eq!(said.text_at("/code"), code, "{change}: {}", said.text);
    }
    let version = anna.get(SETTINGS).await.ok();
    assert_eq!(version.header("etag"), Some("\"0\""), "nothing was kept");
    assert_eq!(site.program(HOME, domain::people::KeyRole::Admin).await.get(SETTINGS).await.status, 403);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_address_waits_for_its_confirmation_and_a_chat_is_muted(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let olga = site.signed_in(OLGA).await;
    assert_eq!(olga.get("/api/v1/me/email").await.ok().json()["email"], Value::Null);
    let wrong = olga.put("/api/v1/me/email", json!({"email": "olga@example.com\r\nBcc: all@example.com"})).await;
    assert_eq!(wrong.text_at("/code"), "email_invalid");
    let given = olga.put("/api/v1/me/email", json!({"email": "olga@example.com", "language": "en"})).await.ok().json();
    assert_eq!(
        (&given["email"], &given["language"], &given["confirmed_at"]),
        (&json!("olga@example.com"), &json!("en"), &Value::Null)
    );
    olga.delete("/api/v1/me/email").await.ok();
    assert_eq!(olga.get("/api/v1/me/email").await.ok().json()["email"], Value::Null);

    let mute = "/api/v1/me/mutes/01900000-0000-7000-8000-000000000999";
    assert_eq!(olga.get(mute).await.ok().json()["muted"], false);
    olga.put(mute, json!({})).await.ok();
    assert_eq!(olga.get(mute).await.ok().json()["muted"], true);
    olga.delete(mute).await.ok();
    assert_eq!(olga.get(mute).await.ok().json()["muted"], false);
    assert_eq!(olga.put("/api/v1/me/mutes/x", json!({})).await.status, 404);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_device_is_added_listed_and_taken_away_by_its_owner_alone(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (anna, boris) = (site.signed_in(ANNA).await, site.signed_in(BORIS).await);
    // The keys of the example in RFC 8291.
    let keys = json!({
        "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "auth": "BTBZMqHH6r4Tts7J_aSIgg",
    });
    let device = |endpoint: &str| json!({"endpoint": endpoint, "keys": keys, "device": "Chrome, Android"});
    for wrong in ["http://push.example.com/a", "https://127.0.0.1/a", "push"] {
        assert_eq!(
            anna.post("/api/v1/me/devices", device(wrong)).await.text_at("/code"),
            "push_address_invalid",
            "{wrong}"
        );
    }
    let bad = json!({"endpoint": "https://push.example.com/a", "keys": {"p256dh": "a", "auth": "b"}});
    assert_eq!(anna.post("/api/v1/me/devices", bad).await.text_at("/code"), "push_address_invalid");
    anna.post("/api/v1/me/devices", device("https://push.example.com/a")).await.ok();
    let listed = anna.get("/api/v1/me/devices").await.ok();
    assert_eq!(listed.text_at("/items/0/device"), "Chrome, Android");
    assert_eq!(listed.text_at("/items/0/side"), "shop");
    assert!(!listed.text.contains("push.example.com"), "an address at a push service lets others push");
    let path = format!("/api/v1/me/devices/{}", listed.text_at("/items/0/id"));
    assert_eq!(boris.delete(&path).await.text_at("/code"), "device_not_found");
    anna.delete(&path).await.ok();
    assert_eq!(anna.get("/api/v1/me/devices").await.ok().json()["items"], json!([]));
}
