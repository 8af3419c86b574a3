//! `/api/v1/reviews`: a shop's reviews, for its staff and its programs.

pub mod answer;
pub mod counts;
pub mod detail;
pub mod draft;
pub mod filter;
pub mod list;
pub mod pin;
pub mod report;
pub mod status;
pub mod view;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Site;

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::default()
        .routes(routes!(list::list))
        .routes(routes!(counts::counts))
        .routes(routes!(status::set))
        .routes(routes!(detail::one))
        .routes(routes!(status::open))
        .routes(routes!(answer::thread, answer::send))
        .routes(routes!(draft::read, draft::save, draft::forget))
        .routes(routes!(pin::put, pin::take))
        .routes(routes!(report::report))
}
