//! The rules of reviews, each over everything that it can be asked about.

use domain::reviews::{
    Action, AuthorKind, CommentState, Facts, OrderStatus, PHOTOS_MAX, REVIEW_TEXT_MAX, Rating, ReportReason,
    ReviewStatus, Step, UNDO_WINDOW, VIDEOS_MAX, allowed, apply, can_undo, is_public, reviewable, submittable, urgency,
    waits,
};
use domain::{Code, Timestamp};
use proptest::prelude::*;

use ReviewStatus::{New, Processed, Viewed};

/// Every review there can be, as far as the rules look at it.
fn every_review() -> Vec<Facts> {
    let mut all = Vec::new();
    for rating in [None, Some(1), Some(2), Some(3), Some(4), Some(5)] {
        for status in ReviewStatus::ALL {
            for order in OrderStatus::ALL {
                for (answered, deleted) in [(false, false), (false, true), (true, false), (true, true)] {
                    let rating = rating.and_then(|stars| Rating::new(stars).ok());
                    all.push(Facts { rating, status: *status, answered, order: *order, deleted, held: false });
                }
            }
        }
    }
    all
}

const STEPS: [Step; 7] = [
    Step::Opened,
    Step::Answered { done: false },
    Step::Answered { done: true },
    Step::Set(New),
    Step::Set(Viewed),
    Step::Set(Processed),
    Step::Rewritten,
];

#[test]
fn each_step_leads_from_each_status_where_the_table_says() {
    for (from, to) in [
        (New, [Viewed, Viewed, Processed, New, Viewed, Processed, New]),
        (Viewed, [Viewed, Viewed, Processed, New, Viewed, Processed, New]),
        (Processed, [Processed, Processed, Processed, New, Viewed, Processed, New]),
    ] {
        for (step, to) in STEPS.into_iter().zip(to) {
            assert_eq!(apply(from, step), to, "{from:?}, {step:?}");
        }
    }
}

#[test]
fn an_unhappy_buyer_comes_before_all_who_wait_and_those_before_all_who_do_not() {
    for facts in every_review() {
        let unhappy = facts.rating.is_some_and(|rating| rating.stars() <= 2);
        let expected = match (waits(&facts), unhappy) {
            (true, true) => 2,
            (true, false) => 1,
            (false, _) => 0,
        };
        assert_eq!(urgency(&facts), expected, "{facts:?}");
    }
}

#[test]
fn nobody_waits_for_an_answer_that_was_given_put_aside_or_is_about_nothing_any_more() {
    let waiting: Vec<Facts> = every_review().into_iter().filter(waits).collect();
    assert!(waiting.iter().all(|facts| !facts.deleted && facts.status != Processed));
    assert!(waiting.iter().all(|facts| !facts.answered || facts.status == New), "answered as it stands");
    // Six ratings, three orders; unanswered: new and viewed; answered: new again.
    assert_eq!(waiting.len(), 6 * 3 * (2 + 1));
}

#[test]
fn what_is_offered_follows_from_who_asks_and_what_buyers_see() {
    for facts in every_review() {
        let actions = allowed(&facts, true);
        assert_eq!(allowed(&facts, false), [], "who may not reply does nothing: {facts:?}");
        assert_eq!(actions.is_empty(), facts.deleted, "{facts:?}");
        assert_eq!(
            actions.contains(&Action::Pin),
            is_public(&facts),
            "only what stands on the card is pinned: {facts:?}"
        );
        for action in [Action::Answer, Action::Report, Action::SetStatus] {
            assert_eq!(actions.iter().filter(|offered| **offered == action).count(), usize::from(!facts.deleted));
        }
    }
}

#[test]
fn buyers_see_a_review_exactly_while_it_stands_on_a_delivered_order() {
    for facts in every_review() {
        assert_eq!(is_public(&facts), facts.order == OrderStatus::Delivered && !facts.deleted, "{facts:?}");
        assert!(!is_public(&facts) || reviewable(facts.order).is_ok(), "what buyers see could be written: {facts:?}");
    }
    assert!(reviewable(OrderStatus::Cancelled).is_ok(), "a cancelled order has something to tell the seller");
    assert_eq!(reviewable(OrderStatus::Processing).unwrap_err().code, Code::OrderNotReviewable);
}

#[test]
fn an_answer_is_taken_back_for_ten_seconds_and_not_a_microsecond_longer() {
    let sent = Timestamp::from_millis(1_760_000_000_000);
    let public_at = sent.after(UNDO_WINDOW);
    for (later, expected) in [(0, true), (9_999_999, true), (10_000_000, false), (10_000_001, false)] {
        assert_eq!(can_undo(CommentState::Pending, public_at, Timestamp(sent.0 + later)), expected, "{later}");
        assert!(!can_undo(CommentState::Published, public_at, Timestamp(sent.0 + later)));
        assert!(!can_undo(CommentState::Deleted, public_at, Timestamp(sent.0 + later)));
    }
}

#[test]
fn a_review_fits_up_to_each_limit_and_is_refused_at_the_field_that_goes_over() {
    let (fits, over) = ("ё".repeat(REVIEW_TEXT_MAX), "ё".repeat(REVIEW_TEXT_MAX + 1));
    let five = Rating::new(5).ok();
    assert_eq!(submittable(five, [&fits, &fits, &fits], PHOTOS_MAX, VIDEOS_MAX), Ok(()));
    assert_eq!(submittable(five, ["", "", ""], 0, 0), Ok(()), "stars alone say enough");
    assert_eq!(submittable(None, ["", "", "жмёт"], 0, 0), Ok(()), "a word alone says enough");
    for (texts, photos, videos, code, field) in [
        ([over.as_str(), "", ""], 0, 0, Code::TextTooLong, "text"),
        (["", &over, ""], 0, 0, Code::TextTooLong, "pros"),
        (["", "", &over], 0, 0, Code::TextTooLong, "cons"),
        (["", "", ""], PHOTOS_MAX + 1, 0, Code::TooManyFiles, "photos"),
        (["", "", ""], 0, VIDEOS_MAX + 1, Code::TooManyFiles, "videos"),
    ] {
        let refusal = submittable(five, texts, photos, videos).unwrap_err();
        assert_eq!((refusal.code, refusal.field), (code, Some(field)));
    }
    let nothing = submittable(None, ["", "", ""], PHOTOS_MAX, 0).unwrap_err();
    assert_eq!(nothing.code, Code::NothingToSay, "pictures alone say nothing");
}

#[test]
fn every_name_is_read_back_as_what_it_was_written_for() {
    assert!(ReviewStatus::ALL.iter().all(|it| ReviewStatus::parse(it.as_str()) == Some(*it)));
    assert!(OrderStatus::ALL.iter().all(|it| OrderStatus::parse(it.as_str()) == Some(*it)));
    assert!(CommentState::ALL.iter().all(|it| CommentState::parse(it.as_str()) == Some(*it)));
    assert!(AuthorKind::ALL.iter().all(|it| AuthorKind::parse(it.as_str()) == Some(*it)));
    assert!(ReportReason::ALL.iter().all(|it| ReportReason::parse(it.as_str()) == Some(*it)));
    for nonsense in ["", "NEW", "new ", "новый"] {
        assert_eq!(ReviewStatus::parse(nonsense), None, "{nonsense:?}");
    }
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    proptest::collection::vec(proptest::sample::select(STEPS.to_vec()), 0..20)
}

fn walk(steps: &[Step]) -> ReviewStatus {
    steps.iter().fold(New, |status, step| apply(status, *step))
}

proptest! {
    #[test]
    fn a_step_said_twice_is_a_step_said_once(steps in steps(), step in proptest::sample::select(STEPS.to_vec())) {
        let once = apply(walk(&steps), step);
        prop_assert_eq!(apply(once, step), once);
    }

    #[test]
    fn what_was_settled_is_opened_and_answered_without_becoming_unsettled(steps in steps()) {
        let settled = apply(walk(&steps), Step::Answered { done: true });
        prop_assert_eq!(apply(settled, Step::Opened), Processed);
        prop_assert_eq!(apply(settled, Step::Answered { done: false }), Processed);
    }

    #[test]
    fn a_review_that_was_opened_is_new_only_if_somebody_said_so_or_the_buyer_rewrote_it(steps in steps()) {
        let after_opening = [vec![Step::Opened], steps].concat();
        if walk(&after_opening) == New {
            prop_assert!(after_opening.iter().any(|step| matches!(step, Step::Set(New) | Step::Rewritten)));
        }
    }

    #[test]
    fn stars_are_from_one_to_five_and_nothing_else(stars in prop_oneof![any::<i64>(), -10_i64..10]) {
        match Rating::new(stars) {
            Ok(rating) => prop_assert!((1..=5).contains(&stars) && i64::from(rating.stars()) == stars),
            Err(refusal) => {
                prop_assert!(!(1..=5).contains(&stars));
                prop_assert_eq!((refusal.code, refusal.field), (Code::RatingInvalid, Some("rating")));
            }
        }
    }
}
