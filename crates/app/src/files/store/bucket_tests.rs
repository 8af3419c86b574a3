use std::collections::BTreeMap;
use std::sync::Mutex;

use axum::Router;
use axum::body::Bytes as Body;
use axum::extract::{Path as InPath, Query, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use tokio::io::AsyncReadExt as _;
use uuid::Uuid;

use super::*;

type Objects = Arc<Mutex<BTreeMap<String, Body>>>;

/// What a service does with an object; it lets nobody in whose request is not signed by the key.
async fn object(
    State(objects): State<Objects>,
    InPath(key): InPath<String>,
    method: Method,
    headers: HeaderMap,
    body: Body,
) -> Response {
    if !is_signed(&headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let mut objects = objects.lock().unwrap();
    if method == Method::PUT {
        objects.insert(key, body);
        return [(header::ETAG, "\"1\"")].into_response();
    }
    let Some(object) = objects.get(&key).cloned() else { return StatusCode::NOT_FOUND.into_response() };
    if method == Method::DELETE {
        objects.remove(&key);
        return StatusCode::NO_CONTENT.into_response();
    }
    let about = [(header::ETAG, "\"1\""), (header::LAST_MODIFIED, "Thu, 01 Jan 2026 00:00:00 GMT")];
    let Some(range) = headers.get(header::RANGE) else { return (about, object).into_response() };
    let (first, last) = range.to_str().unwrap().strip_prefix("bytes=").unwrap().split_once('-').unwrap();
    let (first, last) = (first.parse::<usize>().unwrap(), last.parse::<usize>().unwrap().min(object.len() - 1));
    let place = format!("bytes {first}-{last}/{}", object.len());
    (StatusCode::PARTIAL_CONTENT, about, [(header::CONTENT_RANGE, place)], object.slice(first..=last)).into_response()
}

/// The list of what begins with a prefix.
async fn list(State(objects): State<Objects>, Query(asked): Query<BTreeMap<String, String>>) -> String {
    let objects = objects.lock().unwrap();
    let found = objects.keys().filter(|key| key.starts_with(&asked["prefix"]));
    let each = |key: &String| {
        format!(
            "<Contents><Key>{key}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>\"1\"</ETag>\
             <Size>1</Size></Contents>"
        )
    };
    format!(
        "<ListBucketResult><IsTruncated>false</IsTruncated>{}</ListBucketResult>",
        found.map(each).collect::<String>()
    )
}

fn is_signed(headers: &HeaderMap) -> bool {
    let signed = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    signed.starts_with("AWS4-HMAC-SHA256 Credential=otklik/") && signed.contains("/ru-1/s3/aws4_request")
}

/// A service on loopback with one bucket, and what is in it.
async fn service() -> (BucketFiles, Objects) {
    let objects = Objects::default();
    let router =
        Router::new().route("/chats", any(list)).route("/chats/{*key}", any(object)).with_state(objects.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (BucketFiles::new(&bucket(endpoint, "otklik")).unwrap(), objects)
}

fn bucket(endpoint: String, access_key: &str) -> Bucket {
    Bucket {
        bucket: "chats".into(),
        endpoint,
        region: "ru-1".into(),
        access_key: access_key.into(),
        secret_key: "never shown".into(),
        prefix: "otklik/files".into(),
    }
}

fn id(second: u64) -> FileId {
    FileId(Uuid::from_u128((u128::from(second * 1000) << 80) | (7 << 76) | (2 << 62) | 0xAB))
}

async fn read(files: &BucketFiles, form: Form, range: Range<u64>) -> Vec<u8> {
    let mut bytes = Vec::new();
    files.read(id(1), form, range).await.unwrap().unwrap().read_to_end(&mut bytes).await.unwrap();
    bytes
}

#[tokio::test]
async fn what_is_kept_in_a_bucket_is_read_back_whole_and_in_parts_and_goes_at_once() {
    let (files, objects) = service().await;
    files.keep(id(1), Form::Whole, b"0123456789".to_vec()).await.unwrap();
    files.keep(id(1), Form::Thumb, b"small".to_vec()).await.unwrap();
    assert!(objects.lock().unwrap().contains_key(&format!("otklik/files/ab/{}", id(1))));
    assert_eq!(files.len(id(1), Form::Whole).await.unwrap(), Some(10));
    assert_eq!(read(&files, Form::Whole, 0..10).await, b"0123456789");
    assert_eq!(read(&files, Form::Whole, 6..9).await, b"678");
    assert_eq!(read(&files, Form::Thumb, 0..5).await, b"small");
    files.delete(id(1)).await.unwrap();
    files.delete(id(1)).await.unwrap();
    assert!(objects.lock().unwrap().is_empty());
    assert_eq!(files.len(id(1), Form::Whole).await.unwrap(), None);
    assert!(files.read(id(1), Form::Whole, 0..1).await.unwrap().is_none());
}

#[tokio::test]
async fn old_files_of_a_bucket_are_found_and_those_of_others_are_left() {
    let (files, objects) = service().await;
    for second in [100, 300] {
        files.keep(id(second), Form::Whole, b"x".to_vec()).await.unwrap();
        files.keep(id(second), Form::Thumb, b"x".to_vec()).await.unwrap();
    }
    objects.lock().unwrap().insert("otklik/files/ab/somebody's notes".into(), Body::new());
    assert_eq!(files.older(0xAB, Timestamp::from_millis(200_000)).await.unwrap(), HashSet::from([id(100)]));
}

#[tokio::test]
async fn a_bucket_that_does_not_let_us_in_is_an_error_and_no_missing_file() {
    let (ours, _objects) = service().await;
    let endpoint = ours.service.to_string();
    assert!(!endpoint.contains("never shown"));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new().route("/chats/{*key}", any(object)).with_state(Objects::default());
    tokio::spawn(async move { axum::serve(listener, router).await });
    let files = BucketFiles::new(&bucket(endpoint, "stranger")).unwrap();
    assert!(files.keep(id(1), Form::Whole, b"x".to_vec()).await.is_err());
    assert!(files.len(id(1), Form::Whole).await.is_err());
}

#[test]
fn the_key_of_a_bucket_is_not_in_the_log() {
    let bucket = bucket("https://storage.example".into(), "otklik");
    assert_eq!(format!("{bucket:?}"), "https://storage.example/chats");
}
