//! Statements that are on their way: sent one after the other without waiting, answered in the same order.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Waker};

use tokio_postgres::Error;

type Answer = Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>;

/// A statement on its way.
struct Sent {
    name: &'static str,
    answer: Answer,
}

/// A statement that failed, by its name.
pub(super) struct Failed {
    pub(super) name: &'static str,
    pub(super) error: Error,
}

/// The statements that have been sent and not yet been answered.
#[derive(Default)]
pub(super) struct Pipeline(VecDeque<Sent>);

impl Pipeline {
    /// Sends a statement. The driver puts it into its queue when it is polled for the first time.
    pub(super) fn send(
        &mut self,
        name: &'static str,
        statement: impl Future<Output = Result<(), Error>> + Send + 'static,
    ) -> Result<(), Failed> {
        let mut answer: Answer = Box::pin(statement);
        match answer.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            std::task::Poll::Pending => self.0.push_back(Sent { name, answer }),
            std::task::Poll::Ready(Ok(())) => {}
            std::task::Poll::Ready(Err(error)) => return Err(Failed { name, error }),
        }
        Ok(())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Waits for all answers; the first error counts, those after it are its consequences.
    pub(super) async fn settle(&mut self) -> Result<(), Failed> {
        let mut outcome = Ok(());
        while let Some(Sent { name, answer }) = self.0.pop_front() {
            let answered = answer.await.map_err(|error| Failed { name, error });
            outcome = outcome.and(answered);
        }
        outcome
    }
}
