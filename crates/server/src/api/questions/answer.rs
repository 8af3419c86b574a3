//! Answering a question.

use app::commands::questions::{self as commands, AnswerText, NewAnswer, Seen, Sent};
use app::queries::questions as queries;
use app::{CanRead, CanReply, SellerStaff};
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use domain::{AnswerId, Code, QuestionId, Refusal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::view::{AnswerState, AnswerView};
use crate::Site;
use crate::api::auth::Auth;
use crate::api::extract::{Create, Id};
use crate::api::headers;
use crate::api::moderation::track::Telling;
use crate::api::problem::Problem;
use crate::api::reviews::answer::present;
use crate::api::types::Time;

/// An answer to be sent.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuestionAnswerIn {
    /// What it says.
    #[schema(min_length = 2, max_length = 3000, example = "Да, этот размер подойдёт.")]
    pub text: String,
    /// The newest answer of the shop that its author has seen: an id, or `null` for none. Where a colleague has answered
    /// meanwhile, the answer is refused (`answered_meanwhile`) with the colleague's text among the facts. Absent: no such
    /// check.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    pub seen_answer_id: Option<Option<String>>,
    /// Whether it can be taken back for ten seconds before it is checked. People can unless they say otherwise, programs
    /// cannot.
    pub undo: Option<bool>,
}

/// The answers to a question.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuestionAnswerList {
    /// The oldest first; 100 at most.
    pub items: Vec<AnswerView>,
}

/// An answer that was sent.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SentAnswer {
    /// Which answer.
    pub answer_id: String,
    /// Where it stands: `pending` while it can be taken back, then what the checks made of it.
    pub state: AnswerState,
    /// Until when it can be taken back.
    pub undo_until: Option<Time>,
}

impl From<Sent> for SentAnswer {
    fn from(sent: Sent) -> Self {
        let pending = sent.state == domain::questions::AnswerState::Pending;
        Self {
            answer_id: sent.answer.to_string(),
            state: sent.state.into(),
            undo_until: pending.then_some(sent.public_at.into()),
        }
    }
}

/// Answers to a question
///
/// The shop's, whatever their state, and the public ones of buyers. Takes the permission `read`.
#[utoipa::path(get, path = "/questions/{question_id}/answers", tag = "Answers to questions",
    operation_id = "list_answers", params(("question_id" = String, Path, description = "The question.")),
    responses((status = 200, description = "The answers", body = QuestionAnswerList)))]
pub async fn all(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanRead>>,
    telling: Telling,
    Id(question): Id<QuestionId>,
) -> Result<Json<QuestionAnswerList>, Problem> {
    let all = queries::answers_of(&site.app, &staff, question, "", queries::PAGE_MAX).await?;
    Ok(Json(QuestionAnswerList { items: all.into_iter().map(|answer| AnswerView::of(answer, &telling)).collect() }))
}

/// Answer a question
///
/// It is checked at once, or in ten seconds where it can be taken back (`POST /answers/{answer_id}/undo`): then it is
/// public, waits for a moderator, or is refused with reasons. Takes the permission `reply`.
#[utoipa::path(post, path = "/questions/{question_id}/answers", tag = "Answers to questions",
    operation_id = "answer_question",
    params(("question_id" = String, Path, description = "The question."), headers::IdempotencyKey),
    request_body = QuestionAnswerIn,
    responses((status = 201, description = "Sent", body = SentAnswer,
        headers(("location" = String, description = "The answer.")))))]
pub async fn send(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanReply>>,
    Id(question): Id<QuestionId>,
    Create { input, once }: Create<QuestionAnswerIn>,
) -> Result<impl IntoResponse, Problem> {
    let seen = match &input.seen_answer_id {
        None => None,
        Some(None) => Some(Seen(None)),
        Some(Some(id)) => {
            let id = AnswerId::parse(id).ok_or_else(|| Refusal::new(Code::AnswerNotFound).at("seen_answer_id"))?;
            Some(Seen(Some(id)))
        }
    };
    let text = AnswerText::new(&input.text).map_err(|refusal| refusal.at("text"))?;
    let undo = input.undo.unwrap_or(staff.person().is_some());
    let sent = commands::send(&site.app, &staff, NewAnswer { question, text, seen, undo, once }).await?;
    let location = format!("/api/v1/answers/{}", sent.answer);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(SentAnswer::from(sent))))
}
