//! Keyword search among all reviews, by one seller who has 20,000.

use std::sync::Arc;
use std::time::Duration;

use app::queries::reviews::{Filter, Order, list, words};
use app::{App, CanRead, SellerStaff, Storage, SystemClock};

use crate::load::{Measured, now};
use crate::report::Report;
use crate::seed::SELLER;
use crate::{Run, seed};

/// What is searched for: rare and frequent words, several, a phrase, a word left out.
const QUERIES: [&str; 8] = [
    "порвались",
    "кроссовки",
    "возврат",
    "размер таблица",
    "\"закипает за три минуты\"",
    "тёплые -молния",
    "чайник шумит",
    "молния",
];
/// How often each is asked.
const TIMES: usize = 200;

fn measure(storage: Storage, dir: &std::path::Path) -> Result<Measured, String> {
    let app = App::open(storage, dir.join("media"), Arc::new(SystemClock)).map_err(|e| e.to_string())?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|e| e.to_string())?;
    runtime.block_on(async {
        let words_of = |failure: app::Failure| failure.to_string();
        let key =
            app::commands::keys::create_by_operator(&app, SELLER, "bench", vec![domain::people::KeyRole::Admin]).await;
        let secret = key.map_err(words_of)?.secret;
        let program = app::queries::keys::by_secret(&app, SELLER, &secret).await.map_err(words_of)?;
        let staff: SellerStaff<CanRead> = program.member.with().map_err(|refusal| refusal.to_string())?;
        let mut took: Vec<Duration> = Vec::with_capacity(QUERIES.len() * TIMES);
        let whole = now();
        for _ in 0..TIMES {
            for query in QUERIES {
                let filter = Filter { words: words(SELLER, query, false), ..Filter::default() };
                let begin = now();
                let page = list(&app, &staff, filter, Order::Newest, None, 20).await.map_err(words_of)?;
                took.push(begin.elapsed());
                if page.reviews.is_empty() && !query.contains('"') {
                    return Err(format!("nothing was found for {query}"));
                }
            }
        }
        let whole = whole.elapsed();
        app.close().await;
        Measured::of(took, whole)
    })
}

/// On SQLite.
pub(crate) fn sqlite(run: &Run, report: &mut Report) -> Result<(), String> {
    let dir = run.data.join(format!("sqlite-{}", run.reviews));
    let storage = Storage::Sqlite { dir: dir.clone() };
    seed::ensure(storage.clone(), &dir, run.reviews)?;
    report.rate(&format!("search, {} stored, a seller's 20,000, SQLite", run.reviews), &measure(storage, &dir)?);
    Ok(())
}

/// On PostgreSQL.
pub(crate) fn postgres(run: &Run, url: &str, report: &mut Report) -> Result<(), String> {
    let dir = run.data.join(format!("postgres-{}", run.reviews));
    let storage = Storage::Postgres { url: url.to_owned() };
    report.rate(&format!("search, {} stored, a seller's 20,000, PostgreSQL", run.reviews), &measure(storage, &dir)?);
    Ok(())
}
