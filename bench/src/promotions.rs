//! Promotions in a shop of 1,000,000 products: joining, prices that follow, the page of candidates.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use app::commands::import::{self, NewPromotion};
use app::commands::promotions::{self, Entry, schedule};
use app::queries::promotions::CandidateFilter;
use app::{App, CanPromote, SellerStaff, Storage};
use domain::promotions::admission::Ask;
use domain::promotions::benefit::Benefit;
use domain::promotions::condition::Condition;
use domain::promotions::{Enrol, Funding, Kind, Mode, Standing, State};
use domain::{PromotionId, Sku, Timestamp};
use store::promotions::participations::{self, Participation};
use store::{Store, StoreError};

use crate::data::{Made, open, runtime, words};
use crate::load::{self, Measured, Request, now};
use crate::product::Product;
use crate::report::{Report, millis};
use crate::seed::{self, SELLER};
use crate::{Run, ceiling};

/// Products of the shop.
const PRODUCTS: i64 = 1_000_000;
/// Products in one transaction while they are written.
const BATCH: i64 = 5_000;
/// The promotion in which all of them are.
const EVERYTHING: PromotionId = PromotionId(9_200_000_000_000_901);
/// The one that products join and leave.
const SOME: PromotionId = PromotionId(9_200_000_000_000_902);
/// The first of those that join and leave: in the middle of the shop, so that most of it stands before and after them.
const JOINERS: i64 = PRODUCTS / 2;
/// How often a thousand products join.
const ROUNDS: i64 = 20;
/// Connections that ask at once, as for reviews.
const CONNECTIONS: usize = 64;

fn promotion(id: PromotionId, now: Timestamp) -> NewPromotion {
    NewPromotion {
        id,
        kind: Kind::Discount,
        title: ("Зимняя распродажа".into(), "Winter sale".into()),
        description: (String::new(), String::new()),
        funding: Funding::Seller,
        conditions: vec![Condition::MinDiscount { bp: 1_000 }],
        benefit: Benefit::Price,
        time: (now.before(Duration::from_secs(60)), now.after(Duration::from_secs(365 * 86_400))),
        freeze_at: None,
        auto_add_at: None,
        enrol: Enrol::Ask,
    }
}

/// Writes the shop, its products and what takes part, where they are not there yet.
fn ensure(storage: &Storage, dir: &Path) -> Result<(), String> {
    std::fs::create_dir_all(dir).map_err(words)?;
    let made = Made::at(storage, dir, "promoted");
    if made.already() {
        return Ok(());
    }
    let runtime = runtime()?;
    let app = open(storage, dir)?;
    runtime.block_on(async {
        app::commands::people::introduce(&app, vec![seed::seller(SELLER)], Vec::new()).await.map_err(words)?;
        for from in (0..PRODUCTS).step_by(usize::try_from(BATCH).unwrap_or(1)) {
            let batch = (from..from + BATCH).map(|n| seed::product(SELLER, n, app.now()));
            import::products(&app, batch.collect()).await.map_err(words)?;
        }
        let both = vec![promotion(EVERYTHING, app.now()), promotion(SOME, app.now())];
        import::promotions(&app, both).await.map_err(words)?;
        app.close().await;
        Ok::<_, String>(())
    })?;
    drop(app);
    let store = Store::open(storage.clone()).map_err(words)?;
    runtime.block_on(async {
        for from in (0..PRODUCTS).step_by(usize::try_from(BATCH).unwrap_or(1)) {
            let written = store.write(move |tx| {
                (from..from + BATCH).try_for_each(|n| participations::put(tx, &participation(n)))?;
                Ok::<_, StoreError>(())
            });
            written.await.map_err(words)?;
        }
        store.close().await;
        Ok::<_, String>(())
    })?;
    made.note()
}

fn participation(n: i64) -> Participation {
    let product = seed::product(SELLER, n, Timestamp(0));
    Participation {
        seller: SELLER,
        promotion: EVERYTHING,
        sku: product.sku,
        standing: Standing::In,
        price: Some(product.price.minor * 8 / 10),
        quantity: None,
        sold: 0,
        reserved: 0,
        mode: Mode::Manual,
        reason: String::new(),
        agreed_by: "system".into(),
        agreed_at: Timestamp(0),
        terms: "{}".into(),
        version: 1,
        updated_at: Timestamp(0),
    }
}

async fn staff(app: &App) -> Result<SellerStaff<CanPromote>, String> {
    let roles = vec![domain::people::KeyRole::Admin];
    let key = app::commands::keys::create_by_operator(app, SELLER, "bench", roles).await.map_err(words)?;
    let program = app::queries::keys::by_secret(app, SELLER, &key.secret).await.map_err(words)?;
    program.member.with().map_err(words)
}

/// A thousand products join in one call, again and again; each time others leave first.
async fn joining(app: &App, staff: &SellerStaff<CanPromote>) -> Result<Measured, String> {
    let mut took = Vec::new();
    let whole = now();
    for round in 0..ROUNDS {
        let numbers = JOINERS + round * 1_000..JOINERS + (round + 1) * 1_000;
        let products: Vec<_> = numbers.map(|n| seed::product(SELLER, n, Timestamp(0))).collect();
        let skus: Vec<Sku> = products.iter().map(|product| product.sku).collect();
        promotions::leave(app, staff, SOME, skus).await.map_err(words)?;
        let entries = products.iter().map(|product| {
            let price = Some(product.price.minor * 7 / 10);
            Entry { sku: product.sku, ask: Ask { price, quantity: None }, seen: None }
        });
        let entries: Vec<Entry> = entries.collect();
        let begin = now();
        let outcomes = promotions::join(app, staff, SOME, entries).await.map_err(words)?;
        took.push(begin.elapsed());
        if let Some((sku, Err(refusal))) = outcomes.into_iter().find(|(_, outcome)| outcome.is_err()) {
            return Err(format!("{sku} was refused: {refusal}"));
        }
    }
    Measured::of(took, whole.elapsed())
}

/// The prices of all products are brought up to date after the promotion begins, while others read.
async fn following(app: &App, staff: &SellerStaff<CanPromote>) -> Result<(usize, Duration, Measured), String> {
    let done = Arc::new(AtomicBool::new(false));
    let (stop, other, reader) = (Arc::clone(&done), app.clone(), staff.reader());
    let reading = tokio::spawn(async move {
        let (mut took, whole) = (Vec::new(), now());
        while !stop.load(Ordering::Relaxed) {
            let begin = now();
            let filter = CandidateFilter::default();
            let page = app::queries::promotions::candidates(&other, &reader, SOME, filter, Sku(0), 20).await;
            page.map_err(words)?;
            took.push(begin.elapsed());
        }
        Measured::of(took, whole.elapsed())
    });
    let begin = now();
    let changed = schedule::reprice(app, EVERYTHING, "bench").await.map_err(words)?;
    let took = begin.elapsed();
    done.store(true, Ordering::Relaxed);
    let read = reading.await.map_err(words)??;
    Ok((changed, took, read))
}

/// Pauses the promotion or lets it go on, so that all prices change.
fn turn(storage: &Storage, state: State) -> Result<(), String> {
    let store = Store::open(storage.clone()).map_err(words)?;
    runtime()?.block_on(async {
        let written = store.write(move |tx| {
            let found = store::promotions::by_id(tx, EVERYTHING)?;
            let Some(mut promotion) = found else { return Err(StoreError::other("no promotion")) };
            promotion.state = state;
            store::promotions::update(tx, &promotion)
        });
        written.await.map_err(words)?;
        store.close().await;
        Ok(())
    })
}

fn measure(storage: &Storage, dir: &Path, engine: &str, report: &mut Report) -> Result<(), String> {
    ensure(storage, dir)?;
    let runtime = runtime()?;
    for (state, what) in [(State::Paused, "after it is paused"), (State::Published, "after it begins")] {
        turn(storage, state)?;
        let app = open(storage, dir)?;
        let (changed, took, read) = runtime.block_on(async {
            let staff = staff(&app).await?;
            let followed = following(&app, &staff).await?;
            app.close().await;
            Ok::<_, String>(followed)
        })?;
        report.value(&format!("{changed} prices follow a promotion {what}, {engine}"), &millis(took));
        report.rate(&format!("pages of candidates read meanwhile, {engine}"), &read);
    }
    let app = open(storage, dir)?;
    let joined = runtime.block_on(async {
        let staff = staff(&app).await?;
        let joined = joining(&app, &staff).await?;
        app.close().await;
        Ok::<_, String>(joined)
    })?;
    report.rate(&format!("1,000 products join a promotion that runs, in one call, durable, {engine}"), &joined);
    Ok(())
}

fn candidates(product: &Product) -> Request {
    let credentials = product.credentials();
    let headers: Vec<(&str, &str)> = credentials.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    Request::post("/v1/actions/candidates", &headers, &format!(r#"{{"action_id":{SOME},"limit":100}}"#))
}

/// Everything on SQLite; the page of candidates against a bare server that serialises the same answer.
pub(crate) fn sqlite(run: &Run, report: &mut Report) -> Result<(), String> {
    let dir = run.data.join("sqlite-promotions");
    let storage = Storage::Sqlite { dir: dir.clone() };
    measure(&storage, &dir, "SQLite", report)?;
    let product = Product::start(&run.product, &storage, &dir, &[])?;
    let request = candidates(&product);
    let answer = load::once(&product.address, &request)?;
    let ceiling = ceiling::measure_same(run.seconds, &answer)?;
    let page = load::run(&product.address, CONNECTIONS, run.seconds, move |_, _| request.clone())?;
    let what = format!("page of 100 candidates, {PRODUCTS} products, dialect JSON, SQLite");
    report.ratio(&what, &page, &ceiling, "ceiling");
    Ok(())
}

/// Joining and prices that follow on PostgreSQL.
pub(crate) fn postgres(run: &Run, url: &str, report: &mut Report) -> Result<(), String> {
    let dir = run.data.join("postgres-promotions");
    let storage = Storage::Postgres { url: url.to_owned() };
    measure(&storage, &dir, "PostgreSQL", report)
}
