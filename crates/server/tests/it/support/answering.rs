//! A program that answers what a test says, and keeps what it heard.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::post;
use serde_json::Value;

#[derive(Default)]
struct Said {
    answer: Mutex<(u16, Value)>,
    heard: Mutex<Vec<Value>>,
}

/// The program.
pub struct Answering {
    /// Where it is.
    pub url: String,
    said: Arc<Said>,
}

impl Answering {
    /// One that answers so, until it is told otherwise.
    pub async fn start(status: u16, body: Value) -> Self {
        let said = Arc::new(Said { answer: Mutex::new((status, body)), heard: Mutex::default() });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/told", listener.local_addr().unwrap());
        let router = Router::new().route("/told", post(answer)).with_state(Arc::clone(&said));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, said }
    }

    /// From now on it answers so.
    pub fn answer(&self, status: u16, body: Value) {
        *self.said.answer.lock().unwrap() = (status, body);
    }

    /// What it heard, the first first.
    pub fn heard(&self) -> Vec<Value> {
        self.said.heard.lock().unwrap().clone()
    }
}

async fn answer(State(said): State<Arc<Said>>, body: axum::Json<Value>) -> impl IntoResponse {
    said.heard.lock().unwrap().push(body.0);
    let (status, body) = said.answer.lock().unwrap().clone();
    (StatusCode::from_u16(status).unwrap(), axum::Json(body))
}
