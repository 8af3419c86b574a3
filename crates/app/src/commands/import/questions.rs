//! Questions that come from elsewhere, with the answers that stand under them.

use std::collections::HashMap;

use domain::questions::{self as rules, AnswerState, Answers, AuthorKind, QuestionState, Stage, Step, identical};
use domain::{AnswerId, PersonId, QuestionId, SellerId, Sku, Timestamp};
use store::answers::{self, Answer};
use store::questions::facets::{self, Facet};
use store::questions::{self, Question, Standing};
use store::{Signal, Tx};
use uuid::Builder;

use super::Added;
use crate::commands::asking::words_of;
use crate::{App, Failure};

/// A question that comes from elsewhere. It is public already, and so are its answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewQuestion {
    /// Names the row at its source; the same key is the same question.
    pub key: String,
    /// The product.
    pub sku: Sku,
    /// The product's name, for the search.
    pub product_name: Option<String>,
    /// Who asked, where that is known.
    pub buyer: Option<PersonId>,
    /// The name under it.
    pub buyer_name: String,
    /// What is asked.
    pub text: String,
    /// When.
    pub asked_at: Timestamp,
    /// How far the shop's staff has come; an answer of the shop settles it anyway.
    pub stage: Stage,
    /// How many others ask the same.
    pub same: i64,
    /// What stands under it, the oldest first.
    pub answers: Vec<NewQuestionAnswer>,
}

/// An answer that comes from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewQuestionAnswer {
    /// Who wrote it.
    pub author: AuthorKind,
    /// The person, as `domain::event::By` writes them, where that is known.
    pub author_id: Option<String>,
    /// The name under it.
    pub author_name: String,
    /// What it says.
    pub text: String,
    /// When.
    pub at: Timestamp,
    /// How many found it useful.
    pub useful: i64,
}

/// Adds questions. One transaction; counts and facets are kept for the batch at once.
pub async fn questions(app: &App, seller: SellerId, all: Vec<NewQuestion>) -> Result<Added, Failure> {
    let now = app.now();
    app.store().write(move |tx| add(tx, seller, all, now)).await
}

fn add(tx: &mut Tx<'_>, seller: SellerId, all: Vec<NewQuestion>, now: Timestamp) -> Result<Added, Failure> {
    let mut added = Added::default();
    let mut by_facet: HashMap<Facet, i64> = HashMap::new();
    let mut by_sku: HashMap<Sku, i64> = HashMap::new();
    for new in all {
        let (mut question, answers) = prepare(seller, &new, now);
        if !place(tx, &mut question, &new)? {
            added.known += 1;
            continue;
        }
        added.new += 1;
        for mut answer in answers {
            (answer.place, answer.question) = (question.place, question.id);
            answers::insert(tx, &answer)?;
        }
        if let Some(facet) = Facet::of(&question) {
            *by_facet.entry(facet).or_default() += 1;
        }
        *by_sku.entry(question.sku).or_default() += 1;
    }
    for (facet, more) in by_facet {
        facets::count(tx, seller, facet, more)?;
    }
    for (sku, more) in by_sku {
        questions::count_product(tx, seller, sku, more)?;
    }
    tx.signal(&Signal::changed(seller, "questions"));
    Ok(added)
}

fn prepare(seller: SellerId, new: &NewQuestion, now: Timestamp) -> (Question, Vec<Answer>) {
    let id = QuestionId::imported(seller, &new.key, Some(new.asked_at), 0);
    let mut question = Question {
        seller,
        place: id.place(),
        id,
        sku: new.sku,
        buyer: new.buyer,
        buyer_name: new.buyer_name.clone(),
        text: new.text.clone(),
        asked_at: new.asked_at,
        received_at: now,
        state: QuestionState::Published,
        stage: new.stage,
        same: new.same,
        answers: i64::try_from(new.answers.len()).unwrap_or(0),
        others: 0,
        answer: None,
        version: 1,
        product: new.product_name.clone(),
        picture: None,
        archived: false,
    };
    let answers: Vec<Answer> =
        new.answers.iter().enumerate().map(|(at, answer)| answer_of(&question, &new.key, at, answer)).collect();
    let mut of_shop = answers.iter().filter(|answer| answer.author == AuthorKind::Seller);
    question.others = i64::try_from(answers.len() - of_shop.clone().count()).unwrap_or(0);
    if let Some(last) = of_shop.next_back() {
        question.answer = Some(Standing { id: last.id, text: last.text.clone(), at: last.sent_at });
        question.stage = rules::apply(question.stage, Step::Answered(Answers { stands: true, ..Answers::default() }));
    }
    (question, answers)
}

/// An answer whose id is the same at every import.
fn answer_of(question: &Question, key: &str, at: usize, new: &NewQuestionAnswer) -> Answer {
    let hash = crate::chance::digest(&format!("{}:{key}:answer:{at}", question.seller));
    let mut chance = [0; 10];
    chance.copy_from_slice(&hash[..10]);
    let millis = u64::try_from(new.at.millis()).unwrap_or(0);
    Answer {
        id: AnswerId(Builder::from_unix_timestamp_millis(millis, &chance).into_uuid()),
        seller: question.seller,
        place: question.place,
        question: question.id,
        sku: question.sku,
        author: new.author,
        author_id: new.author_id.clone(),
        author_name: new.author_name.clone(),
        text: new.text.clone(),
        public_text: Some(new.text.clone()),
        text_hash: identical::fingerprint(&new.text),
        state: AnswerState::Published,
        sent_at: new.at,
        public_at: new.at,
        due_at: None,
        published_at: Some(new.at),
        edited_at: None,
        useful: new.useful,
        version: 1,
    }
}

/// Puts a question at its place. `false` where it is there already; where another stands there, it takes the next id.
fn place(tx: &mut Tx<'_>, question: &mut Question, new: &NewQuestion) -> Result<bool, Failure> {
    let words = words_of(question);
    for attempt in 1..=u8::MAX {
        if questions::insert(tx, question, &words)? {
            return Ok(true);
        }
        match questions::at(tx, question.place)? {
            Some(other) if other != question.id => {
                question.id = QuestionId::imported(question.seller, &new.key, Some(new.asked_at), attempt);
                question.place = question.id.place();
            }
            _ => return Ok(false),
        }
    }
    Ok(false)
}
