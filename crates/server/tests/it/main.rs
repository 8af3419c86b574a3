//! The product driven from outside, as people drive it. Modules mirror the surface's files.

#![allow(clippy::unwrap_used, reason = "a test may stop where something is not as it says")]

mod api;
mod cli;
mod desk;
mod dialect;
mod exports;
mod files;
mod house;
mod live;
mod notices;
mod serve;
mod support;
mod web;
