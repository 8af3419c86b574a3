//! What taking part costs at worst, before anything is saved.

use app::CanRead;
use app::queries::worst as queries;
use axum::Json;
use axum::extract::State;
use domain::promotions::admission::Agreed;
use domain::promotions::price::Source;
use domain::{PromotionId, Sku};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::change::{JoinIn, some};
use crate::Site;
use crate::api::auth::{Auth, Deals};
use crate::api::extract::{Body, Id};
use crate::api::problem::Problem;
use crate::api::types::Number;

/// Products with what they would take part with.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WorstIn {
    /// Which.
    #[schema(min_items = 1, max_items = 1000)]
    pub products: Vec<JoinIn>,
}

/// What one promotion or request takes off.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorstStep {
    /// The promotion.
    pub promotion_id: Option<Number>,
    /// What it takes off all the pieces, minor units.
    pub discount: i64,
    /// The floor kept it from taking more.
    pub cut_by_floor: bool,
}

/// The worst case of one product. Sums are minor units.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorstCase {
    /// Which product.
    pub sku: Number,
    /// How many pieces sell.
    pub pieces: u32,
    /// No buyer gets a piece for less, whatever else is in the basket.
    pub lowest_price: i64,
    /// What a piece costs bought by itself.
    pub price_alone: i64,
    /// What it never sells under.
    pub floor: i64,
    /// What all pieces cost without discounts.
    pub undiscounted: i64,
    /// What buyers pay for all pieces.
    pub turnover: i64,
    /// What buyers do not pay.
    pub discount: i64,
    /// What of that the marketplace pays.
    pub paid_by_marketplace: i64,
    /// What is left for the seller; absent where the cost is not known.
    pub margin: Option<i64>,
    /// What each promotion takes off, in the order of application.
    pub steps: Vec<WorstStep>,
}

/// Worst cases.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorstCases {
    /// One for each product that is the shop's.
    pub items: Vec<WorstCase>,
}

/// The worst case
///
/// Every piece sells, with every other promotion, coupon and discount that can come together. Nothing is kept. Takes the
/// permission `read`.
#[utoipa::path(post, path = "/promotions/{promotion_id}/worst-case", tag = "Promotions", operation_id = "promotion_worst_case",
    params(("promotion_id" = String, Path, description = "The promotion.")), request_body = WorstIn,
    responses((status = 200, description = "The worst cases", body = WorstCases)))]
pub async fn worst(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanRead>>,
    Id(id): Id<PromotionId>,
    Body(input): Body<WorstIn>,
) -> Result<Json<WorstCases>, Problem> {
    some(input.products.len(), "products")?;
    let asked = input
        .products
        .iter()
        .map(|one| (Sku(one.sku.0), Agreed { price: one.price, quantity: one.quantity, cut: false }));
    let found = queries::worst(&site.app, &staff, id, asked.collect()).await?;
    let one = |(sku, worst): (Sku, queries::Worst)| {
        let step = |given: &domain::promotions::price::Given| WorstStep {
            promotion_id: match given.source {
                Source::Promotion(id) => Some(Number(id.0)),
                Source::Request(_) => None,
            },
            discount: given.minor,
            cut_by_floor: given.cut_by_floor,
        };
        WorstCase {
            sku: Number(sku.0),
            pieces: worst.bill.pieces,
            lowest_price: worst.bill.lowest,
            price_alone: worst.bill.alone,
            floor: worst.floor,
            undiscounted: worst.bill.undiscounted,
            turnover: worst.bill.turnover,
            discount: worst.bill.discount,
            paid_by_marketplace: worst.bill.funded,
            margin: worst.bill.margin,
            steps: worst.bill.steps.iter().map(step).collect(),
        }
    };
    Ok(Json(WorstCases { items: found.into_iter().map(one).collect() }))
}
