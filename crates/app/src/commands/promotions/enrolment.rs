//! Products that come into a promotion by themselves: announced a week ahead, by the seller's standing answer, and never against it.
//!
//! Silence is no, unless the operator's contract says otherwise ([`Enrol::Contract`]), which the promotion then shows.

use domain::event::{By, Event};
use domain::promotions::admission::{self, Agreed, Ask};
use domain::promotions::{Answer, Enrol, Kind, Mode, Phase};
use domain::{Code, PromotionId, Refusal, SellerId, Sku, Timestamp};
use store::jobs::{self, Job};
use store::promotions::consents::{self, StandingAnswer};
use store::promotions::participations::{self, AutoAdd};
use store::promotions::{self, Promotion};
use store::{StoreError, Tx, log, people, prices};

use super::schedule::{insert, promotion_of};
use super::{Entry, Joining, Outcomes, consent, judged, load, not_too_many, terms};
use crate::actors::{CanPromote, SellerStaff};
use crate::jobs::LEASE;
use crate::pricing::{Known, Pair, Running};
use crate::{App, Failure};

/// The job that tells shops of an enrolment to come.
pub const ANNOUNCE: &str = "announce_enrolment";
/// The job that enrols.
pub const ENROL: &str = "enrol_products";
/// How long before an enrolment it is announced at least.
pub const NOTICE: std::time::Duration = std::time::Duration::from_secs(7 * 86_400);
/// Products that are looked at in one transaction.
const BATCH: i64 = 500;

/// Makes the jobs of an enrolment.
pub(crate) fn plan(tx: &mut Tx<'_>, promotion: &Promotion) -> Result<(), StoreError> {
    let Some(at) = promotion.auto_add_at else { return Ok(()) };
    insert(tx, promotion, ANNOUNCE, at.before(NOTICE))?;
    insert(tx, promotion, ENROL, at)
}

/// A shop answers once and for all to promotions of a kind.
pub async fn answer(app: &App, staff: &SellerStaff<CanPromote>, kind: Kind, answer: Answer) -> Result<(), Failure> {
    let (seller, by, now) = (staff.seller(), staff.by(), app.now());
    app.store()
        .write(move |tx| {
            consents::put_standing(tx, seller, &StandingAnswer { kind, answer, by: by.to_string(), at: now })?;
            Ok(log::append(tx, now, seller, by, &Event::PriceRulesChanged)?)
        })
        .await
}

/// A promotion that will enrol products, for a shop.
fn to_come(
    tx: &mut Tx<'_>,
    seller: SellerId,
    id: PromotionId,
    now: Timestamp,
) -> Result<(Running, Timestamp), Failure> {
    let running = load(tx, seller, id)?;
    let at = running.promotion.auto_add_at.filter(|at| *at > now).ok_or(Code::PromotionNotOpen)?;
    Ok((running, at))
}

/// Names products that are to come in by themselves, or changes their terms.
pub async fn set(
    app: &App,
    staff: &SellerStaff<CanPromote>,
    promotion: PromotionId,
    entries: Vec<Entry>,
) -> Result<Outcomes<Agreed>, Failure> {
    not_too_many(entries.len())?;
    let (seller, by, now) = (staff.seller(), staff.by(), app.now());
    app.store()
        .write(move |tx| {
            let (running, at) = to_come(tx, seller, promotion, now)?;
            let who = Joining { seller, by, now, mode: Mode::Manual };
            let pairs: Vec<Pair> = entries.iter().map(|entry| (seller, entry.sku)).collect();
            let known = Known::load(tx, &pairs, now)?;
            let mut outcomes = Vec::with_capacity(entries.len());
            for entry in &entries {
                let outcome = would_be(&running, &known, (seller, entry.sku), entry.ask, at);
                if let Ok(agreed) = &outcome {
                    keep(tx, &who, &running, entry.sku, agreed)?;
                }
                outcomes.push((entry.sku, outcome));
            }
            Ok(outcomes)
        })
        .await
}

/// With what a product would come in at that time.
fn would_be(running: &Running, known: &Known, pair: Pair, ask: Ask, at: Timestamp) -> Result<Agreed, Refusal> {
    let product = judged(known, pair).ok_or(Code::ProductNotFound)?;
    let mut terms = terms(running, at);
    // Products that come in by themselves do so before the freeze or with it.
    terms.freeze_at = terms.freeze_at.filter(|freeze| *freeze < at);
    admission::admit(&terms, &product, ask, at)
}

fn keep(tx: &mut Tx<'_>, who: &Joining, running: &Running, sku: Sku, agreed: &Agreed) -> Result<(), StoreError> {
    let Some(price) = agreed.price else { return Ok(()) };
    participations::put_auto(
        tx,
        &AutoAdd {
            seller: who.seller,
            promotion: running.promotion.id,
            sku,
            price,
            quantity: agreed.quantity,
            mode: who.mode,
            agreed_by: who.by.to_string(),
            agreed_at: who.now,
        },
    )
}

/// Products that are not to come in by themselves after all.
pub async fn drop(
    app: &App,
    staff: &SellerStaff<CanPromote>,
    promotion: PromotionId,
    skus: Vec<Sku>,
) -> Result<Outcomes<()>, Failure> {
    not_too_many(skus.len())?;
    let (seller, by, now) = (staff.seller(), staff.by(), app.now());
    app.store()
        .write(move |tx| {
            let (running, _) = to_come(tx, seller, promotion, now)?;
            let who = Joining { seller, by, now, mode: Mode::Manual };
            let mut outcomes = Vec::with_capacity(skus.len());
            for sku in skus {
                let there = participations::drop_auto(tx, seller, promotion, sku)?;
                if there {
                    consent(tx, &who, running.promotion.id, Some(sku), "dropped", "{}".to_owned())?;
                }
                outcomes.push((sku, if there { Ok(()) } else { Err(Code::NotInPromotion.into()) }));
            }
            Ok(outcomes)
        })
        .await
}

/// A shop says yes to an enrolment: all its products that suit, at the promotion's limit, never under their floors. How many.
pub async fn agree(app: &App, staff: &SellerStaff<CanPromote>, promotion: PromotionId) -> Result<i64, Failure> {
    let (seller, by, now) = (staff.seller(), staff.by(), app.now());
    app.store().read(move |tx| to_come(tx, seller, promotion, now).map(|_| ())).await?;
    let who = Joining { seller, by, now, mode: Mode::Manual };
    collect(app, &who, promotion, None).await
}

/// A shop says no to an enrolment: none of its products come in by themselves. How many would have.
pub async fn decline(app: &App, staff: &SellerStaff<CanPromote>, promotion: PromotionId) -> Result<i64, Failure> {
    let (seller, by, now) = (staff.seller(), staff.by(), app.now());
    let mut dropped = 0;
    loop {
        let page = app.store().write(move |tx| {
            let (running, _) = to_come(tx, seller, promotion, now)?;
            let page = participations::autos(tx, seller, promotion, Sku(0), BATCH)?;
            for auto in &page {
                participations::drop_auto(tx, seller, promotion, auto.sku)?;
            }
            if i64::try_from(page.len()).is_ok_and(|got| got < BATCH) {
                let who = Joining { seller, by, now, mode: Mode::Manual };
                consent(tx, &who, running.promotion.id, None, "dropped", "{}".to_owned())?;
            }
            Ok::<_, Failure>(i64::try_from(page.len()).unwrap_or(i64::MAX))
        });
        let page = page.await?;
        dropped += page;
        if page < BATCH {
            return Ok(dropped);
        }
    }
}

/// Walks a shop's products and keeps those that suit; each batch is a transaction of its own. How many were kept.
async fn collect(app: &App, who: &Joining, id: PromotionId, job: Option<&str>) -> Result<i64, Failure> {
    let mut after = Sku(0);
    let mut kept = 0;
    loop {
        let (seller, by, now, mode) = (who.seller, who.by, who.now, who.mode);
        let job = job.map(str::to_owned);
        let done = app.store().write(move |tx| {
            if let Some(job) = &job {
                jobs::hold(tx, job, now.after(LEASE))?;
            }
            let running = load(tx, seller, id)?;
            let at = running.promotion.auto_add_at.ok_or(Code::PromotionNotOpen)?;
            let page = prices::walk(tx, seller, None, after, BATCH)?;
            let pairs: Vec<Pair> = page.iter().map(|product| (seller, product.sku)).collect();
            let known = Known::load(tx, &pairs, now)?;
            let who = Joining { seller, by, now, mode };
            let mut kept = 0;
            for pair in &pairs {
                let wanted = known.facts_of(*pair).auto_join != Some(false);
                if let (true, Ok(agreed)) = (wanted, would_be(&running, &known, *pair, Ask::default(), at)) {
                    keep(tx, &who, &running, pair.1, &agreed)?;
                    kept += 1;
                }
            }
            let full = i64::try_from(page.len()).is_ok_and(|got| got == BATCH);
            Ok::<_, Failure>((pairs.last().map(|pair| pair.1).filter(|_| full), kept))
        });
        let (last, more) = done.await?;
        kept += more;
        match last {
            Some(last) => after = last,
            None => return Ok(kept),
        }
    }
}

/// Tells all shops that products will come in by themselves, and names those of shops that have agreed.
pub(crate) async fn announce(app: App, job: Job) {
    finish(&app, &job, announce_all(&app, &job).await).await;
}

/// Enrols what was named and not taken back.
pub(crate) async fn enrol(app: App, job: Job) {
    finish(&app, &job, enrol_all(&app, &job).await).await;
}

async fn finish(app: &App, job: &Job, done: Result<(), Failure>) {
    let name = job.id.clone();
    let done = match done {
        Ok(()) => app.store().write(move |tx| Ok(jobs::finish(tx, &name)?)).await,
        Err(failure) => Err(failure),
    };
    if let Err(failure) = done
        && let Err(failure) = crate::jobs::later(app, job, &failure).await
    {
        tracing::warn!(error = %failure, "a job could not be put off");
    }
}

async fn announce_all(app: &App, job: &Job) -> Result<(), Failure> {
    let (id, now) = (promotion_of(job)?, app.now());
    let mut after = SellerId(0);
    loop {
        let sellers = app.store().glance(move |tx| Ok::<_, Failure>(people::sellers_after(tx, after, BATCH)?)).await?;
        let Some(last) = sellers.last().copied() else { return Ok(()) };
        for seller in sellers {
            let found = app.store().read(move |tx| announced_to(tx, seller, id, now)).await?;
            let Some((enrol, at)) = found else { continue };
            let who = Joining { seller, by: By::System, now, mode: Mode::Auto };
            let kept = if enrol { collect(app, &who, id, Some(&job.id)).await? } else { 0 };
            app.store().write(move |tx| told(tx, seller, id, at, kept, now)).await?;
        }
        after = last;
    }
}

/// Whether a shop is told of an enrolment, whether its products are named for it, and when it is.
fn announced_to(
    tx: &mut Tx<'_>,
    seller: SellerId,
    id: PromotionId,
    now: Timestamp,
) -> Result<Option<(bool, Timestamp)>, Failure> {
    let Some(promotion) = promotions::by_id(tx, id)? else { return Ok(None) };
    let Some(at) = promotion.auto_add_at.filter(|at| *at > now) else { return Ok(None) };
    let said = consents::standing(tx, seller)?.into_iter().find(|said| said.kind == promotion.kind);
    Ok(match (said.map(|said| said.answer), promotion.enrol) {
        (Some(Answer::Never), _) => None,
        (Some(Answer::Join), _) | (None, Enrol::Contract) => Some((true, at)),
        (Some(Answer::Ask), _) | (None, Enrol::Ask) => Some((false, at)),
    })
}

fn told(
    tx: &mut Tx<'_>,
    seller: SellerId,
    id: PromotionId,
    at: Timestamp,
    kept: i64,
    now: Timestamp,
) -> Result<(), Failure> {
    let who = Joining { seller, by: By::System, now, mode: Mode::Auto };
    let terms = serde_json::json!({ "at": at.0, "products": kept }).to_string();
    consent(tx, &who, id, None, "announced", terms)?;
    let event = Event::EnrolmentAnnounced { promotion: id.0, at: at.0, products: Some(kept) };
    Ok(log::append(tx, now, seller, By::System, &event)?)
}

async fn enrol_all(app: &App, job: &Job) -> Result<(), Failure> {
    let (id, now) = (promotion_of(job)?, app.now());
    let mut after = SellerId(0);
    loop {
        let sellers =
            app.store().glance(move |tx| Ok::<_, Failure>(participations::auto_sellers(tx, id, after, BATCH)?));
        let sellers = sellers.await?;
        let Some(last) = sellers.last().copied() else { return Ok(()) };
        for seller in sellers {
            let name = job.id.clone();
            while {
                let name = name.clone();
                app.store().write(move |tx| enrol_batch(tx, seller, id, &name, now)).await?
            } {}
        }
        after = last;
    }
}

/// Enrols some of a shop's products; `true` where there are more.
fn enrol_batch(tx: &mut Tx<'_>, seller: SellerId, id: PromotionId, job: &str, now: Timestamp) -> Result<bool, Failure> {
    jobs::hold(tx, job, now.after(LEASE))?;
    let mut running = load(tx, seller, id)?;
    let due = running.promotion.auto_add_at.is_some_and(|at| at <= now) && running.phase(now) != Phase::Finished;
    // A freeze that falls on the enrolment's own day does not shut out what was agreed before it.
    running.promotion.freeze_at =
        running.promotion.freeze_at.filter(|freeze| Some(*freeze) < running.promotion.auto_add_at);
    let page = participations::autos(tx, seller, id, Sku(0), BATCH)?;
    for auto in &page {
        participations::drop_auto(tx, seller, id, auto.sku)?;
    }
    if !due {
        return Ok(!page.is_empty());
    }
    let mut left_out = 0;
    for mode in [Mode::Manual, Mode::Auto] {
        let who = Joining { seller, by: By::System, now, mode: Mode::Auto };
        let some: Vec<Entry> = page.iter().filter(|auto| auto.mode == mode).map(entry).collect();
        for (sku, outcome) in who.put(tx, &running, &some)? {
            if let Err(refusal) = outcome {
                left_out += i64::from(refusal.code == Code::PriceUnderFloor);
                let why = serde_json::json!({ "why": refusal.code.as_str() }).to_string();
                consent(tx, &who, id, Some(sku), "left_out", why)?;
            }
        }
    }
    if left_out > 0 {
        let held = Event::FloorHeld { promotion: id.0, cut: 0, left_out };
        log::append(tx, now, seller, By::System, &held)?;
    }
    Ok(!page.is_empty())
}

fn entry(auto: &AutoAdd) -> Entry {
    Entry { sku: auto.sku, ask: Ask { price: Some(auto.price), quantity: auto.quantity }, seen: None }
}
