//! Where a film was taken, and how that is taken out of it.
//!
//! Cameras write it in several ways; all of these are overwritten with zeros, and their box is called `free` from then
//! on, so that nothing moves:
//! - `©xyz` and `loci` in `udta` of the film or of a track (Android, 3GPP), and XMP there;
//! - the keys `…location…` of Apple's `meta`, with their values;
//! - XMP in a `uuid` box of the film, of a track or of the file;
//! - a track that is neither picture, sound nor subtitles (action cameras and drones keep their way there): it is taken
//!   out of the table of contents, and its samples are overwritten.
//!
//! The name of the camera and the time of day stay.

use std::collections::HashSet;
use std::ops::Range;

use super::atoms::{Atom, atoms, first, handler, inside, root, u32_at, u64_at};

/// How Adobe marks its XMP in a `uuid` box.
pub(super) const XMP: [u8; 16] = *b"\xBE\x7A\xCF\xCB\x97\xA9\x42\xE8\x9C\x71\x99\x94\x91\xE3\xAF\xAC";

/// Overwrites in the table of contents (`moov`) what tells a place. Returns what has to be overwritten in the file.
pub(super) fn clean(moov: &mut [u8]) -> Option<Vec<Range<u64>>> {
    let (mut blank, mut ways) = (Vec::new(), Vec::new());
    let parts = inside(moov, &root(moov)?)?;
    places(moov, &parts, &mut blank)?;
    for trak in parts.iter().filter(|part| &part.kind == b"trak") {
        let track = inside(moov, trak)?;
        let media = inside(moov, first(&track, b"mdia")?)?;
        match &handler(moov, &media)? {
            b"vide" | b"soun" | b"text" | b"sbtl" | b"subt" | b"clcp" | b"tmcd" => places(moov, &track, &mut blank)?,
            _ => {
                ways.extend(samples(moov, &media).unwrap_or_default());
                blank.push(trak.clone());
            }
        }
    }
    for atom in blank {
        moov[atom.begin + 4..atom.begin + 8].copy_from_slice(b"free");
        moov[atom.body].fill(0);
    }
    Some(ways)
}

/// Of the boxes of a film or a track, those that tell a place.
fn places(moov: &[u8], parts: &[Atom], blank: &mut Vec<Atom>) -> Option<()> {
    for part in parts {
        match &part.kind {
            b"udta" => {
                let tells = |kind: &[u8; 4]| matches!(kind, b"\xA9xyz" | b"loci" | b"XMP_");
                // Some cameras fill it with what are no boxes; then nothing can be told apart, and all of it goes.
                let Some(inner) = inside(moov, part) else {
                    blank.push(part.clone());
                    continue;
                };
                blank.extend(inner.iter().filter(|atom| tells(&atom.kind)).cloned());
                places(moov, &inner.into_iter().filter(|atom| &atom.kind == b"meta").collect::<Vec<_>>(), blank)?;
            }
            b"meta" => keyed_places(moov, part, blank),
            b"uuid" if moov.get(part.body.clone())?.starts_with(&XMP) => blank.push(part.clone()),
            _ => {}
        }
    }
    Some(())
}

/// Apple's `meta`: `keys` names the entries, `ilst` has them by number. ISO's form has four bytes before its boxes.
fn keyed_places(moov: &[u8], meta: &Atom, blank: &mut Vec<Atom>) {
    let apple = atoms(moov, meta.body.clone()).filter(|inner| first(inner, b"hdlr").is_some());
    let iso = || atoms(moov, (meta.body.start + 4).min(meta.body.end)..meta.body.end);
    let Some(inner) = apple.or_else(iso) else { return blank.push(meta.clone()) };
    let names = first(&inner, b"keys").and_then(|keys| atoms(moov, keys.body.start + 8..keys.body.end));
    let is_place = |name: &Atom| moov[name.body.clone()].windows(8).any(|part| part.eq_ignore_ascii_case(b"location"));
    let numbers: HashSet<_> =
        (1_u32..).zip(names.unwrap_or_default()).filter(|(_, name)| is_place(name)).map(|(n, _)| n).collect();
    let entries = first(&inner, b"ilst").and_then(|list| inside(moov, list)).unwrap_or_default();
    let tells = |kind: [u8; 4]| &kind == b"\xA9xyz" || numbers.contains(&u32::from_be_bytes(kind));
    blank.extend(entries.into_iter().filter(|entry| tells(entry.kind)));
    blank.extend(inner.into_iter().filter(|atom| &atom.kind == b"uuid" || &atom.kind == b"XMP_"));
}

/// Where the samples of a track lie in the file: a range for each chunk.
fn samples(moov: &[u8], media: &[Atom]) -> Option<Vec<Range<u64>>> {
    let table = inside(moov, first(&inside(moov, first(media, b"minf")?)?, b"stbl")?)?;
    let at = |kind: &[u8; 4]| first(&table, kind).map(|atom| atom.body.start + 4);
    let (sizes, runs) = (at(b"stsz")?, at(b"stsc")?);
    let (chunks, wide) = at(b"stco").map(|at| (at, 4)).or_else(|| Some((at(b"co64")?, 8)))?;
    let mut size_of = Sizes { moov, uniform: u32_at(moov, sizes)?, next: sizes + 8 };
    let mut run = Runs { moov, at: runs + 4, left: u32_at(moov, runs)?, samples: 0 };
    let count = usize::try_from(u32_at(moov, chunks)?).ok()?;
    // More chunks than the table has room for are a lie; `u32_at` ends the walk.
    let mut found = Vec::new();
    for chunk in 0..count {
        let at = chunks + 4 + chunk * wide;
        let begin = if wide == 4 { u64::from(u32_at(moov, at)?) } else { u64_at(moov, at)? };
        let number = u32::try_from(chunk + 1).ok()?;
        let Some(len) = run.of(number).and_then(|samples| size_of.sum(samples)) else { break };
        found.push(begin..begin.saturating_add(len));
    }
    Some(found)
}

/// `stsz`: one size for all, or a size for each.
struct Sizes<'a> {
    moov: &'a [u8],
    uniform: u32,
    next: usize,
}

impl Sizes<'_> {
    /// The bytes of the next `samples` samples.
    fn sum(&mut self, samples: u32) -> Option<u64> {
        if self.uniform > 0 {
            return Some(u64::from(self.uniform) * u64::from(samples));
        }
        let mut sum = 0;
        for _ in 0..samples {
            sum += u64::from(u32_at(self.moov, self.next)?);
            self.next += 4;
        }
        Some(sum)
    }
}

/// `stsc`: from which chunk on how many samples make one.
struct Runs<'a> {
    moov: &'a [u8],
    at: usize,
    left: u32,
    samples: u32,
}

impl Runs<'_> {
    /// The samples in a chunk; chunks are asked for in order.
    fn of(&mut self, chunk: u32) -> Option<u32> {
        while self.left > 0 && u32_at(self.moov, self.at)? <= chunk {
            self.samples = u32_at(self.moov, self.at + 4)?;
            self.at += 12;
            self.left -= 1;
        }
        Some(self.samples)
    }
}
