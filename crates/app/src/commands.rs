//! What can be done. Each command takes an actor that was checked, decides by the domain's rules, and commits the row,
//! its events and its jobs together.

pub mod announcements;
pub mod answers;
pub mod asking;
pub mod basket;
pub mod bulk;
pub mod buyers;
pub mod chats;
pub mod desk;
pub mod desk_promotions;
pub mod discount_requests;
pub mod exports;
pub(crate) mod held_reviews;
pub mod import;
pub mod keys;
pub mod media;
pub mod moderation;
pub mod notices;
pub mod outbox;
pub mod own_promotions;
pub mod people;
pub mod prices;
pub mod promotions;
pub mod questions;
pub mod replies;
pub mod reviews;
pub mod safety;
pub mod sheets;
pub mod support;
pub mod telegram;
pub mod webhooks;
