//! Answering a question in the shop's name: sent, taken back, judged, changed, taken away; and how far a question has come.

use domain::event::{By, Event};
use domain::moderation::{Finding, Reason, Subject};
use domain::people::Permission;
use domain::questions::{
    self as rules, ANSWER_MAX, ANSWER_MIN, Action, AnswerState, Answers, AuthorKind, Status, Step, UNDO_WINDOW,
    identical,
};
use domain::text::Text;
use domain::{AnswerId, Code, QuestionId, Refusal, SellerId, Timestamp};
use serde::{Deserialize, Serialize};
use store::answers::{self, Answer};
use store::jobs::{self, Job};
use store::questions::facets::{self, Facet};
use store::questions::{self, Question, Standing};
use store::{Tx, log, replies};

use super::answers::Author;
use super::moderation::intake::{self, Outcome, Submission};
use crate::actors::{CanRead, CanReply, SellerStaff};
use crate::once::{Once, once};
use crate::{App, Failure, Rules, chance};

/// The job that sends an answer in for checking when the time to take it back is over.
pub const SUBMIT: &str = "submit_answer";
/// Questions whose status is set at once, at most.
pub const STATUS_MAX: usize = 100;
/// Answers to one question that are looked at, at most.
pub(crate) const ANSWERS_MAX: i64 = 500;

/// What an answer says.
pub type AnswerText = Text<ANSWER_MIN, ANSWER_MAX>;

/// An answer to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAnswer {
    /// To which question.
    pub question: QuestionId,
    /// What it says.
    pub text: AnswerText,
    /// The newest answer of the shop that the author had before their eyes. `None` asks for no such check; where a
    /// colleague has answered meanwhile, the answer is refused and both texts are shown.
    pub seen: Option<Seen>,
    /// Whether it can be taken back for [`UNDO_WINDOW`] before it is checked. Programs do not take back.
    pub undo: bool,
    /// The key of a request that may come twice.
    pub once: Option<Once>,
}

/// The newest answer of the shop that somebody had before their eyes: none, or this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen(pub Option<AnswerId>);

/// An answer that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sent {
    /// Which.
    pub answer: AnswerId,
    /// Until when it can be taken back.
    pub public_at: Timestamp,
    /// Where it stands now.
    pub state: AnswerState,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    answer: String,
    public_at: i64,
    state: AnswerState,
}

pub(crate) fn load(tx: &mut Tx<'_>, seller: SellerId, id: QuestionId) -> Result<Question, Failure> {
    let found = questions::one(tx, seller, id)?.filter(|q| q.state == rules::QuestionState::Published);
    Ok(found.ok_or(Code::QuestionNotFound)?)
}

/// Sends an answer. It is checked at once, or after the time to take it back.
pub async fn send(app: &App, staff: &SellerStaff<CanReply>, new: NewAnswer) -> Result<Sent, Failure> {
    let (now, of) = (app.now(), app.rules().clone());
    let author = Author::of(staff);
    let id = AnswerId(chance::id(now));
    let kept = app
        .store()
        .write(move |tx| {
            once(tx, new.once.as_ref(), now, |tx| {
                let sent = write(tx, &of, &author, id, &new, now)?;
                Ok(Kept { answer: sent.answer.to_string(), public_at: sent.public_at.0, state: sent.state })
            })
        })
        .await?;
    let answer = AnswerId::parse(&kept.answer).ok_or_else(|| Failure::fault("a kept answer has no id"))?;
    Ok(Sent { answer, public_at: Timestamp(kept.public_at), state: kept.state })
}

fn write(
    tx: &mut Tx<'_>,
    of: &Rules,
    author: &Author,
    id: AnswerId,
    new: &NewAnswer,
    now: Timestamp,
) -> Result<Sent, Failure> {
    let mut question = load(tx, author.seller, new.question)?;
    rules::check(&question.facts(), Action::Answer)?;
    says_something(&new.text)?;
    nobody_was_faster(tx, &question, new.seen)?;
    let text_hash = identical::fingerprint(&new.text);
    not_too_often(tx, of, author.seller, &text_hash, now)?;
    let public_at = if new.undo { now.after(UNDO_WINDOW) } else { now };
    let mut answer = Answer {
        id,
        seller: author.seller,
        place: question.place,
        question: question.id,
        sku: question.sku,
        author: AuthorKind::Seller,
        author_id: Some(author.by.to_string()),
        author_name: author.name.clone(),
        text: new.text.to_string(),
        public_text: None,
        text_hash,
        state: AnswerState::Pending,
        sent_at: now,
        public_at,
        due_at: None,
        published_at: None,
        edited_at: None,
        useful: 0,
        version: 1,
    };
    answers::insert(tx, &answer)?;
    if let Some(person) = author.person {
        replies::delete_draft(tx, author.seller, question.id, person)?;
        replies::stopped_answering(tx, author.seller, question.id, person)?;
    }
    let event = Event::AnswerSent { question: question.id.to_string(), answer: id.to_string(), public_at: public_at.0 };
    log::append(tx, now, author.seller, author.by, &event)?;
    if new.undo {
        let subject = id.to_string();
        let job = Job { id: job_id(id), kind: SUBMIT.into(), seller: author.seller, subject, attempts: 0 };
        jobs::insert(tx, &job, public_at)?;
        refresh(tx, &mut question, answer.author, author.by, now)?;
    } else {
        check_in(tx, of, &mut question, &mut answer, author.by, now)?;
    }
    Ok(Sent { answer: id, public_at, state: answer.state })
}

fn job_id(answer: AnswerId) -> String {
    format!("{SUBMIT}:{answer}")
}

/// An answer of nothing but signs and emoji tells nobody anything.
pub(crate) fn says_something(text: &str) -> Result<(), Refusal> {
    if text.chars().any(char::is_alphanumeric) { Ok(()) } else { Err(Refusal::new(Code::TextNothing).at("text")) }
}

fn nobody_was_faster(tx: &mut Tx<'_>, question: &Question, seen: Option<Seen>) -> Result<(), Failure> {
    let Some(Seen(seen)) = seen else { return Ok(()) };
    let all = answers::of_question(tx, question.seller, question.place, ANSWERS_MAX)?;
    match all.into_iter().rev().find(|answer| answer.author == AuthorKind::Seller) {
        Some(newest) if Some(newest.id) != seen => Err(Refusal::new(Code::AnsweredMeanwhile)
            .at("text")
            .with("who", newest.author_name)
            .with("comment", newest.id)
            .with("text", newest.text)
            .into()),
        _ => Ok(()),
    }
}

fn not_too_often(tx: &mut Tx<'_>, of: &Rules, seller: SellerId, hash: &str, now: Timestamp) -> Result<(), Failure> {
    match row_of_identical(tx, of, seller, hash, now)? {
        identical::Identical::Paused { until } => {
            Err(Refusal::new(Code::IdenticalAnswers).at("text").with("until", until).into())
        }
        identical::Identical::Fine | identical::Identical::Warn { .. } => Ok(()),
    }
}

/// How an answer with this fingerprint stands to those that the shop has sent before it.
pub(crate) fn row_of_identical(
    tx: &mut Tx<'_>,
    of: &Rules,
    seller: SellerId,
    hash: &str,
    now: Timestamp,
) -> Result<identical::Identical, Failure> {
    let limits = &of.policy.identical;
    // A full row may stand behind others that were sent since.
    let looked_at = i64::from(limits.same).saturating_mul(4).clamp(1, 500);
    let before = answers::recent_hashes(tx, seller, now.before(limits.horizon()), looked_at)?;
    Ok(identical::check(&before, hash, now, limits))
}

/// The checks look at an answer: it is published, waits for a person, or is refused.
pub(crate) fn check_in(
    tx: &mut Tx<'_>,
    of: &Rules,
    question: &mut Question,
    answer: &mut Answer,
    by: By,
    now: Timestamp,
) -> Result<(), Failure> {
    let repeated = answers::is_repeated(tx, answer.seller, answer.place, &answer.text_hash, answer.id)?;
    let more = if repeated { vec![Finding { reason: Reason::Duplicate, span: 0..0 }] } else { Vec::new() };
    let outcome = intake::submit(tx, of, now, &submission(answer), more)?;
    let (id, of_question) = (answer.id.to_string(), answer.question.to_string());
    let event = match outcome {
        Outcome::Publish => {
            publish(answer, now);
            Event::AnswerPublished { question: of_question, answer: id }
        }
        Outcome::Waits { case, due_at } => {
            (answer.state, answer.due_at) = (AnswerState::Waiting, Some(due_at));
            Event::AnswerHeld { question: of_question, answer: id, case: case.to_string() }
        }
        Outcome::Refused => {
            (answer.state, answer.due_at) = (AnswerState::Refused, None);
            Event::AnswerRefused { question: of_question, answer: id }
        }
    };
    keep(tx, answer)?;
    log::append(tx, now, answer.seller, by, &event)?;
    refresh(tx, question, answer.author, by, now)
}

fn submission(answer: &Answer) -> Submission {
    Submission {
        seller: answer.seller,
        subject: Subject::Answer,
        subject_id: answer.id.to_string(),
        parent: answer.question.to_string(),
        sku: Some(answer.sku),
        author: answer.author_id.as_deref().and_then(By::parse).unwrap_or(By::System),
        author_name: answer.author_name.clone(),
        text: answer.text.clone(),
        media: "[]".into(),
    }
}

fn publish(answer: &mut Answer, now: Timestamp) {
    answer.public_text = Some(answer.text.clone());
    answer.published_at = answer.published_at.or(Some(now));
    (answer.state, answer.due_at) = (AnswerState::Published, None);
}

fn keep(tx: &mut Tx<'_>, answer: &mut Answer) -> Result<(), Failure> {
    if answers::update(tx, answer)? { Ok(()) } else { Err(Code::AnswerChanged.into()) }
}

/// Brings a question up to date with its answers: the stage, the counts, and which answer stands on the card. What another
/// buyer answers says nothing of how far the shop has come.
fn refresh(
    tx: &mut Tx<'_>,
    question: &mut Question,
    changed: AuthorKind,
    by: By,
    now: Timestamp,
) -> Result<(), Failure> {
    let all = answers::of_question(tx, question.seller, question.place, ANSWERS_MAX)?;
    let of_shop = || all.iter().filter(|answer| answer.author == AuthorKind::Seller);
    let is_public = |answer: &&Answer| answer.public_text.is_some();
    let in_state = |states: &[AnswerState]| of_shop().any(|answer| states.contains(&answer.state));
    let now_there = Answers {
        stands: of_shop().any(|answer| is_public(&answer)),
        waits: in_state(&[AnswerState::Pending, AnswerState::Waiting]),
        refused: in_state(&[AnswerState::Refused]),
    };
    let (before, from) = (Facet::of(question), question.stage);
    if changed == AuthorKind::Seller {
        question.stage = rules::apply(from, Step::Answered(now_there));
    }
    let public = all.iter().filter(is_public).count();
    question.answers = i64::try_from(public).unwrap_or(i64::MAX);
    question.others = i64::try_from(public - of_shop().filter(is_public).count()).unwrap_or(i64::MAX);
    question.answer = of_shop().rev().filter(is_public).find_map(|answer| {
        let text = answer.public_text.clone()?;
        Some(Standing { id: answer.id, text, at: answer.published_at.unwrap_or(answer.sent_at) })
    });
    store_moved(tx, question, before)?;
    stage_changed(tx, question, from, by, now)
}

fn store_moved(tx: &mut Tx<'_>, question: &Question, before: Option<Facet>) -> Result<(), Failure> {
    questions::update(tx, question)?;
    Ok(facets::moved(tx, question, before, Facet::of(question))?)
}

fn stage_changed(
    tx: &mut Tx<'_>,
    question: &Question,
    from: rules::Stage,
    by: By,
    now: Timestamp,
) -> Result<(), Failure> {
    if question.stage == from {
        return Ok(());
    }
    let event = Event::QuestionStageChanged { question: question.id.to_string(), from, to: question.stage };
    Ok(log::append(tx, now, question.seller, by, &event)?)
}

/// Sends an answer in for checking whose time to be taken back is over. Does nothing where it is sent in or gone.
pub(crate) fn submit(
    tx: &mut Tx<'_>,
    of: &Rules,
    seller: SellerId,
    id: AnswerId,
    now: Timestamp,
) -> Result<(), Failure> {
    let found = answers::one(tx, seller, id)?.filter(|answer| answer.state == AnswerState::Pending);
    let Some(mut answer) = found else { return Ok(()) };
    // Where the question was taken away meanwhile, its answers went with it.
    let there = questions::one(tx, seller, answer.question)?.filter(|q| q.state == rules::QuestionState::Published);
    let Some(mut question) = there else { return Ok(()) };
    check_in(tx, of, &mut question, &mut answer, By::System, now)
}

/// A verdict on an answer comes into force. Nothing happens where it no longer waits for one.
pub(crate) fn judged(
    tx: &mut Tx<'_>,
    seller: SellerId,
    id: AnswerId,
    published: bool,
    by: By,
    now: Timestamp,
) -> Result<(), Failure> {
    let judgeable = |answer: &Answer| matches!(answer.state, AnswerState::Waiting | AnswerState::Refused);
    let Some(mut answer) = answers::one(tx, seller, id)?.filter(judgeable) else { return Ok(()) };
    let Some(mut question) = questions::one(tx, seller, answer.question)? else { return Ok(()) };
    let (of_question, name) = (answer.question.to_string(), id.to_string());
    let event = if published {
        publish(&mut answer, now);
        Event::AnswerPublished { question: of_question, answer: name }
    } else {
        (answer.state, answer.due_at) = (AnswerState::Refused, None);
        Event::AnswerRefused { question: of_question, answer: name }
    };
    keep(tx, &mut answer)?;
    log::append(tx, now, seller, by, &event)?;
    refresh(tx, &mut question, answer.author, by, now)
}

/// Takes an answer back before it is checked; its text is the author's draft again.
pub async fn undo(app: &App, staff: &SellerStaff<CanReply>, id: AnswerId) -> Result<QuestionId, Failure> {
    let (now, author) = (app.now(), Author::of(staff));
    app.store()
        .write(move |tx| {
            let mut answer = own(tx, author.seller, id)?;
            if !rules::can_undo(answer.state, answer.public_at, now) {
                return Err(Code::UndoTooLate.into());
            }
            if let Some(person) = author.person {
                replies::save_draft(tx, author.seller, answer.question, person, &answer.text, now)?;
            }
            jobs::finish(tx, &job_id(id))?;
            let gone = |question, answer| Event::AnswerUndone { question, answer };
            take_away(tx, &mut answer, author.by, now, gone)
        })
        .await
}

/// Takes an answer away, whether it stands on the card, waits for a verdict or was refused.
pub async fn delete(app: &App, staff: &SellerStaff<CanReply>, id: AnswerId) -> Result<QuestionId, Failure> {
    let (now, author) = (app.now(), Author::of(staff));
    app.store()
        .write(move |tx| {
            let mut answer = own(tx, author.seller, id)?;
            jobs::finish(tx, &job_id(id))?;
            let gone = |question, answer| Event::AnswerDeleted { question, answer };
            take_away(tx, &mut answer, author.by, now, gone)
        })
        .await
}

pub(crate) fn take_away(
    tx: &mut Tx<'_>,
    answer: &mut Answer,
    by: By,
    now: Timestamp,
    event: impl FnOnce(String, String) -> Event,
) -> Result<QuestionId, Failure> {
    (answer.state, answer.public_text, answer.due_at) = (AnswerState::Deleted, None, None);
    answer.edited_at = Some(now);
    keep(tx, answer)?;
    intake::withdraw(tx, answer.seller, Subject::Answer, &answer.id.to_string(), by, now)?;
    log::append(tx, now, answer.seller, by, &event(answer.question.to_string(), answer.id.to_string()))?;
    if let Some(mut question) = questions::one(tx, answer.seller, answer.question)? {
        refresh(tx, &mut question, answer.author, by, now)?;
    }
    Ok(answer.question)
}

/// An answer of the shop that is still there.
fn own(tx: &mut Tx<'_>, seller: SellerId, id: AnswerId) -> Result<Answer, Failure> {
    let answer = answers::one(tx, seller, id)?.filter(|a| a.state != AnswerState::Deleted);
    let answer = answer.ok_or(Code::AnswerNotFound)?;
    if answer.author != AuthorKind::Seller {
        return Err(Code::NotYours.into());
    }
    Ok(answer)
}

/// Changes what an answer says: it is checked anew, and what stood on the card stands there until the new text has passed.
/// `version` is the one that the author had before their eyes, where they know it.
pub async fn edit(
    app: &App,
    staff: &SellerStaff<CanReply>,
    id: AnswerId,
    text: AnswerText,
    version: Option<i64>,
) -> Result<Sent, Failure> {
    let (now, author, of) = (app.now(), Author::of(staff), app.rules().clone());
    says_something(&text)?;
    app.store()
        .write(move |tx| {
            let mut answer = own(tx, author.seller, id)?;
            if !rules::can_edit(answer.state) {
                return Err(Code::AnswerPending.into());
            }
            if version.is_some_and(|seen| seen != answer.version) {
                return Err(Code::AnswerChanged.into());
            }
            let mut question = load(tx, author.seller, answer.question)?;
            rules::check(&question.facts(), Action::Answer)?;
            answer.text_hash = identical::fingerprint(&text);
            not_too_often(tx, &of, author.seller, &answer.text_hash, now)?;
            (answer.text, answer.edited_at) = (text.to_string(), Some(now));
            intake::withdraw(tx, author.seller, Subject::Answer, &id.to_string(), author.by, now)?;
            let event = Event::AnswerEdited { question: question.id.to_string(), answer: id.to_string() };
            log::append(tx, now, author.seller, author.by, &event)?;
            check_in(tx, &of, &mut question, &mut answer, author.by, now)?;
            Ok(Sent { answer: id, public_at: answer.public_at, state: answer.state })
        })
        .await
}

/// Somebody of the shop opened a question: a new one is viewed from now on. Whoever reads has opened it; a program says so
/// only where it may change something.
pub async fn open(app: &App, staff: &SellerStaff<CanRead>, id: QuestionId) -> Result<(), Failure> {
    if staff.person().is_none() && !staff.may(Permission::Reply) {
        return Err(Refusal::new(Code::NotAllowed).with("permission", Permission::Reply.as_str()).into());
    }
    let (seller, by, now) = (staff.seller(), staff.by(), app.now());
    app.store()
        .write(move |tx| {
            let mut question = load(tx, seller, id)?;
            step(tx, &mut question, Step::Opened, by, now)
        })
        .await
}

fn step(tx: &mut Tx<'_>, question: &mut Question, step: Step, by: By, now: Timestamp) -> Result<(), Failure> {
    let (before, from) = (Facet::of(question), question.stage);
    question.stage = rules::apply(from, step);
    if question.stage == from {
        return Ok(());
    }
    store_moved(tx, question, before)?;
    stage_changed(tx, question, from, by, now)
}

/// Sets the status of up to [`STATUS_MAX`] questions: all of them, or none where one is not there.
pub async fn set_status(
    app: &App,
    staff: &SellerStaff<CanReply>,
    ids: Vec<QuestionId>,
    status: Status,
) -> Result<(), Failure> {
    if ids.is_empty() {
        return Err(Refusal::new(Code::FieldMissing).at("question_ids").into());
    }
    if ids.len() > STATUS_MAX {
        let refusal = Refusal::new(Code::TooManyItems).at("question_ids");
        return Err(refusal.with("max", STATUS_MAX).with("got", ids.len()).into());
    }
    let (seller, by, now) = (staff.seller(), staff.by(), app.now());
    app.store()
        .write(move |tx| {
            for id in ids {
                let mut question = load(tx, seller, id)?;
                step(tx, &mut question, Step::Set(status), by, now)?;
            }
            Ok(())
        })
        .await
}
