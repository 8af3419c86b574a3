//! One review on top of its product's card.

use app::commands::reviews as commands;
use app::{CanReply, SellerStaff};
use axum::extract::State;
use axum::http::StatusCode;
use domain::ReviewId;

use crate::Site;
use crate::api::auth::Auth;
use crate::api::extract::Id;
use crate::api::problem::Problem;

/// Put a review on top
///
/// It stands first on its product's card, instead of the one before. Takes the permission `reply`.
#[utoipa::path(put, path = "/reviews/{review_id}/pin", tag = "Reviews", operation_id = "pin_review",
    params(("review_id" = String, Path, description = "The review.")),
    responses((status = 204, description = "On top")))]
pub async fn put(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanReply>>,
    Id(review): Id<ReviewId>,
) -> Result<StatusCode, Problem> {
    commands::pin(&site.app, &staff, review, true).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take a review from the top
///
/// Takes the permission `reply`.
#[utoipa::path(delete, path = "/reviews/{review_id}/pin", tag = "Reviews", operation_id = "unpin_review",
    params(("review_id" = String, Path, description = "The review.")),
    responses((status = 204, description = "Not on top")))]
pub async fn take(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanReply>>,
    Id(review): Id<ReviewId>,
) -> Result<StatusCode, Problem> {
    commands::pin(&site.app, &staff, review, false).await?;
    Ok(StatusCode::NO_CONTENT)
}
