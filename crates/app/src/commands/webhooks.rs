//! Addresses of a shop's programs: added, changed, called again. Who calls them is the business of the floor above; what is to be
//! called, and what came of it, stands here.

use std::time::Duration;

use domain::event::{By, Event, Recorded};
use domain::notices::webhooks::{Format, Off, Outcome, again, given_up};
use domain::{ChatId, Code, MessageId, Refusal, Timestamp, WebhookId};
use store::chats::messages::{self, Message};
use store::log::{self, Cursor};
use store::webhooks::{self, Attempt, Call, Ended, Webhook};
use store::{StoreError, Tx};

use crate::actors::{CanManage, SellerStaff};
use crate::once::once;
use crate::{App, Failure, Once, chance};

/// Addresses of one shop, at most.
pub const WEBHOOKS_MAX: usize = 20;
/// How long the secret before counts after a new one was made.
pub const OLD_SECRET: Duration = Duration::from_secs(24 * 3_600);
/// How long a call is leased: longer than anybody waits for an answer.
const LEASE: Duration = Duration::from_secs(60);
/// How long a call rests that was put back.
const BUSY: Duration = Duration::from_secs(1);
/// Signs of an answer that are kept.
const ANSWER_KEPT: usize = 500;

/// An address as its owner describes it. That it may be called is for the surface to have checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewWebhook {
    /// Whose bodies and signatures it gets.
    pub format: Format,
    /// Where.
    pub url: String,
    /// The kinds of events, or the types of pushes; all, where empty.
    pub types: Vec<String>,
}

/// Secrets are as Standard Webhooks writes them: `whsec_` and base64 of 32 bytes.
fn secret() -> String {
    use base64::Engine as _;
    format!("whsec_{}", base64::engine::general_purpose::STANDARD.encode(chance::digest(&chance::secret())))
}

/// Adds an address.
pub async fn create(app: &App, staff: &SellerStaff<CanManage>, new: NewWebhook) -> Result<Webhook, Failure> {
    create_once(app, staff, new, None).await
}

/// The same for a request that may come twice: the second time the address is there already.
pub async fn create_once(
    app: &App,
    staff: &SellerStaff<CanManage>,
    new: NewWebhook,
    key: Option<Once>,
) -> Result<Webhook, Failure> {
    let (seller, now) = (staff.seller(), app.now());
    let webhook = Webhook {
        seller,
        id: WebhookId(chance::id(now)),
        format: new.format,
        url: new.url,
        types: new.types,
        secret: secret(),
        old_secret: String::new(),
        old_secret_until: Timestamp(0),
        off: None,
        off_at: None,
        failing_since: None,
        answered_in: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    app.store()
        .write(move |tx| {
            let made: String = once(tx, key.as_ref(), now, |tx| {
                if webhooks::of_seller(tx, seller)?.len() >= WEBHOOKS_MAX {
                    return Err(Refusal::new(Code::WebhooksFull).with("max", WEBHOOKS_MAX).into());
                }
                webhooks::insert(tx, &webhook)?;
                Ok(webhook.id.to_string())
            })?;
            match WebhookId::parse(&made).filter(|made| *made != webhook.id) {
                Some(earlier) => Ok(webhooks::one(tx, seller, earlier)?.ok_or(Code::WebhookNotFound)?),
                None => Ok(webhook),
            }
        })
        .await
}

/// What is changed of an address; `None` leaves it as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Where.
    pub url: Option<String>,
    /// What it is told.
    pub types: Option<Vec<String>>,
    /// Whether it is called. What happened while it was not is not told later.
    pub on: Option<bool>,
    /// A new secret; the one before counts a day more.
    pub rotate: bool,
}

/// Changes an address.
pub async fn change(
    app: &App,
    staff: &SellerStaff<CanManage>,
    id: WebhookId,
    change: Change,
) -> Result<Webhook, Failure> {
    let (seller, now) = (staff.seller(), app.now());
    app.store()
        .write(move |tx| {
            let mut webhook = webhooks::one(tx, seller, id)?.ok_or(Code::WebhookNotFound)?;
            if let Some(url) = change.url {
                webhook.url = url;
            }
            if let Some(types) = change.types {
                webhook.types = types;
            }
            match change.on {
                Some(true) => (webhook.off, webhook.off_at, webhook.failing_since) = (None, None, None),
                Some(false) => {
                    (webhook.off, webhook.off_at) = (Some(Off::Owner), Some(now));
                    webhooks::drop_calls(tx, seller, id, now)?;
                }
                None => {}
            }
            if change.rotate {
                webhook.old_secret = std::mem::replace(&mut webhook.secret, secret());
                webhook.old_secret_until = now.after(OLD_SECRET);
            }
            webhook.updated_at = now;
            webhook.version += 1;
            webhooks::update(tx, &webhook)?;
            Ok(webhook)
        })
        .await
}

/// Takes an address away.
pub async fn delete(app: &App, staff: &SellerStaff<CanManage>, id: WebhookId) -> Result<(), Failure> {
    let (seller, now) = (staff.seller(), app.now());
    let deleted = app.store().write(move |tx| Ok::<_, Failure>(webhooks::delete(tx, seller, id, now)?)).await?;
    if deleted { Ok(()) } else { Err(Code::WebhookNotFound.into()) }
}

/// Makes a call again that was made, given up or dropped.
pub async fn resend(app: &App, staff: &SellerStaff<CanManage>, id: WebhookId, cursor: Cursor) -> Result<(), Failure> {
    let (seller, now) = (staff.seller(), app.now());
    let found = app.store().write(move |tx| Ok::<_, Failure>(webhooks::again(tx, seller, id, cursor, now)?)).await?;
    if found { Ok(()) } else { Err(Code::CallNotFound.into()) }
}

/// Has an event told to the shop's programs that want to hear of it; in the transaction of its reactions.
pub(crate) fn queue(tx: &mut Tx<'_>, recorded: &Recorded) -> Result<(), StoreError> {
    if !recorded.event.for_shop() || recorded.seller.0 == 0 {
        return Ok(());
    }
    let kind = recorded.event.kind();
    for webhook in webhooks::of_seller(tx, recorded.seller)? {
        let wanted = match webhook.format {
            Format::Standard => webhook.types.is_empty() || webhook.types.iter().any(|wanted| wanted == kind),
            // Which push an event makes, the dialect says when it is sent; here all that might make one.
            Format::Ozon => recorded.event.talk().is_some(),
        };
        if wanted && webhook.off.is_none() {
            let cursor = Cursor { seq: recorded.seq };
            let subject = recorded.event.subject();
            webhooks::insert_call(tx, recorded.seller, webhook.id, cursor, kind, subject, recorded.at)?;
        }
    }
    Ok(())
}

/// A call with the address to which it is made and the event that it tells of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The call.
    pub call: Call,
    /// The address.
    pub webhook: Webhook,
    /// The event.
    pub recorded: Recorded,
}

/// Whoever had taken calls is gone; how many can be made again.
pub(crate) fn release(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64, Failure> {
    Ok(webhooks::release(tx, now, now.after(LEASE))?)
}

/// Takes calls that are due, but none to addresses that are busy. What has no address any more, or one that is switched off,
/// ends here.
pub async fn lease(app: &App, limit: i64, busy: Vec<WebhookId>) -> Result<Vec<Due>, Failure> {
    let now = app.now();
    let next = app.store().glance(|tx| Ok::<_, Failure>(webhooks::next_due(tx)?)).await?;
    if next.is_none_or(|due| due > now) {
        return Ok(Vec::new());
    }
    app.store()
        .write(move |tx| {
            let mut due = Vec::new();
            for call in webhooks::lease(tx, now, now.after(LEASE), limit, &busy)? {
                let webhook = webhooks::one(tx, call.seller, call.webhook)?;
                match (webhook.filter(|webhook| webhook.off.is_none()), log::one(tx, call.cursor)?) {
                    (Some(webhook), Some(recorded)) => due.push(Due { call, webhook, recorded }),
                    _ => webhooks::done(tx, &call, Ended::Dropped, now)?,
                }
            }
            Ok(due)
        })
        .await
}

/// Puts calls back that were taken and not made: their address has enough to do.
pub async fn put_back(app: &App, calls: Vec<Call>) -> Result<(), Failure> {
    let at = app.now().after(BUSY);
    app.store()
        .write(move |tx| {
            for call in &calls {
                webhooks::put_back(tx, call, at)?;
            }
            Ok(())
        })
        .await
}

/// The message that a call tells of.
pub async fn message(app: &App, due: &Due) -> Result<Option<Message>, Failure> {
    let id = match &due.recorded.event {
        Event::MessageSent { message, .. }
        | Event::MessageEdited { message, .. }
        | Event::MessageReleased { message, .. }
        | Event::MessagesRead { up_to: message, .. } => MessageId(*message),
        _ => return Ok(None),
    };
    let seller = due.call.seller;
    let Some(chat) = due.recorded.event.talk().and_then(|talk| ChatId::parse(&talk.chat)) else { return Ok(None) };
    app.store().glance(move |tx| Ok(messages::one(tx, seller, chat, id)?)).await
}

/// When the next call is due.
pub async fn next_due(app: &App) -> Result<Option<Timestamp>, Failure> {
    app.store().glance(|tx| Ok(webhooks::next_due(tx)?)).await
}

/// What came of a call, as its caller saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// When it was made.
    pub at: Timestamp,
    /// How long it took.
    pub took: Duration,
    /// What was answered.
    pub status: Option<u16>,
    /// What went wrong; empty where nothing did.
    pub error: String,
    /// The answer.
    pub body: String,
    /// What follows.
    pub outcome: Outcome,
}

/// There is nothing to tell: the event makes no call of this format.
pub async fn skip(app: &App, call: Call) -> Result<(), Failure> {
    let now = app.now();
    app.store().write(move |tx| Ok(webhooks::done(tx, &call, Ended::Dropped, now)?)).await
}

/// Notes what came of a call: it ends, is made again, or its address is given up and its owner told.
pub async fn answered(app: &App, due: Due, answer: Answer) -> Result<(), Failure> {
    let (now, chance) = (app.now(), u64::from(chance::salt()) * 7_919);
    app.store()
        .write(move |tx| {
            let Due { call, webhook, .. } = &due;
            let millis = i64::try_from(answer.took.as_millis()).unwrap_or(i64::MAX);
            let attempt = Attempt {
                number: 0,
                at: answer.at,
                took: i64::try_from(answer.took.as_micros()).unwrap_or(i64::MAX),
                status: answer.status.map(i64::from),
                error: answer.error.clone(),
                answer: answer.body.chars().take(ANSWER_KEPT).collect(),
            };
            webhooks::insert_attempt(tx, call, &attempt)?;
            match answer.outcome {
                Outcome::Taken => {
                    webhooks::answered(tx, call.seller, call.webhook, millis)?;
                    Ok(webhooks::done(tx, call, Ended::Sent, now)?)
                }
                Outcome::Gone => give_up(tx, webhook, now),
                Outcome::Failed(asked) => {
                    webhooks::failing(tx, call.seller, call.webhook, now, answer.status.map(|_| millis))?;
                    if given_up(webhook.failing_since.unwrap_or(now), now) {
                        return give_up(tx, webhook, now);
                    }
                    let attempts = u32::try_from(call.attempts).unwrap_or(u32::MAX);
                    match again(webhook.format, attempts, asked, chance, now) {
                        Some(at) => Ok(webhooks::retry(tx, call, at)?),
                        None => Ok(webhooks::done(tx, call, Ended::Failed, now)?),
                    }
                }
            }
        })
        .await
}

fn give_up(tx: &mut Tx<'_>, webhook: &Webhook, now: Timestamp) -> Result<(), Failure> {
    let (seller, id) = (webhook.seller, webhook.id);
    let Some(mut webhook) = webhooks::one(tx, seller, id)?.filter(|webhook| webhook.off.is_none()) else {
        return Ok(());
    };
    (webhook.off, webhook.off_at, webhook.updated_at) = (Some(Off::Failing), Some(now), now);
    webhooks::update(tx, &webhook)?;
    webhooks::drop_calls(tx, seller, id, now)?;
    Ok(log::append(tx, now, seller, By::System, &Event::WebhookGivenUp { webhook: id.to_string() })?)
}
