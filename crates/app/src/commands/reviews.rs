//! What the shop's staff does with a review apart from answering it.

use domain::event::{By, Event};
use domain::moderation::Subject;
use domain::people::Permission;
use domain::reviews::{self as rules, Action, MediaRef, REPORT_TEXT_MAX, ReportReason, ReviewStatus, Step};
use domain::text::Text;
use domain::{Code, MediaId, PersonId, Refusal, ReportId, ReviewId, SellerId, Timestamp};
use store::reviews::facets::{self, Facet};
use store::reviews::reports::Report;
use store::reviews::{self, Review};
use store::{Tx, log, media, products};

use super::moderation::intake::{self, Opening, Submission};
use crate::actors::{CanRead, CanReply, SellerStaff};
use crate::once::{Once, once};
use crate::{App, Failure, Rules, chance};

/// Reviews whose status is set at once, at most.
pub const STATUS_MAX: usize = 100;
/// Pictures that a complaint shows, at most.
pub const EVIDENCE_MAX: usize = 5;

pub(crate) fn load(tx: &mut Tx<'_>, seller: SellerId, id: ReviewId) -> Result<Review, Failure> {
    Ok(reviews::one(tx, seller, id)?.ok_or(Code::ReviewNotFound)?)
}

pub(crate) fn check(review: &Review, action: Action) -> Result<(), Failure> {
    if rules::allowed(&review.facts(), true).contains(&action) {
        return Ok(());
    }
    Err(match action {
        Action::Pin => Code::PinNeedsPublic.into(),
        Action::Answer | Action::Report | Action::SetStatus => Failure::from(Code::ReviewNotFound),
    })
}

/// Moves a review's status by a step of the rules, with its facets. `true` where it moved.
pub(crate) fn step(tx: &mut Tx<'_>, review: &mut Review, step: Step) -> Result<bool, Failure> {
    let (from, before) = (review.status, Facet::of(review));
    review.status = rules::apply(from, step);
    if review.status == from {
        return Ok(false);
    }
    reviews::set_status(tx, review.seller, review.place, &review.facts())?;
    facets::moved(tx, review.seller, before, Facet::of(review))?;
    Ok(true)
}

fn status_event(review: &Review, from: ReviewStatus) -> Event {
    Event::ReviewStatusChanged { review: review.id.to_string(), from, to: review.status }
}

/// Somebody of the shop opened a review: a new one is viewed from now on. Whoever reads has opened it; a program says so
/// only where it may change something.
pub async fn open(app: &App, staff: &SellerStaff<CanRead>, id: ReviewId) -> Result<(), Failure> {
    if staff.person().is_none() && !staff.may(Permission::Reply) {
        return Err(Refusal::new(Code::NotAllowed).with("permission", Permission::Reply.as_str()).into());
    }
    let (seller, by, now) = (staff.seller(), staff.by(), app.now());
    app.store()
        .write(move |tx| {
            let mut review = load(tx, seller, id)?;
            let from = review.status;
            if step(tx, &mut review, Step::Opened)? {
                log::append(tx, now, seller, by, &status_event(&review, from))?;
            }
            Ok(())
        })
        .await
}

/// Sets the status of up to [`STATUS_MAX`] reviews: all of them, or none where one is not there.
pub async fn set_status(
    app: &App,
    staff: &SellerStaff<CanReply>,
    ids: Vec<ReviewId>,
    status: ReviewStatus,
) -> Result<(), Failure> {
    step_all(app, staff, ids, Step::Set(status)).await
}

/// Takes up to [`STATUS_MAX`] reviews up again that were put aside as done: all of them, or none where one is not there.
pub async fn reopen(app: &App, staff: &SellerStaff<CanReply>, ids: Vec<ReviewId>) -> Result<(), Failure> {
    step_all(app, staff, ids, Step::Reopened).await
}

async fn step_all(app: &App, staff: &SellerStaff<CanReply>, ids: Vec<ReviewId>, to: Step) -> Result<(), Failure> {
    if ids.is_empty() {
        return Err(Refusal::new(Code::FieldMissing).at("review_ids").into());
    }
    if ids.len() > STATUS_MAX {
        let refusal = Refusal::new(Code::TooManyItems).at("review_ids");
        return Err(refusal.with("max", STATUS_MAX).with("got", ids.len()).into());
    }
    let (seller, by, now) = (staff.seller(), staff.by(), app.now());
    app.store()
        .write(move |tx| {
            for id in ids {
                let mut review = load(tx, seller, id)?;
                let from = review.status;
                if step(tx, &mut review, to)? {
                    log::append(tx, now, seller, by, &status_event(&review, from))?;
                }
            }
            Ok(())
        })
        .await
}

/// Puts a review on top of its product's card, instead of the one before, or takes it from there.
pub async fn pin(app: &App, staff: &SellerStaff<CanReply>, id: ReviewId, pinned: bool) -> Result<(), Failure> {
    let (seller, by, now) = (staff.seller(), staff.by(), app.now());
    app.store()
        .write(move |tx| {
            let review = load(tx, seller, id)?;
            let sku = review.sku.ok_or(Code::ProductNotFound)?;
            let product = products::one(tx, seller, sku)?.ok_or(Code::ProductNotFound)?;
            let is_pinned = product.pinned == Some(id);
            if pinned == is_pinned {
                return Ok(());
            }
            let event = if pinned {
                check(&review, Action::Pin)?;
                products::pin(tx, seller, sku, Some(id))?;
                Event::ReviewPinned { review: id.to_string(), sku: sku.0 }
            } else {
                products::pin(tx, seller, sku, None)?;
                Event::ReviewUnpinned { review: id.to_string(), sku: sku.0 }
            };
            Ok(log::append(tx, now, seller, by, &event)?)
        })
        .await
}

/// Complains about a review to the operator. One complaint about a review waits at a time.
pub async fn report(
    app: &App,
    staff: &SellerStaff<CanReply>,
    id: ReviewId,
    reason: ReportReason,
    text: &str,
    evidence: Vec<MediaId>,
    key: Option<Once>,
) -> Result<ReportId, Failure> {
    let text = Text::<0, REPORT_TEXT_MAX>::new(text).map_err(|refusal| refusal.at("text"))?.into_string();
    if text.is_empty() && reason == ReportReason::Other {
        return Err(Refusal::new(Code::TextEmpty).at("text").into());
    }
    if evidence.len() > EVIDENCE_MAX {
        return Err(Refusal::new(Code::TooManyFiles).at("evidence").with("max", EVIDENCE_MAX).into());
    }
    let (seller, by, now, rules) = (staff.seller(), staff.by(), app.now(), app.rules().clone());
    let name = staff.name().to_owned();
    let report_id = ReportId(chance::id(now));
    let kept = app.store().write(move |tx| {
        once(tx, key.as_ref(), now, |tx| {
            let review = load(tx, seller, id)?;
            check(&review, Action::Report)?;
            let evidence = serde_json::to_string(&shown(tx, by.person(), &evidence)?)?;
            let report = Report { seller, id: report_id, review: id, reason, text, at: now, evidence };
            if !store::reviews::reports::insert(tx, &report, &by.to_string())? {
                return Err(Code::ReportedAlready.into());
            }
            let event = Event::ReviewReported { review: id.to_string(), report: report_id.to_string(), reason };
            log::append(tx, now, seller, by, &event)?;
            complain(tx, &rules, &review, &report, by, name, now)?;
            Ok(report_id.to_string())
        })
    });
    ReportId::parse(&kept.await?).ok_or_else(|| Failure::fault("a kept report has no id"))
}

/// The pictures of a complaint, as long as the one who complains has sent them.
fn shown(tx: &mut Tx<'_>, by: Option<PersonId>, ids: &[MediaId]) -> Result<Vec<MediaRef>, Failure> {
    let mut all = Vec::with_capacity(ids.len());
    for id in ids {
        let found = media::one(tx, *id)?.filter(|m| m.uploaded_by == by && by.is_some());
        let found = found.ok_or(Refusal::new(Code::MediaNotFound).at("evidence"))?;
        all.push(MediaRef { id: id.to_string(), kind: found.kind, width: found.width, height: found.height });
    }
    Ok(all)
}

/// A complaint waits for a moderator. The case shows the review; what the shop says stands beside it.
fn complain(
    tx: &mut Tx<'_>,
    rules: &Rules,
    review: &Review,
    report: &Report,
    by: By,
    name: String,
    now: Timestamp,
) -> Result<(), Failure> {
    let submission = Submission {
        seller: review.seller,
        subject: Subject::Report,
        subject_id: report.id.to_string(),
        parent: review.id.to_string(),
        sku: review.sku,
        author: by,
        author_name: name,
        text: report.text.clone(),
        media: report.evidence.clone(),
    };
    let opening =
        Opening { words: report.reason.as_str().to_owned(), harm: harm_of(report.reason), ..Opening::default() };
    intake::open(tx, rules, now, &submission, &[], opening).map(drop)
}

/// What a review may do while a complaint about it waits: somebody's data and threats are looked at first.
fn harm_of(reason: ReportReason) -> i64 {
    match reason {
        ReportReason::PersonalData | ReportReason::Blackmail => 2,
        ReportReason::Abuse | ReportReason::Fake | ReportReason::Competitor | ReportReason::Advertisement => 1,
        ReportReason::NotAboutProduct | ReportReason::Other => 0,
    }
}
