//! Answering several reviews at once: a preview of every text, then lines that are sent one by one.
//!
//! The lines are stored before the first is sent, so a crash half way goes on where it stopped; each line is settled in
//! the transaction that sends it, so nothing is sent twice.

use domain::reviews::{COMMENT_MAX, UNDO_WINDOW};
use domain::templates::{Facts, Template, repeats};
use domain::text::Text;
use domain::{Code, CommentId, PersonId, Refusal, ReviewId, SellerId};
use store::jobs::{self, Job};
use store::replies::{self, BulkLine};
use store::{Tx, comments};

use super::answers::{self, Author, NewAnswer};
use super::reviews::load;
use crate::actors::{CanReply, SellerStaff};
use crate::once::{Once, once};
use crate::{App, Failure, Rules, chance};

/// Reviews that are answered at once, at most.
pub const BULK_MAX: usize = 100;
/// The job that sends the lines.
pub const SEND: &str = "send_bulk";
/// How many of the shop's last texts a preview is compared with.
const LAST_TEXTS: i64 = 50;

/// What would be sent to one review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Which review.
    pub review: ReviewId,
    /// The name under it.
    pub buyer: String,
    /// What it says.
    pub review_text: String,
    /// The answer, or why there is none.
    pub answer: Result<String, Refusal>,
    /// The answer reads like another of this preview.
    pub repeats_here: bool,
    /// The answer reads like one of the shop's last.
    pub repeats_last: bool,
    /// The shop has answered this review before.
    pub answered: bool,
}

/// Fills a template for each review. Sends nothing.
pub async fn preview(
    app: &App,
    staff: &SellerStaff<CanReply>,
    ids: Vec<ReviewId>,
    template: &str,
) -> Result<Vec<Preview>, Failure> {
    within_limit(ids.len())?;
    let template = Template::parse(template).map_err(|refusal| refusal.at("text"))?;
    let (seller, shop) = (staff.seller(), staff.shop().to_owned());
    let (mut previews, last) = app
        .store()
        .read(move |tx| {
            let mut previews = Vec::with_capacity(ids.len());
            for id in ids {
                previews.push(one(tx, seller, &shop, &template, id)?);
            }
            Ok::<_, Failure>((previews, comments::recent_texts(tx, seller, LAST_TEXTS)?))
        })
        .await?;
    mark_repeats(&mut previews, &last);
    Ok(previews)
}

fn within_limit(got: usize) -> Result<(), Refusal> {
    match got {
        0 => Err(Refusal::new(Code::FieldMissing).at("review_ids")),
        1..=BULK_MAX => Ok(()),
        _ => Err(Refusal::new(Code::TooManyItems).at("review_ids").with("max", BULK_MAX).with("got", got)),
    }
}

fn one(tx: &mut Tx<'_>, seller: SellerId, shop: &str, template: &Template, id: ReviewId) -> Result<Preview, Failure> {
    let review = load(tx, seller, id)?;
    let order = review.order.as_ref().map(|order| order.0.as_str());
    let facts = Facts {
        buyer: Some(&review.buyer_name),
        product: review.product.as_deref(),
        sku: review.sku,
        shop: Some(shop),
        order,
        rating: review.facts().rating,
    };
    let filled = template.fill(&facts).map_err(Refusal::from);
    let answer = filled.and_then(|text| Text::<1, COMMENT_MAX>::new(&text)).map(Text::into_string);
    Ok(Preview {
        review: id,
        answer,
        repeats_here: false,
        repeats_last: false,
        answered: review.answer.is_some(),
        buyer: review.buyer_name,
        review_text: review.text,
    })
}

fn mark_repeats(previews: &mut [Preview], last: &[String]) {
    let texts: Vec<String> = previews
        .iter()
        .map(|p| p.answer.clone().unwrap_or_else(|_| format!("-{}", p.review)))
        .chain(last.iter().cloned())
        .collect();
    let new = previews.len();
    for group in repeats(&texts.iter().map(String::as_str).collect::<Vec<_>>()) {
        let here = group.iter().filter(|at| **at < new).count();
        let repeats_last = here < group.len();
        for at in group.into_iter().filter(|at| *at < new) {
            previews[at].repeats_here = here > 1;
            previews[at].repeats_last = repeats_last;
        }
    }
}

/// Sends an answer to each of several reviews, each with its own text. Gives the id under which progress is asked.
///
/// The texts are those that the preview showed, changed by hand or not. All are judged before the first is kept.
pub async fn send(
    app: &App,
    staff: &SellerStaff<CanReply>,
    answers: Vec<(ReviewId, String)>,
    settles: bool,
    key: Option<Once>,
) -> Result<String, Failure> {
    within_limit(answers.len())?;
    let person = staff.person().ok_or(Code::PeopleOnly)?;
    let mut lines = Vec::with_capacity(answers.len());
    for (review, text) in answers {
        let text = Text::<1, COMMENT_MAX>::new(&text).map_err(|refusal| refusal.at("text"))?.into_string();
        lines.push(BulkLine { review, text, person, processed: settles });
    }
    let (seller, now) = (staff.seller(), app.now());
    let bulk = chance::id(now).to_string();
    app.store()
        .write(move |tx| {
            once(tx, key.as_ref(), now, |tx| {
                for line in &lines {
                    load(tx, seller, line.review)?;
                    replies::insert_bulk(tx, seller, &bulk, line)?;
                }
                let job =
                    Job { id: format!("{SEND}:{bulk}"), kind: SEND.into(), seller, subject: bulk.clone(), attempts: 0 };
                jobs::insert(tx, &job, now.after(UNDO_WINDOW))?;
                Ok(bulk)
            })
        })
        .await
}

/// How far an answer to many has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Lines that are still to be sent.
    pub waiting: i64,
    /// Lines that were sent.
    pub sent: i64,
    /// Lines that were refused (the review is gone, say).
    pub refused: i64,
}

/// How far an answer to many has come.
pub async fn progress(app: &App, staff: &SellerStaff<CanReply>, bulk: String) -> Result<Progress, Failure> {
    let seller = staff.seller();
    let states = app.store().read(move |tx| replies::bulk_progress(tx, seller, &bulk)).await.map_err(Failure::from)?;
    if states.is_empty() {
        return Err(Code::BulkNotFound.into());
    }
    let of = |state: &str| states.iter().find(|(name, _)| name == state).map_or(0, |(_, n)| *n);
    Ok(Progress { waiting: of("waiting"), sent: of("sent"), refused: of("refused") })
}

/// Takes back an answer to many before the first line is sent.
pub async fn undo(app: &App, staff: &SellerStaff<CanReply>, bulk: String) -> Result<(), Failure> {
    let seller = staff.seller();
    app.store()
        .write(move |tx| {
            let lines = replies::bulk_waiting(tx, seller, &bulk, i64::MAX)?;
            let states = replies::bulk_progress(tx, seller, &bulk)?;
            if states.is_empty() {
                return Err(Code::BulkNotFound.into());
            }
            if lines.is_empty() || states.iter().any(|(state, _)| state != "waiting") {
                return Err(Code::UndoTooLate.into());
            }
            for line in lines {
                replies::finish_bulk_line(tx, seller, &bulk, line.review, Some("undone"))?;
            }
            Ok(jobs::finish(tx, &format!("{SEND}:{bulk}"))?)
        })
        .await
}

/// Sends the lines that wait, each in a transaction of its own.
pub(crate) async fn work(app: &App, seller: SellerId, bulk: &str) -> Result<(), Failure> {
    loop {
        let (name, now, of) = (bulk.to_owned(), app.now(), app.rules().clone());
        let id = CommentId(chance::id(now));
        let more = app.store().write(move |tx| send_one(tx, &of, seller, &name, id, now)).await?;
        if !more {
            return Ok(());
        }
    }
}

fn send_one(
    tx: &mut Tx<'_>,
    of: &Rules,
    seller: SellerId,
    bulk: &str,
    id: CommentId,
    now: domain::Timestamp,
) -> Result<bool, Failure> {
    let Some(line) = replies::bulk_waiting(tx, seller, bulk, 1)?.into_iter().next() else { return Ok(false) };
    let author = author(tx, seller, line.person)?;
    let refusal = match Text::new(&line.text).map_err(Failure::from) {
        Ok(text) => {
            let new = NewAnswer {
                review: line.review,
                text,
                parent: None,
                settles: line.processed,
                seen: None,
                undo: false,
                once: None,
            };
            match answers::write(tx, of, &author, id, &new, now) {
                Ok(_) => None,
                Err(Failure::Refusal(refusal)) => Some(refusal.code.as_str()),
                Err(fault) => return Err(fault),
            }
        }
        Err(_) => Some(Code::TextEmpty.as_str()),
    };
    replies::finish_bulk_line(tx, seller, bulk, line.review, refusal)?;
    Ok(true)
}

fn author(tx: &mut Tx<'_>, seller: SellerId, person: PersonId) -> Result<Author, Failure> {
    let name = store::people::person(tx, person)?.unwrap_or_default();
    Ok(Author { seller, by: domain::event::By::Staff(person), name, person: Some(person) })
}
