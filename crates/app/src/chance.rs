//! Ids and secrets: the one place where something is left to chance.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::Timestamp;
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

/// A new UUIDv7 for something that happens at `now`.
pub fn id(now: Timestamp) -> Uuid {
    let millis = u64::try_from(now.millis()).unwrap_or(0);
    Builder::from_unix_timestamp_millis(millis, &bytes::<10>()).into_uuid()
}

/// A secret of 256 bits as 43 signs that need no quoting in a link or a header.
pub fn secret() -> String {
    URL_SAFE_NO_PAD.encode(bytes::<32>())
}

/// A code of 50 bits in ten capitals and digits, without those that are mistaken for one another.
pub(crate) fn code() -> String {
    const SIGNS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    bytes::<10>().iter().map(|byte| char::from(SIGNS[usize::from(byte % 32)])).collect()
}

/// What is stored instead of a secret. The secrets are long and random, so a plain hash is enough.
pub fn hash(secret: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(secret.as_bytes()))
}

/// Bits that keep apart what happens in one millisecond.
pub(crate) fn salt() -> u16 {
    u16::from_be_bytes(bytes())
}

/// A number for an order as the marketplace prints them, without the part of the shop: `48173920-0142`.
pub(crate) fn order_number() -> String {
    let number = u64::from_be_bytes(bytes()) % 1_000_000_000_000;
    format!("{:08}-{:04}", number / 10_000, number % 10_000)
}

/// Whether something happens that happens in so many of a hundred cases.
pub(crate) fn happens(percent: u8) -> bool {
    // The lowest bit more or less of 2^32 does not matter here.
    let [a, b, c, d] = bytes::<4>();
    u32::from_be_bytes([a, b, c, d]) % 100 < u32::from(percent)
}

/// The SHA-256 of a text, in hex: what a receipt says was judged.
pub fn fingerprint(text: &str) -> String {
    use std::fmt::Write as _;
    Sha256::digest(text.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// A fixed 256 bits that follow from a text: for ids that are to be the same every time.
pub(crate) fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

#[expect(clippy::disallowed_methods, reason = "this is where chance comes from")]
fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    // Without randomness no secret is safe: better to stop than to go on.
    getrandom::fill(&mut bytes).unwrap_or_else(|error| panic!("the system gives no randomness: {error}"));
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_knows_its_millisecond_and_no_two_are_alike() {
        let now = Timestamp::from_millis(1_700_000_000_123);
        let (one, other) = (id(now), id(now));
        assert_ne!(one, other);
        assert_eq!(one.get_version_num(), 7);
        assert_eq!(domain::ReviewId(one).place().0 >> 15, 1_700_000_000_123);
    }

    #[test]
    fn a_secret_is_not_what_is_stored() {
        let secret = secret();
        assert_eq!(secret.len(), 43);
        assert_ne!(hash(&secret), secret);
        assert_eq!(hash(&secret), hash(&secret));
    }
}
