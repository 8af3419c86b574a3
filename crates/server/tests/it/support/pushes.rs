//! A push service on loopback, and browsers whose pushes only they can read.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use app::commands::notices::{NewDevice, add_device};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::notices::Side;
use domain::{Lang, Timestamp};
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};
use serde_json::Value;
use tokio::net::TcpListener;
use web_push_native::Auth;
use web_push_native::p256::SecretKey;

use super::Site;

/// A push that came in.
#[derive(Debug, Clone)]
pub struct Pushed {
    pub device: String,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Pushed {
    pub fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().unwrap()
    }
}

type Answers = Arc<Mutex<HashMap<String, (u16, Vec<(&'static str, String)>)>>>;

/// The service. It takes everything, but for devices for which a test says otherwise.
pub struct PushService {
    pub url: String,
    pushes: Arc<Mutex<Vec<Pushed>>>,
    answers: Answers,
}

impl PushService {
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (pushes, answers) = (Arc::<Mutex<Vec<Pushed>>>::default(), Answers::default());
        let router =
            Router::new().route("/push/{device}", post(take)).with_state((Arc::clone(&pushes), Arc::clone(&answers)));
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, pushes, answers }
    }

    /// From now on pushes to a device are answered so; status 0 never.
    pub fn answer(&self, device: &str, status: u16, headers: &[(&'static str, &str)]) {
        let headers = headers.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        self.answers.lock().unwrap().insert(device.to_owned(), (status, headers));
    }

    /// All that came for a device, also what it refused.
    pub fn to(&self, device: &str) -> Vec<Pushed> {
        self.pushes.lock().unwrap().iter().filter(|pushed| pushed.device == device).cloned().collect()
    }

    /// Who is telling pushes, as RFC 8292 proves it: the key that signed, and whom to write to.
    pub fn proven(&self, pushed: &Pushed, now: Timestamp) -> (String, String) {
        let said = pushed.header("authorization").strip_prefix("vapid ").unwrap();
        let field = |name: &str| said.split(", ").find_map(|part| part.strip_prefix(name)).unwrap().to_owned();
        let (token, key) = (field("t="), field("k="));
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let decoded = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap();
        let verifier = VerifyingKey::from_sec1_bytes(&decoded(&key)).unwrap();
        verifier.verify(signed.as_bytes(), &Signature::from_slice(&decoded(signature)).unwrap()).unwrap();
        let (header, claims) = signed.split_once('.').unwrap();
        let header: Value = serde_json::from_slice(&decoded(header)).unwrap();
        assert_eq!(header["alg"], "ES256");
        let claims: Value = serde_json::from_slice(&decoded(claims)).unwrap();
        assert_eq!(claims["aud"], self.url.as_str());
        let until = claims["exp"].as_i64().unwrap();
        assert!(until > now.seconds() && until <= now.seconds() + 24 * 3_600, "a proof lives a day at most");
        (key, claims["sub"].as_str().unwrap().to_owned())
    }
}

type Kept = (Arc<Mutex<Vec<Pushed>>>, Answers);

async fn take(
    State((pushes, answers)): State<Kept>,
    Path(device): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    pushes.lock().unwrap().push(Pushed { device: device.clone(), headers, body: body.to_vec() });
    let answer = answers.lock().unwrap().get(&device).cloned();
    match answer {
        None => StatusCode::CREATED.into_response(),
        Some((0, _)) => std::future::pending().await,
        Some((status, headers)) => {
            let mut response = StatusCode::from_u16(status).unwrap().into_response();
            for (name, value) in headers {
                response.headers_mut().insert(name, value.parse().unwrap());
            }
            response
        }
    }
}

/// A browser that allowed pushes.
pub struct Browser {
    pub device: String,
    secret: SecretKey,
    auth: [u8; 16],
}

impl Browser {
    /// Somebody allows pushes in a browser.
    pub async fn of(site: &Site, service: &PushService, person: &app::Person, device: &str) -> Self {
        Self::at(site, &format!("{}/push/{device}", service.url), person, device).await
    }

    /// The same at any address.
    pub async fn at(site: &Site, endpoint: &str, person: &app::Person, device: &str) -> Self {
        let browser = Self::with_keys(device);
        let (p256dh, auth) = browser.keys();
        let (endpoint, device) = (endpoint.to_owned(), device.to_owned());
        let new = NewDevice { endpoint, p256dh, auth, device, lang: Lang::Ru };
        add_device(&site.app, person, Side::Shop, new).await.unwrap();
        browser
    }

    /// One that was allowed nothing yet.
    pub fn with_keys(device: &str) -> Self {
        let secret = SecretKey::from_slice(&[u8::try_from(device.len()).unwrap() + 1; 32]).unwrap();
        Self { device: device.to_owned(), secret, auth: [7; 16] }
    }

    /// What it gives a site with which pushes are to be written: the public key, and what else is needed.
    pub fn keys(&self) -> (String, String) {
        let point = p256::elliptic_curve::sec1::ToEncodedPoint::to_encoded_point(&self.secret.public_key(), false);
        (URL_SAFE_NO_PAD.encode(point.as_bytes()), URL_SAFE_NO_PAD.encode(self.auth))
    }

    /// What a push says.
    pub fn read(&self, pushed: &Pushed) -> Value {
        assert_eq!(pushed.header("content-encoding"), "aes128gcm");
        let auth = Auth::from(self.auth);
        serde_json::from_slice(&web_push_native::decrypt(pushed.body.clone(), &self.secret, &auth).unwrap()).unwrap()
    }

    /// All that it was told.
    pub fn told(&self, service: &PushService) -> Vec<Value> {
        service.to(&self.device).iter().map(|pushed| self.read(pushed)).collect()
    }
}
