//! What opens the data that is measured on.

use std::path::Path;
use std::sync::Arc;

use app::{App, Storage, SystemClock};

/// What went wrong, for people.
pub(crate) fn words(failure: impl std::fmt::Display) -> String {
    failure.to_string()
}

/// A runtime on all cores.
pub(crate) fn runtime() -> Result<tokio::runtime::Runtime, String> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(words)
}

/// The application on data in a folder.
pub(crate) fn open(storage: &Storage, dir: &Path) -> Result<App, String> {
    App::open(storage.clone(), dir.join("media"), Arc::new(SystemClock)).map_err(words)
}
