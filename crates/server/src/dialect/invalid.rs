//! A field that cannot be so, named as the marketplace's validator names it.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Which field, and why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Invalid {
    /// As in the JSON: `filters.skus[0]`; empty for the body itself.
    path: Cow<'static, str>,
    reason: Cow<'static, str>,
}

impl Invalid {
    /// The field at `path` cannot be so.
    pub(super) fn new(path: impl Into<Cow<'static, str>>, reason: impl Into<Cow<'static, str>>) -> Self {
        Self { path: path.into(), reason: reason.into() }
    }

    /// A field that has to be there is not.
    pub(super) fn missing(path: &'static str) -> Self {
        Self::new(path, "value is required")
    }

    /// The same of a field inside another.
    pub(super) fn inside(self, owner: &str) -> Self {
        Self { path: format!("{owner}.{}", self.path).into(), ..self }
    }

    /// In words, about a request named `message`:
    /// `invalid ReviewListRequest.Limit: value must be inside range [20, 100]`.
    pub(super) fn of(&self, message: &str) -> String {
        let mut words = String::new();
        let mut owner = message.to_owned();
        let mut steps = self.path.split('.').filter(|step| !step.is_empty()).peekable();
        if steps.peek().is_none() {
            let _ = write!(words, "invalid {owner}: ");
        }
        while let Some(step) = steps.next() {
            let field = camel(step);
            let _ = write!(words, "invalid {owner}.{field}: ");
            if steps.peek().is_some() {
                words.push_str("embedded message failed validation | caused by: ");
                owner = format!("{owner}_{}", field.split('[').next().unwrap_or_default());
            }
        }
        words + &self.reason
    }
}

/// `review_ids[3]` as `ReviewIds[3]`.
fn camel(snake: &str) -> String {
    snake
        .split('_')
        .flat_map(|word| {
            let mut letters = word.chars();
            letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_named_as_the_marketplace_names_it() {
        let limit = Invalid::new("limit", "value must be inside range [20, 100]");
        assert_eq!(
            limit.of("ReviewListRequest"),
            "invalid ReviewListRequest.Limit: value must be inside range [20, 100]"
        );
    }

    #[test]
    fn a_field_inside_a_field_is_named_with_both() {
        let sku = Invalid::new("filters.skus[2]", "value must be greater than 0");
        assert_eq!(
            sku.of("ReviewListV2Request"),
            "invalid ReviewListV2Request.Filters: embedded message failed validation | caused by: \
             invalid ReviewListV2Request_Filters.Skus[2]: value must be greater than 0"
        );
    }

    #[test]
    fn a_body_that_is_no_object_has_no_field() {
        assert_eq!(Invalid::new("", "an object was expected").of("Request"), "invalid Request: an object was expected");
    }
}
