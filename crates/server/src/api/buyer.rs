//! `/api/v1/buyer`: what a buyer ordered and says about it.

use app::commands::buyers::{self as commands, Opinion};
use app::queries::shop::{self as queries, BoughtItem};
use app::{Buyer, Failure};
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use domain::reviews::Rating;
use domain::{OrderId, ReviewId, Sku};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::auth::Auth;
use super::extract::{Body, Create, Id, Query, each};
use super::headers;
use super::moderation::track::{Telling, TrackOut};
use super::page;
use super::problem::Problem;
use super::reviews::view::{Order, View, media, picture, rating};
use super::types::{Medium, Number, Sum, Time};
use crate::Site;

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::default()
        .routes(routes!(orders))
        .routes(routes!(submit))
        .routes(routes!(own, rewrite, delete))
        .routes(routes!(vote, unvote))
}

/// How many orders.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OrdersAsked {
    /// At most so many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<i64>,
}

/// Something that was ordered.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrderLine {
    /// The number of the order.
    pub order_id: String,
    /// What was ordered.
    pub sku: Number,
    /// Its name.
    pub product_name: String,
    /// Its picture.
    pub picture_url: Option<String>,
    /// Who sells it.
    pub shop_name: String,
    /// What became of it.
    pub status: Order,
    /// At what price.
    pub price: Sum,
    /// When it was ordered.
    pub ordered_at: Option<Time>,
    /// When it arrived.
    pub delivered_at: Option<Time>,
    /// Whether a review can be written now.
    pub reviewable: bool,
    /// The review that was written.
    pub review_id: Option<String>,
    /// Its stars.
    #[schema(minimum = 1, maximum = 5)]
    pub review_rating: Option<i64>,
}

impl From<BoughtItem> for OrderLine {
    fn from(bought: BoughtItem) -> Self {
        let item = bought.item;
        Self {
            reviewable: bought.review.is_none() && domain::reviews::reviewable(item.status).is_ok(),
            order_id: item.order.0,
            sku: Number(item.sku.0),
            product_name: bought.product,
            picture_url: bought.picture.map(picture),
            shop_name: bought.shop,
            status: item.status.into(),
            price: item.price.into(),
            ordered_at: item.ordered_at.map(Time),
            delivered_at: item.delivered_at.map(Time),
            review_id: bought.review.map(|(id, _)| id.to_string()),
            review_rating: bought.review.and_then(|(_, stars)| rating(stars)),
        }
    }
}

/// What a buyer ordered.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrderList {
    /// The newest first.
    pub items: Vec<OrderLine>,
}

/// My orders
#[utoipa::path(get, path = "/buyer/orders", tag = "Buyer", operation_id = "list_orders", params(OrdersAsked),
    security(("Session" = [])),
    responses((status = 200, description = "The newest", body = OrderList)))]
pub async fn orders(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    Query(asked): Query<OrdersAsked>,
) -> Result<Json<OrderList>, Problem> {
    let all = queries::orders(&site.app, &buyer, page::limit(asked.limit)?).await?;
    Ok(Json(OrderList { items: all.into_iter().map(OrderLine::from).collect() }))
}

/// What a buyer says about an item: stars, words or both.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OpinionIn {
    /// 1 to 5 stars.
    #[schema(minimum = 1, maximum = 5)]
    pub rating: Option<i64>,
    /// The comment.
    #[schema(max_length = 5000)]
    pub text: String,
    /// The advantages.
    #[schema(max_length = 5000)]
    pub pros: String,
    /// The disadvantages.
    #[schema(max_length = 5000)]
    pub cons: String,
    /// Ids of photos (10 at most) and videos (2 at most) that this buyer has sent.
    #[schema(max_items = 12)]
    pub media: Vec<String>,
}

impl OpinionIn {
    fn opinion(self) -> Result<Opinion, Failure> {
        let rating = self.rating.map(Rating::new).transpose()?;
        let media = each(&self.media, "media")?;
        Ok(Opinion { rating, text: self.text, pros: self.pros, cons: self.cons, media })
    }
}

/// A review of something that was ordered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewIn {
    /// The number of the order.
    pub order_id: String,
    /// What was ordered.
    pub sku: Number,
    /// What the buyer says about it.
    pub opinion: OpinionIn,
}

/// A buyer's own review.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnReview {
    /// Its id.
    pub id: String,
    /// The number of the order.
    pub order_id: Option<String>,
    /// What it is about.
    pub sku: Option<Number>,
    /// 1 to 5 stars; absent where none were given.
    #[schema(minimum = 1, maximum = 5)]
    pub rating: Option<i64>,
    /// The comment.
    pub text: String,
    /// The advantages.
    pub pros: String,
    /// The disadvantages.
    pub cons: String,
    /// Photos, then videos.
    pub media: Vec<Medium>,
    /// Whether everybody sees it; a review on a cancelled order is for the seller only.
    pub public: bool,
    /// When it was published.
    pub published_at: Option<Time>,
    /// When it was last changed.
    pub edited_at: Option<Time>,
    /// The shop's answer.
    pub answer: Option<String>,
    /// Its way to the public.
    pub track: TrackOut,
}

impl OwnReview {
    /// A buyer's own review, told in the reader's language.
    async fn of(site: &Site, buyer: &Buyer, telling: &Telling, id: ReviewId) -> Result<Self, Failure> {
        let (review, track) =
            tokio::try_join!(queries::own_review(&site.app, buyer, id), queries::own_track(&site.app, buyer, id))?;
        let track = telling.track(&track, &queries::words_of(&review));
        let public = domain::reviews::is_public(&review.facts());
        let View { id, order_id, product, rating, text, pros, cons, published_at, edited_at, answer, .. } =
            View::from(review.clone());
        let (sku, answer) = (product.map(|product| product.sku), answer.map(|answer| answer.text));
        let media = media(&review.media);
        Ok(Self { id, order_id, sku, rating, text, pros, cons, media, public, published_at, edited_at, answer, track })
    }
}

/// Write a review
///
/// Of an item that was delivered or cancelled; one for each.
#[utoipa::path(post, path = "/buyer/reviews", tag = "Buyer", operation_id = "create_review",
    params(headers::IdempotencyKey), security(("Session" = [])), request_body = ReviewIn,
    responses((status = 201, description = "Written", body = OwnReview, headers(("location" = String)))))]
pub async fn submit(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    telling: Telling,
    Create { input, once }: Create<ReviewIn>,
) -> Result<impl IntoResponse, Problem> {
    let ReviewIn { order_id, sku, opinion } = input;
    let id = commands::submit(&site.app, &buyer, OrderId(order_id), Sku(sku.0), opinion.opinion()?, once).await?;
    let location = format!("/api/v1/buyer/reviews/{id}");
    let review = OwnReview::of(&site, &buyer, &telling, id).await?;
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(review)))
}

/// My review
#[utoipa::path(get, path = "/buyer/reviews/{review_id}", tag = "Buyer", operation_id = "get_own_review",
    params(("review_id" = String, Path, description = "The review.")), security(("Session" = [])),
    responses((status = 200, description = "The review", body = OwnReview)))]
pub async fn own(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    telling: Telling,
    Id(review): Id<ReviewId>,
) -> Result<Json<OwnReview>, Problem> {
    Ok(Json(OwnReview::of(&site, &buyer, &telling, review).await?))
}

/// Change my review
///
/// The shop sees that it changed, and it is new to them again.
#[utoipa::path(put, path = "/buyer/reviews/{review_id}", tag = "Buyer", operation_id = "rewrite_review",
    params(("review_id" = String, Path, description = "The review.")), security(("Session" = [])),
    request_body = OpinionIn,
    responses((status = 200, description = "Changed", body = OwnReview)))]
pub async fn rewrite(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    telling: Telling,
    Id(review): Id<ReviewId>,
    Body(opinion): Body<OpinionIn>,
) -> Result<Json<OwnReview>, Problem> {
    commands::rewrite(&site.app, &buyer, review, opinion.opinion()?).await?;
    Ok(Json(OwnReview::of(&site, &buyer, &telling, review).await?))
}

/// Take my review away
///
/// With its texts and pictures, at once.
#[utoipa::path(delete, path = "/buyer/reviews/{review_id}", tag = "Buyer", operation_id = "delete_review",
    params(("review_id" = String, Path, description = "The review.")), security(("Session" = [])),
    responses((status = 204, description = "Gone")))]
pub async fn delete(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    Id(review): Id<ReviewId>,
) -> Result<StatusCode, Problem> {
    commands::delete(&site.app, &buyer, review).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Find a review useful
#[utoipa::path(put, path = "/shop/reviews/{review_id}/vote", tag = "Buyer", operation_id = "vote",
    params(("review_id" = String, Path, description = "The review.")), security(("Session" = [])),
    responses((status = 204, description = "Counted once")))]
pub async fn vote(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    Id(review): Id<ReviewId>,
) -> Result<StatusCode, Problem> {
    commands::vote(&site.app, &buyer, review, true).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// No longer find it useful
#[utoipa::path(delete, path = "/shop/reviews/{review_id}/vote", tag = "Buyer", operation_id = "unvote",
    params(("review_id" = String, Path, description = "The review.")), security(("Session" = [])),
    responses((status = 204, description = "Not counted")))]
pub async fn unvote(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    Id(review): Id<ReviewId>,
) -> Result<StatusCode, Problem> {
    commands::vote(&site.app, &buyer, review, false).await?;
    Ok(StatusCode::NO_CONTENT)
}
