//! Files of products, orders and reviews that come from elsewhere: read, judged line by line, never stopped by one line.
//!
//! [`Records`] cuts a file into records, whatever it is (JSON Lines or CSV, plain or gzip), with bounded memory.
//! [`Format::read`] turns a record into a [`Row`] as it was written, `judge` turns the row into what may be stored. What
//! is refused on the way goes to a [`Rejected`] file with its [`Reason`]. All of it is pure enough to run on many
//! threads; writing to the database is the business of the command.

mod cells;
mod format;
mod judge;
mod lines;
mod reason;
mod records;
mod rejected;
mod rows;

pub use format::Format;
pub use judge::{Answer, Order, Product, Review};
pub use lines::MAX_LINE;
pub use reason::{Expected, Reason};
pub use records::{OpenError, Record, Records, Trouble};
pub use rejected::Rejected;
pub use rows::{OrderRow, ProductRow, ReviewRow, Row};

#[cfg(test)]
#[path = "import/data_tests.rs"]
mod data_tests;
