//! Receipts: every verdict is a record, and each record holds the hash of the one before it.
//!
//! # The form of a record
//!
//! A record is one line of JSON with its fields in this order: `v` (the version, 1), `seller`, `number` (from 1, without a
//! hole), `at` (microseconds since 1970 UTC), `subject`, `subject_id`, `text` (SHA-256 of what was judged, in hex),
//! `decision`, `stage`, `reasons` (codes, in their order), `by` (a role, or `rules:` with the version of the checks; never a
//! person), `overturns` (the number of the verdict that it turned over, or null).
//!
//! Its hash is SHA-256 over the bytes `otklik receipt 1`, a zero byte, the 32 bytes of the hash before, and the line as it
//! stands. Before the first record stands the hash of `otklik receipts of seller N`. So a changed byte, a record that was
//! removed, one that was put in, and two that changed places show without trust in anybody: whoever has the records can
//! compute it. A record that was cut off at the end is missed by the head, the number and hash of the last one, which is
//! kept apart.

pub mod file;

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Decision, Stage, Subject};
use crate::{SellerId, Timestamp};

/// What a verdict leaves behind: no text, and nobody's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Whose shop it concerns.
    pub seller: SellerId,
    /// Its number in the chain, from 1.
    pub number: i64,
    /// When it was decided.
    pub at: Timestamp,
    /// What kind of thing was judged.
    pub subject: Subject,
    /// Which, as an id.
    pub subject_id: String,
    /// SHA-256 of what was judged, in hex.
    pub text_hash: String,
    /// What was decided.
    pub decision: Decision,
    /// At which stage.
    pub stage: Stage,
    /// The codes of the reasons.
    pub reasons: Vec<String>,
    /// The role of the person, or the version of the rules.
    pub by: String,
    /// The number of the verdict that it turned over.
    pub overturns: Option<i64>,
}

/// The form of a record on its line.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    v: u32,
    seller: i64,
    number: i64,
    at: i64,
    subject: Subject,
    subject_id: String,
    text: String,
    decision: Decision,
    stage: Stage,
    reasons: Vec<String>,
    by: String,
    overturns: Option<i64>,
}

const VERSION: u32 = 1;

/// A hash of the chain; written as 64 hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hash([u8; 32]);

impl Hash {
    /// What stands before the first record of a seller.
    pub fn genesis(seller: SellerId) -> Self {
        Self(Sha256::digest(format!("otklik receipts of seller {seller}").as_bytes()).into())
    }

    /// Reads 64 hex digits; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        let mut bytes = [0; 32];
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(at * 2..at * 2 + 2)?, 16).ok()?;
        }
        Some(Self(bytes)).filter(|hash| hash.to_string() == text)
    }

    fn after(self, body: &str) -> Self {
        let digest = Sha256::new()
            .chain_update(b"otklik receipt 1")
            .chain_update([0])
            .chain_update(self.0)
            .chain_update(body.as_bytes())
            .finalize();
        Self(digest.into())
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A record with its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The record's line.
    pub body: String,
    /// The hash before it.
    pub previous: Hash,
    /// Its own.
    pub hash: Hash,
}

/// Seals a record behind the one whose hash is `previous`.
pub fn seal(previous: &Hash, receipt: &Receipt) -> Sealed {
    let line = Line {
        v: VERSION,
        seller: receipt.seller.0,
        number: receipt.number,
        at: receipt.at.0,
        subject: receipt.subject,
        subject_id: receipt.subject_id.clone(),
        text: receipt.text_hash.clone(),
        decision: receipt.decision,
        stage: receipt.stage,
        reasons: receipt.reasons.clone(),
        by: receipt.by.clone(),
        overturns: receipt.overturns,
    };
    // A struct of texts and numbers is always JSON.
    let body = serde_json::to_string(&line).unwrap_or_default();
    Sealed { hash: previous.after(&body), previous: *previous, body }
}

/// A record as it was kept, of whose parts nothing is believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept<'k> {
    /// The number under which it is kept.
    pub number: i64,
    /// Its line.
    pub body: &'k str,
    /// The hash before it.
    pub previous: &'k str,
    /// Its own.
    pub hash: &'k str,
}

/// What is wrong with a chain, and at which record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// The record or its hash was changed.
    Changed {
        /// Which.
        number: i64,
    },
    /// A record is missing before this one.
    Gap {
        /// The number that was expected.
        expected: i64,
        /// The number that came.
        found: i64,
    },
    /// The record does not follow the one before it: it was put in, or changed places.
    DoesNotFollow {
        /// Which.
        number: i64,
    },
    /// The record belongs to another seller.
    Foreign {
        /// Which.
        number: i64,
        /// Whose it is.
        seller: i64,
    },
    /// Records are missing at the end, or there are more than the head knows of.
    Head {
        /// The last number, as the head has it; 0 where there is no head.
        head: i64,
        /// The last number that came.
        found: i64,
    },
    /// The last record is not the one that the head names.
    HeadHash {
        /// Which.
        number: i64,
    },
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed { number } => write!(f, "record {number} was changed: its hash does not fit"),
            Self::Gap { expected, found } => write!(f, "record {expected} is missing: record {found} comes instead"),
            Self::DoesNotFollow { number } => {
                write!(f, "record {number} does not follow the one before it: it was put in, or records changed places")
            }
            Self::Foreign { number, seller } => write!(f, "record {number} belongs to seller {seller}"),
            Self::Head { head, found } => write!(f, "the chain ends at record {found}, and should end at {head}"),
            Self::HeadHash { number } => write!(f, "record {number} is not the last one that was kept apart"),
        }
    }
}

impl std::error::Error for Broken {}

/// Walks a chain from its beginning, record by record, so that no chain is too long.
#[derive(Debug, Clone)]
pub struct Verifier {
    seller: SellerId,
    hash: Hash,
    count: i64,
}

impl Verifier {
    /// At the beginning of a seller's chain.
    pub fn new(seller: SellerId) -> Self {
        Self { seller, hash: Hash::genesis(seller), count: 0 }
    }

    /// The number of the last record that was seen.
    pub fn count(&self) -> i64 {
        self.count
    }

    /// Looks at the next record.
    pub fn next(&mut self, kept: &Kept<'_>) -> Result<(), Broken> {
        let number = kept.number;
        let previous = Hash::parse(kept.previous).ok_or(Broken::Changed { number })?;
        let hash = previous.after(kept.body);
        if Hash::parse(kept.hash) != Some(hash) {
            return Err(Broken::Changed { number });
        }
        let line: Line = serde_json::from_str(kept.body).map_err(|_| Broken::Changed { number })?;
        if line.seller != self.seller.0 {
            return Err(Broken::Foreign { number, seller: line.seller });
        }
        if line.number != number {
            return Err(Broken::Changed { number });
        }
        if number != self.count + 1 {
            return Err(if number > self.count {
                Broken::Gap { expected: self.count + 1, found: number }
            } else {
                Broken::DoesNotFollow { number }
            });
        }
        if previous != self.hash {
            return Err(Broken::DoesNotFollow { number });
        }
        (self.hash, self.count) = (hash, number);
        Ok(())
    }

    /// The end of the chain was reached: it has to be where the head says. Gives the number of records.
    pub fn end(self, head: Option<(i64, &str)>) -> Result<i64, Broken> {
        let (last, hash) = head.unwrap_or((0, ""));
        if last != self.count {
            return Err(Broken::Head { head: last, found: self.count });
        }
        if last > 0 && Hash::parse(hash) != Some(self.hash) {
            return Err(Broken::HeadHash { number: last });
        }
        Ok(self.count)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SHOP: SellerId = SellerId(7);

    #[derive(Clone)]
    struct Row {
        number: i64,
        body: String,
        previous: String,
        hash: String,
    }

    fn receipt(number: i64) -> Receipt {
        Receipt {
            seller: SHOP,
            number,
            at: Timestamp(1_772_000_000_000_000 + number),
            subject: Subject::Answer,
            subject_id: format!("0195-{number}"),
            text_hash: "ab".repeat(32),
            decision: if number % 3 == 0 { Decision::Refuse } else { Decision::Publish },
            stage: Stage::First,
            reasons: vec!["phone".into()],
            by: "moderator".into(),
            overturns: (number == 4).then_some(3),
        }
    }

    fn chain(count: i64) -> (Vec<Row>, (i64, String)) {
        let mut previous = Hash::genesis(SHOP);
        let mut rows = Vec::new();
        for number in 1..=count {
            let sealed = seal(&previous, &receipt(number));
            previous = sealed.hash;
            let (before, hash) = (sealed.previous.to_string(), sealed.hash.to_string());
            rows.push(Row { number, body: sealed.body, previous: before, hash });
        }
        (rows, (count, previous.to_string()))
    }

    fn verify(rows: &[Row], head: &(i64, String)) -> Result<i64, Broken> {
        let mut verifier = Verifier::new(SHOP);
        for row in rows {
            let Row { number, body, previous, hash } = row;
            verifier.next(&Kept { number: *number, body, previous, hash })?;
        }
        verifier.end(Some((head.0, &head.1)))
    }

    #[test]
    fn a_whole_chain_is_found_whole_and_so_is_none_at_all() {
        let (rows, head) = chain(5);
        assert_eq!(verify(&rows, &head), Ok(5));
        assert_eq!(Verifier::new(SHOP).end(None), Ok(0));
    }

    #[test]
    fn the_form_of_a_record_stays_as_it_is_written_down() {
        let sealed = seal(&Hash::genesis(SHOP), &receipt(4));
        assert_eq!(
            sealed.body,
            format!(
                "{{\"v\":1,\"seller\":7,\"number\":4,\"at\":1772000000000004,\"subject\":\"answer\",\
                 \"subject_id\":\"0195-4\",\"text\":\"{}\",\"decision\":\"publish\",\"stage\":\"first\",\
                 \"reasons\":[\"phone\"],\"by\":\"moderator\",\"overturns\":3}}",
                "ab".repeat(32)
            )
        );
        assert_eq!(sealed.hash.to_string(), "b2f6ee9401223d28ca467e4b43dd62aba507b0cf38008ee6118e2b3f42af9083");
    }

    #[test]
    fn a_removed_record_is_missed_wherever_it_stood() {
        let (rows, head) = chain(5);
        for gone in 0..5 {
            let mut rest = rows.clone();
            rest.remove(gone);
            let expected = i64::try_from(gone).unwrap() + 1;
            let broken = if gone == 4 {
                Broken::Head { head: 5, found: 4 }
            } else {
                Broken::Gap { expected, found: expected + 1 }
            };
            assert_eq!(verify(&rest, &head), Err(broken));
        }
    }

    #[test]
    fn a_removed_record_is_missed_even_where_the_others_are_numbered_anew() {
        let (mut rows, head) = chain(5);
        rows.remove(2);
        for (row, number) in rows.iter_mut().zip(1..) {
            row.number = number;
        }
        assert_eq!(verify(&rows, &head), Err(Broken::Changed { number: 3 }));
    }

    #[test]
    fn two_records_that_changed_places_are_found() {
        let (rows, head) = chain(5);
        for at in 0..4 {
            let mut swapped = rows.clone();
            swapped.swap(at, at + 1);
            assert!(verify(&swapped, &head).is_err(), "records {at} and {}", at + 1);
            // With their numbers put right again, too.
            for (row, number) in swapped.iter_mut().zip(1..) {
                row.number = number;
            }
            assert!(verify(&swapped, &head).is_err());
        }
    }

    #[test]
    fn a_record_of_another_shop_is_not_taken_for_ones_own() {
        let foreign = seal(&Hash::genesis(SHOP), &Receipt { seller: SellerId(8), ..receipt(1) });
        let (previous, hash) = (foreign.previous.to_string(), foreign.hash.to_string());
        let kept = Kept { number: 1, body: &foreign.body, previous: &previous, hash: &hash };
        assert_eq!(Verifier::new(SHOP).next(&kept), Err(Broken::Foreign { number: 1, seller: 8 }));
    }

    #[test]
    fn a_chain_that_was_forged_from_its_beginning_does_not_fit_the_head() {
        let (_, head) = chain(3);
        let mut previous = Hash::genesis(SHOP);
        let mut rows = Vec::new();
        for number in 1..=3 {
            let sealed = seal(&previous, &Receipt { decision: Decision::Publish, ..receipt(number) });
            previous = sealed.hash;
            let (before, hash) = (sealed.previous.to_string(), sealed.hash.to_string());
            rows.push(Row { number, body: sealed.body, previous: before, hash });
        }
        assert_eq!(verify(&rows, &head), Err(Broken::HeadHash { number: 3 }));
    }

    proptest! {
        #[test]
        fn a_changed_byte_is_found_wherever_it_is(which in 0_usize..5, part in 0..3, at in 0_usize..400, to in 0_u8..128) {
            let (rows, head) = chain(5);
            let mut changed = rows.clone();
            let row = &mut changed[which];
            let text = match part { 0 => &mut row.body, 1 => &mut row.previous, _ => &mut row.hash };
            let mut bytes = text.clone().into_bytes();
            let at = at % bytes.len();
            prop_assume!(bytes[at] != to);
            bytes[at] = to;
            *text = String::from_utf8(bytes).unwrap();
            prop_assert!(verify(&changed, &head).is_err());
        }
    }
}
