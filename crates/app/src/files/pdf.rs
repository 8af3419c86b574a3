//! A PDF that a stranger sent, judged without being drawn.
//!
//! It is passed on as it is, so all that may act by itself is refused: scripts, programs to start, forms that send
//! themselves, files within the file. That is looked for everywhere and not only where a table of contents points:
//! between objects, in streams as they lie there, and in packed streams of objects. Names are read with their escapes
//! (`/J#61vaScript`). What cannot be unpacked to be looked at is refused as well.

mod names;

use std::io::Read;

use domain::{Code, Refusal};
use flate2::read::ZlibDecoder;

use super::mixed;
use crate::media::damaged;
use names::{Name, names};

/// What acts, as a name of its own anywhere in the file.
const ACTIVE: [&str; 11] = [
    "JavaScript",
    "Launch",
    "SubmitForm",
    "ImportData",
    "GoToE",
    "Rendition",
    "RichMedia",
    "RichMediaExecute",
    "EmbeddedFile",
    "EmbeddedFiles",
    "FileAttachment",
];
/// The same, so short that chance brings them about in packed pictures: only where objects are.
const ACTIVE_OBJECTS: [&str; 3] = ["JS", "XFA", "EF"];
/// Ways of packing that are not undone here. Streams of objects are packed by `FlateDecode` in practice.
const PACKINGS: [&str; 11] = [
    "ASCIIHexDecode",
    "AHx",
    "ASCII85Decode",
    "A85",
    "LZWDecode",
    "LZW",
    "RunLengthDecode",
    "RL",
    "Crypt",
    "DecodeParms",
    "DP",
];
/// The most bytes that streams of objects may have unpacked, together.
const MAX_UNPACKED: u64 = 64 << 20;
/// As what an empty one counts, so that a million of them do not take for ever.
const LEAST_UNPACKED: u64 = 4096;

/// How much memory [`judge`] takes at its height, in bytes.
pub(super) fn cost(bytes: &[u8]) -> u64 {
    bytes.len() as u64 + MAX_UNPACKED
}

/// Judges a PDF. Takes a tenth of a second for one of twenty megabytes, so it runs where blocking is allowed.
pub(super) fn judge(bytes: &[u8]) -> Result<(), Refusal> {
    is_whole(bytes)?;
    if mixed::has_archive(bytes) || mixed::has_page(bytes) {
        return Err(Code::FileMixed.into());
    }
    let is_locked = names(bytes).any(|name| name.stands() && name.is("Encrypt"));
    refuse(names(bytes), &ACTIVE)?;
    let ends: Vec<_> = words(bytes, b"endstream").collect();
    let (mut left, mut last, mut seen) = (MAX_UNPACKED, 0, 0);
    for body in streams(bytes) {
        // Also what looks like a stream within one: it may be that the outer one only looked so.
        if let Some(between) = bytes.get(seen..body) {
            refuse(names(between), &ACTIVE_OBJECTS)?;
        }
        let end = ends.get(ends.partition_point(|end| *end < body)).copied().unwrap_or(bytes.len());
        objects(&bytes[last..body], &bytes[body..end], is_locked, &mut left)?;
        (last, seen) = (body, seen.max(end));
    }
    refuse(names(&bytes[seen..]), &ACTIVE_OBJECTS)
}

/// It begins with its header, ends with its mark, and says truly where its table is.
fn is_whole(bytes: &[u8]) -> Result<(), Refusal> {
    if !matches!(bytes, [b'%', b'P', b'D', b'F', b'-', b'1'..=b'2', b'.', b'0'..=b'9', ..]) {
        return Err(damaged());
    }
    let end = bytes.windows(5).rposition(|window| window == b"%%EOF").ok_or_else(damaged)?;
    if !bytes[end + 5..].iter().all(|byte| names::is_white(*byte)) {
        return Err(Code::FileMixed.into());
    }
    let start = bytes[..end].windows(9).rposition(|window| window == b"startxref").ok_or_else(damaged)?;
    let number = std::str::from_utf8(&bytes[start + 9..end]).ok().and_then(|text| text.trim().parse::<usize>().ok());
    let table = number.and_then(|at| bytes.get(at..start)).ok_or_else(damaged)?;
    let table = table.iter().position(|byte| !names::is_white(*byte)).map_or(&[][..], |at| &table[at..]);
    if table.starts_with(b"xref") || table.first().is_some_and(u8::is_ascii_digit) { Ok(()) } else { Err(damaged()) }
}

/// Where a word stands.
fn words<'a>(bytes: &'a [u8], word: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    (0..bytes.len()).filter(move |at| bytes[*at] == word[0] && bytes[*at..].starts_with(word))
}

/// Where the bodies of streams begin.
fn streams(bytes: &[u8]) -> impl Iterator<Item = usize> + '_ {
    let at = words(bytes, b"stream").filter(|at| !bytes[..*at].ends_with(b"end"));
    at.filter_map(|at| match bytes.get(at + 6..)? {
        [b'\r', b'\n', ..] => Some(at + 8),
        [b'\r' | b'\n', ..] => Some(at + 7),
        _ => None,
    })
}

/// Looks into a stream of objects; others are pictures, fonts and pages, which cannot act. `about` is what stands before
/// the stream and describes it. One that names itself has to be readable; one that only could be read as one (`First`) is
/// looked into where it can be. `left` is how much may still be unpacked.
fn objects(about: &[u8], body: &[u8], is_locked: bool, left: &mut u64) -> Result<(), Refusal> {
    let says = |what: &str| names(about).any(|name| name.is(what));
    let is_named = says("ObjStm");
    if !is_named && !says("First") {
        return Ok(());
    }
    if is_named && (is_locked || PACKINGS.iter().any(|packing| says(packing))) {
        return Err(Code::PdfUnreadable.into());
    }
    let is_packed = !is_named || says("FlateDecode") || says("Fl");
    let mut unpacked = Vec::new();
    let read = if is_packed {
        ZlibDecoder::new(body).take(*left).read_to_end(&mut unpacked)
    } else {
        body.take(*left).read_to_end(&mut unpacked)
    };
    *left = left.saturating_sub(LEAST_UNPACKED.max(unpacked.len() as u64));
    if *left == 0 || (is_named && read.is_err()) {
        return Err(Code::PdfUnreadable.into());
    }
    refuse(names(&unpacked), &ACTIVE)?;
    if is_named { refuse(names(&unpacked), &ACTIVE_OBJECTS) } else { Ok(()) }
}

fn refuse<'a>(mut all: impl Iterator<Item = Name<'a>>, what: &[&'static str]) -> Result<(), Refusal> {
    let found = all.find_map(|name| what.iter().find(|one| name.is(one)).filter(|_| name.stands()).copied());
    found.map_or(Ok(()), |what| Err(Refusal::new(Code::PdfActive).with("what", what)))
}

#[cfg(test)]
#[path = "pdf_tests.rs"]
pub(in crate::files) mod tests;
