//! Prices: read and set.

pub(super) mod import;
pub(super) mod info;
