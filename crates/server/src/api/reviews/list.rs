//! The list of a shop's reviews.

use app::queries::reviews as queries;
use app::{CanRead, SellerStaff};
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::filter::Asked;
use super::view::View;
use crate::Site;
use crate::api::auth::Auth;
use crate::api::extract::Query;
use crate::api::problem::Problem;

/// A page of reviews.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewPage {
    /// The reviews.
    pub items: Vec<View>,
    /// What `after` is for the next page; absent at the end.
    pub next: Option<String>,
}

/// Reviews of the shop
///
/// Filtered, searched, sorted, a page at a time. Unless told otherwise, unanswered reviews with one or two stars come
/// first. Takes the permission `read`.
#[utoipa::path(get, path = "/reviews", tag = "Reviews", operation_id = "list_reviews", params(Asked),
    responses((status = 200, description = "A page", body = ReviewPage)))]
pub async fn list(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanRead>>,
    Query(asked): Query<Asked>,
) -> Result<Json<ReviewPage>, Problem> {
    let order = asked.sort.map(Into::into).unwrap_or_default();
    let (filter, limit) = (asked.filter(&staff), asked.limit()?);
    let page = queries::list(&site.app, &staff, filter, order, asked.after.as_deref(), limit).await?;
    Ok(Json(ReviewPage { items: page.reviews.into_iter().map(View::from).collect(), next: page.next }))
}
