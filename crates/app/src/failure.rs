//! Why a command or a query gave nothing: the rules said no, or we broke.

use std::fmt;
use std::sync::Arc;

use domain::{Code, Refusal, Timestamp};
use store::StoreError;

use crate::files::store::KeepError;
use crate::media::folder::FolderError;
use crate::media::video::VideoError;

/// Why there is no answer.
#[derive(Debug, Clone)]
pub enum Failure {
    /// The rules say no, and say why.
    Refusal(Refusal),
    /// We broke; the cause goes to the log, never to the person.
    Fault(Fault),
}

/// Something broke. Logged once, by the surface that answers for it, under an id that the person can quote.
#[derive(Debug, Clone)]
pub struct Fault {
    cause: Arc<str>,
}

impl Fault {
    /// A fault with its cause, for the log.
    pub fn new(cause: impl fmt::Display) -> Self {
        Self { cause: Arc::from(cause.to_string()) }
    }

    /// What broke, for the log; holds no text of a person.
    pub fn cause(&self) -> &str {
        &self.cause
    }

    /// Writes it to the log under a new id and gives back the id.
    pub fn log(&self, now: Timestamp) -> String {
        let id = crate::chance::id(now).simple().to_string();
        tracing::error!(fault.id = %id, fault.cause = %self.cause, "a request broke");
        id
    }
}

impl Failure {
    /// A fault of ours.
    pub fn fault(cause: impl fmt::Display) -> Self {
        Self::Fault(Fault::new(cause))
    }

    /// The refusal, where it is one.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refusal(refusal) => Some(refusal),
            Self::Fault(_) => None,
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refusal(refusal)
    }
}

impl From<Code> for Failure {
    fn from(code: Code) -> Self {
        Self::Refusal(code.into())
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        if error.is_transient() {
            return Code::Busy.into();
        }
        if error.is_unwritable() {
            return Code::StorageFull.into();
        }
        Self::fault(error)
    }
}

impl From<FolderError> for Failure {
    fn from(error: FolderError) -> Self {
        match error {
            FolderError::Full => Code::StorageFull.into(),
            other => Self::fault(other),
        }
    }
}

impl From<KeepError> for Failure {
    /// A bucket that cannot be reached comes back without us.
    fn from(error: KeepError) -> Self {
        match error {
            KeepError::Folder(error) => error.into(),
            KeepError::Bucket(error) => {
                tracing::warn!(%error, "the bucket of files did not do what it was asked for");
                Code::Busy.into()
            }
        }
    }
}

impl From<VideoError> for Failure {
    fn from(error: VideoError) -> Self {
        match error {
            VideoError::Refusal(refusal) => refusal.into(),
            VideoError::Folder(error) => error.into(),
        }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::fault(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refusal(refusal) => refusal.fmt(f),
            Self::Fault(fault) => f.write_str(fault.cause()),
        }
    }
}

impl std::error::Error for Failure {}
