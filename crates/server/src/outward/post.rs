//! One request to somebody else's address, and what they answer: never longer than a patience, never more than so much.

use std::time::Duration;

use domain::Timestamp;
use reqwest::header::{CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use url::Url;

use super::address::{self, Refused};

/// An answer is read so far.
pub(super) const ANSWER_MAX: usize = 64 * 1024;

/// What was answered.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The type of the body, without parameters, in small letters.
    pub content_type: String,
    /// What the other side asks to wait.
    pub retry_after: Option<Duration>,
    /// The body, or as much of it as was read.
    pub body: Vec<u8>,
    /// Whether that is all of it.
    pub whole: bool,
}

/// Why there is no answer.
#[derive(Debug)]
pub enum Trouble {
    /// The address is not called.
    Refused(Refused),
    /// There was no answer in time.
    Timeout,
    /// There is nobody, or they speak otherwise.
    Unreachable(String),
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(why) => write!(f, "the address is not called: {why}"),
            Self::Timeout => f.write_str("no answer in time"),
            Self::Unreachable(why) => f.write_str(why),
        }
    }
}

/// Sends a body by `POST`. What comes of the answer's body later than `patience`, or beyond 64 KiB, is cut off.
pub async fn post(
    client: &reqwest::Client,
    url: Url,
    headers: HeaderMap,
    body: Vec<u8>,
    patience: Duration,
    now: Timestamp,
) -> Result<Answer, Trouble> {
    post_for(client, url, headers, body, patience, ANSWER_MAX, now).await
}

/// The same for an answer of at most so many bytes.
pub async fn post_for(
    client: &reqwest::Client,
    url: Url,
    headers: HeaderMap,
    body: Vec<u8>,
    patience: Duration,
    most: usize,
    now: Timestamp,
) -> Result<Answer, Trouble> {
    let until = tokio::time::Instant::now() + patience;
    let sent = client.post(url).headers(headers).body(body).send();
    let mut response = match tokio::time::timeout_at(until, sent).await {
        Err(_) => return Err(Trouble::Timeout),
        Ok(Err(error)) => return Err(trouble(&error)),
        Ok(Ok(response)) => response,
    };
    let text = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let content_type = text(CONTENT_TYPE).split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let retry_after = asked_to_wait(text(RETRY_AFTER), now);
    let mut answer =
        Answer { status: response.status().as_u16(), content_type, retry_after, body: Vec::new(), whole: false };
    loop {
        match tokio::time::timeout_at(until, response.chunk()).await {
            Ok(Ok(Some(chunk))) => {
                let room = most - answer.body.len();
                answer.body.extend_from_slice(&chunk[..chunk.len().min(room)]);
                if chunk.len() > room {
                    return Ok(answer);
                }
            }
            Ok(Ok(None)) => {
                answer.whole = true;
                return Ok(answer);
            }
            Ok(Err(_)) | Err(_) => return Ok(answer),
        }
    }
}

fn trouble(error: &reqwest::Error) -> Trouble {
    if let Some(refused) = address::refused(error) {
        return Trouble::Refused(refused);
    }
    if error.is_timeout() {
        return Trouble::Timeout;
    }
    // The innermost cause says what happened; those around it repeat the address, which may be secret.
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    Trouble::Unreachable(cause.to_string())
}

/// `Retry-After`: seconds, or a date.
fn asked_to_wait(text: &str, now: Timestamp) -> Option<Duration> {
    if let Ok(seconds) = text.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let at = jiff::fmt::rfc2822::parse(text.trim()).ok()?;
    Some(Timestamp(at.timestamp().as_microsecond()).since(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_asks_to_wait_says_seconds_or_a_date() {
        let now = Timestamp::parse("2026-03-10T12:00:00Z").unwrap();
        assert_eq!(asked_to_wait("120", now), Some(Duration::from_secs(120)));
        assert_eq!(asked_to_wait("Tue, 10 Mar 2026 12:01:30 GMT", now), Some(Duration::from_secs(90)));
        assert_eq!(asked_to_wait("Tue, 10 Mar 2026 11:00:00 GMT", now), Some(Duration::ZERO));
        assert_eq!(asked_to_wait("soon", now), None);
        assert_eq!(asked_to_wait("", now), None);
    }
}
