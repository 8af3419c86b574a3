//! The questions of a product's card.

use app::queries::asking::{self as queries, Answer, CardCursor, CardOrder, OnCard, Question};
use axum::Json;
use axum::extract::State;
use domain::{Code, Place, QuestionId, Refusal, Sku};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::Site;
use crate::api::auth::Anybody;
use crate::api::extract::{Id, Query};
use crate::api::problem::Problem;
use crate::api::reviews::view::Wrote;
use crate::api::types::{Number, Time};

/// Questions on a page of a card, at most, and where nobody says how many.
const PAGE_MAX: i64 = 50;
const PAGE: i64 = 20;

/// Which questions of a card.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CardQuestionsAsked {
    /// The order of the questions.
    pub sort: Option<CardQuestionSort>,
    /// `next` of the page before.
    pub after: Option<String>,
    /// Questions on a page.
    #[param(minimum = 1, maximum = 50, default = 20)]
    pub limit: Option<i64>,
}

/// The order of questions on a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CardQuestionSort {
    /// What most others ask first.
    #[default]
    Popular,
    /// The newest first.
    Newest,
}

/// A question as everybody sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicQuestion {
    /// Its id.
    pub id: String,
    /// The product.
    pub sku: Number,
    /// The name that the buyer goes by.
    pub buyer_name: String,
    /// What is asked.
    pub text: String,
    /// When it was asked.
    pub asked_at: Time,
    /// How many others ask the same.
    pub same: i64,
    /// Whether the caller is one of them.
    pub seconded: bool,
    /// Public answers: the shop's first, then the most useful.
    pub answers: Vec<PublicQuestionAnswer>,
}

/// An answer as everybody sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicQuestionAnswer {
    /// Its id.
    pub id: String,
    /// Who wrote it; a buyer has the product.
    pub author: Wrote,
    /// The name under it.
    pub author_name: String,
    /// What it says.
    pub text: String,
    /// Since when it is public.
    pub published_at: Option<Time>,
    /// How many found it useful.
    pub useful: i64,
    /// Whether the caller is one of them.
    pub found_useful: bool,
}

/// A public answer.
pub fn answer(answer: Answer, found_useful: bool) -> PublicQuestionAnswer {
    PublicQuestionAnswer {
        id: answer.id.to_string(),
        author: answer.author.into(),
        author_name: answer.author_name,
        text: answer.public_text.unwrap_or_default(),
        published_at: answer.published_at.map(Time),
        useful: answer.useful,
        found_useful,
    }
}

impl From<OnCard> for PublicQuestion {
    fn from(on: OnCard) -> Self {
        let useful = on.found_useful;
        Self {
            id: on.question.id.to_string(),
            sku: Number(on.question.sku.0),
            buyer_name: on.question.buyer_name,
            text: on.question.text,
            asked_at: on.question.asked_at.into(),
            same: on.question.same,
            seconded: on.seconded,
            answers: on
                .answers
                .into_iter()
                .map(|it| (useful.contains(&it.id), it))
                .map(|(is, it)| answer(it, is))
                .collect(),
        }
    }
}

/// A page of the questions of a card.
#[derive(Debug, Serialize, ToSchema)]
pub struct CardQuestionPage {
    /// The questions.
    pub items: Vec<PublicQuestion>,
    /// How many public questions the product has.
    pub total: i64,
    /// Whether the caller has received the product and so may answer.
    pub may_answer: bool,
    /// What `after` is for the next page; absent at the end.
    pub next: Option<String>,
}

fn cursor(text: &str) -> Result<CardCursor, Refusal> {
    let read = || {
        let (same, place) = text.split_once('.')?;
        Some(CardCursor { same: same.parse().ok()?, place: Place(place.parse().ok()?) })
    };
    read().ok_or_else(|| Refusal::new(Code::CursorInvalid).at("after"))
}

/// Questions of a card
///
/// For everybody; a buyer who is signed in sees what they ask too and what they found useful.
#[utoipa::path(get, path = "/shop/products/{sku}/questions", tag = "Shop", operation_id = "list_card_questions",
    params(("sku" = String, Path, description = "The product."), CardQuestionsAsked), security((), ("Session" = [])),
    responses((status = 200, description = "A page", body = CardQuestionPage)))]
pub async fn list(
    State(site): State<Site>,
    Anybody(reader): Anybody,
    Id(sku): Id<Sku>,
    Query(asked): Query<CardQuestionsAsked>,
) -> Result<Json<CardQuestionPage>, Problem> {
    let order = match asked.sort.unwrap_or_default() {
        CardQuestionSort::Popular => CardOrder::Popular,
        CardQuestionSort::Newest => CardOrder::Newest,
    };
    let after = asked.after.as_deref().map(cursor).transpose()?;
    let limit = asked.limit.unwrap_or(PAGE);
    if !(1..=PAGE_MAX).contains(&limit) {
        return Err(Refusal::new(Code::NumberOutOfRange).at("limit").with("min", 1).with("max", PAGE_MAX).into());
    }
    let page = queries::card(&site.app, reader.as_ref(), sku, order, after, limit).await?;
    Ok(Json(CardQuestionPage {
        items: page.questions.into_iter().map(PublicQuestion::from).collect(),
        total: page.total,
        may_answer: page.may_answer,
        next: page.next.map(|next| format!("{}.{}", next.same, next.place)),
    }))
}

/// A public question
///
/// With its public answers. For everybody.
#[utoipa::path(get, path = "/shop/questions/{question_id}", tag = "Shop", operation_id = "get_public_question",
    params(("question_id" = String, Path, description = "The question.")), security((), ("Session" = [])),
    responses((status = 200, description = "The question", body = PublicQuestion)))]
pub async fn one(
    State(site): State<Site>,
    Anybody(reader): Anybody,
    Id(question): Id<QuestionId>,
) -> Result<Json<PublicQuestion>, Problem> {
    Ok(Json(queries::one(&site.app, reader.as_ref(), question).await?.into()))
}

/// What somebody is typing.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SimilarAsked {
    /// The words so far.
    pub text: String,
}

/// An answered question that is like another.
#[derive(Debug, Serialize, ToSchema)]
pub struct SimilarQuestion {
    /// Its id.
    pub id: String,
    /// What is asked.
    pub text: String,
    /// The shop's answer, where the shop has answered.
    pub answer: Option<String>,
}

impl From<Question> for SimilarQuestion {
    fn from(question: Question) -> Self {
        let answer = question.answer.map(|answer| answer.text);
        Self { id: question.id.to_string(), text: question.text, answer }
    }
}

/// Answered questions.
#[derive(Debug, Serialize, ToSchema)]
pub struct SimilarQuestions {
    /// The most similar first.
    pub items: Vec<SimilarQuestion>,
}

/// Answered questions like what is typed
///
/// To be offered before somebody asks once more. For everybody.
#[utoipa::path(get, path = "/shop/products/{sku}/questions/similar", tag = "Shop",
    operation_id = "list_similar_questions", params(("sku" = String, Path, description = "The product."), SimilarAsked),
    security(()), responses((status = 200, description = "The questions", body = SimilarQuestions)))]
pub async fn similar(
    State(site): State<Site>,
    Id(sku): Id<Sku>,
    Query(asked): Query<SimilarAsked>,
) -> Result<Json<SimilarQuestions>, Problem> {
    let all = queries::similar(&site.app, sku, &asked.text).await?;
    Ok(Json(SimilarQuestions { items: all.into_iter().map(SimilarQuestion::from).collect() }))
}
