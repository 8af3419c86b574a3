//! The ceiling: bare axum that serialises 20 reviews from memory, without sign-in, limits or a database.

use std::process::{Command, Stdio};
use std::sync::Arc;

use axum::extract::State;
use axum::routing::post;
use axum::{Json, Router};
use serde::Serialize;

use crate::child::{Ended, first_line};
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

/// The variable that names a file with an answer: the ceiling serialises the same from memory.
const SAME: &str = "OTKLIK_BENCH_SAME";

fn same() -> Result<serde_json::Value, String> {
    let Some(file) = std::env::var_os(SAME) else { return Ok(serde_json::Value::Null) };
    let text = std::fs::read(file).map_err(|e| e.to_string())?;
    serde_json::from_slice(&text).map_err(|e| e.to_string())
}

/// Serialised as it is, without a copy of it.
struct Shared(Arc<serde_json::Value>);

impl Serialize for Shared {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// Serves until the process is ended; prints its address.
pub(crate) fn serve() -> Result<(), String> {
    let same = Arc::new(same()?);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|e| e.to_string())?;
    runtime.block_on(async {
        let answer = async |State(page): State<Arc<Page>>| Json((*page).clone());
        let router = Router::new().route("/", post(answer)).with_state(Arc::new(page()));
        let again = async move || Json(Shared(Arc::clone(&same)));
        let router = router.route("/same", axum::routing::get(again));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.map_err(|e| e.to_string())?;
        println!("{}", listener.local_addr().map_err(|e| e.to_string())?);
        axum::serve(listener, router).await.map_err(|e| e.to_string())
    })
}

/// Measures the ceiling now; each comparison measures its own, since the machine's speed drifts.
pub(crate) fn measure(seconds: u64) -> Result<Measured, String> {
    started(None, seconds, Request::post("/", &[], r#"{"limit":20}"#))
}

/// Measures a bare server that serialises the same JSON as this answer.
pub(crate) fn measure_same(seconds: u64, answer: &[u8]) -> Result<Measured, String> {
    let file = std::env::temp_dir().join(format!("otklik-bench-{}.json", std::process::id()));
    std::fs::write(&file, answer).map_err(|e| e.to_string())?;
    let measured = started(Some(&file), seconds, Request::get("/same", &[]));
    drop(std::fs::remove_file(&file));
    measured
}

fn started(same: Option<&std::path::Path>, seconds: u64, request: Request) -> Result<Measured, String> {
    let this = std::env::current_exe().map_err(|e| e.to_string())?;
    let mut child = Ended(
        Command::new(this)
            .arg("ceiling")
            .envs(same.map(|file| (SAME, file)))
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("the ceiling: {error}"))?,
    );
    let address = first_line(&mut child.0)?;
    load::run(&address, 64, seconds, move |_, _| request.clone())
}
