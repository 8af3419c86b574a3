//! Reviews on their way to the card: sent in for checking, held back, shown, taken from it.

use domain::event::{By, Event};
use domain::moderation::Subject;
use domain::{ReviewId, SellerId, Timestamp};
use store::reviews::facets::{self, Facet};
use store::reviews::{self, Review};
use store::{Tx, log};

use super::buyers::count;
use super::moderation::intake::{self, Outcome, Submission};
use crate::{Failure, Rules};

/// The three texts of a review as one, as the checks and the desk read them.
pub(crate) fn text(review: &Review) -> String {
    let parts = [&review.text, &review.pros, &review.cons];
    parts.into_iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join("\n\n")
}

fn submission(review: &Review, subject: Subject) -> Submission {
    Submission {
        seller: review.seller,
        subject,
        subject_id: review.id.to_string(),
        parent: review.id.to_string(),
        sku: review.sku,
        author: review.buyer.map_or(By::System, By::Buyer),
        author_name: review.buyer_name.clone(),
        text: text(review),
        media: review.media.clone(),
    }
}

/// Sends a review in that was written just now, in its row already and held or not as before. Where a person has to look, it
/// does not show on the card meanwhile.
pub(crate) fn submit(
    tx: &mut Tx<'_>,
    rules: &Rules,
    review: &mut Review,
    by: By,
    now: Timestamp,
) -> Result<(), Failure> {
    intake::withdraw(tx, review.seller, Subject::Review, &review.id.to_string(), by, now)?;
    intake::withdraw(tx, review.seller, Subject::Media, &review.id.to_string(), by, now)?;
    match intake::submit(tx, rules, now, &submission(review, Subject::Review), Vec::new())? {
        Outcome::Publish => pictures(tx, rules, review, by, now),
        Outcome::Waits { case, .. } => {
            hold(tx, review, by, now, |review| Event::ReviewHeld { review, case: case.to_string() })
        }
        Outcome::Refused => hold(tx, review, by, now, |review| Event::ReviewHidden { review }),
    }
}

/// The words are fine; the pictures are looked at where there are any.
fn pictures(tx: &mut Tx<'_>, rules: &Rules, review: &mut Review, by: By, now: Timestamp) -> Result<(), Failure> {
    if !review.has_media() || rules.policy.publish_clean.contains(&Subject::Media) {
        return show(tx, review, by, now);
    }
    let submission = submission(review, Subject::Media);
    let findings = rules.policy.look(Subject::Media, &submission.text);
    let case = intake::open(tx, rules, now, &submission, &findings, intake::Opening::default())?.id.to_string();
    hold(tx, review, by, now, |review| Event::ReviewHeld { review, case })
}

fn hold(
    tx: &mut Tx<'_>,
    review: &mut Review,
    by: By,
    now: Timestamp,
    event: impl FnOnce(String) -> Event,
) -> Result<(), Failure> {
    set_held(tx, review, true)?;
    Ok(log::append(tx, now, review.seller, by, &event(review.id.to_string()))?)
}

fn show(tx: &mut Tx<'_>, review: &mut Review, by: By, now: Timestamp) -> Result<(), Failure> {
    if set_held(tx, review, false)? {
        log::append(tx, now, review.seller, by, &Event::ReviewShown { review: review.id.to_string() })?;
    }
    Ok(())
}

/// Keeps whether a review is held back, and the product's counts with it; `false` where that was so already.
fn set_held(tx: &mut Tx<'_>, review: &mut Review, held: bool) -> Result<bool, Failure> {
    if review.held == held {
        return Ok(false);
    }
    let before = review.clone();
    review.held = held;
    reviews::set_held(tx, review.seller, review.place, held)?;
    count(tx, Some(&before), Some(review))?;
    Ok(true)
}

/// A verdict on a review comes into force.
pub(crate) fn judged(
    tx: &mut Tx<'_>,
    seller: SellerId,
    id: ReviewId,
    published: bool,
    by: By,
    now: Timestamp,
) -> Result<(), Failure> {
    let Some(mut review) = reviews::one(tx, seller, id)? else { return Ok(()) };
    if published {
        show(tx, &mut review, by, now)
    } else {
        hold(tx, &mut review, by, now, |review| Event::ReviewHidden { review })
    }
}

/// A verdict on the pictures of a review comes into force: refused ones go, and the words show.
pub(crate) fn pictures_judged(
    tx: &mut Tx<'_>,
    seller: SellerId,
    id: ReviewId,
    published: bool,
    by: By,
    now: Timestamp,
) -> Result<(), Failure> {
    let Some(mut review) = reviews::one(tx, seller, id)? else { return Ok(()) };
    if !published {
        let before = Facet::of(&review);
        (review.media, review.photos, review.videos) = ("[]".into(), 0, 0);
        reviews::drop_media(tx, seller, review.place)?;
        facets::moved(tx, seller, before, Facet::of(&review))?;
        log::append(tx, now, seller, by, &Event::ReviewPicturesRefused { review: id.to_string() })?;
    }
    show(tx, &mut review, by, now)
}
