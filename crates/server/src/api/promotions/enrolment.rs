//! Products that come in by themselves, and what a shop answers to that once and for all.

use app::commands::promotions::enrolment as commands;
use app::queries::promotions as queries;
use app::{CanPromote, CanRead};
use axum::Json;
use axum::extract::State;
use domain::promotions as rules;
use domain::{PromotionId, Sku};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::change::{JoinIn, JoinOutcomes, LeaveIn, some};
use super::view::{ProductMode, PromotionKind};
use crate::Site;
use crate::api::auth::{Auth, Deals};
use crate::api::extract::{Body, Id, Query};
use crate::api::page;
use crate::api::problem::Problem;
use crate::api::types::{Number, Time, mirror};

mirror! {
    /// What a shop answers to enrolment in promotions of a kind.
    EnrolmentAnswer = rules::Answer {
        /// Ask each time; no answer is no.
        Ask,
        /// Join where the price stays above the floor.
        Join,
        /// Never join.
        Never,
    }
}

/// What a shop answers to promotions of a kind.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StandingAnswer)]
pub struct StandingOut {
    /// Of which kind.
    pub kind: PromotionKind,
    /// What.
    pub answer: EnrolmentAnswer,
    /// Who said so.
    pub answered_by: String,
    /// When.
    pub answered_at: Time,
}

/// The answers of a shop.
#[derive(Debug, Serialize, ToSchema)]
pub struct StandingAnswers {
    /// Kinds without an answer are missing: silence is no.
    pub items: Vec<StandingOut>,
}

async fn all_answers(site: &Site, staff: &app::SellerStaff<CanRead>) -> Result<Json<StandingAnswers>, Problem> {
    let all = queries::standing(&site.app, staff).await?;
    let one = |it: queries::StandingAnswer| StandingOut {
        kind: it.kind.into(),
        answer: it.answer.into(),
        answered_by: it.by,
        answered_at: it.at.into(),
    };
    Ok(Json(StandingAnswers { items: all.into_iter().map(one).collect() }))
}

/// Standing answers
///
/// Takes the permission `read`.
#[utoipa::path(get, path = "/promotions/standing-answers", tag = "Promotions", operation_id = "list_standing_answers",
    responses((status = 200, description = "All of them", body = StandingAnswers)))]
pub async fn answers(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanRead>>,
) -> Result<Json<StandingAnswers>, Problem> {
    all_answers(&site, &staff).await
}

/// An answer for all promotions of a kind.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StandingIn {
    /// Of which kind.
    pub kind: PromotionKind,
    /// What.
    pub answer: EnrolmentAnswer,
}

/// Answer once and for all
///
/// Takes the permission `promote`.
#[utoipa::path(put, path = "/promotions/standing-answers", tag = "Promotions", operation_id = "set_standing_answer",
    request_body = StandingIn, responses((status = 200, description = "All answers now", body = StandingAnswers)))]
pub async fn answer(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanPromote>>,
    Body(input): Body<StandingIn>,
) -> Result<Json<StandingAnswers>, Problem> {
    commands::answer(&site.app, &staff, input.kind.into(), input.answer.into()).await?;
    all_answers(&site, &staff.reader()).await
}

/// What is asked of products that come in by themselves.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ComingAsked {
    /// The `next` of the page before.
    after: Option<i64>,
    /// Rows of a page, 1 to 100.
    limit: Option<i64>,
}

/// A product that will come in by itself.
#[derive(Debug, Serialize, ToSchema)]
pub struct ComingProduct {
    /// Which.
    pub sku: Number,
    /// Its name.
    pub name: String,
    /// With which price, minor units.
    pub price: i64,
    /// With how many pieces; absent for all there are.
    pub quantity: Option<i64>,
    /// Whether its seller set it, or it follows from the standing answer.
    pub mode: ProductMode,
    /// Who agreed.
    pub agreed_by: String,
    /// When.
    pub agreed_at: Time,
}

/// A page of products that will come in.
#[derive(Debug, Serialize, ToSchema)]
pub struct ComingPage {
    /// The products, by their number.
    pub items: Vec<ComingProduct>,
    /// What `after` is for the next page; absent at the end.
    pub next: Option<String>,
}

/// Products that will come in by themselves
///
/// Takes the permission `read`.
#[utoipa::path(get, path = "/promotions/{promotion_id}/auto-adds", tag = "Promotions", operation_id = "list_auto_adds",
    params(("promotion_id" = String, Path, description = "The promotion."), ComingAsked),
    responses((status = 200, description = "A page", body = ComingPage)))]
pub async fn coming(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanRead>>,
    Id(id): Id<PromotionId>,
    Query(asked): Query<ComingAsked>,
) -> Result<Json<ComingPage>, Problem> {
    let (after, limit) = (Sku(asked.after.unwrap_or(0)), page::limit(asked.limit)?);
    let mut all = queries::autos(&site.app, &staff, id, after, limit + 1).await?;
    let next = page::cut(&mut all, limit).map(|(_, auto)| auto.sku.to_string());
    let one = |(candidate, auto): (queries::Candidate, queries::AutoAdd)| ComingProduct {
        sku: Number(auto.sku.0),
        name: candidate.product.name,
        price: auto.price,
        quantity: auto.quantity,
        mode: auto.mode.into(),
        agreed_by: auto.agreed_by,
        agreed_at: auto.agreed_at.into(),
    };
    Ok(Json(ComingPage { items: all.into_iter().map(one).collect(), next }))
}

/// Products that are to come in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ComingIn {
    /// Which.
    #[schema(min_items = 1, max_items = 1000)]
    pub products: Vec<JoinIn>,
}

/// Name products that are to come in by themselves
///
/// Each by itself; doing it twice does it once. Takes the permission `promote`.
#[utoipa::path(put, path = "/promotions/{promotion_id}/auto-adds", tag = "Promotions", operation_id = "set_auto_adds",
    params(("promotion_id" = String, Path, description = "The promotion.")), request_body = ComingIn,
    responses((status = 200, description = "What became of each", body = JoinOutcomes)))]
pub async fn set(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanPromote>>,
    Id(id): Id<PromotionId>,
    Body(input): Body<ComingIn>,
) -> Result<Json<JoinOutcomes>, Problem> {
    some(input.products.len(), "products")?;
    let entries = input.products.iter().map(JoinIn::entry).collect();
    Ok(Json(commands::set(&site.app, &staff, id, entries).await?.into()))
}

/// Take products back that were to come in
///
/// Takes the permission `promote`.
#[utoipa::path(post, path = "/promotions/{promotion_id}/auto-adds/drop", tag = "Promotions", operation_id = "drop_auto_adds",
    params(("promotion_id" = String, Path, description = "The promotion.")), request_body = LeaveIn,
    responses((status = 200, description = "What became of each", body = JoinOutcomes)))]
pub async fn drop(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanPromote>>,
    Id(id): Id<PromotionId>,
    Body(input): Body<LeaveIn>,
) -> Result<Json<JoinOutcomes>, Problem> {
    some(input.skus.len(), "skus")?;
    let skus = input.skus.iter().map(|sku| Sku(sku.0)).collect();
    Ok(Json(commands::drop(&site.app, &staff, id, skus).await?.into()))
}

/// A yes or a no to an enrolment.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EnrolmentIn {
    /// Yes: all products that suit, at the promotion's limit and never under their floors. No: none of them.
    pub agree: bool,
}

/// How many products it concerns.
#[derive(Debug, Serialize, ToSchema)]
pub struct EnrolmentOut {
    /// So many will come in, or would have.
    pub products: i64,
}

/// Say yes or no to an enrolment
///
/// Takes the permission `promote`.
#[utoipa::path(put, path = "/promotions/{promotion_id}/enrolment", tag = "Promotions", operation_id = "answer_enrolment",
    params(("promotion_id" = String, Path, description = "The promotion.")), request_body = EnrolmentIn,
    responses((status = 200, description = "Noted", body = EnrolmentOut)))]
pub async fn agree(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanPromote>>,
    Id(id): Id<PromotionId>,
    Body(input): Body<EnrolmentIn>,
) -> Result<Json<EnrolmentOut>, Problem> {
    let products = if input.agree {
        commands::agree(&site.app, &staff, id).await?
    } else {
        commands::decline(&site.app, &staff, id).await?
    };
    Ok(Json(EnrolmentOut { products }))
}
