//! `/api/v1/products`: what a shop sells.

use app::queries::products::{self as queries, Product, Shelf};
use axum::Json;
use axum::extract::State;
use domain::{Code, ProductId, Refusal, Sku};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::auth::{Auth, Goods};
use super::extract::{Id, Query};
use super::page;
use super::problem::Problem;
use super::reviews::view::picture;
use super::types::{Number, Sum, Time};
use crate::Site;

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::default().routes(routes!(list)).routes(routes!(one)).routes(routes!(categories))
}

/// A product.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Product)]
pub struct ProductOut {
    /// Its number for buyers.
    pub sku: Number,
    /// Its number in the dialect's product methods.
    pub product_id: Number,
    /// The seller's own article.
    pub offer_id: String,
    /// Its name.
    pub name: String,
    /// Its category; empty where unknown.
    pub category: String,
    /// Its brand; empty where unknown.
    pub brand: String,
    /// What it is.
    pub description: String,
    /// What is known of it, by name.
    #[schema(value_type = Object)]
    pub attributes: Map<String, Value>,
    /// What it costs.
    pub price: Sum,
    /// What it cost before.
    pub old_price: Option<Sum>,
    /// Pieces.
    pub stock: i64,
    /// Its picture.
    pub picture_url: Option<String>,
    /// Whether it is off sale.
    pub archived: bool,
    /// What buyers think of it.
    pub rating: Rating,
    /// The review on top of its card.
    pub pinned_review_id: Option<String>,
    /// When it was made.
    pub created_at: Time,
    /// When it was last changed.
    pub updated_at: Time,
}

/// What buyers think of a product, by its public reviews.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Rating {
    /// The mean of the stars, to two decimals; absent without any.
    #[schema(example = 4.62, minimum = 1, maximum = 5)]
    pub average: Option<f64>,
    /// Public reviews, those without stars too.
    pub reviews: i64,
    /// How many gave one, two, three, four, five stars.
    #[schema(min_items = 5, max_items = 5)]
    pub stars: Vec<i64>,
}

impl From<&Product> for Rating {
    fn from(product: &Product) -> Self {
        let rated: i64 = product.stars.iter().sum();
        let sum: i64 = product.stars.iter().zip(1..).map(|(count, stars)| count * stars).sum();
        // Hundredths as an integer first, so that the number is written with two decimals.
        let hundredths = (rated > 0).then(|| (sum * 100 + rated / 2) / rated);
        let average = hundredths.and_then(|it| i32::try_from(it).ok()).map(|it| f64::from(it) / 100.0);
        Self { average, reviews: product.reviews, stars: product.stars.to_vec() }
    }
}

impl From<Product> for ProductOut {
    fn from(product: Product) -> Self {
        let currency = product.price.currency;
        Self {
            sku: Number(product.sku.0),
            product_id: Number(product.product_id.0),
            attributes: serde_json::from_str(&product.attributes).unwrap_or_default(),
            price: product.price.into(),
            old_price: product.old_price.map(|minor| domain::Money::new(minor, currency).into()),
            stock: product.stock,
            picture_url: product.picture.map(picture),
            archived: product.archived,
            rating: Rating::from(&product),
            pinned_review_id: product.pinned.map(|review| review.to_string()),
            created_at: product.created_at.into(),
            updated_at: product.updated_at.into(),
            offer_id: product.offer_id,
            name: product.name,
            category: product.category,
            brand: product.brand,
            description: product.description,
        }
    }
}

/// Which products.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ProductsAsked {
    /// `next` of the page before.
    pub after: Option<String>,
    /// Products on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<i64>,
}

/// A page of products.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProductPage {
    /// The products, in the order of their `product_id`.
    pub items: Vec<ProductOut>,
    /// What `after` is for the next page; absent at the end.
    pub next: Option<String>,
    /// All products of the shop.
    pub total: i64,
}

/// A number that a list goes on after.
pub fn after(text: Option<&str>) -> Result<i64, Refusal> {
    let Some(text) = text else { return Ok(0) };
    text.parse().map_err(|_| Refusal::new(Code::CursorInvalid).at("after"))
}

/// Products of the shop
///
/// Takes the permission `read`.
#[utoipa::path(get, path = "/products", tag = "Products", operation_id = "list_products", params(ProductsAsked),
    responses((status = 200, description = "A page", body = ProductPage)))]
pub async fn list(
    State(site): State<Site>,
    Auth(Goods(staff)): Auth<Goods>,
    Query(asked): Query<ProductsAsked>,
) -> Result<Json<ProductPage>, Problem> {
    let (after, limit) = (ProductId(after(asked.after.as_deref())?), page::limit(asked.limit)?);
    let (mut all, total) = queries::list(&site.app, &staff, Shelf::default(), after, limit + 1).await?;
    let next = page::cut(&mut all, limit).map(|last| last.product_id.to_string());
    Ok(Json(ProductPage { items: all.into_iter().map(ProductOut::from).collect(), next, total }))
}

/// A product of the shop
///
/// Takes the permission `read`.
#[utoipa::path(get, path = "/products/{sku}", tag = "Products", operation_id = "get_product",
    params(("sku" = String, Path, description = "Its number for buyers.")),
    responses((status = 200, description = "The product", body = ProductOut)))]
pub async fn one(
    State(site): State<Site>,
    Auth(Goods(staff)): Auth<Goods>,
    Id(sku): Id<Sku>,
) -> Result<Json<ProductOut>, Problem> {
    Ok(Json(queries::one(&site.app, &staff, sku).await?.into()))
}

/// A category of the shop's products.
#[derive(Debug, Serialize, ToSchema)]
pub struct Category {
    /// Its name.
    pub name: String,
    /// How many products it has.
    pub products: i64,
}

/// All categories.
#[derive(Debug, Serialize, ToSchema)]
pub struct CategoryList {
    /// The categories.
    pub items: Vec<Category>,
}

/// Categories of the shop
///
/// Takes the permission `read`.
#[utoipa::path(get, path = "/categories", tag = "Products", operation_id = "list_categories",
    responses((status = 200, description = "All of them", body = CategoryList)))]
pub async fn categories(
    State(site): State<Site>,
    Auth(Goods(staff)): Auth<Goods>,
) -> Result<Json<CategoryList>, Problem> {
    let all = queries::categories(&site.app, &staff).await?;
    let items = all.into_iter().map(|(name, products)| Category { name, products }).collect();
    Ok(Json(CategoryList { items }))
}
