//! What buyers see of questions: those on a card with their answers, similar ones while they type, and their own.

use domain::event::By;
use domain::questions::{AnswerState, AuthorKind, QuestionState};
use domain::{AnswerId, Code, Place, QuestionId, Sku};
use store::questions::{card, votes};
use store::{Tx, answers, orders, products, questions};

use super::moderation::{self as tracks, Track};
use super::questions::similar_to;
use crate::actors::Buyer;
use crate::{App, Failure};

pub use store::answers::Answer;
pub use store::questions::Question;

/// The order of questions on a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CardOrder {
    /// What most others ask first.
    #[default]
    Popular,
    /// The newest first.
    Newest,
}

/// Where a page of a card's questions begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CardCursor {
    /// How many ask the same as the last row; 0 where the newest are listed.
    pub same: i64,
    /// The last row's place.
    pub place: Place,
}

/// A question on a card with its public answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnCard {
    /// The question.
    pub question: Question,
    /// Its public answers: the shop's first, then the most useful.
    pub answers: Vec<Answer>,
    /// Whether the reader asks the same.
    pub seconded: bool,
    /// Which of the answers the reader found useful.
    pub found_useful: Vec<AnswerId>,
}

/// The questions of a product's card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardQuestions {
    /// The questions.
    pub questions: Vec<OnCard>,
    /// How many public questions the product has.
    pub total: i64,
    /// What the next page is asked with; `None` at the end.
    pub next: Option<CardCursor>,
    /// Whether the reader has received the product, and so may answer.
    pub may_answer: bool,
}

/// Answers to one question that a card shows, at most.
const ANSWERS: i64 = 50;

/// A page of the questions about a product.
pub async fn card(
    app: &App,
    reader: Option<&Buyer>,
    sku: Sku,
    order: CardOrder,
    after: Option<CardCursor>,
    limit: i64,
) -> Result<CardQuestions, Failure> {
    let (reader, limit) = (reader.map(Buyer::id), limit.clamp(1, 50));
    app.store()
        .read(move |tx| {
            let product = products::by_sku(tx, sku)?.ok_or(Code::ProductNotFound)?;
            let seller = product.seller;
            let start = CardCursor { same: i64::MAX, place: Place(i64::MAX) };
            let at = after.unwrap_or(start);
            let mut all = match order {
                CardOrder::Popular => card::popular(tx, seller, sku, (at.same, at.place), limit + 1)?,
                CardOrder::Newest => card::newest(tx, seller, sku, at.place, limit + 1)?,
            };
            let fits = usize::try_from(limit).unwrap_or(usize::MAX);
            let more = all.len() > fits;
            all.truncate(fits);
            let next = all.last().filter(|_| more).map(|last| CardCursor { same: last.same, place: last.place });
            let mut questions = Vec::with_capacity(all.len());
            for question in all {
                questions.push(on_card(tx, question, reader)?);
            }
            let may_answer = match reader {
                Some(buyer) => orders::received(tx, buyer, seller, sku)?,
                None => false,
            };
            Ok(CardQuestions { questions, total: questions::of_product(tx, seller, sku)?, next, may_answer })
        })
        .await
}

fn on_card(tx: &mut Tx<'_>, question: Question, reader: Option<domain::PersonId>) -> Result<OnCard, Failure> {
    let mut all = if question.answers > 0 {
        answers::public_of_question(tx, question.seller, question.place, ANSWERS)?
    } else {
        Vec::new()
    };
    all.sort_by_key(|answer| (answer.author != AuthorKind::Seller, std::cmp::Reverse(answer.useful), answer.id));
    let (mut seconded, mut found_useful) = (false, Vec::new());
    if let Some(reader) = reader {
        let place = question.place;
        seconded = !votes::of_person(tx, question.seller, reader, place, place)?.is_empty();
        for answer in &all {
            if answers::voted(tx, question.seller, answer.id, reader)? {
                found_useful.push(answer.id);
            }
        }
    }
    Ok(OnCard { question, answers: all, seconded, found_useful })
}

/// One public question with its public answers.
pub async fn one(app: &App, reader: Option<&Buyer>, id: QuestionId) -> Result<OnCard, Failure> {
    let reader = reader.map(Buyer::id);
    app.store()
        .read(move |tx| {
            let found = questions::by_public_id(tx, id)?.filter(|q| q.state == QuestionState::Published);
            on_card(tx, found.ok_or(Code::QuestionNotFound)?, reader)
        })
        .await
}

/// Answered questions about a product that are like what somebody is typing, the most similar first.
pub async fn similar(app: &App, sku: Sku, typed: &str) -> Result<Vec<Question>, Failure> {
    let typed: String = typed.chars().take(domain::questions::QUESTION_MAX).collect();
    app.store()
        .read(move |tx| {
            let product = products::by_sku(tx, sku)?.ok_or(Code::ProductNotFound)?;
            similar_to(tx, product.seller, sku, &typed, None)
        })
        .await
}

/// A question of one's own with its way to the card.
#[derive(Debug, Clone, PartialEq)]
pub struct Own {
    /// The question.
    pub question: Question,
    /// Its public answers.
    pub answers: Vec<Answer>,
    /// Its way.
    pub track: Track,
}

/// A buyer's own questions, the newest first. `before` is the place of the last one of the page before.
pub async fn own(app: &App, buyer: &Buyer, before: Option<Place>, limit: i64) -> Result<Vec<Own>, Failure> {
    let (buyer, before, limit) = (buyer.id(), before.unwrap_or(Place(i64::MAX)), limit.clamp(1, 100));
    let now = app.now();
    app.store()
        .read(move |tx| {
            let mut all = Vec::new();
            for question in card::of_buyer(tx, buyer, before, limit)? {
                let answers = answers::public_of_question(tx, question.seller, question.place, ANSWERS)?;
                let track = tracks::of_question(tx, &question, now)?;
                all.push(Own { question, answers, track });
            }
            Ok(all)
        })
        .await
}

/// An answer of one's own to another's question, with its way to the card.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnAnswer {
    /// The question.
    pub question: Question,
    /// The answer.
    pub answer: Answer,
    /// Its way.
    pub track: Track,
}

/// A buyer's own answer.
pub async fn own_answer(app: &App, buyer: &Buyer, id: AnswerId) -> Result<OwnAnswer, Failure> {
    let (me, now) = (By::Buyer(buyer.id()).to_string(), app.now());
    app.store()
        .read(move |tx| {
            let found = answers::by_public_id(tx, id)?.filter(|a| a.state != AnswerState::Deleted);
            let answer = found.filter(|a| a.author_id.as_deref() == Some(me.as_str())).ok_or(Code::AnswerNotFound)?;
            let question = questions::one(tx, answer.seller, answer.question)?.ok_or(Code::QuestionNotFound)?;
            let track = tracks::of_answer(tx, &answer, now)?;
            Ok(OwnAnswer { question, answer, track })
        })
        .await
}
