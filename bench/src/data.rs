//! What opens the data that is measured on.

use std::path::{Path, PathBuf};
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

/// A note in a folder that some data is whole, and where it is: a folder is kept from run to run, a scratch database is not.
pub(crate) struct Made {
    path: PathBuf,
    place: String,
}

impl Made {
    /// The note about data of a name.
    pub(crate) fn at(storage: &Storage, dir: &Path, name: &str) -> Self {
        let place = match storage {
            Storage::Sqlite { .. } => String::new(),
            Storage::Postgres { url } => url.clone(),
        };
        Self { path: dir.join(name), place }
    }

    /// Whether it is there.
    pub(crate) fn already(&self) -> bool {
        std::fs::read_to_string(&self.path).is_ok_and(|place| place == self.place)
    }

    /// It is there now.
    pub(crate) fn note(&self) -> Result<(), String> {
        std::fs::write(&self.path, &self.place).map_err(words)
    }
}
