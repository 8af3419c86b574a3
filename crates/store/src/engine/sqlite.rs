//! SQLite: one writer thread, reader threads beside it, a checkpointer; the log (WAL) is what makes that possible.

mod checkpoint;
mod connection;
mod errors;
pub(super) mod schema;
mod session;
mod writer;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use tokio::sync::broadcast;

use super::group::{self, Limits};
use super::threads::{Queue, Threads};
use super::{Running, lock, read};
use crate::error::OpenError;
use crate::migrate;
use crate::options::Tuning;
use crate::signal::Signal;
use session::{SqliteReader, SqliteSession};
use writer::SqliteWriter;

/// The folder, locked, and what every thread needs to know of it.
struct Place {
    dir: PathBuf,
    tuning: Arc<Tuning>,
    /// Held by every thread, so that the folder is free only when the last one has closed its connection.
    _lock: File,
}

impl Place {
    fn database(&self) -> PathBuf {
        self.dir.join("otklik.db")
    }

    fn readers(&self) -> usize {
        self.tuning.readers.unwrap_or_else(|| thread::available_parallelism().map_or(2, usize::from).max(2))
    }
}

/// Locks the folder, brings the schema up to date and starts the threads.
pub(super) fn open(
    dir: &Path,
    tuning: &Arc<Tuning>,
    signals: &broadcast::Sender<Signal>,
) -> Result<Running, OpenError> {
    let lock = lock::lock(dir)?;
    let place = Arc::new(Place { dir: dir.to_owned(), tuning: Arc::clone(tuning), _lock: lock });
    migrate_schema(&place)?;
    let (writes, commands) = Queue::new("write", tuning.write_queue, 1);
    let (reads, requests) = Queue::new("read", tuning.read_queue, place.readers());
    let running = Running { writes, reads, threads: Threads::default() };
    let started = start(&running.threads, &place, &commands, &requests, signals);
    if let Err(error) = started {
        running.close();
        return Err(error);
    }
    Ok(running)
}

fn migrate_schema(place: &Place) -> Result<(), OpenError> {
    let mut connection = connection::writer(place)?;
    migrate::run(&mut schema::SqliteSchema::new(&mut connection), migrate::MIGRATIONS)
}

type Messages = crossbeam_channel::Receiver<crate::job::Message>;

/// Opens the connections here, where an error can still be told, and moves each into its thread.
fn start(
    threads: &Threads,
    place: &Arc<Place>,
    commands: &Messages,
    requests: &Messages,
    signals: &broadcast::Sender<Signal>,
) -> Result<(), OpenError> {
    let no_thread = |error: std::io::Error| OpenError::Folder { folder: place.dir.clone(), why: error.to_string() };
    let (wake, woken) = checkpoint::alarm();
    let checkpointing = connection::writer(place)?;
    let keep = Arc::clone(place);
    threads
        .spawn("checkpoint", move || {
            checkpoint::work(&checkpointing, &woken);
            drop((checkpointing, keep));
        })
        .map_err(no_thread)?;

    let mut writing = connection::writer(place)?;
    let log = checkpoint::watch(&mut writing).map_err(|error| connection::unusable(&place.dir, &error))?;
    let (commands, signals, keep) = (commands.clone(), signals.clone(), Arc::clone(place));
    threads
        .spawn("write", move || {
            let limits = Limits { commands: keep.tuning.group, time: keep.tuning.group_time };
            let valve = checkpoint::Valve::new(log, wake, &keep.tuning);
            group::work(&mut SqliteWriter::new(&writing, valve, signals), &commands, limits);
            drop((writing, keep));
        })
        .map_err(no_thread)?;

    for number in 0..place.readers() {
        let reading = connection::reader(place)?;
        let (requests, keep) = (requests.clone(), Arc::clone(place));
        threads
            .spawn(&format!("read-{number}"), move || {
                read::work(&mut SqliteReader(SqliteSession::new(&reading)), &requests);
                drop((reading, keep));
            })
            .map_err(no_thread)?;
    }
    Ok(())
}
