//! Calls to programs: own events as Standard Webhooks describe them, and the marketplace's pushes.

use std::time::Duration;

use app::commands::webhooks::{self, Answer, Due};
use app::queries::notices::Webhook;
use app::{App, Failure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::Timestamp;
use domain::notices::webhooks::{Format, Outcome, patience};
use hmac::{Hmac, KeyInit as _, Mac as _};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;
use serde_json::{Value, json};
use sha2::Sha256;
use url::Url;

use super::address::{self, Refused};
use super::post::{self, Trouble, post};
use super::{Outward, counted};
use crate::api::events::view::EventOut;
use crate::config;
use crate::dialect::pushes;

/// What speaks to programs.
#[derive(Debug)]
pub struct Caller {
    client: Result<reqwest::Client, String>,
    allow_private: bool,
}

/// Why an address did not pass the marketplace's check of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckFailed {
    /// There is nobody at the address.
    RequestError,
    /// No answer in time.
    RequestTimeout,
    /// Their own fault.
    ServerFault,
    /// Another status than 200.
    StatusCodeNotOk,
    /// No body.
    EmptyBody,
    /// Another type than JSON, or more than anybody reads.
    InvalidBody,
    /// What cannot be read as JSON.
    InvalidJson,
    /// Not what the paper asks for.
    WrongResultField,
    /// A time that is none.
    WrongResultTimeField,
}

impl CheckFailed {
    /// The marketplace's name for it.
    pub fn code(self) -> &'static str {
        match self {
            Self::RequestError => "REQUEST_ERROR",
            Self::RequestTimeout => "REQUEST_TIMEOUT",
            Self::ServerFault => "SERVER_FAULT",
            Self::StatusCodeNotOk => "STATUS_CODE_NOT_OK",
            Self::EmptyBody => "EMPTY_BODY",
            Self::InvalidBody => "INVALID_BODY",
            Self::InvalidJson => "INVALID_JSON",
            Self::WrongResultField => "WRONG_RESULT_FIELD",
            Self::WrongResultTimeField => "WRONG_RESULT_TIME_FIELD",
        }
    }
}

/// The type of what is told on trial, which is no event.
const TEST: &str = "test";
/// Signs of an answer to a trial that are shown.
const SHOWN: usize = 500;

/// What came back when a program was told something on trial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    /// How long it took.
    pub took: Duration,
    /// The status that was answered.
    pub status: Option<u16>,
    /// What went wrong; empty where it was taken.
    pub error: String,
    /// The beginning of the answer.
    pub answer: String,
}

/// The body of an own event.
#[derive(Serialize)]
struct Told {
    r#type: &'static str,
    timestamp: String,
    data: EventOut,
}

impl Caller {
    pub(super) fn new(webhooks: &config::Webhooks, names: address::Names) -> Self {
        let client = address::client(names, webhooks.allow_private).map_err(|error| error.to_string());
        Self { client, allow_private: webhooks.allow_private }
    }

    /// Whether an address may be called at all.
    pub fn may_call(&self, url: &str) -> Result<Url, Refused> {
        address::check(url, self.allow_private)
    }

    async fn post(
        &self,
        url: &str,
        headers: HeaderMap,
        body: Vec<u8>,
        patience: Duration,
        now: Timestamp,
    ) -> Result<post::Answer, Trouble> {
        let client = self.client.as_ref().map_err(|why| Trouble::Unreachable(why.clone()))?;
        let url = self.may_call(url).map_err(Trouble::Refused)?;
        post(client, url, headers, body, patience, now).await
    }

    /// The marketplace's check of a connection: it asks, and the program says who it is.
    pub async fn check(&self, url: &str, now: Timestamp) -> Result<(), CheckFailed> {
        let body = json!({"message_type": "TYPE_PING", "time": now.to_string()}).to_string().into_bytes();
        match self.post(url, json_headers(), body, patience(Format::Ozon), now).await {
            Err(Trouble::Timeout) => Err(CheckFailed::RequestTimeout),
            Err(Trouble::Refused(_) | Trouble::Unreachable(_)) => Err(CheckFailed::RequestError),
            Ok(answer) => {
                let said = read(&answer)?;
                let text = |name: &str| said.get(name).and_then(Value::as_str);
                if text("version").is_none() || text("name").is_none() || said.get("time").is_none() {
                    return Err(CheckFailed::WrongResultField);
                }
                match text("time").and_then(Timestamp::parse) {
                    Some(_) => Ok(()),
                    None => Err(CheckFailed::WrongResultTimeField),
                }
            }
        }
    }

    /// Tells a program something that did not happen, signed as its calls are, and says what came back. Nothing of it is kept: an
    /// address that is switched off stays so, and one that fails does not fail more.
    pub async fn try_out(&self, webhook: &Webhook, now: Timestamp) -> Result<Tried, Failure> {
        let timestamp = now.to_string();
        let body = serde_json::to_vec(&json!({
            "type": TEST,
            "timestamp": timestamp,
            "data": {"kind": TEST, "at": timestamp, "webhook_id": webhook.id.to_string()},
        }))?;
        let headers = signed(webhook, format!("{TEST}_{}", now.0), &body, now).ok_or_else(unsigned)?;
        let begun = tokio::time::Instant::now();
        let answered = self.post(&webhook.url, headers, body, patience(Format::Standard), now).await;
        let took = begun.elapsed();
        Ok(match answered {
            Err(trouble) => Tried { took, status: None, error: trouble.to_string(), answer: String::new() },
            Ok(answer) => {
                let (error, _) = judged(Format::Standard, &answer);
                let said = String::from_utf8_lossy(&answer.body).chars().take(SHOWN).collect();
                Tried { took, status: Some(answer.status), error, answer: said }
            }
        })
    }

    /// Makes a call; `None` where there is nothing to tell.
    async fn call(&self, app: &App, site: &str, due: &Due) -> Result<Option<Answer>, Failure> {
        let now = app.now();
        let (headers, body) = match due.webhook.format {
            Format::Standard => {
                let body = told(due)?;
                let id = format!("evt_{}", app::queries::live::write_cursor(due.call.cursor));
                let headers = signed(&due.webhook, id, &body, now).ok_or_else(unsigned)?;
                (headers, body)
            }
            Format::Ozon => match pushes::body(app, site, due).await? {
                Some(body) => (json_headers(), body.to_string().into_bytes()),
                None => return Ok(None),
            },
        };
        let begun = tokio::time::Instant::now();
        let answered = self.post(&due.webhook.url, headers, body, patience(due.webhook.format), now).await;
        let took = begun.elapsed();
        let (status, error, body, outcome) = match answered {
            Err(trouble) => (None, trouble.to_string(), String::new(), Outcome::Failed(None)),
            Ok(answer) => {
                let (error, outcome) = judged(due.webhook.format, &answer);
                (Some(answer.status), error, String::from_utf8_lossy(&answer.body).into_owned(), outcome)
            }
        };
        Ok(Some(Answer { at: now, took, status, error, body, outcome }))
    }
}

fn judged(format: Format, answer: &post::Answer) -> (String, Outcome) {
    let failed = |why: String| (why, Outcome::Failed(answer.retry_after));
    match (format, answer.status) {
        (_, 410) => ("the address is gone".to_owned(), Outcome::Gone),
        (Format::Standard, 200..300) => (String::new(), Outcome::Taken),
        (_, status @ 300..400) => failed(format!("the answer was {status}: nobody is followed elsewhere")),
        (Format::Ozon, 200) => match read(answer) {
            Ok(said) if said.get("result") == Some(&Value::Bool(true)) => (String::new(), Outcome::Taken),
            Ok(_) => failed(CheckFailed::WrongResultField.code().to_owned()),
            Err(why) => failed(why.code().to_owned()),
        },
        (_, status) => failed(format!("the answer was {status}")),
    }
}

/// What a program of the marketplace answered, where it answered as the paper says.
fn read(answer: &post::Answer) -> Result<Value, CheckFailed> {
    match answer.status {
        200 => {}
        500.. => return Err(CheckFailed::ServerFault),
        _ => return Err(CheckFailed::StatusCodeNotOk),
    }
    if !answer.whole {
        let cut = answer.body.len() < post::ANSWER_MAX;
        return Err(if cut { CheckFailed::RequestTimeout } else { CheckFailed::InvalidBody });
    }
    if answer.body.is_empty() {
        return Err(CheckFailed::EmptyBody);
    }
    if answer.content_type != "application/json" {
        return Err(CheckFailed::InvalidBody);
    }
    serde_json::from_slice(&answer.body).map_err(|_| CheckFailed::InvalidJson)
}

fn json_headers() -> HeaderMap {
    HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("application/json"))])
}

fn told(due: &Due) -> Result<Vec<u8>, Failure> {
    let data = EventOut::of(due.recorded.clone(), true);
    let told = Told { r#type: data.kind, timestamp: data.at.clone(), data };
    Ok(serde_json::to_vec(&told)?)
}

/// Headers of Standard Webhooks: the same id for the same event however often it is told, signatures by both secrets while a
/// new one takes the place of an old one.
fn signed(webhook: &Webhook, id: String, body: &[u8], now: Timestamp) -> Option<HeaderMap> {
    let at = now.seconds().to_string();
    let mut signatures = vec![signature(&webhook.secret, &id, &at, body)?];
    if !webhook.old_secret.is_empty() && now < webhook.old_secret_until {
        signatures.push(signature(&webhook.old_secret, &id, &at, body)?);
    }
    let mut headers = json_headers();
    for (name, value) in [("webhook-id", id), ("webhook-timestamp", at), ("webhook-signature", signatures.join(" "))] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_str(&value).ok()?);
    }
    Some(headers)
}

fn unsigned() -> Failure {
    Failure::fault("a call could not be signed")
}

fn signature(secret: &str, id: &str, at: &str, body: &[u8]) -> Option<String> {
    let key = STANDARD.decode(secret.strip_prefix("whsec_")?).ok()?;
    let mut mac = <Hmac<Sha256>>::new_from_slice(&key).ok()?;
    mac.update(format!("{id}.{at}.").as_bytes());
    mac.update(body);
    Some(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
}

/// Makes a call and notes what came of it.
pub(super) async fn deliver(outward: &Outward, app: &App, due: Due) {
    let call = due.call.clone();
    let noted = match outward.caller.call(app, &outward.site, &due).await {
        Ok(Some(answer)) => {
            counted(
                "webhook",
                match answer.outcome {
                    Outcome::Taken => "sent",
                    Outcome::Failed(_) => "later",
                    Outcome::Gone => "never",
                },
            );
            webhooks::answered(app, due, answer).await
        }
        Ok(None) => webhooks::skip(app, call).await,
        Err(failure) => Err(failure),
    };
    if let Err(failure) = noted {
        tracing::warn!(error = %failure, "a call could not be made or noted; it is made again");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_that_of_the_standards_example() {
        // The vector of the reference implementations.
        let signature = signature(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "1614265330",
            br#"{"test": 2432232314}"#,
        );
        assert_eq!(signature.unwrap(), "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    fn answer(status: u16, content_type: &str, body: &str) -> post::Answer {
        post::Answer { status, content_type: content_type.into(), retry_after: None, body: body.into(), whole: true }
    }

    #[test]
    fn only_a_plain_yes_takes_a_push_of_the_marketplace() {
        let json = "application/json";
        let taken = |answer| judged(Format::Ozon, &answer).1 == Outcome::Taken;
        assert!(taken(answer(200, json, r#"{"result":true}"#)));
        for (status, kind, body) in [
            (200, json, r#"{"result":false}"#),
            (200, json, r#"{"result":"true"}"#),
            (200, json, ""),
            (200, json, "yes"),
            (200, "text/html", r#"{"result":true}"#),
            (201, json, r#"{"result":true}"#),
            (500, json, r#"{"result":true}"#),
        ] {
            assert!(!taken(answer(status, kind, body)), "{status} {kind} {body}");
        }
    }
}
