//! The products that are asked about most.

use app::queries::questions as queries;
use app::{CanRead, SellerStaff};
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::Site;
use crate::api::auth::Auth;
use crate::api::extract::Query;
use crate::api::page;
use crate::api::problem::Problem;
use crate::api::types::Number;

/// How many products.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TopAsked {
    /// At most so many products.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<i64>,
}

/// A product that is asked about.
#[derive(Debug, Serialize, ToSchema)]
pub struct AskedProduct {
    /// Its number.
    pub sku: Number,
    /// Questions about it.
    pub questions: i64,
}

/// Products that are asked about.
#[derive(Debug, Serialize, ToSchema)]
pub struct AskedProducts {
    /// What is asked about most first.
    pub items: Vec<AskedProduct>,
}

/// Products asked about most
///
/// Takes the permission `read`.
#[utoipa::path(get, path = "/questions/top-products", tag = "Questions", operation_id = "list_asked_products",
    params(TopAsked), responses((status = 200, description = "The products", body = AskedProducts)))]
pub async fn top(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanRead>>,
    Query(asked): Query<TopAsked>,
) -> Result<Json<AskedProducts>, Problem> {
    let all = queries::top_products(&site.app, &staff, page::limit(asked.limit)?).await?;
    let line = |(sku, questions): (domain::Sku, i64)| AskedProduct { sku: Number(sku.0), questions };
    Ok(Json(AskedProducts { items: all.into_iter().map(line).collect() }))
}
