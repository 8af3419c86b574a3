//! One process per data folder: an operating system's lock on a file, held as long as the store is open. It ends with the
//! process, however that ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::time::Duration;

use crate::error::OpenError;

/// How often a lock that somebody holds is tried, and the pause between: a process that is just ending, or a child of it that
/// has not begun its own program yet, holds it for a moment longer.
const TRIES: u32 = 10;
const PAUSE: Duration = Duration::from_millis(50);

/// Makes the folder if need be and locks it.
pub(crate) fn lock(dir: &Path) -> Result<File, OpenError> {
    let folder = |error: std::io::Error| OpenError::Folder { folder: dir.to_owned(), why: error.to_string() };
    std::fs::create_dir_all(dir).map_err(folder)?;
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(dir.join("lock")).map_err(folder)?;
    for _ in 0..TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
            Err(TryLockError::Error(error)) => return Err(folder(error)),
        }
    }
    Err(OpenError::InUse { folder: dir.to_owned() })
}
