//! What a verdict does to what was judged. One match over all subjects.

use domain::event::By;
use domain::moderation::{Decision, Stage, Subject};
use domain::{AnswerId, CommentId, MessageId, QuestionId, ReportId, ReviewId, Timestamp};
use store::cases::Case;
use store::reviews::reports;
use store::{Tx, reviews};

use super::intake::Submission;
use super::record::{self, Judged};
use crate::Failure;
use crate::commands::{answers, asking, chats, held_reviews, questions};

/// What a case was opened with.
pub(crate) fn submission_of(case: &Case) -> Submission {
    Submission {
        seller: case.seller,
        subject: case.subject,
        subject_id: case.subject_id.clone(),
        parent: case.parent.clone(),
        sku: case.sku,
        author: By::parse(&case.author).unwrap_or(By::System),
        author_name: case.author_name.clone(),
        text: case.text.clone(),
        media: case.media.clone(),
    }
}

/// Does what a verdict says. What is gone meanwhile is left alone.
pub(crate) fn apply(tx: &mut Tx<'_>, case: &Case, judged: &Judged, now: Timestamp) -> Result<(), Failure> {
    let publish = judged.decision == Decision::Publish;
    let (seller, id, by) = (case.seller, case.subject_id.as_str(), judged.by);
    match case.subject {
        Subject::Question => match QuestionId::parse(id) {
            Some(id) => asking::judged(tx, seller, id, publish, by, now),
            None => Ok(()),
        },
        Subject::Answer => match AnswerId::parse(id) {
            Some(id) => questions::judged(tx, seller, id, publish, by, now),
            None => Ok(()),
        },
        Subject::Comment => match CommentId::parse(id) {
            Some(id) => answers::judged(tx, seller, id, publish, by, now),
            None => Ok(()),
        },
        Subject::Review => match ReviewId::parse(id) {
            Some(id) => held_reviews::judged(tx, seller, id, publish, by, now),
            None => Ok(()),
        },
        Subject::Media => match ReviewId::parse(id) {
            Some(id) => held_reviews::pictures_judged(tx, seller, id, publish, by, now),
            None => Ok(()),
        },
        Subject::Report => complaint(tx, case, judged, publish, now),
        Subject::Message => match id.parse() {
            Ok(id) => chats::judged::message_judged(tx, seller, MessageId(id), publish, by, now),
            Err(_) => Ok(()),
        },
        Subject::FraudReport => chats::report::report_judged(tx, case, publish, by, now),
        Subject::Friction => chats::measures::friction_judged(tx, case, publish, now),
        Subject::Switch => chats::measures::switch_judged(tx, case, publish, now),
    }
}

/// A complaint that is accepted takes the review from the card. That is a verdict on the review too, with the same reasons,
/// so that its buyer can read and appeal it.
fn complaint(tx: &mut Tx<'_>, case: &Case, judged: &Judged, accepted: bool, now: Timestamp) -> Result<(), Failure> {
    if let Some(report) = ReportId::parse(&case.subject_id) {
        reports::close(tx, case.seller, report, if accepted { "upheld" } else { "declined" })?;
    }
    let Some(id) = ReviewId::parse(&case.parent) else { return Ok(()) };
    let Some(review) = reviews::one(tx, case.seller, id)?.filter(|_| accepted) else { return Ok(()) };
    let about_review = Judged {
        subject: Subject::Review,
        subject_id: id.to_string(),
        author: review.buyer.map_or(By::System, By::Buyer).to_string(),
        text_hash: crate::chance::fingerprint(&held_reviews::text(&review)),
        decision: Decision::Refuse,
        stage: Stage::First,
        earlier: None,
        overturns: false,
        ..judged.clone()
    };
    record::give(tx, &about_review)?;
    held_reviews::judged(tx, case.seller, id, false, judged.by, now)
}
