//! Reviews and the comments under them.

pub(super) mod comments;
pub(super) mod count;
pub(super) mod info;
pub(super) mod list;
mod said;
pub(super) mod status;
