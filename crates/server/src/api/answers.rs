//! `/api/v1/answers`: an answer to a question that was sent.

use app::commands::questions::{self as commands, AnswerText};
use app::queries::questions as queries;
use app::{CanRead, CanReply, SellerStaff};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{AnswerId, QuestionId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::auth::Auth;
use super::etag::{self, Expected};
use super::extract::{Body, Id};
use super::headers;
use super::moderation::track::Telling;
use super::problem::Problem;
use super::questions::view::AnswerView;
use crate::Site;

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::default().routes(routes!(one, edit, delete)).routes(routes!(undo))
}

/// What an answer to a question is to say.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuestionAnswerEdit {
    /// The new text.
    #[schema(min_length = 2, max_length = 3000)]
    pub text: String,
}

/// The question that an answer was sent to.
#[derive(Debug, Serialize, ToSchema)]
pub struct UndoneAnswer {
    /// Its id.
    pub question_id: String,
}

impl From<QuestionId> for UndoneAnswer {
    fn from(question: QuestionId) -> Self {
        Self { question_id: question.to_string() }
    }
}

async fn told(
    site: &Site,
    staff: &SellerStaff<CanRead>,
    telling: &Telling,
    answer: AnswerId,
) -> Result<Response, Problem> {
    let tracked = queries::answer(&site.app, staff, answer).await?;
    let tag = etag::strong(tracked.answer.version);
    Ok(([(header::ETAG, tag)], Json(AnswerView::of(tracked, telling))).into_response())
}

/// An answer to a question
///
/// With its way to the card: the place in the queue with a forecast, the verdict with its reasons, the appeal. Takes the
/// permission `read`.
#[utoipa::path(get, path = "/answers/{answer_id}", tag = "Answers to questions", operation_id = "get_answer",
    params(("answer_id" = String, Path, description = "The answer.")),
    responses((status = 200, description = "The answer", body = AnswerView, headers(("etag" = String)))))]
pub async fn one(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanRead>>,
    telling: Telling,
    Id(answer): Id<AnswerId>,
) -> Result<Response, Problem> {
    told(&site, &staff, &telling, answer).await
}

/// Change an answer to a question
///
/// It is checked anew; what stood on the card stands there until the new text has passed. With `If-Match`, an answer that a
/// colleague has changed meanwhile, or that got a verdict, is left as it is (412 `answer_changed`). Takes the permission
/// `reply`.
#[utoipa::path(patch, path = "/answers/{answer_id}", tag = "Answers to questions", operation_id = "edit_answer",
    params(("answer_id" = String, Path, description = "The answer."), headers::IfMatch),
    request_body = QuestionAnswerEdit,
    responses((status = 200, description = "Changed", body = AnswerView, headers(("etag" = String)))))]
pub async fn edit(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanReply>>,
    telling: Telling,
    Id(answer): Id<AnswerId>,
    headers: HeaderMap,
    Body(input): Body<QuestionAnswerEdit>,
) -> Result<Response, Problem> {
    let version = match etag::if_match(&headers)? {
        Expected::Anything => None,
        Expected::Version(version) => Some(version),
    };
    let text = AnswerText::new(&input.text).map_err(|refusal| refusal.at("text"))?;
    commands::edit(&site.app, &staff, answer, text, version).await?;
    told(&site, &staff.reader(), &telling, answer).await
}

/// Take an answer to a question away
///
/// Whether it stands on the card, waits for a verdict or was refused. Takes the permission `reply`.
#[utoipa::path(delete, path = "/answers/{answer_id}", tag = "Answers to questions", operation_id = "delete_answer",
    params(("answer_id" = String, Path, description = "The answer.")),
    responses((status = 204, description = "Gone")))]
pub async fn delete(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanReply>>,
    Id(answer): Id<AnswerId>,
) -> Result<StatusCode, Problem> {
    commands::delete(&site.app, &staff, answer).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take an answer to a question back
///
/// As long as it is pending: nobody has seen it, and its text is the author's draft again. Takes the permission `reply`.
#[utoipa::path(post, path = "/answers/{answer_id}/undo", tag = "Answers to questions", operation_id = "undo_answer",
    params(("answer_id" = String, Path, description = "The answer.")),
    responses((status = 200, description = "Taken back", body = UndoneAnswer)))]
pub async fn undo(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanReply>>,
    Id(answer): Id<AnswerId>,
) -> Result<Json<UndoneAnswer>, Problem> {
    let question = commands::undo(&site.app, &staff, answer).await?;
    Ok(Json(question.into()))
}
