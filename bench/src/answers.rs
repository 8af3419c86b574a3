//! Durable answers: on the disk, with their event and what follows, before the client hears of it.

use app::Storage;

use crate::load::{self, Measured, Request};
use crate::product::Product;
use crate::report::Report;
use crate::{Run, seed};

/// Clients that answer at once.
const CLIENTS: usize = 64;
/// Reviews stored where answers are written.
const STORED: u64 = 100_000;

fn answer(product: &Product, ids: &[String], seconds: u64) -> Result<Measured, String> {
    let (credentials, ids) = (product.credentials(), ids.to_vec());
    load::run(&product.address, CLIENTS, seconds, move |me, n| {
        let headers: Vec<(&str, &str)> =
            credentials.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        // Every client walks its own share of the reviews, so that no two write under one review at once.
        let at = (me + CLIENTS * usize::try_from(n).unwrap_or(0)) % ids.len();
        let body = format!(r#"{{"review_id":"{}","text":"Спасибо за отзыв, передали команде. {me}-{n}"}}"#, ids[at]);
        Request::post("/v1/review/comment/create", &headers, &body)
    })
}

/// The seller's review ids, read through the dialect page by page.
fn ids(product: &Product) -> Result<Vec<String>, String> {
    let mut all = Vec::new();
    let mut last = String::new();
    while all.len() < 5_000 {
        let body = format!(r#"{{"limit":100,"last_id":"{last}"}}"#);
        let answer = ask(product, "/v2/review/list", &body)?;
        let page: serde_json::Value = serde_json::from_str(&answer).map_err(|e| format!("{e}: {answer}"))?;
        let reviews = page["reviews"].as_array().ok_or("a list without reviews")?;
        all.extend(reviews.iter().filter_map(|review| review["id"].as_str().map(str::to_owned)));
        page["last_id"].as_str().unwrap_or_default().clone_into(&mut last);
        if page["has_next"] != true {
            break;
        }
    }
    if all.is_empty() { Err("the seller has no reviews".into()) } else { Ok(all) }
}

pub(crate) fn ask(product: &Product, path: &str, body: &str) -> Result<String, String> {
    use std::io::{Read, Write};
    let mut stream = std::net::TcpStream::connect(&product.address).map_err(|e| e.to_string())?;
    let headers =
        product.credentials().iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect::<Vec<_>>().concat();
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n{headers}\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).map_err(|e| e.to_string())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).map_err(|e| e.to_string())?;
    answer.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).ok_or_else(|| "an answer without a body".into())
}

/// On SQLite, in groups and one transaction each.
pub(crate) fn sqlite(run: &Run, report: &mut Report) -> Result<(), String> {
    let dir = run.data.join(format!("sqlite-{STORED}"));
    let storage = Storage::Sqlite { dir: dir.clone() };
    seed::ensure(storage.clone(), &dir, STORED)?;
    let single = {
        let product = Product::start(&run.product, &storage, &dir, &[("OTKLIK_WRITE_GROUP", "1")])?;
        let ids = ids(&product)?;
        answer(&product, &ids, run.seconds)?
    };
    let product = Product::start(&run.product, &storage, &dir, &[])?;
    let ids = ids(&product)?;
    let grouped = answer(&product, &ids, run.seconds)?;
    report.ratio("durable answers, 64 clients, SQLite", &grouped, &single, "one transaction each");
    report.value("memory after the answers, SQLite", &format!("{:.0} MiB", product.resident()?));
    Ok(())
}

/// On PostgreSQL.
pub(crate) fn postgres(run: &Run, url: &str, report: &mut Report) -> Result<(), String> {
    let dir = run.data.join(format!("postgres-{}", run.reviews));
    let storage = Storage::Postgres { url: url.to_owned() };
    let product = Product::start(&run.product, &storage, &dir, &[])?;
    let ids = ids(&product)?;
    let grouped = answer(&product, &ids, run.seconds)?;
    report.rate("durable answers, 64 clients, PostgreSQL", &grouped);
    Ok(())
}
