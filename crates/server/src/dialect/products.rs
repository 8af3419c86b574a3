//! Products, reading.

pub(super) mod filter;
pub(super) mod info;
mod item;
pub(super) mod list;
