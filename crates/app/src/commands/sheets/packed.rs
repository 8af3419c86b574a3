//! A workbook is a ZIP file, and a small one may unpack to anything: how much it comes to is counted before it is read.

use std::io::Read;

use domain::{Code, Refusal};
use flate2::read::DeflateDecoder;

/// Bytes that all parts of a workbook may come to: more than a hundred thousand rows need.
const UNPACKED_MAX: u64 = 400 * 1024 * 1024;
/// Parts of a workbook, at most.
const PARTS_MAX: usize = 2_000;
/// The signature of the entry at the end of the file (PKWARE's APPNOTE, 4.3.16).
const END: &[u8; 4] = b"PK\x05\x06";

/// Refuses a file that comes to more than a price list can. What is damaged is left to who reads it.
pub(super) fn is_of_a_sane_size(bytes: &[u8]) -> Result<(), Refusal> {
    let too_large = || Refusal::new(Code::SheetUnreadable).at("file");
    let mut left = UNPACKED_MAX;
    let parts = parts(bytes).ok_or_else(too_large)?;
    if parts.len() > PARTS_MAX {
        return Err(too_large());
    }
    for part in parts {
        let counted = std::io::copy(&mut DeflateDecoder::new(part).take(left + 1), &mut std::io::sink());
        left = left.checked_sub(counted.unwrap_or(0)).ok_or_else(too_large)?;
    }
    Ok(())
}

/// What is packed, part by part; parts that are not packed weigh what they weigh.
fn parts(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let end = bytes.windows(4).rposition(|four| four == END)?;
    let count = number(bytes, end + 10, 2)?;
    let mut at = number(bytes, end + 16, 4)?;
    let mut parts = Vec::new();
    for _ in 0..count {
        let method = number(bytes, at + 10, 2)?;
        let (packed, begin) = (number(bytes, at + 20, 4)?, number(bytes, at + 42, 4)?);
        let behind = number(bytes, begin + 26, 2)? + number(bytes, begin + 28, 2)?;
        let from = begin + 30 + behind;
        if method == 8 {
            parts.push(bytes.get(from..from.checked_add(packed)?)?);
        }
        at += 46 + number(bytes, at + 28, 2)? + number(bytes, at + 30, 2)? + number(bytes, at + 32, 2)?;
    }
    Some(parts)
}

/// A number of some bytes, the smallest first.
fn number(bytes: &[u8], at: usize, len: usize) -> Option<usize> {
    let slice = bytes.get(at..at.checked_add(len)?)?;
    Some(slice.iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte)))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::DeflateEncoder;

    use super::*;

    /// A ZIP file of one part that unpacks to so many zeros, made by hand.
    fn packed(zeros: u64) -> Vec<u8> {
        let mut packer = DeflateEncoder::new(Vec::new(), Compression::fast());
        std::io::copy(&mut std::io::repeat(0).take(zeros), &mut packer).unwrap();
        let data = packer.finish().unwrap();
        let size = u32::try_from(data.len()).unwrap().to_le_bytes();
        let mut file = b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0".to_vec();
        file.extend(size);
        // The size it says is a lie.
        file.extend([1, 0, 0, 0, 1, 0, 0, 0, b'a']);
        file.write_all(&data).unwrap();
        let directory = u32::try_from(file.len()).unwrap().to_le_bytes();
        file.extend(b"PK\x01\x02\x14\0\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0");
        file.extend(size);
        file.extend([1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, b'a']);
        file.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x2f\0\0\0");
        file.extend(directory);
        file.extend([0, 0]);
        file
    }

    #[test]
    fn a_file_that_unpacks_to_more_than_it_says_is_not_read() {
        assert!(is_of_a_sane_size(&packed(1_000)).is_ok());
        assert_eq!(is_of_a_sane_size(&packed(UNPACKED_MAX + 1)).unwrap_err().code, Code::SheetUnreadable);
        assert!(is_of_a_sane_size(b"PK\x03\x04").is_err());
    }
}
