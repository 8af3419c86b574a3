//! The rows of the matrix about notices and webhooks.

use serde_json::json;

use super::Row;
use crate::support::*;

/// A chat that nobody has: to mute it is nobody else's business.
const CHAT: &str = "/me/mutes/01900000-0000-7000-8000-000000000999";

pub(super) fn calls() -> Vec<Row> {
    let device = json!({"endpoint": "https://push.example.com/a", "keys": {"p256dh": "a", "auth": "b"}});
    let webhook = json!({"url": "https://crm.example.com/otklik", "types": ["review_published"]});
    vec![
        ("list_own_notices", "/me/notices", None),
        ("read_own_notices", "/me/notices/read", Some(json!({}))),
        ("get_notification_settings", "/me/notification-settings", None),
        ("change_notification_settings", "/me/notification-settings", Some(json!({"zone": "Asia/Omsk"}))),
        ("get_email", "/me/email", None),
        ("give_email", "/me/email", Some(json!({"email": "somebody@example.com"}))),
        ("forget_email", "/me/email", None),
        ("list_devices", "/me/devices", None),
        ("add_device", "/me/devices", Some(device)),
        ("remove_device", "/me/devices/none", None),
        ("get_telegram", "/me/telegram", None),
        ("connect_telegram", "/me/telegram", None),
        ("disconnect_telegram", "/me/telegram", None),
        ("get_mute", CHAT, None),
        ("mute", CHAT, None),
        ("unmute", CHAT, None),
        ("list_webhooks", "/webhooks", None),
        ("create_webhook", "/webhooks", Some(webhook)),
        ("check_webhook", "/webhooks/check", Some(json!({"url": "https://127.0.0.1/"}))),
        ("get_webhook", "/webhooks/{webhook}", None),
        ("change_webhook", "/webhooks/{webhook}", Some(json!({"on": false}))),
        ("delete_webhook", "/webhooks/{webhook}", None),
        ("test_webhook", "/webhooks/{webhook}/test", None),
        ("list_calls", "/webhooks/{webhook}/calls", None),
        ("resend_call", "/webhooks/{webhook}/calls/1/resend", None),
    ]
}

/// Makes what a name stands for.
pub(super) async fn made(name: &str, anna: &Client) -> Option<String> {
    if name != "webhook" {
        return None;
    }
    // A shop has twenty at most.
    let known = anna.get("/api/v1/webhooks").await.ok().json();
    for webhook in known["items"].as_array().unwrap() {
        anna.delete(&format!("/api/v1/webhooks/{}", webhook["id"].as_str().unwrap())).await.ok();
    }
    // A name that leads nowhere (RFC 6761): it can be added, and nobody is called.
    let new = json!({"url": "https://crm.invalid/otklik"});
    Some(anna.post("/api/v1/webhooks", new).await.ok().text_at("/id"))
}
