//! The product driven from outside, as people drive it. Modules mirror the surface's files.

mod api;
mod cli;
mod dialect;
mod house;
mod support;
