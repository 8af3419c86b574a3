//! Files that are asked for in parts (RFC 9110, 14): players jump, and downloads that broke off go on.

use axum::body::Body;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, IntoResponseParts, Response};
use tokio::io::AsyncRead;
use tokio_util::io::ReaderStream;

/// Answers with a file of `len` bytes, or with the part of it that is asked for. `read` gives so many bytes from a place.
pub async fn answer<E, R: AsyncRead + Send + 'static>(
    headers: &HeaderMap,
    len: u64,
    common: impl IntoResponseParts,
    read: impl AsyncFnOnce(u64, u64) -> Result<R, E>,
) -> Result<Response, E> {
    let common = (common, [(header::ACCEPT_RANGES, "bytes")]);
    match range(headers, len) {
        Range::Whole => {
            let body = Body::from_stream(ReaderStream::new(read(0, len).await?));
            Ok((common, [(header::CONTENT_LENGTH, len.to_string())], body).into_response())
        }
        Range::Part(from, to) => {
            let count = to - from + 1;
            let body = Body::from_stream(ReaderStream::new(read(from, count).await?));
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
