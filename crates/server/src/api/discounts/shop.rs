//! What a shop does with discount requests.

use app::commands::discount_requests::{self as commands, Decision, Verdict, Words};
use app::queries::discount_requests::{self as queries, Row, Start, Tab};
use app::{CanPromote, CanRead, SellerStaff};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use domain::RequestId;
use domain::promotions::requests::{Action, Grant, HOURS, StandingRule};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::DiscountOut;
use crate::Site;
use crate::api::auth::{Auth, Deals};
use crate::api::etag::{self, Expected};
use crate::api::extract::{Body, Id, Query};
use crate::api::headers;
use crate::api::page;
use crate::api::problem::Problem;
use crate::api::types::mirror;

mirror! {
    /// Which requests.
    DiscountTab = Tab {
        /// Those that wait for the shop.
        Waiting,
        /// Those whose price holds.
        Granted,
        /// Those that are over.
        Over,
        /// All of them.
        All,
    }
}

/// A discount request with what its decision needs. Sums are minor units.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShopDiscount {
    /// The request.
    pub request: DiscountOut,
    /// The price on the card now.
    pub shown_price: i64,
    /// What the product never sells under; 0 where nothing is set.
    pub floor: i64,
    /// What is left for the seller of the price that is asked for; absent where the cost is not known.
    pub margin: Option<i64>,
    /// What the caller may do: `approve`, `decline`.
    pub allowed: Vec<&'static str>,
}

impl From<&Row> for ShopDiscount {
    fn from(row: &Row) -> Self {
        let name = |action: &Action| match action {
            Action::Approve => "approve",
            Action::Decline => "decline",
            Action::Withdraw => "withdraw",
        };
        Self {
            request: (&row.request).into(),
            shown_price: row.terms.shown.minor,
            floor: row.terms.floor,
            margin: row.margin(),
            allowed: row.allowed.iter().map(name).collect(),
        }
    }
}

/// What a list is asked with.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DiscountsAsked {
    /// Which; `waiting` unless told otherwise.
    #[param(inline)]
    tab: Option<DiscountTab>,
    /// The `next` of the page before.
    after: Option<i64>,
    /// Rows of a page, 1 to 100.
    limit: Option<i64>,
}

/// A page of discount requests.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShopDiscountPage {
    /// The newest first.
    pub items: Vec<ShopDiscount>,
    /// What `after` is for the next page; absent at the end.
    pub next: Option<String>,
}

/// Discount requests
///
/// Takes the permission `read` and, of a key, a role for promotions.
#[utoipa::path(get, path = "/discount-requests", tag = "Discount requests", operation_id = "list_discount_requests",
    params(DiscountsAsked), responses((status = 200, description = "A page", body = ShopDiscountPage)))]
pub async fn list(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanRead>>,
    Query(asked): Query<DiscountsAsked>,
) -> Result<Json<ShopDiscountPage>, Problem> {
    let limit = page::limit(asked.limit)?;
    let tab: Tab = asked.tab.map(Into::into).unwrap_or_default();
    let start = Start { after: asked.after.map(RequestId), skip: 0 };
    let page = queries::list(&site.app, &staff, tab.states(), start, limit).await?;
    let next = page.next.map(|id| id.to_string());
    Ok(Json(ShopDiscountPage { items: page.rows.iter().map(ShopDiscount::from).collect(), next }))
}

/// One discount request with what its buyer asked before.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShopDiscountDetail {
    /// The request.
    #[serde(flatten)]
    pub discount: ShopDiscount,
    /// The buyer's earlier requests to the shop, the newest first.
    pub earlier: Vec<DiscountOut>,
}

async fn tell(site: &Site, staff: &SellerStaff<CanRead>, id: RequestId) -> Result<Response, Problem> {
    let detail = queries::one(&site.app, staff, id).await?;
    let told = ShopDiscountDetail {
        discount: (&detail.row).into(),
        earlier: detail.earlier.iter().map(DiscountOut::from).collect(),
    };
    Ok(([(header::ETAG, etag::strong(detail.row.request.version))], Json(told)).into_response())
}

/// A discount request
///
/// Takes the permission `read`.
#[utoipa::path(get, path = "/discount-requests/{request_id}", tag = "Discount requests", operation_id = "get_discount_request",
    params(("request_id" = String, Path, description = "The request.")),
    responses((status = 200, description = "The request", body = ShopDiscountDetail, headers(("etag" = String)))))]
pub async fn one(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanRead>>,
    Id(id): Id<RequestId>,
) -> Result<Response, Problem> {
    tell(&site, &staff, id).await
}

/// A price to be granted.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GrantIn {
    /// The price of one piece in minor units.
    #[schema(minimum = 1)]
    pub price: i64,
    /// Pieces, at least; 1 unless told otherwise.
    #[schema(minimum = 1, maximum = 100)]
    pub quantity_min: Option<i64>,
    /// Pieces, at most.
    #[schema(minimum = 1, maximum = 100)]
    pub quantity_max: i64,
    /// For how many hours; 72 unless told otherwise.
    #[schema(minimum = 1, maximum = 168)]
    pub hours: Option<i64>,
    /// What is said to the buyer, without contacts and links.
    #[schema(max_length = 300)]
    pub comment: Option<String>,
}

/// A no.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeclineIn {
    /// Why, for the buyer, without contacts and links.
    #[schema(max_length = 300)]
    pub comment: Option<String>,
}

fn decision(id: RequestId, verdict: Verdict, comment: Option<&str>, headers: &HeaderMap) -> Result<Decision, Problem> {
    let seen = match etag::if_match(headers)? {
        Expected::Anything => None,
        Expected::Version(version) => Some(version),
    };
    let words = Words::new(comment.unwrap_or_default()).map_err(|refusal| refusal.at("comment"))?;
    Ok(Decision { request: id, verdict, words, seen })
}

/// Grant a price
///
/// Also changes what was decided, within an hour and as long as nobody has bought by it. With `If-Match`, a decision of somebody
/// else is not written over: 412 `request_changed`. Takes the permission `promote`.
#[utoipa::path(post, path = "/discount-requests/{request_id}/approve", tag = "Discount requests", operation_id = "approve_discount_request",
    params(("request_id" = String, Path, description = "The request."), headers::IfMatch), request_body = GrantIn,
    responses((status = 200, description = "Granted", body = ShopDiscountDetail, headers(("etag" = String)))))]
pub async fn approve(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanPromote>>,
    Id(id): Id<RequestId>,
    headers: HeaderMap,
    Body(input): Body<GrantIn>,
) -> Result<Response, Problem> {
    let grant = Grant {
        price: input.price,
        min: input.quantity_min.unwrap_or(1),
        max: input.quantity_max,
        hours: input.hours.unwrap_or(HOURS.2),
    };
    let decision = decision(id, Verdict::Grant(grant), input.comment.as_deref(), &headers)?;
    commands::decide_one(&site.app, &staff, decision, None).await?;
    tell(&site, &staff.reader(), id).await
}

/// Say no
///
/// Takes the permission `promote`.
#[utoipa::path(post, path = "/discount-requests/{request_id}/decline", tag = "Discount requests", operation_id = "decline_discount_request",
    params(("request_id" = String, Path, description = "The request."), headers::IfMatch), request_body = DeclineIn,
    responses((status = 200, description = "Declined", body = ShopDiscountDetail, headers(("etag" = String)))))]
pub async fn decline(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanPromote>>,
    Id(id): Id<RequestId>,
    headers: HeaderMap,
    Body(input): Body<DeclineIn>,
) -> Result<Response, Problem> {
    let decision = decision(id, Verdict::Decline, input.comment.as_deref(), &headers)?;
    commands::decide_one(&site.app, &staff, decision, None).await?;
    tell(&site, &staff.reader(), id).await
}

/// What a shop grants by itself.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DiscountRule {
    /// Up to this discount off the regular price: hundredths of a percent; absent: nothing is granted by itself.
    #[schema(minimum = 1, maximum = 9_000)]
    pub percent: Option<i64>,
    /// Up to so many pieces.
    #[schema(minimum = 1, maximum = 100)]
    pub pieces: Option<i64>,
    /// For so many hours.
    #[schema(minimum = 1, maximum = 168)]
    pub hours: Option<i64>,
}

async fn told_rule(site: &Site, staff: &SellerStaff<CanRead>) -> Result<Response, Problem> {
    let (rule, version) = queries::standing(&site.app, staff).await?;
    let told = DiscountRule {
        percent: rule.map(|rule| rule.percent),
        pieces: rule.map(|rule| rule.pieces),
        hours: rule.map(|rule| rule.hours),
    };
    Ok(([(header::ETAG, etag::strong(version))], Json(told)).into_response())
}

/// The standing rule
///
/// Takes the permission `read`.
#[utoipa::path(get, path = "/discount-requests/rule", tag = "Discount requests", operation_id = "get_discount_rule",
    responses((status = 200, description = "The rule", body = DiscountRule, headers(("etag" = String)))))]
pub async fn rule(State(site): State<Site>, Auth(Deals(staff)): Auth<Deals<CanRead>>) -> Result<Response, Problem> {
    told_rule(&site, &staff).await
}

/// Set the standing rule
///
/// Requests within it and not under the floor are granted by themselves. With `If-Match`, a change of somebody else is not
/// written over: 412 `rules_changed`. Takes the permission `promote`.
#[utoipa::path(put, path = "/discount-requests/rule", tag = "Discount requests", operation_id = "set_discount_rule",
    params(headers::IfMatch), request_body = DiscountRule,
    responses((status = 200, description = "Set", body = DiscountRule, headers(("etag" = String)))))]
pub async fn set_rule(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanPromote>>,
    headers: HeaderMap,
    Body(input): Body<DiscountRule>,
) -> Result<Response, Problem> {
    let seen = match etag::if_match(&headers)? {
        Expected::Anything => None,
        Expected::Version(version) => Some(version),
    };
    let rule = input.percent.map(|percent| StandingRule {
        percent,
        pieces: input.pieces.unwrap_or(1),
        hours: input.hours.unwrap_or(HOURS.2),
    });
    commands::set_standing(&site.app, &staff, rule, seen).await?;
    told_rule(&site, &staff.reader()).await
}
