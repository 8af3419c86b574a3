//! The buyer's shop.

pub mod orders;
pub mod product;
pub mod products;
pub mod review_form;
