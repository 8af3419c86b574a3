//! `/shop/questions`: a buyer's own questions and answers, where they stand and why.

use app::commands::{asking, moderation::appeals};
use app::queries::{asking as read, moderation::Reasons};
use app::{Failure, queries};
use askama::Template;
use axum::extract::{Form, Path};
use domain::moderation::Subject;
use domain::questions::{AnswerState, QuestionState};
use domain::text::Text;
use domain::{AnswerId, Code, QuestionId};
use serde::Deserialize;

use super::questions;
use crate::web::convert::{self, Eyes};
use crate::web::icons;
use crate::web::layout::{Shell, Surface, Tab, Theme};
use crate::web::parts::{Appeal, Blank, ProductLine, StepState, Track};
use crate::web::respond::{Page, and_say, html, see};
use crate::web::tracks::{self, Judged};
use crate::web::visit::Visit;
use crate::web::words::{When, Words};

/// Own questions that are shown, at most.
const OWN: i64 = 50;

/// `/shop/questions`
#[derive(Debug, Template)]
#[template(path = "shop/own_questions.html")]
pub struct OwnQuestionsPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The page's heading.
    pub title: &'static str,
    /// The way back, where it is about one thing only.
    pub back: Option<String>,
    /// The texts, newest first.
    pub texts: Vec<OwnText>,
    /// What stands there when there are none.
    pub blank: Option<Blank>,
}

/// A question or an answer of one's own.
#[derive(Clone, Debug)]
pub struct OwnText {
    /// Its id.
    pub id: String,
    /// About what.
    pub product: ProductLine,
    /// The question that it answers.
    pub about: Option<String>,
    /// What was written.
    pub text: String,
    /// When.
    pub when: Option<When>,
    /// Where it stands: the tone and the words.
    pub state: (&'static str, String),
    /// "7 спрашивают то же"
    pub same: Option<String>,
    /// Its way, while that matters.
    pub track: Option<Track>,
    /// Public answers: whose, by the shop, when, what.
    pub answers: Vec<(String, bool, Option<When>, String)>,
    /// Where it stands on the card.
    pub card_href: Option<String>,
    /// Where deleting is sent.
    pub delete: String,
    /// What deleting says: the verb and what it means.
    pub delete_words: (&'static str, &'static str),
}

/// Shows a buyer's questions.
pub async fn show(visit: Visit) -> Page {
    let w = visit.w();
    let own = read::own(&visit.app, &visit.buyer()?, None, OWN).await?;
    let reasons = queries::moderation::reasons(&visit.app).await?;
    let eyes = Eyes { w, now: visit.now(), query: None };
    let blank = own.is_empty().then(|| Blank {
        icon: icons::QUESTION,
        title: w.asking.my_none.into(),
        text: w.asking.my_none_text.into(),
        action: Some(("/shop".into(), w.shop.all_products.into())),
    });
    let shell = visit.shop(Tab::OwnQuestions, w.asking.my).await?.described(w.asking.my_description);
    let texts = own.iter().map(|own| question(eyes, &reasons, own)).collect();
    html(&OwnQuestionsPage { w, shell, title: w.asking.my, back: None, texts, blank })
}

fn question(eyes: Eyes<'_>, reasons: &Reasons, own: &read::Own) -> OwnText {
    let (q, a) = (&own.question, &eyes.w.asking);
    let path = format!("/shop/questions/{}", q.id);
    let fix_href = (q.state == QuestionState::Refused).then(|| questions::again_href(q.sku, q.id));
    let judged =
        Judged { track: &own.track, text: &q.text, public: None, path: &path, query: "", may_appeal: true, fix_href };
    OwnText {
        id: q.id.to_string(),
        product: product(eyes.w, q),
        about: None,
        text: q.text.clone(),
        when: eyes.when(Some(q.asked_at)),
        state: questions::state(eyes, own),
        same: questions::same(eyes.w, q.same),
        track: tracks::track(eyes, reasons, judged),
        answers: own.answers.iter().map(|answer| said(eyes, answer)).collect(),
        card_href: (q.state == QuestionState::Published).then(|| questions::href(q.sku, q.id)),
        delete: format!("{path}/delete"),
        delete_words: (a.delete, a.delete_text),
    }
}

fn product(w: &Words, q: &read::Question) -> ProductLine {
    ProductLine {
        sku: q.sku.0,
        name: q.product.clone().unwrap_or_else(|| w.reviews.product_unknown.to_owned()),
        image: q.picture.map(convert::thumb),
        href: questions::tab_href(q.sku),
        price: None,
    }
}

fn said(eyes: Eyes<'_>, answer: &read::Answer) -> (String, bool, Option<When>, String) {
    let by_shop = answer.author == domain::questions::AuthorKind::Seller;
    let text = answer.public_text.clone().unwrap_or_default();
    (answer.author_name.clone(), by_shop, eyes.when(Some(answer.sent_at)), text)
}

/// Shows a buyer's answer to a question and where it stands.
pub async fn answer(visit: Visit, Path(id): Path<String>) -> Page {
    let (w, id) = (visit.w(), AnswerId::parse(&id).ok_or(Code::AnswerNotFound)?);
    let own = read::own_answer(&visit.app, &visit.buyer()?, id).await?;
    visit.saw(id).await?;
    let reasons = queries::moderation::reasons(&visit.app).await?;
    let eyes = Eyes { w, now: visit.now(), query: None };
    let card = questions::href(own.question.sku, own.question.id);
    let path = format!("/shop/answers/{id}");
    let fix_href = (own.answer.state == AnswerState::Refused).then(|| card.clone());
    let judged = Judged {
        track: &own.track,
        text: &own.answer.text,
        public: None,
        path: &path,
        query: "",
        may_appeal: true,
        fix_href,
    };
    let text = OwnText {
        id: id.to_string(),
        product: product(w, &own.question),
        about: Some(own.question.text.clone()),
        text: own.answer.text.clone(),
        when: eyes.when(Some(own.answer.sent_at)),
        state: answer_state(w, own.answer.state),
        same: None,
        track: tracks::track(eyes, &reasons, judged),
        answers: Vec::new(),
        card_href: Some(card.clone()),
        delete: format!("{path}/delete"),
        delete_words: (w.asking.delete_answer, w.asking.delete_answer_text),
    };
    let shell = visit.shop(Tab::OwnQuestions, w.asking.own_answer).await?;
    html(&OwnQuestionsPage { w, shell, title: w.asking.own_answer, back: Some(card), texts: vec![text], blank: None })
}

fn answer_state(w: &Words, state: AnswerState) -> (&'static str, String) {
    let a = &w.asking;
    match state {
        AnswerState::Pending | AnswerState::Waiting => ("warn", a.state_waiting.to_owned()),
        AnswerState::Published => ("good", a.state_published.to_owned()),
        AnswerState::Refused | AnswerState::Deleted => ("bad", a.state_refused.to_owned()),
    }
}

/// Takes a question away.
pub async fn delete(visit: Visit, Path(id): Path<String>) -> Page {
    let id = QuestionId::parse(&id).ok_or(Code::QuestionNotFound)?;
    asking::delete(&visit.app, &visit.buyer()?, id).await?;
    Ok(see("/shop/questions?done=question-deleted"))
}

/// Takes an answer away.
pub async fn delete_answer(visit: Visit, Path(id): Path<String>) -> Page {
    let id = AnswerId::parse(&id).ok_or(Code::AnswerNotFound)?;
    let question = asking::delete_answer(&visit.app, &visit.buyer()?, id).await?;
    Ok(see(&and_say(&format!("/shop/q/{question}"), "buyers-answer-deleted")))
}

/// Why a verdict is not accepted.
#[derive(Debug, Deserialize)]
pub struct Objection {
    #[serde(default)]
    text: String,
}

/// Appeals the verdict on a question.
pub async fn appeal(visit: Visit, Path(id): Path<String>, Form(form): Form<Objection>) -> Page {
    object(&visit, Subject::Question, &id, form).await?;
    Ok(see(&format!("/shop/questions?done=buyers-appeal#q-{}", crate::web::query::encode(&id))))
}

/// Appeals the verdict on an answer.
pub async fn appeal_answer(visit: Visit, Path(id): Path<String>, Form(form): Form<Objection>) -> Page {
    object(&visit, Subject::Answer, &id, form).await?;
    Ok(see(&and_say(&format!("/shop/answers/{}", crate::web::query::encode(&id)), "buyers-appeal")))
}

async fn object(visit: &Visit, subject: Subject, id: &str, form: Objection) -> Result<(), Failure> {
    let words = Text::new(&form.text).map_err(|refusal| refusal.at("text"))?;
    appeals::by_buyer(&visit.app, &visit.buyer()?, subject, id.to_owned(), words).await.map(drop)
}

/// Appeals the verdict on a review.
pub async fn appeal_review(visit: Visit, Path(id): Path<String>, Form(form): Form<Objection>) -> Page {
    object(&visit, Subject::Review, &id, form).await?;
    Ok(see("/shop/orders?done=buyers-appeal"))
}
