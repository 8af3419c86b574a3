//! Boxes of ISO base media files (ISO/IEC 14496-12), in a piece of a file that is in memory.

use std::ops::Range;

/// A box: its four letters and where its body lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Atom {
    pub kind: [u8; 4],
    /// Where its header begins.
    pub begin: usize,
    pub body: Range<usize>,
}

/// The size of a box with its header, its header's size and its letters, from the first bytes of it. `left` is how much
/// is left of what holds it; a box of size 0 takes all of that. `None` where the header contradicts itself.
pub(super) fn header(bytes: &[u8], left: u64) -> Option<(u64, u64, [u8; 4])> {
    let kind = *bytes.get(4..8)?.first_chunk()?;
    let (size, header) = match u32::from_be_bytes(*bytes.first_chunk()?) {
        0 => (left, 8),
        1 => (u64::from_be_bytes(*bytes.get(8..16)?.first_chunk()?), 16),
        size => (u64::from(size), 8),
    };
    (size >= header && size <= left).then_some((size, header, kind))
}

/// The boxes that lie in a range, one after the other. `None` where they do not fill it; up to seven bytes of filling
/// at the end are passed over (QuickTime ends `udta` with four zeros).
pub(super) fn atoms(bytes: &[u8], within: Range<usize>) -> Option<Vec<Atom>> {
    let mut found = Vec::new();
    let mut at = within.start;
    while within.end.saturating_sub(at) >= 8 {
        let piece = bytes.get(at..within.end)?;
        let (size, head, kind) = header(piece, piece.len() as u64)?;
        let (size, head) = (usize::try_from(size).ok()?, usize::try_from(head).ok()?);
        found.push(Atom { kind, begin: at, body: at + head..at + size });
        at += size;
    }
    Some(found)
}

/// The first box of a kind.
pub(super) fn first<'a>(atoms: &'a [Atom], kind: &[u8; 4]) -> Option<&'a Atom> {
    atoms.iter().find(|atom| &atom.kind == kind)
}

/// The boxes within a box.
pub(super) fn inside(bytes: &[u8], atom: &Atom) -> Option<Vec<Atom>> {
    atoms(bytes, atom.body.clone())
}

/// The box that a piece of a file is.
pub(super) fn root(bytes: &[u8]) -> Option<Atom> {
    atoms(bytes, 0..bytes.len())?.into_iter().next()
}

/// What a track's `mdia` holds: `vide`, `soun`, …
pub(super) fn handler(bytes: &[u8], media: &[Atom]) -> Option<[u8; 4]> {
    let at = first(media, b"hdlr")?.body.start;
    bytes.get(at + 8..)?.first_chunk().copied()
}

/// Big-endian numbers at a place; `None` beyond the end.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// The same in eight bytes.
pub(super) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}
