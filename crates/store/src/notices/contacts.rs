//! Where mail goes.

use domain::{PersonId, Timestamp};

use crate::{Sql, StoreError, Tx, sql};

/// A person's address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The address.
    pub email: String,
    /// The language of mail: `ru` or `en`.
    pub language: String,
    /// When the person showed that it is theirs; nothing but that question is sent before.
    pub confirmed_at: Option<Timestamp>,
    /// How often in a row it refused mail for good.
    pub bounces: i64,
    /// What it said then.
    pub trouble: String,
}

static PUT: Sql = sql!("notices/put_contact");
static ONE: Sql = sql!("notices/contact");
static BOUNCED: Sql = sql!("notices/bounced");
static RECEIVED: Sql = sql!("notices/received");
static DELETE: Sql = sql!("notices/delete_contact");

/// A person's address.
pub fn one(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<Contact>, StoreError> {
    tx.query_opt(&ONE, &[&person], |row| {
        Ok(Contact {
            email: row.get(0)?,
            language: row.get(1)?,
            confirmed_at: row.get(2)?,
            bounces: row.get(3)?,
            trouble: row.get(4)?,
        })
    })
}

/// Sets a person's address; what went wrong with the one before is forgotten.
pub fn put(
    tx: &mut Tx<'_>,
    person: PersonId,
    email: &str,
    language: &str,
    confirmed_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.send(&PUT, &[&person, &email, &language, &confirmed_at, &now])
}

/// The address refused mail for good.
pub fn bounced(tx: &mut Tx<'_>, person: PersonId, said: &str, now: Timestamp) -> Result<(), StoreError> {
    tx.send(&BOUNCED, &[&person, &said, &now])
}

/// The address took mail.
pub fn received(tx: &mut Tx<'_>, person: PersonId) -> Result<(), StoreError> {
    tx.send(&RECEIVED, &[&person])
}

/// Forgets a person's address.
pub fn delete(tx: &mut Tx<'_>, person: PersonId) -> Result<(), StoreError> {
    tx.send(&DELETE, &[&person])
}
