//! Questions about products and the answers to them.

pub(super) mod answers;
pub(super) mod count;
pub(super) mod info;
pub(super) mod list;
mod said;
pub(super) mod status;
pub(super) mod top;
