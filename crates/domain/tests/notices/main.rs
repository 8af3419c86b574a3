//! Who is told of what, where and when: laws that hold for any settings, and stories of clocks that are changed.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

mod bot;
mod clocks;
mod laws;
mod programs;
mod wishes;
