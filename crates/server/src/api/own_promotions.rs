//! `/api/v1/own-promotions`: a shop's own promotions. Their products come and go under `/promotions/{id}/products`.

use app::commands::own_promotions as commands;
use app::queries::own_promotions::{self as queries, Filter, Own};
use app::{CanPromote, CanRead};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::promotions as rules;
use domain::promotions::own::Plan;
use domain::{PersonId, PromotionId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::auth::{Auth, Deals};
use super::extract::{Body, Create, Id, Query};
use super::headers;
use super::plans::{Gives, GivesIn, Report, Segment};
use super::problem::Problem;
use super::promotions::view::{PromotionKind, PromotionPhase};
use super::types::{Number, Time, mirror};
use crate::Site;

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::default()
        .routes(routes!(list, create))
        .routes(routes!(one, change))
        .routes(routes!(turn))
        .routes(routes!(codes, make_codes))
}

mirror! {
    /// What its owner makes of a promotion.
    PromotionState = rules::State {
        /// Not shown to anybody yet.
        Draft,
        /// Runs from its beginning to its end.
        Published,
        /// Held for a while.
        Paused,
        /// Ended before its time.
        Stopped,
        /// Put away.
        Archived,
    }
}

/// Which promotions.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OwnAsked {
    /// That stand there.
    #[param(inline)]
    pub phase: Option<PromotionPhase>,
    /// Of this kind.
    #[param(inline)]
    pub kind: Option<PromotionKind>,
    /// Those that were put away, too.
    pub archived: bool,
}

/// A promotion of the shop's own.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnPromotion {
    /// Its number.
    pub id: Number,
    /// What sort it is.
    pub kind: PromotionKind,
    /// What it is called.
    pub title: String,
    /// What its owner made of it.
    pub state: PromotionState,
    /// Where it stands.
    pub phase: PromotionPhase,
    /// From when on.
    pub starts_at: Time,
    /// Until when; the end itself is after it.
    pub ends_at: Time,
    /// What it gives.
    pub gives: Gives,
    /// For some buyers only.
    pub segment: Option<Segment>,
    /// How much discount it may give in all, minor units.
    pub budget: Option<i64>,
    /// The budget is used up: it gives nothing any more.
    pub used_up: bool,
    /// How many products take part.
    pub products: i64,
    /// What has come of it.
    pub report: Report,
    /// Grows with each change; a change names it.
    pub version: i64,
}

impl From<&Own> for OwnPromotion {
    fn from(own: &Own) -> Self {
        let promotion = &own.running.promotion;
        Self {
            id: Number(promotion.id.0),
            kind: promotion.kind.into(),
            title: promotion.title.0.clone(),
            state: promotion.state.into(),
            phase: own.phase.into(),
            starts_at: promotion.starts_at.into(),
            ends_at: promotion.ends_at.into(),
            gives: (&own.plan.gives).into(),
            segment: own.plan.segment.map(Into::into),
            budget: promotion.budget,
            used_up: own.used_up,
            products: promotion.counted.joined,
            report: Report::new(&promotion.counted, promotion.currency),
            version: promotion.version,
        }
    }
}

/// The shop's own promotions.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnPromotions {
    /// Those that end last first.
    pub items: Vec<OwnPromotion>,
}

/// The shop's own promotions
#[utoipa::path(get, path = "/own-promotions", tag = "Own promotions", operation_id = "list_own_promotions",
    params(OwnAsked), responses((status = 200, description = "All of them", body = OwnPromotions)))]
pub async fn list(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanRead>>,
    Query(asked): Query<OwnAsked>,
) -> Result<Json<OwnPromotions>, Problem> {
    let filter = Filter {
        kinds: asked.kind.map(Into::into).into_iter().collect(),
        phases: asked.phase.map(Into::into).into_iter().collect(),
        archived: asked.archived,
        ..Filter::default()
    };
    let all = queries::list(&site.app, &staff, filter).await?;
    Ok(Json(OwnPromotions { items: all.iter().map(OwnPromotion::from).collect() }))
}

/// One of the shop's own promotions
#[utoipa::path(get, path = "/own-promotions/{promotion_id}", tag = "Own promotions", operation_id = "get_own_promotion",
    params(("promotion_id" = String, Path, description = "The promotion.")),
    responses((status = 200, description = "The promotion", body = OwnPromotion)))]
pub async fn one(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanRead>>,
    Id(id): Id<PromotionId>,
) -> Result<Json<OwnPromotion>, Problem> {
    Ok(Json((&queries::one(&site.app, &staff, id).await?).into()))
}

/// The terms of a promotion.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnIn {
    /// What it is called.
    #[schema(min_length = 1, max_length = 256, example = "Тёплая неделя")]
    pub title: String,
    /// From when on; what is past is now.
    pub starts_at: Time,
    /// Until when; without it for installments alone.
    pub ends_at: Option<Time>,
    /// What it gives.
    pub gives: GivesIn,
    /// For some buyers only.
    pub segment: Option<Segment>,
    /// How much discount it may give in all, minor units.
    #[schema(minimum = 1)]
    pub budget: Option<i64>,
    /// The version that the editor had before their eyes; of changes only.
    pub version: Option<i64>,
}

impl OwnIn {
    fn plan(self) -> Plan {
        let codes = self.gives.codes();
        Plan {
            title: self.title,
            starts_at: self.starts_at.0,
            ends_at: self.ends_at.map_or(rules::own::NO_END, |at| at.0),
            gives: self.gives.into(),
            segment: self.segment.map(Into::into),
            budget: self.budget,
            codes,
        }
    }
}

/// A promotion that was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnMade {
    /// Its number.
    pub promotion_id: Number,
}

/// Make a promotion, as a draft
///
/// Takes the permission `promote`.
#[utoipa::path(post, path = "/own-promotions", tag = "Own promotions", operation_id = "create_own_promotion",
    params(headers::IdempotencyKey), request_body = OwnIn,
    responses((status = 201, description = "Made", body = OwnMade)))]
pub async fn create(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanPromote>>,
    Create { input, once }: Create<OwnIn>,
) -> Result<Response, Problem> {
    let id = commands::create(&site.app, &staff, input.plan(), false, once).await?;
    Ok((StatusCode::CREATED, Json(OwnMade { promotion_id: Number(id.0) })).into_response())
}

/// Change the terms of a promotion
///
/// The kind stays, and so does the least discount once it is published; a budget is changed while it is paused. Takes the
/// permission `promote`.
#[utoipa::path(put, path = "/own-promotions/{promotion_id}", tag = "Own promotions", operation_id = "change_own_promotion",
    params(("promotion_id" = String, Path, description = "The promotion.")), request_body = OwnIn,
    responses((status = 204, description = "Changed")))]
pub async fn change(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanPromote>>,
    Id(id): Id<PromotionId>,
    Body(input): Body<OwnIn>,
) -> Result<StatusCode, Problem> {
    let seen = input.version;
    let plan = input.plan();
    commands::change(&site.app, &staff, id, seen, move |before| Ok(Plan { codes: before.codes, ..plan })).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What is to become of a promotion.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StateIn {
    /// What.
    pub state: PromotionState,
}

/// Publish a promotion, pause it, stop it, put it away
///
/// What is so already stays so. Takes the permission `promote`.
#[utoipa::path(post, path = "/own-promotions/{promotion_id}/state", tag = "Own promotions",
    operation_id = "turn_own_promotion", params(("promotion_id" = String, Path, description = "The promotion.")),
    request_body = StateIn, responses((status = 204, description = "Done")))]
pub async fn turn(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanPromote>>,
    Id(id): Id<PromotionId>,
    Body(input): Body<StateIn>,
) -> Result<StatusCode, Problem> {
    commands::turn_to(&site.app, &staff, id, input.state.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A code of a promotion.
#[derive(Debug, Serialize, ToSchema)]
pub struct CodeOut {
    /// What is typed.
    pub code: String,
    /// The only one who may use it.
    pub buyer_id: Option<String>,
    /// How often it may be used; absent: any number of times.
    pub uses: Option<i64>,
    /// How often it was.
    pub used: i64,
}

/// Codes of a promotion.
#[derive(Debug, Serialize, ToSchema)]
pub struct CodePage {
    /// In their own order, 1,000 at most.
    pub items: Vec<CodeOut>,
    /// How many there are in all.
    pub total: i64,
    /// What `after` is for the next page; absent at the end.
    pub next: Option<String>,
}

/// Which codes.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CodesAsked {
    /// `next` of the page before.
    pub after: Option<String>,
}

/// Codes of a voucher
#[utoipa::path(get, path = "/own-promotions/{promotion_id}/codes", tag = "Own promotions",
    operation_id = "list_codes", params(("promotion_id" = String, Path, description = "The promotion."), CodesAsked),
    responses((status = 200, description = "A page", body = CodePage)))]
pub async fn codes(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanPromote>>,
    Id(id): Id<PromotionId>,
    Query(asked): Query<CodesAsked>,
) -> Result<Json<CodePage>, Problem> {
    let after = asked.after.unwrap_or_default();
    let (page, counts) = queries::codes(&site.app, &staff.reader(), id, after, queries::CODES_PAGE).await?;
    let full = i64::try_from(page.len()).is_ok_and(|got| got == queries::CODES_PAGE);
    let next = page.last().filter(|_| full).map(|last| last.code.clone());
    let out = |coupon: queries::Coupon| CodeOut {
        code: coupon.code,
        buyer_id: coupon.buyer.map(|buyer: PersonId| buyer.to_string()),
        uses: coupon.uses,
        used: coupon.used,
    };
    Ok(Json(CodePage { items: page.into_iter().map(out).collect(), total: counts.codes, next }))
}

/// Codes that were made.
#[derive(Debug, Serialize, ToSchema)]
pub struct CodesMade {
    /// How many the promotion has now.
    pub total: i64,
}

/// Make more codes for a voucher
///
/// Takes the permission `promote`.
#[utoipa::path(post, path = "/own-promotions/{promotion_id}/codes", tag = "Own promotions",
    operation_id = "make_codes", params(("promotion_id" = String, Path, description = "The promotion."), headers::IdempotencyKey),
    request_body = super::plans::CodesIn, responses((status = 201, description = "Made", body = CodesMade)))]
pub async fn make_codes(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanPromote>>,
    Id(id): Id<PromotionId>,
    Create { input, once }: Create<super::plans::CodesIn>,
) -> Result<Response, Problem> {
    let total = commands::make_codes(&site.app, &staff, id, input.into(), once).await?;
    Ok((StatusCode::CREATED, Json(CodesMade { total })).into_response())
}
