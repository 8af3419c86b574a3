//! Which address leads where.

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::{Site, api, dialect, files, health, media, web};

/// Everything that the site serves.
pub fn router(site: Site) -> Router {
    Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .route("/media/{id}", get(media::full))
        .route("/media/{id}/thumb", get(media::thumb))
        .merge(
            Router::new()
                .route("/files/{id}/{token}/{name}", get(files::file))
                // An address that has ended is told in a page, since a person has followed it.
                .layer(from_fn_with_state(site.app.clone(), web::respond::draw)),
        )
        .merge(api::routes(&site))
        .merge(dialect::routes(&site))
        // Pages are text that packs well, and phones are far away; the feeds of what is live are left as they are.
        .merge(web::router::router(&site).layer(CompressionLayer::new()))
        .layer(CatchPanicLayer::new())
        .with_state(site)
}
