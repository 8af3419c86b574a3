//! `/api/v1/questions`: what buyers ask about a shop's products, for its staff and its programs.

pub mod answer;
pub mod check;
pub mod counts;
pub mod detail;
pub mod draft;
pub mod filter;
pub mod list;
pub mod status;
pub mod top;
pub mod view;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Site;

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::default()
        .routes(routes!(list::list))
        .routes(routes!(counts::counts))
        .routes(routes!(top::top))
        .routes(routes!(check::check))
        .routes(routes!(status::set))
        .routes(routes!(detail::one))
        .routes(routes!(status::open))
        .routes(routes!(answer::all, answer::send))
        .routes(routes!(draft::read, draft::save, draft::forget))
}
