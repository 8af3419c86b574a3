//! Answering a review: sent, taken back, public, changed, taken away.

use domain::event::{By, Event};
use domain::moderation::Subject;
use domain::reviews::{self as rules, Action, AuthorKind, COMMENT_MAX, CommentState, Step, UNDO_WINDOW};
use domain::text::Text;
use domain::{Code, CommentId, PersonId, Refusal, ReviewId, SellerId, Timestamp};
use serde::{Deserialize, Serialize};
use store::comments::{self, Comment};
use store::jobs::{self, Job};
use store::reviews::facets::{self, Facet};
use store::reviews::{self, Answer, Review};
use store::{Tx, log, replies};

use super::moderation::intake::{self, Outcome, Submission};
use super::reviews::{check, load};
use crate::actors::{CanReply, SellerStaff};
use crate::once::{Once, once};
use crate::{App, Failure, Rules, chance};

/// The job that makes a comment public when the time to take it back is over.
pub const PUBLISH: &str = "publish_comment";

/// What an answer says.
pub type AnswerText = Text<1, COMMENT_MAX>;

/// An answer to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAnswer {
    /// To which review.
    pub review: ReviewId,
    /// What it says.
    pub text: AnswerText,
    /// The comment that it answers, where it answers one.
    pub parent: Option<CommentId>,
    /// Whether it settles the review.
    pub settles: bool,
    /// The newest answer of the shop that the author had before their eyes. `None` asks for no such check; where a
    /// colleague has answered meanwhile, the answer is refused and both texts are shown.
    pub seen: Option<Seen>,
    /// Whether it can be taken back for [`UNDO_WINDOW`] before it is public. Programs do not take back.
    pub undo: bool,
    /// The key of a request that may come twice.
    pub once: Option<Once>,
}

/// The newest answer of the shop that somebody had before their eyes: none, or this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen(pub Option<CommentId>);

/// An answer that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sent {
    /// Which.
    pub comment: CommentId,
    /// When it is public.
    pub public_at: Timestamp,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    comment: String,
    public_at: i64,
}

/// Sends an answer. Public at once, or after the time to take it back.
pub async fn send(app: &App, staff: &SellerStaff<CanReply>, new: NewAnswer) -> Result<Sent, Failure> {
    let (now, of) = (app.now(), app.rules().clone());
    let author = Author::of(staff);
    let id = CommentId(chance::id(now));
    let kept = app
        .store()
        .write(move |tx| {
            once(tx, new.once.as_ref(), now, |tx| {
                let sent = write(tx, &of, &author, id, &new, now)?;
                Ok(Kept { comment: sent.comment.to_string(), public_at: sent.public_at.0 })
            })
        })
        .await?;
    let comment = CommentId::parse(&kept.comment).ok_or_else(|| Failure::fault("a kept answer has no id"))?;
    Ok(Sent { comment, public_at: Timestamp(kept.public_at) })
}

/// Who answers in the shop's name.
#[derive(Debug, Clone)]
pub(crate) struct Author {
    pub(crate) seller: SellerId,
    pub(crate) by: By,
    pub(crate) name: String,
    pub(crate) person: Option<PersonId>,
}

impl Author {
    pub(crate) fn of(staff: &SellerStaff<CanReply>) -> Self {
        Self { seller: staff.seller(), by: staff.by(), name: staff.name().to_owned(), person: staff.person() }
    }
}

pub(crate) fn write(
    tx: &mut Tx<'_>,
    of: &Rules,
    author: &Author,
    id: CommentId,
    new: &NewAnswer,
    now: Timestamp,
) -> Result<Sent, Failure> {
    let mut review = load(tx, author.seller, new.review)?;
    check(&review, Action::Answer)?;
    nobody_was_faster(tx, &review, new.seen)?;
    has_parent(tx, &review, new.parent)?;
    let public_at = if new.undo { now.after(UNDO_WINDOW) } else { now };
    let comment = Comment {
        id,
        place: review.place,
        review: review.id,
        parent: new.parent,
        author: AuthorKind::Seller,
        author_id: Some(author.by.to_string()),
        author_name: author.name.clone(),
        text: new.text.to_string(),
        state: CommentState::Pending,
        settles: new.settles,
        sent_at: now,
        public_at,
        edited_at: None,
        version: 1,
    };
    comments::insert(tx, author.seller, &comment)?;
    if let Some(person) = author.person {
        replies::delete_draft(tx, author.seller, review.id, person)?;
        replies::stopped_answering(tx, author.seller, review.id, person)?;
    }
    if new.undo {
        let event =
            Event::CommentSent { review: review.id.to_string(), comment: id.to_string(), public_at: public_at.0 };
        log::append(tx, now, author.seller, author.by, &event)?;
        let subject = id.to_string();
        let job =
            Job { id: format!("{PUBLISH}:{id}"), kind: PUBLISH.into(), seller: author.seller, subject, attempts: 0 };
        jobs::insert(tx, &job, public_at)?;
    } else {
        check_in(tx, of, &mut review, &comment, author.by, now)?;
    }
    Ok(Sent { comment: id, public_at })
}

fn nobody_was_faster(tx: &mut Tx<'_>, review: &Review, seen: Option<Seen>) -> Result<(), Failure> {
    let Some(Seen(seen)) = seen else { return Ok(()) };
    match comments::newest_live(tx, review.seller, review.place)? {
        Some(newest) if Some(newest.id) != seen => Err(Refusal::new(Code::AnsweredMeanwhile)
            .at("text")
            .with("who", newest.author_name)
            .with("comment", newest.id)
            .with("text", newest.text)
            .into()),
        _ => Ok(()),
    }
}

fn has_parent(tx: &mut Tx<'_>, review: &Review, parent: Option<CommentId>) -> Result<(), Failure> {
    let Some(parent) = parent else { return Ok(()) };
    let found = comments::one(tx, review.seller, parent)?;
    let there = found.is_some_and(|c| c.review == review.id && c.state == CommentState::Published);
    if there { Ok(()) } else { Err(Refusal::new(Code::CommentNotFound).at("parent_comment_id").into()) }
}

/// A comment is public from now on: the review is answered, its facets and its status follow.
fn show(tx: &mut Tx<'_>, review: &mut Review, comment: &Comment, by: By, now: Timestamp) -> Result<(), Failure> {
    let before = Facet::of(review);
    review.answer = Some(Answer { id: comment.id, text: comment.text.clone(), at: now });
    review.status = rules::apply(review.status, Step::Answered { done: comment.settles });
    reviews::set_answer(tx, review.seller, review.place, review.answer.as_ref(), 1, &review.facts())?;
    facets::moved(tx, review.seller, before, Facet::of(review))?;
    let event = Event::CommentPublished { review: review.id.to_string(), comment: comment.id.to_string() };
    Ok(log::append(tx, now, review.seller, by, &event)?)
}

/// The checks look at a comment: it is public, waits for a person, or is refused.
fn check_in(
    tx: &mut Tx<'_>,
    of: &Rules,
    review: &mut Review,
    comment: &Comment,
    by: By,
    now: Timestamp,
) -> Result<(), Failure> {
    let outcome = intake::submit(tx, of, now, &submission(review, comment), Vec::new())?;
    let (of_review, id) = (review.id.to_string(), comment.id.to_string());
    let (to, event) = match outcome {
        Outcome::Publish => (CommentState::Published, None),
        Outcome::Waits { case, .. } => {
            let event = Event::CommentHeld { review: of_review, comment: id, case: case.to_string() };
            (CommentState::Waiting, Some(event))
        }
        Outcome::Refused => (CommentState::Refused, Some(Event::CommentRefused { review: of_review, comment: id })),
    };
    comments::set_state(tx, review.seller, comment.id, comment.state, to)?;
    match event {
        Some(event) => Ok(log::append(tx, now, review.seller, by, &event)?),
        None => show(tx, review, comment, by, now),
    }
}

fn submission(review: &Review, comment: &Comment) -> Submission {
    Submission {
        seller: review.seller,
        subject: Subject::Comment,
        subject_id: comment.id.to_string(),
        parent: review.id.to_string(),
        sku: review.sku,
        author: comment.author_id.as_deref().and_then(By::parse).unwrap_or(By::System),
        author_name: comment.author_name.clone(),
        text: comment.text.clone(),
        media: "[]".into(),
    }
}

/// Sends a comment in for checking whose time to be taken back is over. Does nothing where it is sent in or gone.
pub(crate) fn publish(
    tx: &mut Tx<'_>,
    of: &Rules,
    seller: SellerId,
    id: CommentId,
    now: Timestamp,
) -> Result<(), Failure> {
    let pending = comments::one(tx, seller, id)?.filter(|comment| comment.state == CommentState::Pending);
    let Some(comment) = pending else { return Ok(()) };
    let Some(mut review) = reviews::one(tx, seller, comment.review)? else { return Ok(()) };
    check_in(tx, of, &mut review, &comment, By::System, now)
}

/// A verdict on a comment comes into force. Nothing happens where it no longer waits for one.
pub(crate) fn judged(
    tx: &mut Tx<'_>,
    seller: SellerId,
    id: CommentId,
    published: bool,
    by: By,
    now: Timestamp,
) -> Result<(), Failure> {
    let judgeable = |c: &Comment| matches!(c.state, CommentState::Waiting | CommentState::Refused);
    let Some(comment) = comments::one(tx, seller, id)?.filter(judgeable) else { return Ok(()) };
    let Some(mut review) = reviews::one(tx, seller, comment.review)? else { return Ok(()) };
    if published {
        comments::set_state(tx, seller, id, comment.state, CommentState::Published)?;
        return show(tx, &mut review, &comment, by, now);
    }
    comments::set_state(tx, seller, id, comment.state, CommentState::Refused)?;
    let event = Event::CommentRefused { review: review.id.to_string(), comment: id.to_string() };
    Ok(log::append(tx, now, seller, by, &event)?)
}

/// Takes an answer back before anybody saw it; its text is the author's draft again.
pub async fn undo(app: &App, staff: &SellerStaff<CanReply>, id: CommentId) -> Result<ReviewId, Failure> {
    let (now, author) = (app.now(), Author::of(staff));
    app.store()
        .write(move |tx| {
            let comment = own(tx, author.seller, id)?;
            let taken_back = rules::can_undo(comment.state, comment.public_at, now)
                && comments::set_state(tx, author.seller, id, CommentState::Pending, CommentState::Deleted)?;
            if !taken_back {
                return Err(Code::UndoTooLate.into());
            }
            if let Some(person) = author.person {
                replies::save_draft(tx, author.seller, comment.review, person, &comment.text, now)?;
            }
            jobs::finish(tx, &format!("{PUBLISH}:{id}"))?;
            let event = Event::CommentUndone { review: comment.review.to_string(), comment: id.to_string() };
            log::append(tx, now, author.seller, author.by, &event)?;
            Ok(comment.review)
        })
        .await
}

/// A comment of the shop that is still there.
fn own(tx: &mut Tx<'_>, seller: SellerId, id: CommentId) -> Result<Comment, Failure> {
    let comment = comments::one(tx, seller, id)?.filter(|c| c.state != CommentState::Deleted);
    let comment = comment.ok_or(Code::CommentNotFound)?;
    if comment.author != AuthorKind::Seller {
        return Err(Code::NotYours.into());
    }
    Ok(comment)
}

/// Changes what an answer says. `version` is the one that the author had before their eyes, where they know it.
pub async fn edit(
    app: &App,
    staff: &SellerStaff<CanReply>,
    id: CommentId,
    text: AnswerText,
    version: Option<i64>,
) -> Result<ReviewId, Failure> {
    let (now, author, of) = (app.now(), Author::of(staff), app.rules().clone());
    app.store()
        .write(move |tx| {
            let comment = own(tx, author.seller, id)?;
            let version = version.unwrap_or(comment.version);
            if !comments::set_text(tx, author.seller, id, &text, now, version)? {
                return Err(Code::CommentChanged.into());
            }
            let event = Event::CommentEdited { review: comment.review.to_string(), comment: id.to_string() };
            log::append(tx, now, author.seller, author.by, &event)?;
            let was_public = comment.state == CommentState::Published;
            let edited = Comment { text: text.to_string(), ..comment };
            if edited.state != CommentState::Pending {
                check_again(tx, &of, author.seller, &edited, was_public, author.by, now)?;
            }
            Ok(edited.review)
        })
        .await
}

/// A changed comment is checked anew. Where it has to wait, it leaves the card until its verdict.
fn check_again(
    tx: &mut Tx<'_>,
    of: &Rules,
    seller: SellerId,
    comment: &Comment,
    was_public: bool,
    by: By,
    now: Timestamp,
) -> Result<(), Failure> {
    intake::withdraw(tx, seller, Subject::Comment, &comment.id.to_string(), by, now)?;
    if was_public {
        // Off the card first: what `check_in` shows is counted anew.
        comments::set_state(tx, seller, comment.id, CommentState::Published, CommentState::Pending)?;
        refresh_answer(tx, seller, comment.review, -1)?;
    }
    let Some(mut review) = reviews::one(tx, seller, comment.review)? else { return Ok(()) };
    let waiting = Comment { state: if was_public { CommentState::Pending } else { comment.state }, ..comment.clone() };
    check_in(tx, of, &mut review, &waiting, by, now)
}

/// Takes an answer away; the one before it, if there is one, stands under the review again.
pub async fn delete(app: &App, staff: &SellerStaff<CanReply>, id: CommentId) -> Result<ReviewId, Failure> {
    let (now, author) = (app.now(), Author::of(staff));
    app.store()
        .write(move |tx| {
            let comment = own(tx, author.seller, id)?;
            if !comments::set_state(tx, author.seller, id, comment.state, CommentState::Deleted)? {
                return Err(Code::CommentChanged.into());
            }
            jobs::finish(tx, &format!("{PUBLISH}:{id}"))?;
            let public = i64::from(comment.state == CommentState::Published);
            refresh_answer(tx, author.seller, comment.review, -public)?;
            intake::withdraw(tx, author.seller, Subject::Comment, &id.to_string(), author.by, now)?;
            let event = Event::CommentDeleted { review: comment.review.to_string(), comment: id.to_string() };
            log::append(tx, now, author.seller, author.by, &event)?;
            Ok(comment.review)
        })
        .await
}

/// Brings the answer that stands under a review up to date with its comments.
fn refresh_answer(tx: &mut Tx<'_>, seller: SellerId, id: ReviewId, comments: i64) -> Result<(), Failure> {
    let Some(mut review) = reviews::one(tx, seller, id)? else { return Ok(()) };
    let before = Facet::of(&review);
    let newest = comments::newest_of_seller(tx, seller, review.place)?;
    review.answer = newest.map(|(id, text, at)| Answer { id, text, at });
    reviews::set_answer(tx, seller, review.place, review.answer.as_ref(), comments, &review.facts())?;
    Ok(facets::moved(tx, seller, before, Facet::of(&review))?)
}
