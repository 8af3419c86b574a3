//! A chain as a file that a shop downloads: lines of JSON in UTF-8.
//!
//! The first line is the head, `{"seller":7,"number":128,"hash":"…"}` (number 0 and an empty hash where there is no record);
//! each line after it is a record with its place,
//! `{"number":1,"record":"{\"v\":1,…}","previous":"…","hash":"…"}`, where `record` is the line that was sealed, as a string:
//! its bytes are what the hash is over.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Broken, Kept, Verifier};
use crate::SellerId;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    seller: SellerId,
    number: i64,
    hash: String,
}

#[derive(Serialize)]
struct Written<'k> {
    number: i64,
    record: &'k str,
    previous: &'k str,
    hash: &'k str,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    number: i64,
    record: String,
    previous: String,
    hash: String,
}

/// The first line, with its end: whose chain it is, and the number and the hash of its last record.
pub fn head(seller: SellerId, head: Option<(i64, &str)>) -> String {
    let (number, hash) = head.unwrap_or_default();
    line(&Head { seller, number, hash: hash.to_owned() })
}

/// The line of a record, with its end.
pub fn record(kept: &Kept<'_>) -> String {
    line(&Written { number: kept.number, record: kept.body, previous: kept.previous, hash: kept.hash })
}

fn line(it: &impl Serialize) -> String {
    // Structs of texts and numbers are always JSON.
    serde_json::to_string(it).unwrap_or_default() + "\n"
}

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// A line is neither a head nor a record; counted from 1. A file that was cut off ends so.
    Line(usize),
    /// The chain is broken.
    Broken(SellerId, Broken),
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(1) => f.write_str("line 1 is not the head of a chain"),
            Self::Line(number) => write!(f, "line {number} is not a record"),
            Self::Broken(_, broken) => broken.fmt(f),
        }
    }
}

impl std::error::Error for Wrong {}

/// Walks a file: whose chain it is and how many records it has, or what is wrong. Empty lines do not count.
///
/// # Errors
///
/// What `lines` could not read; within, what is wrong with the file.
pub fn verify<E>(lines: impl IntoIterator<Item = Result<Vec<u8>, E>>) -> Result<Result<(SellerId, i64), Wrong>, E> {
    let mut chain: Option<(Head, Verifier)> = None;
    let mut last = 0;
    for (number, line) in (1..).zip(lines) {
        let line = line?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        last = number;
        match &mut chain {
            None => match serde_json::from_slice::<Head>(&line) {
                Ok(head) => {
                    let verifier = Verifier::new(head.seller);
                    chain = Some((head, verifier));
                }
                Err(_) => return Ok(Err(Wrong::Line(number))),
            },
            Some((head, verifier)) => {
                let Ok(read) = serde_json::from_slice::<Read>(&line) else { return Ok(Err(Wrong::Line(number))) };
                let kept = Kept { number: read.number, body: &read.record, previous: &read.previous, hash: &read.hash };
                if let Err(broken) = verifier.next(&kept) {
                    return Ok(Err(Wrong::Broken(head.seller, broken)));
                }
            }
        }
    }
    let Some((head, verifier)) = chain else { return Ok(Err(Wrong::Line(last.max(1)))) };
    let end = verifier.end(Some((head.number, &head.hash)));
    Ok(end.map(|count| (head.seller, count)).map_err(|broken| Wrong::Broken(head.seller, broken)))
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use proptest::prelude::*;

    use super::super::{Hash, Receipt, seal};
    use super::*;
    use crate::Timestamp;
    use crate::moderation::{Decision, Stage, Subject};

    const SHOP: SellerId = SellerId(7);

    fn receipt(number: i64) -> Receipt {
        Receipt {
            seller: SHOP,
            number,
            at: Timestamp(1_772_000_000_000_000 + number),
            subject: Subject::Answer,
            subject_id: format!("0195-\"{number}\""),
            text_hash: "ab".repeat(32),
            decision: Decision::Refuse,
            stage: Stage::First,
            reasons: vec!["phone".into()],
            by: "moderator".into(),
            overturns: None,
        }
    }

    /// The lines of a file, the head first.
    fn file(count: i64) -> Vec<String> {
        let mut previous = Hash::genesis(SHOP);
        let mut lines = Vec::new();
        for number in 1..=count {
            let sealed = seal(&previous, &receipt(number));
            let (before, hash) = (previous.to_string(), sealed.hash.to_string());
            lines.push(record(&Kept { number, body: &sealed.body, previous: &before, hash: &hash }));
            previous = sealed.hash;
        }
        let hash = previous.to_string();
        lines.insert(0, head(SHOP, (count > 0).then_some((count, &hash))));
        lines
    }

    fn read(lines: &[String]) -> Result<(SellerId, i64), Wrong> {
        bytes(lines.concat().as_bytes())
    }

    fn bytes(file: &[u8]) -> Result<(SellerId, i64), Wrong> {
        let lines = file.split(|byte| *byte == b'\n').map(|line| Ok::<_, Infallible>(line.to_vec()));
        verify(lines).unwrap()
    }

    #[test]
    fn a_downloaded_chain_is_whole_also_one_without_records() {
        assert_eq!(read(&file(5)), Ok((SHOP, 5)));
        assert_eq!(read(&file(0)), Ok((SHOP, 0)));
    }

    #[test]
    fn a_record_that_is_removed_from_the_file_is_missed_wherever_it_stood() {
        for gone in 1..=5 {
            let mut lines = file(5);
            lines.remove(gone);
            let number = i64::try_from(gone).unwrap();
            let broken = match gone {
                5 => Broken::Head { head: 5, found: 4 },
                _ => Broken::Gap { expected: number, found: number + 1 },
            };
            assert_eq!(read(&lines), Err(Wrong::Broken(SHOP, broken)));
        }
    }

    #[test]
    fn two_records_that_changed_places_in_the_file_are_found_wherever_they_stood() {
        for first in 1..=5 {
            for second in first + 1..=5 {
                let mut lines = file(5);
                lines.swap(first, second);
                assert!(matches!(read(&lines), Err(Wrong::Broken(..))), "{first} and {second}");
            }
        }
    }

    #[test]
    fn what_is_no_chain_is_refused_with_the_line() {
        assert_eq!(read(&[]), Err(Wrong::Line(1)));
        assert_eq!(read(&["receipts\n".into()]), Err(Wrong::Line(1)));
        assert_eq!(read(&file(2)[1..]), Err(Wrong::Line(1)), "the head is missing");
        let mut cut = file(2).concat();
        cut.truncate(cut.len() - 20);
        assert_eq!(read(&[cut]), Err(Wrong::Line(3)));
    }

    /// Every position of the file, every other byte that can stand there: nothing else reads as the same chain.
    #[test]
    fn not_one_byte_of_a_downloaded_chain_can_be_changed() {
        let whole = file(1).concat().into_bytes();
        for position in 0..whole.len() {
            for byte in 0..=u8::MAX {
                let mut changed = whole.clone();
                changed[position] = byte;
                // The last line's end may be any white space that JSON skips: nothing that is read depends on it.
                let skipped = position + 1 == whole.len() && matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
                let same = byte == whole[position] || skipped;
                assert_eq!(bytes(&changed).is_ok(), same, "byte {byte} at {position}");
            }
        }
    }

    proptest! {
        #[test]
        fn records_in_any_other_order_are_no_chain(order in Just((1..=6_usize).collect::<Vec<_>>()).prop_shuffle()) {
            let whole = file(6);
            let mut lines = vec![whole[0].clone()];
            lines.extend(order.iter().map(|at| whole[*at].clone()));
            prop_assert_eq!(read(&lines).is_ok(), order.is_sorted());
        }
    }
}
