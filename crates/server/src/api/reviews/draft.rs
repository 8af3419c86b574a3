//! What somebody has typed under a review and not sent; another device goes on with it.

use app::commands::replies::{self as commands, Over};
use app::queries::replies as queries;
use app::{CanReply, SellerStaff};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{ReviewId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Site;
use crate::api::auth::Auth;
use crate::api::etag::{self, Expected};
use crate::api::extract::{Body, Id};
use crate::api::headers;
use crate::api::problem::Problem;
use crate::api::types::Time;

/// A draft.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Draft)]
pub struct DraftOut {
    /// What was typed; empty where there is no draft.
    pub text: String,
    /// When it was saved.
    pub saved_at: Option<Time>,
}

/// A draft to be saved.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftIn {
    /// What was typed. It is kept as it is and judged when it is sent; an empty text forgets the draft.
    #[schema(max_length = 10_000)]
    pub text: String,
}

fn tag(saved_at: Option<Timestamp>) -> String {
    etag::strong(saved_at.map_or(0, |at| at.0))
}

/// A draft with the tag of when it was saved.
pub fn out(text: String, saved_at: Option<Timestamp>) -> Response {
    let headers = [(header::ETAG, tag(saved_at))];
    (headers, Json(DraftOut { text, saved_at: saved_at.map(Time) })).into_response()
}

/// The caller's draft
///
/// People have drafts, programs do not. Takes the permission `reply`.
#[utoipa::path(get, path = "/reviews/{review_id}/draft", tag = "Answers", operation_id = "get_draft",
    params(("review_id" = String, Path, description = "The review.")), security(("Session" = [])),
    responses((status = 200, description = "The draft", body = DraftOut, headers(("etag" = String)))))]
pub async fn read(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanReply>>,
    Id(review): Id<ReviewId>,
) -> Result<Response, Problem> {
    let (text, saved_at) = queries::draft(&site.app, &staff, review).await?.unzip();
    Ok(out(text.unwrap_or_default(), saved_at))
}

/// Save the caller's draft
///
/// Colleagues who watch see that the caller is answering. With `If-Match`, a draft that another device has saved meanwhile is not
/// written over (412 `draft_changed`, with the newer text among the facts). Takes the permission `reply`.
#[utoipa::path(put, path = "/reviews/{review_id}/draft", tag = "Answers", operation_id = "save_draft",
    params(("review_id" = String, Path, description = "The review."), headers::IfMatch), security(("Session" = [])),
    request_body = DraftIn,
    responses((status = 200, description = "Saved", body = DraftOut, headers(("etag" = String)))))]
pub async fn save(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanReply>>,
    Id(review): Id<ReviewId>,
    headers: HeaderMap,
    Body(input): Body<DraftIn>,
) -> Result<Response, Problem> {
    let over = match etag::if_match(&headers)? {
        Expected::Anything => None,
        Expected::Version(0) => Some(Over(None)),
        Expected::Version(at) => Some(Over(Some(Timestamp(at)))),
    };
    let saved_at = commands::save_draft(&site.app, &staff, review, input.text.clone(), over).await?;
    Ok(out(input.text, saved_at))
}

/// Forget the caller's draft
///
/// Takes the permission `reply`.
#[utoipa::path(delete, path = "/reviews/{review_id}/draft", tag = "Answers", operation_id = "forget_draft",
    params(("review_id" = String, Path, description = "The review.")), security(("Session" = [])),
    responses((status = 204, description = "Forgotten")))]
pub async fn forget(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanReply>>,
    Id(review): Id<ReviewId>,
) -> Result<StatusCode, Problem> {
    commands::save_draft(&site.app, &staff, review, String::new(), None).await?;
    Ok(StatusCode::NO_CONTENT)
}
