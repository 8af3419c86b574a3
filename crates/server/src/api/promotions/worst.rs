//! What taking part costs at worst, before anything is saved.

use app::queries::promotions::{self as queries, Worst};
use app::{CanRead, Failure};
use axum::Json;
use axum::extract::State;
use domain::promotions::admission::Ask;
use domain::promotions::price::{Given, Source};
use domain::{Code, PromotionId, Refusal, Sku};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::change::JoinIn;
use super::view::ProductRefusal;
use crate::Site;
use crate::api::auth::{Auth, Deals};
use crate::api::extract::{Body, Id};
use crate::api::problem::Problem;
use crate::api::types::Number;

/// Products in one request, at most: each is reckoned by itself.
const MANY: usize = 100;

/// Products with what they would take part with.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WorstIn {
    /// Which.
    #[schema(min_items = 1, max_items = 100)]
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
    /// Why it cannot take part; then the case is of what was asked.
    pub why_not: Option<ProductRefusal>,
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
    let got = input.products.len();
    if !(1..=MANY).contains(&got) {
        return Err(Refusal::new(Code::NumberOutOfRange).at("products").with("min", 1).with("max", MANY).into());
    }
    let mut items = Vec::with_capacity(got);
    for one in &input.products {
        let (sku, ask) = (Sku(one.sku.0), Ask { price: one.price, quantity: one.quantity });
        match queries::worst(&site.app, &staff, id, sku, ask).await {
            Ok(worst) => items.push(WorstCase::new(sku, &worst)),
            Err(Failure::Refusal(refusal)) if refusal.code == Code::ProductNotFound => {}
            Err(failure) => return Err(failure.into()),
        }
    }
    Ok(Json(WorstCases { items }))
}

impl WorstCase {
    fn new(sku: Sku, worst: &Worst) -> Self {
        let bill = &worst.bill;
        let step = |given: &Given| WorstStep {
            promotion_id: match given.source {
                Source::Promotion(id) => Some(Number(id.0)),
                Source::Request(_) => None,
            },
            discount: given.minor,
            cut_by_floor: given.cut_by_floor,
        };
        Self {
            sku: Number(sku.0),
            why_not: worst.outcome.as_ref().err().map(ProductRefusal::from),
            pieces: bill.pieces,
            lowest_price: bill.lowest,
            price_alone: bill.alone,
            floor: worst.floor,
            undiscounted: bill.undiscounted,
            turnover: bill.turnover,
            discount: bill.discount,
            paid_by_marketplace: bill.funded,
            margin: bill.margin,
            steps: bill.steps.iter().map(step).collect(),
        }
    }
}
