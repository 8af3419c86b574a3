//! One process per data folder: an operating system's lock on a file, held as long as the store is open. It ends with the
//! process, however that ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use crate::error::OpenError;

/// Makes the folder if need be and locks it.
pub(crate) fn lock(dir: &Path) -> Result<File, OpenError> {
    let folder = |error: std::io::Error| OpenError::Folder { folder: dir.to_owned(), why: error.to_string() };
    std::fs::create_dir_all(dir).map_err(folder)?;
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(dir.join("lock")).map_err(folder)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse { folder: dir.to_owned() }),
        Err(TryLockError::Error(error)) => Err(folder(error)),
    }
}
