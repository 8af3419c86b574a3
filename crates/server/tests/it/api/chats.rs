//! `/api/v1/chats…`, `/api/v1/buyer/chats…`, `/api/v1/desk/support…`, `/api/v1/desk/safety…`.

use domain::people::KeyRole;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::*;

const CODE: &str = "Продиктуйте код из СМС, чтобы получить возврат";
const CARD: &str = "Вот моя карта 4242 4242 4242 4242";

/// Ольга writes to «Тёплый дом» about her plaid.
async fn talk(site: &Site) -> (Client, Client, String) {
    let (olga, anna) = (site.signed_in(OLGA).await, site.signed_in(ANNA).await);
    let about = json!({"sku": PLAID.to_string(), "order_id": DELIVERED});
    let chat = olga.post("/api/v1/buyer/chats", about).await.ok().text_at("/chat_id");
    say(&olga, &format!("buyer/chats/{chat}"), "Плед колется, это нормально?").await.ok();
    (olga, anna, chat)
}

async fn say(client: &Client, chat: &str, text: &str) -> Answer {
    client.post(&format!("/api/v1/{chat}/messages"), json!({"text": text})).await
}

async fn messages(client: &Client, chat: &str) -> Vec<Value> {
    let page = client.get(&format!("/api/v1/{chat}/messages")).await.ok().json();
    page["items"].as_array().unwrap().clone()
}

fn texts(messages: &[Value]) -> Vec<&str> {
    messages.iter().map(|message| message["text"].as_str().unwrap()).collect()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_and_a_shop_talk_and_each_sees_what_was_read(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (olga, anna, chat) = talk(&site).await;
    let (mine, theirs) = (format!("chats/{chat}"), format!("buyer/chats/{chat}"));
    let list = anna.get("/api/v1/chats?tab=customers&unread=true").await.ok();
    assert_eq!((list.text_at("/items/0/id"), list.text_at("/items/0/window/why")), (chat.clone(), "reply".into()));
    assert_eq!(anna.get("/api/v1/chats/counts").await.ok().json()["customers"], 1);
    let read = anna.post(&format!("/api/v1/{mine}/read"), json!({})).await.ok();
    assert_eq!(read.json(), json!({"unread": 0}));
    let seen = messages(&olga, &theirs).await;
    assert_eq!((&seen[0]["own"], &seen[0]["read"]), (&json!(true), &json!(true)));

    let sent = say(&anna, &mine, "После стирки станет мягче").await;
    assert_eq!((sent.status, sent.text_at("/state")), (201, "delivered".into()));
    let there = sent.header("location").unwrap().to_owned();
    assert_eq!(anna.get(&there).await.ok().text_at("/text"), "После стирки станет мягче");
    assert_eq!(olga.get("/api/v1/buyer/chats/counts").await.ok().json(), json!({"unread": 1}));
    let edited = anna.patch(&there, json!({"text": "После первой стирки станет мягче"})).await.ok();
    assert_eq!(edited.text_at("/state"), "delivered");
    assert_eq!(texts(&messages(&olga, &theirs).await)[1], "После первой стирки станет мягче");
    assert_eq!(anna.delete(&there).await.status, 204);
    let gone = messages(&olga, &theirs).await;
    assert_eq!((gone[1]["state"].as_str(), gone[1]["text"].as_str()), (Some("deleted"), Some("")));
    let found = anna.get("/api/v1/chats/search?q=колется").await.ok();
    assert_eq!(found.text_at("/items/0/chat/id"), chat);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn pages_of_messages_follow_each_other_both_ways(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (olga, anna, chat) = talk(&site).await;
    for number in 1..=4 {
        say(&olga, &format!("buyer/chats/{chat}"), &format!("Вопрос номер {number}")).await.ok();
    }
    let all: Vec<String> = messages(&anna, &format!("chats/{chat}")).await.iter().map(id).collect();
    let page = |asked: String| {
        let anna = anna.clone();
        let path = format!("/api/v1/chats/{chat}/messages?limit=2{asked}");
        async move {
            let page = anna.get(&path).await.ok().json();
            (page["items"].as_array().unwrap().iter().map(id).collect::<Vec<_>>(), page["more"] == true)
        }
    };
    assert_eq!(page(String::new()).await, (all[3..].to_vec(), true));
    assert_eq!(page(format!("&before={}", all[3])).await, (all[1..3].to_vec(), true));
    assert_eq!(page(format!("&before={}", all[1])).await, (all[..1].to_vec(), false));
    assert_eq!(page(format!("&after={}", all[0])).await, (all[1..3].to_vec(), true));
    assert_eq!(page(format!("&after={}", all[2])).await, (all[3..].to_vec(), false));
}

fn id(message: &Value) -> String {
    message["id"].as_str().unwrap().to_owned()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_comes_twice_is_one(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (_, anna, chat) = talk(&site).await;
    let path = format!("/api/v1/chats/{chat}/messages");
    let named = json!({"text": "Сейчас посмотрим", "client_id": "phone-1"});
    let first = anna.post(&path, named.clone()).await.ok().text_at("/message_id");
    assert_eq!(anna.post(&path, named).await.ok().text_at("/message_id"), first, "by the device's own name");
    let keyed = anna.clone().with("idempotency-key", "a1");
    let first = keyed.post(&path, json!({"text": "Посмотрели"})).await.ok().text_at("/message_id");
    assert_eq!(keyed.post(&path, json!({"text": "Посмотрели"})).await.ok().text_at("/message_id"), first);
    assert_eq!(keyed.post(&path, json!({"text": "Ещё смотрим"})).await.text_at("/code"), "idempotency_reused");
    assert_eq!(messages(&anna, &format!("chats/{chat}")).await.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopped_message_says_why_in_the_readers_language_and_can_be_appealed() {
    let site = Site::start(Sqlite).await;
    let (olga, anna, chat) = talk(&site).await;
    let mine = format!("chats/{chat}");
    let sent = say(&anna, &mine, CODE).await;
    assert_eq!(
        (sent.status, sent.text_at("/state"), sent.text_at("/why/0/code")),
        (201, "blocked".into(), "asks_code".into())
    );
    let site_in_english = anna.clone().with("accept-language", "en");
    let shown = messages(&site_in_english, &mine).await;
    let why = shown[1]["why"][0]["words"].as_str().unwrap();
    assert!(why.is_ascii() && !sent.text_at("/why/0/words").is_ascii(), "{why}");
    assert_eq!(messages(&olga, &format!("buyer/chats/{chat}")).await.len(), 1, "nobody sees it");
    let path = format!("/api/v1/{mine}/messages/{}/appeals", sent.text_at("/message_id"));
    assert!(anna.post(&path, json!({"text": "Это цитата из письма покупателя"})).await.ok().text.contains("case_id"));
    let again = anna.post(&path, json!({"text": "Это цитата из письма покупателя"})).await;
    assert_eq!(again.status, 409, "{}", again.text);
    // The next message waits: who is stopped is slowed down or told so by the step.
    let standing = anna.get("/api/v1/chats/standing").await.ok().json();
    assert!(standing["off"].is_null() && standing["friction"]["step"].is_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn own_secrets_leave_only_when_their_owner_says_so_twice() {
    let site = Site::start(Sqlite).await;
    let (olga, _, chat) = talk(&site).await;
    let path = format!("/api/v1/buyer/chats/{chat}/messages");
    let braked = olga.post(&path, json!({"text": CARD})).await;
    assert_eq!(
        (braked.status, braked.text_at("/code"), braked.text_at("/field")),
        (409, "own_secret".into(), "text".into())
    );
    assert_eq!(messages(&olga, &format!("buyer/chats/{chat}")).await.len(), 1);
    olga.post(&path, json!({"text": CARD, "confirmed": true})).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_said_is_refused_and_nothing_is_kept() {
    let site = Site::start(Sqlite).await;
    let (olga, anna, chat) = talk(&site).await;
    let mine = format!("chats/{chat}");
    for (text, code) in [
        (String::new(), "message_empty"),
        (" \n ".into(), "message_empty"),
        ("я".repeat(1_001), "text_too_long"),
        ("Цена\u{7}".into(), "text_control"),
        ("Цена \u{202e}рублей".into(), "text_control"),
        (format!("а{}", "\u{301}".repeat(10_000)), "text_marks"),
    ] {
        for (client, chat) in [(&anna, mine.clone()), (&olga, format!("buyer/chats/{chat}"))] {
            let refused = say(client, &chat, &text).await;
            assert_eq!((refused.status, refused.text_at("/code")), (400, code.to_owned()), "{text:.20}");
            assert_eq!(refused.text_at("/field"), "text");
        }
    }
    assert_eq!(messages(&anna, &mine).await.len(), 1);
    site.wait(48 * 3600);
    let closed = say(&anna, &mine, "Вы ещё здесь?").await;
    assert_eq!((closed.status, closed.text_at("/code")), (409, "window_over".into()));
    let detail = anna.get(&format!("/api/v1/{mine}")).await.ok().json();
    assert_eq!((&detail["may_write"], &detail["why_not"]["code"]), (&json!(false), &json!("window_over")));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_writes_without_a_pause_is_told_to_wait() {
    let site = Site::start(Sqlite).await;
    let (_, anna, chat) = talk(&site).await;
    let mine = format!("chats/{chat}");
    for number in 0..app::Rules::default().chats.per_minute {
        say(&anna, &mine, &format!("Размер номер {number} по таблице")).await.ok();
    }
    let refused = say(&anna, &mine, "И ещё один").await;
    assert_eq!((refused.status, refused.header("retry-after")), (429, Some("60")));
    site.wait(61);
    say(&anna, &mine, "И ещё один").await.ok();
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_strangers_chat_is_not_there_whatever_is_done_with_it(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (_, anna, chat) = talk(&site).await;
    let message = id(&messages(&anna, &format!("chats/{chat}")).await[0]);
    let nothing = "01920411-f6af-7e58-a8a4-63c5cfc007d0";
    for (who, base) in [(STEPAN, "chats"), (PYOTR, "buyer/chats"), (ROMAN, "desk/support/chats")] {
        let stranger = site.signed_in(who).await;
        for (method, rest, body) in [
            ("GET", String::new(), None),
            ("GET", "/messages".into(), None),
            ("POST", "/messages".into(), Some(json!({"text": "Мы не отсюда"}))),
            ("GET", format!("/messages/{message}"), None),
            ("PATCH", format!("/messages/{message}"), Some(json!({"text": "Мы не отсюда"}))),
            ("DELETE", format!("/messages/{message}"), None),
            ("POST", "/read".into(), Some(json!({}))),
            ("POST", "/files?name=a.txt".into(), Some(json!({}))),
        ] {
            let theirs = stranger.send(method, &format!("/api/v1/{base}/{chat}{rest}"), body.clone()).await;
            let none = stranger.send(method, &format!("/api/v1/{base}/{nothing}{rest}"), body).await;
            assert_eq!(
                (theirs.status, theirs.text_at("/code")),
                (404, none.text_at("/code")),
                "{base} {method} {rest}"
            );
        }
        assert!(
            !stranger
                .get(&format!("/api/v1/{}", base.replace("desk/support/chats", "desk/support/queue")))
                .await
                .ok()
                .text
                .contains(&chat)
        );
    }
    assert_eq!(messages(&anna, &format!("chats/{chat}")).await.len(), 1);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn files_are_brought_as_a_body_or_a_form_and_open_for_a_short_time(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (olga, anna, chat) = talk(&site).await;
    let files = format!("/api/v1/chats/{chat}/files");
    let body = anna.request("POST", &format!("{files}?name=..%2F..%2Fмерки.txt")).body("Размер 42");
    let one = Answer::of(body).await.ok();
    assert_eq!((one.status, one.text_at("/name"), one.text_at("/kind")), (200, "мерки.txt".into(), "text".into()));
    let part = "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"цвета.txt\"\r\n\r\nСиний\r\n--b--\r\n";
    let form = anna.request("POST", &files).header("content-type", "multipart/form-data; boundary=b").body(part);
    let two = Answer::of(form).await.ok();
    assert_eq!(two.text_at("/name"), "цвета.txt");
    let ids = json!([one.text_at("/id"), two.text_at("/id")]);
    anna.post(&format!("/api/v1/chats/{chat}/messages"), json!({"files": ids})).await.ok();
    let seen = messages(&olga, &format!("buyer/chats/{chat}")).await;
    let url = seen[1]["files"][1]["url"].as_str().unwrap().to_owned();
    assert_eq!(site.nobody().get(&url).await.ok().text, "Синий");
    site.wait(601);
    assert_eq!(site.nobody().get(&url).await.status, 410);
    let again = anna.post(&format!("/api/v1/chats/{chat}/messages"), json!({"files": ids})).await;
    assert_eq!(again.text_at("/code"), "file_sent");
    let svg = anna.request("POST", &format!("{files}?name=a.png")).body("<svg><script>alert(1)</script></svg>");
    assert_eq!(Answer::of(svg).await.text_at("/code"), "file_runs_code");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_key_for_chats_opens_chats_alone_and_one_for_reviews_no_chats(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (_, _, chat) = talk(&site).await;
    let chats = site.program(HOME, KeyRole::Chats).await;
    let reviews = site.program(HOME, KeyRole::Reviews).await;
    let reads = site.program(HOME, KeyRole::AdminReadOnly).await;
    say(&chats, &format!("chats/{chat}"), "Плед мягкий").await.ok();
    assert_eq!(messages(&reads, &format!("chats/{chat}")).await.len(), 2);
    assert_eq!(say(&reads, &format!("chats/{chat}"), "Плед мягкий").await.status, 403);
    assert_eq!(reviews.get("/api/v1/chats").await.status, 403);
    for path in ["/api/v1/reviews", "/api/v1/questions", "/api/v1/products"] {
        assert_eq!(chats.get(path).await.status, 403, "{path}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_report_of_fraud_freezes_the_chat_and_says_what_to_do_first(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (olga, anna, chat) = talk(&site).await;
    let message = id(&messages(&anna, &format!("chats/{chat}")).await[0]);
    let path = format!("/api/v1/chats/{chat}/messages/{message}/reports");
    let report = anna.post(&path, json!({"what": "gave_account_data", "words": "Назвал код"})).await.ok().json();
    let steps: Vec<_> = report["next_steps"].as_array().unwrap().iter().map(|step| step["code"].clone()).collect();
    assert_eq!(steps, ["sign_out_everywhere", "revoke_keys", "tell_support"]);
    assert_eq!(say(&olga, &format!("buyer/chats/{chat}"), "Алло?").await.text_at("/code"), "chat_frozen");
    assert_eq!(
        anna.post(&path, json!({"what": "asks_personal_data"})).await.text_at("/code"),
        "fraud_reported_already"
    );
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn support_takes_a_request_answers_it_and_is_rated(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (anna, roman) = (site.signed_in(ANNA).await, site.signed_in(ROMAN).await);
    let request = anna.post("/api/v1/chats/support", json!({"matter": "payment"})).await.ok().text_at("/chat_id");
    say(&anna, &format!("chats/{request}"), "Где отчёт за февраль?").await.ok();
    let queue = roman.get("/api/v1/desk/support/queue").await.ok();
    assert_eq!(queue.text_at("/items/0/chat/id"), request);
    let desk = format!("desk/support/chats/{request}");
    assert_eq!(roman.press(&format!("/api/v1/{desk}/take")).await.status, 204);
    let taken = site.signed_in(ZOYA).await.press(&format!("/api/v1/{desk}/take")).await;
    assert_eq!((taken.status, taken.text_at("/facts/who")), (409, "Роман".into()));
    say(&roman, &desk, "Отчёт будет завтра").await.ok();
    let seen = messages(&anna, &format!("chats/{request}")).await;
    assert_eq!((&seen.last().unwrap()["side"], &seen.last().unwrap()["own"]), (&json!("support"), &json!(false)));
    assert_eq!(roman.press(&format!("/api/v1/{desk}/end")).await.status, 204);
    assert_eq!(anna.put(&format!("/api/v1/chats/{request}/rating"), json!({"rating": 5})).await.status, 204);
    site.work().await;
    assert_eq!(roman.get("/api/v1/desk/support/ratings").await.ok().json(), json!({"ratings": [0, 0, 0, 0, 1]}));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_dispute_is_opened_answered_and_decided(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (olga, anna, roman) = (site.signed_in(OLGA).await, site.signed_in(ANNA).await, site.signed_in(ROMAN).await);
    let about = json!({"order_id": DELIVERED, "sku": PLAID.to_string(), "reason": "defect"});
    let chat = olga.post("/api/v1/buyer/disputes", about.clone()).await.ok().text_at("/chat_id");
    assert_eq!(olga.post("/api/v1/buyer/disputes", about).await.text_at("/code"), "dispute_open");
    let decide = format!("/api/v1/desk/support/chats/{chat}/decide");
    let outcome = json!({"outcome": "buyer", "words": "На фото видна дыра"});
    assert_eq!(roman.post(&decide, outcome.clone()).await.text_at("/code"), "dispute_too_early");
    say(&anna, &format!("chats/{chat}"), "Пришлите фото").await.ok();
    assert_eq!(roman.post(&decide, outcome).await.status, 204);
    let seen = olga.get(&format!("/api/v1/buyer/chats/{chat}")).await.ok().json();
    assert_eq!(
        (&seen["chat"]["dispute"]["state"], &seen["chat"]["dispute"]["outcome"]),
        (&json!("decided"), &json!("buyer"))
    );
    assert_eq!(say(&anna, &format!("chats/{chat}"), "Не согласны").await.text_at("/code"), "dispute_decided");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn chats_that_are_switched_off_say_why_and_how_to_appeal(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (_, anna, chat) = talk(&site).await;
    let zoya = site.signed_in(ZOYA).await;
    let asked = "/api/v1/desk/safety/switches/concerned?scope=seller&target=1001";
    assert_eq!(zoya.get(asked).await.ok().json(), json!({"chats": 1}));
    let off = json!({"scope": "seller", "target": "1001", "reason": "fraud_wave", "words": "До проверки", "until": "2026-03-11"});
    let switch = zoya.post("/api/v1/desk/safety/switches", off).await.ok().text_at("/switch_id");
    let refused = say(&anna, &format!("chats/{chat}"), "Плед мягкий").await;
    assert_eq!((refused.status, refused.text_at("/code")), (403, "chats_off".into()));
    let standing = anna.get("/api/v1/chats/standing").await.ok();
    assert_eq!(standing.text_at("/off/switch_id"), switch);
    assert_eq!(standing.text_at("/off/words"), "Волна мошенничества в чатах. До проверки");
    let appeal = format!("/api/v1/chats/switches/{switch}/appeals");
    let words = json!({"text": "Мы никого не обманываем"});
    assert!(anna.post(&appeal, words.clone()).await.ok().text.contains("case_id"));
    let stranger = site.signed_in(STEPAN).await.post(&appeal, words).await;
    assert_eq!(stranger.text_at("/code"), "switch_not_found");
    let support = anna.post("/api/v1/chats/support", json!({"matter": "chats"})).await.ok().text_at("/chat_id");
    say(&anna, &format!("chats/{support}"), "Почему отключили чаты?").await.ok();
    assert_eq!(zoya.delete(&format!("/api/v1/desk/safety/switches/{switch}")).await.status, 204);
    say(&anna, &format!("chats/{chat}"), "Плед мягкий").await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_of_the_guard_are_tried_on_what_was_written_before_they_are_put_in_force() {
    let site = Site::start(Sqlite).await;
    let (_, anna, chat) = talk(&site).await;
    say(&anna, &format!("chats/{chat}"), CODE).await.ok();
    let zoya = site.signed_in(ZOYA).await;
    let broken = zoya.post("/api/v1/desk/safety/rules/trial", json!({"rules": "version = "})).await;
    assert_eq!((broken.status, broken.text_at("/code")), (400, "rules_unreadable".into()));
    let rules = include_str!("../../../../domain/data/guard.toml");
    let trial = zoya.post("/api/v1/desk/safety/rules/trial", json!({"rules": rules})).await.ok().json();
    assert_eq!((&trial["looked"], &trial["would_stop"], &trial["would_pass"]), (&json!(2), &json!(0), &json!(0)));
    assert_eq!(zoya.post("/api/v1/desk/safety/rules", json!({"rules": rules})).await.ok().json(), json!({"number": 1}));
    let guard = zoya.get("/api/v1/desk/safety/guard").await.ok().json();
    assert_eq!(guard["number"], 1);
    for somebody in [ROMAN, MODEST, ANNA] {
        let refused = site.signed_in(somebody).await.get("/api/v1/desk/safety/guard").await;
        assert!(matches!(refused.status, 403 | 404), "{}", refused.text);
    }
}
