//! `/api/v1/shop`: what buyers see, signed in or not.

use app::queries::shop::{self as queries, Card, CardCursor, CardFilter, CardOrder, Product};
use axum::Json;
use axum::extract::State;
use domain::{Code, Place, Refusal, ReviewId, Sku};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::auth::Anybody;
use super::extract::{Id, Query};
use super::page;
use super::problem::Problem;
use super::products::{Rating, after};
use super::reviews::filter::Stars;
use super::reviews::view::{Wrote, media, picture, rating};
use super::types::{Medium, Number, Sum, Time};
use crate::Site;

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::default().routes(routes!(list)).routes(routes!(card)).routes(routes!(thread))
}

/// Which products.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct GoodsAsked {
    /// Words in name, brand, category or sku; the last word may be unfinished.
    pub q: Option<String>,
    /// `next` of the page before.
    pub after: Option<String>,
    /// Products on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<i64>,
}

/// A product on sale.
#[derive(Debug, Serialize, ToSchema)]
pub struct GoodsLine {
    /// Its number.
    pub sku: Number,
    /// Its name.
    pub name: String,
    /// Its category.
    pub category: String,
    /// Its brand.
    pub brand: String,
    /// What it costs.
    pub price: Sum,
    /// What it cost before.
    pub old_price: Option<Sum>,
    /// Its picture.
    pub picture_url: Option<String>,
    /// What buyers think of it.
    pub rating: Rating,
}

impl From<&Product> for GoodsLine {
    fn from(product: &Product) -> Self {
        let currency = product.price.currency;
        Self {
            sku: Number(product.sku.0),
            name: product.name.clone(),
            category: product.category.clone(),
            brand: product.brand.clone(),
            price: product.price.into(),
            old_price: product.old_price.map(|minor| domain::Money::new(minor, currency).into()),
            picture_url: product.picture.map(picture),
            rating: product.into(),
        }
    }
}

/// A page of products on sale.
#[derive(Debug, Serialize, ToSchema)]
pub struct GoodsPage {
    /// The products.
    pub items: Vec<GoodsLine>,
    /// What `after` is for the next page; absent at the end.
    pub next: Option<String>,
}

/// Products on sale
///
/// Of all shops. For everybody.
#[utoipa::path(get, path = "/shop/products", tag = "Shop", operation_id = "list_goods", params(GoodsAsked), security(()),
    responses((status = 200, description = "A page", body = GoodsPage)))]
pub async fn list(State(site): State<Site>, Query(asked): Query<GoodsAsked>) -> Result<Json<GoodsPage>, Problem> {
    let (after, limit) = (Sku(after(asked.after.as_deref())?), page::limit(asked.limit)?);
    let found = match asked.q.as_deref().map(str::trim).filter(|typed| !typed.is_empty()) {
        Some(typed) => queries::search(&site.app, typed, after, limit + 1).await?,
        None => None,
    };
    let mut all = match found {
        Some(found) => found,
        None => queries::list(&site.app, after, limit + 1).await?,
    };
    let next = page::cut(&mut all, limit).map(|last| last.sku.to_string());
    Ok(Json(GoodsPage { items: all.iter().map(GoodsLine::from).collect(), next }))
}

/// Which reviews of a card.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CardAsked {
    /// Stars. May be repeated.
    pub stars: Vec<Stars>,
    /// With or without photos or videos.
    pub has_media: Option<bool>,
    /// The order of the reviews.
    pub sort: Option<CardSort>,
    /// `next` of the page before.
    pub after: Option<String>,
    /// Reviews on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<i64>,
}

/// The order of reviews on a card.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CardSort {
    /// The most useful first, then the newest.
    Useful,
    /// The newest first.
    Newest,
}

/// A product's card.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Card)]
pub struct CardOut {
    /// The product.
    pub product: GoodsLine,
    /// What it is.
    pub description: String,
    /// What is known of it, by name.
    #[schema(value_type = Object)]
    pub attributes: serde_json::Map<String, serde_json::Value>,
    /// Pieces.
    pub stock: i64,
    /// Who sells it.
    pub shop_name: String,
    /// The review that the shop has put on top; on the first page only.
    pub pinned: Option<PublicReview>,
    /// Public reviews.
    pub reviews: Vec<PublicReview>,
    /// What `after` is for the next page of reviews; absent at the end.
    pub next: Option<String>,
}

/// A review as everybody sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicReview {
    /// Its id.
    pub id: String,
    /// The name that the buyer goes by.
    pub buyer_name: String,
    /// 1 to 5 stars; absent where the buyer gave none.
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
    /// When it was published; absent where the source did not tell.
    pub published_at: Option<Time>,
    /// When its buyer last changed it.
    pub edited_at: Option<Time>,
    /// The shop's answer.
    pub answer: Option<String>,
    /// Since when the answer is public.
    pub answered_at: Option<Time>,
    /// Public comments under it.
    pub comments: i64,
    /// How many found it useful.
    pub useful: i64,
    /// Whether the caller is one of them.
    pub found_useful: bool,
}

fn public(review: queries::Review, found_useful: &[ReviewId]) -> PublicReview {
    let (answer, answered_at) = review.answer.map(|answer| (answer.text, Time(answer.at))).unzip();
    PublicReview {
        found_useful: found_useful.contains(&review.id),
        id: review.id.to_string(),
        buyer_name: review.buyer_name,
        rating: rating(review.stars),
        text: review.text,
        pros: review.pros,
        cons: review.cons,
        media: media(&review.media),
        published_at: review.published_at.map(Time),
        edited_at: review.edited_at.map(Time),
        answer,
        answered_at,
        comments: review.comments,
        useful: review.useful,
    }
}

impl From<Card> for CardOut {
    fn from(card: Card) -> Self {
        let useful = card.found_useful;
        Self {
            product: (&card.product).into(),
            description: card.product.description,
            attributes: serde_json::from_str(&card.product.attributes).unwrap_or_default(),
            stock: card.product.stock,
            shop_name: card.shop.name,
            pinned: card.pinned.map(|review| public(review, &useful)),
            reviews: card.reviews.into_iter().map(|review| public(review, &useful)).collect(),
            next: card.next.map(|next| format!("{}.{}", next.useful, next.place)),
        }
    }
}

fn card_cursor(text: &str) -> Result<CardCursor, Refusal> {
    let read = || {
        let (useful, place) = text.split_once('.')?;
        Some(CardCursor { useful: useful.parse().ok()?, place: Place(place.parse().ok()?) })
    };
    read().ok_or_else(|| Refusal::new(Code::CursorInvalid).at("after"))
}

/// A product's card
///
/// The product with a page of its public reviews. For everybody; a buyer who is signed in sees what they found useful.
#[utoipa::path(get, path = "/shop/products/{sku}", tag = "Shop", operation_id = "get_card",
    params(("sku" = String, Path, description = "Its number."), CardAsked), security((), ("Session" = [])),
    responses((status = 200, description = "The card", body = CardOut)))]
pub async fn card(
    State(site): State<Site>,
    Anybody(reader): Anybody,
    Id(sku): Id<Sku>,
    Query(asked): Query<CardAsked>,
) -> Result<Json<CardOut>, Problem> {
    let stars = asked.stars.iter().map(|stars| stars.stored()).collect();
    let filter = CardFilter { stars, has_media: asked.has_media };
    let order = match asked.sort {
        Some(CardSort::Newest) => CardOrder::Newest,
        Some(CardSort::Useful) | None => CardOrder::Useful,
    };
    let after = asked.after.as_deref().map(card_cursor).transpose()?;
    let limit = page::limit(asked.limit)?;
    let card = queries::card(&site.app, reader.as_ref(), sku, filter, order, after, limit).await?;
    Ok(Json(card.into()))
}

/// A comment as everybody sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicComment {
    /// Its id.
    pub id: String,
    /// The comment that it answers.
    pub parent_comment_id: Option<String>,
    /// Who wrote it.
    pub author: Wrote,
    /// What it says.
    pub text: String,
    /// Since when it is public.
    pub published_at: Time,
    /// When it was last changed.
    pub edited_at: Option<Time>,
}

/// The comments under a review.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicComments {
    /// All of them, the oldest first; 500 at most.
    pub items: Vec<PublicComment>,
}

/// Comments under a public review
///
/// For everybody.
#[utoipa::path(get, path = "/shop/reviews/{review_id}/comments", tag = "Shop", operation_id = "list_public_comments",
    params(("review_id" = String, Path, description = "The review.")), security(()),
    responses((status = 200, description = "All of them", body = PublicComments)))]
pub async fn thread(State(site): State<Site>, Id(review): Id<ReviewId>) -> Result<Json<PublicComments>, Problem> {
    let all = queries::thread(&site.app, review).await?;
    let items = all.into_iter().map(|comment| PublicComment {
        id: comment.id.to_string(),
        parent_comment_id: comment.parent.map(|parent| parent.to_string()),
        author: comment.author.into(),
        text: comment.text,
        published_at: comment.public_at.into(),
        edited_at: comment.edited_at.map(Time),
    });
    Ok(Json(PublicComments { items: items.collect() }))
}
