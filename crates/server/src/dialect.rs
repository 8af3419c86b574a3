//! The Ozon Seller API dialect: `/v1 … /v5`, for programs that were written for that marketplace.
//!
//! A request passes [`door`] (headers, key, limit, role), is read by [`body`] into a checked message, calls one command or
//! query, and is answered in the dialect's own shapes. What is refused is an [`Error`](error::Error), always JSON.
//! `GAPS.md` beside this code lists what is not served and where a choice had to be made.

mod actions;
mod answer;
mod base;
mod body;
mod chats;
mod company;
mod door;
mod error;
mod fields;
mod invalid;
mod key;
mod money;
mod notifications;
mod operations;
mod prices;
mod products;
pub mod pushes;
mod questions;
mod reviews;
mod seller_actions;

use axum::Router;
use axum::routing::any;
use tower_http::catch_panic::CatchPanicLayer;

use crate::Site;
use error::Error;

pub use operations::{OPERATIONS, Operation};

/// The dialect's routes, and "not found" as JSON for every other path below `/v1 … /v5`.
///
/// There is no guard against other sites here: a key goes in headers of its own, which no browser sends for another
/// site without asking first, and nobody says yes (there is no CORS).
pub fn routes(site: &Site) -> Router<Site> {
    let mut router = operations::routes(site);
    for version in ["/v1", "/v2", "/v3", "/v4", "/v5"] {
        for rest in ["", "/", "/{*rest}"] {
            router = router.route(&format!("{version}{rest}"), any(nowhere));
        }
    }
    router.layer(CatchPanicLayer::custom(error::panicked))
}

/// A point in time as the dialect writes it.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn written<S: serde::Serializer>(at: &domain::Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(at)
}

async fn nowhere() -> Error {
    Error::unknown_path()
}
