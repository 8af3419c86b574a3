//! A closure on its way to a thread of the store, and its result on the way back.

use std::panic::{AssertUnwindSafe, catch_unwind};

use tokio::sync::oneshot;

use crate::error::StoreError;
use crate::signal::Signal;
use crate::tx::{Session, Tx};

/// One piece of work for a thread that owns a connection.
pub(crate) trait Job: Send {
    /// Runs the closure. `Err` means: nothing of it may be kept.
    fn run(&mut self, session: &mut dyn Session) -> Result<Vec<Signal>, Undone>;

    /// Sends the closure's own result back.
    fn answer(self: Box<Self>);

    /// Sends an error back in place of the closure's result.
    fn fail(self: Box<Self>, error: StoreError);

    /// Whether everything that the closure reads has to be of one moment.
    fn wants_one_moment(&self) -> bool;

    /// Whether nobody waits for the result any more.
    fn is_abandoned(&self) -> bool;
}

/// The closure refused or failed: undo what it did; its own answer is ready.
pub(crate) struct Undone;

/// What is sent to a thread.
pub(crate) enum Message {
    /// Work.
    Run(Box<dyn Job>),
    /// Finish what came before, then end.
    Stop,
}

/// A closure and the way back.
pub(crate) struct Command<F, T, E> {
    body: Option<F>,
    one_moment: bool,
    result: Option<Result<T, E>>,
    caller: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Command<F, T, E> {
    pub(crate) fn new(body: F, one_moment: bool) -> (Self, oneshot::Receiver<Result<T, E>>) {
        let (caller, answer) = oneshot::channel();
        (Self { body: Some(body), one_moment, result: None, caller }, answer)
    }
}

impl<F, T, E> Job for Command<F, T, E>
where
    F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn run(&mut self, session: &mut dyn Session) -> Result<Vec<Signal>, Undone> {
        let body = self.body.take().ok_or(Undone)?;
        let mut tx = Tx::new(session);
        let result = catch_unwind(AssertUnwindSafe(|| body(&mut tx)));
        let finished = tx.finish();
        let (result, outcome) = match (result, finished) {
            (Ok(Ok(value)), Ok(signals)) => (Ok(value), Ok(signals)),
            (Ok(Ok(_)), Err(error)) => (Err(E::from(error)), Err(Undone)),
            (Ok(Err(error)), _) => (Err(error), Err(Undone)),
            (Err(_), _) => (Err(E::from(StoreError::panicked())), Err(Undone)),
        };
        self.result = Some(result);
        outcome
    }

    fn answer(self: Box<Self>) {
        if let Some(result) = self.result {
            // The caller may have gone away meanwhile; that is its own affair.
            let _ = self.caller.send(result);
        }
    }

    fn fail(self: Box<Self>, error: StoreError) {
        let _ = self.caller.send(Err(E::from(error)));
    }

    fn wants_one_moment(&self) -> bool {
        self.one_moment
    }

    fn is_abandoned(&self) -> bool {
        self.caller.is_closed()
    }
}
