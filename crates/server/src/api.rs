//! The JSON API, `/api/v1/…`, and its description.
//!
//! A handler parses, calls one command or query, and turns what comes back into a view of its own. Routes and their
//! description are one thing ([`OpenApiRouter`]): what is served is described.

pub mod announcements;
pub mod answers;
pub mod asking;
pub mod auth;
mod basket;
pub mod bulk;
mod buyer;
pub mod chats;
pub mod comments;
pub mod desk;
pub mod desk_promotions;
pub mod discounts;
pub mod docs;
pub mod document;
pub mod etag;
pub mod events;
pub mod exports;
pub mod extract;
pub mod headers;
pub mod keys;
pub mod me;
pub mod media;
pub mod moderation;
pub mod notices;
pub mod own_promotions;
pub mod page;
pub mod plans;
pub mod prices;
pub mod problem;
pub mod products;
pub mod promotions;
pub mod questions;
pub mod reviews;
pub mod safety;
pub mod shop;
pub mod support;
pub mod templates;
pub mod types;
pub mod webhooks;

use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Router, middleware};
use domain::{Code, Refusal};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa_axum::router::OpenApiRouter;

use crate::{Site, origin};
use problem::Problem;

/// The operations, with their description.
pub(crate) fn operations() -> OpenApiRouter<Site> {
    // On the heap: each description is large.
    let topics = vec![
        reviews::routes(),
        comments::routes(),
        bulk::routes(),
        questions::routes(),
        answers::routes(),
        exports::routes(),
        templates::routes(),
        products::routes(),
        keys::routes(),
        me::routes(),
        notices::routes(),
        webhooks::routes(),
        events::routes(),
        shop::routes(),
        basket::routes(),
        buyer::routes(),
        asking::routes(),
        media::routes(),
        moderation::routes(),
        desk::routes(),
        promotions::routes(),
        own_promotions::routes(),
        desk_promotions::routes(),
        prices::routes(),
        discounts::routes(),
        chats::routes(),
        support::routes(),
        safety::routes(),
        announcements::routes(),
    ];
    let all = topics.into_iter().fold(OpenApiRouter::default(), OpenApiRouter::merge);
    OpenApiRouter::default().nest("/api/v1", all)
}

/// Everything under `/api`.
pub fn routes(site: &Site) -> Router<Site> {
    let (operations, _) = operations().split_for_parts();
    operations
        .route("/api/openapi.json", get(document::serve).layer(CompressionLayer::new()))
        .route("/api/docs", get(docs::page).layer(CompressionLayer::new()))
        .route("/problems/{code}", get(docs::problem))
        .route("/api/{*rest}", axum::routing::any(nothing))
        .method_not_allowed_fallback(wrong_method)
        // Each extractor counts what it takes, see `extract::collect` and `media`.
        .layer(DefaultBodyLimit::disable())
        .layer(middleware::from_fn(|request, next| origin::guard(request, next, cross_site)))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn_with_state(site.clone(), problem::render))
        .layer(SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, HeaderValue::from_static("no-store")))
        .layer(SetResponseHeaderLayer::if_not_present(
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ))
}

async fn nothing() -> Problem {
    Code::PageNotFound.into()
}

async fn wrong_method() -> Problem {
    Code::MethodNotAllowed.into()
}

fn cross_site(_: &HeaderMap) -> Response {
    Problem::from(Refusal::new(Code::CrossSite)).into_response()
}

/// What a handler that panicked leaves; the panic itself stands in the log with its place.
fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    Problem(app::Failure::fault("a handler panicked")).into_response()
}
