//! The page that is asked for most: 20 reviews of one seller.

use app::Storage;

use crate::load::{self, Measured, Request};
use crate::product::Product;
use crate::report::Report;
use crate::{Run, ceiling, seed};

/// Connections that ask at once.
const CONNECTIONS: usize = 64;

fn ask_dialect(product: &Product, seconds: u64) -> Result<Measured, String> {
    let credentials = product.credentials();
    let headers: Vec<(&str, &str)> = credentials.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let request = Request::post("/v2/review/list", &headers, r#"{"limit":20,"sort_dir":"DESC"}"#);
    load::run(&product.address, CONNECTIONS, seconds, move |_, _| request.clone())
}

fn ask_page(product: &Product, seconds: u64) -> Result<Measured, String> {
    let request = Request::get("/reviews?sort=newest", &[("Cookie", &product.cookie), ("Accept-Language", "ru")]);
    load::run(&product.address, CONNECTIONS, seconds, move |_, _| request.clone())
}

/// The list on SQLite with so many reviews stored; with the most, also the page, memory and the time to start.
pub(crate) fn sqlite(run: &Run, reviews: u64, report: &mut Report) -> Result<(), String> {
    let dir = run.data.join(format!("sqlite-{reviews}"));
    let storage = Storage::Sqlite { dir: dir.clone() };
    seed::ensure(storage.clone(), &dir, reviews)?;
    let product = Product::start(&run.product, &storage, &dir, &[])?;
    let idle = product.resident()?;
    let ceiling = ceiling::measure(run.seconds)?;
    let list = ask_dialect(&product, run.seconds)?;
    report.ratio(&format!("list of 20, {reviews} stored, dialect JSON, SQLite"), &list, &ceiling, "ceiling");
    if reviews == run.reviews {
        let page = ask_page(&product, run.seconds)?;
        report.ratio("the same page as HTML in the cabinet, SQLite", &page, &list, "its JSON");
        report.value("memory idle, SQLite", &format!("{idle:.0} MiB"));
        report.value("memory after the lists, SQLite", &format!("{:.0} MiB", product.resident()?));
        let millis = product.started_in.as_secs_f64() * 1000.0;
        report.value(&format!("start to first answer, {reviews} stored, SQLite"), &format!("{millis:.0} ms"));
        report.sqlite_list = Some(list);
    }
    Ok(())
}

/// The list on PostgreSQL.
pub(crate) fn postgres(run: &Run, url: &str, report: &mut Report) -> Result<(), String> {
    let dir = run.data.join(format!("postgres-{}", run.reviews));
    // The cluster is a scratch one: what an earlier run has left in the folder says nothing of this one.
    drop(std::fs::remove_dir_all(&dir));
    let storage = Storage::Postgres { url: url.to_owned() };
    seed::ensure(storage.clone(), &dir, run.reviews)?;
    let product = Product::start(&run.product, &storage, &dir, &[])?;
    let list = ask_dialect(&product, run.seconds)?;
    let peer = report.sqlite_list.clone().ok_or("SQLite's list comes first")?;
    report.ratio(&format!("list of 20, {} stored, dialect JSON, PostgreSQL", run.reviews), &list, &peer, "SQLite's");
    Ok(())
}
