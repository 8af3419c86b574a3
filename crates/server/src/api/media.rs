//! `/api/v1/buyer/media`: photos and videos for a review, sent as they are or as a form.

use app::commands::media::{self as commands, VideoUpload};
use app::media::{picture, video};
use app::{Buyer, Once};
use axum::Json;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request, State};
use axum::http::{StatusCode, header};
use bytes::Bytes;
use domain::{Code, MediaId, Refusal};
use futures::{Stream, StreamExt};
use serde::Serialize;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt};
use utoipa_axum::routes;

use super::auth::Auth;
use super::extract::{idempotency_key, scope};
use super::headers;
use super::problem::Problem;
use super::types::Medium;
use crate::Site;

/// What stands around a file in a form.
const FORM: usize = 64 * 1024;

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::default()
        .routes(routes!(photo).layer(DefaultBodyLimit::max(picture_max() + FORM)))
        .routes(routes!(video).layer(DefaultBodyLimit::disable()))
}

fn picture_max() -> usize {
    usize::try_from(picture::MAX_BYTES).unwrap_or(usize::MAX)
}

/// A file as a body.
#[derive(Debug, ToSchema)]
#[schema(value_type = String, format = Binary)]
#[allow(dead_code, reason = "it is described here and read as a stream")]
pub struct FileBody(Vec<u8>);

/// A file in a form.
#[derive(Debug, ToSchema)]
#[allow(dead_code, reason = "it is described here and read as a stream")]
pub struct FileForm {
    /// The file.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Something that was kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct MediumOut {
    /// What it is and where.
    pub medium: Medium,
}

async fn out(site: &Site, id: MediaId) -> Result<(StatusCode, Json<MediumOut>), Problem> {
    let kept = app::queries::media::one(&site.app, id).await?;
    let (kind, width, height) = (kept.kind, kept.width, kept.height);
    let medium = domain::reviews::MediaRef { id: id.to_string(), kind, width, height }.into();
    Ok((StatusCode::CREATED, Json(MediumOut { medium })))
}

/// Send a photo
///
/// JPEG, PNG, WebP or GIF up to 15 MB, as the body or as the field `file` of a form. It is written anew without what the
/// camera knew (where, when, with what), upright, and made small where it is large.
#[utoipa::path(post, path = "/buyer/media/photos", tag = "Buyer", operation_id = "send_photo",
    params(headers::IdempotencyKey), security(("Session" = [])),
    request_body(content((FileBody = "image/*"), (FileForm = "multipart/form-data"))),
    responses((status = 201, description = "Kept", body = MediumOut)))]
pub async fn photo(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    request: Request,
) -> Result<(StatusCode, Json<MediumOut>), Problem> {
    let too_large = || Refusal::new(Code::FileTooLarge).with("max", picture::MAX_BYTES / 1024 / 1024);
    let mut sent = Sent::of(request, &site, too_large()).await?;
    let mut file = Vec::new();
    while let Some(piece) = sent.next().await? {
        file.extend_from_slice(&piece);
        if file.len() > picture_max() {
            return Err(too_large().into());
        }
    }
    let once = sent.once(&digest(&file));
    out(&site, commands::add_picture(&site.app, &buyer, file, once).await?).await
}

/// Send a video
///
/// MP4, MOV or WebM up to 100 MB and five minutes, as the body or as the field `file` of a form. The places that it names are
/// taken out.
#[utoipa::path(post, path = "/buyer/media/videos", tag = "Buyer", operation_id = "send_video",
    params(headers::IdempotencyKey), security(("Session" = [])),
    request_body(content((FileBody = "video/*"), (FileForm = "multipart/form-data"))),
    responses((status = 201, description = "Kept", body = MediumOut)))]
pub async fn video(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    request: Request,
) -> Result<(StatusCode, Json<MediumOut>), Problem> {
    let too_large = || Refusal::new(Code::FileTooLarge).with("max", video::MAX_BYTES / 1024 / 1024);
    let mut sent = Sent::of(request, &site, too_large()).await?;
    let mut upload = VideoUpload::begin(&site.app)?;
    let mut len = 0;
    while let Some(piece) = sent.next().await? {
        len += piece.len() as u64;
        if len > video::MAX_BYTES {
            return Err(too_large().into());
        }
        upload.write(&piece)?;
    }
    let once = sent.once(&upload.digest());
    out(&site, upload.finish(&site.app, &buyer, once).await?).await
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |all, byte| format!("{all}{byte:02x}"))
}

/// A file on its way in, piece by piece.
struct Sent {
    pieces: Pieces,
    /// The scope and the key, where the request has one.
    key: Option<(String, String)>,
}

impl Sent {
    async fn of(request: Request, site: &Site, too_large: Refusal) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let key = match idempotency_key(&parts.headers)? {
            Some(key) => Some((scope(&mut parts, site).await?, key)),
            None => None,
        };
        let content_type = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let is_form = content_type.is_some_and(|it| it.to_ascii_lowercase().starts_with("multipart/form-data"));
        let request = Request::from_parts(parts, body);
        let pieces = if is_form { form(request, site, too_large).await? } else { raw(request, too_large) };
        Ok(Self { pieces, key })
    }

    async fn next(&mut self) -> Result<Option<Bytes>, Problem> {
        self.pieces.next().await.transpose()
    }

    fn once(&self, digest: &str) -> Option<Once> {
        self.key.as_ref().map(|(scope, key)| Once::new(scope, key, digest))
    }
}

type Pieces = std::pin::Pin<Box<dyn Stream<Item = Result<Bytes, Problem>> + Send>>;

fn raw(request: Request, too_large: Refusal) -> Pieces {
    use axum::RequestExt;
    let body = request.with_limited_body().into_body().into_data_stream();
    Box::pin(body.map(move |piece| piece.map_err(|error| broken(&error, &too_large))))
}

/// A body that ends before its end, or has more than the route takes.
fn broken(error: &axum::Error, too_large: &Refusal) -> Problem {
    use std::error::Error;
    let mut cause = error.source();
    while let Some(inner) = cause {
        if inner.is::<http_body_util::LengthLimitError>() {
            return too_large.clone().into();
        }
        cause = inner.source();
    }
    unreadable("it broke off")
}

fn unreadable(reason: &str) -> Problem {
    Refusal::new(Code::FormUnreadable).with("reason", reason).into()
}

/// The field `file` of a form.
async fn form(request: Request, site: &Site, too_large: Refusal) -> Result<Pieces, Problem> {
    let mut form = Multipart::from_request(request, site).await.map_err(|error| unreadable(&error.body_text()))?;
    let (sender, receiver) = tokio::sync::mpsc::channel(1);
    tokio::spawn(async move {
        let said = |error: axum::extract::multipart::MultipartError| match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Problem::from(too_large.clone()),
            _ => unreadable(&error.body_text()),
        };
        loop {
            let mut field = match form.next_field().await {
                Ok(Some(field)) if field.name() == Some("file") => field,
                Ok(Some(_)) => continue,
                Ok(None) => return drop(sender.send(Err(Refusal::new(Code::FieldMissing).at("file").into())).await),
                Err(error) => return drop(sender.send(Err(said(error))).await),
            };
            while let Some(piece) = field.chunk().await.transpose() {
                let ended = piece.is_err();
                if sender.send(piece.map_err(said)).await.is_err() || ended {
                    return;
                }
            }
            return;
        }
    });
    Ok(Box::pin(tokio_stream::wrappers::ReceiverStream::new(receiver)))
}
