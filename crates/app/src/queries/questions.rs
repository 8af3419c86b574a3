//! A seller's questions: lists, counts for the chips, one question with all that belongs to it, and what the rules say of a
//! text while it is typed.

use std::sync::Arc;

use domain::moderation::{Finding, Subject};
use domain::people::Permission;
use domain::questions::{self as rules, Action, AuthorKind, QuestionState, Stage, Status, identical};
use domain::text::Likeness;
use domain::{AnswerId, Code, Place, QuestionId, Refusal, SellerId, Sku};
use store::questions::facets;
use store::questions::list::{self, After};
use store::{Tx, answers, products, questions, replies};

use super::moderation::{self as tracks, Track};
use crate::actors::{CanRead, SellerStaff};
use crate::commands::questions::{ANSWERS_MAX, row_of_identical};
use crate::{App, Failure};

pub use domain::questions::identical::Identical;
pub use store::answers::Answer;
pub use store::products::Product;
pub use store::questions::facets::Facet;
pub use store::questions::list::{Filter, Order, Words};
pub use store::questions::{Question, Standing};

/// Questions on one page, at most.
pub const PAGE_MAX: i64 = 100;

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The questions.
    pub questions: Vec<Question>,
    /// What the next page is asked with; `None` at the end.
    pub next: Option<String>,
}

/// A page of the shop's questions. `after` is [`Page::next`] of the page before.
pub async fn list(
    app: &App,
    staff: &SellerStaff<CanRead>,
    filter: Filter,
    order: Order,
    after: Option<&str>,
    limit: i64,
) -> Result<Page, Failure> {
    let after = after.map(read_cursor).transpose()?;
    let (seller, limit) = (staff.seller(), limit.clamp(1, PAGE_MAX));
    app.store().glance(move |tx| page(tx, seller, &filter, order, after, limit)).await
}

fn page(
    tx: &mut Tx<'_>,
    seller: SellerId,
    filter: &Filter,
    order: Order,
    after: Option<After>,
    limit: i64,
) -> Result<Page, Failure> {
    let mut questions = list::page(tx, seller, filter, order, after, limit + 1)?;
    let fits = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = questions.len() > fits;
    questions.truncate(fits);
    let next = questions.last().filter(|_| more).map(|last| write_cursor(order.after(last)));
    Ok(Page { questions, next })
}

fn write_cursor(after: After) -> String {
    format!("{}.{}", after.key, after.place)
}

fn read_cursor(text: &str) -> Result<After, Refusal> {
    let read = || {
        let (key, place) = text.split_once('.')?;
        Some(After { key: key.parse().ok()?, place: Place(place.parse().ok()?) })
    };
    read().ok_or_else(|| Refusal::new(Code::CursorInvalid).at("after"))
}

/// The cursor behind a question, for programs that page by ids, in the orders by time.
pub fn after_question(id: QuestionId) -> String {
    write_cursor(After { key: 0, place: id.place() })
}

/// A list with what its screen shows beside the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screen {
    /// The rows.
    pub page: Page,
    /// The counts for the chips, as [`counts`] gives them.
    pub counts: Counts,
    /// The counts of all of the shop's questions.
    pub all: Counts,
    /// The shop's categories with the number of products in each; up to a minute old.
    pub categories: Arc<Vec<(String, i64)>>,
}

/// A page of the list with its counts, all of one moment and in one read.
pub async fn screen(
    app: &App,
    staff: &SellerStaff<CanRead>,
    filter: Filter,
    order: Order,
    after: Option<&str>,
    limit: i64,
) -> Result<Screen, Failure> {
    let after = after.map(read_cursor).transpose()?;
    let (seller, limit) = (staff.seller(), limit.clamp(1, PAGE_MAX));
    let known = app.category_cache().get(seller);
    let cache = app.category_cache().clone();
    app.store()
        .read(move |tx| {
            let all = Counts(facets::all(tx, seller)?);
            let walked = walked(&filter);
            let counts =
                if walked == Filter::default() { all.clone() } else { Counts(facets::walked(tx, seller, &walked)?) };
            let categories = match known {
                Some(known) => known,
                None => cache.keep(seller, products::categories(tx, seller)?),
            };
            Ok(Screen { page: page(tx, seller, &filter, order, after, limit)?, counts, all, categories })
        })
        .await
}

/// How many questions share which facts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts(pub Vec<(Facet, i64)>);

impl Counts {
    /// How many questions a filter leaves, by what chips can ask for.
    pub fn of(&self, filter: &Filter) -> i64 {
        let fits = |facet: &Facet| {
            (filter.stages.is_empty() || filter.stages.contains(&facet.stage))
                && filter.others.is_none_or(|others| others == facet.others)
        };
        self.0.iter().filter(|(facet, _)| fits(facet)).map(|(_, n)| n).sum()
    }

    /// How many stand at one of these stages.
    pub fn at(&self, stages: &[Stage]) -> i64 {
        self.of(&Filter { stages: stages.to_vec(), ..Filter::default() })
    }

    /// How many have this status.
    pub fn with_status(&self, status: Status) -> i64 {
        self.at(&status.stages())
    }

    /// How many wait for the shop.
    pub fn waiting(&self) -> i64 {
        self.0.iter().filter(|(facet, _)| facet.stage.waits()).map(|(_, n)| n).sum()
    }

    /// All.
    pub fn total(&self) -> i64 {
        self.of(&Filter::default())
    }
}

/// The counts for the chips of a list: of what its products, category, dates, waiting time and words leave.
pub async fn counts(app: &App, staff: &SellerStaff<CanRead>, filter: &Filter) -> Result<Counts, Failure> {
    let (seller, walked) = (staff.seller(), walked(filter));
    app.store()
        .read(move |tx| {
            let all = if walked == Filter::default() {
                facets::all(tx, seller)?
            } else {
                facets::walked(tx, seller, &walked)?
            };
            Ok(Counts(all))
        })
        .await
}

/// The part of a filter that facets cannot answer.
pub(crate) fn walked(filter: &Filter) -> Filter {
    Filter { stages: Vec::new(), others: None, ..filter.clone() }
}

/// The products that are asked about most, with their numbers of questions.
pub async fn top_products(app: &App, staff: &SellerStaff<CanRead>, limit: i64) -> Result<Vec<(Sku, i64)>, Failure> {
    let (seller, limit) = (staff.seller(), limit.clamp(1, 100));
    app.store().glance(move |tx| Ok(questions::top_products(tx, seller, limit)?)).await
}

/// An answer with its way to the card.
#[derive(Debug, Clone, PartialEq)]
pub struct Tracked {
    /// The answer.
    pub answer: Answer,
    /// Its way; of a buyer's answer only that it is public.
    pub track: Track,
}

/// A question with all that belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Detail {
    /// The question.
    pub question: Question,
    /// Its product.
    pub product: Option<Product>,
    /// The shop's answers that were not taken away, and the public ones of buyers; the oldest first.
    pub answers: Vec<Tracked>,
    /// Answered questions about the same product that are like this one, the most similar first.
    pub similar: Vec<Question>,
    /// What this person has typed and not sent.
    pub draft: Option<String>,
    /// Colleagues who have the composer open.
    pub answering: Vec<String>,
    /// What this person can do to it now.
    pub actions: Vec<Action>,
    /// The newest answer of the shop, sent or public: what a send is checked against.
    pub newest_answer: Option<AnswerId>,
}

/// A question with all that belongs to it.
pub async fn detail(app: &App, staff: &SellerStaff<CanRead>, id: QuestionId) -> Result<Detail, Failure> {
    let (seller, person, now) = (staff.seller(), staff.person(), app.now());
    let may_reply = staff.may(Permission::Reply);
    app.store()
        .read(move |tx| {
            let question = public(tx, seller, id)?;
            let product = products::one(tx, seller, question.sku)?;
            let all = answers::of_question(tx, seller, question.place, ANSWERS_MAX)?;
            let newest = all.iter().rev().find(|answer| answer.author == AuthorKind::Seller).map(|answer| answer.id);
            let shown = all.into_iter().filter(|a| a.author == AuthorKind::Seller || a.public_text.is_some());
            let mut tracked = Vec::new();
            for answer in shown {
                let track = match answer.author {
                    AuthorKind::Seller => tracks::of_answer(tx, &answer, now)?,
                    AuthorKind::Buyer => Track::published(),
                };
                tracked.push(Tracked { answer, track });
            }
            let (draft, answering) = match person {
                Some(me) => (
                    replies::draft(tx, seller, id, me)?.map(|(text, _)| text),
                    replies::who_is_answering(tx, seller, id, me, now)?,
                ),
                None => (None, Vec::new()),
            };
            Ok(Detail {
                similar: similar_to(tx, seller, question.sku, &question.text, Some(id))?,
                actions: rules::allowed(&question.facts(), may_reply),
                newest_answer: newest,
                answers: tracked,
                draft,
                answering,
                product,
                question,
            })
        })
        .await
}

/// Similar questions that are looked at, and shown.
const LOOKED_AT: i64 = 60;
const SIMILAR: usize = 5;
/// From how much in common two questions are called similar.
const ALIKE: f64 = 0.12;

/// Answered public questions about a product that are like a text, the most similar first.
pub(crate) fn similar_to(
    tx: &mut Tx<'_>,
    seller: SellerId,
    sku: Sku,
    text: &str,
    except: Option<QuestionId>,
) -> Result<Vec<Question>, Failure> {
    let likeness = Likeness::of(text);
    let (Some(fts5), Some(tsquery)) = (likeness.to_fts5(seller), likeness.to_tsquery(seller)) else {
        return Ok(Vec::new());
    };
    let found = questions::card::similar(tx, seller, sku, &Words { fts5, tsquery }, LOOKED_AT)?;
    let mut alike: Vec<(f64, Question)> = found
        .into_iter()
        .filter(|question| Some(question.id) != except)
        .map(|question| (likeness.share(&question.text), question))
        .filter(|(share, _)| *share >= ALIKE)
        .collect();
    alike.sort_by(|a, b| b.0.total_cmp(&a.0));
    Ok(alike.into_iter().take(SIMILAR).map(|(_, question)| question).collect())
}

fn public(tx: &mut Tx<'_>, seller: SellerId, id: QuestionId) -> Result<Question, Failure> {
    let found = questions::one(tx, seller, id)?.filter(|q| q.state == QuestionState::Published);
    Ok(found.ok_or(Code::QuestionNotFound)?)
}

/// One question.
pub async fn one(app: &App, staff: &SellerStaff<CanRead>, id: QuestionId) -> Result<Question, Failure> {
    let seller = staff.seller();
    app.store().glance(move |tx| public(tx, seller, id)).await
}

/// One answer of the shop's questions that was not taken away, with its way to the card.
pub async fn answer(app: &App, staff: &SellerStaff<CanRead>, id: AnswerId) -> Result<Tracked, Failure> {
    let (seller, now) = (staff.seller(), app.now());
    app.store()
        .read(move |tx| {
            let found = answers::one(tx, seller, id)?.filter(|a| a.state != rules::AnswerState::Deleted);
            let answer = found.ok_or(Code::AnswerNotFound)?;
            let track = tracks::of_answer(tx, &answer, now)?;
            Ok(Tracked { answer, track })
        })
        .await
}

/// A page of the answers to a question, the oldest first: the shop's whatever their state, of buyers the public ones. `after` is
/// the last answer of the page before; `limit` answers at most are looked at.
pub async fn answers_of(
    app: &App,
    staff: &SellerStaff<CanRead>,
    id: QuestionId,
    after: &str,
    limit: i64,
) -> Result<Vec<Tracked>, Failure> {
    let (seller, after, limit) = (staff.seller(), after.to_owned(), limit.clamp(1, PAGE_MAX));
    let now = app.now();
    app.store()
        .read(move |tx| {
            let question = public(tx, seller, id)?;
            let all = answers::of_question_after(tx, seller, question.place, &after, limit)?;
            let mut tracked = Vec::with_capacity(all.len());
            for answer in all.into_iter().filter(|a| a.author == AuthorKind::Seller || a.public_text.is_some()) {
                tracked.push(Tracked { track: tracks::of_answer(tx, &answer, now)?, answer });
            }
            Ok(tracked)
        })
        .await
}

/// What the rules say of an answer before it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The text as it would be sent: the findings' spans are bytes of it.
    pub text: String,
    /// What the checks see: the same that will judge it.
    pub findings: Vec<Finding>,
    /// Whether it would be one of too many identical answers.
    pub identical: Identical,
}

/// Looks at an answer that somebody is typing with the same rules that will judge it.
pub async fn check(app: &App, staff: &SellerStaff<CanRead>, typed: &str) -> Result<Checked, Failure> {
    let text = domain::text::clean(typed).map_err(|refusal| refusal.at("text"))?;
    let (seller, now, of) = (staff.seller(), app.now(), app.rules().clone());
    let hash = identical::fingerprint(&text);
    let identical = app.store().glance(move |tx| row_of_identical(tx, &of, seller, &hash, now)).await?;
    Ok(Checked { findings: app.rules().policy.look(Subject::Answer, &text), text, identical })
}
