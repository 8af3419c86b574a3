//! Who is told of an event: the facts that `domain::notices` decides with are gathered here, and what it plans is written down.

pub(crate) mod everybody;
pub(crate) mod reminders;

use domain::event::{By, Recorded};
use domain::notices::{Cause, Channel, Settings, Side, Topic, kinds, plan};
use domain::{PersonId, SellerId, Timestamp};
use store::log::Cursor;
use store::notices::sendings::{self, Sending};
use store::notices::{self, Listener, Notice, Part};
use store::{StoreError, Tx};

/// What there is to tell.
#[derive(Debug, Clone)]
pub(crate) struct News<'a> {
    /// What it says, as a name of `domain::notices::kinds`.
    pub(crate) kind: &'a str,
    /// What it is about, as an id.
    pub(crate) subject: &'a str,
    /// Of reviews: the stars.
    pub(crate) stars: Option<u8>,
    /// Until when something has to be done.
    pub(crate) due_at: Option<Timestamp>,
    /// Who has it in hand, as the log writes it.
    pub(crate) in_hand: Option<String>,
}

impl<'a> News<'a> {
    pub(crate) fn new(kind: &'a str, subject: &'a str) -> Self {
        Self { kind, subject, stars: None, due_at: None, in_hand: None }
    }
}

/// Tells somebody something in one of their parts.
pub(crate) fn person(
    tx: &mut Tx<'_>,
    recorded: &Recorded,
    part: Part,
    news: &News<'_>,
    now: Timestamp,
) -> Result<(), StoreError> {
    match notices::listener_of(tx, part)? {
        Some(listener) => all(tx, recorded, part.side, &[listener], news, now),
        None => Ok(()),
    }
}

/// Tells everybody who works in the shop, but not whoever did it; of security them too, since it may have been somebody in their name.
pub(crate) fn staff(tx: &mut Tx<'_>, recorded: &Recorded, news: &News<'_>, now: Timestamp) -> Result<(), StoreError> {
    let optional = kinds::topic(news.kind).is_optional();
    let who = By::parse(&recorded.by).and_then(By::person).filter(|_| optional);
    let mut listeners = notices::staff(tx, recorded.seller)?;
    listeners.retain(|listener| who != Some(listener.person));
    all(tx, recorded, Side::Shop, &listeners, news, now)
}

/// Tells several people the same.
pub(crate) fn all(
    tx: &mut Tx<'_>,
    recorded: &Recorded,
    side: Side,
    listeners: &[Listener],
    news: &News<'_>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let topic = kinds::topic(news.kind);
    // Only of what somebody talks in can one have enough.
    let muted = match topic {
        Topic::Messages | Topic::Support if !listeners.is_empty() => {
            let people: Vec<PersonId> = listeners.iter().map(|listener| listener.person).collect();
            notices::muted(tx, news.subject, now, &people)?
        }
        _ => Vec::new(),
    };
    for listener in listeners {
        let in_hand = news.in_hand.as_deref().and_then(By::parse).and_then(By::person);
        let cause = Cause {
            topic,
            stars: news.stars,
            due_at: news.due_at,
            in_other_hands: in_hand.is_some_and(|holder| holder != listener.person),
            muted: muted.contains(&listener.person),
        };
        one(tx, recorded, side, listener, news, &cause, now)?;
    }
    Ok(())
}

fn one(
    tx: &mut Tx<'_>,
    recorded: &Recorded,
    side: Side,
    listener: &Listener,
    news: &News<'_>,
    cause: &Cause,
    now: Timestamp,
) -> Result<(), StoreError> {
    let plan = plan(cause, &chosen(side, listener), now);
    if plan.shown {
        let notice = Notice {
            cursor: Cursor { seq: recorded.seq },
            side,
            seller: recorded.seller,
            topic: cause.topic,
            kind: news.kind.to_owned(),
            subject: news.subject.to_owned(),
            at: recorded.at,
            read_at: None,
        };
        notices::insert(tx, listener.person, &notice)?;
    }
    for sending in plan.sendings {
        if listener.is_reached_by(sending.channel) && kinds::goes_by(news.kind, sending.channel) {
            let sending = Sending {
                person: listener.person,
                seq: recorded.seq,
                channel: sending.channel,
                side,
                seller: recorded.seller,
                topic: cause.topic,
                kind: news.kind.to_owned(),
                subject: news.subject.to_owned(),
                if_waiting: sending.if_waiting,
                at: recorded.at,
                due_at: sending.at,
                attempts: 0,
            };
            sendings::insert(tx, &sending)?;
        }
    }
    Ok(())
}

/// Asks whoever reads mail at an address that was just given whether they are the one who gave it: the only letter that an
/// unconfirmed address gets.
pub(crate) fn confirm(tx: &mut Tx<'_>, recorded: &Recorded, person: &str) -> Result<(), StoreError> {
    let Some(person) = PersonId::parse(person) else { return Ok(()) };
    let sending = Sending {
        person,
        seq: recorded.seq,
        channel: Channel::Email,
        side: Side::Buyer,
        seller: recorded.seller,
        topic: Topic::Security,
        kind: kinds::CONFIRM_EMAIL.to_owned(),
        subject: person.to_string(),
        if_waiting: false,
        at: recorded.at,
        due_at: recorded.at,
        attempts: 0,
    };
    sendings::insert(tx, &sending)
}

/// Tells somebody who asked whether notices arrive: in the app and by every channel, whatever they chose.
pub(crate) fn test(tx: &mut Tx<'_>, recorded: &Recorded, part: Part, now: Timestamp) -> Result<(), StoreError> {
    let Part { person, side, seller } = part;
    let Some(listener) = notices::listener_of(tx, part)? else { return Ok(()) };
    let subject = person.to_string();
    let notice = Notice {
        cursor: Cursor { seq: recorded.seq },
        side,
        seller,
        topic: Topic::Security,
        kind: kinds::TEST.to_owned(),
        subject: subject.clone(),
        at: recorded.at,
        read_at: None,
    };
    notices::insert(tx, person, &notice)?;
    for &channel in Channel::ALL.iter().filter(|channel| listener.is_reached_by(**channel)) {
        let sending = Sending {
            person,
            seq: recorded.seq,
            channel,
            side,
            seller,
            topic: Topic::Security,
            kind: kinds::TEST.to_owned(),
            subject: subject.clone(),
            if_waiting: false,
            at: recorded.at,
            due_at: now,
            attempts: 0,
        };
        sendings::insert(tx, &sending)?;
    }
    Ok(())
}

/// What somebody chose, over what is usual for their part. What cannot be read counts as never chosen: they are told rather than
/// not.
pub(crate) fn chosen(side: Side, listener: &Listener) -> Settings {
    settings(side, listener.role, listener.settings.as_deref())
}

/// The same of settings that were read alone.
pub(crate) fn settings(side: Side, role: Option<domain::people::Role>, stored: Option<&str>) -> Settings {
    let usual = Settings::usual(side, role);
    match stored.map(serde_json::from_str::<Settings>) {
        Some(Ok(chosen)) => chosen.over(usual),
        Some(Err(error)) => {
            tracing::warn!(%error, "settings of notices could not be read");
            usual
        }
        None => usual,
    }
}

/// The part in which the author of a text is told what became of it.
pub(crate) fn part_of(author: By, seller: SellerId) -> Option<Part> {
    match author {
        By::Buyer(person) => Some(Part::buyer(person)),
        By::Staff(person) => Some(Part::staff(person, seller)),
        By::Desk(person) => Some(Part::desk(person)),
        By::Key(_) | By::System => None,
    }
}
