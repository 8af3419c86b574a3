//! What the system can do: commands, queries and reactions, and what they keep outside the database.
//!
//! A surface makes an actor by checking (see [`actors`]), calls one function of [`commands`] or [`queries`], and
//! translates what comes back. Consequences of what happened stand in [`reactions`], and nowhere else.

pub mod actors;
pub mod chance;
pub mod clock;
pub mod commands;
pub mod failure;
pub mod files;
mod gauges;
pub mod guard;
pub mod import;
mod jobs;
pub mod media;
pub mod once;
pub mod pricing;
pub mod queries;
pub mod reactions;
pub mod rules;
pub mod seals;
mod telling;
mod tidy;
pub mod tls;
pub mod worker;

use std::path::PathBuf;
use std::sync::Arc;

pub use actors::{
    Buyer, CanManage, CanPromote, CanRead, CanReply, Desk, Marketer, Member, Moderator, Person, Reader, Safety,
    SellerStaff, Speaker, Support,
};
pub use clock::{Clock, ManualClock, SystemClock};
pub use failure::{Failure, Fault};
pub use once::Once;
pub use rules::Rules;
#[cfg(feature = "testing")]
pub use store::testing;
pub use store::{Engine, OpenError, Options as Storage, Signal, Tuning};

use domain::Timestamp;
use files::address::Key;
use files::store::{BucketFiles, LocalFiles};
use files::{FileStore, Scanner};
use media::Workshop;
use media::folder::{FolderError, MediaFolder};
use store::Store;
use tokio::sync::{OnceCell, watch};

/// Everything that commands and queries need. Cheap to clone.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    clock: Arc<dyn Clock>,
    rules: Arc<Rules>,
    media: MediaFolder,
    files: FileStore,
    scanner: Option<Scanner>,
    file_key: OnceCell<Key>,
    workshop: Workshop,
    keys: queries::keys::Cache,
    categories: queries::products::Categories,
    suitable: queries::promotions::Suitable,
    tasks: watch::Sender<usize>,
    sessions: queries::people::Sessions,
    guard: guard::Gate,
}

/// Why an application could not be started.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database.
    #[error(transparent)]
    Store(#[from] OpenError),
    /// The folder of pictures and videos.
    #[error("the folder of media cannot be used: {0}")]
    Media(#[from] FolderError),
    /// The bucket of files.
    #[error("the bucket of files cannot be used: {0}")]
    Bucket(#[from] object_store::Error),
}

impl App {
    /// Opens the data. Blocks while the schema is brought up to date.
    ///
    /// `media` is the folder of pictures and videos.
    pub fn open(storage: Storage, media: PathBuf, clock: Arc<dyn Clock>) -> Result<Self, StartError> {
        Self::open_tuned(storage, Tuning::default(), media, clock, Rules::default())
    }

    /// The same with other sizes and limits of the store, and the operator's own rules.
    pub fn open_tuned(
        storage: Storage,
        tuning: Tuning,
        media: PathBuf,
        clock: Arc<dyn Clock>,
        rules: Rules,
    ) -> Result<Self, StartError> {
        Self::open_with(storage, tuning, media, clock, rules, files::Setup::default())
    }

    /// The same with files of chats kept elsewhere or looked at by a scanner.
    pub fn open_with(
        storage: Storage,
        tuning: Tuning,
        media: PathBuf,
        clock: Arc<dyn Clock>,
        rules: Rules,
        setup: files::Setup,
    ) -> Result<Self, StartError> {
        tls::choose();
        let store = Store::open_tuned(storage, tuning)?;
        let media = MediaFolder::open(media)?;
        let files = match setup.bucket {
            Some(bucket) => FileStore::S3(BucketFiles::new(&bucket)?),
            None => FileStore::Local(LocalFiles::beside(&media)),
        };
        let keys = queries::keys::Cache::default();
        let inner = Inner {
            store,
            clock,
            rules: Arc::new(rules),
            media,
            files,
            scanner: setup.scanner,
            file_key: OnceCell::new(),
            workshop: Workshop::default(),
            keys,
            categories: queries::products::Categories::default(),
            suitable: queries::promotions::Suitable::default(),
            tasks: watch::Sender::new(0),
            sessions: queries::people::Sessions::default(),
            guard: guard::Gate::default(),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// How many jobs go on beside the worker.
    pub(crate) fn tasks(&self) -> &watch::Sender<usize> {
        &self.inner.tasks
    }

    pub(crate) fn suitable(&self) -> &queries::promotions::Suitable {
        &self.inner.suitable
    }

    /// What the operator has decided once and for all: moderation and the calendar.
    pub fn rules(&self) -> &Arc<Rules> {
        &self.inner.rules
    }

    /// What is told after commits, from now on: that something of a shop is new, never what.
    pub fn signals(&self) -> tokio::sync::broadcast::Receiver<Signal> {
        self.inner.store.signals()
    }

    /// The guard that judges what is written in chats.
    pub fn guard(&self) -> &guard::Gate {
        &self.inner.guard
    }

    /// The folder of pictures and videos.
    pub fn media(&self) -> &MediaFolder {
        &self.inner.media
    }

    /// Where files of chats are kept.
    pub fn files(&self) -> &FileStore {
        &self.inner.files
    }

    /// Who looks at files of chats; `None` where nobody does.
    pub fn scanner(&self) -> Option<&Scanner> {
        self.inner.scanner.as_ref()
    }

    /// The name of the engine that holds the data: `sqlite` or `postgres`.
    pub fn storage(&self) -> &'static str {
        self.inner.store.engine().name()
    }

    /// Finishes what was begun and closes the data.
    pub async fn close(&self) {
        self.inner.store.close().await;
    }

    pub(crate) fn store(&self) -> &Store {
        &self.inner.store
    }

    pub(crate) fn file_key(&self) -> &OnceCell<Key> {
        &self.inner.file_key
    }

    pub(crate) fn workshop(&self) -> &Workshop {
        &self.inner.workshop
    }

    pub(crate) fn category_cache(&self) -> &queries::products::Categories {
        &self.inner.categories
    }

    pub(crate) fn sessions(&self) -> &queries::people::Sessions {
        &self.inner.sessions
    }

    pub(crate) fn key_cache(&self) -> &queries::keys::Cache {
        &self.inner.keys
    }
}
