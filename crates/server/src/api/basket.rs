//! `/api/v1/buyer/basket`: what a buyer means to buy, at which promised prices; ordering it.

use app::commands::basket as commands;
use app::queries::basket::{self as queries, Change, Gift, Ordered, Row, View, gifts};
use app::{Buyer, Failure};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::promotions::price::Source;
use domain::{Currency, Money, OrderId, Sku};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::auth::Auth;
use super::extract::{Body, Create, Id};
use super::headers;
use super::problem::Problem;
use super::reviews::view::{Order, picture};
use super::types::{Number, Sum, Time};
use crate::Site;

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::default()
        .routes(routes!(basket))
        .routes(routes!(put, remove))
        .routes(routes!(coupon))
        .routes(routes!(hold))
        .routes(routes!(place))
        .routes(routes!(order))
}

/// A basket.
#[derive(Debug, Serialize, ToSchema)]
pub struct Basket {
    /// Product by product, shop by shop.
    pub items: Vec<BasketItem>,
    /// What all of it costs: an order is agreed with this.
    pub total: Sum,
    /// What it would cost without discounts.
    pub undiscounted: Sum,
    /// The code that was typed.
    pub coupon: Option<String>,
    /// Why the code opens nothing now: the code of a refusal.
    pub coupon_problem: Option<&'static str>,
    /// Until when these prices are promised; absent where that is over.
    pub promised_until: Option<Time>,
}

/// A product in a basket.
#[derive(Debug, Serialize, ToSchema)]
pub struct BasketItem {
    /// The product.
    pub sku: Number,
    /// Its name.
    pub product_name: String,
    /// Its picture.
    pub picture_url: Option<String>,
    /// Who sells it.
    pub shop_name: String,
    /// How many are wanted.
    pub quantity: i64,
    /// How many of these can be had.
    pub available: u32,
    /// What these cost.
    pub total: Sum,
    /// What they would without discounts.
    pub undiscounted: Sum,
    /// What makes them cheaper.
    pub discounts: Vec<Discount>,
    /// What is otherwise than when the price was promised: `dearer`, `cheaper`, `fewer`, `sold_out`, `gone`.
    pub change: Option<&'static str>,
}

/// What a promotion, or a granted request, takes off.
#[derive(Debug, Serialize, ToSchema)]
pub struct Discount {
    /// The promotion.
    pub promotion_id: Option<Number>,
    /// The granted request.
    pub request_id: Option<Number>,
    /// What the promotion is called, in Russian.
    pub title: String,
    /// For how many pieces.
    pub pieces: i64,
    /// How much.
    pub amount: Sum,
    /// It would be more without the seller's floor.
    pub cut_by_floor: bool,
}

impl Discount {
    fn of(gift: Gift, currency: Currency) -> Self {
        let (promotion_id, request_id) = match gift.source {
            Source::Promotion(id) => (Some(Number(id.0)), None),
            Source::Request(id) => (None, Some(Number(id.0))),
        };
        let (title, pieces, cut_by_floor) = (gift.title.0, gift.pieces, gift.cut_by_floor);
        let amount = Money::new(gift.minor, currency).into();
        Self { promotion_id, request_id, title, pieces, amount, cut_by_floor }
    }
}

impl From<Row> for BasketItem {
    fn from(row: Row) -> Self {
        let currency = row.item.price.currency;
        Self {
            sku: Number(row.item.sku.0),
            product_name: row.item.name,
            picture_url: row.item.picture.map(picture),
            shop_name: row.item.shop,
            quantity: row.item.quantity,
            available: row.pieces,
            total: Money::new(row.total, currency).into(),
            undiscounted: Money::new(row.undiscounted, currency).into(),
            discounts: row.gifts.into_iter().map(|gift| Discount::of(gift, currency)).collect(),
            change: row.change.map(|change| match change {
                Change::Dearer(_) => "dearer",
                Change::Cheaper(_) => "cheaper",
                Change::Fewer => "fewer",
                Change::SoldOut => "sold_out",
                Change::Gone => "gone",
            }),
        }
    }
}

impl From<View> for Basket {
    fn from(view: View) -> Self {
        let problem = view.coupon.as_ref().and_then(|typed| typed.opens.err());
        Self {
            items: view.rows.into_iter().map(BasketItem::from).collect(),
            total: view.total.into(),
            undiscounted: view.undiscounted.into(),
            coupon: view.coupon.map(|typed| typed.code),
            coupon_problem: problem.map(domain::Code::as_str),
            promised_until: view.until.map(Time),
        }
    }
}

async fn shown(site: &Site, buyer: &Buyer) -> Result<Json<Basket>, Problem> {
    Ok(Json(queries::view(&site.app, buyer).await?.into()))
}

/// My basket
#[utoipa::path(get, path = "/buyer/basket", tag = "Buyer", operation_id = "get_basket", security(("Session" = [])),
    responses((status = 200, description = "What is in it, what it costs and why", body = Basket)))]
pub async fn basket(State(site): State<Site>, Auth(buyer): Auth<Buyer>) -> Result<Json<Basket>, Problem> {
    shown(&site, &buyer).await
}

/// How many pieces of a product.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Quantity {
    /// Pieces.
    #[schema(minimum = 1, maximum = 1000)]
    pub quantity: i64,
}

/// Put a product into the basket
///
/// Or change how many of it there are. The prices of the whole basket are promised for 15 minutes, and pieces of promotions
/// are kept for as long.
#[utoipa::path(put, path = "/buyer/basket/{sku}", tag = "Buyer", operation_id = "put_into_basket",
    params(("sku" = Number, Path, description = "The product")), request_body = Quantity, security(("Session" = [])),
    responses((status = 200, description = "The basket", body = Basket)))]
pub async fn put(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    Id(sku): Id<Sku>,
    Body(asked): Body<Quantity>,
) -> Result<Json<Basket>, Problem> {
    commands::set(&site.app, &buyer, sku, asked.quantity).await?;
    shown(&site, &buyer).await
}

/// Take a product out of the basket
#[utoipa::path(delete, path = "/buyer/basket/{sku}", tag = "Buyer", operation_id = "take_out_of_basket",
    params(("sku" = Number, Path, description = "The product")), security(("Session" = [])),
    responses((status = 204, description = "It is out")))]
pub async fn remove(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    Id(sku): Id<Sku>,
) -> Result<StatusCode, Problem> {
    commands::remove(&site.app, &buyer, sku).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A promo code.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CouponIn {
    /// The code; empty takes away the one before.
    #[schema(max_length = 40)]
    pub code: String,
}

/// Type a promo code
#[utoipa::path(post, path = "/buyer/basket/coupon", tag = "Buyer", operation_id = "type_coupon", request_body = CouponIn,
    security(("Session" = [])), responses((status = 200, description = "The basket", body = Basket)))]
pub async fn coupon(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    Body(asked): Body<CouponIn>,
) -> Result<Json<Basket>, Problem> {
    commands::coupon(&site.app, &buyer, &asked.code).await?;
    shown(&site, &buyer).await
}

/// Hold the prices of now for 15 minutes
#[utoipa::path(post, path = "/buyer/basket/hold", tag = "Buyer", operation_id = "hold_prices", security(("Session" = [])),
    responses((status = 200, description = "The basket", body = Basket)))]
pub async fn hold(State(site): State<Site>, Auth(buyer): Auth<Buyer>) -> Result<Json<Basket>, Problem> {
    commands::renew(&site.app, &buyer).await?;
    shown(&site, &buyer).await
}

/// What the buyer agrees to.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Agreed {
    /// What the buyer agrees to pay in all, in minor units. Where it is more by now, nothing is ordered; where it is less, the
    /// lower sum counts.
    #[schema(minimum = 0)]
    pub total: i64,
}

/// Orders that were placed.
#[derive(Debug, Serialize, ToSchema)]
pub struct Placed {
    /// Their numbers: one for each shop.
    pub order_ids: Vec<String>,
}

/// Order what is in the basket
///
/// It is paid on delivery. Each shop's part is an order of its own.
#[utoipa::path(post, path = "/buyer/orders", tag = "Buyer", operation_id = "place_order", request_body = Agreed,
    params(headers::IdempotencyKey), security(("Session" = [])),
    responses((status = 201, description = "It is ordered", body = Placed)))]
pub async fn place(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    Create { input, once }: Create<Agreed>,
) -> Result<(StatusCode, Json<Placed>), Problem> {
    let orders = commands::order(&site.app, &buyer, input.total, once).await?;
    Ok((StatusCode::CREATED, Json(Placed { order_ids: orders.into_iter().map(|order| order.0).collect() })))
}

/// An order with the explanation of every kopeck.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlacedOrder {
    /// Its number.
    pub order_id: String,
    /// Its lines.
    pub items: Vec<PlacedItem>,
    /// What it costs.
    pub total: Sum,
}

/// A line of an order.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlacedItem {
    /// The product.
    pub sku: Number,
    /// Its name.
    pub product_name: String,
    /// Who sells it.
    pub shop_name: String,
    /// What became of it.
    pub status: Order,
    /// Pieces.
    pub quantity: i64,
    /// What they cost.
    pub total: Sum,
    /// The price of one without discounts; unknown for orders from elsewhere.
    pub list_price: Option<Sum>,
    /// What made them cheaper.
    pub discounts: Vec<Discount>,
    /// When it was ordered.
    pub ordered_at: Option<Time>,
}

impl From<Ordered> for PlacedOrder {
    fn from(order: Ordered) -> Self {
        let total = order.total().into();
        let items = order.lines.into_iter().map(|(line, why)| {
            let currency = line.price.currency;
            let discounts = why.as_ref().map(gifts).unwrap_or_default();
            PlacedItem {
                sku: Number(line.sku.0),
                product_name: line.name,
                shop_name: line.shop,
                status: line.status.into(),
                quantity: line.quantity,
                total: line.price.into(),
                list_price: line.list_price.map(|list| Money::new(list, currency).into()),
                discounts: discounts.into_iter().map(|gift| Discount::of(gift, currency)).collect(),
                ordered_at: line.ordered_at.map(Time),
            }
        });
        Self { order_id: order.order.0, items: items.collect(), total }
    }
}

/// One of my orders
#[utoipa::path(get, path = "/buyer/orders/{order_id}", tag = "Buyer", operation_id = "get_order",
    params(("order_id" = String, Path, description = "The number of the order")), security(("Session" = [])),
    responses((status = 200, description = "The order and why it costs that", body = PlacedOrder)))]
pub async fn order(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    Path(order): Path<String>,
) -> Result<Json<PlacedOrder>, Problem> {
    let order: Result<_, Failure> = queries::order(&site.app, &buyer, OrderId(order)).await;
    Ok(Json(order?.into()))
}
