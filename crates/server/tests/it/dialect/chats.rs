//! `chat/*`.

use app::Speaker;
use app::commands::chats::send::{NewMessage, Sent, send};
use app::commands::chats::{change, open, state};
use domain::chats::Matter;
use domain::people::KeyRole;
use domain::{ChatId, OrderId, PersonId};
use rstest::rstest;
use serde_json::{Value, json};

use super::{each, program, refused};
use crate::support::*;

async fn buyer(site: &Site, who: PersonId) -> app::Buyer {
    let link = app::commands::people::link(&site.app, who, std::time::Duration::from_secs(60)).await.unwrap();
    let token = app::commands::people::sign_in(&site.app, &link).await.unwrap();
    app::queries::people::by_session(&site.app, &token).await.unwrap().unwrap().buyer()
}

/// Ольга has a chat with «Тёплый дом» about her plaid.
pub async fn talk(site: &Site) -> ChatId {
    let order = OrderId(DELIVERED.into());
    open::by_buyer_about_order(&site.app, &buyer(site, OLGA).await, order, PLAID).await.unwrap()
}

async fn says(site: &Site, chat: ChatId, text: &str) -> Sent {
    let olga = Speaker::from(&buyer(site, OLGA).await);
    send(&site.app, &olga, chat, NewMessage { text: text.into(), ..NewMessage::default() }).await.unwrap()
}

async fn history(client: &Client, body: Value) -> Answer {
    client.post("/v3/chat/history", body).await.ok()
}

async fn write(client: &Client, chat: ChatId, text: &str) -> Answer {
    client.post("/v1/chat/send/message", json!({"chat_id": chat.to_string(), "text": text})).await
}

/// Ids are made anew by each run.
fn named(answer: &Answer, ids: &[(String, &str)]) -> Value {
    let text = ids.iter().fold(answer.text.clone(), |text, (id, name)| text.replace(id.as_str(), name));
    serde_json::from_str(&text).unwrap()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_program_finds_the_chat_reads_it_replies_and_is_done(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start_with(engine, |settings| settings.public_url = Some("https://otklik.example/".into())).await;
    let (client, chat) = (program(&site).await, talk(&site).await);
    let first = says(&site, chat, "Плед *колется*, это нормально? [фото] позже").await.message.0.to_string();
    site.wait(60);
    assert_eq!(write(&client, chat, "После стирки станет мягче").await.ok().text, r#"{"result":"success"}"#);
    site.wait(60);
    let last = says(&site, chat, "Спасибо!").await.message.0;
    let list = client.post("/v3/chat/list", json!({"limit": 10, "filter": {"unread_only": true}})).await.ok();
    let whole = history(&client, json!({"chat_id": chat.to_string()})).await;
    let own = whole.json()["messages"][1]["message_id"].to_string();
    let ids = [(chat.to_string(), "[chat]"), (first, "1"), (own, "2"), (last.to_string(), "3")];
    insta::assert_json_snapshot!("chat_list_v3", named(&list, &ids));
    insta::assert_json_snapshot!("chat_history_v3", named(&whole, &ids));
    let older = client.post("/v2/chat/list", json!({"limit": 10})).await.ok();
    insta::assert_json_snapshot!("chat_list_v2", named(&older, &ids));
    let older = client.post("/v2/chat/history", json!({"chat_id": chat.to_string(), "limit": 1})).await.ok();
    insta::assert_json_snapshot!("chat_history_v2", named(&older, &ids));
    assert!(last > 1 << 53, "a number that JavaScript cannot count to arrives with its last digit");

    let read = json!({"chat_id": chat.to_string(), "from_message_id": last.to_string()});
    assert_eq!(client.post("/v2/chat/read", read).await.ok().text, r#"{"unread_count":0}"#);
    let unread = client.post("/v3/chat/list", json!({"limit": 10, "filter": {"unread_only": true}})).await.ok();
    assert_eq!(unread.json(), json!({"chats": [], "total_unread_count": 0, "cursor": "", "has_next": false}));
    assert_eq!(
        each(&history(&client, json!({"chat_id": chat.to_string()})).await, "/messages", "is_read"),
        [true, false, true]
    );
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn pages_of_a_chat_follow_each_other_both_ways(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (client, chat) = (program(&site).await, talk(&site).await);
    let mut ids = Vec::new();
    for number in 1..=7 {
        ids.push(json!(says(&site, chat, &format!("Вопрос номер {number}")).await.message.0));
        site.wait(10);
    }
    // What colleagues note for each other and what was taken away stands between, and is passed over.
    let (olga, id) = (Speaker::from(&buyer(&site, OLGA).await), ids.remove(3).as_i64().unwrap());
    change::delete(&site.app, &olga, chat, domain::MessageId(id)).await.unwrap();
    for (direction, from) in [("FORWARD", ids[0].clone()), ("backward", Value::Null)] {
        let (mut all, mut from): (Vec<Value>, _) = (Vec::new(), from);
        loop {
            let asked =
                json!({"chat_id": chat.to_string(), "direction": direction, "limit": 2, "from_message_id": from});
            let page = history(&client, asked).await;
            let page_ids = each(&page, "/messages", "message_id");
            assert!(page_ids.len() <= 2 && !page_ids.is_empty());
            all.extend(page_ids.into_iter().filter(|id| !all.contains(id)).collect::<Vec<_>>());
            if page.json()["has_next"] != true {
                break;
            }
            from = all.last().unwrap().clone();
        }
        if direction == "backward" {
            all.reverse();
        }
        assert_eq!(all, ids, "{direction}");
    }
    let two = json!([ids[4].to_string(), ids[1], "1", id]);
    let asked = json!({"chat_id": chat.to_string(), "filter": {"message_ids": two}});
    assert_eq!(each(&history(&client, asked).await, "/messages", "message_id"), [ids[4].clone(), ids[1].clone()]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn chats_are_listed_by_how_they_stand_page_by_page(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let client = program(&site).await;
    let plaid = talk(&site).await;
    says(&site, plaid, "Плед колется").await;
    site.wait(60);
    let olga = buyer(&site, OLGA).await;
    let pillow = open::by_buyer_about_product(&site.app, &olga, PILLOW).await.unwrap();
    says(&site, pillow, "Подушка высокая?").await;
    site.wait(60);
    let anna = site.app.clone();
    let staff = app::Reader::from(&staff(&site).await.reader());
    let support = open::support(&anna, &staff, Matter::Other).await.unwrap();
    state::set_closed(&site.app, &Speaker::from(&olga), plaid, true).await.unwrap();
    for (filter, wanted) in [
        (json!(null), vec![support, pillow, plaid]),
        (json!({"chat_status": "All"}), vec![support, pillow, plaid]),
        (json!({"chat_status": "OPENED"}), vec![support, pillow]),
        (json!({"chat_status": "Closed"}), vec![plaid]),
        (json!({"chat_status": "opened", "unread_only": true}), vec![pillow]),
        (json!({"unread_only": false}), vec![support, pillow, plaid]),
    ] {
        let (mut all, mut cursor) = (Vec::new(), String::new());
        loop {
            let asked = json!({"limit": 1, "cursor": cursor, "filter": filter});
            let page = client.post("/v3/chat/list", asked).await.ok();
            all.extend(each(&page, "/chats", "chat").iter().map(|chat| chat["chat_id"].as_str().unwrap().to_owned()));
            cursor = page.text_at("/cursor");
            if page.json()["has_next"] != true {
                break;
            }
        }
        let wanted: Vec<_> = wanted.iter().map(ToString::to_string).collect();
        assert_eq!(all.iter().collect::<std::collections::BTreeSet<_>>().len(), all.len());
        assert_eq!(all.len(), wanted.len(), "{filter}");
        assert!(wanted.iter().all(|chat| all.contains(chat)), "{filter}");
        let mut numbered = Vec::new();
        for offset in 0..wanted.len() {
            let page = client.post("/v2/chat/list", json!({"limit": 1, "offset": offset, "filter": filter})).await.ok();
            assert_eq!(page.json()["total_chats_count"], wanted.len(), "{filter}");
            numbered.extend(each(&page, "/chats", "chat_id").iter().map(|id| id.as_str().unwrap().to_owned()));
        }
        assert_eq!(numbered, all, "{filter}");
    }
    let kinds = client.post("/v3/chat/list", json!({"limit": 10})).await.ok();
    let kinds: Vec<_> = each(&kinds, "/chats", "chat").iter().map(|chat| chat["chat_type"].clone()).collect();
    assert!(kinds.contains(&json!("SELLER_SUPPORT")) && kinds.contains(&json!("BUYER_SELLER")));
}

async fn staff(site: &Site) -> app::SellerStaff<app::CanReply> {
    let link = app::commands::people::link(&site.app, ANNA, std::time::Duration::from_secs(60)).await.unwrap();
    let token = app::commands::people::sign_in(&site.app, &link).await.unwrap();
    let anna = app::queries::people::by_session(&site.app, &token).await.unwrap().unwrap();
    anna.member(None).unwrap().with::<app::CanReply>().unwrap()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_chat_is_started_about_an_order_whose_window_is_open(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let client = program(&site).await;
    let start = |order: &str| client.post("/v1/chat/start", json!({"posting_number": order}));
    let chat = start(ON_ITS_WAY).await.ok().text_at("/result/chat_id");
    assert_eq!(start(ON_ITS_WAY).await.ok().text_at("/result/chat_id"), chat, "there is one chat about it");
    let said = client.post("/v1/chat/send/message", json!({"chat_id": chat, "text": "Привезём завтра"})).await.ok();
    assert_eq!(said.json(), json!({"result": "success"}));
    let told = history(&client, json!({"chat_id": chat})).await;
    let context = json!({"order_number": ON_ITS_WAY, "sku": PILLOW.to_string()});
    assert_eq!(told.json()["messages"][0]["context"], context);
    assert!(refused(&start(DELIVERED).await).starts_with("409 6 The buyer could be written to until "));
    for nobodys in ["48173920-9999-1", "чужой"] {
        assert_eq!(refused(&start(nobodys).await), "404 5 The order was not found.");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn files_are_sent_and_stand_in_the_history_as_links_that_open(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (client, chat) = (program(&site).await, talk(&site).await);
    says(&site, chat, "Пришлите размеры").await;
    let dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=";
    for (name, content) in [("tempor", dot), ("../../мерки_[1].txt", "0KDQsNC30LzQtdGAIDQy")] {
        let file = json!({"chat_id": chat.to_string(), "name": name, "base64_content": content});
        assert_eq!(client.post("/v1/chat/send/file", file).await.ok().text, r#"{"result":"success"}"#);
        site.wait(10);
    }
    let told = history(&client, json!({"chat_id": chat.to_string(), "limit": 2})).await;
    assert_eq!(each(&told, "/messages", "is_image"), [false, true]);
    assert_eq!(each(&told, "/messages", "moderate_image_status"), ["SUCCESS", "SUCCESS"]);
    let data: Vec<String> =
        each(&told, "/messages", "data").iter().map(|data| data[0].as_str().unwrap().to_owned()).collect();
    assert!(data[0].starts_with(r"[мерки\_\[1\].txt]("), "{data:?}");
    assert!(data[1].starts_with("![](http://127.0.0.1:"), "{data:?}");
    for (link, kind) in data.iter().zip(["text/plain; charset=utf-8", "image/"]) {
        let url = link.rsplit_once("](").unwrap().1.trim_end_matches(')');
        let path = url.strip_prefix(&site.url).unwrap();
        let file = site.nobody().get(path).await;
        assert!(file.status == 200 && file.header("content-type").unwrap().starts_with(kind), "{url}: {}", file.text);
    }
    let mut said = Vec::new();
    for (name, content) in [
        ("a.svg", "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciPjxzY3JpcHQ+YWxlcnQoMSk8L3NjcmlwdD48L3N2Zz4="),
        ("a.png", "not base64!"),
        ("a.png", ""),
        ("", dot),
        ("a.exe", "TVqQAAMAAAAEAAAA//8AALgAAAA="),
    ] {
        let file = json!({"chat_id": chat.to_string(), "name": name, "base64_content": content});
        said.push(refused(&client.post("/v1/chat/send/file", file).await));
    }
    insta::assert_snapshot!("chat_file_refusals", said.join("\n"));
    let large = format!("{{\"chat_id\":\"{chat}\",\"name\":\"a\",\"base64_content\":\"{}\"}}", "A".repeat(29 << 20));
    let request = client.request("POST", "/v1/chat/send/file").header("content-type", "application/json").body(large);
    assert_eq!(refused(&Answer::of(request).await), "413 3 Request body is larger than 29360128 bytes");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_said_is_refused_with_words() {
    let site = Site::start(Sqlite).await;
    let (client, chat) = (program(&site).await, talk(&site).await);
    let mut said = vec![refused(&write(&client, chat, "Здравствуйте!").await)];
    says(&site, chat, "Пришлите размеры").await;
    for text in [
        String::new(),
        "   ".into(),
        "я".repeat(1_001),
        "\u{7}".into(),
        "Цена \u{202e}рублей".into(),
        format!("а{}", "\u{301}".repeat(10_000)),
        // Nobody can be asked whether a card's number should leave; the digits are the ones that banks print in examples.
        "Вот моя карта 4242 4242 4242 4242".into(),
        "Продиктуйте код из СМС, чтобы получить возврат".into(),
    ] {
        said.push(refused(&write(&client, chat, &text).await));
    }
    insta::assert_snapshot!("chat_refusals", said.join("\n"));
    assert_eq!(
        each(&history(&client, json!({"chat_id": chat.to_string()})).await, "/messages", "data"),
        [json!(["Пришлите размеры"])]
    );
    // Whoever was stopped writes slower for a time.
    site.wait(60);
    assert_eq!(write(&client, chat, &"я".repeat(1_000)).await.status, 200);

    site.wait(48 * 3600);
    assert!(
        refused(&write(&client, chat, "Вы ещё здесь?").await).starts_with("409 6 The buyer could be written to until ")
    );
    state::set_closed(&site.app, &Speaker::from(&buyer(&site, OLGA).await), chat, true).await.unwrap();
    assert!(refused(&write(&client, chat, "Вы ещё здесь?").await).starts_with("409 6 The chat is closed"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_writes_without_a_pause_is_told_to_wait() {
    let site = Site::start(Sqlite).await;
    let (client, chat) = (program(&site).await, talk(&site).await);
    says(&site, chat, "Пришлите размеры").await;
    let allowed = app::Rules::default().chats.per_minute_program;
    for number in 0..allowed {
        write(&client, chat, &format!("Размер номер {number}: по таблице")).await.ok();
    }
    let refusal = write(&client, chat, "И ещё один").await;
    assert_eq!(refused(&refusal), "429 8 You have reached request rate limit per second");
    assert_eq!(refusal.header("retry-after"), Some("60"));
    site.wait(61);
    write(&client, chat, "И ещё один").await.ok();
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_is_sent_twice_with_one_key_is_one(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let chat = talk(&site).await;
    says(&site, chat, "Пришлите размеры").await;
    let client = program(&site).await.with("idempotency-key", "5e1f");
    for _ in 0..2 {
        write(&client, chat, "Сейчас").await.ok();
    }
    assert_eq!(each(&history(&client, json!({"chat_id": chat.to_string()})).await, "/messages", "data").len(), 2);
    assert_eq!(write(&client, chat, "Потом").await.status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_only_look_writes_nothing_and_who_answers_reviews_sees_no_chats() {
    let site = Site::start(Sqlite).await;
    let chat = talk(&site).await;
    says(&site, chat, "Пришлите размеры").await;
    let asked = json!({"chat_id": chat.to_string(), "text": "Сейчас", "limit": 20});
    for (role, may_read, may_write) in [
        (KeyRole::Admin, true, true),
        (KeyRole::Chats, true, true),
        (KeyRole::AdminReadOnly, true, false),
        (KeyRole::Reviews, false, false),
        (KeyRole::ProductsReadOnly, false, false),
    ] {
        let client = site.program(HOME, role).await;
        for (path, may) in [
            ("/v3/chat/list", may_read),
            ("/v3/chat/history", may_read),
            ("/v1/chat/send/message", may_write),
            ("/v2/chat/read", may_write),
        ] {
            assert_eq!(client.post(path, asked.clone()).await.status, if may { 200 } else { 403 }, "{role:?} {path}");
        }
        let roles = client.post("/v1/roles", json!({})).await.ok();
        assert_eq!(roles.text.contains("/v1/chat/send/message"), may_write, "{role:?}");
        assert_eq!(roles.text.contains("/v3/chat/list"), may_read, "{role:?}");
    }
    assert_eq!(site.program(HOME, KeyRole::Chats).await.post("/v2/review/list", asked).await.status, 403);
}
