//! `/api/v1/exports`: the list of questions as a file, made in the background.

use app::commands::exports as commands;
use app::queries::exports::{self as queries, Export};
use app::{CanRead, SellerStaff};
use axum::Json;
use axum::body::Body as Bytes;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{Code, exports as rules};
use serde::{Deserialize, Serialize};
use tokio_util::io::ReaderStream;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::auth::Auth;
use super::extract::{Body, Id, Named, Query};
use super::problem::Problem;
use super::questions::filter::QuestionsAsked;
use super::types::{Time, mirror};
use crate::Site;
use crate::session::Language;

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::default().routes(routes!(list, start)).routes(routes!(one)).routes(routes!(file))
}

mirror! {
    /// The kind of file.
    ExportFormat = rules::Format {
        /// Text with separators, in UTF-8 with a mark at its beginning.
        Csv,
        /// A workbook of Excel.
        Xlsx,
    }
}

mirror! {
    /// How far a file has come.
    ExportState = rules::ExportState {
        /// It is being made, or waits to be.
        Running,
        /// It can be taken away.
        Ready,
        /// It could not be made.
        Failed,
    }
}

/// A file to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExportIn {
    /// Of which kind.
    pub format: ExportFormat,
}

/// A file of questions.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Export)]
pub struct ExportOut {
    /// Its id.
    pub id: String,
    /// Of which kind.
    pub format: ExportFormat,
    /// How far it has come.
    pub state: ExportState,
    /// Rows so far.
    pub done: i64,
    /// Rows in all; 0 while they are being counted.
    pub total: i64,
    /// Its size.
    pub bytes: i64,
    /// When it was asked for. A file is kept for a week.
    pub created_at: Time,
    /// When it was ready, or given up.
    pub ended_at: Option<Time>,
}

impl From<Export> for ExportOut {
    fn from(export: Export) -> Self {
        Self {
            id: export.id,
            format: export.format.into(),
            state: export.state.into(),
            done: export.done,
            total: export.total,
            bytes: export.bytes,
            created_at: export.created_at.into(),
            ended_at: export.ended_at.map(Time),
        }
    }
}

/// The shop's files.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExportList {
    /// Those of the last seven days, the newest first; 50 at most.
    pub items: Vec<ExportOut>,
}

/// The file that a path names.
#[derive(Debug, Clone)]
pub struct ExportId(String);

impl Named for ExportId {
    const NOT_FOUND: Code = Code::ExportNotFound;
    fn read(text: &str) -> Option<Self> {
        (!text.is_empty() && text.len() <= 64 && text.is_ascii()).then(|| Self(text.to_owned()))
    }
}

/// Files of questions
///
/// Takes the permission `read`.
#[utoipa::path(get, path = "/exports", tag = "Questions", operation_id = "list_exports",
    responses((status = 200, description = "The files", body = ExportList)))]
pub async fn list(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanRead>>,
) -> Result<Json<ExportList>, Problem> {
    let all = queries::list(&site.app, &staff).await?;
    Ok(Json(ExportList { items: all.into_iter().map(ExportOut::from).collect() }))
}

/// Make a file of questions
///
/// Of those that the parameters leave, the newest first; `sort`, `after` and `limit` change nothing. Its heads are in the
/// reader's language. Three are made at once, at most. Takes the permission `read`.
#[utoipa::path(post, path = "/exports", tag = "Questions", operation_id = "start_export", params(QuestionsAsked),
    request_body = ExportIn, responses((status = 200, description = "It is being made", body = ExportOut)))]
pub async fn start(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanRead>>,
    Language(lang): Language,
    Query(asked): Query<QuestionsAsked>,
    Body(input): Body<ExportIn>,
) -> Result<Json<ExportOut>, Problem> {
    let filter = asked.filter(&staff, site.app.now())?;
    let id = commands::start(&site.app, &staff, &filter, input.format.into(), lang).await?;
    Ok(Json(queries::one(&site.app, &staff, &id).await?.into()))
}

/// A file of questions
///
/// How far it has come. Takes the permission `read`.
#[utoipa::path(get, path = "/exports/{export_id}", tag = "Questions", operation_id = "get_export",
    params(("export_id" = String, Path, description = "The file.")),
    responses((status = 200, description = "How far it has come", body = ExportOut)))]
pub async fn one(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanRead>>,
    Id(ExportId(id)): Id<ExportId>,
) -> Result<Json<ExportOut>, Problem> {
    Ok(Json(queries::one(&site.app, &staff, &id).await?.into()))
}

/// Take a file of questions away
///
/// Takes the permission `read`.
#[utoipa::path(get, path = "/exports/{export_id}/file", tag = "Questions", operation_id = "download_export",
    params(("export_id" = String, Path, description = "The file.")),
    responses((status = 200, description = "The file", content(
        (String = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))))]
pub async fn file(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanRead>>,
    Id(ExportId(id)): Id<ExportId>,
) -> Result<Response, Problem> {
    let opened = queries::open(&site.app, &staff, &id).await?;
    let format = opened.export.format;
    let name = format!("attachment; filename=\"otklik-questions.{}\"", format.as_str());
    let headers = [
        (header::CONTENT_TYPE, format.content_type().to_owned()),
        (header::CONTENT_LENGTH, opened.len.to_string()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((StatusCode::OK, headers, Bytes::from_stream(ReaderStream::new(opened.file))).into_response())
}
