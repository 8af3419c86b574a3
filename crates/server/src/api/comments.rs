//! `/api/v1/comments`: an answer that was sent.

use app::commands::answers;
use app::{CanRead, CanReply, SellerStaff};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::reviews::COMMENT_MAX;
use domain::text::Text;
use domain::{CommentId, ReviewId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::auth::Auth;
use super::etag::{self, Expected};
use super::extract::{Body, Id};
use super::headers;
use super::problem::Problem;
use super::reviews::view::CommentView;
use crate::Site;

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::default().routes(routes!(one, edit, delete)).routes(routes!(undo))
}

/// What an answer is to say.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditIn {
    /// The new text.
    #[schema(min_length = 1, max_length = 1000)]
    pub text: String,
}

/// The review that an answer stood under.
#[derive(Debug, Serialize, ToSchema)]
pub struct UndoneOut {
    /// Its id.
    pub review_id: String,
}

impl From<ReviewId> for UndoneOut {
    fn from(review: ReviewId) -> Self {
        Self { review_id: review.to_string() }
    }
}

/// A comment
///
/// Takes the permission `read`.
#[utoipa::path(get, path = "/comments/{comment_id}", tag = "Answers", operation_id = "get_comment",
    params(("comment_id" = String, Path, description = "The comment.")),
    responses((status = 200, description = "The comment", body = CommentView, headers(("etag" = String)))))]
pub async fn one(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanRead>>,
    Id(comment): Id<CommentId>,
) -> Result<Response, Problem> {
    let comment = app::queries::reviews::comment(&site.app, &staff, comment).await?;
    Ok(([(header::ETAG, etag::strong(comment.version))], Json(CommentView::from(comment))).into_response())
}

/// Change an answer
///
/// With `If-Match`, an answer that a colleague has changed meanwhile is left as it is (412 `comment_changed`). Takes the
/// permission `reply`.
#[utoipa::path(patch, path = "/comments/{comment_id}", tag = "Answers", operation_id = "edit_comment",
    params(("comment_id" = String, Path, description = "The comment."), headers::IfMatch),
    request_body = EditIn,
    responses((status = 200, description = "Changed", body = CommentView, headers(("etag" = String)))))]
pub async fn edit(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanReply>>,
    Id(comment): Id<CommentId>,
    headers: HeaderMap,
    Body(input): Body<EditIn>,
) -> Result<Response, Problem> {
    let version = match etag::if_match(&headers)? {
        Expected::Anything => None,
        Expected::Version(version) => Some(version),
    };
    let text = Text::<1, COMMENT_MAX>::new(&input.text).map_err(|refusal| refusal.at("text"))?;
    answers::edit(&site.app, &staff, comment, text, version).await?;
    let comment = app::queries::reviews::comment(&site.app, &staff.reader(), comment).await?;
    Ok(([(header::ETAG, etag::strong(comment.version))], Json(CommentView::from(comment))).into_response())
}

/// Take an answer away
///
/// The answer before it, if there is one, stands under the review again. Takes the permission `reply`.
#[utoipa::path(delete, path = "/comments/{comment_id}", tag = "Answers", operation_id = "delete_comment",
    params(("comment_id" = String, Path, description = "The comment.")),
    responses((status = 204, description = "Gone")))]
pub async fn delete(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanReply>>,
    Id(comment): Id<CommentId>,
) -> Result<StatusCode, Problem> {
    answers::delete(&site.app, &staff, comment).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take an answer back
///
/// As long as it is not public: nobody has seen it, and its text is the author's draft again. Takes the permission
/// `reply`.
#[utoipa::path(post, path = "/comments/{comment_id}/undo", tag = "Answers", operation_id = "undo_comment",
    params(("comment_id" = String, Path, description = "The comment.")),
    responses((status = 200, description = "Taken back", body = UndoneOut)))]
pub async fn undo(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanReply>>,
    Id(comment): Id<CommentId>,
) -> Result<Json<UndoneOut>, Problem> {
    let review = answers::undo(&site.app, &staff, comment).await?;
    Ok(Json(review.into()))
}
