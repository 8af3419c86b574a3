//! Somebody who sends requests, and what they get.

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, RequestBuilder};
use serde_json::Value;

/// Somebody who sends requests: nobody, a person with a session, a program with a key.
#[derive(Clone)]
pub struct Client {
    url: String,
    http: reqwest::Client,
    headers: HeaderMap,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub text: String,
}

impl Client {
    pub fn new(url: &str, headers: Vec<(&'static str, String)>) -> Self {
        app::tls::choose();
        let none = Self { url: url.to_owned(), http: reqwest::Client::new(), headers: HeaderMap::new() };
        headers.into_iter().fold(none, |client, (name, value)| client.with(name, &value))
    }

    /// The same, with one more header on every request.
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.insert(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
        self
    }

    /// A request to be added to.
    pub fn request(&self, method: &str, path: &str) -> RequestBuilder {
        let method: Method = method.parse().unwrap();
        self.http.request(method, format!("{}{path}", self.url)).headers(self.headers.clone())
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send("POST", path, Some(body)).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.send("PUT", path, Some(body)).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.send("PATCH", path, Some(body)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send("DELETE", path, None).await
    }

    /// A `POST` without a body.
    pub async fn press(&self, path: &str) -> Answer {
        self.send("POST", path, None).await
    }

    pub async fn send(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        let request = self.request(method, path);
        let request = match body {
            Some(body) => request.json(&body),
            None => request,
        };
        Answer::of(request).await
    }
}

impl Answer {
    pub async fn of(request: RequestBuilder) -> Self {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Self { status, headers, text: response.text().await.unwrap() }
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.text))
    }

    /// A field of the body by its JSON pointer, as text.
    pub fn text_at(&self, pointer: &str) -> String {
        match self.json().pointer(pointer) {
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
            None => panic!("no {pointer} in {} {}", self.status, self.text),
        }
    }

    /// A header, where it is there.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// `409 answered_meanwhile @text: While you were writing…` for a problem, the status alone for anything else.
    pub fn said(&self) -> String {
        if self.header("content-type") != Some("application/problem+json") {
            return self.status.to_string();
        }
        let problem = self.json();
        assert_eq!(problem["status"], self.status, "the body and the status line differ: {problem}");
        let text = |name: &str| problem[name].as_str().unwrap_or_default().to_owned();
        let field = problem["field"].as_str().map(|field| format!(" @{field}")).unwrap_or_default();
        format!("{} {}{field}: {}", self.status, text("code"), text("detail"))
    }

    /// The same, where it must be a success.
    pub fn ok(self) -> Self {
        assert!((200..300).contains(&self.status), "{} {}", self.status, self.text);
        self
    }
}
