//! A list that is searched, filtered, put in order and paged: one frame for everything that a seller lists.

use super::{Blank, Chip, Choice};

/// A list with its search, filters and order.
#[derive(Clone, Debug)]
pub struct List<Row> {
    /// Where it is: `/reviews`.
    pub path: &'static str,
    /// What it lists: "Отзывы".
    pub title: &'static str,
    /// Its title is the page's heading; else the open detail has that.
    pub heads_page: bool,
    /// The lists side by side, this one on.
    pub segments: Vec<Chip>,
    /// What was searched.
    pub query: String,
    /// The other filters, which a search keeps: name and value.
    pub kept: Vec<(String, String)>,
    /// The quick filters.
    pub chips: Vec<Chip>,
    /// The form of all filters.
    pub filters: Filters,
    /// The order's code as in the URL; empty for the usual order.
    pub sort: &'static str,
    /// The order in words.
    pub sort_label: &'static str,
    /// The orders on offer.
    pub sorts: Vec<Chip>,
    /// Says why the order is as it is, or how many were found.
    pub note: Option<String>,
    /// This list again.
    pub refresh_href: String,
    /// This list with check boxes, or without them when it has them; absent where nothing is done to several.
    pub select_href: Option<String>,
    /// Where a download of this list is asked for.
    pub export_href: Option<String>,
    /// The rows.
    pub rows: Vec<Row>,
    /// The next page.
    pub next: Option<String>,
    /// What stands in place of rows.
    pub blank: Option<Blank>,
    /// Several are being selected.
    pub bulk: Option<BulkBar>,
}

/// The bar that appears while several rows are selected.
#[derive(Clone, Debug, Default)]
pub struct BulkBar {
    /// The templates to answer from.
    pub templates: Vec<Choice>,
}

/// All filters as a form.
#[derive(Clone, Debug, Default)]
pub struct Filters {
    /// How many are on.
    pub active: usize,
    /// The filters that are chosen from a set.
    pub groups: Vec<Group>,
    /// Products.
    pub sku: String,
    /// Categories.
    pub categories: Vec<Choice>,
    /// `2026-05-01`
    pub from: String,
    /// `2026-05-31`
    pub to: String,
    /// Waiting longer than that many hours; absent where nothing waits.
    pub hours: Option<String>,
}

/// A filter that is chosen from a set.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its name in the URL.
    pub name: &'static str,
    /// What it is about.
    pub legend: &'static str,
    /// Several may be chosen.
    pub many: bool,
    /// The choices.
    pub choices: Vec<Choice>,
}

impl Group {
    /// A filter of which one value is chosen.
    pub const fn one(name: &'static str, legend: &'static str, choices: Vec<Choice>) -> Self {
        Self { name, legend, many: false, choices }
    }

    /// A filter of which several values may be chosen.
    pub const fn many(name: &'static str, legend: &'static str, choices: Vec<Choice>) -> Self {
        Self { name, legend, many: true, choices }
    }
}
