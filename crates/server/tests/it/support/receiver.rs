//! A seller's program on loopback that is told what happens.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures::StreamExt as _;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::Value;
use sha2::Sha256;
use tokio::net::TcpListener;

/// What the program answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says {
    /// A status with a body of JSON.
    This(u16, &'static str),
    /// A status with a header.
    With(u16, &'static str, String),
    /// `200`, and then a byte now and again without an end.
    Drip,
    /// `200`, and then as much as anybody takes.
    Flood,
    /// Nothing.
    Nothing,
}

/// A call that came in.
#[derive(Debug, Clone)]
pub struct Called {
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Called {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().unwrap()
    }

    /// Whether this secret has signed it, as Standard Webhooks says.
    pub fn is_signed_by(&self, secret: &str) -> bool {
        let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
        let mut mac = <Hmac<Sha256>>::new_from_slice(&key).unwrap();
        mac.update(format!("{}.{}.", self.header("webhook-id"), self.header("webhook-timestamp")).as_bytes());
        mac.update(&self.body);
        let ours = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
        self.header("webhook-signature").split(' ').any(|signature| signature == ours)
    }
}

/// The program.
pub struct Receiver {
    pub url: String,
    calls: Arc<Mutex<Vec<Called>>>,
    says: Arc<Mutex<Says>>,
}

type Kept = (Arc<Mutex<Vec<Called>>>, Arc<Mutex<Says>>);

impl Receiver {
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let kept: Kept = (Arc::default(), Arc::new(Mutex::new(Says::This(200, r#"{"result":true}"#))));
        let (calls, says) = (Arc::clone(&kept.0), Arc::clone(&kept.1));
        let router = Router::new().route("/hook", post(take)).with_state(kept);
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, calls, says }
    }

    pub fn say(&self, says: Says) {
        *self.says.lock().unwrap() = says;
    }

    pub fn calls(&self) -> Vec<Called> {
        self.calls.lock().unwrap().clone()
    }
}

async fn take(State((calls, says)): State<Kept>, headers: HeaderMap, body: Bytes) -> Response {
    calls.lock().unwrap().push(Called { headers, body: body.to_vec() });
    let says = says.lock().unwrap().clone();
    let json = [(header::CONTENT_TYPE, "application/json; charset=utf-8")];
    match says {
        Says::This(status, body) => (StatusCode::from_u16(status).unwrap(), json, body).into_response(),
        Says::With(status, name, value) => (StatusCode::from_u16(status).unwrap(), [(name, value)]).into_response(),
        Says::Drip => {
            let drops = futures::stream::unfold((), |()| async {
                tokio::time::sleep(std::time::Duration::from_millis(200)).await;
                Some((Ok::<_, std::io::Error>(Bytes::from_static(b" ")), ()))
            });
            (json, Body::from_stream(drops)).into_response()
        }
        Says::Flood => {
            let flood = futures::stream::repeat(Bytes::from(vec![b' '; 65_536])).map(Ok::<_, std::io::Error>);
            (json, Body::from_stream(flood)).into_response()
        }
        Says::Nothing => std::future::pending().await,
    }
}
