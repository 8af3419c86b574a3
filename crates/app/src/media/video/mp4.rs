//! MP4 and QuickTime: how long, how large, and whole or not.

use std::collections::HashMap;
use std::io::{Read, Seek, SeekFrom, Write};
use std::ops::Range;

use super::atoms::{Atom, first, handler, header, inside, root, u32_at, u64_at};
use super::places::{XMP, clean};
use super::{Accepted, VideoError};
use crate::media::folder::Part;
use crate::media::refusals::{damaged, not_a_video};

/// The most bytes of a table of contents; five minutes need one or two hundred thousand.
const MAX_MOOV: u64 = 16 << 20;
/// The most boxes at the top of a file; a fragment of a second is two of them.
const MAX_TOP: usize = 20_000;
/// Brands of still pictures and of sound alone, which share the box structure.
const NOT_FILMS: [&[u8]; 10] =
    [b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"avif", b"avis", b"M4A ", b"M4B "];

/// What the top of the file tells.
#[derive(Default)]
struct Top {
    /// The table of contents, and where it lies in the file.
    moov: Option<(u64, Vec<u8>)>,
    /// Places in the file to overwrite: whole boxes.
    blank: Vec<Range<u64>>,
    /// Of each track that has fragments, the latest time that one begins at, in the track's units.
    fragments: HashMap<u32, u64>,
    has_data: bool,
}

pub(super) fn accept(file: &mut (impl Read + Write + Seek), len: u64, start: [u8; 12]) -> Result<Accepted, VideoError> {
    let brand = &start[8..12];
    if NOT_FILMS.contains(&brand) {
        return Err(not_a_video().into());
    }
    let top = walk(file, len)?;
    let (begin, mut moov) = top.moov.ok_or_else(damaged)?;
    if !top.has_data {
        return Err(damaged().into());
    }
    let film = film(&moov, &top.fragments).ok_or_else(damaged)?;
    let samples = clean(&mut moov).ok_or_else(damaged)?;
    let xmp = top.blank.iter().map(|range| range.start + 8..range.end);
    for range in merged(samples.into_iter().chain(xmp), len) {
        zero(file, range)?;
    }
    for range in top.blank {
        file.seek(SeekFrom::Start(range.start + 4))?;
        file.write_all(b"free")?;
    }
    file.seek(SeekFrom::Start(begin))?;
    file.write_all(&moov)?;
    file.flush()?;
    let part = if brand == b"qt  " { Part::Mov } else { Part::Mp4 };
    Ok(Accepted { part, ..film })
}

/// Goes over the boxes of the file; they have to fill it to its last byte.
fn walk(file: &mut (impl Read + Seek), len: u64) -> Result<Top, VideoError> {
    let mut top = Top::default();
    let mut at = 0;
    for _ in 0..MAX_TOP {
        if at == len {
            return Ok(top);
        }
        let mut head = [0; 32];
        file.seek(SeekFrom::Start(at))?;
        let read = usize::try_from((len - at).min(32)).unwrap_or(32);
        file.read_exact(&mut head[..read])?;
        let (size, skip, kind) = header(&head[..read], len - at).ok_or_else(damaged)?;
        match &kind {
            b"moov" if top.moov.is_none() && size <= MAX_MOOV => top.moov = Some((at, piece(file, at, size)?)),
            b"moov" => return Err(damaged().into()),
            b"moof" if size <= MAX_MOOV => {
                for (track, time) in fragment(&piece(file, at, size)?) {
                    let latest = top.fragments.entry(track).or_default();
                    *latest = time.max(*latest);
                }
            }
            b"mdat" => top.has_data |= size > skip,
            b"uuid" if head[usize::try_from(skip).unwrap_or(8)..].starts_with(&XMP) => top.blank.push(at..at + size),
            _ => {}
        }
        at += size;
    }
    Err(damaged().into())
}

fn piece(file: &mut (impl Read + Seek), at: u64, size: u64) -> Result<Vec<u8>, VideoError> {
    let mut bytes = vec![0; usize::try_from(size).map_err(|_| damaged())?];
    file.seek(SeekFrom::Start(at))?;
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// Of each track of a fragment: its number and the time of its first sample.
fn fragment(moof: &[u8]) -> Vec<(u32, u64)> {
    let track = |traf: &Atom| {
        let parts = inside(moof, traf)?;
        let number = u32_at(moof, first(&parts, b"tfhd")?.body.start + 4)?;
        let time = first(&parts, b"tfdt")?.body.start;
        let at = if moof.get(time)? == &0 { u64::from(u32_at(moof, time + 4)?) } else { u64_at(moof, time + 4)? };
        Some((number, at))
    };
    let parts = root(moof).and_then(|moof_box| inside(moof, &moof_box)).unwrap_or_default();
    parts.iter().filter(|part| &part.kind == b"traf").filter_map(track).collect()
}

/// Length and size, as the table of contents tells them.
fn film(moov: &[u8], fragments: &HashMap<u32, u64>) -> Option<Accepted> {
    let parts = inside(moov, &root(moov)?)?;
    let mvhd = first(&parts, b"mvhd")?.body.start;
    let mut millis = duration(moov, mvhd)?;
    if let Some(mvex) = first(&parts, b"mvex")
        && let Some(mehd) = first(&inside(moov, mvex)?, b"mehd")
    {
        let at = mehd.body.start;
        let whole = if moov.get(at)? == &0 { u64::from(u32_at(moov, at + 4)?) } else { u64_at(moov, at + 4)? };
        millis = millis.max(in_millis(whole, timescale(moov, mvhd)?));
    }
    let (mut width, mut height) = (0, 0);
    for trak in parts.iter().filter(|part| &part.kind == b"trak") {
        let track = inside(moov, trak)?;
        let tkhd = first(&track, b"tkhd")?.body.clone();
        let media = inside(moov, first(&track, b"mdia")?)?;
        let mdhd = first(&media, b"mdhd")?.body.start;
        let number = u32_at(moov, tkhd.start + if moov.get(tkhd.start)? == &0 { 12 } else { 20 })?;
        if let Some(time) = fragments.get(&number) {
            millis = millis.max(in_millis(*time, timescale(moov, mdhd)?));
        }
        millis = millis.max(duration(moov, mdhd)?);
        if handler(moov, &media)? == *b"vide" && width == 0 {
            (width, height) = shown_size(moov, &tkhd)?;
        }
    }
    Some(Accepted { part: Part::Mp4, millis, width, height })
}

/// `mvhd` and `mdhd` begin alike: version, times, units a second, length.
fn timescale(moov: &[u8], at: usize) -> Option<u32> {
    u32_at(moov, at + if moov.get(at)? == &0 { 12 } else { 20 })
}

fn duration(moov: &[u8], at: usize) -> Option<u64> {
    let units = if moov.get(at)? == &0 {
        // All bits set: not known.
        Some(u32_at(moov, at + 16)?).filter(|units| *units != u32::MAX).map_or(0, u64::from)
    } else {
        Some(u64_at(moov, at + 24)?).filter(|units| *units != u64::MAX).unwrap_or(0)
    };
    Some(in_millis(units, timescale(moov, at)?))
}

fn in_millis(units: u64, a_second: u32) -> u64 {
    u64::try_from(u128::from(units) * 1000 / u128::from(a_second).max(1)).unwrap_or(u64::MAX)
}

/// Width and height at the end of `tkhd`, exchanged where the matrix before them turns by a quarter.
fn shown_size(moov: &[u8], tkhd: &Range<usize>) -> Option<(u32, u32)> {
    let end = tkhd.end.checked_sub(8).filter(|end| *end >= tkhd.start + 36 + 32)?;
    let (width, height) = (u32_at(moov, end)? >> 16, u32_at(moov, end + 4)? >> 16);
    let turned = u32_at(moov, end - 36)? == 0 && u32_at(moov, end - 32)? != 0;
    Some(if turned { (height, width) } else { (width, height) })
}

/// The same places without overlaps and within the file, so that a file cannot make us write more than it is long.
fn merged(ranges: impl Iterator<Item = Range<u64>>, len: u64) -> Vec<Range<u64>> {
    let mut ranges: Vec<_> = ranges.map(|range| range.start..range.end.min(len)).filter(|r| r.start < r.end).collect();
    ranges.sort_by_key(|range| range.start);
    let mut merged: Vec<Range<u64>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

fn zero(file: &mut (impl Write + Seek), range: Range<u64>) -> std::io::Result<()> {
    let zeros = [0; 8192];
    let mut left = range.end.saturating_sub(range.start);
    file.seek(SeekFrom::Start(range.start))?;
    while left > 0 {
        let piece = usize::try_from(left).unwrap_or(zeros.len()).min(zeros.len());
        file.write_all(&zeros[..piece])?;
        left -= piece as u64;
    }
    Ok(())
}
