//! Pages of lists.

use domain::{Code, Refusal};

/// Rows of a page where nobody says how many.
pub const DEFAULT: i64 = 20;
/// Rows of a page, at most.
pub const MAX: i64 = 100;

/// How many rows a page has, or a refusal.
pub fn limit(asked: Option<i64>) -> Result<i64, Refusal> {
    match asked.unwrap_or(DEFAULT) {
        limit @ 1..=MAX => Ok(limit),
        _ => Err(Refusal::new(Code::NumberOutOfRange).at("limit").with("min", 1).with("max", MAX)),
    }
}

/// Cuts what was read beyond a page, to know whether there is more; gives the last row that stays where there is.
pub fn cut<T>(rows: &mut Vec<T>, limit: i64) -> Option<&T> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    if rows.len() <= limit {
        return None;
    }
    rows.truncate(limit);
    rows.last()
}
