//! `/api/v1/reviews`: a shop's reviews, for its staff and its programs.

pub mod answer;
pub mod filter;
pub mod list;
pub mod view;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Site;

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::default().routes(routes!(list::list)).routes(routes!(answer::send))
}
