//! The list of reviews, and the page that shows it with one review beside it.

use askama::Template;

use super::review::ReviewView;
use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, Chip, Choice, CommentState, ReviewRow, Status},
    words::Words,
};

/// `/reviews` and `/reviews/{id}`: the list, and from 1024 px the open review beside it.
#[derive(Debug, Template)]
#[template(path = "cabinet/reviews.html")]
pub struct ReviewsPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The list.
    pub list: ReviewList,
    /// The open review.
    pub review: Option<ReviewView>,
}

/// Only the list, for an in-place swap (`X-Fragment: list`).
#[derive(Debug, Template)]
#[template(path = "cabinet/review_list.html")]
pub struct ReviewListFragment {
    /// The words.
    pub w: &'static Words,
    /// The list.
    pub list: ReviewList,
    /// Never there; the template asks which heading is the page's.
    pub review: Option<ReviewView>,
}

/// The list with its search, filters and order.
#[derive(Clone, Debug, Default)]
pub struct ReviewList {
    /// What was searched.
    pub query: String,
    /// The other filters, which a search keeps: name and value.
    pub kept: Vec<(String, String)>,
    /// The quick filters.
    pub chips: Vec<Chip>,
    /// The form of all filters.
    pub filters: ReviewFilters,
    /// The order's code, as in the URL.
    pub sort: String,
    /// The order in words.
    pub sort_label: String,
    /// The orders on offer.
    pub sorts: Vec<Chip>,
    /// Says why the order is as it is.
    pub note: Option<String>,
    /// How many there are: "128 отзывов".
    pub total_label: String,
    /// This list again.
    pub refresh_href: String,
    /// This list with check boxes, or without them when it has them.
    pub select_href: String,
    /// The viewer may act on several at once.
    pub can_select: bool,
    /// The rows.
    pub rows: Vec<ReviewRow>,
    /// The next page.
    pub next: Option<String>,
    /// What stands in place of rows.
    pub blank: Option<Blank>,
    /// Several are being selected.
    pub bulk: Option<BulkBar>,
}

/// The bar that appears while several reviews are selected.
#[derive(Clone, Debug, Default)]
pub struct BulkBar {
    /// The templates to answer from.
    pub templates: Vec<Choice>,
}

/// All filters as a form.
#[derive(Clone, Debug, Default)]
pub struct ReviewFilters {
    /// How many are on.
    pub active: usize,
    /// One to five stars.
    pub stars: Vec<Choice>,
    /// The filters with one choice each: name, label, choices.
    pub radios: Vec<(&'static str, &'static str, Vec<Choice>)>,
    /// Products.
    pub sku: String,
    /// Categories.
    pub categories: Vec<Choice>,
    /// `2026-05-01`
    pub from: String,
    /// `2026-05-31`
    pub to: String,
}
