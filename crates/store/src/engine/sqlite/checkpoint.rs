//! The log is copied into the database by a thread of its own, so that no command waits for it. Under steady writing that
//! never reaches the log's end, and the log would grow without end: when it passes a size, the writer stops for a moment
//! between two groups and lets it begin anew (the valve).

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, bounded};
use metrics::{counter, gauge};
use rusqlite::Connection;

use super::connection::PAGE;
use super::errors;
use crate::options::Tuning;

/// How long the valve waits for readers that still need the log's old part.
const PATIENCE: Duration = Duration::from_millis(50);

/// The length of the log after the last commit, in pages.
pub(super) type LogPages = Arc<AtomicU64>;

/// Wakes the checkpointer; dropped, it ends it.
pub(super) fn alarm() -> (Sender<()>, Receiver<()>) {
    bounded(1)
}

/// Lets SQLite tell the length of the log after each commit.
pub(super) fn watch(connection: &mut Connection) -> rusqlite::Result<LogPages> {
    let pages = LogPages::default();
    let told = Arc::clone(&pages);
    connection.wal_hook(Some(move |_: &mut rusqlite::hooks::Wal, length: std::ffi::c_int| {
        told.store(u64::try_from(length).unwrap_or(0), Ordering::Relaxed);
        Ok(())
    }))?;
    Ok(pages)
}

/// The checkpointer: copies what it can without being in anybody's way, whenever it is woken.
pub(super) fn work(connection: &Connection, woken: &Receiver<()>) {
    while woken.recv().is_ok() {
        checkpoint(connection, "passive");
    }
}

/// Copies the log; whether all of it could be copied.
fn checkpoint(connection: &Connection, mode: &'static str) -> bool {
    counter!("store_checkpoints_total", "mode" => mode).increment(1);
    let busy = connection.query_row(&format!("pragma wal_checkpoint({mode})"), [], |row| row.get::<_, i64>(0));
    match busy {
        Ok(busy) => busy == 0,
        Err(error) => {
            tracing::warn!(error = %errors::kind(&error), mode, "the log could not be copied into the database");
            false
        }
    }
}

/// What the writer looks at between two groups.
pub(super) struct Valve {
    log: LogPages,
    wake: Sender<()>,
    wake_at: u64,
    open_at: u64,
    /// Where it opens next: later than `open_at` when a long read kept it shut.
    next: u64,
}

impl Valve {
    pub(super) fn new(log: LogPages, wake: Sender<()>, tuning: &Tuning) -> Self {
        let open_at = tuning.valve_at / PAGE;
        Self { log, wake, wake_at: tuning.checkpoint_at / PAGE, open_at, next: open_at }
    }

    /// Wakes the checkpointer or opens the valve, as the length of the log asks for.
    pub(super) fn look(&mut self, connection: &Connection) {
        let pages = self.log.load(Ordering::Relaxed);
        if pages >= self.next {
            self.open(connection, pages);
        } else if pages >= self.wake_at {
            // It is awake already.
            let _ = self.wake.try_send(());
        }
        if pages < self.open_at {
            self.next = self.open_at;
        }
    }

    fn open(&mut self, connection: &Connection, pages: u64) {
        #[allow(clippy::cast_precision_loss, reason = "a number of pages, far below 2^52")]
        gauge!("store_log_pages").set(pages as f64);
        let patient = connection.busy_timeout(PATIENCE).is_ok();
        if patient && checkpoint(connection, "restart") {
            self.log.store(0, Ordering::Relaxed);
        } else {
            self.next = pages + self.open_at / 4;
        }
        if connection.busy_timeout(Duration::from_secs(5)).is_err() {
            tracing::warn!("the writer waits for locks less long than it should");
        }
    }
}
