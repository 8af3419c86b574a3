//! `/media/{id}` and `/media/{id}/thumb`: pictures and videos, with ranges, and nothing that a browser could run.

use app::media::folder::Part;
use app::{App, Failure};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{Code, MediaId};

use crate::{ranges, session};

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
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'; sandbox"),
    ];
    let len = stored.len;
    ranges::answer(headers, len, common, async |from, count| Ok(stored.stream(from, count).await?)).await
}
