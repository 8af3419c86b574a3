//! Questions as buyers ask, read and answer them: on a product's card for everybody, and their own.

pub mod ask;
pub mod card;
pub mod own;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Site;

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::default()
        .routes(routes!(card::list, ask::ask))
        .routes(routes!(card::similar))
        .routes(routes!(card::one))
        .routes(routes!(ask::answer))
        .routes(routes!(ask::second, ask::no_longer_second))
        .routes(routes!(ask::useful, ask::no_longer_useful))
        .routes(routes!(own::list))
        .routes(routes!(own::delete))
        .routes(routes!(own::answer, own::delete_answer))
}
