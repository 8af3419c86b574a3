//! Answers to questions.

pub(in crate::dialect) mod create;
pub(in crate::dialect) mod delete;
pub(in crate::dialect) mod list;
