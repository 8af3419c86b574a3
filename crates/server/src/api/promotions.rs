//! `/api/v1/promotions`: the marketplace's promotions as a shop sees them, what takes part, and who agreed to it.

pub mod change;
pub mod enrolment;
pub mod list;
pub mod products;
pub mod view;
pub mod worst;

use domain::PromotionId;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::extract::Named;
use crate::Site;
use domain::Code;

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::default()
        .routes(routes!(list::list))
        .routes(routes!(list::calendar))
        .routes(routes!(enrolment::answers, enrolment::answer))
        .routes(routes!(list::one))
        .routes(routes!(list::consents))
        .routes(routes!(products::candidates))
        .routes(routes!(products::taking, change::join))
        .routes(routes!(products::product, change::change, change::leave_one))
        .routes(routes!(change::leave))
        .routes(routes!(worst::worst))
        .routes(routes!(enrolment::coming, enrolment::set))
        .routes(routes!(enrolment::drop))
        .routes(routes!(enrolment::agree))
}

impl Named for PromotionId {
    const NOT_FOUND: Code = Code::PromotionNotFound;
    fn read(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }
}
