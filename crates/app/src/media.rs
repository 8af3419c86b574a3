//! Pictures and videos that people send: judged by content, cleaned of what tells where somebody lives, kept in a folder.
//!
//! [`picture`] and [`video`] decide whether bytes are what they claim to be and give back what may be shown; [`folder`]
//! keeps it on disk. Nothing here knows of reviews or messages.

pub mod folder;
pub mod picture;
mod refusals;
pub mod video;
mod workshop;

pub(crate) use refusals::{damaged, not_a_picture, too_large};
pub use workshop::Workshop;
