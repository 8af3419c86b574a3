//! `Idempotency-Key`: a request that comes twice is carried out once, for programs that say so.

use std::sync::Arc;

use app::Once;
use app::queries::keys::Program;
use axum::extract::FromRequestParts;
use axum::http::HeaderName;
use axum::http::request::Parts;

use super::error::Error;
use super::invalid::Invalid;
use crate::Site;

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// Signs of a key, at most.
const MAX: usize = 255;

/// The key of a request, with whom and what it belongs to; none where the program sent none.
#[derive(Debug)]
pub(super) struct Key(Option<(String, String)>);

impl Key {
    /// The key for a command; `request` is all that was asked, so that the same key with another request is noticed.
    pub(super) fn once(&self, request: &str) -> Option<Once> {
        let (scope, key) = self.0.as_ref()?;
        Some(Once::new(scope, key, request))
    }
}

impl FromRequestParts<Site> for Key {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self, Error> {
        let Some(value) = parts.headers.get(IDEMPOTENCY_KEY) else { return Ok(Self(None)) };
        let key = value.to_str().map(str::trim).unwrap_or_default();
        if key.is_empty() || key.len() > MAX {
            let reason = format!("Idempotency-Key header value should be 1 to {MAX} ASCII characters");
            return Err(Error::invalid("Request", &Invalid::new("", reason)));
        }
        let program = parts.extensions.get::<Arc<Program>>().ok_or_else(Error::no_headers)?;
        let scope = format!("dialect:{} {}", program.member.seller(), parts.uri.path());
        Ok(Self(Some((scope, key.to_owned()))))
    }
}
