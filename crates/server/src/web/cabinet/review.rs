//! One review: what the buyer wrote, the thread, and the composer.

use askama::Template;

use crate::web::{
    icons,
    layout::{Toast, initials},
    parts::{
        Appeal, Choice, Comment, CommentState, Composer, MediaItem, OrderLine, Piece, ProductLine, Spread, Stars,
        Status, StepState,
    },
    words::{When, Words},
};

/// Only the review, for an in-place swap (`X-Fragment: detail`).
#[derive(Debug, Template)]
#[template(path = "cabinet/review_fragment.html")]
pub struct ReviewFragment {
    /// The words.
    pub w: &'static Words,
    /// The review.
    pub r: ReviewView,
    /// What is said once.
    pub said: Option<Toast>,
}

/// A review with everything around it.
#[derive(Clone, Debug)]
pub struct ReviewView {
    /// Its id.
    pub id: String,
    /// The list's filters as a query string, which every form carries on.
    pub query: String,
    /// The list it was opened from.
    pub back_href: String,
    /// The buyer's display name.
    pub author: String,
    /// The buyer's initials.
    pub initials: String,
    /// The rating.
    pub stars: Stars,
    /// When.
    pub when: Option<When>,
    /// How far we are.
    pub status: Status,
    /// "26 ч": it waits for an answer that long.
    pub waiting: Option<String>,
    /// The order.
    pub order: Option<OrderLine>,
    /// The order was cancelled: only the seller sees the review.
    pub cancelled_note: bool,
    /// What the buyer wrote, each with its heading; the only text has none.
    pub parts: Vec<(&'static str, Vec<Piece>)>,
    /// Photos and videos.
    pub media: Vec<MediaItem>,
    /// Changed by the buyer.
    pub edited: bool,
    /// Pinned to the product's card.
    pub pinned: bool,
    /// A report waits for the desk.
    pub reported: bool,
    /// About what.
    pub product: ProductLine,
    /// How the product's ratings are spread.
    pub spread: Spread,
    /// The comments, oldest first.
    pub thread: Vec<Comment>,
    /// The buyer's earlier reviews of this seller.
    pub earlier: Vec<EarlierReview>,
    /// The change of status on offer: form value and verb.
    pub mark: Option<(&'static str, &'static str)>,
    /// May be pinned.
    pub can_pin: bool,
    /// May be unpinned.
    pub can_unpin: bool,
    /// May be reported.
    pub can_report: bool,
    /// The report's form.
    pub report: ReportForm,
    /// The order about which its buyer can be written to, and the product in it.
    pub write: Option<(String, Option<i64>)>,
    /// The composer; absent for those who may only read.
    pub composer: Option<Composer>,
}

impl ReviewView {
    /// The initials of an author.
    pub fn initials_of(author: &str) -> String {
        initials(author)
    }
}

/// An earlier review by the same buyer.
#[derive(Clone, Debug)]
pub struct EarlierReview {
    /// Its page.
    pub href: String,
    /// The rating.
    pub stars: Stars,
    /// When.
    pub when: Option<When>,
    /// The product's name.
    pub product: String,
    /// The text, clamped by the page.
    pub text: String,
}

/// The form with which a review is reported.
#[derive(Clone, Debug, Default)]
pub struct ReportForm {
    /// Shown at once, because it came back refused.
    pub open: bool,
    /// The reasons.
    pub reasons: Vec<Choice>,
    /// What was typed.
    pub text: String,
    /// Why it was refused.
    pub error: Option<String>,
}
