//! A shop's reviews as programs list them: by time, page by page, behind the last review of the page before.

use domain::{Code, Refusal, ReviewId};
use store::reviews::lines;

use crate::actors::{CanRead, SellerStaff};
use crate::queries::reviews::{Filter, PAGE_MAX};
use crate::{App, Failure};

pub use store::reviews::lines::{Direction, Line};

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Which reviews; words are not asked for here.
    pub filter: Filter,
    /// Which way.
    pub direction: Direction,
    /// The last review of the page before; it need not be there any more, but it must have been.
    pub after: Option<ReviewId>,
    /// How many, at most [`PAGE_MAX`].
    pub limit: i64,
}

/// Tells a page line by line and whether there are more.
///
/// `tell` is called on a thread of the store while the rows are read, so that a line goes from the row to where it is
/// wanted without a copy between. `told` is what it adds to, and comes back.
pub async fn page<T: Send + 'static>(
    app: &App,
    staff: &SellerStaff<CanRead>,
    ask: Ask,
    mut told: T,
    tell: fn(&mut T, &Line<'_>),
) -> Result<(T, bool), Failure> {
    let seller = staff.seller();
    let limit = ask.limit.clamp(1, PAGE_MAX);
    app.store()
        .glance(move |tx| {
            let after = match ask.after {
                Some(id) => Some(lines::stands(tx, seller, id)?.ok_or_else(unknown_place)?),
                None => None,
            };
            let mut seen = 0;
            lines::each(tx, seller, &ask.filter, ask.direction, after, limit + 1, |line| {
                seen += 1;
                if seen <= limit {
                    tell(&mut told, line);
                }
            })?;
            Ok((told, seen > limit))
        })
        .await
}

fn unknown_place() -> Refusal {
    Refusal::new(Code::CursorInvalid).at("last_id")
}
