//! The web app: pages for sellers, buyers and the operator's staff.
//!
//! Each page has a typed context that holds plain facts, already in words; its template only arranges them. Handlers parse the
//! request, ask the app once, fill the context and render it.

pub mod assets;
pub mod cabinet;
pub mod desk;
pub mod errors;
pub mod icons;
pub mod layout;
pub mod parts;
pub mod samples;
pub mod shop;
pub mod words;
