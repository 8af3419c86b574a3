//! Chats of a shop with buyers and with support.

pub(super) mod history;
pub(super) mod list;
pub(super) mod read;
pub(super) mod said;
pub(super) mod send;
pub(super) mod start;
