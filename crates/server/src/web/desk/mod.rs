//! The operator's desk.

#[cfg(debug_assertions)]
pub mod components;
pub mod start;
