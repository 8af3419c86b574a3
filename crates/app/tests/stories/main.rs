//! What people do with questions and what moderators do with them, on both engines, with a clock that is moved by hand.

#![allow(clippy::unwrap_used, reason = "a test may stop where something is not as it says")]

mod answering;
mod appeals;
mod asking;
mod desk;
mod files;
mod policy;
mod receipts;
mod reviews;
mod support;
mod worker;
