//! What a buyer does with questions.

use app::Buyer;
use app::commands::asking::{self as commands, AnswerText, QuestionText};
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use domain::{AnswerId, QuestionId, Sku};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Site;
use crate::api::auth::Auth;
use crate::api::extract::{Create, Id};
use crate::api::headers;
use crate::api::problem::Problem;
use crate::api::types::mirror;

mirror! {
    /// Whether buyers see a question.
    QuestionState = domain::questions::QuestionState {
        /// It waits for a moderator.
        Waiting,
        /// Everybody sees it.
        Published,
        /// It was refused, with reasons.
        Refused,
        /// Its buyer took it away.
        Deleted,
    }
}

/// A question to be asked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuestionIn {
    /// What is asked.
    #[schema(min_length = 10, max_length = 2000, example = "Подойдёт ли плед на кровать шириной 160 см?")]
    pub text: String,
}

/// A question that was asked.
#[derive(Debug, Serialize, ToSchema)]
pub struct AskedOut {
    /// Its id.
    pub question_id: String,
    /// Whether it is on the card already, waits for a moderator, or was refused.
    pub state: QuestionState,
}

/// Ask about a product
///
/// It is checked at once: then it is public, waits for a moderator, or is refused with reasons.
#[utoipa::path(post, path = "/shop/products/{sku}/questions", tag = "Buyer", operation_id = "ask_question",
    params(("sku" = String, Path, description = "The product."), headers::IdempotencyKey), security(("Session" = [])),
    request_body = QuestionIn, responses((status = 201, description = "Asked", body = AskedOut)))]
pub async fn ask(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    Id(sku): Id<Sku>,
    Create { input, once }: Create<QuestionIn>,
) -> Result<impl IntoResponse, Problem> {
    let text = QuestionText::new(&input.text).map_err(|refusal| refusal.at("text"))?;
    let asked = commands::ask(&site.app, &buyer, sku, text, once).await?;
    let out = AskedOut { question_id: asked.question.to_string(), state: asked.state.into() };
    Ok((StatusCode::CREATED, Json(out)))
}

/// A buyer's answer to be sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BuyerAnswerIn {
    /// What it says.
    #[schema(min_length = 2, max_length = 3000, example = "Да, у меня как раз такая кровать.")]
    pub text: String,
}

/// A buyer's answer that was sent.
#[derive(Debug, Serialize, ToSchema)]
pub struct BuyerAnswerOut {
    /// Its id.
    pub answer_id: String,
}

/// Answer as a buyer
///
/// Who has received the product can answer another buyer's question.
#[utoipa::path(post, path = "/shop/questions/{question_id}/answers", tag = "Buyer", operation_id = "answer_as_buyer",
    params(("question_id" = String, Path, description = "The question."), headers::IdempotencyKey),
    security(("Session" = [])), request_body = BuyerAnswerIn,
    responses((status = 201, description = "Sent", body = BuyerAnswerOut, headers(("location" = String)))))]
pub async fn answer(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    Id(question): Id<QuestionId>,
    Create { input, once }: Create<BuyerAnswerIn>,
) -> Result<impl IntoResponse, Problem> {
    let text = AnswerText::new(&input.text).map_err(|refusal| refusal.at("text"))?;
    let answer = commands::answer(&site.app, &buyer, question, text, once).await?;
    let location = format!("/api/v1/buyer/answers/{answer}");
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(BuyerAnswerOut { answer_id: answer.to_string() })))
}

/// Ask the same
#[utoipa::path(put, path = "/shop/questions/{question_id}/vote", tag = "Buyer", operation_id = "second_question",
    params(("question_id" = String, Path, description = "The question.")), security(("Session" = [])),
    responses((status = 204, description = "Counted once")))]
pub async fn second(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    Id(question): Id<QuestionId>,
) -> Result<StatusCode, Problem> {
    commands::second(&site.app, &buyer, question, true).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// No longer ask the same
#[utoipa::path(delete, path = "/shop/questions/{question_id}/vote", tag = "Buyer", operation_id = "unsecond_question",
    params(("question_id" = String, Path, description = "The question.")), security(("Session" = [])),
    responses((status = 204, description = "Not counted")))]
pub async fn no_longer_second(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    Id(question): Id<QuestionId>,
) -> Result<StatusCode, Problem> {
    commands::second(&site.app, &buyer, question, false).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Find an answer useful
#[utoipa::path(put, path = "/shop/answers/{answer_id}/vote", tag = "Buyer", operation_id = "vote_answer",
    params(("answer_id" = String, Path, description = "The answer.")), security(("Session" = [])),
    responses((status = 204, description = "Counted once")))]
pub async fn useful(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    Id(answer): Id<AnswerId>,
) -> Result<StatusCode, Problem> {
    commands::vote(&site.app, &buyer, answer, true).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// No longer find it useful
#[utoipa::path(delete, path = "/shop/answers/{answer_id}/vote", tag = "Buyer", operation_id = "unvote_answer",
    params(("answer_id" = String, Path, description = "The answer.")), security(("Session" = [])),
    responses((status = 204, description = "Not counted")))]
pub async fn no_longer_useful(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    Id(answer): Id<AnswerId>,
) -> Result<StatusCode, Problem> {
    commands::vote(&site.app, &buyer, answer, false).await?;
    Ok(StatusCode::NO_CONTENT)
}
