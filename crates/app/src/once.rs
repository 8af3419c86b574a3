//! Requests that may come twice: the key is taken in the command's own transaction, the answer kept beside it.

use domain::{Code, Refusal, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::Tx;
use store::jobs::{self, Claim};

use crate::Failure;

/// An idempotency key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Once {
    scope: String,
    key: String,
    fingerprint: String,
}

impl Once {
    /// `scope` keeps the keys of one client and one operation apart from others'; `request` is what was asked, so that
    /// the same key with another request is noticed.
    pub fn new(scope: impl Into<String>, key: impl Into<String>, request: &str) -> Self {
        Self { scope: scope.into(), key: key.into(), fingerprint: crate::chance::hash(request) }
    }
}

/// Runs a command once: a second time with the same key gives the first answer and does nothing.
pub(crate) fn once<T: Serialize + DeserializeOwned>(
    tx: &mut Tx<'_>,
    once: Option<&Once>,
    now: Timestamp,
    command: impl FnOnce(&mut Tx<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let Some(Once { scope, key, fingerprint }) = once else { return command(tx) };
    match jobs::claim(tx, scope, key, fingerprint, now)? {
        Claim::First => {
            let answer = command(tx)?;
            jobs::remember(tx, scope, key, &serde_json::to_string(&answer)?)?;
            Ok(answer)
        }
        Claim::Answered(answer) => Ok(serde_json::from_str(&answer)?),
        Claim::Reused => Err(Refusal::new(Code::IdempotencyReused).at("Idempotency-Key").into()),
    }
}
