//! Products that could take part, and those that do.

use app::CanRead;
use app::queries::promotions::{self as queries, CandidateFilter, Page};
use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::promotions::Standing;
use domain::{PromotionId, Sku};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::view::{ProductStanding, PromotionProduct};
use crate::Site;
use crate::api::auth::{Auth, Deals};
use crate::api::etag;
use crate::api::extract::{Id, Ids, Query};
use crate::api::page;
use crate::api::problem::Problem;

/// What candidates are asked with.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CandidatesAsked {
    /// Of one category.
    category: Option<String>,
    /// With these words, or with this number or article.
    search: Option<String>,
    /// Only those that can take part and do not yet.
    suitable: Option<bool>,
    /// The `next` of the page before.
    after: Option<i64>,
    /// Rows of a page, 1 to 100.
    limit: Option<i64>,
}

/// A page of products beside a promotion.
#[derive(Debug, Serialize, ToSchema)]
pub struct PromotionProductPage {
    /// The products, by their number.
    pub items: Vec<PromotionProduct>,
    /// What `after` is for the next page; absent at the end.
    pub next: Option<String>,
}

impl From<Page> for PromotionProductPage {
    fn from(page: Page) -> Self {
        let next = page.next.map(|sku| sku.to_string());
        Self { items: page.items.into_iter().map(PromotionProduct::from).collect(), next }
    }
}

/// Products that could take part
///
/// Those that cannot say why. With `suitable` only those that can; a page may then be short though there are more. Takes the
/// permission `read`.
#[utoipa::path(get, path = "/promotions/{promotion_id}/candidates", tag = "Promotions", operation_id = "list_candidates",
    params(("promotion_id" = String, Path, description = "The promotion."), CandidatesAsked),
    responses((status = 200, description = "A page", body = PromotionProductPage)))]
pub async fn candidates(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanRead>>,
    Id(id): Id<PromotionId>,
    Query(asked): Query<CandidatesAsked>,
) -> Result<Json<PromotionProductPage>, Problem> {
    let filter = CandidateFilter {
        category: asked.category,
        words: asked.search.unwrap_or_default(),
        suitable: asked.suitable.unwrap_or(false),
    };
    let (after, limit) = (Sku(asked.after.unwrap_or(0)), page::limit(asked.limit)?);
    Ok(Json(queries::candidates(&site.app, &staff, id, filter, after, limit).await?.into()))
}

/// What products of a promotion are asked with.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TakingAsked {
    /// Which; those that take part unless told otherwise.
    #[param(inline)]
    standing: Option<ProductStanding>,
    /// The `next` of the page before.
    after: Option<i64>,
    /// Rows of a page, 1 to 100.
    limit: Option<i64>,
}

/// Products that take part
///
/// Takes the permission `read`.
#[utoipa::path(get, path = "/promotions/{promotion_id}/products", tag = "Promotions", operation_id = "list_promotion_products",
    params(("promotion_id" = String, Path, description = "The promotion."), TakingAsked),
    responses((status = 200, description = "A page", body = PromotionProductPage)))]
pub async fn taking(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanRead>>,
    Id(id): Id<PromotionId>,
    Query(asked): Query<TakingAsked>,
) -> Result<Json<PromotionProductPage>, Problem> {
    let standing = asked.standing.map_or(Standing::In, Into::into);
    let (after, limit) = (Sku(asked.after.unwrap_or(0)), page::limit(asked.limit)?);
    Ok(Json(queries::products(&site.app, &staff, id, standing, after, limit).await?.into()))
}

/// A product with its version.
pub async fn tell(
    site: &Site,
    staff: &app::SellerStaff<CanRead>,
    id: PromotionId,
    sku: Sku,
) -> Result<Response, Problem> {
    let product = PromotionProduct::from(queries::product(&site.app, staff, id, sku).await?);
    let version = product.participation.as_ref().map_or(0, |there| there.version);
    Ok(([(header::ETAG, etag::strong(version))], Json(product)).into_response())
}

/// One product beside a promotion
///
/// Takes the permission `read`.
#[utoipa::path(get, path = "/promotions/{promotion_id}/products/{sku}", tag = "Promotions", operation_id = "get_promotion_product",
    params(("promotion_id" = String, Path, description = "The promotion."), ("sku" = String, Path, description = "The product.")),
    responses((status = 200, description = "The product", body = PromotionProduct, headers(("etag" = String)))))]
pub async fn product(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanRead>>,
    Ids(id, sku): Ids<PromotionId, Sku>,
) -> Result<Response, Problem> {
    tell(&site, &staff, id, sku).await
}
