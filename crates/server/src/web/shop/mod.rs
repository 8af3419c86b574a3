//! The buyer's shop.

pub mod card;
pub mod leave;
pub mod orders;
pub mod product;
pub mod products;
pub mod review_form;
