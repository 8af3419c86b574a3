//! What a program is told when it gets what it asked for: JSON with 200.

use app::Failure;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde::Serialize;

/// A finished answer.
#[derive(Debug)]
pub(super) struct Answer(Bytes);

impl Answer {
    /// A value as JSON.
    pub(super) fn of(value: &impl Serialize) -> Result<Self, Failure> {
        Ok(Self::ready(serde_json::to_vec(value)?))
    }

    /// JSON that is written already.
    pub(super) fn ready(json: Vec<u8>) -> Self {
        Self(json.into())
    }

    /// Nothing to tell but that it is done: `{}`.
    pub(super) fn done() -> Self {
        Self(Bytes::from_static(b"{}"))
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = Response::new(self.0.into());
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        response
    }
}
