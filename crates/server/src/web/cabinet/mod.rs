//! The seller's cabinet, phone first.

pub mod appearance;
pub mod bulk;
pub mod exports;
pub mod home;
pub mod keys;
pub mod list_query;
pub mod list_view;
pub mod menu;
pub mod question;
pub mod question_actions;
pub mod question_view;
pub mod questions;
pub mod questions_list;
pub mod questions_query;
pub mod questions_view;
pub mod receipts;
pub mod review;
pub mod review_actions;
pub mod review_view;
pub mod reviews;
pub mod reviews_list;
pub mod reviews_query;
pub mod sign_in;
pub mod templates;
