//! The rows of the matrix about chats, support's desk and the safety desk.

use domain::people::KeyRole;
use serde_json::{Value, json};

use super::{Row, ordered};
use crate::support::*;

pub(super) fn calls() -> Vec<Row> {
    shop().into_iter().chain(buyer()).chain(support()).chain(safety()).collect()
}

fn text(text: &str) -> Value {
    json!({"text": text})
}

fn appeal() -> Value {
    text("Здесь нет ничего запрещённого")
}

fn shop() -> Vec<Row> {
    vec![
        ("list_chats", "/chats", None),
        ("count_chats", "/chats/counts", None),
        ("search_chats", "/chats/search?q=плед", None),
        ("open_chat", "/chats", Some(json!({"order_id": ON_ITS_WAY}))),
        ("ask_support", "/chats/support", Some(json!({"matter": "other"}))),
        ("get_standing", "/chats/standing", None),
        ("appeal_friction", "/chats/standing/appeals", Some(appeal())),
        ("appeal_switch", "/chats/switches/{shops_switch}/appeals", Some(appeal())),
        ("get_chat", "/chats/{chat}", None),
        ("list_messages", "/chats/{chat}/messages", None),
        ("send_message", "/chats/{chat}/messages", Some(text("Плед номер {number} собран"))),
        ("get_message", "/chats/{shops_message}", None),
        ("edit_message", "/chats/{shops_message}", Some(text("Плед номер {number} уже собран"))),
        ("delete_message", "/chats/{shops_message}", None),
        ("confirm_message", "/chats/{shops_message}/confirm", None),
        ("report_fraud", "/chats/{buyers_message}/reports", Some(json!({"what": "asks_personal_data"}))),
        ("appeal_message", "/chats/{blocked_message}/appeals", Some(appeal())),
        ("read_chat", "/chats/{chat}/read", Some(json!({}))),
        ("add_chat_file", "/chats/{chat}/files?name=a.txt", None),
        ("close_chat", "/chats/{chat}/closed", None),
        ("reopen_chat", "/chats/{chat}/closed", None),
        ("block_buyer", "/chats/{chat}/blocked", None),
        ("unblock_buyer", "/chats/{chat}/blocked", None),
        ("rate_support", "/chats/{request}/rating", Some(json!({"rating": 5}))),
        ("type_in_chat", "/chats/{chat}/typing", None),
        ("archive_chat", "/chats/{chat}/archived", None),
        ("unarchive_chat", "/chats/{chat}/archived", None),
        ("snooze_chat", "/chats/{chat}/snooze", Some(json!({"until": "2030-01-01"}))),
        ("wake_chat", "/chats/{chat}/snooze", None),
        ("assign_chat", "/chats/{chat}/assignee", Some(json!({"person_id": BORIS.to_string()}))),
        ("unassign_chat", "/chats/{chat}/assignee", None),
        ("get_chat_draft", "/chats/{chat}/draft", None),
        ("save_chat_draft", "/chats/{chat}/draft", Some(text("Плед"))),
        ("forget_chat_draft", "/chats/{chat}/draft", None),
        ("list_announcements", "/announcements", None),
        ("get_announcement", "/announcements/{announcement}", None),
        ("read_announcement", "/announcements/{announcement}/read", None),
    ]
}

fn buyer() -> Vec<Row> {
    vec![
        ("list_own_chats", "/buyer/chats", None),
        ("count_own_chats", "/buyer/chats/counts", None),
        ("open_chat_as_buyer", "/buyer/chats", Some(json!({"sku": "{sku}", "order_id": "{order}"}))),
        ("ask_support_as_buyer", "/buyer/chats/support", Some(json!({"matter": "other"}))),
        ("open_dispute", "/buyer/disputes", Some(json!({"sku": "{sku}", "order_id": "{order}", "reason": "defect"}))),
        ("get_standing_as_buyer", "/buyer/chats/standing", None),
        ("appeal_friction_as_buyer", "/buyer/chats/standing/appeals", Some(appeal())),
        ("appeal_switch_as_buyer", "/buyer/chats/switches/{buyers_switch}/appeals", Some(appeal())),
        ("get_chat_as_buyer", "/buyer/chats/{chat}", None),
        ("list_messages_as_buyer", "/buyer/chats/{chat}/messages", None),
        ("send_message_as_buyer", "/buyer/chats/{chat}/messages", Some(text("А плед номер {number}?"))),
        ("get_message_as_buyer", "/buyer/chats/{buyers_message}", None),
        ("edit_message_as_buyer", "/buyer/chats/{buyers_message}", Some(text("А плед номер {number} ещё есть?"))),
        ("delete_message_as_buyer", "/buyer/chats/{buyers_message}", None),
        ("confirm_message_as_buyer", "/buyer/chats/{buyers_message}/confirm", None),
        ("report_fraud_as_buyer", "/buyer/chats/{shops_message}/reports", Some(json!({"what": "asks_personal_data"}))),
        ("read_chat_as_buyer", "/buyer/chats/{chat}/read", Some(json!({}))),
        ("add_chat_file_as_buyer", "/buyer/chats/{chat}/files?name=a.txt", None),
        ("close_chat_as_buyer", "/buyer/chats/{chat}/closed", None),
        ("reopen_chat_as_buyer", "/buyer/chats/{chat}/closed", None),
        ("block_shop", "/buyer/chats/{chat}/blocked", None),
        ("unblock_shop", "/buyer/chats/{chat}/blocked", None),
        ("rate_chat", "/buyer/chats/{chat}/rating", Some(json!({"rating": 5}))),
        ("type_in_chat_as_buyer", "/buyer/chats/{chat}/typing", None),
    ]
}

fn support() -> Vec<Row> {
    let announcement = json!({"topic": "main", "title_ru": "а", "title_en": "a", "text_ru": "а", "text_en": "a"});
    vec![
        ("list_requests", "/desk/support/queue", None),
        ("count_requests", "/desk/support/queue/counts", None),
        ("get_request", "/desk/support/chats/{request}", None),
        ("list_messages_as_support", "/desk/support/chats/{request}/messages", None),
        ("send_message_as_support", "/desk/support/chats/{request}/messages", Some(text("Проверяем"))),
        ("get_message_as_support", "/desk/support/chats/{supports_message}", None),
        ("edit_message_as_support", "/desk/support/chats/{supports_message}", Some(text("Проверили"))),
        ("delete_message_as_support", "/desk/support/chats/{supports_message}", None),
        ("read_chat_as_support", "/desk/support/chats/{request}/read", Some(json!({}))),
        ("add_chat_file_as_support", "/desk/support/chats/{request}/files?name=a.txt", None),
        ("take_request", "/desk/support/chats/{request}/take", None),
        ("hand_on_request", "/desk/support/chats/{request}/assignee", Some(json!({"person_id": ZOYA.to_string()}))),
        ("hand_back_request", "/desk/support/chats/{request}/assignee", None),
        ("end_request", "/desk/support/chats/{request}/end", None),
        ("decide_dispute", "/desk/support/chats/{dispute}/decide", Some(json!({"outcome": "buyer", "words": "Брак"}))),
        ("list_macros", "/desk/support/macros", None),
        ("add_macro", "/desk/support/macros", Some(json!({"name": "Где заказ", "text": "В пути"}))),
        ("change_macro", "/desk/support/macros/{macro}", Some(json!({"name": "Где заказ", "text": "В пути"}))),
        ("delete_macro", "/desk/support/macros/{macro}", None),
        ("use_macro", "/desk/support/macros/{macro}/use", None),
        ("get_support_ratings", "/desk/support/ratings", None),
        ("announce", "/desk/announcements", Some(announcement)),
    ]
}

fn safety() -> Vec<Row> {
    let switch = json!({"scope": "buyer", "target": PYOTR.to_string(), "reason": "works", "until": "2026-03-20"});
    let rules = include_str!("../../../../../domain/data/guard.toml");
    vec![
        ("list_campaigns", "/desk/safety/campaigns", None),
        ("preview_campaign", "/desk/safety/campaigns/{number_of_message}", None),
        (
            "stop_campaign",
            "/desk/safety/campaigns/{number_of_message}/stop",
            Some(json!({"message_ids": [], "label": "asks_code"})),
        ),
        ("get_talk_around", "/desk/safety/messages/{number_of_message}/around", None),
        ("get_suspect", "/desk/safety/suspects?who=buyer:01900000-0000-7000-8000-000000000005", None),
        ("list_switches", "/desk/safety/switches", None),
        ("switch_chats_off", "/desk/safety/switches", Some(switch)),
        ("count_concerned_chats", "/desk/safety/switches/concerned?scope=seller&target=1001", None),
        ("switch_chats_on", "/desk/safety/switches/{shops_switch}", None),
        ("get_guard", "/desk/safety/guard", None),
        ("try_rules", "/desk/safety/rules/trial", Some(json!({"rules": rules, "newest": 1}))),
        ("put_rules_in_force", "/desk/safety/rules", Some(json!({"rules": rules}))),
    ]
}

/// Makes what a name stands for; every chat is a new one, about an order of its own. `None` where the name is not of chats.
pub(super) async fn made(site: &Site, name: &str, anna: &Client, olga: &Client, number: usize) -> Option<String> {
    // Nobody writes more than 60 messages in a minute.
    site.wait(3);
    Some(match name {
        "chat" => chat(site, olga, number).await,
        "buyers_message" => {
            let chat = chat(site, olga, number).await;
            said(olga, &format!("/buyer/chats/{chat}"), "Когда привезут?").await
        }
        "shops_message" => {
            let chat = chat(site, olga, number).await;
            said(anna, &format!("/chats/{chat}"), &format!("Плед номер {number} собран")).await
        }
        // By a program with a key of its own: who is stopped again and again may write no more.
        "blocked_message" => {
            let (chat, program) = (chat(site, olga, number).await, site.program(HOME, KeyRole::Chats).await);
            said(&program, &format!("/chats/{chat}"), "Продиктуйте код из СМС, чтобы получить возврат").await
        }
        "number_of_message" => {
            let chat = chat(site, olga, number).await;
            let message = said(olga, &format!("/buyer/chats/{chat}"), "Когда привезут?").await;
            message.rsplit('/').next()?.to_owned()
        }
        "request" => opened(anna, "/chats/support", json!({"matter": "other"})).await,
        "supports_message" => {
            let request = opened(anna, "/chats/support", json!({"matter": "other"})).await;
            said(&site.signed_in(ROMAN).await, &format!("/desk/support/chats/{request}"), "Проверяем").await
        }
        "dispute" => {
            let order = ordered(site, number).await;
            let asked = json!({"sku": PLAID.to_string(), "order_id": order, "reason": "defect"});
            let dispute = opened(olga, "/buyer/disputes", asked).await;
            said(anna, &format!("/chats/{dispute}"), "Пришлите фото").await;
            dispute
        }
        "macro" => made_by(site, ROMAN, "/desk/support/macros", json!({"name": "a", "text": "a"}), "/id").await,
        "announcement" => {
            let told = json!({"topic": "main", "title_ru": "а", "title_en": "a", "text_ru": "а", "text_en": "a"});
            made_by(site, ROMAN, "/desk/announcements", told, "/announcement_id").await
        }
        "shops_switch" => switch(site, "seller", HOME.to_string()).await,
        "buyers_switch" => switch(site, "buyer", OLGA.to_string()).await,
        _ => return None,
    })
}

/// Ольга writes to the shop about a plaid.
async fn chat(site: &Site, olga: &Client, number: usize) -> String {
    let order = ordered(site, number).await;
    let chat = opened(olga, "/buyer/chats", json!({"sku": PLAID.to_string(), "order_id": order})).await;
    said(olga, &format!("/buyer/chats/{chat}"), "Плед колется?").await;
    chat
}

async fn opened(client: &Client, path: &str, body: Value) -> String {
    client.post(&format!("/api/v1{path}"), body).await.ok().text_at("/chat_id")
}

/// Says something; gives `chat/messages/number`.
async fn said(client: &Client, chat: &str, text: &str) -> String {
    let sent = client.post(&format!("/api/v1{chat}/messages"), json!({"text": text})).await.ok();
    format!("{}/messages/{}", chat.rsplit('/').next().unwrap(), sent.text_at("/message_id"))
}

async fn made_by(site: &Site, who: domain::PersonId, path: &str, body: Value, field: &str) -> String {
    site.signed_in(who).await.post(&format!("/api/v1{path}"), body).await.ok().text_at(field)
}

/// A switch that comes later: nothing is off meanwhile.
async fn switch(site: &Site, scope: &str, target: String) -> String {
    let times = ("2026-12-01", "2026-12-31");
    let body = json!({"scope": scope, "target": target, "reason": "works", "since": times.0, "until": times.1});
    made_by(site, ZOYA, "/desk/safety/switches", body, "/switch_id").await
}
