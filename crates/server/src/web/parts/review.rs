//! A review as a row of a list.

use crate::web::words::{When, Words};

use super::ProductLine;

/// The rating of a review; imported ones may lack it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stars(pub Option<u8>);

impl Stars {
    /// "4 из 5" or "без оценки".
    pub fn label(&self, w: &Words) -> String {
        self.0.map_or_else(|| w.reviews.no_rating.to_owned(), |stars| w.reviews.stars_of.put(stars))
    }
}

/// How far the seller's staff is with a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nobody has opened it.
    New,
    /// Opened.
    Viewed,
    /// Answered, or marked so.
    Processed,
}

impl Status {
    /// The class and the form's value.
    pub const fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Viewed => "viewed",
            Self::Processed => "processed",
        }
    }

    /// In words.
    pub const fn label(self, w: &Words) -> &'static str {
        match self {
            Self::New => w.reviews.status_new,
            Self::Viewed => w.reviews.status_viewed,
            Self::Processed => w.reviews.status_processed,
        }
    }
}

/// A stretch of text, found by the search or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// The search found it.
    pub hit: bool,
}

impl Piece {
    /// A text in which nothing was searched.
    pub fn plain(text: impl Into<String>) -> Vec<Self> {
        vec![Self { text: text.into(), hit: false }]
    }
}

/// A photo or video.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaItem {
    /// The whole thing.
    pub href: String,
    /// The small picture; videos may have none.
    pub thumb: Option<String>,
    /// A video.
    pub video: bool,
}

/// The order that a review is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderLine {
    /// The posting's number.
    pub number: String,
    /// "Доставлен".
    pub state: String,
    /// It was cancelled, so the review is seen by the seller only.
    pub cancelled: bool,
}

/// A review in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewRow {
    /// Its id.
    pub id: String,
    /// Its page, with the list's filters.
    pub href: String,
    /// The rating.
    pub stars: Stars,
    /// How far we are.
    pub status: Status,
    /// The buyer's display name.
    pub author: String,
    /// When; imported ones may not know.
    pub when: Option<When>,
    /// About what.
    pub product: ProductLine,
    /// The text; empty when there are only stars.
    pub text: Vec<Piece>,
    /// The first photos and videos.
    pub media: Vec<MediaItem>,
    /// How many more there are.
    pub more_media: u32,
    /// "26 ч": it waits for an answer that long.
    pub waiting: Option<String>,
    /// It is one of those that stand first.
    pub urgent: bool,
    /// The seller's answer.
    pub answer: Option<String>,
    /// The order was cancelled.
    pub cancelled: bool,
    /// Pinned to the product's card.
    pub pinned: bool,
    /// Changed by the buyer.
    pub edited: bool,
    /// It is the one that is open.
    pub open: bool,
}
