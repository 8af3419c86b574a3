//! One question with all that belongs to it.

use app::queries::questions as queries;
use app::{CanRead, SellerStaff};
use axum::Json;
use axum::extract::State;
use domain::QuestionId;
use domain::questions::Action;
use serde::Serialize;
use utoipa::ToSchema;

use super::view::{AnswerView, View};
use crate::Site;
use crate::api::auth::Auth;
use crate::api::extract::Id;
use crate::api::moderation::track::Telling;
use crate::api::problem::Problem;
use crate::api::products::ProductOut;
use crate::api::types::mirror;

mirror! {
    /// What can be done to a question.
    QuestionAction = Action {
        /// Write an answer.
        Answer,
        /// Change its status.
        SetStatus,
    }
}

/// A question with all that belongs to it.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuestionDetail {
    /// The question.
    pub question: View,
    /// Its product.
    pub product: Option<ProductOut>,
    /// The shop's answers, whatever their state, and the public ones of buyers; the oldest first.
    pub answers: Vec<AnswerView>,
    /// Answered questions about the same product that are like this one, the most similar first.
    pub similar: Vec<View>,
    /// What the caller has typed and not sent.
    pub draft: Option<String>,
    /// Colleagues who have the composer open at this moment.
    pub answering: Vec<String>,
    /// What the caller can do to it now.
    pub actions: Vec<QuestionAction>,
    /// The newest answer of the shop, public or not yet: what goes into `seen_answer_id`.
    pub newest_answer_id: Option<String>,
}

/// A question
///
/// Reading it this way changes nothing; `POST …/open` makes it viewed. Takes the permission `read`.
#[utoipa::path(get, path = "/questions/{question_id}", tag = "Questions", operation_id = "get_question",
    params(("question_id" = String, Path, description = "The question.")),
    responses((status = 200, description = "The question", body = QuestionDetail)))]
pub async fn one(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanRead>>,
    telling: Telling,
    Id(question): Id<QuestionId>,
) -> Result<Json<QuestionDetail>, Problem> {
    let detail = queries::detail(&site.app, &staff, question).await?;
    Ok(Json(QuestionDetail {
        question: detail.question.into(),
        product: detail.product.map(ProductOut::from),
        answers: detail.answers.into_iter().map(|answer| AnswerView::of(answer, &telling)).collect(),
        similar: detail.similar.into_iter().map(View::from).collect(),
        draft: detail.draft,
        answering: detail.answering,
        actions: detail.actions.into_iter().map(QuestionAction::from).collect(),
        newest_answer_id: detail.newest_answer.map(|id| id.to_string()),
    }))
}
