//! `/api/v1`, driven by people and programs.

mod answer;
mod bulk;
pub mod buyer;
mod chats;
mod counts;
mod desk;
mod docs;
mod document;
mod draft;
mod events;
mod keys;
mod list;
mod matrix;
mod notices;
mod once;
mod problems;
mod promotions;
mod questions;
mod webhooks;
