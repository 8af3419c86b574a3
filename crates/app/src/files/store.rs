//! Where files of chats are kept: a folder beside the pictures, or a bucket.

mod bucket;
mod local;

use std::collections::HashSet;
use std::pin::Pin;

use domain::{FileId, Timestamp};
use tokio::io::AsyncRead;

pub use bucket::{Bucket, BucketFiles};
pub use local::LocalFiles;

use crate::media::folder::FolderError;

/// Why a file could not be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    /// The folder of this machine.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The bucket: it cannot be reached, or does not let us in.
    #[error("the bucket of files: {0}")]
    Bucket(#[from] object_store::Error),
}

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
    /// In a bucket of a service that speaks S3.
    S3(BucketFiles),
}

impl FileStore {
    /// Keeps bytes. On return they are safe; what was under the same id and form is replaced at once.
    pub async fn keep(&self, id: FileId, form: Form, bytes: Vec<u8>) -> Result<(), KeepError> {
        match self {
            Self::Local(files) => Ok(files.keep(id, form, bytes).await?),
            Self::S3(files) => Ok(files.keep(id, form, bytes).await?),
        }
    }

    /// How long a file is; `None` where there is none.
    pub async fn len(&self, id: FileId, form: Form) -> Result<Option<u64>, KeepError> {
        match self {
            Self::Local(files) => Ok(files.len(id, form).await?),
            Self::S3(files) => Ok(files.len(id, form).await?),
        }
    }

    /// `len` bytes from `offset`, or as many as there are; `None` where there is no file.
    pub async fn read(&self, id: FileId, form: Form, offset: u64, len: u64) -> Result<Option<Bytes>, KeepError> {
        match self {
            Self::Local(files) => Ok(files.read(id, form, offset, len).await?),
            Self::S3(files) => Ok(files.read(id, form, offset..offset.saturating_add(len)).await?),
        }
    }

    /// Removes both forms. Not an error where there are none.
    pub async fn delete(&self, id: FileId) -> Result<(), KeepError> {
        match self {
            Self::Local(files) => Ok(files.delete(id).await?),
            Self::S3(files) => Ok(files.delete(id).await?),
        }
    }

    /// The files from before `before`, some at a time: for finding those that no row names.
    pub async fn older(&self, upper: u8, before: Timestamp) -> Result<HashSet<FileId>, KeepError> {
        match self {
            Self::Local(files) => Ok(files.older(upper, before).await?),
            Self::S3(files) => Ok(files.older(upper, before).await?),
        }
    }
}
