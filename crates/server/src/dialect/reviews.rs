//! Reviews and the comments under them.

pub(super) mod list;
mod said;
