//! Reads: any number of threads, each with a connection and its prepared statements, fed by one bounded queue.

use crossbeam_channel::Receiver;
use metrics::gauge;

use super::as_float;
use crate::error::StoreError;
use crate::job::Message;
use crate::tx::Session;

/// What a reading connection of an engine can do.
pub(crate) trait Reader {
    /// Called when there is something to do again, however long that took.
    fn wake(&mut self) {}
    /// Begins a transaction: everything that the closure reads is of one moment.
    fn begin(&mut self) -> Result<(), StoreError>;
    /// The connection, for the closure.
    fn session(&mut self) -> &mut dyn Session;
    /// Ends the transaction.
    fn end(&mut self);
}

/// Works the queue off until told to stop.
pub(crate) fn work(reader: &mut dyn Reader, queue: &Receiver<Message>) {
    while let Ok(Message::Run(mut job)) = queue.recv() {
        let waiting = queue.len();
        if waiting > 0 {
            gauge!("store_queue_depth", "queue" => "read").set(as_float(waiting));
        }
        if job.is_abandoned() {
            continue;
        }
        reader.wake();
        let one_moment = job.wants_one_moment();
        if one_moment && let Err(error) = reader.begin() {
            job.fail(error);
            continue;
        }
        // Both outcomes are answered alike: there is nothing to keep.
        let _ = job.run(reader.session());
        if one_moment {
            reader.end();
        }
        job.answer();
    }
}
