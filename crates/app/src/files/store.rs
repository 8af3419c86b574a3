//! Where files of chats are kept: a folder beside the pictures, or a bucket.

mod local;

use std::collections::HashSet;
use std::pin::Pin;

use domain::{FileId, Timestamp};
use tokio::io::AsyncRead;

pub use local::LocalFiles;

use crate::media::folder::FolderError;

/// Which of a file's two forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// The file itself.
    Whole,
    /// The small picture of it.
    Thumb,
}

impl Form {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Whole, Self::Thumb];

    /// Where it is kept, from the place of all files: `ab/<id>`, the folder being the id's last two digits, which are
    /// random.
    fn path(self, id: FileId) -> String {
        let [.., last] = *id.0.as_bytes();
        match self {
            Self::Whole => format!("{last:02x}/{id}"),
            Self::Thumb => format!("{last:02x}/{id}.thumb"),
        }
    }
}

/// Bytes that come piece by piece.
pub type Bytes = Pin<Box<dyn AsyncRead + Send>>;

/// Where files are kept. Cheap to clone.
#[derive(Debug, Clone)]
pub enum FileStore {
    /// In a folder of this machine.
    Local(LocalFiles),
}

impl FileStore {
    /// Keeps bytes. On return they are safe; what was under the same id and form is replaced at once.
    pub async fn keep(&self, id: FileId, form: Form, bytes: Vec<u8>) -> Result<(), FolderError> {
        match self {
            Self::Local(files) => files.keep(id, form, bytes).await,
        }
    }

    /// How long a file is; `None` where there is none.
    pub async fn len(&self, id: FileId, form: Form) -> Result<Option<u64>, FolderError> {
        match self {
            Self::Local(files) => files.len(id, form).await,
        }
    }

    /// `len` bytes from `offset`, or as many as there are; `None` where there is no file.
    pub async fn read(&self, id: FileId, form: Form, offset: u64, len: u64) -> Result<Option<Bytes>, FolderError> {
        match self {
            Self::Local(files) => files.read(id, form, offset, len).await,
        }
    }

    /// Removes both forms. Not an error where there are none.
    pub async fn delete(&self, id: FileId) -> Result<(), FolderError> {
        match self {
            Self::Local(files) => files.delete(id).await,
        }
    }

    /// The files from before `before`, some at a time: for finding those that no row names.
    pub async fn older(&self, upper: u8, before: Timestamp) -> Result<HashSet<FileId>, FolderError> {
        match self {
            Self::Local(files) => files.older(upper, before).await,
        }
    }
}
