//! One binary: the web app, the JSON API, the dialect and the command line over one set of commands and queries.
//!
//! A surface translates: it parses, calls one function of `app`, and renders what comes back. It never decides, and it
//! never sees the database.

pub mod api;
pub mod callable;
pub mod cli;
pub mod config;
pub mod demo;
pub mod dialect;
pub mod files;
pub mod health;
pub mod limits;
pub mod live;
pub mod logging;
pub mod media;
pub mod origin;
pub mod outward;
pub mod ranges;
pub mod receipts;
pub mod router;
pub mod serve;
pub mod session;
pub mod state;
pub mod told;
pub mod web;

pub use state::Site;
