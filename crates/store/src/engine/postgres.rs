//! PostgreSQL: connections on threads of their own, one that writes, some that read, one that listens.
//!
//! Commands are grouped as on SQLite, and across all processes only one group runs at a time: it holds an advisory lock
//! until it is committed. So commands never wait for each other's rows, deadlocks cannot happen, events become visible in
//! the order of their numbers, and what a command has read is still so when it writes, exactly as on SQLite.

mod errors;
pub(super) mod link;
mod listen;
mod params;
mod pipeline;
pub(super) mod schema;
mod session;
mod writer;

use std::sync::Arc;

use tokio::sync::{broadcast, oneshot};

use super::group::{self, Limits};
use super::threads::{Queue, Threads};
use super::{Running, read};
use crate::error::OpenError;
use crate::migrate;
use crate::options::Tuning;
use crate::signal::Signal;
use link::{Link, Purpose, Server};
use session::PostgresReader;
use writer::PostgresWriter;

/// Connections that read, unless told otherwise.
const READERS: usize = 16;

/// PostgreSQL keeps so many subtransactions of a transaction at hand; with more, every reader's snapshot gets slower.
const GROUP: usize = 60;

type Messages = crossbeam_channel::Receiver<crate::job::Message>;

/// Connects, brings the schema up to date and starts the threads.
pub(super) fn open(url: &str, tuning: &Arc<Tuning>, signals: &broadcast::Sender<Signal>) -> Result<Running, OpenError> {
    let server = Arc::new(Server::parse(url)?);
    let threads = Threads::default();
    // On a thread, since the caller may be inside of a runtime, where another one cannot be waited for.
    threads.ask("migrate", {
        let server = Arc::clone(&server);
        move || migrate_schema(&server)
    })?;
    let readers = tuning.readers.unwrap_or(READERS).max(1);
    let (writes, commands) = Queue::new("write", tuning.write_queue, 1);
    let (reads, requests) = Queue::new("read", tuning.read_queue, readers);
    let running = Running { writes, reads, threads };
    let started = start(&running.threads, &server, tuning, &commands, signals)
        .and_then(|()| start_readers(&running.threads, &server, readers, &requests));
    if let Err(error) = started {
        running.close();
        return Err(error);
    }
    Ok(running)
}

fn migrate_schema(server: &Arc<Server>) -> Result<(), OpenError> {
    let mut link = Link::open(server, Purpose::Migrate)?;
    link.check_version()?;
    migrate::run(&mut schema::PostgresSchema::new(&mut link), migrate::MIGRATIONS)
}

fn start(
    threads: &Threads,
    server: &Arc<Server>,
    tuning: &Tuning,
    commands: &Messages,
    signals: &broadcast::Sender<Signal>,
) -> Result<(), OpenError> {
    // The writer ends last of those who signal, and the listener with it.
    let (writing, written) = oneshot::channel::<()>();
    let (server_of_listener, signals) = (Arc::clone(server), signals.clone());
    threads.ready("listen", move |ready| listen::work(&server_of_listener, &signals, written, ready))?;

    let (server, commands) = (Arc::clone(server), commands.clone());
    let limits = Limits { commands: tuning.group.min(GROUP), time: tuning.group_time };
    threads.ready("write", move |ready| {
        if let Some(link) = ready.tell(Link::open(&server, Purpose::Write)) {
            group::work(&mut PostgresWriter::new(link), &commands, limits);
        }
        drop(writing);
    })
}

fn start_readers(
    threads: &Threads,
    server: &Arc<Server>,
    readers: usize,
    requests: &Messages,
) -> Result<(), OpenError> {
    for number in 0..readers {
        let (server, requests) = (Arc::clone(server), requests.clone());
        threads.ready(&format!("read-{number}"), move |ready| {
            if let Some(link) = ready.tell(Link::open(&server, Purpose::Read)) {
                read::work(&mut PostgresReader::new(link), &requests);
            }
        })?;
    }
    Ok(())
}
