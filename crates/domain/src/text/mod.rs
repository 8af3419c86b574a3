//! Texts of people: how they are cleaned, searched and shown.
//!
//! - [`Text`] is what may be typed; [`clean`](fn@clean) is the same without a limit.
//! - [`index_words`] and [`Query`] find it, [`Likeness`] what is like it; the reasons stand in [`search`].
//! - [`highlight`](fn@highlight) and [`excerpt`] show what was found.

pub mod clean;
pub mod highlight;
pub mod search;

pub use clean::{Text, clean, clean_copied};
pub use highlight::{Excerpt, Segment, excerpt, highlight};
pub use search::{Likeness, QUERY_MAX, Query, index_words};
