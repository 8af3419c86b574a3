//! The data, on SQLite or PostgreSQL; the only crate that knows SQL.
//!
//! [`Store::write`] runs a closure as a transaction that is on the disk before its answer comes, [`Store::read`] one that
//! sees a single moment. Inside, [`Tx`] runs statements: files below `sql/`, the same for both engines. Which engine it is
//! knows `engine.rs` alone; a topic is a module here, a folder of SQL, and a file of cases in `tests/cases`.

pub mod announcements;
pub mod answers;
pub mod baskets;
pub mod cases;
pub mod chats;
pub mod comments;
pub mod coupons;
pub mod discount_requests;
mod engine;
mod error;
pub mod exports;
mod job;
pub mod jobs;
pub mod log;
pub mod media;
mod migrate;
pub mod moderation;
mod names;
mod newtypes;
pub mod notices;
mod options;
pub mod orders;
pub mod people;
pub mod prices;
pub mod products;
pub mod promotions;
pub mod questions;
pub mod replies;
pub mod reviews;
pub mod safety;
pub mod secrets;
mod signal;
pub mod sql;
mod store;
pub mod support;
#[cfg(feature = "testing")]
pub mod testing;
mod tx;
mod value;
pub mod verdicts;
pub mod webhooks;

pub use error::{OpenError, StoreError};
pub use options::{Options, Tuning};
pub use signal::Signal;
pub use sql::{Engine, Sql};
pub use store::Store;
pub use tx::{Row, Tx};
pub use value::{Cell, FromColumn, Param, Value};
