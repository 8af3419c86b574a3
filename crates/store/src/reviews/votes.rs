//! Who found a review useful.

use domain::{PersonId, Place, SellerId, Timestamp};

use crate::{Sql, StoreError, Tx, sql};

static VOTE: Sql = sql!("reviews/vote");
static UNVOTE: Sql = sql!("reviews/unvote");
static VOTES_OF: Sql = sql!("reviews/votes_of");
static COUNT_USEFUL: Sql = sql!("reviews/count_useful");

/// Notes a vote or takes it back; `false` where that was so already.
pub fn set(
    tx: &mut Tx<'_>,
    seller: SellerId,
    place: Place,
    person: PersonId,
    useful: bool,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let changed = if useful {
        tx.execute(&VOTE, &[&seller, &place, &person, &now])?
    } else {
        tx.execute(&UNVOTE, &[&seller, &place, &person])?
    };
    if changed > 0 {
        tx.send(&COUNT_USEFUL, &[&seller, &place, &if useful { 1_i64 } else { -1 }])?;
    }
    Ok(changed > 0)
}

/// Which reviews between two places (both included) a person found useful.
pub fn of_person(
    tx: &mut Tx<'_>,
    seller: SellerId,
    person: PersonId,
    from: Place,
    to: Place,
) -> Result<Vec<Place>, StoreError> {
    tx.query(&VOTES_OF, &[&seller, &person, &from, &to], |row| row.get(0))
}
