//! What follows from what happened. One match over every event, without a catch-all: a new event does not compile
//! until somebody has decided what follows.

use domain::event::{Event, Recorded};
use domain::{PersonId, ReviewId};
use store::log::{self, Cursor, Notice};
use store::{StoreError, Tx, reviews};

/// The name under which the worker follows the log.
pub const CONSUMER: &str = "reactions";

/// What follows from one event, in the transaction that notes it as seen. Doing it twice is doing it once.
pub(crate) fn react(tx: &mut Tx<'_>, recorded: &Recorded) -> Result<(), StoreError> {
    match &recorded.event {
        Event::CommentPublished { review, .. } => tell_buyer(tx, recorded, review, "review_answered"),
        // Nobody is told; whoever looks at the list sees it live, since the live feed reads the log itself.
        Event::ReviewPublished { .. }
        | Event::ReviewEdited { .. }
        | Event::ReviewDeleted { .. }
        | Event::ReviewStatusChanged { .. }
        | Event::ReviewVoted { .. }
        | Event::ReviewPinned { .. }
        | Event::ReviewUnpinned { .. }
        | Event::CommentSent { .. }
        | Event::CommentUndone { .. }
        | Event::CommentEdited { .. }
        | Event::CommentDeleted { .. } => Ok(()),
        // Waits on the desk; the row itself is the queue.
        Event::ReviewReported { .. } => Ok(()),
        // Security of the account: the log is what there is to tell until notifications are there.
        Event::KeyCreated { .. } | Event::KeyRevoked { .. } => Ok(()),
    }
}

/// Tells the buyer of a review something about it, where the buyer is somebody who signs in here.
fn tell_buyer(tx: &mut Tx<'_>, recorded: &Recorded, review: &str, kind: &str) -> Result<(), StoreError> {
    let Some(id) = ReviewId::parse(review) else { return Ok(()) };
    let Some(buyer) = reviews::one(tx, recorded.seller, id)?.and_then(|r| r.buyer) else { return Ok(()) };
    tell(tx, recorded, buyer, kind, review)
}

fn tell(tx: &mut Tx<'_>, recorded: &Recorded, person: PersonId, kind: &str, subject: &str) -> Result<(), StoreError> {
    let notice = Notice {
        cursor: Cursor { seq: recorded.seq },
        seller: recorded.seller,
        kind: kind.to_owned(),
        subject: subject.to_owned(),
        at: recorded.at,
        read_at: None,
    };
    log::insert_notice(tx, person, &notice)
}
