//! Texts of people: how they are cleaned, searched and shown.

pub mod search;

pub use search::{QUERY_MAX, Query, index_words};
