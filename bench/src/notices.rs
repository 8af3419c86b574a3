//! 100,000 buyers are told of one promotion, while somebody else is told something now and then.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use app::queries::notices::{Cursor, Part};
use app::{App, Clock as _, Storage, SystemClock};
use domain::chats::Scheme;
use domain::event::{By, Event};
use domain::notices::{Choice, Settings, Topic};
use domain::people::{KeyRole, Role};
use domain::promotions::{Enrol, Funding, Kind, State};
use domain::reviews::OrderStatus;
use domain::{Currency, Money, OrderId, PersonId, PromotionId, SellerId, Timestamp};
use store::notices::{self, contacts};
use store::orders::OrderItem;
use store::promotions::Promotion;
use store::{Store, StoreError, log, orders, people, promotions};

use crate::Run;
use crate::data::{Made, open, runtime, words};
use crate::load::{Measured, now};
use crate::report::{Report, millis};
use crate::seed::{self, SELLER};

/// Buyers of the shop; each wants to hear of promotions, in the app and by mail.
const BUYERS: u64 = 100_000;
/// Buyers in one transaction while they are written.
const BATCH: u64 = 2_000;
/// How long it is looked at how things usually go.
const USUALLY: Duration = Duration::from_secs(3);
/// The promotion that they are told of.
const SALE: PromotionId = PromotionId(9_200_000_000_000_950);
/// Whoever is told something meanwhile, and where they work.
const OTHER: SellerId = SellerId(8);

fn buyer(n: u64) -> PersonId {
    PersonId(uuid::Builder::from_random_bytes((u128::from(n) | 1 << 100).to_be_bytes()).into_uuid())
}

fn clerk() -> PersonId {
    buyer(BUYERS + 1)
}

fn settings() -> Result<String, StoreError> {
    let topics = [(Topic::Promotions, Choice { email: true, ..Choice::default() })].into();
    serde_json::to_string(&Settings { topics, ..Settings::default() }).map_err(|e| StoreError::other(e.to_string()))
}

fn item(n: u64, now: Timestamp) -> OrderItem {
    let product = seed::product(SELLER, 0, now);
    OrderItem {
        seller: SELLER,
        order: OrderId(format!("told-{n}")),
        sku: product.sku,
        buyer: Some(buyer(n)),
        status: OrderStatus::Delivered,
        price: Money { minor: 100_000, currency: Currency::Rub },
        ordered_at: Some(now),
        delivered_at: Some(now),
        scheme: Scheme::Fbo,
        paid_at: Some(now),
    }
}

/// Writes the shop and its buyers, where they are not there yet.
fn ensure(storage: &Storage, dir: &Path) -> Result<(), String> {
    std::fs::create_dir_all(dir).map_err(words)?;
    let made = Made::at(storage, dir, "told");
    if made.already() {
        return Ok(());
    }
    let runtime = runtime()?;
    let app = open(storage, dir)?;
    runtime.block_on(async {
        let shops = vec![seed::seller(SELLER), seed::seller(OTHER)];
        app::commands::people::introduce(&app, shops, Vec::new()).await.map_err(words)?;
        let goods = vec![seed::product(SELLER, 0, app.now())];
        app::commands::import::products(&app, goods).await.map_err(words)?;
        app.close().await;
        Ok::<_, String>(())
    })?;
    drop(app);
    let store = Store::open(storage.clone()).map_err(words)?;
    let at = Timestamp(1_780_000_000_000_000);
    runtime.block_on(async {
        for from in (0..BUYERS).step_by(usize::try_from(BATCH).unwrap_or(1)) {
            let written = store.write(move |tx| {
                let settings = settings()?;
                for n in from..from + BATCH {
                    people::insert_person(tx, buyer(n), "Мария К.", at)?;
                    orders::upsert(tx, &item(n, at))?;
                    notices::put_settings(tx, Part::buyer(buyer(n)), &settings, at)?;
                    contacts::put(tx, buyer(n), &format!("buyer{n}@example.com"), "ru", Some(at), at)?;
                }
                Ok::<_, StoreError>(())
            });
            written.await.map_err(words)?;
        }
        let written = store.write(move |tx| {
            people::insert_person(tx, clerk(), "Анна", at)?;
            people::insert_staff(tx, OTHER, clerk(), Role::Owner)
        });
        written.await.map_err(words)?;
        store.close().await;
        Ok::<_, String>(())
    })?;
    made.note()
}

/// The promotion begins: its event stands in the log, and nobody has looked at it yet.
fn begin(storage: &Storage) -> Result<(), String> {
    let store = Store::open(storage.clone()).map_err(words)?;
    runtime()?.block_on(async {
        let written = store.write(|tx| {
            let now = SystemClock.now();
            if promotions::by_id(tx, SALE)?.is_none() {
                promotions::insert(tx, &sale(now))?;
            }
            log::append(tx, now, SELLER, By::System, &Event::PromotionStarted { promotion: SALE.0 })
        });
        written.await.map_err(words)?;
        store.close().await;
        Ok(())
    })
}

fn sale(now: Timestamp) -> Promotion {
    Promotion {
        seller: SELLER,
        id: SALE,
        kind: Kind::Discount,
        title: ("Тёплая неделя".into(), String::new()),
        description: (String::new(), String::new()),
        state: State::Published,
        funding: Funding::Seller,
        conditions: "[]".into(),
        benefit: r#"{"type":"price"}"#.into(),
        currency: Currency::Rub,
        starts_at: now,
        ends_at: now.after(Duration::from_secs(365 * 86_400)),
        freeze_at: None,
        auto_add_at: None,
        enrol: Enrol::Ask,
        budget: None,
        codes: None,
        nominates: false,
        created_by: "system".into(),
        created_at: now,
        version: 1,
        counted: promotions::Counted::default(),
    }
}

/// How long the other person waits for a notice, again and again until everybody is told.
async fn beside(app: App, stop: Arc<AtomicBool>) -> Result<Measured, String> {
    let (mut took, whole) = (Vec::new(), now());
    let part = Part::staff(clerk(), OTHER);
    // What is unread is counted up to a limit.
    app::commands::notices::read(&app, part, Cursor { seq: i64::MAX }).await.map_err(words)?;
    let mut known = told(&app, part).await?;
    while !stop.load(Ordering::Relaxed) {
        let begin = now();
        let roles = vec![KeyRole::AdminReadOnly];
        app::commands::keys::create_by_operator(&app, OTHER, "bench", roles).await.map_err(words)?;
        let mut signals = app.signals();
        loop {
            let seen = told(&app, part).await?;
            if seen > known {
                known = seen;
                break;
            }
            let _ = tokio::time::timeout(Duration::from_millis(5), signals.recv()).await;
        }
        took.push(begin.elapsed());
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    Measured::of(took, whole.elapsed())
}

/// The same when there is nothing else to do.
async fn usually(app: &App) -> Result<Measured, String> {
    let done = Arc::new(AtomicBool::new(false));
    let other = tokio::spawn(beside(app.clone(), Arc::clone(&done)));
    tokio::time::sleep(USUALLY).await;
    done.store(true, Ordering::Relaxed);
    other.await.map_err(words)?
}

async fn told(app: &App, part: Part) -> Result<i64, String> {
    let unread = app::queries::notices::unread(app, part).await.map_err(words)?;
    Ok(unread.iter().map(|(_, number)| number).sum())
}

fn measure(storage: &Storage, dir: &Path, engine: &str, report: &mut Report) -> Result<(), String> {
    ensure(storage, dir)?;
    begin(storage)?;
    let app = open(storage, dir)?;
    let (usual, took, other) = runtime()?.block_on(async {
        let last = (0..BUYERS).map(buyer).max_by_key(ToString::to_string).unwrap_or_else(clerk);
        let before = told(&app, Part::buyer(last)).await?;
        let (stop, ended) = tokio::sync::oneshot::channel::<()>();
        let begin = now();
        let worker = tokio::spawn(app::worker::run(app.clone(), async move { ended.await.unwrap_or(()) }));
        let done = Arc::new(AtomicBool::new(false));
        let other = tokio::spawn(beside(app.clone(), Arc::clone(&done)));
        while told(&app, Part::buyer(last)).await? == before {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let took = begin.elapsed();
        done.store(true, Ordering::Relaxed);
        let other = other.await.map_err(words)??;
        let usual = usually(&app).await?;
        drop(stop);
        worker.await.map_err(words)?;
        app.close().await;
        Ok::<_, String>((usual, took, other))
    })?;
    report.value(
        &format!("{BUYERS} buyers told of one promotion: settings applied, shown, queued for mail, {engine}"),
        &millis(took),
    );
    report.rate(&format!("from an event of another shop to its notice meanwhile, {engine}"), &other);
    report.rate(&format!("the same when nobody else is told anything, {engine}"), &usual);
    Ok(())
}

/// On SQLite.
pub(crate) fn sqlite(run: &Run, report: &mut Report) -> Result<(), String> {
    let dir = run.data.join("sqlite-notices");
    measure(&Storage::Sqlite { dir: dir.clone() }, &dir, "SQLite", report)
}

/// On PostgreSQL.
pub(crate) fn postgres(run: &Run, url: &str, report: &mut Report) -> Result<(), String> {
    let dir = run.data.join("postgres-notices");
    measure(&Storage::Postgres { url: url.to_owned() }, &dir, "PostgreSQL", report)
}
