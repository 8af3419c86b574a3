//! What a promotion does at its times: prices follow it from its beginning to its end, and products come in by themselves.

use domain::event::{By, Event};
use domain::promotions::{Phase, Standing, State};
use domain::{PromotionId, SellerId, Sku, Timestamp};
use store::jobs::{self, Job};
use store::promotions::{self, Promotion, participations};
use store::{StoreError, Tx, log};

use crate::jobs::LEASE;
use crate::pricing::{self, Pair};
use crate::telling::reminders;
use crate::{App, Failure};

/// The job of a promotion's beginning.
pub const START: &str = "start_promotion";
/// The job of its end.
pub const END: &str = "end_promotion";
/// The job that brings the prices on cards up to date after it was paused, stopped or changed.
pub const REPRICE: &str = "reprice_promotion";
/// Products whose prices are noted in one transaction.
const BATCH: i64 = 2_000;

/// Makes the jobs of a promotion that is published, or whose times have changed. Jobs of other times do nothing when they come.
pub(crate) fn plan(tx: &mut Tx<'_>, promotion: &Promotion, now: Timestamp) -> Result<(), StoreError> {
    let times = [(START, Some(promotion.starts_at)), (END, Some(promotion.ends_at))];
    for (kind, at) in times.into_iter().filter_map(|(kind, at)| Some((kind, at?))) {
        insert(tx, promotion, kind, at)?;
    }
    if promotion.state == State::Published {
        super::enrolment::plan(tx, promotion)?;
        reminders::plan_promotion(tx, promotion, now)?;
    }
    Ok(())
}

pub(crate) fn insert(tx: &mut Tx<'_>, promotion: &Promotion, kind: &str, at: Timestamp) -> Result<(), StoreError> {
    let job = Job {
        id: format!("{kind}:{}:{}", promotion.id, at.0),
        kind: kind.to_owned(),
        seller: promotion.seller,
        subject: promotion.id.to_string(),
        attempts: 0,
    };
    jobs::insert(tx, &job, at)
}

/// Has the prices on cards brought up to date, at once.
pub(crate) fn reprice_soon(tx: &mut Tx<'_>, promotion: &Promotion, now: Timestamp) -> Result<(), StoreError> {
    insert(tx, promotion, REPRICE, now)
}

pub(crate) fn promotion_of(job: &Job) -> Result<PromotionId, Failure> {
    let id = job.subject.parse().map_err(|_| Failure::fault("a job names no promotion"))?;
    Ok(PromotionId(id))
}

/// Does the job of a promotion's beginning, of its end, or of a change.
pub(crate) async fn follow(app: App, job: Job) {
    if let Err(failure) = work(&app, &job).await
        && let Err(failure) = crate::jobs::later(&app, &job, &failure).await
    {
        tracing::warn!(error = %failure, "a job could not be put off");
    }
}

async fn work(app: &App, job: &Job) -> Result<(), Failure> {
    let id = promotion_of(job)?;
    reprice(app, id, &job.id).await?;
    let (name, kind, now) = (job.id.clone(), job.kind.clone(), app.now());
    app.store()
        .write(move |tx| {
            if let Some(promotion) = promotions::by_id(tx, id)? {
                tell(tx, &promotion, &kind, now)?;
            }
            Ok(jobs::finish(tx, &name)?)
        })
        .await
}

fn tell(tx: &mut Tx<'_>, promotion: &Promotion, kind: &str, now: Timestamp) -> Result<(), StoreError> {
    let phase = promotion.state.phase(promotion.starts_at, promotion.ends_at, now);
    let event = match (kind, phase) {
        (START, Phase::Running) => Event::PromotionStarted { promotion: promotion.id.0 },
        (END, Phase::Finished) => Event::PromotionEnded { promotion: promotion.id.0 },
        _ => return Ok(()),
    };
    log::append(tx, now, promotion.seller, By::System, &event)
}

/// Notes the prices on the cards of all products of a promotion, batch by batch, while others read and write. Products of one that is
/// over have ended with it. What was done before a crash is done and is not done again; how many prices have changed.
pub async fn reprice(app: &App, id: PromotionId, job: &str) -> Result<usize, Failure> {
    let mut after = (SellerId(0), Sku(0));
    let mut changed = 0;
    loop {
        let (now, name) = (app.now(), job.to_owned());
        let done = app.store().write(move |tx| {
            jobs::hold(tx, &name, now.after(LEASE))?;
            batch(tx, id, after, now)
        });
        let (last, more) = done.await?;
        changed += more;
        match last {
            Some(last) => after = last,
            None => return Ok(changed),
        }
    }
}

fn batch(tx: &mut Tx<'_>, id: PromotionId, after: Pair, now: Timestamp) -> Result<(Option<Pair>, usize), Failure> {
    let Some(promotion) = promotions::by_id(tx, id)? else { return Ok((None, 0)) };
    let page = participations::of_promotion(tx, id, after, BATCH)?;
    let pairs: Vec<Pair> = page.iter().map(|one| (one.seller, one.sku)).collect();
    pricing::note(tx, &pairs, now)?;
    if promotion.state.phase(promotion.starts_at, promotion.ends_at, now) == Phase::Finished {
        for one in &page {
            participations::stand(tx, one, Standing::Ended, "", now)?;
        }
    }
    let full = i64::try_from(page.len()).is_ok_and(|got| got == BATCH);
    Ok((pairs.last().copied().filter(|_| full), pairs.len()))
}
