//! How far reviews have come with the staff.

use app::commands::reviews as commands;
use app::{CanRead, CanReply, SellerStaff};
use axum::extract::State;
use axum::http::StatusCode;
use domain::ReviewId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::view::Status;
use crate::Site;
use crate::api::auth::Auth;
use crate::api::extract::{Body, Id, each};
use crate::api::problem::Problem;

/// Reviews whose status is to be set.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StatusIn {
    /// Which; all of them or, where one is not there, none.
    #[schema(min_items = 1, max_items = 100)]
    pub review_ids: Vec<String>,
    /// What they become.
    pub status: Status,
}

/// Set the status of several reviews
///
/// Takes the permission `reply`.
#[utoipa::path(post, path = "/reviews/status", tag = "Reviews", operation_id = "set_review_status",
    request_body = StatusIn,
    responses((status = 204, description = "Set")))]
pub async fn set(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanReply>>,
    Body(input): Body<StatusIn>,
) -> Result<StatusCode, Problem> {
    let ids = each(&input.review_ids, "review_ids")?;
    commands::set_status(&site.app, &staff, ids, input.status.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Open a review
///
/// A new review is viewed from now on; nothing else changes. Takes the permission `read`.
#[utoipa::path(post, path = "/reviews/{review_id}/open", tag = "Reviews", operation_id = "open_review",
    params(("review_id" = String, Path, description = "The review.")),
    responses((status = 204, description = "Opened")))]
pub async fn open(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanRead>>,
    Id(review): Id<ReviewId>,
) -> Result<StatusCode, Problem> {
    commands::open(&site.app, &staff, review).await?;
    Ok(StatusCode::NO_CONTENT)
}
