//! `/api/v1/desk/promotions`: the marketplace's promotions, for the operator's staff.

use app::commands::desk_promotions::{self as commands, Word};
use app::queries::desk_promotions::{self as queries, Seen};
use app::{Desk, Marketer};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::promotions::marketplace::Frame;
use domain::promotions::own::{NO_END, Plan};
use domain::{PromotionId, SellerId, Sku};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::auth::Auth;
use super::extract::{Body, Create, Id, Query};
use super::headers;
use super::own_promotions::{OwnMade, PromotionState, StateIn};
use super::plans::{Gives, GivesIn, Report, Segment};
use super::problem::Problem;
use super::promotions::view::{PromotionFunding, PromotionKind, PromotionPhase, SilenceMeans};
use super::types::{Number, Time};
use crate::Site;

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::default()
        .routes(routes!(list, create))
        .routes(routes!(one, change))
        .routes(routes!(reach))
        .routes(routes!(turn))
        .routes(routes!(freeze))
        .routes(routes!(nominated, decide))
}

/// Which promotions.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MarketAsked {
    /// That stand there.
    #[param(inline)]
    pub phase: Option<PromotionPhase>,
}

/// A promotion of the marketplace, as the desk sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct MarketPromotion {
    /// Its number.
    pub id: Number,
    /// What sort it is.
    pub kind: PromotionKind,
    /// What it is called in Russian.
    pub title_ru: String,
    /// What it is called in English.
    pub title_en: String,
    /// What its owner made of it.
    pub state: PromotionState,
    /// Where it stands.
    pub phase: PromotionPhase,
    /// Who pays.
    pub funding: PromotionFunding,
    /// From when on.
    pub starts_at: Time,
    /// Until when.
    pub ends_at: Time,
    /// From when on its products are fixed.
    pub freeze_at: Option<Time>,
    /// When products are enrolled by themselves.
    pub auto_add_at: Option<Time>,
    /// What silence means then.
    pub silence_means: SilenceMeans,
    /// Whether products wait for the operator's word.
    pub nominates: bool,
    /// What it gives.
    pub gives: Gives,
    /// For some buyers only.
    pub segment: Option<Segment>,
    /// The least pieces in stock.
    pub min_stock: Option<i64>,
    /// For these categories; empty for all.
    pub categories: Vec<String>,
    /// How much discount it may give in all, minor units.
    pub budget: Option<i64>,
    /// How many products take part.
    pub products: i64,
    /// What has come of it.
    pub report: Report,
    /// Grows with each change.
    pub version: i64,
}

impl From<&Seen> for MarketPromotion {
    fn from(seen: &Seen) -> Self {
        let (promotion, frame) = (&seen.running.promotion, &seen.frame);
        Self {
            id: Number(promotion.id.0),
            kind: promotion.kind.into(),
            title_ru: promotion.title.0.clone(),
            title_en: promotion.title.1.clone(),
            state: promotion.state.into(),
            phase: seen.phase.into(),
            funding: promotion.funding.into(),
            starts_at: promotion.starts_at.into(),
            ends_at: promotion.ends_at.into(),
            freeze_at: promotion.freeze_at.map(Time),
            auto_add_at: promotion.auto_add_at.map(Time),
            silence_means: promotion.enrol.into(),
            nominates: promotion.nominates,
            gives: (&frame.plan.gives).into(),
            segment: frame.plan.segment.map(Into::into),
            min_stock: frame.min_stock,
            categories: frame.categories.clone(),
            budget: promotion.budget,
            products: promotion.counted.joined,
            report: Report::new(&promotion.counted, promotion.currency),
            version: promotion.version,
        }
    }
}

/// The marketplace's promotions.
#[derive(Debug, Serialize, ToSchema)]
pub struct MarketPromotions {
    /// Those that end last first.
    pub items: Vec<MarketPromotion>,
}

/// The marketplace's promotions, drafts too
#[utoipa::path(get, path = "/desk/promotions", tag = "Promotions desk", operation_id = "list_market_promotions",
    params(MarketAsked), security(("Session" = [])),
    responses((status = 200, description = "All but those put away", body = MarketPromotions)))]
pub async fn list(
    State(site): State<Site>,
    Auth(desk): Auth<Desk>,
    Query(asked): Query<MarketAsked>,
) -> Result<Json<MarketPromotions>, Problem> {
    let all = queries::list(&site.app, &desk, asked.phase.map(Into::into)).await?;
    Ok(Json(MarketPromotions { items: all.iter().map(MarketPromotion::from).collect() }))
}

/// One of the marketplace's promotions
#[utoipa::path(get, path = "/desk/promotions/{promotion_id}", tag = "Promotions desk",
    operation_id = "get_market_promotion", params(("promotion_id" = String, Path, description = "The promotion.")),
    security(("Session" = [])), responses((status = 200, description = "The promotion", body = MarketPromotion)))]
pub async fn one(
    State(site): State<Site>,
    Auth(desk): Auth<Desk>,
    Id(id): Id<PromotionId>,
) -> Result<Json<MarketPromotion>, Problem> {
    Ok(Json((&queries::one(&site.app, &desk, id).await?).into()))
}

/// The terms of a promotion of the marketplace.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MarketIn {
    /// What it is called in Russian.
    #[schema(min_length = 1, max_length = 256)]
    pub title_ru: String,
    /// What it is called in English.
    #[schema(min_length = 1, max_length = 256)]
    pub title_en: String,
    /// What it says of itself in Russian.
    #[serde(default)]
    pub description_ru: String,
    /// What it says of itself in English.
    #[serde(default)]
    pub description_en: String,
    /// Who pays.
    pub funding: PromotionFunding,
    /// From when on; what is past is now.
    pub starts_at: Time,
    /// Until when; without it for installments alone.
    pub ends_at: Option<Time>,
    /// What it gives.
    pub gives: GivesIn,
    /// For some buyers only.
    pub segment: Option<Segment>,
    /// The least pieces in stock.
    pub min_stock: Option<i64>,
    /// For these categories; empty for all.
    #[serde(default)]
    pub categories: Vec<String>,
    /// From when on its products are fixed.
    pub freeze_at: Option<Time>,
    /// When products are enrolled by themselves: at least seven days ahead.
    pub auto_add_at: Option<Time>,
    /// What silence means then.
    pub silence_means: Option<SilenceMeans>,
    /// Whether products wait for the operator's word.
    #[serde(default)]
    pub nominates: bool,
    /// How much discount it may give in all, minor units.
    pub budget: Option<i64>,
    /// The version that the editor had before their eyes; of changes only.
    pub version: Option<i64>,
}

impl MarketIn {
    fn frame(self) -> Frame {
        let codes = self.gives.codes();
        let plan = Plan {
            title: self.title_ru,
            starts_at: self.starts_at.0,
            ends_at: self.ends_at.map_or(NO_END, |at| at.0),
            gives: self.gives.into(),
            segment: self.segment.map(Into::into),
            budget: self.budget,
            codes,
        };
        Frame {
            plan,
            title_en: self.title_en,
            description: (self.description_ru, self.description_en),
            funding: self.funding.into(),
            min_stock: self.min_stock,
            categories: self.categories,
            freeze_at: self.freeze_at.map(|at| at.0),
            auto_add_at: self.auto_add_at.map(|at| at.0),
            enrol: self.silence_means.unwrap_or(SilenceMeans::Ask).into(),
            nominates: self.nominates,
        }
    }
}

/// Make a promotion of the marketplace, as a draft
///
/// For marketers.
#[utoipa::path(post, path = "/desk/promotions", tag = "Promotions desk", operation_id = "create_market_promotion",
    params(headers::IdempotencyKey), security(("Session" = [])), request_body = MarketIn,
    responses((status = 201, description = "Made", body = OwnMade)))]
pub async fn create(
    State(site): State<Site>,
    Auth(me): Auth<Marketer>,
    Create { input, once }: Create<MarketIn>,
) -> Result<Response, Problem> {
    let id = commands::create(&site.app, &me, input.frame(), once).await?;
    Ok((StatusCode::CREATED, Json(OwnMade { promotion_id: Number(id.0) })).into_response())
}

/// Change the terms of a draft
///
/// For marketers. What is published is only frozen, paused and stopped: shops have agreed to it.
#[utoipa::path(put, path = "/desk/promotions/{promotion_id}", tag = "Promotions desk",
    operation_id = "change_market_promotion", params(("promotion_id" = String, Path, description = "The promotion.")),
    security(("Session" = [])), request_body = MarketIn, responses((status = 204, description = "Changed")))]
pub async fn change(
    State(site): State<Site>,
    Auth(me): Auth<Marketer>,
    Id(id): Id<PromotionId>,
    Body(input): Body<MarketIn>,
) -> Result<StatusCode, Problem> {
    let seen = input.version;
    commands::change(&site.app, &me, id, seen, input.frame()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who could take part, and what it would cost.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReachOut {
    /// Products that suit.
    pub products: i64,
    /// Shops that have some.
    pub shops: i64,
    /// The discount if all come in at the least discount and sell their stock, minor units.
    pub discount: i64,
    /// Not all products were looked at.
    pub more: bool,
}

/// Who could take part, and what it would cost
#[utoipa::path(get, path = "/desk/promotions/{promotion_id}/reach", tag = "Promotions desk",
    operation_id = "reach_of_promotion", params(("promotion_id" = String, Path, description = "The promotion.")),
    security(("Session" = [])), responses((status = 200, description = "Counted", body = ReachOut)))]
pub async fn reach(
    State(site): State<Site>,
    Auth(desk): Auth<Desk>,
    Id(id): Id<PromotionId>,
) -> Result<Json<ReachOut>, Problem> {
    let reach = queries::reach(&site.app, &desk, id).await?;
    let queries::Reach { products, shops, discount, more } = reach;
    Ok(Json(ReachOut { products, shops, discount, more }))
}

/// Publish a promotion, pause it, stop it, put it away
///
/// For marketers. What is so already stays so.
#[utoipa::path(post, path = "/desk/promotions/{promotion_id}/state", tag = "Promotions desk",
    operation_id = "turn_market_promotion", params(("promotion_id" = String, Path, description = "The promotion.")),
    security(("Session" = [])), request_body = StateIn, responses((status = 204, description = "Done")))]
pub async fn turn(
    State(site): State<Site>,
    Auth(me): Auth<Marketer>,
    Id(id): Id<PromotionId>,
    Body(input): Body<StateIn>,
) -> Result<StatusCode, Problem> {
    commands::turn_to(&site.app, &me, id, input.state.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// When products are to be fixed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FreezeIn {
    /// From when on; without it now.
    pub at: Option<Time>,
}

/// Fix the products of a promotion
///
/// For marketers. From then on prices only fall, pieces only grow, and products neither come nor go.
#[utoipa::path(post, path = "/desk/promotions/{promotion_id}/freeze", tag = "Promotions desk",
    operation_id = "freeze_promotion", params(("promotion_id" = String, Path, description = "The promotion.")),
    security(("Session" = [])), request_body = FreezeIn, responses((status = 204, description = "Done")))]
pub async fn freeze(
    State(site): State<Site>,
    Auth(me): Auth<Marketer>,
    Id(id): Id<PromotionId>,
    Body(input): Body<FreezeIn>,
) -> Result<StatusCode, Problem> {
    commands::freeze(&site.app, &me, id, input.at.map(|at| at.0)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A product that waits for the operator's word.
#[derive(Debug, Serialize, ToSchema)]
pub struct NominatedOut {
    /// Whose it is.
    pub client_id: Number,
    /// The shop's name.
    pub shop: String,
    /// The product.
    pub sku: Number,
    /// What it is called.
    pub name: String,
    /// Its regular price, minor units.
    pub list_price: i64,
    /// With which price it would take part.
    pub price: Option<i64>,
    /// With how many pieces; absent for all there are.
    pub quantity: Option<i64>,
}

/// Products that wait.
#[derive(Debug, Serialize, ToSchema)]
pub struct NominatedList {
    /// The longest waiting first; 200 at most.
    pub items: Vec<NominatedOut>,
}

/// Products that wait for the operator's word
#[utoipa::path(get, path = "/desk/promotions/{promotion_id}/nominations", tag = "Promotions desk",
    operation_id = "list_nominations", params(("promotion_id" = String, Path, description = "The promotion.")),
    security(("Session" = [])), responses((status = 200, description = "Those that wait", body = NominatedList)))]
pub async fn nominated(
    State(site): State<Site>,
    Auth(desk): Auth<Desk>,
    Id(id): Id<PromotionId>,
) -> Result<Json<NominatedList>, Problem> {
    let out = |one: queries::Nominated| NominatedOut {
        client_id: Number(one.participation.seller.0),
        shop: one.shop,
        sku: Number(one.product.sku.0),
        list_price: one.product.price.minor,
        name: one.product.name,
        price: one.participation.price,
        quantity: one.participation.quantity,
    };
    let all = queries::nominated(&site.app, &desk, id).await?;
    Ok(Json(NominatedList { items: all.into_iter().map(out).collect() }))
}

/// What is decided about a product.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WordIn {
    /// Whose product.
    pub client_id: Number,
    /// Which.
    pub sku: Number,
    /// Whether it takes part.
    pub accept: bool,
    /// Why not, which the shop reads.
    #[schema(max_length = 500)]
    pub reason: Option<String>,
}

/// Accept or refuse a product that waits
///
/// For marketers. A refusal has a reason.
#[utoipa::path(post, path = "/desk/promotions/{promotion_id}/nominations", tag = "Promotions desk",
    operation_id = "decide_nomination", params(("promotion_id" = String, Path, description = "The promotion.")),
    security(("Session" = [])), request_body = WordIn, responses((status = 204, description = "Decided")))]
pub async fn decide(
    State(site): State<Site>,
    Auth(me): Auth<Marketer>,
    Id(id): Id<PromotionId>,
    Body(input): Body<WordIn>,
) -> Result<StatusCode, Problem> {
    let word = if input.accept { Word::Accept } else { Word::Refuse(input.reason.unwrap_or_default()) };
    commands::decide(&site.app, &me, id, (SellerId(input.client_id.0), Sku(input.sku.0)), word).await?;
    Ok(StatusCode::NO_CONTENT)
}
