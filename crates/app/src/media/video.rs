//! A video that a stranger sent, judged by its container and cleaned of where it was taken.
//!
//! Nothing is decoded and nothing is written anew: what is checked is that the file really is MP4, QuickTime or WebM,
//! that it has a picture, that it ends, and how long it is. Players on other people's machines decode it, each in its
//! own cage. Of what the file tells besides, only places are taken out, where they stand, so that no byte moves (see
//! `places.rs` for MP4 and QuickTime; of WebM the tags and attachments go).

mod atoms;
mod mp4;
mod places;
mod webm;

use std::io::{self, Read, Seek, SeekFrom, Write};

use domain::Refusal;

use super::folder::{FolderError, Part};
use super::refusals::{damaged, not_a_video, too_large, too_long};

/// The most bytes that a video may have.
pub const MAX_BYTES: u64 = 100 * 1024 * 1024;
/// How long a video may be, in minutes.
pub const MAX_MINUTES: u64 = 5;

/// What is known of a video that may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accepted {
    /// Which of the containers it is, and so its content type.
    pub part: Part,
    /// How long it is, in milliseconds.
    pub millis: u64,
    /// Width in pixels as it is shown (a turned phone's film is higher than wide).
    pub width: u32,
    /// Height in pixels as it is shown.
    pub height: u32,
}

/// Why a video was not taken: the rules say no, or the folder failed.
#[derive(Debug, thiserror::Error)]
pub enum VideoError {
    /// What the person can do something about.
    #[error(transparent)]
    Refusal(#[from] Refusal),
    /// What the person cannot.
    #[error(transparent)]
    Folder(#[from] FolderError),
}

impl From<io::Error> for VideoError {
    /// The end of the file before the end of what it promises is the file's fault.
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => damaged().into(),
            _ => FolderError::from(error).into(),
        }
    }
}

/// Judges a video that was written to a draft of the folder, and overwrites in it the places that it names.
///
/// Reads the boxes and not the film, so it takes milliseconds; it blocks all the same.
pub fn accept(file: &mut (impl Read + Write + Seek)) -> Result<Accepted, VideoError> {
    let len = file.seek(SeekFrom::End(0))?;
    if len == 0 {
        return Err(damaged().into());
    }
    if len > MAX_BYTES {
        return Err(too_large(MAX_BYTES).into());
    }
    let mut start = [0; 12];
    file.rewind()?;
    let read = file.take(12).read(&mut start)?;
    let accepted = if read >= 8 && &start[4..8] == b"ftyp" {
        mp4::accept(file, len, start)?
    } else if start.starts_with(&[0x1A, 0x45, 0xDF, 0xA3]) {
        webm::accept(file, len)?
    } else {
        return Err(not_a_video().into());
    };
    if accepted.width == 0 || accepted.height == 0 {
        return Err(not_a_video().into());
    }
    if accepted.millis > MAX_MINUTES * 60_000 {
        return Err(too_long(MAX_MINUTES).into());
    }
    Ok(accepted)
}

#[cfg(test)]
#[path = "video_tests.rs"]
pub(crate) mod tests;
