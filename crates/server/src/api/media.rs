//! `/api/v1/buyer/media`: photos and videos for a review, sent as they are or as a form.

use std::pin::Pin;
use std::sync::{Arc, OnceLock};

use app::commands::media::{self as commands, VideoUpload};
use app::media::{picture, video};
use app::{Buyer, Once};
use axum::Json;
use axum::body::Body;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::{StatusCode, header};
use bytes::Bytes;
use domain::{Code, MediaId, Refusal};
use futures::{Stream, StreamExt};
use serde::Serialize;
use sha2::{Digest, Sha256};
use tokio::sync::mpsc::Sender;
use tokio_stream::wrappers::ReceiverStream;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::auth::Auth;
use super::extract::{DRAIN, idempotency_key, scope};
use super::headers;
use super::problem::Problem;
use super::types::Medium;
use crate::Site;

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::default().routes(routes!(photo)).routes(routes!(video))
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
    let mut sent = Sent::of(request, &site, picture::MAX_BYTES).await?;
    let mut file = Vec::new();
    while let Some(piece) = sent.next().await? {
        file.extend_from_slice(&piece);
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
    let mut sent = Sent::of(request, &site, video::MAX_BYTES).await?;
    let mut upload = VideoUpload::begin(&site.app)?;
    while let Some(piece) = sent.next().await? {
        upload.write(&piece)?;
    }
    let once = sent.once(&upload.digest());
    out(&site, upload.finish(&site.app, &buyer, once).await?).await
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |all, byte| format!("{all}{byte:02x}"))
}

type Pieces = Pin<Box<dyn Stream<Item = Result<Bytes, Problem>> + Send>>;

/// A file on its way in, piece by piece.
pub struct Sent {
    pieces: Pieces,
    /// What the form calls it; known with the first piece.
    name: Arc<OnceLock<String>>,
    /// Bytes that have come, and the most that are taken.
    len: u64,
    max: u64,
    /// The scope and the key, where the request has one.
    key: Option<(String, String)>,
}

impl Sent {
    /// What a request brings, up to `max` bytes.
    pub async fn of(request: Request, site: &Site, max: u64) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let key = match idempotency_key(&parts.headers)? {
            Some(key) => Some((scope(&mut parts, site).await?, key)),
            None => None,
        };
        let content_type = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let is_form = content_type.is_some_and(|it| it.to_ascii_lowercase().starts_with("multipart/form-data"));
        let name = Arc::default();
        let pieces =
            if is_form { form(Request::from_parts(parts, body), site, Arc::clone(&name)).await? } else { raw(body) };
        Ok(Self { pieces, name, len: 0, max, key })
    }

    /// The next piece. A file that is too large is refused when it has come to its end, see [`DRAIN`].
    pub async fn next(&mut self) -> Result<Option<Bytes>, Problem> {
        while let Some(piece) = self.pieces.next().await.transpose()? {
            self.len += piece.len() as u64;
            if self.len <= self.max {
                return Ok(Some(piece));
            }
            if self.len > self.max + DRAIN {
                break;
            }
        }
        if self.len > self.max {
            return Err(Refusal::new(Code::FileTooLarge).with("max", self.max / 1024 / 1024).into());
        }
        Ok(None)
    }

    /// What the form calls the file, once a piece of it has come.
    pub fn name(&self) -> Option<String> {
        self.name.get().cloned()
    }

    fn once(&self, digest: &str) -> Option<Once> {
        self.key.as_ref().map(|(scope, key)| Once::new(scope, key, digest))
    }
}

fn raw(body: Body) -> Pieces {
    Box::pin(body.into_data_stream().map(|piece| piece.map_err(|_| unreadable("it broke off"))))
}

fn unreadable(reason: &str) -> Problem {
    Refusal::new(Code::FormUnreadable).with("reason", reason).into()
}

/// The field `file` of a form, read on a task of its own since a field borrows its form; one piece waits at most.
async fn form(request: Request, site: &Site, name: Arc<OnceLock<String>>) -> Result<Pieces, Problem> {
    let mut form = Multipart::from_request(request, site).await.map_err(|error| unreadable(&error.body_text()))?;
    let (sender, receiver) = tokio::sync::mpsc::channel(1);
    tokio::spawn(async move {
        if let Err(problem) = send_file(&mut form, &sender, &name).await {
            drop(sender.send(Err(problem)).await);
        }
    });
    Ok(Box::pin(ReceiverStream::new(receiver)))
}

async fn send_file(
    form: &mut Multipart,
    pieces: &Sender<Result<Bytes, Problem>>,
    name: &OnceLock<String>,
) -> Result<(), Problem> {
    let said = |error: MultipartError| unreadable(&error.body_text());
    while let Some(mut field) = form.next_field().await.map_err(said)? {
        if field.name() != Some("file") {
            continue;
        }
        if let Some(told) = field.file_name() {
            drop(name.set(told.to_owned()));
        }
        while let Some(piece) = field.chunk().await.map_err(said)? {
            if pieces.send(Ok(piece)).await.is_err() {
                return Ok(());
            }
        }
        return Ok(());
    }
    Err(Refusal::new(Code::FieldMissing).at("file").into())
}
