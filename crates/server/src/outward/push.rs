//! Pushes to browsers: Web Push (RFC 8030), encrypted for the browser (RFC 8291), in our own name (VAPID, RFC 8292).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use app::commands::outbox::{self, Fate, Parcel};
use app::queries::notices::{self, Device};
use app::{App, Failure};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::notices::Topic;
use domain::{Lang, Timestamp};
use futures::future::join_all;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey, VerifyingKey};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::json;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;
use url::Url;
use web_push_native::Auth;
use web_push_native::p256::PublicKey;

use super::letters::{self, Group};
use super::post::{Trouble, post};
use super::{Outward, address, noted, unprepared};
use crate::config;
use crate::web::words::Speaks;

/// The name of our key among the installation's secrets.
const SECRET: &str = "vapid";
/// How long a push service keeps a push for a device that is off.
const KEPT: Duration = Duration::from_secs(24 * 3_600);
/// How long a push service is waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long one proof of who we are is used; RFC 8292 allows a day.
const PROOF: Duration = Duration::from_secs(12 * 3_600);
/// Proofs and push services that are remembered; there are a handful in the world.
const REMEMBERED: usize = 500;
/// Pushes that one push service is given at once, so that one that hangs leaves room for others.
const AT_ONCE: usize = 96;
/// How long a push waits for its turn there.
const TURN: Duration = Duration::from_secs(2);

/// Our key for push services.
pub struct Vapid {
    key: SigningKey,
    public: String,
    proofs: Mutex<HashMap<String, (Timestamp, String)>>,
}

impl std::fmt::Debug for Vapid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vapid").field("public", &self.public).finish_non_exhaustive()
    }
}

/// A new key: not every number is one, but nearly all are.
fn fresh() -> String {
    loop {
        let bytes = notices::entropy();
        if SigningKey::from_slice(&bytes).is_ok() {
            return URL_SAFE_NO_PAD.encode(bytes);
        }
    }
}

impl Vapid {
    /// The installation's key, made where there is none yet.
    pub async fn of(app: &App) -> Result<Self, Failure> {
        let secret = notices::secret(app, SECRET, fresh).await?;
        let bytes = URL_SAFE_NO_PAD.decode(secret).map_err(Failure::fault)?;
        let key = SigningKey::from_slice(&bytes).map_err(Failure::fault)?;
        let public = URL_SAFE_NO_PAD.encode(VerifyingKey::from(&key).to_encoded_point(false).as_bytes());
        Ok(Self { key, public, proofs: Mutex::default() })
    }

    /// What a browser is told when it subscribes: `applicationServerKey`.
    pub fn public(&self) -> &str {
        &self.public
    }

    /// `Authorization` for a push service.
    fn authorization(&self, url: &Url, contact: &str, now: Timestamp) -> String {
        let audience = url.origin().ascii_serialization();
        let mut proofs = self.proofs.lock().unwrap_or_else(PoisonError::into_inner);
        let token = match proofs.get(&audience) {
            // Half of its life is left to whoever's clock goes otherwise.
            Some((until, token)) if until.before(PROOF / 2) > now => token.clone(),
            _ => {
                if proofs.len() >= REMEMBERED {
                    proofs.clear();
                }
                let until = now.after(PROOF);
                let token = self.token(&audience, contact, until);
                proofs.insert(audience, (until, token.clone()));
                token
            }
        };
        format!("vapid t={token}, k={}", self.public)
    }

    fn token(&self, audience: &str, contact: &str, until: Timestamp) -> String {
        let part = |value: serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let header = part(json!({"typ": "JWT", "alg": "ES256"}));
        let claims = part(json!({"aud": audience, "exp": until.seconds(), "sub": contact}));
        let signed = format!("{header}.{claims}");
        let signature: Signature = self.key.sign(signed.as_bytes());
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes()))
    }
}

/// What speaks to push services.
pub struct Pusher {
    client: Result<reqwest::Client, String>,
    allow_private: bool,
    contact: String,
    turns: Mutex<HashMap<String, Arc<Semaphore>>>,
}

impl std::fmt::Debug for Pusher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pusher").field("contact", &self.contact).finish_non_exhaustive()
    }
}

/// What became of one push to one device.
enum Became {
    Taken,
    Gone,
    Later(String, Option<Duration>),
    Never(String),
}

impl Pusher {
    pub(super) fn new(push: &config::Push, contact: String, names: address::Names) -> Self {
        let client = address::client(names, push.allow_private).map_err(|error| error.to_string());
        Self { client, allow_private: push.allow_private, contact, turns: Mutex::default() }
    }

    /// Reads what a browser gives when somebody allows pushes: where it is reached, and the keys to encrypt with.
    pub fn check(&self, endpoint: &str, p256dh: &str, auth: &str) -> Result<Url, address::Refused> {
        let url = address::check(endpoint, self.allow_private)?;
        keys(p256dh, auth).ok_or(address::Refused::Unreadable)?;
        Ok(url)
    }

    fn turn(&self, host: &str) -> Arc<Semaphore> {
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        if turns.len() >= REMEMBERED {
            turns.retain(|_, turn| turn.available_permits() < AT_ONCE);
        }
        Arc::clone(turns.entry(host.to_owned()).or_insert_with(|| Arc::new(Semaphore::new(AT_ONCE))))
    }

    async fn push(&self, vapid: &Vapid, device: &Device, group: &Group, site: &str, now: Timestamp) -> Became {
        let client = match &self.client {
            Ok(client) => client,
            Err(why) => return Became::Later(why.clone(), None),
        };
        let url = match self.check(&device.endpoint, &device.p256dh, &device.auth) {
            Ok(url) => url,
            Err(why) => return Became::Never(format!("the push service is not called: {why}")),
        };
        let Some((public, auth)) = keys(&device.p256dh, &device.auth) else {
            return Became::Never("the browser's key cannot be read".into());
        };
        let payload = payload(device, group, site).to_string().into_bytes();
        let body = match web_push_native::encrypt(payload, &public, &auth) {
            Ok(body) => body,
            Err(error) => return Became::Never(error.to_string()),
        };
        let Some(headers) = headers(group, &vapid.authorization(&url, &self.contact, now)) else {
            return Became::Never("the push cannot be described".into());
        };
        let turn = self.turn(url.host_str().unwrap_or_default());
        let Ok(Ok(_turn)) = tokio::time::timeout(TURN, turn.acquire()).await else {
            return Became::Later("the push service has enough to do".into(), None);
        };
        match post(client, url, headers, body, PATIENCE, now).await {
            Err(trouble @ Trouble::Refused(_)) => Became::Never(trouble.to_string()),
            Err(trouble) => Became::Later(trouble.to_string(), None),
            Ok(answer) => match answer.status {
                200..300 => Became::Taken,
                404 | 410 => Became::Gone,
                408 | 425 | 429 | 500.. => {
                    Became::Later(format!("the push service answered {}", answer.status), answer.retry_after)
                }
                status => Became::Never(format!("the push service answered {status}")),
            },
        }
    }
}

/// What the browser gets.
fn payload(device: &Device, group: &Group, site: &str) -> serde_json::Value {
    let w = Lang::from_tag(&device.language).unwrap_or_default().words();
    let about = group.about(w);
    let lines = [Some(about.as_str()).filter(|about| !about.is_empty()), group.shop.as_deref()];
    let body = lines.into_iter().flatten().collect::<Vec<_>>().join("\n");
    json!({
        "title": group.says(w),
        "body": if body.is_empty() { w.letters.open } else { &body },
        "url": format!("{site}{}", group.href()),
        "tag": tag(group),
        "count": group.count(),
    })
}

/// What a newer push takes the place of: those about the same topic in the same part.
fn tag(group: &Group) -> String {
    let part = group.part;
    format!("{}-{}-{}", group.topic.tag(), part.side.as_str(), part.seller)
}

fn headers(group: &Group, authorization: &str) -> Option<HeaderMap> {
    let urgency = match group.topic {
        Topic::Security | Topic::Deadlines | Topic::Messages | Topic::Support => "high",
        Topic::Promotions | Topic::News => "low",
        _ => "normal",
    };
    // At most 32 signs of base64url, and nothing that tells the push service what it is about.
    let topic: String = URL_SAFE_NO_PAD.encode(Sha256::digest(tag(group))).chars().take(32).collect();
    let mut headers = HeaderMap::new();
    for (name, value) in [
        ("authorization", authorization),
        ("content-encoding", "aes128gcm"),
        ("content-type", "application/octet-stream"),
        ("ttl", &KEPT.as_secs().to_string()),
        ("urgency", urgency),
        ("topic", &topic),
    ] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_str(value).ok()?);
    }
    Some(headers)
}

fn keys(p256dh: &str, auth: &str) -> Option<(PublicKey, Auth)> {
    // Some browsers end base64 with its sign of an end, some do not.
    let decoded = |text: &str| URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok();
    let public = PublicKey::from_sec1_bytes(&decoded(p256dh)?).ok()?;
    let auth: [u8; 16] = decoded(auth)?.try_into().ok()?;
    Some((public, Auth::from(auth)))
}

/// Pushes to all devices of a person: one push for each topic that something is due of.
pub(super) async fn deliver(outward: &Outward, app: &App, parcel: Parcel) {
    if parcel.devices.is_empty() {
        return noted(app, (parcel.sendings, Fate::Nowhere("there is no device"))).await;
    }
    let prepared = async { Ok::<_, Failure>((outward.vapid(app).await?, letters::gather(app, &parcel).await?)) };
    let (vapid, groups) = match prepared.await {
        Ok(prepared) => prepared,
        Err(failure) => return noted(app, (parcel.sendings, unprepared(&failure))).await,
    };
    let now = app.now();
    let pushed = groups.into_iter().map(|group| {
        let (vapid, devices) = (&vapid, &parcel.devices);
        async move {
            let pushes = devices.iter().map(|device| outward.pusher.push(vapid, device, &group, &outward.site, now));
            let became = join_all(pushes).await;
            let gone = devices.iter().zip(&became).filter(|(_, became)| matches!(became, Became::Gone));
            let gone: Vec<String> = gone.map(|(device, _)| device.hash.clone()).collect();
            (group.sendings, fate(became), gone)
        }
    });
    for (sendings, fate, gone) in join_all(pushed).await {
        for hash in gone {
            if let Err(failure) = outbox::device_gone(app, &hash).await {
                tracing::warn!(error = %failure, "a device that is gone could not be forgotten");
            }
        }
        noted(app, (sendings, fate)).await;
    }
}

/// One device that has it is enough: telling the others later would tell this one twice.
fn fate(became: Vec<Became>) -> Fate {
    let (mut later, mut never) = (None, None);
    for became in became {
        match became {
            Became::Taken => return Fate::Sent,
            Became::Gone => {}
            Became::Later(why, asked) => {
                let longest = later.take().map_or(asked, |(_, before): (String, Option<Duration>)| before.max(asked));
                later = Some((why, longest));
            }
            Became::Never(why) => never = Some(why),
        }
    }
    match (later, never) {
        (Some((why, asked)), _) => Fate::Later(why, asked),
        (None, Some(why)) => Fate::Never(why),
        (None, None) => Fate::Nowhere("every device is gone"),
    }
}
