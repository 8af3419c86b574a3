//! The operator's desk.

pub mod case;
pub mod chart;
#[cfg(debug_assertions)]
pub mod components;
pub mod moderation;
pub mod queue;
pub mod reasons;
pub mod same;
pub mod start;
pub mod stats;
