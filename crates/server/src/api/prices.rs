//! `/api/v1/prices`: prices, floors, costs, the shop's rules, and how prices have changed.

use app::commands::prices::{self as commands, NewFacts, NewPrice, NewRules};
use app::queries::prices::{self as queries, Priced};
use app::{CanPromote, CanRead, SellerStaff};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use domain::{Code, Money, Sku};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::auth::{Auth, Deals};
use super::etag::{self, Expected};
use super::extract::{Body, Id, Query};
use super::headers;
use super::page;
use super::problem::Problem;
use super::promotions::view::{FloorChoice, InBothLanguages};
use super::types::{Number, Sum, Time};
use crate::Site;

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::default()
        .routes(routes!(list))
        .routes(routes!(rules, set_rules))
        .routes(routes!(one, set))
        .routes(routes!(set_floor))
        .routes(routes!(history))
}

/// The promotion that makes a price.
#[derive(Debug, Serialize, ToSchema)]
pub struct PriceReason {
    /// Which.
    pub promotion_id: Number,
    /// What it is called.
    pub title: InBothLanguages,
    /// Until when.
    pub ends_at: Time,
    /// Pieces left; absent for as many as there are.
    pub left: Option<i64>,
    /// It would be lower without the floor.
    pub cut_by_floor: bool,
}

/// A product with what is known of its money. Sums are minor units, shares hundredths of a percent.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProductPrice {
    /// Its number for buyers.
    pub sku: Number,
    /// The seller's own article.
    pub offer_id: String,
    /// Its name.
    pub name: String,
    /// Its price without discounts.
    pub price: Sum,
    /// The crossed-out price.
    pub old_price: Option<i64>,
    /// The price on its card now.
    pub shown_price: i64,
    /// What makes it so.
    pub why: Option<PriceReason>,
    /// What it never sells under, whatever that follows from; 0 where nothing is set.
    pub floor: i64,
    /// What happens there.
    pub on_floor: FloorChoice,
    /// The product's own floor as a price.
    pub floor_price: Option<i64>,
    /// The product's own floor as a margin.
    pub floor_margin: Option<i64>,
    /// What one piece costs the seller.
    pub cost: Option<i64>,
    /// The marketplace's commission: a share of the price.
    pub commission: Option<i64>,
    /// Delivery and handling of one piece.
    pub logistics: Option<i64>,
    /// Tax: a share of the price.
    pub tax: Option<i64>,
    /// What is left of the price on the card; absent where the cost is not known.
    pub margin: Option<i64>,
    /// Grows with each change of floor and costs; what `ETag` is made of.
    pub version: i64,
}

impl From<&Priced> for ProductPrice {
    fn from(priced: &Priced) -> Self {
        let (product, facts, shown) = (&priced.product, &priced.facts, &priced.shown);
        Self {
            sku: Number(product.sku.0),
            offer_id: product.offer_id.clone(),
            name: product.name.clone(),
            price: product.price.into(),
            old_price: product.old_price,
            shown_price: shown.price,
            why: shown.why.as_ref().map(|why| PriceReason {
                promotion_id: Number(why.promotion.0),
                title: (&why.title).into(),
                ends_at: why.ends_at.into(),
                left: why.left,
                cut_by_floor: why.cut_by_floor,
            }),
            floor: priced.floor,
            on_floor: priced.on_floor.into(),
            floor_price: facts.floor_price,
            floor_margin: facts.floor_margin,
            cost: facts.cost,
            commission: facts.commission,
            logistics: facts.logistics,
            tax: facts.tax,
            margin: priced.margin(shown.price).map(|(minor, _)| minor),
            version: facts.version,
        }
    }
}

/// What a list of prices is asked with.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PricesAsked {
    /// With these words, or with this number or article.
    search: Option<String>,
    /// The `next` of the page before.
    after: Option<i64>,
    /// Rows of a page, 1 to 100.
    limit: Option<i64>,
}

/// A page of prices.
#[derive(Debug, Serialize, ToSchema)]
pub struct PricePage {
    /// The products, by their number.
    pub items: Vec<ProductPrice>,
    /// What `after` is for the next page; absent at the end.
    pub next: Option<String>,
}

/// Prices
///
/// Takes the permission `read` and, of a key, a role for promotions.
#[utoipa::path(get, path = "/prices", tag = "Prices", operation_id = "list_prices", params(PricesAsked),
    responses((status = 200, description = "A page", body = PricePage)))]
pub async fn list(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanRead>>,
    Query(asked): Query<PricesAsked>,
) -> Result<Json<PricePage>, Problem> {
    let (after, limit) = (Sku(asked.after.unwrap_or(0)), page::limit(asked.limit)?);
    let words = asked.search.unwrap_or_default();
    let (found, next) = queries::list(&site.app, &staff, &words, after, limit).await?;
    let next = next.map(|sku| sku.to_string());
    Ok(Json(PricePage { items: found.iter().map(ProductPrice::from).collect(), next }))
}

async fn tell(site: &Site, staff: &SellerStaff<CanRead>, sku: Sku) -> Result<Response, Problem> {
    let found = queries::named(&site.app, staff, vec![sku]).await?;
    let price = ProductPrice::from(found.first().ok_or(Code::ProductNotFound)?);
    Ok(([(header::ETAG, etag::strong(price.version))], Json(price)).into_response())
}

/// The price of a product
///
/// Takes the permission `read`.
#[utoipa::path(get, path = "/prices/{sku}", tag = "Prices", operation_id = "get_price",
    params(("sku" = String, Path, description = "The product.")),
    responses((status = 200, description = "The price", body = ProductPrice, headers(("etag" = String)))))]
pub async fn one(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanRead>>,
    Id(sku): Id<Sku>,
) -> Result<Response, Problem> {
    tell(&site, &staff, sku).await
}

/// A price to be set.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PriceIn {
    /// In minor units of the product's currency.
    #[schema(minimum = 1)]
    pub price: i64,
    /// The crossed-out price; absent takes it away.
    #[schema(minimum = 1)]
    pub old_price: Option<i64>,
}

/// Set a price
///
/// At most 10 times an hour. A price at or under that of a promotion takes the product out of it. Takes the permission
/// `promote`.
#[utoipa::path(put, path = "/prices/{sku}", tag = "Prices", operation_id = "set_price",
    params(("sku" = String, Path, description = "The product.")), request_body = PriceIn,
    responses((status = 200, description = "Set", body = ProductPrice, headers(("etag" = String)))))]
pub async fn set(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanPromote>>,
    Id(sku): Id<Sku>,
    Body(input): Body<PriceIn>,
) -> Result<Response, Problem> {
    let reader = staff.reader();
    let found = queries::named(&site.app, &reader, vec![sku]).await?;
    let currency = found.first().ok_or(Code::ProductNotFound)?.product.price.currency;
    let price = Some(Money::new(input.price, currency));
    let new = NewPrice { price, old_price: Some(input.old_price), ..NewPrice::of(sku) };
    for (_, outcome) in commands::set_prices(&site.app, &staff, vec![new]).await? {
        outcome?;
    }
    tell(&site, &reader, sku).await
}

/// A product's floor and costs, all of it at once. Sums are minor units, shares hundredths of a percent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FloorIn {
    /// The floor as a price.
    pub floor_price: Option<i64>,
    /// The floor as a margin.
    #[schema(minimum = 0, maximum = 10_000)]
    pub floor_margin: Option<i64>,
    /// What happens there; absent as the shop's rule says.
    pub on_floor: Option<FloorChoice>,
    /// What one piece costs the seller.
    pub cost: Option<i64>,
    /// The marketplace's commission: a share of the price.
    #[schema(minimum = 0, maximum = 10_000)]
    pub commission: Option<i64>,
    /// Delivery and handling of one piece.
    pub logistics: Option<i64>,
    /// Tax: a share of the price.
    #[schema(minimum = 0, maximum = 10_000)]
    pub tax: Option<i64>,
}

/// Set a product's floor and costs
///
/// What is absent is taken away. With `If-Match`, a change of somebody else is not written over (412). Takes the permission
/// `promote`.
#[utoipa::path(put, path = "/prices/{sku}/floor", tag = "Prices", operation_id = "set_floor",
    params(("sku" = String, Path, description = "The product."), headers::IfMatch), request_body = FloorIn,
    responses((status = 200, description = "Set", body = ProductPrice, headers(("etag" = String)))))]
pub async fn set_floor(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanPromote>>,
    Id(sku): Id<Sku>,
    headers: HeaderMap,
    Body(input): Body<FloorIn>,
) -> Result<Response, Problem> {
    let seen = match etag::if_match(&headers)? {
        Expected::Anything => None,
        Expected::Version(version) => Some(version),
    };
    let new = NewFacts {
        sku,
        cost: input.cost,
        commission: input.commission,
        logistics: input.logistics,
        tax: input.tax,
        floor_price: input.floor_price,
        floor_margin: input.floor_margin,
        on_floor: input.on_floor.map(Into::into),
        seen,
    };
    for (_, outcome) in commands::set_facts(&site.app, &staff, vec![new]).await? {
        outcome?;
    }
    tell(&site, &staff.reader(), sku).await
}

/// The shop's rules about floors.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FloorRules {
    /// No product sells under this share of its price: hundredths of a percent.
    #[schema(minimum = 0, maximum = 10_000)]
    pub floor_percent: Option<i64>,
    /// No product whose cost is known sells under this margin: hundredths of a percent.
    #[schema(minimum = 0, maximum = 10_000)]
    pub floor_margin: Option<i64>,
    /// What happens there.
    pub on_floor: FloorChoice,
}

async fn told_rules(site: &Site, staff: &SellerStaff<CanRead>) -> Result<Json<FloorRules>, Problem> {
    let rules = queries::rules(&site.app, staff).await?;
    Ok(Json(FloorRules {
        floor_percent: rules.floor_percent,
        floor_margin: rules.floor_margin,
        on_floor: rules.on_floor.into(),
    }))
}

/// The shop's rules about floors
///
/// Takes the permission `read`.
#[utoipa::path(get, path = "/prices/rules", tag = "Prices", operation_id = "get_floor_rules",
    responses((status = 200, description = "The rules", body = FloorRules)))]
pub async fn rules(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanRead>>,
) -> Result<Json<FloorRules>, Problem> {
    told_rules(&site, &staff).await
}

/// Set the shop's rules about floors
///
/// Takes the permission `promote`.
#[utoipa::path(put, path = "/prices/rules", tag = "Prices", operation_id = "set_floor_rules", request_body = FloorRules,
    responses((status = 200, description = "Set", body = FloorRules)))]
pub async fn set_rules(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanPromote>>,
    Body(input): Body<FloorRules>,
) -> Result<Json<FloorRules>, Problem> {
    let new = NewRules {
        floor_percent: input.floor_percent,
        floor_margin: input.floor_margin,
        on_floor: input.on_floor.into(),
    };
    commands::set_rules(&site.app, &staff, new).await?;
    told_rules(&site, &staff.reader()).await
}

/// A moment at which the price on a card changed.
#[derive(Debug, Serialize, ToSchema)]
pub struct PricePoint {
    /// When.
    pub at: Time,
    /// The price on the card from then on, minor units.
    pub price: i64,
    /// The price without discounts from then on.
    pub list_price: i64,
    /// The promotion that made it.
    pub promotion_id: Option<Number>,
}

/// How a price has changed.
#[derive(Debug, Serialize, ToSchema)]
pub struct PriceHistory {
    /// The oldest first, beginning with the price of 30 days ago.
    pub items: Vec<PricePoint>,
}

/// How the price on a card has changed in 30 days
///
/// Takes the permission `read`.
#[utoipa::path(get, path = "/prices/{sku}/history", tag = "Prices", operation_id = "price_history",
    params(("sku" = String, Path, description = "The product.")),
    responses((status = 200, description = "The changes", body = PriceHistory)))]
pub async fn history(
    State(site): State<Site>,
    Auth(Deals(staff)): Auth<Deals<CanRead>>,
    Id(sku): Id<Sku>,
) -> Result<Json<PriceHistory>, Problem> {
    let points = queries::history(&site.app, &staff, sku).await?;
    let point = |it: queries::Point| PricePoint {
        at: it.at.into(),
        price: it.price,
        list_price: it.list,
        promotion_id: it.promotion.map(|id| Number(id.0)),
    };
    Ok(Json(PriceHistory { items: points.into_iter().map(point).collect() }))
}
