//! What somebody has typed under a question and not sent; another device goes on with it.

use app::commands::replies::{self as commands, Over};
use app::queries::replies as queries;
use app::{CanReply, SellerStaff};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use domain::{QuestionId, Timestamp};

use crate::Site;
use crate::api::auth::Auth;
use crate::api::etag::{self, Expected};
use crate::api::extract::{Body, Id};
use crate::api::headers;
use crate::api::problem::Problem;
use crate::api::reviews::draft::{DraftIn, DraftOut, out};

/// The caller's draft
///
/// People have drafts, programs do not. Takes the permission `reply`.
#[utoipa::path(get, path = "/questions/{question_id}/draft", tag = "Answers to questions", operation_id = "get_answer_draft",
    params(("question_id" = String, Path, description = "The question.")), security(("Session" = [])),
    responses((status = 200, description = "The draft", body = DraftOut, headers(("etag" = String)))))]
pub async fn read(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanReply>>,
    Id(question): Id<QuestionId>,
) -> Result<Response, Problem> {
    let (text, saved_at) = queries::draft(&site.app, &staff, question).await?.unzip();
    Ok(out(text.unwrap_or_default(), saved_at))
}

/// Save the caller's draft
///
/// Colleagues who watch see that the caller is answering. With `If-Match`, a draft that another device has saved meanwhile is not
/// written over (412 `draft_changed`, with the newer text among the facts). Takes the permission `reply`.
#[utoipa::path(put, path = "/questions/{question_id}/draft", tag = "Answers to questions", operation_id = "save_answer_draft",
    params(("question_id" = String, Path, description = "The question."), headers::IfMatch), security(("Session" = [])),
    request_body = DraftIn,
    responses((status = 200, description = "Saved", body = DraftOut, headers(("etag" = String)))))]
pub async fn save(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanReply>>,
    Id(question): Id<QuestionId>,
    headers: HeaderMap,
    Body(input): Body<DraftIn>,
) -> Result<Response, Problem> {
    let over = match etag::if_match(&headers)? {
        Expected::Anything => None,
        Expected::Version(0) => Some(Over(None)),
        Expected::Version(at) => Some(Over(Some(Timestamp(at)))),
    };
    let saved_at = commands::save_draft(&site.app, &staff, question, input.text.clone(), over).await?;
    Ok(out(input.text, saved_at))
}

/// Forget the caller's draft
///
/// Takes the permission `reply`.
#[utoipa::path(delete, path = "/questions/{question_id}/draft", tag = "Answers to questions", operation_id = "forget_answer_draft",
    params(("question_id" = String, Path, description = "The question.")), security(("Session" = [])),
    responses((status = 204, description = "Forgotten")))]
pub async fn forget(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanReply>>,
    Id(question): Id<QuestionId>,
) -> Result<StatusCode, Problem> {
    commands::save_draft(&site.app, &staff, question, String::new(), None).await?;
    Ok(StatusCode::NO_CONTENT)
}
