//! The web app: pages for sellers, buyers and the operator's staff.
//!
//! Each page has a typed context that holds plain facts, already in words; its template only arranges them. Handlers parse the
//! request, ask the app once, fill the context and render it.

pub mod assets;
pub mod cabinet;
pub mod chat_pages;
pub mod chats;
pub mod convert;
pub mod desk;
pub mod errors;
pub mod icons;
pub mod layout;
pub mod live;
pub mod notices;
pub mod parts;
pub mod plan_form;
pub mod plan_view;
pub mod query;
pub mod respond;
pub mod router;
pub mod said;
pub mod samples;
pub mod shop;
pub mod tracks;
pub mod visit;
pub mod words;
