//! Otklik's server: the web app, the APIs and the command line.

pub mod web;
