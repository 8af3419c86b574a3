//! The command line.

mod calendar;
mod import;
mod price;
mod verify;
