//! Lists of promotions, one, and its ledger.

use app::CanRead;
use app::queries::promotions::{self as queries, Filter, Tab};
use axum::Json;
use axum::extract::State;
use domain::{Code, PromotionId, Refusal, Sku};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::view::{ConsentOut, PromotionFunding, PromotionKind, PromotionOut};
use crate::Site;
use crate::api::auth::{Auth, Deals};
use crate::api::extract::{Id, Query};
use crate::api::page;
use crate::api::problem::Problem;
use crate::api::types::mirror;

mirror! {
    /// Which promotions.
    PromotionTab = Tab {
        /// Open ones in which the shop has nothing.
        Available,
        /// Open ones in which it has products.
        Mine,
        /// Those that are over and in which it had products.
        Finished,
    }
}

/// What a list is asked with.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PromotionsAsked {
    /// Which; `available` unless told otherwise.
    #[param(inline)]
    tab: Option<PromotionTab>,
    /// Of one kind.
    #[param(inline)]
    kind: Option<PromotionKind>,
    /// Paid by one side.
    #[param(inline)]
    funding: Option<PromotionFunding>,
    /// With these words in the title.
    search: Option<String>,
    /// The `next` of the page before.
    after: Option<String>,
    /// Rows of a page, 1 to 100.
    limit: Option<i64>,
}

/// A page of promotions.
#[derive(Debug, Serialize, ToSchema)]
pub struct PromotionPage {
    /// The promotions: open ones by their end, those that are over the latest first.
    pub items: Vec<PromotionOut>,
    /// What `after` is for the next page; absent at the end.
    pub next: Option<String>,
}

/// Promotions
///
/// Those of the marketplace. Takes the permission `read` and, of a key, a role for promotions.
#[utoipa::path(get, path = "/promotions", tag = "Promotions", operation_id = "list_promotions", params(PromotionsAsked),
    responses((status = 200, description = "A page", body = PromotionPage)))]
pub async fn list(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanRead>>,
    Query(asked): Query<PromotionsAsked>,
) -> Result<Json<PromotionPage>, Problem> {
    let limit = page::limit(asked.limit)?;
    let filter = Filter {
        kind: asked.kind.map(Into::into),
        funding: asked.funding.map(Into::into),
        words: asked.search.unwrap_or_default(),
    };
    let mut cards = queries::list(&site.app, &staff, asked.tab.map(Into::into).unwrap_or_default(), filter).await?;
    if let Some(after) = asked.after {
        let at = cards.iter().position(|card| card.running.promotion.id.to_string() == after);
        let at = at.ok_or_else(|| Refusal::new(Code::CursorInvalid).at("after"))?;
        cards.drain(..=at);
    }
    let next = page::cut(&mut cards, limit).map(|last| last.running.promotion.id.to_string());
    Ok(Json(PromotionPage { items: cards.into_iter().map(PromotionOut::from).collect(), next }))
}

/// All that is open.
#[derive(Debug, Serialize, ToSchema)]
pub struct PromotionCalendar {
    /// The marketplace's and the shop's own; 1,000 at most.
    pub items: Vec<PromotionOut>,
}

/// Calendar
///
/// Everything that is open or to come, the marketplace's and the shop's own. Takes the permission `read`.
#[utoipa::path(get, path = "/promotions/calendar", tag = "Promotions", operation_id = "promotions_calendar",
    responses((status = 200, description = "All of them", body = PromotionCalendar)))]
pub async fn calendar(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanRead>>,
) -> Result<Json<PromotionCalendar>, Problem> {
    let cards = queries::calendar(&site.app, &staff).await?;
    Ok(Json(PromotionCalendar { items: cards.into_iter().map(PromotionOut::from).collect() }))
}

/// A promotion
///
/// Takes the permission `read`.
#[utoipa::path(get, path = "/promotions/{promotion_id}", tag = "Promotions", operation_id = "get_promotion",
    params(("promotion_id" = String, Path, description = "The promotion.")),
    responses((status = 200, description = "The promotion", body = PromotionOut)))]
pub async fn one(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanRead>>,
    Id(id): Id<PromotionId>,
) -> Result<Json<PromotionOut>, Problem> {
    Ok(Json(queries::one(&site.app, &staff, id).await?.into()))
}

/// What the ledger is asked with.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ConsentsAsked {
    /// Of one product.
    sku: Option<i64>,
    /// Rows, 1 to 100.
    limit: Option<i64>,
}

/// Lines of the ledger.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConsentList {
    /// The newest first.
    pub items: Vec<ConsentOut>,
}

/// Who agreed, when, to what
///
/// Takes the permission `read`.
#[utoipa::path(get, path = "/promotions/{promotion_id}/consents", tag = "Promotions", operation_id = "list_consents",
    params(("promotion_id" = String, Path, description = "The promotion."), ConsentsAsked),
    responses((status = 200, description = "The newest lines", body = ConsentList)))]
pub async fn consents(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanRead>>,
    Id(id): Id<PromotionId>,
    Query(asked): Query<ConsentsAsked>,
) -> Result<Json<ConsentList>, Problem> {
    let limit = page::limit(asked.limit)?;
    queries::one(&site.app, &staff, id).await?;
    let all = queries::consents(&site.app, &staff, id, asked.sku.map(Sku), limit).await?;
    Ok(Json(ConsentList { items: all.into_iter().map(ConsentOut::from).collect() }))
}
