//! A review in the dialect's words: what both versions of the list and of the detail have in common.

use app::queries::lines::Line;
use app::queries::reviews::Review;
use domain::reviews::{self as rules, OrderStatus, ReviewStatus};
use domain::{Place, Timestamp};
use serde::{Serialize, Serializer};

use crate::dialect::written;

/// The two versions of the review methods; they differ in the names of statuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::dialect) enum Version {
    V1,
    V2,
}

impl Version {
    /// How far a review has come, as this version calls it.
    pub(super) fn status(self, status: ReviewStatus) -> &'static str {
        match (self, status) {
            (_, ReviewStatus::Processed) => "PROCESSED",
            (Self::V1, ReviewStatus::New | ReviewStatus::Viewed) => "UNPROCESSED",
            (Self::V2, ReviewStatus::New) => "NEW",
            (Self::V2, ReviewStatus::Viewed) => "VIEWED",
        }
    }
}

/// A review in a list, and the larger part of one on its own.
#[derive(Serialize)]
pub(super) struct Said<'a> {
    id: &'a str,
    sku: i64,
    text: Joined<'a>,
    #[serde(serialize_with = "written")]
    published_at: Timestamp,
    rating: i64,
    status: &'static str,
    comments_amount: i64,
    photos_amount: i64,
    videos_amount: i64,
    order_status: &'static str,
    is_rating_participant: bool,
}

impl<'a> Said<'a> {
    /// What a program is told of a review. The contract has no word for "unknown": no rating is 0, no product is 0.
    pub(super) fn new(line: &Line<'a>, version: Version) -> Self {
        let facts = line.facts();
        Self {
            id: line.id,
            sku: line.sku.map_or(0, |sku| sku.0),
            text: Joined { text: line.text, pros: line.pros, cons: line.cons },
            published_at: if line.dated { time_of(line.place) } else { Timestamp(0) },
            rating: facts.rating.map_or(0, |rating| i64::from(rating.stars())),
            status: version.status(line.status),
            comments_amount: line.comments,
            photos_amount: line.photos,
            videos_amount: line.videos,
            order_status: if line.order_status == OrderStatus::Cancelled { "CANCELLED" } else { "DELIVERED" },
            is_rating_participant: rules::is_public(&facts) && facts.rating.is_some(),
        }
    }
}

/// A whole review as a line of a list; `id` is its id as text.
pub(super) fn line<'a>(review: &'a Review, id: &'a str) -> Line<'a> {
    Line {
        id,
        place: review.place,
        sku: review.sku,
        order_status: review.order_status,
        stars: review.stars,
        text: &review.text,
        pros: &review.pros,
        cons: &review.cons,
        photos: review.photos,
        videos: review.videos,
        dated: review.published_at.is_some(),
        status: review.status,
        answered: review.answer.is_some(),
        comments: review.comments,
        held: review.held,
    }
}

/// The time by which a list is sorted. Of a bare date it is a moment of that day (see `ReviewId::imported`), so that
/// programs which check the order, or stop at a time that they have seen, are not misled.
fn time_of(place: Place) -> Timestamp {
    Timestamp::from_millis(place.0 >> 15)
}

/// The three texts of a review as the one that the dialect has.
struct Joined<'a> {
    text: &'a str,
    pros: &'a str,
    cons: &'a str,
}

impl Serialize for Joined<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.pros.is_empty() && self.cons.is_empty() {
            return serializer.serialize_str(self.text);
        }
        let named = [("Достоинства", self.pros), ("Недостатки", self.cons), ("Комментарий", self.text)];
        let parts = named.into_iter().filter(|(_, text)| !text.is_empty());
        let parts: Vec<_> = parts.map(|(name, text)| format!("{name}: {text}")).collect();
        serializer.serialize_str(&parts.join("\n"))
    }
}
