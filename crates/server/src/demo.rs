//! The demo: sample data that lives in the project, loaded through the same commands as anybody's.

mod chats;
pub mod clock;
pub mod data_set;
mod discount_requests;
pub mod draw;
mod ids;
pub mod load;
mod moderation;
mod notices;
mod pictures;
mod promotions;
mod questions;
mod rows;
#[cfg(test)]
mod tests;

use domain::people::DeskRole;
use domain::{PersonId, SellerId};

/// Who can be signed in once the demo is loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cast {
    /// Shops with their names and owners.
    pub sellers: Vec<(SellerId, String, PersonId)>,
    /// Who answers in each shop beside its owner.
    pub managers: Vec<(SellerId, PersonId)>,
    /// Buyers with their names.
    pub buyers: Vec<(PersonId, String)>,
    /// The operator's staff.
    pub staff: Vec<(DeskRole, PersonId)>,
}
