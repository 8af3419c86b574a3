//! How far questions have come with the staff.

use app::commands::questions as commands;
use app::{CanRead, CanReply, SellerStaff};
use axum::extract::State;
use axum::http::StatusCode;
use domain::QuestionId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::view::QuestionStatus;
use crate::Site;
use crate::api::auth::Auth;
use crate::api::extract::{Body, Id, each};
use crate::api::problem::Problem;

/// Questions whose status is to be set.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuestionStatusIn {
    /// Which; all of them or, where one is not there, none.
    #[schema(min_items = 1, max_items = 100)]
    pub question_ids: Vec<String>,
    /// What they become.
    pub status: QuestionStatus,
}

/// Set the status of several questions
///
/// Takes the permission `reply`.
#[utoipa::path(post, path = "/questions/status", tag = "Questions", operation_id = "set_question_status",
    request_body = QuestionStatusIn, responses((status = 204, description = "Set")))]
pub async fn set(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanReply>>,
    Body(input): Body<QuestionStatusIn>,
) -> Result<StatusCode, Problem> {
    let ids = each(&input.question_ids, "question_ids")?;
    commands::set_status(&site.app, &staff, ids, input.status.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Open a question
///
/// A new question is viewed from now on; nothing else changes. Takes the permission `read`; of a program also `reply`.
#[utoipa::path(post, path = "/questions/{question_id}/open", tag = "Questions", operation_id = "open_question",
    params(("question_id" = String, Path, description = "The question.")),
    responses((status = 204, description = "Opened")))]
pub async fn open(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanRead>>,
    Id(question): Id<QuestionId>,
) -> Result<StatusCode, Problem> {
    commands::open(&site.app, &staff, question).await?;
    Ok(StatusCode::NO_CONTENT)
}
