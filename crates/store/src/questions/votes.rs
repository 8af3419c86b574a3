//! Who asks the same.

use domain::{PersonId, Place, SellerId, Timestamp};

use crate::{Sql, StoreError, Tx, sql};

static VOTE: Sql = sql!("questions/vote");
static UNVOTE: Sql = sql!("questions/unvote");
static VOTES_OF: Sql = sql!("questions/votes_of");
static COUNT_SAME: Sql = sql!("questions/count_same");

/// Notes that a person asks the same, or no longer does; `false` where that was so already.
pub fn set(
    tx: &mut Tx<'_>,
    seller: SellerId,
    place: Place,
    person: PersonId,
    same: bool,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let changed = if same {
        tx.execute(&VOTE, &[&seller, &place, &person, &now])?
    } else {
        tx.execute(&UNVOTE, &[&seller, &place, &person])?
    };
    if changed > 0 {
        tx.send(&COUNT_SAME, &[&seller, &place, &if same { 1_i64 } else { -1 }])?;
    }
    Ok(changed > 0)
}

/// Which questions between two places (both included) a person asks too.
pub fn of_person(
    tx: &mut Tx<'_>,
    seller: SellerId,
    person: PersonId,
    from: Place,
    to: Place,
) -> Result<Vec<Place>, StoreError> {
    tx.query(&VOTES_OF, &[&seller, &person, &from, &to], |row| row.get(0))
}
