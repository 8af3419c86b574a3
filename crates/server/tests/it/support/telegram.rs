//! Telegram on loopback: a Bot API server with one bot, to which people write and which tells what the bot said.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::Notify;

/// The part of the token that nobody may see.
pub const SECRET: &str = "AAE-very_secret_indeed";

#[derive(Default)]
struct Kept {
    updates: Vec<Value>,
    next: i64,
    asked: Vec<Value>,
    said: Vec<Value>,
    /// By chat; what is not there is taken.
    answers: HashMap<i64, (u16, String)>,
    /// What every question is answered.
    polls: Option<(u16, String)>,
    holds: bool,
    strangers: usize,
}

/// The server.
#[derive(Clone)]
pub struct Telegram {
    pub url: String,
    kept: Arc<Mutex<Kept>>,
    news: Arc<Notify>,
}

impl Telegram {
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let kept = Arc::new(Mutex::new(Kept { next: 500, ..Kept::default() }));
        let telegram = Self { url, kept, news: Arc::default() };
        let router = Router::new().route("/{bot}/{method}", post(call)).with_state(telegram.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        telegram
    }

    /// What the site is told of it.
    pub fn settings(&self) -> server::config::Telegram {
        let text = format!("bot = 'otklik_bot'\ntoken = '77:{SECRET}'\napi = '{}'", self.url);
        toml::from_str::<server::config::Telegram>(&text).unwrap().with_token(None).unwrap()
    }

    /// Somebody writes to the bot; the number of that.
    pub fn writes(&self, chat: i64, text: &str) -> i64 {
        self.tells(json!({"message": {
            "message_id": 1, "date": 1, "text": text,
            "from": {"id": chat, "is_bot": false, "language_code": "en"},
            "chat": {"id": chat, "type": "private"},
        }}))
    }

    /// Something else happens around the bot.
    pub fn tells(&self, mut update: Value) -> i64 {
        let mut kept = self.kept.lock().unwrap();
        let id = kept.next;
        kept.next += 1;
        update["update_id"] = id.into();
        kept.updates.push(update);
        drop(kept);
        self.news.notify_waiters();
        id
    }

    /// It counts from another number, as it does after a long silence.
    pub fn counts_from(&self, next: i64) {
        self.kept.lock().unwrap().next = next;
    }

    /// It tells once more what was told already, with the numbers that it had.
    pub fn tells_again(&self, id: i64, chat: i64, text: &str) {
        let next = self.kept.lock().unwrap().next;
        self.counts_from(id);
        self.writes(chat, text);
        self.counts_from(next);
    }

    /// From now on messages to a chat are answered so.
    pub fn answer(&self, chat: i64, status: u16, body: impl ToString) {
        self.kept.lock().unwrap().answers.insert(chat, (status, body.to_string()));
    }

    /// Messages to a chat are taken again.
    pub fn take(&self, chat: i64) {
        self.kept.lock().unwrap().answers.remove(&chat);
    }

    /// From now on questions for updates are answered so; with nothing as they should.
    pub fn answer_questions(&self, answer: Option<(u16, &str)>) {
        self.kept.lock().unwrap().polls = answer.map(|(status, body)| (status, body.to_owned()));
    }

    /// From now on questions are held until there is an answer.
    pub fn hold(&self) {
        self.kept.lock().unwrap().holds = true;
    }

    /// Every question for updates.
    pub fn asked(&self) -> Vec<Value> {
        self.kept.lock().unwrap().asked.clone()
    }

    /// All that the bot said in a chat, as it said it, also what was not taken.
    pub fn raw(&self, chat: i64) -> Vec<Value> {
        self.kept.lock().unwrap().said.iter().filter(|said| said["chat_id"] == chat).cloned().collect()
    }

    /// The words of it.
    pub fn said(&self, chat: i64) -> Vec<String> {
        self.raw(chat).iter().map(|said| said["text"].as_str().unwrap().replace('\u{a0}', " ")).collect()
    }

    /// Forgets what was said.
    pub fn empty(&self) {
        self.kept.lock().unwrap().said.clear();
    }

    /// Whether anybody called with another token, or asked for something else.
    pub fn strangers(&self) -> usize {
        self.kept.lock().unwrap().strangers
    }
}

/// What a refusal of Telegram looks like.
pub fn refusal(status: u16, description: &str) -> Value {
    json!({"ok": false, "error_code": status, "description": description})
}

fn answered(status: u16, body: impl ToString) -> Response {
    let status = StatusCode::from_u16(status).unwrap();
    (status, [("content-type", "application/json")], body.to_string()).into_response()
}

async fn call(
    State(telegram): State<Telegram>,
    Path((bot, method)): Path<(String, String)>,
    Json(body): Json<Value>,
) -> Response {
    if bot != format!("bot77:{SECRET}") || !matches!(method.as_str(), "getUpdates" | "sendMessage") {
        telegram.kept.lock().unwrap().strangers += 1;
        return answered(404, refusal(404, "Not Found"));
    }
    if method == "sendMessage" {
        let mut kept = telegram.kept.lock().unwrap();
        let answer = body["chat_id"].as_i64().and_then(|chat| kept.answers.get(&chat)).cloned();
        kept.said.push(body);
        return match answer {
            Some((status, body)) => answered(status, body),
            None => answered(200, json!({"ok": true, "result": {"message_id": kept.said.len()}})),
        };
    }
    telegram.kept.lock().unwrap().asked.push(body.clone());
    loop {
        let told = telegram.news.notified();
        tokio::pin!(told);
        told.as_mut().enable();
        {
            let mut kept = telegram.kept.lock().unwrap();
            if let Some((status, body)) = kept.polls.clone() {
                return answered(status, body);
            }
            // Whoever asks for later ones has the earlier.
            let from = body["offset"].as_i64().unwrap_or(i64::MIN);
            kept.updates.retain(|update| update["update_id"].as_i64().unwrap() >= from);
            kept.updates.sort_by_key(|update| update["update_id"].as_i64());
            if !kept.updates.is_empty() || !kept.holds {
                let limit = usize::try_from(body["limit"].as_u64().unwrap()).unwrap();
                let updates: Vec<_> = kept.updates.iter().take(limit).cloned().collect();
                return answered(200, json!({"ok": true, "result": updates}));
            }
        }
        told.await;
    }
}
