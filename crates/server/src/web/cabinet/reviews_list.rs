//! The list of reviews, and the page that shows it with one review beside it.

use askama::Template;

use super::review::ReviewView;
use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Appeal, CommentState, List, ReviewRow, Status, StepState},
    words::Words,
};

/// The list of reviews.
pub type ReviewList = List<ReviewRow>;

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
}
