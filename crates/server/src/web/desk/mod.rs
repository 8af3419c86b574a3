//! The operator's desk.

pub mod asked;
pub mod case;
pub mod case_view;
pub mod chart;
#[cfg(debug_assertions)]
pub mod components;
pub mod decide;
pub mod moderation;
pub mod offer;
pub mod queue;
pub mod reasons;
pub mod same;
pub mod start;
pub mod stats;
