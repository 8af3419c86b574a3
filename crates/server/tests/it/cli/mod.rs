//! The command line.

mod calendar;
mod import;
mod verify;
