//! People are reminded of times until which something has to be done: a job for each reminder, which looks again when its time has
//! come, and says nothing where it was done.

use std::time::Duration;

use domain::chats::{Author, ChatKind};
use domain::event::{By, Event, Talk};
use domain::moderation::queue::Queue;
use domain::notices::{REMINDERS, reminders};
use domain::{ChatId, PromotionId, SellerId, Timestamp};
use store::jobs::{self, Job};
use store::promotions::{self, Promotion};
use store::{StoreError, Tx, cases, chats, log};

use crate::commands::chats::NO_SHOP;
use crate::rules::Rules;

/// The job that looks whether a shop has replied.
pub const REPLY: &str = "remind_reply";
/// The job that tells shops that a promotion freezes or ends soon.
pub const PROMOTION: &str = "remind_promotion";
/// The job that tells the desk that verdicts of a queue are due soon.
pub const VERDICTS: &str = "remind_verdicts";

/// Reminders of cases of one queue that fall into so much time are one, at its end.
const TOGETHER: Duration = Duration::from_secs(15 * 60);

/// Does one of these jobs.
pub(crate) fn remind(tx: &mut Tx<'_>, of: &Rules, job: &Job, now: Timestamp) -> Result<(), StoreError> {
    match job.kind.as_str() {
        REPLY => reply(tx, of, job.seller, job, now),
        PROMOTION => promotion(tx, job, now),
        _ => verdicts(tx, job, now),
    }
}

/// A buyer has written: the shop is reminded before the time to reply is over.
pub(crate) fn plan_reply(
    tx: &mut Tx<'_>,
    of: &Rules,
    seller: SellerId,
    talk: &Talk,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(chat) = ChatId::parse(&talk.chat) else { return Ok(()) };
    let Some(due) = reply_due(tx, of, seller, chat, now)? else { return Ok(()) };
    for at in reminders(due, now) {
        let job = Job {
            id: format!("{REPLY}:{chat}:{}:{}", due.0, at.0),
            kind: REPLY.to_owned(),
            seller,
            subject: chat.to_string(),
            attempts: 0,
        };
        jobs::insert(tx, &job, at)?;
    }
    Ok(())
}

/// Until when a shop can reply, where it is its turn and that time has an end.
fn reply_due(
    tx: &mut Tx<'_>,
    of: &Rules,
    seller: SellerId,
    id: ChatId,
    now: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    let Some(chat) = chats::one(tx, seller, id)? else { return Ok(None) };
    let waits = chat.kind == ChatKind::Customer && chat.turn == Some(Author::Seller) && !chat.closed;
    Ok(if waits { of.window(&chat, now).until() } else { None })
}

/// Reminds a shop of a chat, unless it has replied, or the buyer has written again since and there is a later time.
fn reply(tx: &mut Tx<'_>, of: &Rules, seller: SellerId, job: &Job, now: Timestamp) -> Result<(), StoreError> {
    let Some(id) = ChatId::parse(&job.subject) else { return Ok(()) };
    let Some(due) = reply_due(tx, of, seller, id, now)? else { return Ok(()) };
    if !job.id.contains(&format!(":{}:", due.0)) {
        return Ok(());
    }
    let Some(chat) = chats::one(tx, seller, id)? else { return Ok(()) };
    let talk = Talk { chat: id.to_string(), kind: chat.kind, buyer: chat.buyer.map(|buyer| buyer.to_string()) };
    log::append(tx, now, seller, By::System, &Event::ReplyDue { talk, due_at: due.0 })
}

/// Makes the jobs of a promotion that freezes or ends.
pub(crate) fn plan_promotion(tx: &mut Tx<'_>, promotion: &Promotion, now: Timestamp) -> Result<(), StoreError> {
    let times = [(true, promotion.freeze_at), (false, Some(promotion.ends_at))];
    for (freezes, time) in times.into_iter().filter_map(|(freezes, time)| Some((freezes, time?))) {
        // The first reminder alone: a day before is when something can still be done.
        let Some(at) = reminders(time, now).next() else { continue };
        let what = if freezes { "freezes" } else { "ends" };
        let job = Job {
            id: format!("{PROMOTION}:{}:{what}:{}", promotion.id, time.0),
            kind: PROMOTION.to_owned(),
            seller: promotion.seller,
            subject: promotion.id.to_string(),
            attempts: 0,
        };
        jobs::insert(tx, &job, at)?;
    }
    Ok(())
}

/// Tells the shops with products in a promotion that it freezes or ends, unless its times have changed since.
fn promotion(tx: &mut Tx<'_>, job: &Job, now: Timestamp) -> Result<(), StoreError> {
    let Ok(id) = job.subject.parse().map(PromotionId) else { return Ok(()) };
    let Some(promotion) = promotions::by_id(tx, id)? else { return Ok(()) };
    let freezes = job.id.contains(":freezes:");
    let time = if freezes { promotion.freeze_at } else { Some(promotion.ends_at) };
    let Some(time) = time.filter(|time| job.id.ends_with(&format!(":{}", time.0)) && *time > now) else {
        return Ok(());
    };
    for seller in promotions::shops_in(tx, id)? {
        let event = Event::PromotionNearsEnd { promotion: id.0, freezes, at: time.0 };
        log::append(tx, now, seller, By::System, &event)?;
    }
    Ok(())
}

/// The end of the quarter of an hour into which a time falls.
fn together(at: Timestamp) -> Timestamp {
    let quarter = i64::try_from(TOGETHER.as_micros()).unwrap_or(i64::MAX);
    Timestamp(at.0.saturating_add((-at.0).rem_euclid(quarter)))
}

/// Something waits for a verdict: the desk is reminded before the time that was promised is over. A job is made for a queue and a
/// time and not for a case, so whatever is due then is told of once. The time is never in the past, so no job is made that was done.
pub(crate) fn plan_verdicts(tx: &mut Tx<'_>, queue: Queue, due: Timestamp, now: Timestamp) -> Result<(), StoreError> {
    for before in REMINDERS.into_iter().filter(|before| due.before(*before) > now) {
        let at = together(due.before(before));
        let job = Job {
            id: format!("{VERDICTS}:{}:{}:{}", queue.as_str(), before.as_secs(), at.0),
            kind: VERDICTS.to_owned(),
            seller: NO_SHOP,
            subject: queue.as_str().to_owned(),
            attempts: 0,
        };
        jobs::insert(tx, &job, at)?;
    }
    Ok(())
}

/// Reminds the desk of what is due in a queue, unless all of it was decided.
fn verdicts(tx: &mut Tx<'_>, job: &Job, now: Timestamp) -> Result<(), StoreError> {
    let mut parts = job.id.rsplit(':');
    let at = parts.next().and_then(|at| at.parse().ok()).map(Timestamp);
    let before = parts.next().and_then(|before| before.parse().ok()).map(Duration::from_secs);
    let (Some(queue), Some((at, before))) = (Queue::parse(&job.subject), at.zip(before)) else { return Ok(()) };
    let until = at.after(before);
    let (waiting, first) = cases::near(tx, queue, until.before(TOGETHER).max(now), until)?;
    match first {
        Some(due) => {
            let event = Event::VerdictsDue { queue, cases: waiting, due_at: due.0 };
            log::append(tx, now, NO_SHOP, By::System, &event)
        }
        None => Ok(()),
    }
}
