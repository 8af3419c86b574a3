//! `/media/{id}` and `/media/{id}/thumb`: pictures and videos, with ranges, and nothing that a browser could run.

use app::media::folder::Part;
use app::{App, Failure};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{Code, MediaId};
use tokio_util::io::ReaderStream;

use crate::session;

/// The file itself.
pub async fn full(State(app): State<App>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    serve(&app, &id, false, &headers).await
}

/// The small one, for lists; the file itself where it has none (drawings).
pub async fn thumb(State(app): State<App>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    serve(&app, &id, true, &headers).await
}

async fn serve(app: &App, id: &str, small: bool, headers: &HeaderMap) -> Response {
    match read(app, id, small, headers).await {
        Ok(response) => response,
        Err(Failure::Refusal(refusal)) => {
            (StatusCode::NOT_FOUND, refusal.words(session::lang(headers))).into_response()
        }
        Err(Failure::Fault(fault)) => (StatusCode::INTERNAL_SERVER_ERROR, fault.log(app.now())).into_response(),
    }
}

async fn read(app: &App, id: &str, small: bool, headers: &HeaderMap) -> Result<Response, Failure> {
    let id = MediaId::parse(id).ok_or(Code::MediaNotFound)?;
    let media = app::queries::media::one(app, id).await?;
    let part = Part::ALL.into_iter().find(|part| *part != Part::Thumb && part.content_type() == media.content_type);
    let part = match part {
        Some(Part::Photo) if small => Part::Thumb,
        Some(part) => part,
        None => return Err(Failure::fault("a medium of an unknown type")),
    };
    let folder = app.media().clone();
    let stored = tokio::task::spawn_blocking(move || folder.read(id, part)).await.map_err(Failure::fault)??;
    let stored = stored.ok_or(Code::MediaNotFound)?;
    let common = [
        (header::CONTENT_TYPE, part.content_type()),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::ACCEPT_RANGES, "bytes"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'; sandbox"),
    ];
    let len = stored.len;
    match range(headers, len) {
        Range::Whole => {
            let body = Body::from_stream(ReaderStream::new(stored.stream(0, len).await?));
            Ok((common, [(header::CONTENT_LENGTH, len.to_string())], body).into_response())
        }
        Range::Part(from, to) => {
            let count = to - from + 1;
            let body = Body::from_stream(ReaderStream::new(stored.stream(from, count).await?));
            let about = [
                (header::CONTENT_LENGTH, count.to_string()),
                (header::CONTENT_RANGE, format!("bytes {from}-{to}/{len}")),
            ];
            Ok((StatusCode::PARTIAL_CONTENT, common, about, body).into_response())
        }
        Range::Nowhere => {
            let about = [(header::CONTENT_RANGE, format!("bytes */{len}"))];
            Ok((StatusCode::RANGE_NOT_SATISFIABLE, about).into_response())
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Range {
    Whole,
    /// First and last byte, both included.
    Part(u64, u64),
    Nowhere,
}

/// What a `Range` header asks for (RFC 9110, 14.2): one range is served, anything else is answered whole.
fn range(headers: &HeaderMap, len: u64) -> Range {
    let asked = headers.get(header::RANGE).and_then(|value| value.to_str().ok());
    let Some((first, last)) = asked.and_then(|text| text.strip_prefix("bytes=")).and_then(|text| text.split_once('-'))
    else {
        return Range::Whole;
    };
    match (first.parse::<u64>(), last.parse::<u64>()) {
        (Ok(first), Ok(last)) if first <= last && first < len => Range::Part(first, last.min(len - 1)),
        (Ok(first), Err(_)) if last.is_empty() && first < len => Range::Part(first, len - 1),
        (Err(_), Ok(count)) if first.is_empty() && count > 0 && len > 0 => {
            Range::Part(len.saturating_sub(count), len - 1)
        }
        (Ok(first), _) if first >= len => Range::Nowhere,
        _ => Range::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(text: &str) -> Range {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, text.parse().unwrap());
        range(&headers, 100)
    }

    #[test]
    fn a_player_that_jumps_gets_the_bytes_that_it_asked_for() {
        assert_eq!(asked("bytes=0-9"), Range::Part(0, 9));
        assert_eq!(asked("bytes=90-"), Range::Part(90, 99));
        assert_eq!(asked("bytes=-10"), Range::Part(90, 99));
        assert_eq!(asked("bytes=50-1000"), Range::Part(50, 99));
        assert_eq!(asked("bytes=100-"), Range::Nowhere);
        assert_eq!(asked("bytes=0-1,5-6"), Range::Whole);
        assert_eq!(asked("lines=1-2"), Range::Whole);
    }
}
