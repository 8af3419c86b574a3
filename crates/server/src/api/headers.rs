//! Headers that several operations take, as the document describes them.

use utoipa::IntoParams;

/// The header of requests that may come twice.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Header)]
#[allow(dead_code, reason = "it is described here and read elsewhere")]
pub struct IdempotencyKey {
    /// Up to 255 characters that the caller makes up for this one request. The same request with the same key within a day is
    /// carried out once and answered alike; another request with the key is refused.
    #[param(rename = "Idempotency-Key", required = false, min_length = 1, max_length = 255)]
    key: Option<String>,
}

/// The header that keeps a change of somebody else from being lost.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Header)]
#[allow(dead_code, reason = "it is described here and read elsewhere")]
pub struct IfMatch {
    /// The `ETag` of what is to be changed, as it was read. Where it has changed since, the answer is 412 and nothing is
    /// done.
    #[param(rename = "If-Match", required = false)]
    etag: Option<String>,
}
