//! Addresses of files: hard to guess, and soon over.
//!
//! Whoever has such an address may read the file until it ends, without a cookie: so it can be put into a picture's tag,
//! opened on another phone by whoever was shown it, and is worth nothing the next day. It says how the file is shown, so
//! that an address of a document cannot be turned into one that a browser opens by itself.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::{FileId, Timestamp};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// How long an address lives at most.
pub const LIFE: Duration = Duration::from_secs(600);

/// The bytes of a token before its seal: the second when it ends, and how the file is shown.
const HEAD: usize = 9;

/// How a file is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shown {
    /// In the page: pictures and videos.
    Inline,
    /// The small picture, in the page.
    Thumb,
    /// Saved by the browser and not opened.
    Download,
}

impl Shown {
    const ALL: [Self; 3] = [Self::Inline, Self::Thumb, Self::Download];

    fn mark(self) -> u8 {
        match self {
            Self::Inline => b'i',
            Self::Thumb => b't',
            Self::Download => b'd',
        }
    }
}

/// The key by which addresses are sealed: 32 random bytes that every process on the database shares.
#[derive(Clone, PartialEq, Eq)]
pub struct Key([u8; 32]);

impl Key {
    /// A key of these bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    fn seal(&self, file: FileId, head: &[u8]) -> Hmac<Sha256> {
        // Shorter keys than a block are filled with zeros by definition (RFC 2104), and so there is no error to tell.
        let mut block = hmac::digest::Key::<Hmac<Sha256>>::default();
        block[..self.0.len()].copy_from_slice(&self.0);
        Hmac::new(&block).chain_update(file.0.as_bytes()).chain_update(head)
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

/// Why a token opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// It was good once.
    Expired,
    /// We never made it, or for another file.
    Forged,
}

/// Until when an address lives that is made at `now`: at most [`LIFE`], at least half of it. The end is the same for
/// all that are made in the same five minutes, so that a browser that draws a page again has its pictures already.
pub fn until(now: Timestamp) -> Timestamp {
    let half = i64::try_from(LIFE.as_micros() / 2).unwrap_or(i64::MAX);
    Timestamp((now.0.div_euclid(half) + 2) * half)
}

/// The token of an address: 55 signs that need no quoting in a path.
pub fn sign(key: &Key, file: FileId, shown: Shown, until: Timestamp) -> String {
    let seconds = u64::try_from(until.0.div_euclid(1_000_000)).unwrap_or(0);
    let mut token = seconds.to_be_bytes().to_vec();
    token.push(shown.mark());
    let seal = key.seal(file, &token).finalize().into_bytes();
    token.extend(seal);
    URL_SAFE_NO_PAD.encode(token)
}

/// The address of a file, from the root of the site, with its name at the end for whoever reads it.
pub fn path(key: &Key, file: FileId, name: &str, shown: Shown, until: Timestamp) -> String {
    format!("/files/{file}/{}/{}", sign(key, file, shown, until), encoded(name))
}

/// A name as it stands in addresses and headers: UTF-8 with `%` before what is no plain letter (RFC 3986, RFC 8187).
pub fn encoded(name: &str) -> String {
    name.bytes().fold(String::with_capacity(name.len()), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push('%');
            text.extend([byte >> 4, byte & 15].map(|half| char::from(b"0123456789ABCDEF"[usize::from(half)])));
        }
        text
    })
}

/// What a token allows, and until when.
pub fn check(key: &Key, file: FileId, token: &str, now: Timestamp) -> Result<(Shown, Timestamp), Closed> {
    let token = URL_SAFE_NO_PAD.decode(token).map_err(|_| Closed::Forged)?;
    let (head, seal) = token.split_at_checked(HEAD).ok_or(Closed::Forged)?;
    // Compared in constant time.
    key.seal(file, head).verify_slice(seal).map_err(|_| Closed::Forged)?;
    let (seconds, mark) = head.split_first_chunk().ok_or(Closed::Forged)?;
    let shown = Shown::ALL.into_iter().find(|shown| [shown.mark()] == mark).ok_or(Closed::Forged)?;
    let until = i64::try_from(u64::from_be_bytes(*seconds)).unwrap_or(i64::MAX).saturating_mul(1_000_000);
    if now.0 < until { Ok((shown, Timestamp(until))) } else { Err(Closed::Expired) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    const KEY: Key = Key([7; 32]);
    const FILE: FileId = FileId(Uuid::from_u128(42));

    fn at(second: i64) -> Timestamp {
        Timestamp(second * 1_000_000)
    }

    #[test]
    fn an_address_opens_its_file_until_it_ends() {
        let token = sign(&KEY, FILE, Shown::Inline, at(1000));
        assert_eq!(token.len(), 55);
        assert_eq!(check(&KEY, FILE, &token, at(999)), Ok((Shown::Inline, at(1000))));
        assert_eq!(check(&KEY, FILE, &token, at(1000)), Err(Closed::Expired));
    }

    #[test]
    fn an_address_opens_no_other_file_and_not_on_another_site() {
        let token = sign(&KEY, FILE, Shown::Download, at(1000));
        assert_eq!(check(&KEY, FileId(Uuid::from_u128(43)), &token, at(1)), Err(Closed::Forged));
        assert_eq!(check(&Key([8; 32]), FILE, &token, at(1)), Err(Closed::Forged));
    }

    #[test]
    fn a_page_drawn_twice_in_a_minute_has_the_same_addresses() {
        let start = at(1_700_000_100);
        assert_eq!(until(start), until(at(1_700_000_160)));
        for now in (0..1200).map(|second| at(1_700_000_000 + second)) {
            let life = until(now).since(now);
            assert!(life <= LIFE && life >= LIFE / 2, "{life:?}");
        }
    }

    #[test]
    fn an_address_says_what_the_file_is_called_and_needs_no_quoting() {
        let path = path(&KEY, FILE, "Счёт 7/8?.pdf", Shown::Download, at(1000));
        assert!(path.ends_with("/%D0%A1%D1%87%D1%91%D1%82%207%2F8%3F.pdf"), "{path}");
        assert_eq!(path.split('/').count(), 5);
    }

    proptest! {
        #[test]
        fn nobody_makes_an_address_by_changing_one(place in 0..41_usize, change in 1..=255_u8) {
            let mut token = URL_SAFE_NO_PAD.decode(sign(&KEY, FILE, Shown::Download, at(1000))).unwrap();
            token[place] ^= change;
            prop_assert_eq!(check(&KEY, FILE, &URL_SAFE_NO_PAD.encode(token), at(1)), Err(Closed::Forged));
        }

        #[test]
        fn whatever_is_typed_for_a_token_opens_nothing(token in "\\PC{0,80}|[A-Za-z0-9_-]{0,80}") {
            prop_assert_eq!(check(&KEY, FILE, &token, at(1)), Err(Closed::Forged));
        }
    }
}
