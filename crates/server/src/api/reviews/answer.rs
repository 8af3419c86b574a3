//! Answering a review.

use app::commands::answers::{self, NewAnswer, Seen};
use app::{CanRead, CanReply, SellerStaff};
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use domain::reviews::COMMENT_MAX;
use domain::text::Text;
use domain::{Code, CommentId, Refusal, ReviewId};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use super::view::CommentView;
use crate::Site;
use crate::api::auth::Auth;
use crate::api::extract::{Create, Id};
use crate::api::headers;
use crate::api::problem::Problem;
use crate::api::types::Time;

/// An answer to be sent.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerIn {
    /// What it says.
    #[schema(min_length = 1, max_length = 1000, example = "Спасибо за отзыв! Носите с удовольствием.")]
    pub text: String,
    /// The comment that it answers, where it answers one.
    pub parent_comment_id: Option<String>,
    /// Whether the review is `processed` once the answer is public.
    #[serde(default = "yes")]
    #[schema(default = true)]
    pub settles: bool,
    /// The newest answer of the shop that its author has seen: an id, or `null` for none. Where a colleague has answered
    /// meanwhile, the answer is refused (`answered_meanwhile`) with the colleague's text among the facts. Absent: no such
    /// check.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    pub seen_comment_id: Option<Option<String>>,
    /// Whether it can be taken back for ten seconds before it is public. People can unless they say otherwise, programs
    /// cannot.
    pub undo: Option<bool>,
}

fn yes() -> bool {
    true
}

/// Tells `null` from nothing at all.
#[allow(clippy::option_option, reason = "nothing, `null` and a value are three things here")]
pub fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// The comments under a review.
#[derive(Debug, Serialize, ToSchema)]
pub struct CommentList {
    /// All of them; 500 at most.
    pub items: Vec<CommentView>,
}

/// An answer that was sent.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SentOut {
    /// The comment that it is.
    pub comment_id: String,
    /// When it is public.
    pub published_at: Time,
}

/// Comments under a review
///
/// The oldest first; those that can still be taken back too. Takes the permission `read`.
#[utoipa::path(get, path = "/reviews/{review_id}/comments", tag = "Answers", operation_id = "list_comments",
    params(("review_id" = String, Path, description = "The review.")),
    responses((status = 200, description = "All of them", body = CommentList)))]
pub async fn thread(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanRead>>,
    Id(review): Id<ReviewId>,
) -> Result<Json<CommentList>, Problem> {
    let thread = app::queries::reviews::thread(&site.app, &staff, review).await?;
    Ok(Json(CommentList { items: thread.into_iter().map(CommentView::from).collect() }))
}

/// Answer a review
///
/// Public at once, or in ten seconds where it can be taken back (`POST /comments/{comment_id}/undo`). Takes the
/// permission `reply`.
#[utoipa::path(post, path = "/reviews/{review_id}/comments", tag = "Answers", operation_id = "answer_review",
    params(("review_id" = String, Path, description = "The review."), headers::IdempotencyKey),
    request_body = AnswerIn,
    responses((status = 201, description = "Sent", body = SentOut,
        headers(("location" = String, description = "The comment.")))))]
pub async fn send(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanReply>>,
    Id(review): Id<ReviewId>,
    Create { input, once }: Create<AnswerIn>,
) -> Result<impl IntoResponse, Problem> {
    let comment =
        |text: &String, field| CommentId::parse(text).ok_or_else(|| Refusal::new(Code::CommentNotFound).at(field));
    let parent = input.parent_comment_id.as_ref().map(|id| comment(id, "parent_comment_id")).transpose()?;
    let seen = match &input.seen_comment_id {
        None => None,
        Some(None) => Some(Seen(None)),
        Some(Some(id)) => Some(Seen(Some(comment(id, "seen_comment_id")?))),
    };
    let text = Text::<1, COMMENT_MAX>::new(&input.text).map_err(|refusal| refusal.at("text"))?;
    let undo = input.undo.unwrap_or(staff.person().is_some());
    let new = NewAnswer { review, text, parent, settles: input.settles, seen, undo, once };
    let sent = answers::send(&site.app, &staff, new).await?;
    let location = format!("/api/v1/comments/{}", sent.comment);
    let out = SentOut { comment_id: sent.comment.to_string(), published_at: sent.public_at.into() };
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(out)))
}
