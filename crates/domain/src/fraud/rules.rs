//! The data file of the guard.

use std::fmt;

use serde::Deserialize;

/// What is wrong with a file of rules, and in which line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulesError {
    /// From 1.
    pub line: usize,
    /// In English, as the rest of the configuration.
    pub problem: String,
}

impl fmt::Display for RulesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.problem)
    }
}

impl std::error::Error for RulesError {}

/// A file of rules, read.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rules {
    pub(super) version: String,
}

pub(super) fn parse(text: &str) -> Result<Rules, RulesError> {
    toml::from_str(text).map_err(|error| {
        let start = error.span().unwrap_or_default().start.min(text.len());
        RulesError { line: text[..start].matches('\n').count() + 1, problem: error.message().to_owned() }
    })
}
