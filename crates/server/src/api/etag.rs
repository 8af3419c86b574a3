//! `ETag` and `If-Match`: a change of somebody else is not lost.

use axum::http::{HeaderMap, header};
use domain::{Code, Refusal};

/// What `If-Match` expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// There is no such header, or it says `*`.
    Anything,
    /// This version.
    Version(i64),
}

/// The tag of a version.
pub fn strong(version: i64) -> String {
    format!("\"{version}\"")
}

/// Reads `If-Match`. One tag is understood, since a caller has read one version.
pub fn if_match(headers: &HeaderMap) -> Result<Expected, Refusal> {
    let Some(value) = headers.get(header::IF_MATCH) else { return Ok(Expected::Anything) };
    let text = value.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Ok(Expected::Anything);
    }
    let version = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).and_then(|inner| inner.parse().ok());
    version.map(Expected::Version).ok_or_else(|| {
        let refusal = Refusal::new(Code::FieldType).at("If-Match").with("got", "something else");
        refusal.with("expected", "the ETag as it was read, quotes and all")
    })
}
