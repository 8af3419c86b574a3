//! What a request brings, read at the edge: bodies, queries, ids of paths, idempotency keys, versions.
//!
//! Every refusal names where: the path of the field in the body, the parameter, the header. What is unknown is refused
//! and not passed over, so that a misspelt filter does not silently ask for everything.

use app::Once;
use app::queries::notices::Cursor;
use axum::extract::{FromRequest, FromRequestParts, RawPathParams, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use bytes::{Bytes, BytesMut};
use domain::{
    AnnouncementId, AnswerId, ChatId, Code, CommentId, KeyId, MediaId, MessageId, QuestionId, Refusal, ReviewId, Sku,
    SwitchId, TemplateId, WebhookId,
};
use futures::StreamExt;
use serde::de::DeserializeOwned;

use super::auth::caller;
use super::problem::Problem;
use crate::Site;

/// Bytes of a JSON body, at most: a hundred answers in the longest spelling fit.
pub const BODY_MAX: usize = 2 * 1024 * 1024;
/// Characters of an idempotency key, at most.
const KEY_MAX: usize = 255;

/// A JSON body.
#[derive(Debug, Clone)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Site> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &Site) -> Result<Self, Problem> {
        let bytes = json_bytes(request).await?;
        Ok(Self(json(&bytes)?))
    }
}

/// A JSON body that makes something, with the key that keeps it from being made twice.
#[derive(Debug, Clone)]
pub struct Create<T> {
    /// What is to be made.
    pub input: T,
    /// The key, where there is one.
    pub once: Option<Once>,
}

impl<T: DeserializeOwned> FromRequest<Site> for Create<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, site: &Site) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let scope = scope(&mut parts, site).await?;
        let key = idempotency_key(&parts.headers)?;
        let bytes = json_bytes(Request::from_parts(parts, body)).await?;
        let once = key.map(|key| Once::new(scope, key, &String::from_utf8_lossy(&bytes)));
        Ok(Self { input: json(&bytes)?, once })
    }
}

/// The caller and the operation: keys of one do not meet keys of another.
pub async fn scope(parts: &mut Parts, site: &Site) -> Result<String, Problem> {
    let caller = caller(parts, site).await?;
    Ok(format!("{} {} {}", caller.scope(), parts.method, parts.uri.path()))
}

/// The header `Idempotency-Key`.
pub fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, Refusal> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let key = value.to_str().map(str::trim).unwrap_or_default();
    if key.is_empty() || key.len() > KEY_MAX {
        let refusal = Refusal::new(Code::FieldType).at("Idempotency-Key").with("got", "something else");
        return Err(refusal.with("expected", format!("1 to {KEY_MAX} ASCII characters")));
    }
    Ok(Some(key.to_owned()))
}

async fn json_bytes(request: Request) -> Result<Bytes, Problem> {
    let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if essence != "application/json" && !(essence.starts_with("application/") && essence.ends_with("+json")) {
        return Err(Refusal::new(Code::ContentTypeUnsupported).with("expected", "application/json").into());
    }
    collect(request.into_body(), BODY_MAX).await
}

/// Bytes beyond a limit that are read and thrown away. Whoever is cut off while sending sees a broken connection and not
/// why; whoever sends even more than this means no good.
pub const DRAIN: u64 = 64 * 1024 * 1024;

/// The whole body, up to `max` bytes.
async fn collect(body: axum::body::Body, max: usize) -> Result<Bytes, Problem> {
    let (mut pieces, mut kept, mut beyond) = (body.into_data_stream(), BytesMut::new(), 0);
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| Refusal::new(Code::BodyUnreadable).with("reason", "it broke off"))?;
        if kept.len() + piece.len() <= max && beyond == 0 {
            kept.extend_from_slice(&piece);
        } else {
            beyond += piece.len() as u64;
        }
        if beyond > DRAIN {
            break;
        }
    }
    if beyond > 0 {
        return Err(Refusal::new(Code::BodyTooLarge).with("max", format!("{} MB", max / 1024 / 1024)).into());
    }
    Ok(kept.freeze())
}

fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        let inner = error.into_inner();
        if inner.is_data() { field(&path, &inner.to_string()) } else { unreadable(&inner) }
    })?;
    reader.end().map_err(|error| unreadable(&error))?;
    Ok(value)
}

fn unreadable(error: &serde_json::Error) -> Refusal {
    Refusal::new(Code::BodyUnreadable).with("reason", error)
}

/// The parameters behind `?`.
#[derive(Debug, Clone)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Site> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self, Problem> {
        let pairs = parts.uri.query().unwrap_or_default();
        let reader = serde_html_form::Deserializer::from_bytes(pairs.as_bytes());
        let value = serde_path_to_error::deserialize(reader).map_err(|error| {
            let path = error.path().to_string();
            field(&path, &error.into_inner().to_string())
        })?;
        Ok(Self(value))
    }
}

/// A refusal for what serde says about a value, at the path of the field.
fn field(path: &str, said: &str) -> Refusal {
    let said = said.split(" at line ").next().unwrap_or(said);
    let path = if path == "." { "" } else { path };
    let quoted = |prefix: &str| said.strip_prefix(prefix)?.split('`').next();
    if let Some(name) = quoted("missing field `") {
        return Refusal::new(Code::FieldMissing).with("field", join(path, name));
    }
    if let Some(name) = quoted("unknown field `") {
        return Refusal::new(Code::FieldUnknown).with("field", join(path, &short(name)));
    }
    let path = if path.is_empty() { "body" } else { path };
    let of_type = |got: &str, expected: String| {
        Refusal::new(Code::FieldType).with("field", path).with("got", short(got)).with("expected", expected)
    };
    if said == "unsupported value" {
        return of_type("more than one value", "one".into());
    }
    if ["invalid digit", "number too", "cannot parse integer"].iter().any(|start| said.starts_with(start)) {
        return of_type("something else", plain("i64"));
    }
    let told = ["invalid type: ", "invalid value: ", "invalid length ", "unknown variant "];
    let told = told.into_iter().find_map(|prefix| said.strip_prefix(prefix));
    match told.and_then(|rest| rest.rsplit_once(", expected ")) {
        // Only a list has a length that does not fit.
        Some((_, expected)) if said.starts_with("invalid length ") => of_type("an array", plain(expected)),
        Some((got, expected)) => of_type(got, plain(expected)),
        None => Refusal::new(Code::FieldInvalid).with("field", path).with("reason", short(said)),
    }
}

fn join(path: &str, name: &str) -> String {
    match path {
        "" => name.to_owned(),
        path if path.ends_with(name) => path.to_owned(),
        path => format!("{path}.{name}"),
    }
}

/// What came may be long; a few words of it are enough to find it.
fn short(text: &str) -> String {
    let text = text.replace('`', "");
    if text.chars().count() <= 60 { text } else { text.chars().take(59).chain(['…']).collect() }
}

/// A type as JSON calls it.
fn plain(expected: &str) -> String {
    match expected {
        "i64" | "u64" | "i32" | "u32" | "u8" | "usize" => "an integer".into(),
        "a sequence" => "an array".into(),
        other if other.starts_with("struct ") || other == "a map" => "an object".into(),
        other => other.replace('`', ""),
    }
}

/// A thing that a path names.
pub trait Named: Sized + Send {
    /// What is said where there is no such thing, or the name cannot be one.
    const NOT_FOUND: Code;
    /// Reads the name.
    fn read(text: &str) -> Option<Self>;
}

macro_rules! named {
    ($($id:ident $code:ident;)*) => {$(
        impl Named for $id {
            const NOT_FOUND: Code = Code::$code;
            fn read(text: &str) -> Option<Self> {
                Self::parse(text)
            }
        }
    )*};
}

named! {
    ReviewId ReviewNotFound;
    CommentId CommentNotFound;
    QuestionId QuestionNotFound;
    AnswerId AnswerNotFound;
    TemplateId TemplateNotFound;
    KeyId KeyNotFound;
    MediaId MediaNotFound;
    ChatId ChatNotFound;
    SwitchId SwitchNotFound;
    AnnouncementId PageNotFound;
    WebhookId WebhookNotFound;
}

impl Named for Cursor {
    const NOT_FOUND: Code = Code::CallNotFound;
    fn read(text: &str) -> Option<Self> {
        text.parse().ok().map(|seq| Self { seq })
    }
}

impl Named for MessageId {
    const NOT_FOUND: Code = Code::MessageNotFound;
    fn read(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }
}

impl Named for Sku {
    const NOT_FOUND: Code = Code::ProductNotFound;
    fn read(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }
}

/// The ids of a list in a body; one that cannot be an id is not found, like one that is not there.
pub fn each<T: Named>(texts: &[String], field: &'static str) -> Result<Vec<T>, Refusal> {
    texts.iter().map(|text| T::read(text).ok_or_else(|| Refusal::new(T::NOT_FOUND).at(field))).collect()
}

/// The only id of a path.
#[derive(Debug, Clone, Copy)]
pub struct Id<T>(pub T);

impl<T: Named> FromRequestParts<Site> for Id<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Problem> {
        let named = RawPathParams::from_request_parts(parts, site).await.ok();
        let named = named.as_ref().and_then(|all| T::read(all.iter().next()?.1));
        Ok(Self(named.ok_or(T::NOT_FOUND)?))
    }
}

/// The only name of a path, which is whatever it is.
#[derive(Debug, Clone)]
pub struct Text(pub String);

impl FromRequestParts<Site> for Text {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Problem> {
        let named = RawPathParams::from_request_parts(parts, site).await.ok();
        let named = named.as_ref().and_then(|all| Some(all.iter().next()?.1.to_owned()));
        Ok(Self(named.ok_or(Code::PageNotFound)?))
    }
}

/// The two ids of a path, in their order.
#[derive(Debug, Clone, Copy)]
pub struct Ids<A, B>(pub A, pub B);

impl<A: Named, B: Named> FromRequestParts<Site> for Ids<A, B> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Problem> {
        let named = RawPathParams::from_request_parts(parts, site).await.map_err(|_| A::NOT_FOUND)?;
        let mut all = named.iter().map(|(_, value)| value);
        let first = all.next().and_then(A::read).ok_or(A::NOT_FOUND)?;
        Ok(Self(first, all.next().and_then(B::read).ok_or(B::NOT_FOUND)?))
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "it is read, and that is what is tested")]
    struct Outer {
        answers: Vec<Inner>,
        #[serde(default)]
        limit: i64,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "it is read, and that is what is tested")]
    struct Inner {
        text: String,
    }

    fn said(body: &str) -> String {
        json::<Outer>(body.as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn a_refused_body_names_the_path_of_what_is_wrong() {
        assert_eq!(
            said(r#"{"answers":[{"text":"a"},{"text":7}]}"#),
            "field_type: “answers[1].text”: integer 7 came where a string is needed."
        );
        assert_eq!(said(r#"{"answers":[{}]}"#), "field_missing: Fill in “answers[0].text”.");
        assert_eq!(said(r#"{"answers":[],"limt":1}"#), "field_unknown: There is no field “limt” here.");
        assert_eq!(said("[]"), "field_type: “body”: an array came where an object is needed.");
        assert_eq!(
            said(r#"{"answers":[]"#),
            "body_unreadable: The body cannot be read as JSON: EOF while parsing an object at line 1 column 13."
        );
    }

    #[test]
    fn a_long_value_is_not_sent_back_whole() {
        let refusal = said(&format!(r#"{{"answers":[],"limit":"{}"}}"#, "я".repeat(10_000)));
        assert!(refusal.len() < 300, "{refusal}");
    }
}
