//! What can be asked. Each query takes an actor that was checked and gives what a page or an answer needs.

pub mod announcements;
pub mod asking;
pub mod basket;
pub mod chats;
pub mod desk;
pub mod desk_promotions;
pub mod discount_requests;
pub mod exports;
pub mod keys;
pub mod lines;
pub mod live;
pub mod media;
pub mod moderation;
pub mod notices;
pub mod own_promotions;
pub mod people;
pub mod prices;
pub mod products;
pub mod promotions;
pub mod questions;
pub mod replies;
pub mod reviews;
pub mod safety;
pub mod shop;
pub mod support;
