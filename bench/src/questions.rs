//! The list of questions and the search in them, of the seller who has 20,000.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use app::commands::import::{self, NewQuestion, NewQuestionAnswer};
use app::queries::questions::{Filter, Order, Words, list};
use app::{App, CanRead, SellerStaff, Storage, SystemClock};
use domain::questions::{AuthorKind, Stage};
use domain::text::Query;
use domain::{SellerId, Sku, Timestamp};

use crate::data::Made;
use crate::load::{self, Measured, Request, now};
use crate::product::Product;
use crate::report::Report;
use crate::seed::{self, SELLER};
use crate::{Run, ceiling};

/// Texts that are put together into questions; written for this bench.
const TEXTS: [&str; 8] = [
    "Подскажите, какая длина стельки у сорок второго размера?",
    "Подойдут ли они на широкую стопу с высоким подъёмом?",
    "Можно ли стирать в машине, и при какой температуре?",
    "Есть ли в комплекте запасные шнурки?",
    "Из какого материала подошва, не скользит зимой?",
    "Это оригинал, и есть ли сертификат?",
    "Когда снова будет синий цвет?",
    "Чем отличается эта модель от прошлогодней?",
];
const BATCH: u64 = 2_000;
/// Connections that ask at once, as for reviews.
const CONNECTIONS: usize = 64;
/// What is searched for.
const QUERIES: [&str; 6] =
    ["стельки", "синий цвет", "подошва скользит", "\"в комплекте\"", "длина -стопу", "сертификат"];
const TIMES: usize = 200;

/// Adds questions to the sellers of the reviews, 20,000 of them to the one who is asked for.
fn ensure(storage: Storage, dir: &Path, questions: u64) -> Result<(), String> {
    seed::ensure(storage.clone(), dir, questions)?;
    let made = Made::at(&storage, dir, &format!("asked-{questions}"));
    if made.already() {
        return Ok(());
    }
    let app = App::open(storage, dir.join("media"), Arc::new(SystemClock)).map_err(|e| e.to_string())?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|e| e.to_string())?;
    runtime.block_on(async {
        for (seller, count) in seed::shares(questions) {
            for from in (0..count).step_by(usize::try_from(BATCH).unwrap_or(1)) {
                let batch = (from..count.min(from + BATCH)).map(|n| question(seller, n, app.now())).collect();
                import::questions(&app, seller, batch).await.map_err(|failure| failure.to_string())?;
            }
        }
        app.close().await;
        Ok::<_, String>(())
    })?;
    made.note()
}

fn question(seller: SellerId, n: u64, now: Timestamp) -> NewQuestion {
    let pick = |shift: u32, of: u64| (seed::mixed(seller, n) >> shift) % of;
    let text = |shift| TEXTS[usize::try_from(pick(shift, 8)).unwrap_or(0)];
    let asked_at = now.before(Duration::from_secs(3600 + pick(4, 63_000_000)));
    let answer = NewQuestionAnswer {
        author: AuthorKind::Seller,
        author_id: None,
        author_name: "Анна".into(),
        text: "Да, всё верно: смотрите таблицу на последней фотографии.".into(),
        at: asked_at.after(Duration::from_secs(7_200)),
        useful: 0,
    };
    NewQuestion {
        key: format!("bench {n}"),
        sku: Sku(seller.0 * 10_000 + i64::try_from(pick(20, 100)).unwrap_or(0)),
        product_name: Some("Кроссовки беговые".into()),
        buyer: None,
        buyer_name: "Мария К.".into(),
        text: format!("{} {}", text(8), text(16)),
        asked_at,
        stage: if pick(30, 10) < 3 { Stage::New } else { Stage::Viewed },
        same: i64::try_from(pick(44, 30)).unwrap_or(0),
        answers: if pick(36, 10) < 6 { vec![answer] } else { Vec::new() },
    }
}

fn ask_dialect(product: &Product, seconds: u64) -> Result<Measured, String> {
    let credentials = product.credentials();
    let headers: Vec<(&str, &str)> = credentials.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let request =
        Request::post("/v1/question/list", &headers, r#"{"limit":20,"sort_dir":"DESC","filter":{"status":"ALL"}}"#);
    load::run(&product.address, CONNECTIONS, seconds, move |_, _| request.clone())
}

fn ask_page(product: &Product, seconds: u64) -> Result<Measured, String> {
    let request = Request::get("/questions", &[("Cookie", &product.cookie), ("Accept-Language", "ru")]);
    load::run(&product.address, CONNECTIONS, seconds, move |_, _| request.clone())
}

fn search(storage: Storage, dir: &Path) -> Result<Measured, String> {
    let app = App::open(storage, dir.join("media"), Arc::new(SystemClock)).map_err(|e| e.to_string())?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|e| e.to_string())?;
    runtime.block_on(async {
        let words_of = |failure: app::Failure| failure.to_string();
        let key =
            app::commands::keys::create_by_operator(&app, SELLER, "bench", vec![domain::people::KeyRole::Admin]).await;
        let secret = key.map_err(words_of)?.secret;
        let program = app::queries::keys::by_secret(&app, SELLER, &secret).await.map_err(words_of)?;
        let staff: SellerStaff<CanRead> = program.member.with().map_err(|refusal| refusal.to_string())?;
        let mut took = Vec::with_capacity(QUERIES.len() * TIMES);
        let whole = now();
        for _ in 0..TIMES {
            for typed in QUERIES {
                let query = Query::parse(typed);
                let words = query.to_fts5(SELLER).zip(query.to_tsquery(SELLER));
                let words = words.map(|(fts5, tsquery)| Words { fts5, tsquery });
                let filter = Filter { words, ..Filter::default() };
                let begin = now();
                let page = list(&app, &staff, filter, Order::Newest, None, 20).await.map_err(words_of)?;
                took.push(begin.elapsed());
                if page.questions.is_empty() {
                    return Err(format!("nothing was found for {typed}"));
                }
            }
        }
        let whole = whole.elapsed();
        app.close().await;
        Measured::of(took, whole)
    })
}

/// The list and the search on SQLite.
pub(crate) fn sqlite(run: &Run, report: &mut Report) -> Result<(), String> {
    let dir = run.data.join(format!("sqlite-{}", run.reviews));
    let storage = Storage::Sqlite { dir: dir.clone() };
    ensure(storage.clone(), &dir, run.reviews)?;
    let product = Product::start(&run.product, &storage, &dir, &[])?;
    let ceiling = ceiling::measure(run.seconds)?;
    let list = ask_dialect(&product, run.seconds)?;
    let what = format!("list of 20 questions, {} stored, dialect JSON, SQLite", run.reviews);
    report.ratio(&what, &list, &ceiling, "ceiling");
    let page = ask_page(&product, run.seconds)?;
    report.ratio("the page of questions as HTML in the cabinet, SQLite", &page, &list, "its JSON");
    drop(product);
    let what = format!("search of questions, {} stored, a seller's 20,000, SQLite", run.reviews);
    report.rate(&what, &search(storage, &dir)?);
    Ok(())
}

/// The list and the search on PostgreSQL.
pub(crate) fn postgres(run: &Run, url: &str, report: &mut Report) -> Result<(), String> {
    let dir = run.data.join(format!("postgres-{}", run.reviews));
    let storage = Storage::Postgres { url: url.to_owned() };
    ensure(storage.clone(), &dir, run.reviews)?;
    let product = Product::start(&run.product, &storage, &dir, &[])?;
    let list = ask_dialect(&product, run.seconds)?;
    report.rate(&format!("list of 20 questions, {} stored, dialect JSON, PostgreSQL", run.reviews), &list);
    drop(product);
    let what = format!("search of questions, {} stored, a seller's 20,000, PostgreSQL", run.reviews);
    report.rate(&what, &search(storage, &dir)?);
    Ok(())
}
