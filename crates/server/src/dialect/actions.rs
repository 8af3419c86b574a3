//! The marketplace's promotions, and buyers' requests for discounts.

pub(super) mod auto_add;
pub(super) mod change;
pub(super) mod item;
pub(super) mod list;
pub(super) mod named;
pub(super) mod products;
pub(super) mod tasks;
