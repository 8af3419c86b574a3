//! Messages as they happen: thousands of connections that only wait, and beside them messages that are to arrive at once.

mod feeds;
mod handed;
mod people;
mod send;
mod talks;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use app::{App, Failure, Storage, SystemClock};

use crate::Run;
use crate::load::{Measured, now};
use crate::product::Product;
use crate::report::{Report, millis};
use crate::seed::{self, SELLER};
use feeds::{Feeds, Heard, MESSAGES, NOTICES, Reader};
use people::Buyer;
use send::Sent;
use talks::Talk;

/// Buyers who are written to.
const RECEIVING: usize = 1_000;
/// What a connection costs is looked at when everything is still.
const STILL: Duration = Duration::from_secs(2);
/// Connections that are opened and closed before anything is measured: what the product keeps for all of them together is not
/// what one costs.
const BEFORE: usize = 200;
/// How long the last messages may be under way.
const GRACE: Duration = Duration::from_secs(3);

/// Who waits, who is written to, and by whom.
struct People {
    idle: Vec<Buyer>,
    receiving: Vec<Buyer>,
    talks: Vec<Talk>,
}

async fn invite(app: &App, connections: usize) -> Result<People, Failure> {
    app::commands::people::introduce(app, vec![seed::seller(SELLER)], Vec::new()).await?;
    let idle = people::buyers(app, connections).await?;
    let receiving = people::buyers(app, RECEIVING).await?;
    let talks = talks::open_all(app, &receiving).await?;
    Ok(People { idle, receiving, talks })
}

/// What became of the messages.
#[derive(Debug, Default)]
struct Outcome {
    took: Vec<Duration>,
    lost: usize,
    doubled: usize,
}

impl Outcome {
    fn of(sent: &[Sent], received: Vec<Heard>) -> Self {
        let mut arrivals: HashMap<String, Vec<Instant>> = HashMap::with_capacity(sent.len());
        for Heard { what, at, .. } in received {
            arrivals.entry(what).or_default().push(at);
        }
        let mut outcome = Self::default();
        for message in sent {
            match arrivals.get(&message.id).map_or(&[][..], Vec::as_slice) {
                [] => outcome.lost += 1,
                [first, more @ ..] => {
                    outcome.doubled += more.len();
                    outcome.took.push(first.duration_since(message.at));
                }
            }
        }
        outcome
    }
}

/// The connections that wait cost files on both sides.
fn enough_files(connections: usize) -> Result<(), String> {
    let limits = std::fs::read_to_string("/proc/self/limits").map_err(|e| e.to_string())?;
    let soft = limits.lines().find_map(|line| line.strip_prefix("Max open files")?.split_whitespace().next());
    let (soft, needed) = (soft.and_then(|soft| soft.parse::<usize>().ok()), connections + RECEIVING + 1_000);
    match soft {
        Some(soft) if soft < needed => Err(format!("{needed} open files are needed: say `ulimit -n {needed}` before")),
        _ => Ok(()),
    }
}

/// Resident KiB for each connection that only waits, by the difference that all of them make.
#[expect(clippy::cast_precision_loss, reason = "a size for people")]
async fn cost(product: &Product, idle: &[Reader]) -> Result<(f64, Feeds), String> {
    drop(Feeds::open(&product.address, MESSAGES, &idle[..BEFORE.min(idle.len())]).await?);
    tokio::time::sleep(STILL).await;
    let before = product.resident()?;
    let feeds = Feeds::open(&product.address, MESSAGES, idle).await?;
    tokio::time::sleep(STILL).await;
    let each = (product.resident()? - before) * 1024.0 / idle.len() as f64;
    Ok((each, feeds))
}

async fn measure(run: &Run, product: &Product, people: People, report: &mut Report) -> Result<(), String> {
    let reader = |buyer: &Buyer| Reader::new("/api/v1/buyer/events", std::slice::from_ref(&buyer.cookie));
    let idle: Vec<_> = people.idle.iter().map(reader).collect();
    let (each, mut waiting) = cost(product, &idle).await?;
    let what = format!("resident memory of a connection that waits, {} open", waiting.len());
    report.value(&what, &format!("{each:.1} KiB"));
    let receiving: Vec<_> = people.receiving.iter().map(reader).collect();
    let receiving = Feeds::open(&product.address, MESSAGES, &receiving).await?;
    let (talks, begin) = (people.talks, now());
    let sent = send::send(&product.address, run.rate, run.seconds, move |n| {
        talks[usize::try_from(n).unwrap_or(0) % talks.len()].message(n)
    });
    let (sent, whole) = (sent.await?, begin.elapsed());
    tokio::time::sleep(GRACE).await;
    let outcome = Outcome::of(&sent, receiving.arrived());
    tell(report, waiting.len(), &sent, outcome, whole)
}

fn tell(report: &mut Report, waiting: usize, sent: &[Sent], outcome: Outcome, whole: Duration) -> Result<(), String> {
    let slowest = outcome.took.iter().max().copied().unwrap_or_default();
    let what =
        format!("a message from its sending to its arrival, {RECEIVING} receive, {waiting} wait beside them, SQLite");
    report.rate(&what, &Measured::of(outcome.took, whole)?);
    report.value("the slowest of them", &millis(slowest));
    let answered = sent.iter().map(|message| message.answered).collect();
    report.rate("the answer to its sender, on the disk", &Measured::of(answered, whole)?);
    let (lost, doubled) = (outcome.lost, outcome.doubled);
    report.value(&format!("of {} messages", sent.len()), &format!("{lost} lost, {doubled} doubled"));
    Ok(())
}

/// Messages to buyers who have a page open and want to hear of them by mail and by push: from the sending to the page, the mail
/// server and the push service.
pub(crate) fn handed(run: &Run, report: &mut Report) -> Result<(), String> {
    let dir = run.data.join("handed-sqlite");
    drop(std::fs::remove_dir_all(&dir));
    std::fs::create_dir_all(&dir).map_err(|e| e.to_string())?;
    let storage = Storage::Sqlite { dir: dir.clone() };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|e| e.to_string())?;
    let sinks = runtime.block_on(handed::Sinks::open())?;
    std::fs::write(dir.join("bench.toml"), sinks.configuration()).map_err(|e| e.to_string())?;
    let people = runtime.block_on(prepare(storage.clone(), &dir, 1))?;
    let talks: Vec<_> = people.talks.into_iter().step_by(RECEIVING / handed::BUYERS).collect();
    let cookie = |talk: &Talk| people.receiving.iter().find(|buyer| buyer.id == talk.buyer).map(|buyer| &buyer.cookie);
    let pages: Vec<_> =
        talks.iter().filter_map(cookie).map(|cookie| Reader::new("/shop/live", std::slice::from_ref(cookie))).collect();
    let buyers: Vec<_> = talks.iter().map(|talk| talk.buyer).collect();
    runtime.block_on(handed::reachable(&storage, &buyers, &sinks))?;
    let product = Product::start(&run.product, &storage, &dir, &[])?;
    runtime.block_on(async {
        let (pages, begin) = (Feeds::open(&product.address, NOTICES, &pages).await?, now());
        let sent = send::send(&product.address, handed::RATE, run.seconds, move |n| {
            talks[usize::try_from(n).unwrap_or(0) % talks.len()].message(n)
        });
        let (sent, whole) = (sent.await?, begin.elapsed());
        tokio::time::sleep(GRACE).await;
        handed::tell(report, &sinks, pages.arrived(), &sent, whole)
    })
}

/// On SQLite, in a folder of its own that is made anew.
pub(crate) fn sqlite(run: &Run, report: &mut Report) -> Result<(), String> {
    enough_files(run.connections)?;
    let dir = run.data.join("live-sqlite");
    drop(std::fs::remove_dir_all(&dir));
    std::fs::create_dir_all(&dir).map_err(|e| e.to_string())?;
    let storage = Storage::Sqlite { dir: dir.clone() };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|e| e.to_string())?;
    let people = runtime.block_on(prepare(storage.clone(), &dir, run.connections))?;
    let product = Product::start(&run.product, &storage, &dir, &[])?;
    runtime.block_on(measure(run, &product, people, report))
}

async fn prepare(storage: Storage, dir: &Path, connections: usize) -> Result<People, String> {
    let app = App::open(storage, dir.join("media"), Arc::new(SystemClock)).map_err(|e| e.to_string())?;
    let people = invite(&app, connections).await.map_err(|failure| failure.to_string())?;
    app.close().await;
    Ok(people)
}
