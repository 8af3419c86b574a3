//! Many are told of one event: a job that goes through them batch by batch, beside everybody else's notices.

use domain::event::{Event, Recorded};
use domain::notices::{Side, kinds};
use domain::{PromotionId, SellerId, Timestamp};
use store::jobs::{self, Job};
use store::log::{self, Cursor};
use store::notices::{self, Listener};
use store::{StoreError, Tx, people, promotions};

use super::News;
use crate::jobs::{LEASE, later};
use crate::{App, Failure};

/// The job that tells all shops.
pub const SHOPS: &str = "tell_shops";
/// The job that tells those who have bought in a shop.
pub const BUYERS: &str = "tell_buyers";
/// People who are told in one transaction: others wait no longer than that takes.
const BATCH: i64 = 200;

/// Has many told of an event.
pub(crate) fn plan(
    tx: &mut Tx<'_>,
    kind: &str,
    recorded: &Recorded,
    subject: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let job = Job {
        id: format!("{kind}:{}", recorded.seq),
        kind: kind.to_owned(),
        seller: recorded.seller,
        subject: subject.to_owned(),
        attempts: 0,
    };
    jobs::insert(tx, &job, now)
}

/// Does it. A notice is written once for each person and event, so a job that is done again does no harm.
pub(crate) async fn tell(app: App, job: Job) {
    if let Err(failure) = work(&app, &job).await
        && let Err(failure) = later(&app, &job, &failure).await
    {
        tracing::warn!(error = %failure, "a job could not be put off");
    }
}

async fn work(app: &App, job: &Job) -> Result<(), Failure> {
    let seq = job.id.rsplit(':').next().and_then(|seq| seq.parse().ok());
    let seq: i64 = seq.ok_or_else(|| Failure::fault("a job names no event"))?;
    let mut after = String::new();
    loop {
        let (now, job, from) = (app.now(), job.clone(), after.clone());
        let done = app.store().write(move |tx| {
            jobs::hold(tx, &job.id, now.after(LEASE))?;
            let Some(recorded) = log::one(tx, Cursor { seq })? else { return Ok(None) };
            match job.kind.as_str() {
                BUYERS => buyers(tx, &recorded, &job.subject, &from, now),
                _ => shops(tx, &recorded, &job.subject, &from, now),
            }
        });
        match done.await? {
            Some(last) => after = last,
            None => break,
        }
    }
    let name = job.id.clone();
    app.store().write(move |tx| Ok(jobs::finish(tx, &name)?)).await
}

/// Tells the next buyers; the last of them, or `None` at the end.
fn buyers(
    tx: &mut Tx<'_>,
    recorded: &Recorded,
    promotion: &str,
    after: &str,
    now: Timestamp,
) -> Result<Option<String>, Failure> {
    // What has ended meanwhile is no news.
    let promotion_id = promotion.parse().map(PromotionId).map_err(|_| Failure::fault("a job names no promotion"))?;
    let running = promotions::by_id(tx, promotion_id)?;
    if running.is_none_or(|promotion| promotion.ends_at <= now) {
        return Ok(None);
    }
    let listeners = notices::buyers_of_shop(tx, recorded.seller, after, BATCH)?;
    let last = listeners.last().map(|listener: &Listener| listener.person.to_string());
    super::all(tx, recorded, Side::Buyer, &listeners, &News::new(kinds::PROMOTION_BEGUN, promotion), now)?;
    Ok(last)
}

fn shops(
    tx: &mut Tx<'_>,
    recorded: &Recorded,
    subject: &str,
    after: &str,
    now: Timestamp,
) -> Result<Option<String>, Failure> {
    let kind = match recorded.event {
        Event::Announced { .. } => kinds::NEWS,
        _ => kinds::PROMOTION_OPEN,
    };
    let sellers = people::sellers_after(tx, SellerId(after.parse().unwrap_or(0)), BATCH)?;
    for seller in &sellers {
        let listeners = notices::staff(tx, *seller)?;
        let recorded = Recorded { seller: *seller, ..recorded.clone() };
        super::all(tx, &recorded, Side::Shop, &listeners, &News::new(kind, subject), now)?;
    }
    Ok(sellers.last().map(ToString::to_string))
}
