//! Reading a request's body into a checked message.

use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http_body_util::BodyExt;
use serde::de::DeserializeOwned;

use super::error::Error;
use super::fields::Object;
use super::invalid::Invalid;

/// A body of the dialect's largest request without a file (a thousand names of products) fits several times.
const MAX: usize = 1024 * 1024;
/// So much more is read of a body that is too large, before the connection is closed.
const READ_MORE: usize = 16 * MAX;
/// What is said of a value that does not fit; the value itself may be a megabyte.
const REASON_MAX: usize = 200;

/// A request of the dialect.
pub(super) trait Message: Sized + Send {
    /// Its name in the contract, which errors of its fields carry.
    const NAME: &'static str;
    /// Bytes of its body, at most.
    const MAX: usize = MAX;
    /// Its fields as they come: all optional.
    type Raw: DeserializeOwned;
    /// Checks the fields.
    fn read(raw: Self::Raw) -> Result<Self, Invalid>;
}

/// A request that was read and checked.
#[derive(Debug)]
pub(super) struct Asked<M>(pub(super) M);

impl<M: Message, S: Sync> FromRequest<S> for Asked<M> {
    type Rejection = Error;

    async fn from_request(request: Request, _: &S) -> Result<Self, Error> {
        is_json(request.headers())?;
        let body = whole(request, M::MAX).await?;
        let raw = parse::<M::Raw>(&body).map_err(|invalid| Error::invalid(M::NAME, &invalid))?;
        M::read(raw).map(Self).map_err(|invalid| Error::invalid(M::NAME, &invalid))
    }
}

/// A request without fields; what it brings all the same is not looked at, but it has to be an object.
#[derive(Debug)]
pub(super) struct Nothing;

#[derive(serde::Deserialize)]
pub(super) struct NoFields {}

impl Message for Nothing {
    const NAME: &'static str = "Empty";
    type Raw = NoFields;

    fn read(_: NoFields) -> Result<Self, Invalid> {
        Ok(Self)
    }
}

/// JSON, or not said at all.
fn is_json(headers: &HeaderMap) -> Result<(), Error> {
    let Some(kind) = headers.get(CONTENT_TYPE) else { return Ok(()) };
    let kind = kind.to_str().unwrap_or_default().split(';').next().unwrap_or_default().trim();
    if kind.eq_ignore_ascii_case("application/json") { Ok(()) } else { Err(Error::media_type()) }
}

/// The whole body. One that is too large is read to its end all the same, as long as that is not far: who is still sending
/// when the connection closes never reads why.
async fn whole(request: Request, max: usize) -> Result<Vec<u8>, Error> {
    let read_max = max + READ_MORE;
    let said = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok()).unwrap_or(0);
    if said > read_max {
        return Err(Error::too_large(max));
    }
    let (mut kept, mut seen, mut body) = (Vec::with_capacity(said.min(max)), 0, request.into_body());
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| Error::cut_off())?.into_data() else { continue };
        seen += data.len();
        if seen > read_max {
            break;
        }
        if seen <= max {
            kept.extend_from_slice(&data);
        }
    }
    if seen > max { Err(Error::too_large(max)) } else { Ok(kept) }
}

/// No body is an empty object. Bytes that are no text are refused also where nobody would look at them.
fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Invalid> {
    let body = if body.is_empty() { b"{}" } else { body };
    let body = std::str::from_utf8(body).map_err(|_| Invalid::new("", "the body is not UTF-8"))?;
    match serde_json::from_str::<Object<T>>(body) {
        Ok(Object(raw)) => Ok(raw),
        Err(_) => Err(why_not::<T>(body)),
    }
}

/// Reads again, slower, to say which field it was.
fn why_not<T: DeserializeOwned>(body: &str) -> Invalid {
    let mut reader = serde_json::Deserializer::from_str(body);
    match serde_path_to_error::deserialize::<_, Object<T>>(&mut reader) {
        Ok(_) => Invalid::new("", "something stands behind the object"),
        Err(error) => {
            let path = error.path().to_string();
            let reason: String = error.inner().to_string().chars().take(REASON_MAX).collect();
            Invalid::new(if path.contains('?') || path == "." { String::new() } else { path }, reason)
        }
    }
}
