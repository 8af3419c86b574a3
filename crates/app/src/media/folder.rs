//! The folder that keeps pictures and videos.
//!
//! A file's place follows from its id alone: `<dir>/ab/cd/<id>.<suffix>`, the two levels being the id's last four
//! digits, which are random, so that no folder grows long. Writing is atomic: into `<dir>/incoming` first, flushed to
//! the disk, then renamed; a file under its name is whole, also after a power cut. What no row of the database names
//! (its transaction failed, or the row is gone) is removed by [`MediaFolder::sweep`].

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use domain::{MediaId, Timestamp};
use tempfile::NamedTempFile;
use tokio::io::{AsyncReadExt, AsyncSeekExt, Take};
use uuid::Uuid;

/// Which of a medium's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// A photo as it is shown large; JPEG.
    Photo,
    /// A photo as it is shown in lists; JPEG.
    Thumb,
    /// A video in an MP4 container.
    Mp4,
    /// A video in a QuickTime container.
    Mov,
    /// A video in a WebM container.
    WebM,
    /// A drawing made by Otklik itself; SVG. Never anything that was sent by somebody.
    Drawing,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 6] = [Self::Photo, Self::Thumb, Self::Mp4, Self::Mov, Self::WebM, Self::Drawing];

    /// The content type under which it is served.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Photo | Self::Thumb => "image/jpeg",
            Self::Mp4 => "video/mp4",
            Self::Mov => "video/quicktime",
            Self::WebM => "video/webm",
            Self::Drawing => "image/svg+xml",
        }
    }

    fn suffix(self) -> &'static str {
        match self {
            Self::Photo => "jpg",
            Self::Thumb => "thumb.jpg",
            Self::Mp4 => "mp4",
            Self::Mov => "mov",
            Self::WebM => "webm",
            Self::Drawing => "svg",
        }
    }
}

/// Why the folder could not do it.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// The disk, or the share of it that we may use, is full. What was there before is untouched.
    #[error("no space left for pictures and videos")]
    Full,
    /// The folder cannot be written to.
    #[error("the folder of pictures and videos is read-only")]
    ReadOnly,
    /// Anything else.
    #[error("the folder of pictures and videos: {0}")]
    Other(io::Error),
}

impl From<io::Error> for FolderError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => Self::ReadOnly,
            _ => Self::Other(error),
        }
    }
}

/// The folder. Its functions block; callers run them where blocking is allowed.
#[derive(Debug, Clone)]
pub struct MediaFolder {
    dir: PathBuf,
    incoming: PathBuf,
}

/// A file on its way in: written, judged and changed in place, then kept by [`MediaFolder::keep`] or dropped.
#[derive(Debug)]
pub struct Draft(NamedTempFile);

/// A file that is kept, open for reading; it stays readable when it is deleted meanwhile.
#[derive(Debug)]
pub struct Stored {
    file: File,
    /// Its length in bytes.
    pub len: u64,
}

impl MediaFolder {
    /// Opens the folder, making it where it does not exist.
    pub fn open(dir: impl Into<PathBuf>) -> Result<Self, FolderError> {
        let dir = dir.into();
        let incoming = dir.join("incoming");
        fs::create_dir_all(&incoming)?;
        Ok(Self { dir, incoming })
    }

    /// The folder beside the pictures that keeps exports for some days; it is nobody else's.
    pub(crate) fn exports(&self) -> PathBuf {
        self.dir.join("exports")
    }

    /// Where files are written before they are whole; what is left there is swept away after a day.
    pub(crate) fn incoming(&self) -> &Path {
        &self.incoming
    }

    /// An empty file to write to.
    pub fn draft(&self) -> Result<Draft, FolderError> {
        Ok(Draft(NamedTempFile::new_in(&self.incoming)?))
    }

    /// The folder beside the pictures that keeps files of chats.
    pub(crate) fn files(&self) -> PathBuf {
        self.dir.join("files")
    }

    /// Keeps a draft under an id. On return it is on the disk; a file of the same name is replaced at once.
    pub fn keep(&self, id: MediaId, part: Part, draft: Draft) -> Result<(), FolderError> {
        self.keep_at(&self.path(id, part), draft)
    }

    /// The same, at a place within the folder.
    pub(crate) fn keep_at(&self, path: &Path, draft: Draft) -> Result<(), FolderError> {
        let place = path.parent().unwrap_or(&self.dir);
        if !place.is_dir() {
            fs::create_dir_all(place)?;
            self.flush_names(place)?;
        }
        draft.0.as_file().sync_all()?;
        draft.0.persist(path).map_err(|failed| failed.error)?;
        Ok(File::open(place)?.sync_all()?)
    }

    /// Keeps bytes that are in memory; see [`keep`](Self::keep).
    pub fn keep_bytes(&self, id: MediaId, part: Part, bytes: &[u8]) -> Result<(), FolderError> {
        let mut draft = self.draft()?;
        draft.write_all(bytes)?;
        self.keep(id, part, draft)
    }

    /// Opens a file; `None` where there is none.
    pub fn read(&self, id: MediaId, part: Part) -> Result<Option<Stored>, FolderError> {
        Stored::open(&self.path(id, part))
    }

    /// Removes every file of an id. Not an error where there is none.
    pub fn delete(&self, id: MediaId) -> Result<(), FolderError> {
        for part in Part::ALL {
            match fs::remove_file(self.path(id, part)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        Ok(())
    }

    /// Removes what nobody names: drafts that were never kept and ids that `known` does not give back, as far as they
    /// are from before `before` (younger ones may belong to a transaction that is still open). Says how many ids went.
    ///
    /// `known` is asked for some ids at a time and returns those that the database has.
    pub fn sweep<E: From<FolderError>>(
        &self,
        before: Timestamp,
        mut known: impl FnMut(&[MediaId]) -> Result<HashSet<MediaId>, E>,
    ) -> Result<usize, E> {
        self.sweep_incoming(before)?;
        let mut removed = 0;
        for upper in 0..=u8::MAX {
            let ids: Vec<_> = self.in_folder(upper, before)?.into_iter().collect();
            let named = if ids.is_empty() { HashSet::new() } else { known(&ids)? };
            for orphan in ids.iter().filter(|id| !named.contains(id)) {
                self.delete(*orphan)?;
                removed += 1;
            }
        }
        Ok(removed)
    }

    fn sweep_incoming(&self, before: Timestamp) -> Result<(), FolderError> {
        let before = SystemTime::UNIX_EPOCH + Duration::from_micros(u64::try_from(before.0).unwrap_or(0));
        for entry in fs::read_dir(&self.incoming)? {
            let entry = entry?;
            if entry.metadata()?.modified()? < before {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    /// The ids in one of the 256 upper folders that were made before a time. Files that are not ours are passed over.
    fn in_folder(&self, upper: u8, before: Timestamp) -> Result<HashSet<MediaId>, FolderError> {
        let mut ids = HashSet::new();
        for folder in entries(&self.dir.join(format!("{upper:02x}")))? {
            for file in entries(&folder)? {
                let name = file.file_name().unwrap_or_default().to_string_lossy();
                let id = name.split_once('.').and_then(|(id, _)| MediaId::parse(id));
                ids.extend(id.filter(|id| made_at(id.0) < before));
            }
        }
        Ok(ids)
    }

    fn path(&self, id: MediaId, part: Part) -> PathBuf {
        let [.., lower, upper] = *id.0.as_bytes();
        self.dir.join(format!("{upper:02x}/{lower:02x}/{id}.{}", part.suffix()))
    }

    /// Makes new folders durable: a name is on the disk when the folder above it is.
    fn flush_names(&self, place: &Path) -> io::Result<()> {
        for folder in place.ancestors().take_while(|folder| folder.starts_with(&self.dir)) {
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    }
}

/// When an id was made, by its first 48 bits.
pub(crate) fn made_at(id: Uuid) -> Timestamp {
    Timestamp::from_millis(i64::try_from(id.as_u128() >> 80).unwrap_or(i64::MAX))
}

/// What lies in a folder; nothing where there is none.
pub(crate) fn entries(folder: &Path) -> Result<Vec<PathBuf>, FolderError> {
    match fs::read_dir(folder) {
        Ok(entries) => Ok(entries.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
}

impl Stored {
    /// Opens what lies at a place; `None` where there is nothing.
    pub(crate) fn open(path: &Path) -> Result<Option<Self>, FolderError> {
        match File::open(path) {
            Ok(file) => Ok(Some(Self { len: file.metadata()?.len(), file })),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// `len` bytes from `offset`, or as many as there are.
    pub fn bytes(mut self, offset: u64, len: u64) -> Result<Vec<u8>, FolderError> {
        self.file.seek(SeekFrom::Start(offset))?;
        let mut bytes = Vec::new();
        self.file.take(len).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// The same, as a stream that does not hold a thread.
    pub async fn stream(self, offset: u64, len: u64) -> Result<Take<tokio::fs::File>, FolderError> {
        let mut file = tokio::fs::File::from_std(self.file);
        file.seek(SeekFrom::Start(offset)).await?;
        Ok(file.take(len))
    }
}

impl Read for Draft {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        self.0.read(buf)
    }
}

impl Write for Draft {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        self.0.write(buf)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Seek for Draft {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}

#[cfg(test)]
#[path = "folder_tests.rs"]
mod tests;
