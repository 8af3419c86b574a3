//! What buyers do with questions: ask, take back, second another's, answer one where they have the product, find an answer
//! useful.

use std::time::Duration;

use domain::event::{By, Event};
use domain::moderation::Subject;
use domain::questions::{
    self as rules, ANSWER_MAX, ANSWER_MIN, AnswerState, AuthorKind, QUESTION_MAX, QUESTION_MIN, QuestionState, Stage,
    identical,
};
use domain::text::{Text, index_words};
use domain::{AnswerId, Code, Place, QuestionId, Refusal, SellerId, Sku, Timestamp};
use store::answers::{self, Answer};
use store::questions::facets::{self, Facet};
use store::questions::{self, Question, card, votes};
use store::{Tx, log, orders, products};

use super::moderation::intake::{self, Outcome, Submission};
use super::questions::{check_in, says_something, take_away};
use crate::actors::Buyer;
use crate::once::{Once, once};
use crate::{App, Failure, Rules, chance};

/// What a question says.
pub type QuestionText = Text<QUESTION_MIN, QUESTION_MAX>;
/// What a buyer's answer says.
pub type AnswerText = Text<ANSWER_MIN, ANSWER_MAX>;

const DAY: Duration = Duration::from_secs(24 * 3600);
/// Questions of a buyer among which the same one is looked for.
const RECENT: i64 = 50;

/// A question that was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// Which.
    pub question: QuestionId,
    /// Whether it is on the card already, or waits for a person.
    pub state: QuestionState,
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Kept {
    question: String,
    state: QuestionState,
}

/// Asks about a product.
pub async fn ask(app: &App, buyer: &Buyer, sku: Sku, text: QuestionText, key: Option<Once>) -> Result<Asked, Failure> {
    says_something(&text)?;
    let (now, buyer, of) = (app.now(), buyer.clone(), app.rules().clone());
    let kept = app
        .store()
        .write(move |tx| {
            once(tx, key.as_ref(), now, |tx| {
                let asked = ask_in(tx, &of, &buyer, sku, &text, now)?;
                Ok(Kept { question: asked.id.to_string(), state: asked.state })
            })
        })
        .await?;
    let question = QuestionId::parse(&kept.question).ok_or_else(|| Failure::fault("a kept question has no id"))?;
    Ok(Asked { question, state: kept.state })
}

fn ask_in(
    tx: &mut Tx<'_>,
    of: &Rules,
    buyer: &Buyer,
    sku: Sku,
    text: &str,
    now: Timestamp,
) -> Result<Question, Failure> {
    let product = products::by_sku(tx, sku)?.ok_or(Code::ProductNotFound)?;
    if product.archived {
        return Err(Code::ProductGone.into());
    }
    not_too_many(tx, of, buyer, now)?;
    not_asked_before(tx, buyer, sku, text)?;
    let mut question = Question {
        seller: product.seller,
        place: Place(0),
        id: QuestionId(uuid::Uuid::nil()),
        sku,
        buyer: Some(buyer.id()),
        buyer_name: buyer.name().to_owned(),
        text: text.to_owned(),
        asked_at: now,
        received_at: now,
        state: QuestionState::Waiting,
        stage: Stage::New,
        same: 0,
        answers: 0,
        others: 0,
        answer: None,
        version: 1,
        product: Some(product.name),
        picture: product.picture,
        archived: false,
    };
    let words = words_of(&question);
    place(tx, &mut question, &words, now)?;
    let by = By::Buyer(buyer.id());
    let event = Event::QuestionAsked { question: question.id.to_string(), sku: sku.0 };
    log::append(tx, now, question.seller, by, &event)?;
    match intake::submit(tx, of, now, &submission(&question, by), Vec::new())? {
        Outcome::Publish => move_to(tx, &mut question, QuestionState::Published, by, now)?,
        Outcome::Waits { .. } => {}
        Outcome::Refused => move_to(tx, &mut question, QuestionState::Refused, by, now)?,
    }
    Ok(question)
}

/// What a question is found by.
pub(crate) fn words_of(question: &Question) -> String {
    let name = question.product.as_deref().unwrap_or_default();
    index_words(question.seller, &[&question.text, name, &question.sku.to_string()])
}

fn not_too_many(tx: &mut Tx<'_>, of: &Rules, buyer: &Buyer, now: Timestamp) -> Result<(), Failure> {
    let asked = questions::asked_since(tx, buyer.id(), now.before(DAY))?;
    if asked < i64::from(of.policy.questions_a_day) { Ok(()) } else { Err(Code::QuestionsTooMany.into()) }
}

fn not_asked_before(tx: &mut Tx<'_>, buyer: &Buyer, sku: Sku, text: &str) -> Result<(), Failure> {
    let wanted = identical::fingerprint(text);
    let recent = card::of_buyer(tx, buyer.id(), Place(i64::MAX), RECENT)?;
    let same = recent.iter().any(|q| q.sku == sku && identical::fingerprint(&q.text) == wanted);
    if same { Err(Refusal::new(Code::AskedAlready).at("text").into()) } else { Ok(()) }
}

/// How often another id is taken where a question of the same millisecond stands at the first one's place.
const PLACES: usize = 16;

fn place(tx: &mut Tx<'_>, question: &mut Question, words: &str, now: Timestamp) -> Result<(), Failure> {
    for _ in 0..PLACES {
        question.id = QuestionId(chance::id(now));
        question.place = question.id.place();
        if questions::insert(tx, question, words)? {
            return Ok(());
        }
    }
    Err(Failure::fault("no place for a question in its millisecond"))
}

fn submission(question: &Question, author: By) -> Submission {
    Submission {
        seller: question.seller,
        subject: Subject::Question,
        subject_id: question.id.to_string(),
        parent: question.id.to_string(),
        sku: Some(question.sku),
        author,
        author_name: question.buyer_name.clone(),
        text: question.text.clone(),
        media: "[]".into(),
    }
}

fn move_to(
    tx: &mut Tx<'_>,
    question: &mut Question,
    state: QuestionState,
    by: By,
    now: Timestamp,
) -> Result<(), Failure> {
    let before = Facet::of(question);
    question.state = state;
    questions::update(tx, question)?;
    facets::moved(tx, question, before, Facet::of(question))?;
    let id = question.id.to_string();
    let event = match state {
        QuestionState::Published => Event::QuestionPublished { question: id },
        QuestionState::Refused => Event::QuestionRefused { question: id },
        QuestionState::Deleted => Event::QuestionDeleted { question: id },
        QuestionState::Waiting => return Ok(()),
    };
    Ok(log::append(tx, now, question.seller, by, &event)?)
}

/// A verdict on a question comes into force. Nothing happens where it no longer waits for one.
pub(crate) fn judged(
    tx: &mut Tx<'_>,
    seller: SellerId,
    id: QuestionId,
    published: bool,
    by: By,
    now: Timestamp,
) -> Result<(), Failure> {
    let Some(mut question) = questions::one(tx, seller, id)? else { return Ok(()) };
    let to = if published { QuestionState::Published } else { QuestionState::Refused };
    match question.state {
        QuestionState::Waiting | QuestionState::Refused if question.state != to => {
            move_to(tx, &mut question, to, by, now)
        }
        _ => Ok(()),
    }
}

/// Takes one's own question away, the words at once. Its answers are no longer shown.
pub async fn delete(app: &App, buyer: &Buyer, id: QuestionId) -> Result<(), Failure> {
    let (now, buyer) = (app.now(), buyer.id());
    app.store()
        .write(move |tx| {
            let found = questions::by_public_id(tx, id)?;
            let found = found.filter(|q| q.buyer == Some(buyer) && q.state != QuestionState::Deleted);
            let mut question = found.ok_or(Code::QuestionNotFound)?;
            let by = By::Buyer(buyer);
            intake::withdraw(tx, question.seller, Subject::Question, &id.to_string(), by, now)?;
            let all = answers::of_question(tx, question.seller, question.place, super::questions::ANSWERS_MAX)?;
            // Whatever their state: a refused one may be appealed, a public one may wait for a second opinion.
            for answer in &all {
                intake::withdraw(tx, question.seller, Subject::Answer, &answer.id.to_string(), by, now)?;
            }
            move_to(tx, &mut question, QuestionState::Deleted, by, now)?;
            Ok(questions::erase(tx, question.seller, question.place)?)
        })
        .await
}

fn public(tx: &mut Tx<'_>, id: QuestionId) -> Result<Question, Failure> {
    let found = questions::by_public_id(tx, id)?.filter(|q| q.state == QuestionState::Published);
    Ok(found.ok_or(Code::QuestionNotFound)?)
}

/// Asks the same as another buyer, or no longer.
pub async fn second(app: &App, buyer: &Buyer, id: QuestionId, same: bool) -> Result<(), Failure> {
    let (now, buyer) = (app.now(), buyer.id());
    app.store()
        .write(move |tx| {
            let question = public(tx, id)?;
            if question.buyer == Some(buyer) {
                return Err(Code::OwnQuestion.into());
            }
            if votes::set(tx, question.seller, question.place, buyer, same, now)? {
                let event = Event::QuestionSeconded { question: id.to_string(), same };
                log::append(tx, now, question.seller, By::Buyer(buyer), &event)?;
            }
            Ok(())
        })
        .await
}

/// Answers another buyer's question: whoever has received the product can. It is checked at once.
pub async fn answer(
    app: &App,
    buyer: &Buyer,
    id: QuestionId,
    text: AnswerText,
    key: Option<Once>,
) -> Result<AnswerId, Failure> {
    says_something(&text)?;
    let (now, buyer, of) = (app.now(), buyer.clone(), app.rules().clone());
    let kept = app
        .store()
        .write(move |tx| once(tx, key.as_ref(), now, |tx| Ok(answer_in(tx, &of, &buyer, id, &text, now)?.to_string())))
        .await?;
    AnswerId::parse(&kept).ok_or_else(|| Failure::fault("a kept answer has no id"))
}

fn answer_in(
    tx: &mut Tx<'_>,
    of: &Rules,
    buyer: &Buyer,
    id: QuestionId,
    text: &str,
    now: Timestamp,
) -> Result<AnswerId, Failure> {
    let mut question = public(tx, id)?;
    rules::check(&question.facts(), rules::Action::Answer)?;
    if !orders::received(tx, buyer.id(), question.seller, question.sku)? {
        return Err(Code::BoughtOnly.into());
    }
    let by = By::Buyer(buyer.id());
    let mut answer = Answer {
        id: AnswerId(chance::id(now)),
        seller: question.seller,
        place: question.place,
        question: question.id,
        sku: question.sku,
        author: AuthorKind::Buyer,
        author_id: Some(by.to_string()),
        author_name: buyer.name().to_owned(),
        text: text.to_owned(),
        public_text: None,
        text_hash: identical::fingerprint(text),
        state: AnswerState::Pending,
        sent_at: now,
        public_at: now,
        due_at: None,
        published_at: None,
        edited_at: None,
        useful: 0,
        version: 1,
    };
    answers::insert(tx, &answer)?;
    let event = Event::AnswerSent { question: id.to_string(), answer: answer.id.to_string(), public_at: now.0 };
    log::append(tx, now, question.seller, by, &event)?;
    check_in(tx, of, &mut question, &mut answer, by, now)?;
    Ok(answer.id)
}

/// Takes one's own answer away.
pub async fn delete_answer(app: &App, buyer: &Buyer, id: AnswerId) -> Result<QuestionId, Failure> {
    let (now, by) = (app.now(), By::Buyer(buyer.id()));
    app.store()
        .write(move |tx| {
            let found = answers::by_public_id(tx, id)?.filter(|a| a.state != AnswerState::Deleted);
            let mine = found.filter(|a| a.author_id.as_deref() == Some(by.to_string().as_str()));
            let mut answer = mine.ok_or(Code::AnswerNotFound)?;
            take_away(tx, &mut answer, by, now, |question, answer| Event::AnswerDeleted { question, answer })
        })
        .await
}

/// Finds a public answer useful, or no longer.
pub async fn vote(app: &App, buyer: &Buyer, id: AnswerId, useful: bool) -> Result<(), Failure> {
    let (now, buyer) = (app.now(), buyer.id());
    app.store()
        .write(move |tx| {
            let found = answers::by_public_id(tx, id)?.filter(|a| a.public_text.is_some());
            let answer = found.ok_or(Code::AnswerNotFound)?;
            let by = By::Buyer(buyer);
            if answer.author_id.as_deref() == Some(by.to_string().as_str()) {
                return Err(Code::OwnAnswerVote.into());
            }
            if answers::vote(tx, answer.seller, id, buyer, useful, now)? {
                let event =
                    Event::AnswerVoted { question: answer.question.to_string(), answer: id.to_string(), useful };
                log::append(tx, now, answer.seller, by, &event)?;
            }
            Ok(())
        })
        .await
}
