//! What the system can do: commands, queries and reactions, and what they keep outside the database.

pub mod import;
pub mod media;
