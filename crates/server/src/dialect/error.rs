//! What a program is told when it gets nothing: `{"code","message","details"}` with the status that belongs to the code.

use std::any::Any;
use std::borrow::Cow;

use app::{App, Failure};
use axum::http::header::{ALLOW, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::refusal::{Kind, Refusal};
use domain::{Code, Lang};
use serde::Serialize;

use super::invalid::Invalid;

/// The codes of gRPC, which the dialect's errors carry.
mod code {
    pub(super) const INVALID_ARGUMENT: i32 = 3;
    pub(super) const NOT_FOUND: i32 = 5;
    pub(super) const ALREADY_EXISTS: i32 = 6;
    pub(super) const PERMISSION_DENIED: i32 = 7;
    pub(super) const RESOURCE_EXHAUSTED: i32 = 8;
    pub(super) const UNIMPLEMENTED: i32 = 12;
    pub(super) const INTERNAL: i32 = 13;
    pub(super) const UNAVAILABLE: i32 = 14;
    pub(super) const UNAUTHENTICATED: i32 = 16;
}

/// A refusal, or a fault of ours, as the dialect says it.
#[derive(Debug)]
pub(super) struct Error {
    status: StatusCode,
    code: i32,
    message: Cow<'static, str>,
    retry_after: Option<u64>,
    allow: Option<&'static str>,
}

impl Error {
    fn new(status: StatusCode, code: i32, message: impl Into<Cow<'static, str>>) -> Self {
        Self { status, code, message: message.into(), retry_after: None, allow: None }
    }

    /// One header of the two is missing.
    pub(super) fn no_headers() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, code::UNAUTHENTICATED, "Client-Id and Api-Key headers are required")
    }

    /// `Client-Id` is no number.
    pub(super) fn client_id() -> Self {
        let message = "Client-Id header value should be positive integer";
        Self::new(StatusCode::BAD_REQUEST, code::INVALID_ARGUMENT, message)
    }

    /// The key fits no shop of this number.
    pub(super) fn wrong_key() -> Self {
        let message = "Invalid Api-Key, please check the key and try again";
        Self::new(StatusCode::NOT_FOUND, code::NOT_FOUND, message)
    }

    fn key_off() -> Self {
        let message = "Api-key is deactivated, use another one or generate a new one";
        Self::new(StatusCode::FORBIDDEN, code::PERMISSION_DENIED, message)
    }

    /// The key has no role with this method.
    pub(super) fn no_role() -> Self {
        let message = "Api-Key is missing a required role for a method";
        Self::new(StatusCode::FORBIDDEN, code::PERMISSION_DENIED, message)
    }

    fn too_often(refusal: &Refusal) -> Self {
        let message = "You have reached request rate limit per second";
        let error = Self::new(StatusCode::TOO_MANY_REQUESTS, code::RESOURCE_EXHAUSTED, message);
        let seconds = refusal.facts.iter().find(|(name, _)| *name == "seconds");
        let seconds = seconds.and_then(|(_, seconds)| seconds.parse().ok());
        Self { retry_after: Some(seconds.unwrap_or(1)), ..error }
    }

    /// No operation has this path.
    pub(super) fn unknown_path() -> Self {
        Self::new(StatusCode::NOT_FOUND, code::NOT_FOUND, "404 page not found")
    }

    /// The operation is there, but not for this method; for which one it is.
    pub(super) fn method(allow: &'static str) -> Self {
        let error = Self::new(StatusCode::METHOD_NOT_ALLOWED, code::UNIMPLEMENTED, "Method Not Allowed");
        Self { allow: Some(allow), ..error }
    }

    /// The body is said to be something else than JSON.
    pub(super) fn media_type() -> Self {
        let message = "Content-Type header value should be application/json";
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, code::INVALID_ARGUMENT, message)
    }

    /// The body is larger than any request needs.
    pub(super) fn too_large(max: usize) -> Self {
        let message = format!("Request body is larger than {max} bytes");
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, code::INVALID_ARGUMENT, message)
    }

    /// The body ended before it was whole.
    pub(super) fn cut_off() -> Self {
        Self::new(StatusCode::BAD_REQUEST, code::INVALID_ARGUMENT, "Request body could not be read")
    }

    /// A field of the message named `message` cannot be so.
    pub(super) fn invalid(message: &str, invalid: &Invalid) -> Self {
        let words = format!("Request validation error: {}", invalid.of(message));
        Self::new(StatusCode::BAD_REQUEST, code::INVALID_ARGUMENT, words)
    }

    /// Why a command or a query gave nothing; `message` is the request's name, for the field that it concerns. A fault is
    /// written to the log, under the id that the program is told.
    pub(super) fn of(app: &App, failure: Failure, message: &str) -> Self {
        match failure {
            Failure::Refusal(refusal) => Self::refused(&refusal, message),
            Failure::Fault(fault) => {
                let words = format!("Internal error, quote {} to support", fault.log(app.now()));
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, code::INTERNAL, words)
            }
        }
    }

    /// What the rules refused.
    pub(super) fn refused(refusal: &Refusal, message: &str) -> Self {
        match refusal.code {
            Code::KeyUnknown => return Self::wrong_key(),
            Code::KeyRevoked => return Self::key_off(),
            Code::NotAllowed => return Self::no_role(),
            Code::TooOften => return Self::too_often(refusal),
            // There is nobody to be asked whether it should be sent all the same.
            Code::OwnSecret => return Self::invalid(message, &Invalid::new("text", refusal.words(Lang::En))),
            _ => {}
        }
        let words = refusal.words(Lang::En);
        match (refusal.kind(), refusal.field) {
            (Kind::Invalid, Some(field)) => Self::invalid(message, &Invalid::new(field, words)),
            (kind, _) => {
                let (status, code) = standing(kind);
                Self { retry_after: (kind == Kind::Unavailable).then_some(1), ..Self::new(status, code, words) }
            }
        }
    }
}

fn standing(kind: Kind) -> (StatusCode, i32) {
    match kind {
        Kind::Invalid => (StatusCode::BAD_REQUEST, code::INVALID_ARGUMENT),
        Kind::Unauthenticated => (StatusCode::UNAUTHORIZED, code::UNAUTHENTICATED),
        Kind::Forbidden => (StatusCode::FORBIDDEN, code::PERMISSION_DENIED),
        Kind::NotFound => (StatusCode::NOT_FOUND, code::NOT_FOUND),
        Kind::Conflict => (StatusCode::CONFLICT, code::ALREADY_EXISTS),
        Kind::TooMany => (StatusCode::TOO_MANY_REQUESTS, code::RESOURCE_EXHAUSTED),
        Kind::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, code::INVALID_ARGUMENT),
        Kind::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, code::UNAVAILABLE),
    }
}

#[derive(Serialize)]
struct Shape<'a> {
    code: i32,
    message: &'a str,
    details: [(); 0],
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let shape = Shape { code: self.code, message: &self.message, details: [] };
        // A number, a text and an empty list always become JSON.
        let body = serde_json::to_vec(&shape).unwrap_or_default();
        let mut response = (self.status, [(CONTENT_TYPE, "application/json")], body).into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(method) = self.allow {
            response.headers_mut().insert(ALLOW, HeaderValue::from_static(method));
        }
        response
    }
}

/// A handler panicked: the program is told as of any other fault.
pub(super) fn panicked(_: Box<dyn Any + Send>) -> Response {
    tracing::error!("a request of the dialect panicked");
    Error::new(StatusCode::INTERNAL_SERVER_ERROR, code::INTERNAL, "Internal error").into_response()
}
