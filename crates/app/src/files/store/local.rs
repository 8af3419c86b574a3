//! Files of chats in a folder of this machine, written as whole as pictures are.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;

use domain::{FileId, Timestamp};

use super::{Bytes, Form};
use crate::media::folder::{FolderError, MediaFolder, Stored, entries, made_at};

/// The folder.
#[derive(Debug, Clone)]
pub struct LocalFiles {
    folder: MediaFolder,
    dir: PathBuf,
}

impl LocalFiles {
    /// The folder beside those of pictures and videos.
    pub fn beside(folder: &MediaFolder) -> Self {
        Self { dir: folder.files(), folder: folder.clone() }
    }

    fn path(&self, id: FileId, form: Form) -> PathBuf {
        self.dir.join(form.path(id))
    }

    pub(super) async fn keep(&self, id: FileId, form: Form, bytes: Vec<u8>) -> Result<(), FolderError> {
        let (folder, path) = (self.folder.clone(), self.path(id, form));
        blocking(move || {
            let mut draft = folder.draft()?;
            draft.write_all(&bytes)?;
            folder.keep_at(&path, draft)
        })
        .await
    }

    pub(super) async fn len(&self, id: FileId, form: Form) -> Result<Option<u64>, FolderError> {
        let path = self.path(id, form);
        Ok(blocking(move || Stored::open(&path)).await?.map(|stored| stored.len))
    }

    pub(super) async fn read(
        &self,
        id: FileId,
        form: Form,
        offset: u64,
        len: u64,
    ) -> Result<Option<Bytes>, FolderError> {
        let path = self.path(id, form);
        match blocking(move || Stored::open(&path)).await? {
            Some(stored) => Ok(Some(Box::pin(stored.stream(offset, len).await?))),
            None => Ok(None),
        }
    }

    pub(super) async fn delete(&self, id: FileId) -> Result<(), FolderError> {
        let paths = Form::ALL.map(|form| self.path(id, form));
        blocking(move || {
            for path in paths {
                match fs::remove_file(path) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
                    _ => {}
                }
            }
            Ok(())
        })
        .await
    }

    /// Of one of the 256 folders, the files that were made before a time. What is not ours is passed over.
    pub(super) async fn older(&self, upper: u8, before: Timestamp) -> Result<HashSet<FileId>, FolderError> {
        let dir = self.dir.join(format!("{upper:02x}"));
        blocking(move || {
            let ids = entries(&dir)?.into_iter().filter_map(|path| {
                let name = path.file_name()?.to_str()?;
                FileId::parse(name.strip_suffix(".thumb").unwrap_or(name))
            });
            Ok(ids.filter(|id| made_at(id.0) < before).collect())
        })
        .await
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, FolderError> + Send + 'static,
) -> Result<T, FolderError> {
    let ended = tokio::task::spawn_blocking(work).await;
    ended.unwrap_or_else(|error| Err(FolderError::Other(io::Error::other(error))))
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncReadExt as _;
    use uuid::Uuid;

    use super::*;

    fn files() -> (tempfile::TempDir, LocalFiles) {
        let dir = tempfile::tempdir().unwrap();
        let folder = MediaFolder::open(dir.path().join("media")).unwrap();
        (dir, LocalFiles::beside(&folder))
    }

    fn id(second: u64) -> FileId {
        FileId(Uuid::from_u128((u128::from(second * 1000) << 80) | (7 << 76) | (2 << 62) | 0xAB))
    }

    async fn read(files: &LocalFiles, form: Form, offset: u64, len: u64) -> Vec<u8> {
        let mut bytes = Vec::new();
        files.read(id(1), form, offset, len).await.unwrap().unwrap().read_to_end(&mut bytes).await.unwrap();
        bytes
    }

    #[tokio::test]
    async fn what_is_kept_is_read_back_whole_and_in_parts_and_goes_at_once() {
        let (dir, files) = files();
        files.keep(id(1), Form::Whole, b"0123456789".to_vec()).await.unwrap();
        files.keep(id(1), Form::Thumb, b"small".to_vec()).await.unwrap();
        assert!(dir.path().join(format!("media/files/ab/{}", id(1))).is_file());
        assert_eq!(files.len(id(1), Form::Whole).await.unwrap(), Some(10));
        assert_eq!(read(&files, Form::Whole, 0, u64::MAX).await, b"0123456789");
        assert_eq!(read(&files, Form::Whole, 6, 3).await, b"678");
        assert_eq!(read(&files, Form::Thumb, 0, 9).await, b"small");
        files.delete(id(1)).await.unwrap();
        files.delete(id(1)).await.unwrap();
        for form in Form::ALL {
            assert!(files.read(id(1), form, 0, 1).await.unwrap().is_none());
        }
    }

    #[tokio::test]
    async fn old_files_are_found_and_young_ones_are_left_to_whoever_is_writing() {
        let (_dir, files) = files();
        for second in [100, 300] {
            files.keep(id(second), Form::Whole, b"x".to_vec()).await.unwrap();
            files.keep(id(second), Form::Thumb, b"x".to_vec()).await.unwrap();
        }
        let before = Timestamp::from_millis(200_000);
        assert_eq!(files.older(0xAB, before).await.unwrap(), HashSet::from([id(100)]));
        assert!(files.older(0xAC, before).await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn a_disk_that_takes_nothing_leaves_nothing_half_written() {
        let (dir, files) = files();
        fs::create_dir_all(dir.path().join("media/files")).unwrap();
        fs::write(dir.path().join("media/files/ab"), "in the way").unwrap();
        assert!(files.keep(id(1), Form::Whole, b"x".to_vec()).await.is_err());
        assert_eq!(fs::read_dir(dir.path().join("media/incoming")).unwrap().count(), 0);
    }
}
