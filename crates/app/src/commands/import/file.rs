//! A whole file into the database, as fast as its slowest part allows, and again after a crash without doubles.
//!
//! One thread reads and judges, one prepares what goes into the search, and the store's own writes: batches go from one
//! to the next through short queues, so memory stays bounded whatever the file holds.

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use domain::{Code, Currency, Lang, SellerId};
use store::people;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::rows::{self, Batch, Stored};
use crate::commands::people::{Seller, introduce};
use crate::import::{OpenError, OrderRow, ProductRow, Reason, Record, Records, Rejected, ReviewRow, Row, Trouble};
use crate::{App, Failure};

/// Rows that share the first transaction, so that something is to be seen soon.
const FIRST_ROWS: usize = 500;
/// Rows that share a transaction later on: each doubles the one before. A commit writes every page that it touched, and
/// rows of random places touch them all; so many small commits would write the same pages again and again.
const MOST_ROWS: usize = 8_000;
/// Bytes after which a batch is full before its time: lines may be long.
const BYTES: usize = 8 << 20;
/// Batches that are read and wait.
const WAITING: usize = 1;
/// Batches of reviews that are being prepared or written at a time. Others go one by one: of two rows about the same
/// product the later one counts.
const IN_FLIGHT: usize = 2;
/// How often a batch is sent again when the store is busy.
const TRIES: u32 = 6;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Products of the seller.
    Products,
    /// Items that were ordered.
    Orders,
    /// Reviews that were written elsewhere.
    Reviews,
}

/// How far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Bytes of the file whose rows are settled, before unpacking.
    pub bytes: u64,
    /// Rows that are new.
    pub new: u64,
    /// Rows that were here already; they were brought up to date where that makes sense.
    pub known: u64,
    /// Lines that were not taken.
    pub rejected: u64,
}

/// What became of a file.
#[derive(Debug)]
pub struct Imported {
    /// The counts at the end.
    pub progress: Progress,
    /// The file of what was not taken, where there is any.
    pub rejected: Option<PathBuf>,
    /// What kept the file from being read to its end. What came before is stored.
    pub trouble: Option<Trouble>,
}

/// Why an import stopped. What was stored until then stays, and the same import can be run again.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Nothing of the file can be read.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The header of a table has no such column.
    #[error("the table has no column {0}")]
    Lacks(&'static str),
    /// The list of what was not taken cannot be written.
    #[error("the list of rejected lines cannot be written: {0}")]
    Rejected(#[from] io::Error),
    /// The database did not take it.
    #[error(transparent)]
    Failure(#[from] Failure),
}

/// Imports a file for a seller, who is made known where they are not yet. `lang` is the language of the reasons.
pub async fn file(
    app: &App,
    seller: SellerId,
    kind: Kind,
    path: &Path,
    lang: Lang,
    watch: &mut (dyn FnMut(&Progress) + Send),
) -> Result<Imported, ImportError> {
    let shop: Arc<str> = shop(app, seller).await?.into();
    let in_flight = if kind == Kind::Reviews { IN_FLIGHT } else { 1 };
    let import = Import { path, lang, watch, in_flight };
    match kind {
        Kind::Products => import.run::<ProductRow, _>(app, move |app, batch| rows::products(app, seller, batch)).await,
        Kind::Orders => import.run::<OrderRow, _>(app, move |app, batch| rows::orders(app, seller, batch)).await,
        Kind::Reviews => {
            let put = move |app, batch| rows::reviews(app, seller, Arc::clone(&shop), batch);
            import.run::<ReviewRow, _>(app, put).await
        }
    }
}

/// The name of the shop; a new one is called by its number until somebody names it.
async fn shop(app: &App, seller: SellerId) -> Result<String, Failure> {
    if let Some(known) = app.store().read(move |tx| Ok::<_, Failure>(people::seller(tx, seller)?)).await? {
        return Ok(known.name);
    }
    let name = format!("Магазин {seller}");
    let unnamed = Seller {
        id: seller,
        name: name.clone(),
        legal_name: String::new(),
        inn: String::new(),
        ogrn: String::new(),
        country: String::new(),
        currency: Currency::Rub.code().to_owned(),
        ownership_form: String::new(),
        tax_system: String::new(),
    };
    introduce(app, vec![unnamed], Vec::new()).await?;
    Ok(name)
}

struct Import<'a> {
    path: &'a Path,
    lang: Lang,
    watch: &'a mut (dyn FnMut(&Progress) + Send),
    in_flight: usize,
}

/// What the reading thread hands on.
struct Cut<T> {
    rows: Batch<T>,
    rejected: Vec<(Record, Reason)>,
    /// Bytes of the file that had been read by then.
    bytes: u64,
}

impl<T> Cut<T> {
    fn of(rows: usize) -> Self {
        Self { rows: Vec::with_capacity(rows), rejected: Vec::new(), bytes: 0 }
    }
}

impl Import<'_> {
    async fn run<T, Putting>(
        self,
        app: &App,
        put: impl Fn(App, Batch<T::Judged>) -> Putting + Clone + Send + 'static,
    ) -> Result<Imported, ImportError>
    where
        T: Row + 'static,
        T::Judged: Clone + Send + 'static,
        Putting: Future<Output = Result<Stored, Failure>> + Send + 'static,
    {
        let records = Records::open(self.path)?;
        if let Some(field) = records.format().lacks::<T>() {
            return Err(ImportError::Lacks(field));
        }
        let mut tally = Tally {
            rejected: Rejected::beside(self.path, self.lang),
            progress: Progress::default(),
            watch: self.watch,
        };
        let (sender, mut cuts) = mpsc::channel(WAITING);
        let reading = tokio::task::spawn_blocking(move || read::<T>(records, &sender));
        let mut in_flight = VecDeque::new();
        while let Some(Cut { rows, rejected, bytes }) = cuts.recv().await {
            tally.reject(&rejected)?;
            if in_flight.len() >= self.in_flight {
                tally.settle(in_flight.pop_front()).await?;
            }
            in_flight.push_back((tokio::spawn(patiently(app.clone(), rows, put.clone())), bytes));
        }
        while !in_flight.is_empty() {
            tally.settle(in_flight.pop_front()).await?;
        }
        let trouble = reading.await.map_err(Failure::fault)?;
        let path = tally.rejected.path().to_owned();
        let rejected = (tally.progress.rejected > 0).then_some(path);
        let progress = tally.progress;
        tally.rejected.close()?;
        Ok(Imported { progress, rejected, trouble })
    }
}

/// Reads, judges and cuts a file into batches, until it ends or nobody takes them any more.
fn read<T: Row>(mut records: Records, sender: &mpsc::Sender<Cut<T::Judged>>) -> Option<Trouble> {
    let (format, read) = (records.format().clone(), records.progress());
    let (mut cut, mut bytes, mut most) = (Cut::of(FIRST_ROWS), 0, FIRST_ROWS);
    for record in records.by_ref() {
        bytes += record.bytes.len();
        match format.read::<T>(&record).and_then(T::judge) {
            Ok(row) => cut.rows.push((record, row)),
            Err(reason) => cut.rejected.push((record, reason)),
        }
        if cut.rows.len() + cut.rejected.len() >= most || bytes >= BYTES {
            (bytes, most) = (0, (most * 2).min(MOST_ROWS));
            cut.bytes = read.load(Ordering::Relaxed);
            if sender.blocking_send(std::mem::replace(&mut cut, Cut::of(most))).is_err() {
                return None;
            }
        }
    }
    cut.bytes = read.load(Ordering::Relaxed);
    // Where nobody takes the last one, they know why.
    let _ = sender.blocking_send(cut);
    records.into_trouble()
}

/// Puts a batch, and again a little later where the store was busy.
async fn patiently<T: Clone, Putting>(
    app: App,
    batch: Batch<T>,
    put: impl Fn(App, Batch<T>) -> Putting,
) -> Result<Stored, Failure>
where
    Putting: Future<Output = Result<Stored, Failure>>,
{
    for attempt in 1..TRIES {
        match put(app.clone(), batch.clone()).await {
            Err(Failure::Refusal(refusal)) if refusal.code == Code::Busy => {
                tokio::time::sleep(Duration::from_millis(50) * 3_u32.pow(attempt)).await;
            }
            outcome => return outcome,
        }
    }
    put(app, batch).await
}

/// A batch on its way into the database, and how far the file had been read when it was cut.
type Flight = (JoinHandle<Result<Stored, Failure>>, u64);

/// The counts, the list of what was not taken, and who wants to know.
struct Tally<'a> {
    rejected: Rejected,
    progress: Progress,
    watch: &'a mut (dyn FnMut(&Progress) + Send),
}

impl Tally<'_> {
    fn reject(&mut self, all: &[(Record, Reason)]) -> io::Result<()> {
        self.progress.rejected += all.len() as u64;
        all.iter().try_for_each(|(record, reason)| self.rejected.add(record, reason))
    }

    async fn settle(&mut self, batch: Option<Flight>) -> Result<(), ImportError> {
        let Some((batch, bytes)) = batch else { return Ok(()) };
        let stored = batch.await.map_err(Failure::fault)??;
        self.progress.new += stored.added.new;
        self.progress.known += stored.added.known;
        self.reject(&stored.refused)?;
        self.progress.bytes = bytes;
        (self.watch)(&self.progress);
        Ok(())
    }
}

#[cfg(test)]
#[path = "file_tests.rs"]
mod tests;
