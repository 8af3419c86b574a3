//! The seller's cabinet, phone first.

pub mod appearance;
pub mod bulk;
pub mod home;
pub mod keys;
pub mod menu;
pub mod review;
pub mod reviews_list;
pub mod sign_in;
pub mod templates;
