//! WebM (a subset of Matroska, RFC 9559): how long, how large, and whole or not.
//!
//! Recordings of browsers state no length and leave sizes open, so the time of the latest picture or sound stands for it.

use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::ops::Range;

use super::{Accepted, VideoError};
use crate::media::folder::Part;
use crate::media::refusals::{damaged, not_a_video};

const EBML: u32 = 0x1A45_DFA3;
const DOC_TYPE: u32 = 0x4282;
const SEGMENT: u32 = 0x1853_8067;
const INFO: u32 = 0x1549_A966;
const SCALE: u32 = 0x002A_D7B1;
const DURATION: u32 = 0x4489;
const TRACKS: u32 = 0x1654_AE6B;
const TRACK: u32 = 0xAE;
const TRACK_TYPE: u32 = 0x83;
const VIDEO: u32 = 0xE0;
const PIXEL_WIDTH: u32 = 0xB0;
const PIXEL_HEIGHT: u32 = 0xBA;
const CLUSTER: u32 = 0x1F43_B675;
const TIME: u32 = 0xE7;
const SIMPLE_BLOCK: u32 = 0xA3;
const BLOCK_GROUP: u32 = 0xA0;
const BLOCK: u32 = 0xA1;
const TAGS: u32 = 0x1254_C367;
const ATTACHMENTS: u32 = 0x1941_A469;
const VOID: u8 = 0xEC;

/// The most bytes of one of the elements that are read whole.
const MAX_READ: u64 = 1 << 20;
/// The most elements of a file; five minutes at 120 pictures a second have 36,000, each with its sound.
const MAX_ELEMENTS: usize = 500_000;

/// An element's header.
struct Element {
    id: u32,
    /// `None`: open, it ends where something begins that cannot be in it.
    size: Option<u64>,
}

#[derive(Default)]
struct Film {
    doc_type: Vec<u8>,
    has_segment: bool,
    has_cluster: bool,
    /// Nanoseconds of a tick; 0: not said.
    scale: u64,
    /// In ticks, as stated.
    stated: f64,
    /// In ticks, where the cluster begins that is being read.
    cluster: u64,
    /// In ticks, where the latest block begins.
    latest: u64,
    width: u32,
    height: u32,
    /// Whole elements to blank.
    blank: Vec<Range<u64>>,
}

pub(super) fn accept(file: &mut (impl Read + Write + Seek), len: u64) -> Result<Accepted, VideoError> {
    file.rewind()?;
    let film = walk(&mut BufReader::new(&mut *file), len)?;
    if film.doc_type != b"webm" {
        return Err(not_a_video().into());
    }
    if !film.has_segment || !film.has_cluster {
        return Err(damaged().into());
    }
    for range in &film.blank {
        blank(file, range)?;
    }
    file.flush()?;
    let scale = if film.scale == 0 { 1_000_000 } else { film.scale };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast of floats stops at the ends")]
    let ticks = (film.stated as u64).max(film.latest);
    let millis = u64::try_from(u128::from(ticks) * u128::from(scale) / 1_000_000).unwrap_or(u64::MAX);
    Ok(Accepted { part: Part::WebM, millis, width: film.width, height: film.height })
}

/// Goes over the elements; the segment, its clusters and their groups are stepped into, so that open ones need no end.
fn walk(file: &mut BufReader<impl Read + Seek>, len: u64) -> Result<Film, VideoError> {
    let mut film = Film::default();
    let mut at = 0;
    for _ in 0..MAX_ELEMENTS {
        if at == len {
            return Ok(film);
        }
        let (element, head) = header(file)?;
        let body = at + head;
        let end = match element.size {
            Some(size) => body.checked_add(size).filter(|end| *end <= len).ok_or_else(damaged)?,
            None if matches!(element.id, SEGMENT | CLUSTER) => body,
            None => return Err(damaged().into()),
        };
        at = match element.id {
            SEGMENT | CLUSTER | BLOCK_GROUP => {
                film.has_segment |= element.id == SEGMENT;
                film.has_cluster |= element.id == CLUSTER;
                body
            }
            EBML | INFO | TRACKS | TIME if end - body <= MAX_READ => {
                let mut bytes = vec![0; usize::try_from(end - body).map_err(|_| damaged())?];
                file.read_exact(&mut bytes)?;
                film.take(element.id, &bytes);
                end
            }
            SIMPLE_BLOCK | BLOCK => {
                film.latest = film.latest.max(film.cluster.saturating_add_signed(block_time(file, end - body)?));
                end
            }
            id => {
                if matches!(id, TAGS | ATTACHMENTS) {
                    film.blank.push(at..end);
                }
                file.seek_relative(i64::try_from(end - body).map_err(|_| damaged())?)?;
                end
            }
        };
    }
    Err(damaged().into())
}

impl Film {
    fn take(&mut self, id: u32, bytes: &[u8]) {
        match id {
            EBML => each(bytes, |id, value| {
                if id == DOC_TYPE {
                    self.doc_type = value.iter().copied().take_while(|byte| *byte != 0).collect();
                }
            }),
            INFO => each(bytes, |id, value| match id {
                SCALE => self.scale = number(value),
                DURATION => self.stated = float(value),
                _ => {}
            }),
            TRACKS => each(bytes, |id, value| {
                if id == TRACK {
                    self.take_track(value);
                }
            }),
            _ => {
                self.cluster = number(bytes);
                self.latest = self.latest.max(self.cluster);
            }
        }
    }

    fn take_track(&mut self, track: &[u8]) {
        let (mut is_picture, mut size) = (false, (0, 0));
        each(track, |id, value| match id {
            TRACK_TYPE => is_picture = number(value) == 1,
            VIDEO => each(value, |id, value| match id {
                PIXEL_WIDTH => size.0 = u32::try_from(number(value)).unwrap_or(0),
                PIXEL_HEIGHT => size.1 = u32::try_from(number(value)).unwrap_or(0),
                _ => {}
            }),
            _ => {}
        });
        if is_picture && self.width == 0 {
            (self.width, self.height) = size;
        }
    }
}

/// The time of a block from its cluster's, in ticks: it stands behind the number of its track. Steps over the rest.
fn block_time(file: &mut BufReader<impl Read + Seek>, size: u64) -> Result<i64, VideoError> {
    let (_, track) = variable(file, false)?;
    let mut time = [0; 2];
    file.read_exact(&mut time)?;
    let rest = size.checked_sub(u64::from(track) + 2).ok_or_else(damaged)?;
    file.seek_relative(i64::try_from(rest).map_err(|_| damaged())?)?;
    Ok(i64::from(i16::from_be_bytes(time)))
}

/// The elements within one that is in memory, as far as they can be read.
fn each(mut bytes: &[u8], mut take: impl FnMut(u32, &[u8])) {
    while let Ok((element, _)) = header(&mut bytes) {
        let size = element.size.and_then(|size| usize::try_from(size).ok());
        let Some((value, rest)) = size.and_then(|size| bytes.split_at_checked(size)) else { return };
        take(element.id, value);
        bytes = rest;
    }
}

/// Reads an element's header; its length comes with it.
fn header(from: &mut impl Read) -> io::Result<(Element, u64)> {
    let damaged = || io::Error::from(io::ErrorKind::UnexpectedEof);
    let (id, id_len) = variable(from, true)?;
    let (size, size_len) = variable(from, false)?;
    let open = size == (1 << (7 * size_len)) - 1;
    let id = u32::try_from(id).map_err(|_| damaged())?;
    Ok((Element { id, size: (!open).then_some(size) }, u64::from(id_len + size_len)))
}

/// A number of variable length, and the length; ids keep the bit that marks it.
fn variable(from: &mut impl Read, keep_mark: bool) -> io::Result<(u64, u32)> {
    let mut first = [0];
    from.read_exact(&mut first)?;
    let len = first[0].leading_zeros() + 1;
    if len > 8 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let mark = 0x80_u8 >> (len - 1);
    let mut value = u64::from(if keep_mark { first[0] } else { first[0] & !mark });
    for _ in 1..len {
        from.read_exact(&mut first)?;
        value = (value << 8) | u64::from(first[0]);
    }
    Ok((value, len))
}

fn number(value: &[u8]) -> u64 {
    value.iter().take(8).fold(0, |sum, byte| (sum << 8) | u64::from(*byte))
}

fn float(value: &[u8]) -> f64 {
    match (value.first_chunk(), value.first_chunk()) {
        (_, Some(eight)) if value.len() == 8 => f64::from_be_bytes(*eight),
        (Some(four), _) if value.len() == 4 => f64::from(f32::from_be_bytes(*four)),
        _ => 0.0,
    }
}

/// Makes a whole element a void one of the same length.
fn blank(file: &mut (impl Write + Seek), range: &Range<u64>) -> io::Result<()> {
    // The mark of a void, and its length in eight bytes; an element too short for that holds nothing.
    let Some(body) = (range.end - range.start).checked_sub(9) else { return Ok(()) };
    file.seek(SeekFrom::Start(range.start))?;
    file.write_all(&[VOID])?;
    file.write_all(&((1 << 56) | body).to_be_bytes())?;
    io::copy(&mut io::repeat(0).take(body), file)?;
    Ok(())
}
