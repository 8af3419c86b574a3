//! People are reminded of times until which something has to be done: a job for each reminder, which looks again when its time has
//! come, and says nothing where it was done.

use domain::chats::{Author, ChatKind};
use domain::event::{By, Event, Talk};
use domain::notices::reminders;
use domain::{ChatId, PromotionId, SellerId, Timestamp};
use store::jobs::{self, Job};
use store::promotions::{self, Promotion};
use store::{StoreError, Tx, chats, log};

use crate::rules::Rules;

/// The job that looks whether a shop has replied.
pub const REPLY: &str = "remind_reply";
/// The job that tells shops that a promotion freezes or ends soon.
pub const PROMOTION: &str = "remind_promotion";

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
pub(crate) fn reply(
    tx: &mut Tx<'_>,
    of: &Rules,
    seller: SellerId,
    job: &Job,
    now: Timestamp,
) -> Result<(), StoreError> {
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
pub(crate) fn promotion(tx: &mut Tx<'_>, job: &Job, now: Timestamp) -> Result<(), StoreError> {
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
