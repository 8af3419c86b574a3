//! What waits for the operator.

use store::log::{self, DeadLetter};
use store::reviews::reports;

use crate::actors::Desk;
use crate::{App, Failure};

pub use store::log::DeadLetter as PutAside;
pub use store::reviews::reports::Report;

/// The desk's first page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Waiting {
    /// Complaints of shops about reviews, the oldest first, each with the shop's name.
    pub reports: Vec<(Report, String)>,
    /// Events that the worker gave up on.
    pub dead_letters: Vec<DeadLetter>,
}

/// What waits, up to `limit` of each kind.
pub async fn waiting(app: &App, _desk: &Desk, limit: i64) -> Result<Waiting, Failure> {
    app.store()
        .read(move |tx| {
            Ok(Waiting { reports: reports::waiting(tx, limit)?, dead_letters: log::dead_letters(tx, limit)? })
        })
        .await
}
