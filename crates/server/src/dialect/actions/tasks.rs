//! `/v1|v2/actions/discounts-task`: buyers who ask for a discount.

pub(in crate::dialect) mod decide;
pub(in crate::dialect) mod list;
mod task;
