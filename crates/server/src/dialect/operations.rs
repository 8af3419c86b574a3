//! What is served: each operation with the roles of a key that may call it, and the function that does it.

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::post;
use domain::people::KeyRole;

use super::door::{Door, enter};
use super::error::Error;
use super::reviews;
use crate::Site;

/// An operation of the contract.
#[derive(Debug)]
pub struct Operation {
    /// Its path.
    pub path: &'static str,
    /// The roles of a key that may call it.
    pub roles: &'static [KeyRole],
}

impl Operation {
    /// Whether a key with these roles may call it.
    pub fn is_for(&self, roles: &[KeyRole]) -> bool {
        roles.iter().any(|role| self.roles.contains(role))
    }
}

/// Who may read reviews.
const READ_REVIEWS: &[KeyRole] = &[KeyRole::Admin, KeyRole::AdminReadOnly, KeyRole::Reviews];

macro_rules! operations {
    ($($path:literal $roles:expr => $handler:path;)*) => {
        /// Everything that is served, by path.
        pub const OPERATIONS: &[Operation] = &[$(Operation { path: $path, roles: $roles },)*];

        /// A route for each.
        pub(super) fn routes(site: &Site) -> Router<Site> {
            let mut all = OPERATIONS.iter();
            let mut router = Router::new();
            $(if let Some(operation) = all.next() {
                let door = Door { site: site.clone(), operation };
                let handler = post($handler).route_layer(from_fn_with_state(door, enter)).fallback(only_post);
                router = router.route($path, handler);
            })*
            router
        }
    };
}

operations! {
    "/v2/review/list" READ_REVIEWS => reviews::list::v2;
}

async fn only_post() -> Error {
    Error::method()
}
