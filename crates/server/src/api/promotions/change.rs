//! Putting products in, changing them, taking them out.

use app::CanPromote;
use app::commands::promotions::{self as commands, Entry, MANY, Outcomes};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use domain::promotions::admission::{Agreed, Ask};
use domain::{Code, PromotionId, Refusal, Sku};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::products::tell;
use super::view::{AgreedTerms, ProductRefusal, PromotionProduct};
use crate::Site;
use crate::api::auth::{Auth, Deals};
use crate::api::etag::{self, Expected};
use crate::api::extract::{Body, Id, Ids};
use crate::api::headers;
use crate::api::problem::Problem;
use crate::api::types::Number;

/// A product that is to take part.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JoinIn {
    /// Which.
    pub sku: Number,
    /// The price of one piece in minor units; without it the promotion's limit.
    #[schema(minimum = 1)]
    pub price: Option<i64>,
    /// Pieces; without it all there are.
    #[schema(minimum = 1)]
    pub quantity: Option<i64>,
}

impl JoinIn {
    /// What the rules are asked.
    pub fn entry(&self) -> Entry {
        Entry { sku: Sku(self.sku.0), ask: Ask { price: self.price, quantity: self.quantity }, seen: None }
    }
}

/// Products that are to take part.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JoinAll {
    /// Which, each once.
    #[schema(min_items = 1, max_items = 1000)]
    pub products: Vec<JoinIn>,
    /// Only say what would become of them.
    #[serde(default)]
    pub preview: bool,
}

/// What became of one product.
#[derive(Debug, Serialize, ToSchema)]
pub struct JoinOutcome {
    /// Which.
    pub sku: Number,
    /// With what it takes part; absent where it was refused.
    pub agreed: Option<AgreedTerms>,
    /// Why it was refused.
    pub why_not: Option<ProductRefusal>,
}

/// What became of each product.
#[derive(Debug, Serialize, ToSchema)]
pub struct JoinOutcomes {
    /// In the order in which they were named.
    pub items: Vec<JoinOutcome>,
}

impl From<Outcomes<Agreed>> for JoinOutcomes {
    fn from(all: Outcomes<Agreed>) -> Self {
        let one = |(sku, outcome): (Sku, Result<Agreed, Refusal>)| JoinOutcome {
            sku: Number(sku.0),
            why_not: outcome.as_ref().err().map(ProductRefusal::from),
            agreed: outcome.ok().map(AgreedTerms::from),
        };
        Self { items: all.into_iter().map(one).collect() }
    }
}

impl From<Outcomes<()>> for JoinOutcomes {
    fn from(all: Outcomes<()>) -> Self {
        let one = |(sku, outcome): (Sku, Result<(), Refusal>)| JoinOutcome {
            sku: Number(sku.0),
            why_not: outcome.as_ref().err().map(ProductRefusal::from),
            agreed: None,
        };
        Self { items: all.into_iter().map(one).collect() }
    }
}

/// At least one, at most a thousand.
pub fn some(got: usize, field: &'static str) -> Result<(), Refusal> {
    if (1..=MANY).contains(&got) {
        return Ok(());
    }
    Err(Refusal::new(Code::NumberOutOfRange).at(field).with("min", 1).with("max", MANY))
}

/// Put products in, or change those that are in
///
/// Each product is taken or refused by itself, and what was taken is whole: the answer is 200 also where some were refused.
/// Doing it twice does it once. Takes the permission `promote`.
#[utoipa::path(post, path = "/promotions/{promotion_id}/products", tag = "Promotions", operation_id = "join_promotion",
    params(("promotion_id" = String, Path, description = "The promotion.")), request_body = JoinAll,
    responses((status = 200, description = "What became of each", body = JoinOutcomes)))]
pub async fn join(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanPromote>>,
    Id(id): Id<PromotionId>,
    Body(input): Body<JoinAll>,
) -> Result<Json<JoinOutcomes>, Problem> {
    some(input.products.len(), "products")?;
    let entries = input.products.iter().map(JoinIn::entry).collect();
    let outcomes = if input.preview {
        commands::preview(&site.app, &staff, id, entries).await?
    } else {
        commands::join(&site.app, &staff, id, entries).await?
    };
    Ok(Json(outcomes.into()))
}

/// What a product is to take part with.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TermsIn {
    /// The price of one piece in minor units.
    #[schema(minimum = 1)]
    pub price: Option<i64>,
    /// Pieces; without it all there are.
    #[schema(minimum = 1)]
    pub quantity: Option<i64>,
}

/// Change a product in a promotion
///
/// With `If-Match`, a change of somebody else is not written over: 412 `participation_changed` with the price and the pieces of
/// now. Takes the permission `promote`.
#[utoipa::path(put, path = "/promotions/{promotion_id}/products/{sku}", tag = "Promotions", operation_id = "change_promotion_product",
    params(("promotion_id" = String, Path, description = "The promotion."), ("sku" = String, Path, description = "The product."),
        headers::IfMatch), request_body = TermsIn,
    responses((status = 200, description = "Changed", body = PromotionProduct, headers(("etag" = String)))))]
pub async fn change(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanPromote>>,
    Ids(id, sku): Ids<PromotionId, Sku>,
    headers: HeaderMap,
    Body(input): Body<TermsIn>,
) -> Result<Response, Problem> {
    let seen = match etag::if_match(&headers)? {
        Expected::Anything => None,
        Expected::Version(version) => Some(version),
    };
    let entry = Entry { sku, ask: Ask { price: input.price, quantity: input.quantity }, seen };
    for (_, outcome) in commands::join(&site.app, &staff, id, vec![entry]).await? {
        outcome?;
    }
    tell(&site, &staff.reader(), id, sku).await
}

/// Take a product out
///
/// Takes the permission `promote`.
#[utoipa::path(delete, path = "/promotions/{promotion_id}/products/{sku}", tag = "Promotions", operation_id = "leave_promotion_product",
    params(("promotion_id" = String, Path, description = "The promotion."), ("sku" = String, Path, description = "The product.")),
    responses((status = 204, description = "Out")))]
pub async fn leave_one(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanPromote>>,
    Ids(id, sku): Ids<PromotionId, Sku>,
) -> Result<StatusCode, Problem> {
    for (_, outcome) in commands::leave(&site.app, &staff, id, vec![sku]).await? {
        outcome?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Products that are to leave.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LeaveIn {
    /// Which.
    #[schema(min_items = 1, max_items = 1000)]
    pub skus: Vec<Number>,
}

/// Take products out
///
/// Each by itself. Takes the permission `promote`.
#[utoipa::path(post, path = "/promotions/{promotion_id}/leave", tag = "Promotions", operation_id = "leave_promotion",
    params(("promotion_id" = String, Path, description = "The promotion.")), request_body = LeaveIn,
    responses((status = 200, description = "What became of each", body = JoinOutcomes)))]
pub async fn leave(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanPromote>>,
    Id(id): Id<PromotionId>,
    Body(input): Body<LeaveIn>,
) -> Result<Json<JoinOutcomes>, Problem> {
    some(input.skus.len(), "skus")?;
    let skus = input.skus.iter().map(|sku| Sku(sku.0)).collect();
    Ok(Json(commands::leave(&site.app, &staff, id, skus).await?.into()))
}
