//! `/api/v1`, driven by people and programs.

mod answer;
mod list;
mod problems;
