//! The ceiling: bare axum that serialises 20 reviews from memory, without sign-in, limits or a database.

use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use axum::extract::State;
use axum::routing::post;
use axum::{Json, Router};
use serde::Serialize;

use crate::load::{self, Measured, Request};

#[derive(Debug, Clone, Serialize)]
struct Review {
    id: String,
    sku: i64,
    text: String,
    published_at: String,
    rating: i64,
    status: String,
    comments_amount: i64,
    photos_amount: i64,
    videos_amount: i64,
    order_status: String,
    is_rating_participant: bool,
}

#[derive(Debug, Clone, Serialize)]
struct Page {
    reviews: Vec<Review>,
    last_id: String,
    has_next: bool,
}

fn page() -> Page {
    let review = |n: i64| Review {
        id: format!("0192{n:04}-f6af-7e58-a8a4-63c5cfc007d0"),
        sku: 1_832_045_617 + n,
        text: crate::seed::TEXTS[usize::try_from(n).unwrap_or(0) % crate::seed::TEXTS.len()].to_owned(),
        published_at: "2026-03-10T14:08:00.257Z".into(),
        rating: n % 5 + 1,
        status: "NEW".into(),
        comments_amount: 0,
        photos_amount: 0,
        videos_amount: 0,
        order_status: "DELIVERED".into(),
        is_rating_participant: true,
    };
    Page { reviews: (0..20).map(review).collect(), last_id: "0192-0019".into(), has_next: true }
}

/// Serves until the process is ended; prints its address.
pub(crate) fn serve() -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|e| e.to_string())?;
    runtime.block_on(async {
        let answer = async |State(page): State<Arc<Page>>| Json((*page).clone());
        let router = Router::new().route("/", post(answer)).with_state(Arc::new(page()));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.map_err(|e| e.to_string())?;
        println!("{}", listener.local_addr().map_err(|e| e.to_string())?);
        axum::serve(listener, router).await.map_err(|e| e.to_string())
    })
}

/// Measures the ceiling now; each comparison measures its own, since the machine's speed drifts.
pub(crate) fn measure(seconds: u64) -> Result<Measured, String> {
    let this = std::env::current_exe().map_err(|e| e.to_string())?;
    let mut child = Ended(
        Command::new(this)
            .arg("ceiling")
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("the ceiling: {error}"))?,
    );
    let address = crate::product::first_line(&mut child.0)?;
    let request = Request::post("/", &[], r#"{"limit":20}"#);
    load::run(&address, 64, seconds, move |_, _| request.clone())
}

/// A child that ends with its owner.
pub(crate) struct Ended(pub(crate) Child);

impl Drop for Ended {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}
