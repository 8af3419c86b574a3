//! Ids that are the same at every load, so that a demo loaded again on the same folder doubles nothing.

use domain::{MediaId, PersonId};
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

pub(super) fn buyer(number: usize) -> PersonId {
    person(&format!("buyer {number}"))
}

pub(super) fn person(name: &str) -> PersonId {
    PersonId(named(name))
}

/// The picture of a product, or a photo of it by its number.
pub(super) fn picture(sku: i64, photo: Option<u64>) -> MediaId {
    MediaId(named(&photo.map_or_else(|| format!("card {sku}"), |number| format!("photo {sku} {number}"))))
}

fn named(name: &str) -> Uuid {
    let hash = Sha256::digest(format!("demo {name}").as_bytes());
    let mut chance = [0; 10];
    chance.copy_from_slice(&hash[..10]);
    Builder::from_unix_timestamp_millis(0, &chance).into_uuid()
}
