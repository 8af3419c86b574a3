//! Stories that are told on both engines, topic by topic.
//!
//! A new topic is a file here and a line in [`all`].

mod answers;
mod baskets;
mod chats;
mod comments;
mod coupons;
mod discount_requests;
mod exports;
mod given;
mod jobs;
mod log;
mod media;
mod moderation;
mod notices;
mod orders;
mod people;
mod prices;
mod products;
mod promotions;
mod questions;
mod replies;
mod reviews;
mod safety;
mod webhooks;

use store::{StoreError, Tx};

/// A story: what it does with empty tables, and what it has to tell in the end, which is compared.
pub struct Case {
    /// What it says, unlike any other.
    pub name: &'static str,
    /// How it goes. It may assert; a panic fails the case.
    pub story: fn(&mut Tx<'_>) -> Result<String, StoreError>,
}

/// Statements that may scan the table of a shop, with the table: each with its reason.
pub const SCANS: &[(&str, &str)] = &[
    // The desk looks at the complaints of all shops; the index holds those that wait, in their order.
    ("reviews/reports_waiting", "reports"),
    // The same for cases: the walk ends with the first that is free.
    ("\"cases/columns\"\"cases/next\"", "cases"),
    ("\"cases/columns\"\"cases/next_risky\"", "cases"),
    // The index holds what concerns the desk alone; the walk ends with its last entry.
    ("log/newest_of_desk", "events"),
    // Once, when the only process begins: what a killed one had in hand; jobs that are done are not kept.
    ("log/release_jobs", "jobs"),
    ("notices/release_sendings", "sendings"),
    ("webhooks/release_leased", "calls"),
    // What was given up, for the desk: the index holds nothing else, and the walk ends with the last that is shown.
    ("notices/failed", "sendings"),
    // A row for each shop, read by whoever verifies all chains.
    ("verdicts/heads", "receipt_heads"),
];

/// All stories.
pub fn all() -> Vec<Case> {
    let topics = [
        answers::cases(),
        baskets::cases(),
        chats::cases(),
        comments::cases(),
        discount_requests::cases(),
        coupons::cases(),
        exports::cases(),
        jobs::cases(),
        log::cases(),
        media::cases(),
        moderation::cases(),
        notices::cases(),
        orders::cases(),
        people::cases(),
        prices::cases(),
        products::cases(),
        promotions::cases(),
        questions::cases(),
        replies::cases(),
        reviews::cases(),
        safety::cases(),
        webhooks::cases(),
    ];
    topics.into_iter().flatten().collect()
}

/// Something in the words of its own `Debug`, for a story to tell.
#[allow(clippy::unnecessary_wraps, reason = "what a story ends with")]
fn tell<T: std::fmt::Debug>(what: T) -> Result<String, StoreError> {
    Ok(format!("{what:#?}"))
}
