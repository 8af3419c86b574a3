//! The operator's desk.

pub mod asked;
pub mod campaigns;
pub mod case;
pub mod case_view;
pub mod chart;
#[cfg(debug_assertions)]
pub mod components;
pub mod decide;
pub mod moderation;
pub mod offer;
pub mod promotions;
pub mod promotions_form;
pub mod queue;
pub mod reasons;
pub mod rules_test;
pub mod safety;
pub mod safety_guard;
pub mod safety_talk;
pub mod same;
pub mod start;
pub mod stats;
pub mod support;
pub mod support_disputes;
pub mod support_figures;
pub mod support_macros;
pub mod support_pages;
pub mod support_view;
pub mod switches;
pub mod switches_form;
pub mod unsent;
