//! A buyer's own questions and answers, with their way to the card.

use app::Buyer;
use app::commands::asking as commands;
use app::queries::asking::{self as queries, Own};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::{AnswerId, Code, Place, QuestionId, Refusal};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::ask::QuestionState;
use super::card::{self, PublicQuestionAnswer};
use crate::Site;
use crate::api::auth::Auth;
use crate::api::extract::{Id, Query};
use crate::api::moderation::track::{Telling, TrackOut};
use crate::api::page;
use crate::api::problem::Problem;
use crate::api::questions::view::AnswerState;
use crate::api::reviews::view::{ProductLine, picture};
use crate::api::types::{Number, Time};

/// Which of one's own questions.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OwnAsked {
    /// `next` of the page before.
    pub after: Option<String>,
    /// Questions on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<i64>,
}

/// A question of one's own.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnQuestion {
    /// Its id.
    pub id: String,
    /// The product.
    pub product: ProductLine,
    /// What is asked.
    pub text: String,
    /// When it was asked.
    pub asked_at: Time,
    /// Whether everybody sees it.
    pub state: QuestionState,
    /// How many others ask the same.
    pub same: i64,
    /// Its public answers.
    pub answers: Vec<PublicQuestionAnswer>,
    /// Its way to the card.
    pub track: TrackOut,
}

fn own(own: Own, telling: &Telling) -> OwnQuestion {
    let Own { question, answers, track } = own;
    OwnQuestion {
        id: question.id.to_string(),
        product: ProductLine {
            sku: Number(question.sku.0),
            name: question.product,
            picture_url: question.picture.map(picture),
        },
        track: telling.track(&track, &question.text),
        text: question.text,
        asked_at: question.asked_at.into(),
        state: question.state.into(),
        same: question.same,
        answers: answers.into_iter().map(|answer| card::answer(answer, false)).collect(),
    }
}

/// A page of one's own questions.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnQuestionPage {
    /// The newest first.
    pub items: Vec<OwnQuestion>,
    /// What `after` is for the next page; absent at the end.
    pub next: Option<String>,
}

/// My questions
///
/// With their way to the card and their answers.
#[utoipa::path(get, path = "/buyer/questions", tag = "Buyer", operation_id = "list_own_questions", params(OwnAsked),
    security(("Session" = [])), responses((status = 200, description = "A page", body = OwnQuestionPage)))]
pub async fn list(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    telling: Telling,
    Query(asked): Query<OwnAsked>,
) -> Result<Json<OwnQuestionPage>, Problem> {
    let read = |text: &str| text.parse().map(Place).map_err(|_| Refusal::new(Code::CursorInvalid).at("after"));
    let before = asked.after.as_deref().map(read).transpose()?;
    let limit = page::limit(asked.limit)?;
    let all = queries::own(&site.app, &buyer, before, limit).await?;
    // A full page may have another behind it; an empty one ends the list.
    let is_full = i64::try_from(all.len()).is_ok_and(|len| len >= limit);
    let next = all.last().filter(|_| is_full).map(|last| last.question.place.to_string());
    Ok(Json(OwnQuestionPage { items: all.into_iter().map(|it| own(it, &telling)).collect(), next }))
}

/// Take my question away
///
/// The words at once; its answers are no longer shown.
#[utoipa::path(delete, path = "/buyer/questions/{question_id}", tag = "Buyer", operation_id = "delete_own_question",
    params(("question_id" = String, Path, description = "The question.")), security(("Session" = [])),
    responses((status = 204, description = "Gone")))]
pub async fn delete(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    Id(question): Id<QuestionId>,
) -> Result<StatusCode, Problem> {
    commands::delete(&site.app, &buyer, question).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// An answer of one's own.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnAnswerOut {
    /// Its id.
    pub id: String,
    /// The question.
    pub question_id: String,
    /// What is asked.
    pub question_text: String,
    /// What it says.
    pub text: String,
    /// Where it stands.
    pub state: AnswerState,
    /// When it was sent.
    pub sent_at: Time,
    /// Since when it is public.
    pub published_at: Option<Time>,
    /// Its way to the card.
    pub track: TrackOut,
}

/// My answer
#[utoipa::path(get, path = "/buyer/answers/{answer_id}", tag = "Buyer", operation_id = "get_own_answer",
    params(("answer_id" = String, Path, description = "The answer.")), security(("Session" = [])),
    responses((status = 200, description = "The answer", body = OwnAnswerOut)))]
pub async fn answer(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    telling: Telling,
    Id(answer): Id<AnswerId>,
) -> Result<Json<OwnAnswerOut>, Problem> {
    let queries::OwnAnswer { question, answer, track } = queries::own_answer(&site.app, &buyer, answer).await?;
    Ok(Json(OwnAnswerOut {
        track: telling.track(&track, &answer.text),
        id: answer.id.to_string(),
        question_id: question.id.to_string(),
        question_text: question.text,
        text: answer.text,
        state: answer.state.into(),
        sent_at: answer.sent_at.into(),
        published_at: answer.published_at.map(Time),
    }))
}

/// Take my answer away
#[utoipa::path(delete, path = "/buyer/answers/{answer_id}", tag = "Buyer", operation_id = "delete_own_answer",
    params(("answer_id" = String, Path, description = "The answer.")), security(("Session" = [])),
    responses((status = 204, description = "Gone")))]
pub async fn delete_answer(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    Id(answer): Id<AnswerId>,
) -> Result<StatusCode, Problem> {
    commands::delete_answer(&site.app, &buyer, answer).await?;
    Ok(StatusCode::NO_CONTENT)
}
