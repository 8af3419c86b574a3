//! The one place that knows that there are two engines.

mod group;
mod lock;
#[cfg(test)]
mod migrate_tests;
mod postgres;
mod read;
mod sqlite;
mod threads;

use std::sync::Arc;
use std::time::Instant;

use tokio::sync::broadcast;

use crate::error::OpenError;
use crate::options::{Options, Tuning};
use crate::signal::Signal;

pub(crate) use threads::{Queue, Threads};

/// An opened engine: its queues, and the threads behind them.
pub(crate) struct Running {
    /// Commands.
    pub(crate) writes: Queue,
    /// Reads.
    pub(crate) reads: Queue,
    /// What to wait for at the end.
    pub(crate) threads: Threads,
}

impl Running {
    /// Lets the threads finish what is in the queues, and waits for them.
    pub(crate) fn close(&self) {
        self.writes.stop();
        self.reads.stop();
        self.threads.join();
        self.writes.end();
        self.reads.end();
    }
}

/// Opens the database, brings its schema up to date and starts the threads.
pub(crate) fn open(
    options: &Options,
    tuning: Tuning,
    signals: &broadcast::Sender<Signal>,
) -> Result<Running, OpenError> {
    let tuning = Arc::new(tuning);
    match options {
        Options::Sqlite { dir } => sqlite::open(dir, &tuning, signals),
        Options::Postgres { url } => postgres::open(url, &tuning, signals),
    }
}

/// Now, to measure how long something takes or how long ago it was.
#[expect(clippy::disallowed_methods, reason = "how long something takes, not what time it is")]
fn now() -> Instant {
    Instant::now()
}

#[allow(clippy::cast_precision_loss, reason = "the length of a queue or a group, far below 2^52")]
fn as_float(count: usize) -> f64 {
    count as f64
}
