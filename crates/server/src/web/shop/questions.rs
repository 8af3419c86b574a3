//! `/shop/p/{sku}?tab=questions`: asking, answering and finding useful on the card itself.

use app::commands::asking;
use app::queries::asking::{self as read, CardCursor, CardOrder, OnCard, Own};
use app::queries::moderation::Way;
use app::{Buyer, Failure, Once};
use askama::Template;
use axum::extract::{Form, Path, Query, RawQuery};
use axum::http::StatusCode;
use axum::response::Response;
use domain::questions::{ANSWER_MAX, ANSWER_MIN, AuthorKind, QUESTION_MAX, QUESTION_MIN, QuestionState};
use domain::text::Text;
use domain::{AnswerId, Code, Kind, Place, QuestionId, Refusal, Sku};
use serde::Deserialize;

use super::asked::{AskForm, AskedAnswer, AskedQuestion, AskedTab};
use super::card;
use crate::web::convert::{self, Eyes};
use crate::web::parts::{Chip, Field};
use crate::web::query;
use crate::web::respond::{Page, WebError, and_say, html, own_path, see, with_status};
use crate::web::visit::Visit;
use crate::web::words::{Words, by_when, day_of};

/// Questions on a page of a card.
const PAGE: i64 = 10;
/// Answers that stand open under a question; the rest is folded.
const OPEN: usize = 2;
/// Own questions among which the one just asked is looked for.
const OWN: i64 = 20;

/// What the address of the tab asks for.
#[derive(Clone, Debug, Default)]
struct AskedQuery {
    order: CardOrder,
    after: Option<CardCursor>,
    /// A question that is to be seen wherever it stands.
    shown: Option<QuestionId>,
    /// An own refused question whose words are taken up again.
    again: Option<QuestionId>,
    /// The form stands open.
    asking: bool,
}

impl AskedQuery {
    fn parse(text: &str) -> Self {
        let mut it = Self::default();
        for (name, value) in query::pairs(text) {
            match name.as_str() {
                "sort" if value == "new" => it.order = CardOrder::Newest,
                "after" => it.after = cursor(&value),
                "q" => it.shown = QuestionId::parse(&value),
                "again" => it.again = QuestionId::parse(&value),
                "ask" => it.asking = true,
                _ => {}
            }
        }
        it
    }

    fn href(&self, sku: Sku) -> String {
        let pairs = [
            ("tab", "questions".to_owned()),
            ("sort", if self.order == CardOrder::Newest { "new".into() } else { String::new() }),
            ("after", self.after.map(|at| format!("{}.{}", at.same, at.place)).unwrap_or_default()),
        ];
        query::address(&convert::card_href(Some(sku)), pairs)
    }
}

fn cursor(text: &str) -> Option<CardCursor> {
    let (same, place) = text.split_once('.')?;
    Some(CardCursor { same: same.parse().ok()?, place: Place(place.parse().ok()?) })
}

/// The tab with the questions of a card.
pub fn tab_href(sku: Sku) -> String {
    AskedQuery::default().href(sku)
}

/// Where a question is seen among the others of its card.
pub fn href(sku: Sku, id: QuestionId) -> String {
    format!("{}&q={id}#q-{id}", tab_href(sku))
}

/// Where an own refused question is corrected.
pub fn again_href(sku: Sku, id: QuestionId) -> String {
    format!("{}&again={id}#ask", tab_href(sku))
}

/// What a refused form brings back to the page, so that nothing typed is lost.
#[derive(Debug, Default)]
struct Redo {
    /// The question that was typed.
    question: Option<Field>,
    /// The answer that was typed, and to which question.
    answer: Option<(QuestionId, Field)>,
}

/// Shows a card with its questions.
pub async fn show(visit: &Visit, sku: Sku, asked: &str) -> Page {
    drawn(visit, sku, &AskedQuery::parse(asked), Redo::default(), StatusCode::OK).await
}

/// `/shop/p/{sku}/questions` is another name of the tab.
pub async fn tab(Path(sku): Path<i64>, RawQuery(asked): RawQuery) -> Response {
    let more = asked.map(|asked| format!("&{asked}")).unwrap_or_default();
    see(&format!("{}{more}", tab_href(Sku(sku))))
}

async fn drawn(visit: &Visit, sku: Sku, asked: &AskedQuery, redo: Redo, status: StatusCode) -> Page {
    let buyer = visit.person.as_ref().map(app::Person::buyer);
    let found = read::card(&visit.app, buyer.as_ref(), sku, asked.order, asked.after, PAGE).await?;
    let eyes = Eyes { w: visit.w(), now: visit.now(), query: None };
    let scene = Scene { eyes, buyer: buyer.as_ref(), may_answer: found.may_answer, redo: &redo };
    let mut questions: Vec<_> = found.questions.iter().map(|on| scene.question(on)).collect();
    if let Some(id) = asked.shown.filter(|id| questions.iter().all(|q| q.id != id.to_string())) {
        questions.splice(0..0, apart(visit, &scene, sku, id).await?);
    }
    let back = AskedQuery { asking: false, ..asked.clone() }.href(sku);
    let tab = AskedTab {
        total: u64::try_from(found.total).unwrap_or(0),
        sorts: sorts(eyes.w, asked, sku),
        questions,
        next: found.next.map(|next| AskedQuery { after: Some(next), ..asked.clone() }.href(sku)),
        form: ask_form(visit, sku, asked, &redo).await?,
        sign_in_href: query::address("/sign-in", [("next", format!("{}&ask=1", tab_href(sku)))]),
        back,
    };
    with_status(status, &card::with_questions(visit, sku, tab).await?)
}

/// A question that is not on this page of the list: a public one, or the reader's own.
async fn apart(visit: &Visit, scene: &Scene<'_>, sku: Sku, id: QuestionId) -> Result<Option<AskedQuestion>, WebError> {
    match read::one(&visit.app, scene.buyer, id).await {
        Ok(on) => return Ok((on.question.sku == sku).then(|| scene.question(&on))),
        Err(Failure::Refusal(refusal)) if refusal.code == Code::QuestionNotFound => {}
        Err(failure) => return Err(failure.into()),
    }
    Ok(own(visit, scene.buyer, id).await?.filter(|own| own.question.sku == sku).map(|own| scene.waiting(&own)))
}

async fn own(visit: &Visit, buyer: Option<&Buyer>, id: QuestionId) -> Result<Option<Own>, Failure> {
    let Some(buyer) = buyer else { return Ok(None) };
    Ok(read::own(&visit.app, buyer, None, OWN).await?.into_iter().find(|own| own.question.id == id))
}

async fn ask_form(visit: &Visit, sku: Sku, asked: &AskedQuery, redo: &Redo) -> Result<Option<AskForm>, WebError> {
    let Some(buyer) = visit.person.as_ref().map(app::Person::buyer) else { return Ok(None) };
    let again = match asked.again {
        Some(id) => own(visit, Some(&buyer), id).await?.map(|own| Field::of(own.question.text)),
        None => None,
    };
    let open = asked.asking || again.is_some() || redo.question.is_some();
    Ok(Some(AskForm {
        action: format!("{}/questions", convert::card_href(Some(sku))),
        similar: format!("{}/similar", convert::card_href(Some(sku))),
        text: redo.question.clone().or(again).unwrap_or_default(),
        key: key(visit),
        limits: (QUESTION_MIN, QUESTION_MAX),
        open,
    }))
}

fn key(visit: &Visit) -> String {
    app::chance::id(visit.app.now()).to_string()
}

fn sorts(w: &Words, asked: &AskedQuery, sku: Sku) -> Vec<Chip> {
    [(w.asking.sort_popular, CardOrder::Popular), (w.asking.sort_new, CardOrder::Newest)]
        .map(|(label, order)| Chip {
            label: label.to_owned(),
            count: None,
            href: AskedQuery { order, ..AskedQuery::default() }.href(sku),
            on: asked.order == order,
        })
        .into()
}

/// What a question is drawn with.
struct Scene<'a> {
    eyes: Eyes<'a>,
    buyer: Option<&'a Buyer>,
    may_answer: bool,
    redo: &'a Redo,
}

impl Scene<'_> {
    fn question(&self, on: &OnCard) -> AskedQuestion {
        let question = &on.question;
        let own = self.buyer.is_some_and(|buyer| question.buyer == Some(buyer.id()));
        let mut answers: Vec<_> = on.answers.iter().map(|answer| self.answer(on, answer)).collect();
        let folded = answers.split_off(answers.len().min(OPEN));
        AskedQuestion {
            id: question.id.to_string(),
            author: question.buyer_name.clone(),
            when: self.eyes.when(Some(question.asked_at)),
            text: question.text.clone(),
            same: same(self.eyes.w, question.same),
            seconded: on.seconded,
            can_second: self.buyer.is_some() && !own,
            own,
            state: None,
            answers,
            folded,
            form: (self.may_answer && !own).then(|| self.answer_form(question.id)),
        }
    }

    fn answer(&self, on: &OnCard, answer: &read::Answer) -> AskedAnswer {
        let me = self.buyer.map(|buyer| domain::event::By::Buyer(buyer.id()).to_string());
        AskedAnswer {
            id: answer.id.to_string(),
            author: answer.author_name.clone(),
            by_shop: answer.author == AuthorKind::Seller,
            when: self.eyes.when(Some(answer.sent_at)),
            text: answer.public_text.clone().unwrap_or_default(),
            useful: u64::try_from(answer.useful).unwrap_or(0),
            voted: on.found_useful.contains(&answer.id),
            can_vote: me.is_some() && answer.author_id != me,
        }
    }

    fn answer_form(&self, id: QuestionId) -> AskForm {
        let typed = self.redo.answer.as_ref().filter(|(to, _)| *to == id).map(|(_, field)| field.clone());
        AskForm {
            action: format!("/shop/questions/{id}/answer"),
            open: typed.is_some(),
            text: typed.unwrap_or_default(),
            limits: (ANSWER_MIN, ANSWER_MAX),
            ..AskForm::default()
        }
    }

    /// An own question that nobody else sees yet.
    fn waiting(&self, own: &Own) -> AskedQuestion {
        AskedQuestion {
            id: own.question.id.to_string(),
            author: own.question.buyer_name.clone(),
            when: self.eyes.when(Some(own.question.asked_at)),
            text: own.question.text.clone(),
            same: None,
            seconded: false,
            can_second: false,
            own: true,
            state: Some(state(self.eyes, own)),
            answers: Vec::new(),
            folded: Vec::new(),
            form: None,
        }
    }
}

/// "7 спрашивают то же"
pub fn same(w: &Words, others: i64) -> Option<String> {
    u64::try_from(others).ok().filter(|others| *others > 0).map(|others| w.asking.n_same.count(others))
}

/// Where an own question stands: the tone and the words, with the likely or the promised time while it waits.
pub fn state(eyes: Eyes<'_>, own: &Own) -> (&'static str, String) {
    let (a, w) = (&eyes.w.asking, eyes.w);
    match (own.question.state, &own.track.way) {
        (QuestionState::Waiting, Way::Waiting(queued)) => match &queued.forecast {
            Some(soon) if soon.until.0 > eyes.now => (
                "warn",
                format!("{}, {}", a.state_waiting, w.track.by_forecast.put(by_when(w, soon.until.0, eyes.now))),
            ),
            _ => ("warn", a.until.put(day_of(w, queued.due_at.0, eyes.now))),
        },
        (QuestionState::Waiting, _) => ("warn", a.state_waiting.to_owned()),
        (QuestionState::Refused | QuestionState::Deleted, _) => ("bad", a.state_refused.to_owned()),
        (QuestionState::Published, _) if own.answers.is_empty() => ("good", a.state_published.to_owned()),
        (QuestionState::Published, _) => ("good", a.state_answered.to_owned()),
    }
}

/// A question or an answer, as its form sends it.
#[derive(Debug, Deserialize)]
pub struct Typed {
    #[serde(default)]
    text: String,
    #[serde(default)]
    key: String,
}

/// Asks; refused, the page comes back with what was typed.
pub async fn ask(visit: Visit, Path(sku): Path<i64>, Form(form): Form<Typed>) -> Page {
    let (sku, buyer) = (Sku(sku), visit.buyer()?);
    match asked(&visit, &buyer, sku, &form).await {
        Ok(asked) => {
            let say = if asked.state == QuestionState::Published { "asked" } else { "asked-waiting" };
            Ok(see(&anchored(&format!("{}&q={}", tab_href(sku), asked.question), say, asked.question)))
        }
        Err(Failure::Refusal(refusal)) if stays(&refusal) => {
            let redo = Redo { question: Some(refused(&visit, form, &refusal)), answer: None };
            drawn(&visit, sku, &AskedQuery::default(), redo, StatusCode::BAD_REQUEST).await
        }
        Err(failure) => Err(failure.into()),
    }
}

async fn asked(visit: &Visit, buyer: &Buyer, sku: Sku, form: &Typed) -> Result<asking::Asked, Failure> {
    let text = Text::new(&form.text).map_err(|refusal| refusal.at("text"))?;
    let once = Once::new(format!("web-ask:{}", buyer.id()), &form.key, &format!("{sku} {}", form.text));
    asking::ask(&visit.app, buyer, sku, text, (!form.key.is_empty()).then_some(once)).await
}

/// What one can mend on the page itself.
fn stays(refusal: &Refusal) -> bool {
    refusal.kind() == Kind::Invalid || refusal.field == Some("text") || refusal.code == Code::QuestionsTooMany
}

fn refused(visit: &Visit, form: Typed, refusal: &Refusal) -> Field {
    Field::refused(form.text, visit.tell(refusal))
}

fn anchored(address: &str, say: &str, id: QuestionId) -> String {
    format!("{}#q-{id}", and_say(address, say))
}

fn question_id(text: &str) -> Result<QuestionId, WebError> {
    Ok(QuestionId::parse(text).ok_or(Code::QuestionNotFound)?)
}

fn answer_id(text: &str) -> Result<AnswerId, WebError> {
    Ok(AnswerId::parse(text).ok_or(Code::AnswerNotFound)?)
}

/// Answers another buyer's question; refused, the page comes back with what was typed.
pub async fn answer(visit: Visit, Path(id): Path<String>, Form(form): Form<Typed>) -> Page {
    let (id, buyer) = (question_id(&id)?, visit.buyer()?);
    let text = Text::new(&form.text).map_err(|refusal| Failure::from(refusal.at("text")));
    let sent = match text {
        Ok(text) => {
            let once = Once::new(format!("web-answer:{}:{id}", buyer.id()), &form.key, &form.text);
            asking::answer(&visit.app, &buyer, id, text, (!form.key.is_empty()).then_some(once)).await
        }
        Err(failure) => Err(failure),
    };
    match sent {
        Ok(answer) => Ok(see(&and_say(&format!("/shop/answers/{answer}"), "buyers-answer"))),
        Err(Failure::Refusal(refusal)) if stays(&refusal) => {
            let sku = read::one(&visit.app, Some(&buyer), id).await?.question.sku;
            let redo = Redo { question: None, answer: Some((id, refused(&visit, form, &refusal))) };
            let asked = AskedQuery { shown: Some(id), ..AskedQuery::default() };
            drawn(&visit, sku, &asked, redo, StatusCode::BAD_REQUEST).await
        }
        Err(failure) => Err(failure.into()),
    }
}

/// Something that is on or off.
#[derive(Debug, Deserialize)]
pub struct Switch {
    #[serde(default)]
    off: Option<String>,
    #[serde(default)]
    back: String,
    /// The question that it stands under.
    #[serde(default)]
    at: String,
}

impl Switch {
    fn back(&self) -> Response {
        let at = QuestionId::parse(&self.at).map(|id| format!("#q-{id}")).unwrap_or_default();
        see(&format!("{}{at}", own_path(&self.back, "/shop")))
    }
}

/// Asks the same, or no longer.
pub async fn second(visit: Visit, Path(id): Path<String>, Form(form): Form<Switch>) -> Page {
    asking::second(&visit.app, &visit.buyer()?, question_id(&id)?, form.off.is_none()).await?;
    Ok(form.back())
}

/// Finds an answer useful, or no longer.
pub async fn vote(visit: Visit, Path(id): Path<String>, Form(form): Form<Switch>) -> Page {
    asking::vote(&visit.app, &visit.buyer()?, answer_id(&id)?, form.off.is_none()).await?;
    Ok(form.back())
}

/// Similar questions, drawn for a form in which somebody types.
#[derive(Debug, Template)]
#[template(path = "shop/similar.html")]
pub struct Similar {
    /// The words.
    pub w: &'static Words,
    /// The questions with the beginning of the shop's answer: where they are, what was asked, what was answered.
    pub found: Vec<(String, String, Option<String>)>,
}

/// What is typed.
#[derive(Debug, Deserialize)]
pub struct Typing {
    #[serde(default)]
    text: String,
}

/// Answered questions like the one that is typed.
pub async fn similar(visit: Visit, Path(sku): Path<i64>, Query(typed): Query<Typing>) -> Page {
    let found = read::similar(&visit.app, Sku(sku), &typed.text).await?;
    let found = found.into_iter().take(3).map(|q| (href(q.sku, q.id), q.text, q.answer.map(|answer| answer.text)));
    html(&Similar { w: visit.w(), found: found.collect() })
}

/// Leads to a question: to its card, or to one's own where only its author sees it.
pub async fn find(visit: Visit, Path(id): Path<String>) -> Page {
    let id = question_id(&id)?;
    visit.saw(id).await?;
    match read::one(&visit.app, None, id).await {
        Ok(on) => Ok(see(&href(on.question.sku, id))),
        Err(Failure::Refusal(refusal)) if refusal.code == Code::QuestionNotFound && visit.person.is_some() => {
            Ok(see(&format!("/shop/questions#q-{id}")))
        }
        Err(failure) => Err(failure.into()),
    }
}
