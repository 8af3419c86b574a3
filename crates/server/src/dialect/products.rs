//! Products, reading.

pub(super) mod info;
mod item;
pub(super) mod list;
