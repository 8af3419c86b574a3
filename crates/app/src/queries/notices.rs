//! What people were told, and what they want to hear of.

mod about;

use domain::notices::{Channel, Settings, Topic};
use domain::{PersonId, Timestamp};
use store::notices::contacts;
use store::notices::devices;
use store::notices::{sendings, telegram};
use store::{notices, secrets, webhooks};

use crate::actors::{CanManage, Desk, Grant, SellerStaff};
use crate::commands::notices::load;
use crate::commands::outbox;
use crate::{App, Failure, chance, seals};

pub use about::{About, Subject, about};
pub use domain::notices::Side;
pub use store::log::Cursor;
pub use store::notices::contacts::Contact;
pub use store::notices::devices::Device;
pub use store::notices::sendings::{Failed, Sending};
pub use store::notices::telegram::Chat;
pub use store::notices::{BOUNCES_MAX, Notice, Part};
pub use store::webhooks::{Attempt, Call, Webhook};

/// What a person was told before a place, the newest first.
pub async fn list(app: &App, part: Part, before: Option<Cursor>, limit: i64) -> Result<Vec<Notice>, Failure> {
    let before = before.unwrap_or(Cursor { seq: i64::MAX });
    app.store().glance(move |tx| Ok(notices::list(tx, part, before, limit)?)).await
}

/// One of them.
pub async fn one(app: &App, part: Part, at: Cursor) -> Result<Notice, Failure> {
    let before = Cursor { seq: at.seq.saturating_add(1) };
    let found = app.store().glance(move |tx| Ok::<_, Failure>(notices::list(tx, part, before, 1)?)).await?;
    let found = found.into_iter().find(|notice| notice.cursor == at);
    found.ok_or_else(|| domain::Code::PageNotFound.into())
}

/// As whom somebody is taken out of mail about what, by a link out of a letter.
pub async fn unsubscribing(app: &App, token: &str) -> Result<(Part, Topic), Failure> {
    let found = seals::of(app).await?.unsubscribed(token);
    found.ok_or_else(|| domain::Code::ConfirmLinkUnknown.into())
}

/// The address that a link out of a letter confirms.
pub async fn confirming(app: &App, token: &str) -> Result<String, Failure> {
    let found = seals::of(app).await?.confirmed(token, app.now());
    found.map(|(_, email)| email).ok_or_else(|| domain::Code::ConfirmLinkUnknown.into())
}

/// How much of it is unread, topic by topic; more than a thousand are not counted.
pub async fn unread(app: &App, part: Part) -> Result<Vec<(Topic, i64)>, Failure> {
    app.store().glance(move |tx| Ok(notices::unread(tx, part)?)).await
}

/// What somebody has chosen, and the version of it.
pub async fn settings(app: &App, part: Part) -> Result<(Settings, i64), Failure> {
    app.store().glance(move |tx| Ok(load(tx, part)?)).await
}

/// Where mail goes.
pub async fn contact(app: &App, person: PersonId) -> Result<Option<Contact>, Failure> {
    app.store().glance(move |tx| Ok(contacts::one(tx, person)?)).await
}

/// The devices that may be pushed to.
pub async fn devices(app: &App, person: PersonId) -> Result<Vec<Device>, Failure> {
    app.store().glance(move |tx| Ok(devices::of(tx, person)?)).await
}

/// The chat in Telegram.
pub async fn chat(app: &App, person: PersonId) -> Result<Option<Chat>, Failure> {
    app.store().glance(move |tx| Ok(telegram::chat(tx, person)?)).await
}

/// Whether somebody does not want to hear of something.
pub async fn is_muted(app: &App, person: PersonId, subject: &str) -> Result<bool, Failure> {
    let (now, subject) = (app.now(), subject.to_owned());
    app.store().glance(move |tx| Ok(!notices::muted(tx, &subject, now, &[person])?.is_empty())).await
}

/// What waits in a channel since it could not be handed over, all for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldUp {
    /// Through which channel.
    pub channel: Channel,
    /// What went wrong the last time.
    pub error: String,
    /// How many notices, [`HELD_UP_MAX`] at most over all reasons.
    pub notices: usize,
    /// When the next of them is tried.
    pub next_at: Option<Timestamp>,
}

/// Up to how many notices of a channel that wait are counted.
pub const HELD_UP_MAX: i64 = 1_000;

/// What waits since it could not be handed over, for the desk: one line for each channel and reason, the soonest first.
pub async fn held_up(app: &App, _desk: &Desk) -> Result<Vec<HeldUp>, Failure> {
    let until = app.now().after(outbox::PAUSE_MAX);
    app.store()
        .glance(move |tx| {
            let mut all: Vec<HeldUp> = Vec::new();
            for &channel in Channel::ALL {
                for Failed { error, at, .. } in sendings::held_up(tx, channel, until, HELD_UP_MAX)? {
                    match all.iter_mut().find(|held| held.channel == channel && held.error == error) {
                        Some(held) => held.notices += 1,
                        None => all.push(HeldUp { channel, error, notices: 1, next_at: at }),
                    }
                }
            }
            Ok(all)
        })
        .await
}

/// What was given up, for the desk.
pub async fn failed(app: &App, _desk: &Desk, limit: i64) -> Result<Vec<Failed>, Failure> {
    app.store().glance(move |tx| Ok(sendings::failed(tx, limit)?)).await
}

/// A shop's addresses for programs. Their secrets are for surfaces to keep to themselves.
pub async fn webhooks<P: Grant>(app: &App, staff: &SellerStaff<P>) -> Result<Vec<Webhook>, Failure> {
    let seller = staff.seller();
    app.store().glance(move |tx| Ok(webhooks::of_seller(tx, seller)?)).await
}

/// One of them.
pub async fn webhook(app: &App, staff: &SellerStaff<CanManage>, id: domain::WebhookId) -> Result<Webhook, Failure> {
    let seller = staff.seller();
    let found = app.store().glance(move |tx| Ok::<_, Failure>(webhooks::one(tx, seller, id)?)).await?;
    found.ok_or_else(|| domain::Code::WebhookNotFound.into())
}

/// What was told to an address before a place, the newest first, each with its tries.
pub async fn calls(
    app: &App,
    staff: &SellerStaff<CanManage>,
    id: domain::WebhookId,
    before: Option<Cursor>,
    limit: i64,
) -> Result<Vec<(Call, Vec<Attempt>)>, Failure> {
    let (seller, before) = (staff.seller(), before.unwrap_or(Cursor { seq: i64::MAX }));
    app.store()
        .glance(move |tx| {
            let mut all = Vec::new();
            for call in webhooks::calls(tx, seller, id, before, limit)? {
                let attempts = webhooks::attempts(tx, seller, id, call.cursor)?;
                all.push((call, attempts));
            }
            Ok(all)
        })
        .await
}

/// A secret of the installation, made where there is none yet.
pub async fn secret(app: &App, name: &'static str, make: impl FnOnce() -> String) -> Result<String, Failure> {
    let found = app.store().glance(move |tx| Ok::<_, Failure>(secrets::get(tx, name)?)).await?;
    if let Some(secret) = found {
        return Ok(secret);
    }
    let fresh = make();
    app.store().write(move |tx| Ok(secrets::insert_if_absent(tx, name, &fresh)?)).await
}

/// Random bytes, for keys that the floor above makes.
pub fn entropy() -> [u8; 32] {
    chance::digest(&chance::secret())
}
