//! What people do with questions, in chats and with promotions and what the desk does with them, on both engines, with a clock that is moved by hand.

#![allow(clippy::unwrap_used, reason = "a test may stop where something is not as it says")]

mod answering;
mod appeals;
mod asking;
mod basket;
mod chats;
mod desk;
mod desk_promotions;
mod discount_requests;
mod files;
mod notices;
mod notices_kinds;
mod notices_programs;
mod notices_sent;
mod own_promotions;
mod policy;
mod promotions;
mod receipts;
mod reviews;
mod safety;
mod support;
mod telegram;
mod worker;
