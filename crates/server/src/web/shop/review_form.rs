//! The form with which a buyer leaves or changes a review.

use askama::Template;

use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Appeal, Field, MediaItem, ProductLine, StepState, Track},
    words::Words,
};

/// `/shop/orders/{order}/{sku}/review`
#[derive(Debug, Template)]
#[template(path = "shop/review_form.html")]
pub struct ReviewFormPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// Where the form goes.
    pub action: String,
    /// About what.
    pub product: ProductLine,
    /// It changes a review that is there.
    pub editing: bool,
    /// The order was cancelled: only the seller will see it.
    pub cancelled: bool,
    /// The chosen stars, 0 when none are.
    pub stars: u8,
    /// Why the stars were refused.
    pub stars_error: Option<String>,
    /// What was liked.
    pub pros: Field,
    /// What was not.
    pub cons: Field,
    /// Anything else.
    pub comment: Field,
    /// What is attached already: its id and how it looks.
    pub media: Vec<(String, MediaItem)>,
    /// Why photos or videos were refused.
    pub media_error: Option<String>,
    /// How long each text may be.
    pub limit: u32,
    /// Its way to the card, while that matters.
    pub track: Option<Tracked>,
    /// Makes the review be stored once even when it is sent twice.
    pub key: String,
}

/// A review's way to the card.
#[derive(Clone, Debug)]
pub struct Tracked {
    /// The review.
    pub id: String,
    /// Its way.
    pub track: Track,
}

impl ReviewFormPage {
    /// Something was refused.
    pub fn refused(&self) -> bool {
        [&self.stars_error, &self.media_error, &self.pros.error, &self.cons.error, &self.comment.error]
            .into_iter()
            .any(Option::is_some)
    }

    /// That many stars are chosen.
    pub fn is_chosen(&self, stars: &u8) -> bool {
        self.stars == *stars
    }

    /// The stars from one to five with what they mean.
    pub fn rates(&self) -> [(u8, &'static str); 5] {
        let s = &self.w.shop;
        [(1, s.rate_1), (2, s.rate_2), (3, s.rate_3), (4, s.rate_4), (5, s.rate_5)]
    }

    /// The three texts: name, label, hint and what came back.
    pub fn texts(&self) -> [(&'static str, &'static str, &'static str, &Field); 3] {
        let s = &self.w.shop;
        [
            ("pros", s.pros, s.pros_hint, &self.pros),
            ("cons", s.cons, s.cons_hint, &self.cons),
            ("comment", s.comment, s.comment_hint, &self.comment),
        ]
    }
}
