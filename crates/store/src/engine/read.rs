//! Reads: any number of threads, each with a connection and its prepared statements, fed by one bounded queue.

use crossbeam_channel::Receiver;
use metrics::gauge;

use super::as_float;
use crate::error::StoreError;
use crate::job::Message;
use crate::tx::Session;

/// What a reading connection of an engine can do.
pub(crate) trait Reader {
    /// Begins statements that need not be of one moment.
    fn glance(&mut self) -> Result<(), StoreError>;
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
        let one_moment = job.wants_one_moment();
        let begun = if one_moment { reader.begin() } else { reader.glance() };
        if let Err(error) = begun {
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
