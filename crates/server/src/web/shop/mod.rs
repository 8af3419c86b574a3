//! The buyer's shop.

pub mod asked;
pub mod basket;
pub mod card;
pub mod chat;
pub mod chat_actions;
pub mod chat_dispute;
pub mod chat_pages;
pub mod chat_view;
pub mod chats;
pub mod leave;
pub mod orders;
pub mod own_questions;
pub mod own_review;
pub mod placed;
pub mod price;
pub mod product;
pub mod products;
pub mod questions;
pub mod requests;
pub mod review_form;
pub mod transparency;
