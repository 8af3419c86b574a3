//! The store as everybody above sees it.

use std::sync::Arc;

use tokio::sync::{broadcast, oneshot};

use crate::engine::{self, Running};
use crate::error::{OpenError, StoreError};
use crate::job::Command;
use crate::options::{Options, Tuning};
use crate::signal::Signal;
use crate::sql::{Engine, Sql};
use crate::tx::Tx;

/// How many signals a follower may be behind before it has to read everything again.
const SIGNALS: usize = 1024;

static READY: Sql = Sql::new("ready", "select 1");

/// The data, on either engine. A clone is another handle to the same store; when the last is dropped, the store drains and
/// closes.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    engine: Engine,
    running: Running,
    signals: broadcast::Sender<Signal>,
}

impl Store {
    /// Opens the data and brings its schema up to date. Blocks while it does.
    pub fn open(options: Options) -> Result<Self, OpenError> {
        Self::open_tuned(options, Tuning::default())
    }

    /// The same with other sizes and limits.
    pub fn open_tuned(options: Options, tuning: Tuning) -> Result<Self, OpenError> {
        let (signals, _) = broadcast::channel(SIGNALS);
        let running = engine::open(&options, tuning, &signals)?;
        Ok(Self { inner: Arc::new(Inner { engine: options.engine(), running, signals }) })
    }

    /// Which engine holds the data.
    pub fn engine(&self) -> Engine {
        self.inner.engine
    }

    /// Runs a command. What it did is on the disk before the answer comes; when it returns an error or panics, nothing of
    /// it is kept. Commands never run beside each other: what one has read is still so when it writes.
    ///
    /// The command runs on a thread of the store: it must not wait for anything else.
    pub async fn write<F, T, E>(&self, command: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (job, answer) = Command::new(command, true);
        self.inner.running.writes.push(Box::new(job))?;
        answered(answer).await
    }

    /// Runs a read; everything that it sees is of one moment.
    pub async fn read<F, T, E>(&self, read: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (job, answer) = Command::new(read, true);
        self.inner.running.reads.push(Box::new(job))?;
        answered(answer).await
    }

    /// Runs a read of a single statement, or one whose statements need not be of the same moment: each sees the newest.
    /// On PostgreSQL this costs half of [`read`](Self::read).
    pub async fn glance<F, T, E>(&self, read: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (job, answer) = Command::new(read, false);
        self.inner.running.reads.push(Box::new(job))?;
        answered(answer).await
    }

    /// What is told after commits, from now on. A receiver that lags behind has to read everything again, as after
    /// [`Signal::Resync`].
    pub fn signals(&self) -> broadcast::Receiver<Signal> {
        self.inner.signals.subscribe()
    }

    /// Whether the database answers.
    pub async fn ready(&self) -> Result<(), StoreError> {
        self.glance(|tx| tx.query_one(&READY, &[], |row| row.get::<i64>(0))).await.map(drop)
    }

    /// How many commands wait for the writer.
    pub fn waiting(&self) -> usize {
        self.inner.running.writes.len()
    }

    /// Finishes what is in the queues and closes. Whoever asks afterwards gets [`StoreError::Gone`].
    pub async fn close(&self) {
        let inner = Arc::clone(&self.inner);
        if tokio::task::spawn_blocking(move || inner.running.close()).await.is_err() {
            tracing::error!("the store did not close as it should");
        }
    }
}

/// A job that was dropped unanswered: the store has been closed meanwhile.
async fn answered<T, E: From<StoreError>>(answer: oneshot::Receiver<Result<T, E>>) -> Result<T, E> {
    answer.await.unwrap_or_else(|_| Err(E::from(StoreError::Gone)))
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.running.close();
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("engine", &self.inner.engine).finish_non_exhaustive()
    }
}
