//! What baskets cost: stories with figures, an oracle, and laws that hold for any stack of promotions.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

mod laws;
mod oracle;
mod stacks;
mod stories;
