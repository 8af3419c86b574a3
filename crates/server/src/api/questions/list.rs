//! The list of questions about a shop's products.

use app::queries::questions as queries;
use app::{CanRead, SellerStaff};
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::filter::QuestionsAsked;
use super::view::View;
use crate::Site;
use crate::api::auth::Auth;
use crate::api::extract::Query;
use crate::api::page;
use crate::api::problem::Problem;

/// A page of questions.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuestionPage {
    /// The questions.
    pub items: Vec<View>,
    /// What `after` is for the next page; absent at the end.
    pub next: Option<String>,
}

/// Questions about the shop's products
///
/// Filtered, searched, sorted, a page at a time. Unless told otherwise, what waits longest for the shop comes first. Takes
/// the permission `read`.
#[utoipa::path(get, path = "/questions", tag = "Questions", operation_id = "list_questions", params(QuestionsAsked),
    responses((status = 200, description = "A page", body = QuestionPage)))]
pub async fn list(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanRead>>,
    Query(asked): Query<QuestionsAsked>,
) -> Result<Json<QuestionPage>, Problem> {
    let order = asked.sort.map(Into::into).unwrap_or_default();
    let (filter, limit) = (asked.filter(&staff, site.app.now())?, page::limit(asked.limit)?);
    let page = queries::list(&site.app, &staff, filter, order, asked.after.as_deref(), limit).await?;
    Ok(Json(QuestionPage { items: page.questions.into_iter().map(View::from).collect(), next: page.next }))
}
