//! What the operator's staff does.

use domain::Code;
use store::log::{self, Cursor};

use crate::actors::Desk;
use crate::reactions::{CONSUMER, react};
use crate::{App, Failure};

/// Sends an event again that the worker gave up on: what follows from it happens now, and it is put aside no longer.
///
/// Where it cannot be taken this time either, it stays where it is and the fault is told.
pub async fn resend(app: &App, _desk: &Desk, consumer: &str, at: Cursor) -> Result<(), Failure> {
    let (consumer, of, now) = (consumer.to_owned(), app.rules().clone(), app.now());
    app.store()
        .write(move |tx| {
            if consumer != CONSUMER || !log::dig_up(tx, &consumer, at)? {
                return Err(Code::DeadLetterNotFound.into());
            }
            let recorded = log::one(tx, at)?.ok_or(Code::DeadLetterNotFound)?;
            Ok(react(tx, &of, &recorded, now)?)
        })
        .await
}
