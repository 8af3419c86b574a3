//! Notices on their way through a channel: taken by whoever sends them, and what came of it.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::notices::{Channel, Topic};
use domain::{Code, PersonId, QuestionId, ReviewId, Timestamp};
use store::notices::contacts::{self, Contact};
use store::notices::devices::{self, Device};
use store::notices::sendings::{self, Ended, Sending};
use store::notices::telegram::{self, Chat};
use store::{Tx, chats, questions, reviews};

use crate::actors::Desk;
use crate::{App, Failure};

/// How long what was taken is this sender's alone.
const LEASE: Duration = Duration::from_secs(120);
/// How long a server that does not take mail, or a push service that is away, is tried again.
pub const TRIED: Duration = Duration::from_secs(3 * 86_400);
/// Pauses between tries, seconds; the last repeats.
const PAUSES: [u64; 7] = [5, 30, 120, 600, 1_800, 3_600, 7_200];

/// Longer than that nothing waits for its next try: the other side may ask to wait a day.
pub(crate) const PAUSE_MAX: Duration = Duration::from_secs(86_400);

/// All that is due for one person through one channel: one letter, or one push for each topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// To whom.
    pub person: PersonId,
    /// The person's name.
    pub name: String,
    /// What there is to tell, the oldest first; never empty.
    pub sendings: Vec<Sending>,
    /// Where mail goes.
    pub contact: Option<Contact>,
    /// The devices that may be pushed to.
    pub devices: Vec<Device>,
    /// The chat in Telegram, where it goes there.
    pub chat: Option<Chat>,
}

impl Parcel {
    /// Whether the address takes mail: it was confirmed, and has not refused too often.
    pub fn takes_mail(&self) -> bool {
        self.contact.as_ref().is_some_and(|it| it.confirmed_at.is_some() && it.bounces < store::notices::BOUNCES_MAX)
    }

    /// Topic by topic.
    pub fn by_topic(&self) -> BTreeMap<Topic, Vec<&Sending>> {
        let mut topics: BTreeMap<Topic, Vec<&Sending>> = BTreeMap::new();
        for sending in &self.sendings {
            topics.entry(sending.topic).or_default().push(sending);
        }
        topics
    }
}

/// When the next of a channel is due.
pub async fn next_due(app: &App, channel: Channel) -> Result<Option<Timestamp>, Failure> {
    app.store().glance(move |tx| Ok(sendings::next_due(tx, channel)?)).await
}

/// Takes what is due of up to `people` people. What has been answered meanwhile, or can no longer be told, ends here.
pub async fn lease(app: &App, channel: Channel, people: i64) -> Result<Vec<Parcel>, Failure> {
    let now = app.now();
    if next_due(app, channel).await?.is_none_or(|due| due > now) {
        return Ok(Vec::new());
    }
    app.store()
        .write(move |tx| {
            let mut parcels: BTreeMap<PersonId, Vec<Sending>> = BTreeMap::new();
            for sending in sendings::lease(tx, channel, now, now.after(LEASE), people)? {
                if sending.if_waiting && !waits(tx, &sending)? {
                    sendings::done(tx, &sending, Ended::Dropped, "answered", now)?;
                    continue;
                }
                parcels.entry(sending.person).or_default().push(sending);
            }
            let mut all = Vec::with_capacity(parcels.len());
            for (person, mut sendings) in parcels {
                sendings.sort_by_key(|sending| (sending.at, sending.seq));
                all.push(Parcel {
                    person,
                    name: store::people::person(tx, person)?.unwrap_or_default(),
                    sendings,
                    contact: contacts::one(tx, person)?,
                    devices: devices::of(tx, person)?,
                    chat: if channel == Channel::Telegram { telegram::chat(tx, person)? } else { None },
                });
            }
            Ok(all)
        })
        .await
}

/// Whoever had taken notices is gone; how many can be taken again.
pub(crate) fn release(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64, Failure> {
    Ok(sendings::release(tx, now, now.after(LEASE))?)
}

/// Whether what a notice is about is still unanswered.
fn waits(tx: &mut Tx<'_>, sending: &Sending) -> Result<bool, Failure> {
    use domain::chats::Author;
    let (seller, subject) = (sending.seller, sending.subject.as_str());
    Ok(match sending.topic {
        Topic::Reviews => match ReviewId::parse(subject) {
            Some(id) => reviews::one(tx, seller, id)?.is_some_and(|review| review.comments == 0),
            None => true,
        },
        Topic::Questions => match QuestionId::parse(subject) {
            Some(id) => questions::one(tx, seller, id)?.is_some_and(|question| question.answers == 0),
            None => true,
        },
        Topic::Messages => match domain::ChatId::parse(subject) {
            Some(id) => chats::one(tx, seller, id)?.is_some_and(|chat| chat.turn == Some(Author::Seller)),
            None => true,
        },
        _ => true,
    })
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// Handed over.
    Sent,
    /// There is nowhere to send it.
    Nowhere(&'static str),
    /// The other side is away or asks to wait: tried again, as long as [`TRIED`] allows.
    Later(String, Option<Duration>),
    /// It can never be handed over so: given up, and seen on the desk.
    Never(String),
    /// The address refuses mail for good.
    Bounced(String),
}

/// Notes what came of several notices of one person.
pub async fn ended(app: &App, sendings: Vec<Sending>, fate: Fate) -> Result<(), Failure> {
    let now = app.now();
    app.store()
        .write(move |tx| {
            let Some(person) = sendings.first().map(|sending| sending.person) else { return Ok(()) };
            let by_mail = sendings.iter().any(|sending| sending.channel == Channel::Email);
            match &fate {
                Fate::Sent if by_mail => contacts::received(tx, person)?,
                Fate::Bounced(said) => contacts::bounced(tx, person, said, now)?,
                Fate::Sent | Fate::Nowhere(_) | Fate::Later(..) | Fate::Never(_) => {}
            }
            for sending in &sendings {
                match &fate {
                    Fate::Sent => sendings::done(tx, sending, Ended::Sent, "", now)?,
                    Fate::Nowhere(why) => sendings::done(tx, sending, Ended::Dropped, why, now)?,
                    Fate::Never(why) | Fate::Bounced(why) => sendings::done(tx, sending, Ended::Failed, why, now)?,
                    Fate::Later(why, asked) => later(tx, sending, why, *asked, now)?,
                }
            }
            Ok(())
        })
        .await
}

fn later(
    tx: &mut Tx<'_>,
    sending: &Sending,
    why: &str,
    asked: Option<Duration>,
    now: Timestamp,
) -> Result<(), Failure> {
    if now.since(sending.due_at.max(sending.at)) >= TRIED || now.since(sending.at) >= TRIED * 2 {
        return Ok(sendings::done(tx, sending, Ended::Failed, why, now)?);
    }
    let place = usize::try_from(sending.attempts - 1).unwrap_or(0).min(PAUSES.len() - 1);
    let pause = Duration::from_secs(PAUSES[place]).max(asked.unwrap_or_default().min(PAUSE_MAX));
    Ok(sendings::retry(tx, sending, now.after(pause), why)?)
}

/// A device is gone: the push service says so.
pub async fn device_gone(app: &App, hash: &str) -> Result<(), Failure> {
    let hash = hash.to_owned();
    app.store().write(move |tx| Ok(devices::delete(tx, &hash)?)).await
}

/// Somebody of the desk sends a notice again that was given up.
pub async fn resend(app: &App, _desk: &Desk, person: PersonId, seq: i64, channel: Channel) -> Result<(), Failure> {
    let now = app.now();
    let found = app.store().write(move |tx| Ok::<_, Failure>(sendings::again(tx, person, seq, channel, now)?)).await?;
    if found { Ok(()) } else { Err(Code::CallNotFound.into()) }
}
