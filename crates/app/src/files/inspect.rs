//! What somebody sent is looked at before it is anything: by its content, never by its name.

use std::io::Cursor;

use domain::{Code, Refusal};

use super::{mixed, name, pdf, text};
use crate::App;
use crate::media::folder::Part;
use crate::media::video::{self, VideoError};
use crate::media::{damaged, not_a_picture, too_large};

const MIB: u64 = 1024 * 1024;

/// What a file is to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// A photo or a drawing; JPEG, whatever it was.
    Picture,
    /// A film.
    Video,
    /// A PDF.
    Document,
    /// A plain text or a table of it.
    Text,
}

impl FileKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Picture, Self::Video, Self::Document, Self::Text];

    /// Its name in tables and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Picture => "picture",
            Self::Video => "video",
            Self::Document => "document",
            Self::Text => "text",
        }
    }

    /// Reads the name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// The most bytes of a file of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Of a picture.
    pub picture: u64,
    /// Of a video.
    pub video: u64,
    /// Of a PDF.
    pub document: u64,
    /// Of a text.
    pub text: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { picture: 15 * MIB, video: 50 * MIB, document: 20 * MIB, text: MIB }
    }
}

impl Limits {
    /// The most bytes that any file may have: what a surface reads before it gives up.
    pub fn most(&self) -> u64 {
        self.picture.max(self.video).max(self.document).max(self.text)
    }
}

/// A file that may be kept and shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspected {
    /// What it is to people.
    pub kind: FileKind,
    /// What it is served as.
    pub content_type: &'static str,
    /// What it is called: see [`name::clean`].
    pub name: String,
    /// The file; a picture is written anew, a video has lost the places that it named.
    pub bytes: Vec<u8>,
    /// The small picture for lists, where it is a picture; JPEG.
    pub thumb: Option<Vec<u8>>,
    /// Pixels; 0 where it has none.
    pub width: u32,
    /// Pixels; 0 where it has none.
    pub height: u32,
}

/// Judges a file by its content and makes of it what may be kept; `name` is what its sender called it.
///
/// # Errors
///
/// - `file_empty`, `file_too_large`, `file_damaged`;
/// - `picture_too_many_pixels`, `video_too_long`: by the header, before anything is unpacked;
/// - `file_runs_code`, `file_archive`, `file_mixed`, `file_formula`, `pdf_active`, `pdf_unreadable`: what could act in the
///   hands of whoever opens it;
/// - `file_text_unreadable`, `text_control`, `file_type_unknown`: what nobody could read.
pub async fn inspect(app: &App, bytes: Vec<u8>, name: &str, limits: &Limits) -> Result<Inspected, Refusal> {
    if bytes.is_empty() {
        return Err(Code::FileEmpty.into());
    }
    let content = look(&bytes)?;
    let most = match content {
        Content::Picture => limits.picture,
        Content::Video => limits.video,
        Content::Pdf => limits.document,
        Content::Text => limits.text,
    };
    if bytes.len() as u64 > most {
        return Err(too_large(most));
    }
    let (name, workshop) = (name.to_owned(), app.workshop());
    let memory = bytes.len() as u64;
    match content {
        Content::Picture => Ok(picture(workshop.picture(bytes).await?, &name)),
        Content::Video => workshop.work(memory, move || film(bytes, &name)).await,
        Content::Pdf => workshop.work(pdf::cost(&bytes), move || document(bytes, &name)).await,
        Content::Text => workshop.work(memory, move || plain(bytes, &name)).await,
    }
}

/// What it seems to be, which is then judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    Picture,
    Video,
    Pdf,
    Text,
}

/// Where the header of a PDF may be for readers that are not strict.
const PDF_LOOK: usize = 1024;

/// How files begin that are packed: archives, Office documents, installers.
const ARCHIVES: [&[u8]; 11] = [
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"PK\x07\x08",
    b"Rar!\x1A\x07",
    b"7z\xBC\xAF\x27\x1C",
    b"\x1F\x8B",
    b"BZh",
    b"\xFD7zXZ\0",
    b"\x28\xB5\x2F\xFD",
    b"MSCF",
    b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
];

/// How programs begin, and what they are called.
const PROGRAMS: [(&[u8], &str); 9] = [
    (b"MZ", "EXE"),
    (b"\x7FELF", "ELF"),
    (b"\xFE\xED\xFA\xCE", "Mach-O"),
    (b"\xFE\xED\xFA\xCF", "Mach-O"),
    (b"\xCE\xFA\xED\xFE", "Mach-O"),
    (b"\xCF\xFA\xED\xFE", "Mach-O"),
    (b"\xCA\xFE\xBA\xBE", "Java"),
    (b"\0asm", "WebAssembly"),
    (b"\x4C\0\0\0\x01\x14\x02\0", "LNK"),
];

fn look(bytes: &[u8]) -> Result<Content, Refusal> {
    use image::ImageFormat::{Gif, Jpeg, Png, WebP};
    if let Ok(Jpeg | Png | WebP | Gif) = image::guess_format(bytes) {
        return Ok(Content::Picture);
    }
    if bytes.starts_with(&[0x1A, 0x45, 0xDF, 0xA3]) || bytes.get(4..8) == Some(b"ftyp") {
        return if is_still(bytes) { Err(not_a_picture()) } else { Ok(Content::Video) };
    }
    let start = &bytes[..bytes.len().min(PDF_LOOK)];
    match start.windows(5).position(|window| window == b"%PDF-") {
        Some(0) => return Ok(Content::Pdf),
        Some(_) => return Err(Code::FileMixed.into()),
        None => {}
    }
    if text::is_likely(bytes) {
        return Ok(Content::Text);
    }
    Err(unwelcome(bytes))
}

/// A picture of a phone in a container of films, which browsers do not all show.
fn is_still(bytes: &[u8]) -> bool {
    matches!(bytes.get(8..12), Some(b"heic" | b"heix" | b"heim" | b"heis" | b"mif1" | b"avif" | b"avis"))
}

/// Why something is not taken that is none of what is.
fn unwelcome(bytes: &[u8]) -> Refusal {
    if ARCHIVES.iter().any(|start| bytes.starts_with(start)) || bytes.get(257..262) == Some(b"ustar") {
        return Code::FileArchive.into();
    }
    if let Some((_, what)) = PROGRAMS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Refusal::new(Code::FileRunsCode).with("what", what);
    }
    let is_wide = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    let is_words = bytes.iter().all(|byte| *byte >= b' ' || matches!(byte, b'\t' | b'\n' | b'\r'));
    if is_wide || is_words { Code::FileTextUnreadable.into() } else { Code::FileTypeUnknown.into() }
}

fn picture(accepted: crate::media::picture::Accepted, name: &str) -> Inspected {
    Inspected {
        kind: FileKind::Picture,
        content_type: Part::Photo.content_type(),
        name: name::clean(name, "jpg"),
        bytes: accepted.jpeg,
        thumb: Some(accepted.thumb),
        width: accepted.width,
        height: accepted.height,
    }
}

fn film(bytes: Vec<u8>, name: &str) -> Result<Inspected, Refusal> {
    if mixed::has_archive(&bytes) {
        return Err(Code::FileMixed.into());
    }
    let mut file = Cursor::new(bytes);
    let accepted = video::accept(&mut file).map_err(|error| match error {
        VideoError::Refusal(refusal) => refusal,
        // It lies in memory, so what cannot be read is not there.
        VideoError::Folder(_) => damaged(),
    })?;
    let extension = match accepted.part {
        Part::WebM => "webm",
        Part::Mov => "mov",
        _ => "mp4",
    };
    Ok(Inspected {
        kind: FileKind::Video,
        content_type: accepted.part.content_type(),
        name: name::clean(name, extension),
        bytes: file.into_inner(),
        thumb: None,
        width: accepted.width,
        height: accepted.height,
    })
}

fn document(bytes: Vec<u8>, name: &str) -> Result<Inspected, Refusal> {
    pdf::judge(&bytes)?;
    Ok(words(FileKind::Document, "application/pdf", name::clean(name, "pdf"), bytes))
}

fn plain(bytes: Vec<u8>, name: &str) -> Result<Inspected, Refusal> {
    // Only here the name is asked, since nothing in a text tells that it is a table; it is judged more strictly then.
    let is_table = name.to_lowercase().ends_with(".csv");
    text::judge(&bytes, is_table)?;
    let (content_type, extension) =
        if is_table { ("text/csv; charset=utf-8", "csv") } else { ("text/plain; charset=utf-8", "txt") };
    Ok(words(FileKind::Text, content_type, name::clean(name, extension), bytes))
}

fn words(kind: FileKind, content_type: &'static str, name: String, bytes: Vec<u8>) -> Inspected {
    Inspected { kind, content_type, name, bytes, thumb: None, width: 0, height: 0 }
}

#[cfg(test)]
#[path = "inspect_tests.rs"]
mod tests;
