//! What people want to hear of, and what they have read.

use std::time::Duration;

use domain::event::{By, Event};
use domain::notices::{Channel, Choice, Settings, Side, Topic};
use domain::{Code, Lang, PersonId, Refusal, SellerId, Timestamp};
use store::log::{self, Cursor};
use store::notices::contacts;
use store::notices::devices::{self, Device};
use store::notices::{self, Part, sendings};
use store::{StoreError, Tx};

use super::chats::NO_SHOP;
use crate::actors::Person;
use crate::{App, Failure, chance, seals, telling};

/// Devices of one person, at most; the oldest goes when there are more.
const DEVICES_MAX: usize = 10;
/// A pause lasts so many hours at most: a week.
pub const PAUSE_MAX: u32 = 7 * 24;

/// The part of a person that a surface names: in a shop where they work, at the desk where they do, or as a buyer.
pub fn part(person: &Person, side: Side, seller: SellerId) -> Result<Part, Refusal> {
    match side {
        Side::Buyer => Ok(Part::buyer(person.id())),
        Side::Desk => match person.desk {
            Some(_) => Ok(Part::desk(person.id())),
            None => Err(Code::SellerNotFound.into()),
        },
        Side::Shop if person.shops.iter().any(|shop| shop.seller == seller) => Ok(Part::staff(person.id(), seller)),
        Side::Shop => Err(Code::SellerNotFound.into()),
    }
}

/// What somebody has chosen now, and the version of it.
pub(crate) fn load(tx: &mut Tx<'_>, part: Part) -> Result<(Settings, i64), StoreError> {
    let role = notices::listener_of(tx, part)?.and_then(|listener| listener.role);
    let stored = notices::settings(tx, part)?;
    let settings = telling::settings(part.side, role, stored.as_ref().map(|(text, _)| text.as_str()));
    Ok((settings, stored.map_or(0, |(_, version)| version)))
}

fn save(tx: &mut Tx<'_>, part: Part, settings: &Settings, now: Timestamp) -> Result<(), Failure> {
    settings.check()?;
    notices::put_settings(tx, part, &serde_json::to_string(settings)?, now)?;
    // What waits and is no longer wanted does not come.
    for topic in Topic::ALL.iter().copied().filter(|topic| topic.is_optional()) {
        let choice = settings.choice(topic);
        for channel in Channel::ALL.iter().copied().filter(|channel| !choice.on || !choice.has(*channel)) {
            sendings::drop_waiting(tx, part, channel, topic, now)?;
        }
    }
    Ok(())
}

/// Changes what somebody has chosen; gives what holds then. `seen` is the version that was looked at, where it counts.
pub async fn change(
    app: &App,
    part: Part,
    seen: Option<i64>,
    change: impl FnOnce(&mut Settings) + Send + 'static,
) -> Result<(Settings, i64), Failure> {
    let now = app.now();
    app.store()
        .write(move |tx| {
            let (mut settings, version) = load(tx, part)?;
            if seen.is_some_and(|seen| seen != version) {
                return Err(Code::NoticeSettingsChanged.into());
            }
            change(&mut settings);
            save(tx, part, &settings, now)?;
            Ok((settings, version + 1))
        })
        .await
}

/// Turns the one switch of a topic.
pub async fn switch(app: &App, part: Part, topic: Topic, on: bool) -> Result<(), Failure> {
    if !topic.is_optional() {
        return Err(Code::TopicAlwaysOn.into());
    }
    change(app, part, None, move |settings| {
        let choice = Choice { on, ..settings.choice(topic) };
        settings.topics.insert(topic, choice);
    })
    .await?;
    Ok(())
}

/// Nothing but what is urgent for so many hours; 0 ends a pause.
pub async fn pause(app: &App, part: Part, hours: u32) -> Result<(), Failure> {
    if hours > PAUSE_MAX {
        let out = Refusal::new(Code::NumberOutOfRange).at("hours").with("field", "hours");
        return Err(out.with("min", 0).with("max", PAUSE_MAX).into());
    }
    let until = app.now().after(Duration::from_secs(u64::from(hours) * 3_600));
    change(app, part, None, move |settings| settings.paused_until = until).await?;
    Ok(())
}

/// Somebody does not want to hear of a chat, or does again.
pub async fn mute(app: &App, person: &Person, subject: &str, muted: bool) -> Result<(), Failure> {
    let (person, subject) = (person.id(), subject.to_owned());
    app.store()
        .write(move |tx| {
            if muted {
                notices::mute(tx, person, &subject, Timestamp(i64::MAX))?;
            } else {
                notices::unmute(tx, person, &subject)?;
            }
            Ok(())
        })
        .await
}

/// Everything up to a place has been read, on every device.
pub async fn read(app: &App, part: Part, up_to: Cursor) -> Result<(), Failure> {
    let now = app.now();
    app.store().write(move |tx| Ok(notices::read_up_to(tx, part, up_to, now).map(|_| ())?)).await
}

/// Those of one kind between two places have been read: what a page shows as one line.
pub async fn read_run(app: &App, part: Part, kind: &str, from: Cursor, to: Cursor) -> Result<(), Failure> {
    let (now, kind) = (app.now(), kind.to_owned());
    app.store().write(move |tx| Ok(notices::read_run(tx, part, &kind, from, to, now).map(|_| ())?)).await
}

/// Somebody has opened what they were told of; `seller` is 0 for a buyer, who is told of things of many shops.
pub async fn saw(app: &App, person: PersonId, seller: SellerId, subject: &str) -> Result<(), Failure> {
    let (now, subject) = (app.now(), subject.to_owned());
    // Pages are opened far more often than there is something to note.
    let asked = subject.clone();
    let news = app.store().glance(move |tx| Ok::<_, Failure>(notices::has_unread(tx, person, seller, &asked)?)).await?;
    if !news {
        return Ok(());
    }
    app.store().write(move |tx| Ok(notices::read_subject(tx, person, seller, &subject, now).map(|_| ())?)).await
}

/// Sends somebody a notice by every channel there is, now and whatever they chose: does it arrive?
pub async fn test(app: &App, part: Part) -> Result<(), Failure> {
    let now = app.now();
    let by = match part.side {
        Side::Buyer => By::Buyer(part.person),
        Side::Shop => By::Staff(part.person),
        Side::Desk => By::Desk(part.person),
    };
    let event = Event::NoticesTested { person: part.person.to_string(), side: part.side, seller: part.seller.0 };
    app.store().write(move |tx| Ok(log::append(tx, now, NO_SHOP, by, &event)?)).await
}

/// Gives a mail address, and has it confirmed.
pub async fn give_email(app: &App, person: &Person, email: &str, lang: Lang) -> Result<(), Failure> {
    let email = address(email)?;
    let (now, id) = (app.now(), person.id());
    app.store()
        .write(move |tx| {
            if let Some(known) = contacts::one(tx, id)?
                && known.email == email
                && known.confirmed_at.is_some()
                && known.bounces == 0
            {
                return Ok(());
            }
            contacts::put(tx, id, &email, lang.tag(), None, now)?;
            let event = Event::ContactGiven { person: id.to_string() };
            Ok(log::append(tx, now, NO_SHOP, By::System, &event)?)
        })
        .await
}

/// What looks like an address: the rest the letter shows that is sent to it.
fn address(email: &str) -> Result<String, Refusal> {
    let email = email.trim();
    let good = email.split_once('@').is_some_and(|(name, host)| {
        let signs = |text: &str| {
            text.chars().all(|sign| !sign.is_whitespace() && !sign.is_control() && !"<>,;:\"\\()[]".contains(sign))
        };
        (1..=64).contains(&name.len())
            && host.contains('.')
            && host.len() <= 255
            && !host.contains('@')
            && signs(name)
            && signs(host)
    });
    if good { Ok(email.to_owned()) } else { Err(Refusal::new(Code::EmailInvalid).at("email")) }
}

/// Somebody has followed the link in the letter: the address is theirs.
pub async fn confirm_email(app: &App, token: &str) -> Result<(), Failure> {
    let now = app.now();
    let (person, email) = seals::of(app).await?.confirmed(token, now).ok_or(Code::ConfirmLinkUnknown)?;
    app.store()
        .write(move |tx| match contacts::one(tx, person)? {
            Some(known) if known.email == email => {
                Ok(contacts::put(tx, person, &email, &known.language, known.confirmed_at.or(Some(now)), now)?)
            }
            _ => Err(Code::ConfirmLinkUnknown.into()),
        })
        .await
}

/// Takes the mail address away.
pub async fn forget_email(app: &App, person: &Person) -> Result<(), Failure> {
    let id = person.id();
    app.store().write(move |tx| Ok(contacts::delete(tx, id)?)).await
}

/// Somebody wants no more mail of a topic: by the link in a letter, without signing in.
pub async fn unsubscribe(app: &App, token: &str) -> Result<Topic, Failure> {
    let (part, topic) = seals::of(app).await?.unsubscribed(token).ok_or(Code::ConfirmLinkUnknown)?;
    change(app, part, None, move |settings| {
        let choice = Choice { email: false, ..settings.choice(topic) };
        settings.topics.insert(topic, choice);
    })
    .await?;
    Ok(topic)
}

/// A browser that gave leave to push.
#[derive(Debug, Clone)]
pub struct NewDevice {
    /// The address at the push service.
    pub endpoint: String,
    /// The browser's public key, base64url.
    pub p256dh: String,
    /// The shared secret, base64url.
    pub auth: String,
    /// What the person would recognise it by.
    pub device: String,
    /// The language of what is shown.
    pub lang: Lang,
}

/// Adds a device. That the address may be called is for the surface to have checked.
pub async fn add_device(app: &App, person: &Person, side: Side, new: NewDevice) -> Result<(), Failure> {
    let (now, id) = (app.now(), person.id());
    let device = Device {
        hash: chance::fingerprint(&new.endpoint),
        endpoint: new.endpoint,
        p256dh: new.p256dh,
        auth: new.auth,
        side,
        language: new.lang.tag().to_owned(),
        device: new.device.chars().take(100).collect(),
        created_at: now,
    };
    app.store()
        .write(move |tx| {
            // A browser belongs to whoever signed in last.
            devices::delete(tx, &device.hash)?;
            let known = devices::of(tx, id)?;
            for old in known.iter().take((known.len() + 1).saturating_sub(DEVICES_MAX)) {
                devices::delete(tx, &old.hash)?;
            }
            Ok(devices::put(tx, id, &device)?)
        })
        .await
}

/// A browser takes back the leave that it gave; it is no matter where that is known already.
pub async fn forget_device(app: &App, person: &Person, endpoint: &str) -> Result<(), Failure> {
    let (id, hash) = (person.id(), chance::fingerprint(endpoint));
    app.store().write(move |tx| Ok(devices::delete_own(tx, id, &hash).map(|_| ())?)).await
}

/// Takes a device away.
pub async fn remove_device(app: &App, person: &Person, hash: &str) -> Result<(), Failure> {
    let (id, hash) = (person.id(), hash.to_owned());
    let removed = app.store().write(move |tx| Ok::<_, Failure>(devices::delete_own(tx, id, &hash)?)).await?;
    if removed { Ok(()) } else { Err(Code::DeviceNotFound.into()) }
}
