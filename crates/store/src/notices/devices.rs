//! Devices that may be pushed to.

use domain::notices::Side;
use domain::{PersonId, Timestamp};

use crate::{Sql, StoreError, Tx, sql};

/// A browser that gave leave to push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// SHA-256 of the address, in hexadecimal.
    pub hash: String,
    /// The address at the push service.
    pub endpoint: String,
    /// The browser's public key: base64url of an uncompressed P-256 point.
    pub p256dh: String,
    /// The shared secret: base64url of 16 bytes.
    pub auth: String,
    /// In which of their parts the person asked for it.
    pub side: Side,
    /// The language of what is shown.
    pub language: String,
    /// What the person would recognise it by.
    pub device: String,
    /// Since when.
    pub created_at: Timestamp,
}

static PUT: Sql = sql!("notices/put_subscription");
static ALL: Sql = sql!("notices/subscriptions");
static DELETE: Sql = sql!("notices/delete_subscription");
static DELETE_OWN: Sql = sql!("notices/delete_own_subscription");

/// Keeps a device; one that is known already is brought up to date.
pub fn put(tx: &mut Tx<'_>, person: PersonId, d: &Device) -> Result<(), StoreError> {
    tx.send(&PUT, &[&person, &d.hash, &d.endpoint, &d.p256dh, &d.auth, &d.side, &d.language, &d.device, &d.created_at])
}

/// A person's devices, the oldest first.
pub fn of(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<Device>, StoreError> {
    tx.query(&ALL, &[&person], |row| {
        Ok(Device {
            hash: row.get(0)?,
            endpoint: row.get(1)?,
            p256dh: row.get(2)?,
            auth: row.get(3)?,
            side: row.get(4)?,
            language: row.get(5)?,
            device: row.get(6)?,
            created_at: row.get(7)?,
        })
    })
}

/// The push service says that a device is gone.
pub fn delete(tx: &mut Tx<'_>, hash: &str) -> Result<(), StoreError> {
    tx.send(&DELETE, &[&hash])
}

/// A person takes a device of theirs away; `false` where it is not theirs.
pub fn delete_own(tx: &mut Tx<'_>, person: PersonId, hash: &str) -> Result<bool, StoreError> {
    Ok(tx.execute(&DELETE_OWN, &[&person, &hash])? > 0)
}
