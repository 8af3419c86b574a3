//! `/api/v1/chats…`: talks of shops, buyers and support, each side below its own path.
//!
//! What the sides do alike is said once, in [`talk`], and made into operations of each by [`side`].

pub mod buyer;
pub mod own;
pub mod shop;
pub(crate) mod side;
pub mod talk;
pub mod view;

use utoipa_axum::router::OpenApiRouter;

use crate::Site;

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::default().merge(shop::routes()).nest("/buyer", buyer::routes())
}
