//! Reviews: their states, who may do what to them, which one comes first.

pub mod pulse;

use std::time::Duration;

use crate::people::named;
use crate::{Code, Refusal, Timestamp};

named! {
    /// How far a review has come with the seller's staff.
    ReviewStatus {
        /// Nobody of the shop has opened it.
        New = "new",
        /// Opened, and nothing done yet.
        Viewed = "viewed",
        /// Answered or put aside as done.
        Processed = "processed",
    }
}

named! {
    /// What became of the order that the review is about.
    OrderStatus {
        /// On its way.
        Processing = "processing",
        /// The buyer has it.
        Delivered = "delivered",
        /// It never came to a purchase; the review is for the seller's eyes only.
        Cancelled = "cancelled",
    }
}

named! {
    /// Where a comment stands.
    CommentState {
        /// Sent, and may still be taken back without a trace.
        Pending = "pending",
        /// It waits for a moderator.
        Waiting = "waiting",
        /// Everybody sees it.
        Published = "published",
        /// It was refused, with reasons.
        Refused = "refused",
        /// Taken away by its author.
        Deleted = "deleted",
    }
}

named! {
    /// Who wrote a comment.
    AuthorKind {
        /// The shop.
        Seller = "seller",
        /// A buyer.
        Buyer = "buyer",
    }
}

named! {
    /// Why a seller reports a review.
    ReportReason {
        /// About the delivery or the marketplace, not about the product.
        NotAboutProduct = "not_about_product",
        /// Insults or swearing.
        Abuse = "abuse",
        /// Written for a competitor.
        Competitor = "competitor",
        /// Signs of an invented review.
        Fake = "fake",
        /// Somebody's personal data.
        PersonalData = "personal_data",
        /// Links, contacts, advertising.
        Advertisement = "advertisement",
        /// Asks for money or gifts for a better review.
        Blackmail = "blackmail",
        /// Anything else, in words.
        Other = "other",
    }
}

/// How long an answer can be taken back before it becomes public.
pub const UNDO_WINDOW: Duration = Duration::from_secs(10);
/// Characters of an answer, at most.
pub const COMMENT_MAX: usize = 1_000;
/// Characters of each of a review's three texts, at most.
pub const REVIEW_TEXT_MAX: usize = 5_000;
/// Characters of a report's words, at most.
pub const REPORT_TEXT_MAX: usize = 1_000;
/// Photos of a review, at most.
pub const PHOTOS_MAX: usize = 10;
/// Videos of a review, at most.
pub const VIDEOS_MAX: usize = 2;

/// Stars, 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rating(u8);

impl Rating {
    /// `stars` from 1 to 5, or a refusal.
    pub fn new(stars: i64) -> Result<Self, Refusal> {
        match u8::try_from(stars) {
            Ok(stars @ 1..=5) => Ok(Self(stars)),
            _ => Err(Refusal::new(Code::RatingInvalid).at("rating")),
        }
    }

    /// How many stars.
    pub fn stars(self) -> u8 {
        self.0
    }

    /// One or two stars: the buyer is unhappy.
    pub fn is_low(self) -> bool {
        self.0 <= 2
    }
}

/// A picture or video of a review, as lists show it without another look at the database.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct MediaRef {
    /// Its id.
    pub id: String,
    /// `photo`, `video` or `drawing`.
    pub kind: String,
    /// Pixels.
    pub width: i64,
    /// Pixels.
    pub height: i64,
}

/// What a rule needs to know about a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// The stars, where the buyer gave some.
    pub rating: Option<Rating>,
    /// How far the staff has come.
    pub status: ReviewStatus,
    /// Whether the shop's answer stands under it.
    pub answered: bool,
    /// What became of the order.
    pub order: OrderStatus,
    /// Whether its buyer took it away.
    pub deleted: bool,
    /// Whether it is held back: it waits for a verdict, or was refused.
    pub held: bool,
}

/// What happens to a review and may move its status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Somebody of the shop opened it.
    Opened,
    /// The shop answered; `done` says whether that settles it.
    Answered {
        /// The box "mark as processed".
        done: bool,
    },
    /// Somebody set the status by hand or by a program.
    Set(ReviewStatus),
    /// Somebody says that it is not done after all, without saying how far it has come.
    Reopened,
    /// The buyer changed it: what was done was done about another text.
    Rewritten,
}

/// The status after a step. The only place where a review's status comes from.
pub fn apply(status: ReviewStatus, step: Step) -> ReviewStatus {
    match (status, step) {
        (ReviewStatus::New, Step::Opened | Step::Answered { done: false })
        | (ReviewStatus::Processed, Step::Reopened) => ReviewStatus::Viewed,
        (_, Step::Answered { done: true }) => ReviewStatus::Processed,
        (_, Step::Set(to)) => to,
        (ReviewStatus::New | ReviewStatus::Viewed, Step::Reopened)
        | (ReviewStatus::Viewed | ReviewStatus::Processed, Step::Opened | Step::Answered { done: false }) => status,
        (_, Step::Rewritten) => ReviewStatus::New,
    }
}

/// How much a review asks for an answer: more comes first in the default order.
///
/// First (2) what is unanswered with one or two stars, then (1) what else waits, then (0) what is settled.
pub fn urgency(facts: &Facts) -> i64 {
    let waits = waits(facts);
    match facts.rating {
        Some(rating) if waits && rating.is_low() => 2,
        _ if waits => 1,
        _ => 0,
    }
}

/// Whether a review waits for the shop: not put aside, and not answered, or new again because its buyer has rewritten it
/// after the answer.
pub fn waits(facts: &Facts) -> bool {
    let answered_as_it_stands = facts.answered && facts.status != ReviewStatus::New;
    !answered_as_it_stands && facts.status != ReviewStatus::Processed && !facts.deleted
}

/// Whether buyers see it on the card. A review on a cancelled order is seen by the seller only.
pub fn is_public(facts: &Facts) -> bool {
    facts.order == OrderStatus::Delivered && !facts.deleted && !facts.held
}

/// What the shop's staff can do to a review now. Buttons are drawn from it and commands check it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Write under it.
    Answer,
    /// Put it on top of the card.
    Pin,
    /// Complain to the operator.
    Report,
    /// Change how far it has come.
    SetStatus,
}

/// What is offered is what is allowed.
pub fn allowed(facts: &Facts, may_reply: bool) -> Vec<Action> {
    if !may_reply || facts.deleted {
        return Vec::new();
    }
    let mut actions = vec![Action::Answer, Action::Report, Action::SetStatus];
    if is_public(facts) {
        actions.push(Action::Pin);
    }
    actions
}

/// Whether a comment can still be taken back: it is pending and its time has not come.
pub fn can_undo(state: CommentState, public_at: Timestamp, now: Timestamp) -> bool {
    state == CommentState::Pending && now < public_at
}

/// Whether a buyer can write a review about an order item with this status.
pub fn reviewable(order: OrderStatus) -> Result<(), Refusal> {
    match order {
        OrderStatus::Delivered | OrderStatus::Cancelled => Ok(()),
        OrderStatus::Processing => Err(Code::OrderNotReviewable.into()),
    }
}

/// Whether a review says anything, and not more than fits.
///
/// `texts` are the comment, the advantages and the disadvantages, cleaned.
pub fn submittable(rating: Option<Rating>, texts: [&str; 3], photos: usize, videos: usize) -> Result<(), Refusal> {
    if rating.is_none() && texts.iter().all(|text| text.is_empty()) {
        return Err(Refusal::new(Code::NothingToSay).at("rating"));
    }
    for (text, field) in texts.into_iter().zip(["text", "pros", "cons"]) {
        let got = text.chars().count();
        if got > REVIEW_TEXT_MAX {
            return Err(Refusal::new(Code::TextTooLong).at(field).with("max", REVIEW_TEXT_MAX).with("got", got));
        }
    }
    for (got, max, field) in [(photos, PHOTOS_MAX, "photos"), (videos, VIDEOS_MAX, "videos")] {
        if got > max {
            return Err(Refusal::new(Code::TooManyFiles).at(field).with("max", max));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(stars: i64) -> Facts {
        Facts {
            rating: Rating::new(stars).ok(),
            status: ReviewStatus::New,
            answered: false,
            order: OrderStatus::Delivered,
            deleted: false,
            held: false,
        }
    }

    #[test]
    fn opening_a_new_review_makes_it_viewed_and_changes_nothing_else() {
        assert_eq!(apply(ReviewStatus::New, Step::Opened), ReviewStatus::Viewed);
        assert_eq!(apply(ReviewStatus::Viewed, Step::Opened), ReviewStatus::Viewed);
        assert_eq!(apply(ReviewStatus::Processed, Step::Opened), ReviewStatus::Processed);
    }

    #[test]
    fn an_answer_settles_a_review_only_when_the_box_is_ticked() {
        assert_eq!(apply(ReviewStatus::New, Step::Answered { done: true }), ReviewStatus::Processed);
        assert_eq!(apply(ReviewStatus::New, Step::Answered { done: false }), ReviewStatus::Viewed);
        assert_eq!(apply(ReviewStatus::Processed, Step::Answered { done: false }), ReviewStatus::Processed);
    }

    #[test]
    fn a_reopened_review_was_seen_at_least_and_one_that_is_open_stays_as_it_is() {
        assert_eq!(apply(ReviewStatus::Processed, Step::Reopened), ReviewStatus::Viewed);
        assert_eq!(apply(ReviewStatus::New, Step::Reopened), ReviewStatus::New);
        assert_eq!(apply(ReviewStatus::Viewed, Step::Reopened), ReviewStatus::Viewed);
    }

    #[test]
    fn a_rewritten_review_is_new_again() {
        for status in ReviewStatus::ALL {
            assert_eq!(apply(*status, Step::Rewritten), ReviewStatus::New);
        }
    }

    #[test]
    fn an_unhappy_buyer_without_an_answer_comes_first() {
        assert!(urgency(&facts(1)) > urgency(&facts(5)));
        assert!(urgency(&facts(2)) > urgency(&facts(3)));
        let answered = Facts { answered: true, status: ReviewStatus::Viewed, ..facts(1) };
        assert!(urgency(&facts(5)) > urgency(&answered));
        let put_aside = Facts { status: ReviewStatus::Processed, ..facts(1) };
        assert_eq!(urgency(&put_aside), urgency(&answered));
    }

    #[test]
    fn an_answered_review_that_its_buyer_rewrites_waits_again() {
        let answered = Facts { answered: true, status: ReviewStatus::Processed, ..facts(1) };
        let rewritten = Facts { status: apply(answered.status, Step::Rewritten), ..answered };
        assert!(!waits(&answered));
        assert!(waits(&rewritten));
    }

    #[test]
    fn a_review_on_a_cancelled_order_is_for_the_seller_only() {
        let cancelled = Facts { order: OrderStatus::Cancelled, ..facts(1) };
        assert!(!is_public(&cancelled));
        assert!(!allowed(&cancelled, true).contains(&Action::Pin));
        assert!(allowed(&cancelled, true).contains(&Action::Answer));
    }

    #[test]
    fn a_review_that_waits_for_a_verdict_is_not_on_the_card_and_can_be_answered_already() {
        let held = Facts { held: true, ..facts(1) };
        assert!(!is_public(&held));
        assert!(allowed(&held, true).contains(&Action::Answer));
        assert!(!allowed(&held, true).contains(&Action::Pin));
    }

    #[test]
    fn who_may_not_reply_is_offered_nothing() {
        assert_eq!(allowed(&facts(1), false), []);
    }

    #[test]
    fn an_answer_is_taken_back_before_it_is_public_and_not_after() {
        let public_at = Timestamp(10);
        assert!(can_undo(CommentState::Pending, public_at, Timestamp(9)));
        assert!(!can_undo(CommentState::Pending, public_at, Timestamp(10)));
        assert!(!can_undo(CommentState::Published, public_at, Timestamp(9)));
    }

    #[test]
    fn a_review_of_seven_stars_or_of_nothing_at_all_is_refused() {
        assert_eq!(Rating::new(7).unwrap_err().code, Code::RatingInvalid);
        assert_eq!(Rating::new(0).unwrap_err().code, Code::RatingInvalid);
        assert_eq!(submittable(None, ["", "", ""], 1, 0).unwrap_err().code, Code::NothingToSay);
        assert!(submittable(None, ["", "тёплые", ""], 0, 0).is_ok());
        assert_eq!(submittable(None, ["да", "", ""], 11, 0).unwrap_err().field, Some("photos"));
    }
}
