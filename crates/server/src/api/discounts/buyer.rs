//! What a buyer does with discount requests.

use app::Buyer;
use app::commands::discount_requests::{self as commands, NewRequest, Words};
use app::queries::discount_requests::{self as queries, Own};
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use domain::promotions::requests::{Action, Ask};
use domain::{RequestId, Sku};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::DiscountOut;
use crate::Site;
use crate::api::auth::Auth;
use crate::api::extract::{Create, Id, Query};
use crate::api::headers;
use crate::api::page;
use crate::api::problem::Problem;
use crate::api::types::Number;

/// A discount request of one's own.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnDiscount {
    /// The request.
    #[serde(flatten)]
    pub request: DiscountOut,
    /// Its price holds now.
    pub holds: bool,
    /// It may be taken back.
    pub may_withdraw: bool,
}

impl From<&Own> for OwnDiscount {
    fn from(own: &Own) -> Self {
        Self { request: (&own.request).into(), holds: own.holds, may_withdraw: own.allowed.contains(&Action::Withdraw) }
    }
}

/// What a list of one's own requests is asked with.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OwnDiscountsAsked {
    /// The `next` of the page before.
    after: Option<i64>,
    /// Rows of a page, 1 to 100.
    limit: Option<i64>,
}

/// A page of one's own discount requests.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnDiscountPage {
    /// The newest first.
    pub items: Vec<OwnDiscount>,
    /// What `after` is for the next page; absent at the end.
    pub next: Option<String>,
}

/// One's own discount requests
#[utoipa::path(get, path = "/buyer/discount-requests", tag = "Buyer", operation_id = "list_own_discount_requests",
    params(OwnDiscountsAsked), security(("Session" = [])),
    responses((status = 200, description = "A page", body = OwnDiscountPage)))]
pub async fn list(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    Query(asked): Query<OwnDiscountsAsked>,
) -> Result<Json<OwnDiscountPage>, Problem> {
    let limit = page::limit(asked.limit)?;
    let (own, next) = queries::own(&site.app, &buyer, asked.after.map(RequestId), limit).await?;
    let next = next.map(|id| id.to_string());
    Ok(Json(OwnDiscountPage { items: own.iter().map(OwnDiscount::from).collect(), next }))
}

/// A discount that is asked for.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DiscountIn {
    /// On which product.
    pub sku: Number,
    /// The price of one piece in minor units, below the one on the card.
    #[schema(minimum = 1)]
    pub price: i64,
    /// Pieces, at least; 1 unless told otherwise.
    #[schema(minimum = 1, maximum = 100)]
    pub quantity_min: Option<i64>,
    /// Pieces, at most.
    #[schema(minimum = 1, maximum = 100)]
    pub quantity_max: i64,
    /// What to tell the shop, without contacts and links.
    #[schema(max_length = 300)]
    pub comment: Option<String>,
}

/// Ask for a discount
///
/// A standing rule of the shop may grant it at once: `state` says so.
#[utoipa::path(post, path = "/buyer/discount-requests", tag = "Buyer", operation_id = "ask_discount",
    params(headers::IdempotencyKey), security(("Session" = [])), request_body = DiscountIn,
    responses((status = 201, description = "Asked", body = OwnDiscount, headers(("location" = String)))))]
pub async fn ask(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    Create { input, once }: Create<DiscountIn>,
) -> Result<impl IntoResponse, Problem> {
    let ask = Ask { price: input.price, min: input.quantity_min.unwrap_or(1), max: input.quantity_max };
    let words = Words::new(input.comment.as_deref().unwrap_or_default()).map_err(|no| no.at("comment"))?;
    let asked = commands::ask(&site.app, &buyer, NewRequest { sku: Sku(input.sku.0), ask, words, once }).await?;
    let own = queries::own_one(&site.app, &buyer, asked.request).await?;
    let location = format!("/api/v1/buyer/discount-requests/{}", asked.request);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(OwnDiscount::from(&own))))
}

/// One of one's own discount requests
#[utoipa::path(get, path = "/buyer/discount-requests/{request_id}", tag = "Buyer", operation_id = "get_own_discount_request",
    params(("request_id" = String, Path, description = "The request.")), security(("Session" = [])),
    responses((status = 200, description = "The request", body = OwnDiscount)))]
pub async fn one(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    Id(id): Id<RequestId>,
) -> Result<Json<OwnDiscount>, Problem> {
    Ok(Json((&queries::own_one(&site.app, &buyer, id).await?).into()))
}

/// Take a discount request back
#[utoipa::path(delete, path = "/buyer/discount-requests/{request_id}", tag = "Buyer", operation_id = "withdraw_discount_request",
    params(("request_id" = String, Path, description = "The request.")), security(("Session" = [])),
    responses((status = 204, description = "Taken back")))]
pub async fn withdraw(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    Id(id): Id<RequestId>,
) -> Result<StatusCode, Problem> {
    commands::withdraw(&site.app, &buyer, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
