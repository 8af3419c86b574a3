//! Bounded queues and the threads that work them off.

use std::io;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use metrics::counter;

use crate::error::{OpenError, StoreError};
use crate::job::{Job, Message};

/// A bounded queue. Full means "busy", not a pile-up.
pub(crate) struct Queue {
    name: &'static str,
    workers: usize,
    sender: Sender<Message>,
    receiver: Receiver<Message>,
    ended: AtomicBool,
}

impl Queue {
    pub(crate) fn new(name: &'static str, length: usize, workers: usize) -> (Self, Receiver<Message>) {
        let (sender, receiver) = bounded(length);
        (Self { name, workers, sender, receiver: receiver.clone(), ended: AtomicBool::new(false) }, receiver)
    }

    /// Puts a job into the queue, or says that it is full or closed.
    pub(crate) fn push(&self, job: Box<dyn Job>) -> Result<(), StoreError> {
        self.sender.try_send(Message::Run(job)).map_err(|refused| match refused {
            TrySendError::Full(_) => {
                counter!("store_busy_total", "queue" => self.name).increment(1);
                StoreError::Busy
            }
            TrySendError::Disconnected(_) => StoreError::Gone,
        })?;
        // Nobody is left to take it: whoever waits for it is told so.
        if self.ended.load(Ordering::SeqCst) {
            self.drain();
        }
        Ok(())
    }

    /// No worker is left: what still comes, or came too late to be seen, is dropped, and whoever waits for it is told so.
    pub(crate) fn end(&self) {
        self.ended.store(true, Ordering::SeqCst);
        self.drain();
    }

    fn drain(&self) {
        while self.receiver.try_recv().is_ok() {}
    }

    /// How many jobs wait.
    pub(crate) fn len(&self) -> usize {
        self.sender.len()
    }

    /// Lets every worker finish what is in the queue and end. Waits while the queue is full.
    pub(crate) fn stop(&self) {
        if self.ended.load(Ordering::SeqCst) {
            return;
        }
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

    /// Starts one more and waits until it is ready, or says why it is not.
    pub(crate) fn ready(&self, name: &str, body: impl FnOnce(Ready) + Send + 'static) -> Result<(), OpenError> {
        let (tell, told) = bounded(1);
        self.spawn(name, move || body(Ready(tell))).map_err(|error| OpenError::Thread(error.to_string()))?;
        told.recv().unwrap_or_else(|_| Err(OpenError::Thread("it ended at once".to_owned())))
    }

    /// Runs something on a thread of its own and waits for it.
    pub(crate) fn ask(
        &self,
        name: &str,
        body: impl FnOnce() -> Result<(), OpenError> + Send + 'static,
    ) -> Result<(), OpenError> {
        self.ready(name, move |ready| {
            ready.tell(body());
        })
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

/// How a thread says that it is ready, or why it is not.
pub(crate) struct Ready(Sender<Result<(), OpenError>>);

impl Ready {
    /// Says it, and goes on with what it has.
    pub(crate) fn tell<T>(self, outcome: Result<T, OpenError>) -> Option<T> {
        let (outcome, kept) = match outcome {
            Ok(value) => (Ok(()), Some(value)),
            Err(error) => (Err(error), None),
        };
        // Whoever waited for it has gone; the thread will be told to stop as well.
        let _ = self.0.send(outcome);
        kept
    }
}
