//! Bounded queues and the threads that work them off.

use std::io;
use std::sync::Mutex;
use std::thread::{self, JoinHandle};

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use metrics::counter;

use crate::error::StoreError;
use crate::job::{Job, Message};

/// A bounded queue. Full means "busy", not a pile-up.
pub(crate) struct Queue {
    name: &'static str,
    workers: usize,
    sender: Sender<Message>,
}

impl Queue {
    pub(crate) fn new(name: &'static str, length: usize, workers: usize) -> (Self, Receiver<Message>) {
        let (sender, receiver) = bounded(length);
        (Self { name, workers, sender }, receiver)
    }

    /// Puts a job into the queue, or says that it is full or closed.
    pub(crate) fn push(&self, job: Box<dyn Job>) -> Result<(), StoreError> {
        self.sender.try_send(Message::Run(job)).map_err(|refused| match refused {
            TrySendError::Full(_) => {
                counter!("store_busy_total", "queue" => self.name).increment(1);
                StoreError::Busy
            }
            TrySendError::Disconnected(_) => StoreError::Gone,
        })
    }

    /// Lets every worker finish what is in the queue and end. Waits while the queue is full.
    pub(crate) fn stop(&self) {
        for _ in 0..self.workers {
            // Nobody there to hear it: the worker has ended already.
            let _ = self.sender.send(Message::Stop);
        }
    }
}

/// The threads of a store.
#[derive(Default)]
pub(crate) struct Threads(Mutex<Vec<JoinHandle<()>>>);

impl Threads {
    /// Starts one more.
    pub(crate) fn spawn(&self, name: &str, body: impl FnOnce() + Send + 'static) -> io::Result<()> {
        let handle = thread::Builder::new().name(format!("store-{name}")).spawn(body)?;
        self.lock().push(handle);
        Ok(())
    }

    /// Waits until all have ended, except for the thread that asks: the last handle of a store may be dropped inside
    /// one of its own closures.
    pub(crate) fn join(&self) {
        let handles = std::mem::take(&mut *self.lock());
        for handle in handles.into_iter().filter(|handle| handle.thread().id() != thread::current().id()) {
            if handle.join().is_err() {
                tracing::error!("a thread of the store ended with a panic");
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<JoinHandle<()>>> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
