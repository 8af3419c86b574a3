//! What somebody wants to hear of.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Cause, Channel, Side, Topic};
use crate::people::Role;
use crate::{Code, Refusal, Timestamp};

/// Minutes of a day.
pub const DAY: u16 = 24 * 60;
/// The zone of people who never said where they are.
pub const ZONE: &str = "Europe/Moscow";
/// Hours after which somebody can ask to hear of what is still unanswered, at most.
pub const HOURS_MAX: u8 = 72;

/// The settings of a person in one of their parts. What is missing in `topics` is as for everybody of their kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Topic by topic.
    pub topics: BTreeMap<Topic, Choice>,
    /// Hours of the night, or whenever somebody wants to be left alone.
    pub quiet: Option<Quiet>,
    /// The IANA name of the zone in which hours are meant.
    pub zone: String,
    /// Mail one by one, or gathered.
    pub digest: Digest,
    /// Nothing but what is urgent until then; in the past where nothing is paused.
    #[serde(with = "crate::time::micros")]
    pub paused_until: Timestamp,
    /// What is urgent is told in quiet hours too.
    pub urgent_always: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            topics: BTreeMap::new(),
            quiet: None,
            zone: ZONE.to_owned(),
            digest: Digest::Off,
            paused_until: Timestamp(0),
            urgent_always: true,
        }
    }
}

/// How somebody hears of one topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choice {
    /// The switch.
    pub on: bool,
    /// In the list in the app.
    pub app: bool,
    /// By push.
    pub push: bool,
    /// By mail.
    pub email: bool,
    /// In Telegram.
    pub telegram: bool,
    /// Of reviews: only those with at most so many stars, 1 to 4.
    pub stars_up_to: Option<u8>,
    /// By push, mail and Telegram only of what is unanswered after so many hours, 1 to [`HOURS_MAX`].
    pub after_hours: Option<u8>,
    /// Not of what a colleague has in hand.
    pub only_mine: bool,
}

impl Default for Choice {
    fn default() -> Self {
        Self {
            on: true,
            app: true,
            push: true,
            email: false,
            telegram: false,
            stars_up_to: None,
            after_hours: None,
            only_mine: false,
        }
    }
}

impl Choice {
    /// Whether a channel is wanted.
    pub fn has(&self, channel: Channel) -> bool {
        match channel {
            Channel::Push => self.push,
            Channel::Email => self.email,
            Channel::Telegram => self.telegram,
        }
    }

    /// Whether the finer conditions let a cause through.
    pub(super) fn wants(&self, cause: &Cause) -> bool {
        let stars = match (self.stars_up_to, cause.stars) {
            (Some(most), Some(stars)) => stars <= most,
            (None, _) | (_, None) => true,
        };
        stars && !(self.only_mine && cause.in_other_hands)
    }
}

/// A part of the day in which nobody is woken: from a minute of the day to another, perhaps past midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quiet {
    /// The first minute of it.
    pub from: u16,
    /// The first minute after it.
    pub to: u16,
}

/// Whether mail is gathered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "every", rename_all = "snake_case")]
pub enum Digest {
    /// One by one.
    #[default]
    Off,
    /// At each full hour.
    Hour,
    /// Once a day, at a minute of the day.
    Day {
        /// Which.
        at: u16,
    },
}

impl Settings {
    /// What somebody of a kind has who never changed anything: the role decides which topics of a shop are on.
    pub fn usual(side: Side, role: Option<Role>) -> Self {
        let choices = Topic::of(side).iter().map(|&topic| (topic, usual(side, role, topic)));
        Self { topics: choices.collect(), ..Self::default() }
    }

    /// What was chosen for a topic.
    pub fn choice(&self, topic: Topic) -> Choice {
        self.topics.get(&topic).copied().unwrap_or_default()
    }

    /// These settings over those that are usual for somebody: what was never chosen is as usual.
    #[must_use]
    pub fn over(mut self, usual: Self) -> Self {
        for (topic, choice) in usual.topics {
            self.topics.entry(topic).or_insert(choice);
        }
        self
    }

    /// Whether they make sense; the refusal names the field.
    pub fn check(&self) -> Result<(), Refusal> {
        if jiff::tz::TimeZone::get(&self.zone).is_err() {
            return Err(Refusal::new(Code::ZoneUnknown).at("zone").with("zone", &self.zone));
        }
        if self.quiet.is_some_and(|quiet| quiet.from >= DAY || quiet.to >= DAY || quiet.from == quiet.to) {
            return Err(Refusal::new(Code::QuietHoursInvalid).at("quiet"));
        }
        let within = |field: &'static str, value: u16, min: u16, max: u16| {
            let out = || {
                Refusal::new(Code::NumberOutOfRange).at(field).with("field", field).with("min", min).with("max", max)
            };
            if (min..=max).contains(&value) { Ok(()) } else { Err(out()) }
        };
        if let Digest::Day { at } = self.digest {
            within("digest", at, 0, DAY - 1)?;
        }
        for choice in self.topics.values() {
            choice.stars_up_to.map_or(Ok(()), |stars| within("stars_up_to", stars.into(), 1, 4))?;
            choice.after_hours.map_or(Ok(()), |hours| within("after_hours", hours.into(), 1, HOURS_MAX.into()))?;
        }
        Ok(())
    }
}

/// What is on for a role: those who answer hear of what is to be answered, those who mind promotions of promotions. By mail only
/// what cannot wait until somebody looks, and what a buyer was promised.
fn usual(side: Side, role: Option<Role>, topic: Topic) -> Choice {
    let answers = matches!(role, Some(Role::Owner | Role::Admin | Role::Manager));
    let promotes = matches!(role, Some(Role::Owner | Role::Admin | Role::Promoter));
    let on = match (side, topic) {
        (Side::Shop, Topic::Reviews | Topic::Questions | Topic::Messages | Topic::Support | Topic::Moderation) => {
            answers
        }
        (Side::Shop, Topic::Promotions | Topic::Requests) => promotes,
        (Side::Shop, Topic::Deadlines) => answers || promotes,
        (Side::Shop, Topic::Security | Topic::News) => true,
        // A shop does not write to its buyers unless they want it.
        (Side::Buyer, Topic::Promotions) => false,
        (Side::Buyer | Side::Desk, _) => true,
    };
    let email = match side {
        Side::Shop => matches!(topic, Topic::Promotions | Topic::Deadlines | Topic::Security),
        Side::Buyer => topic != Topic::Messages,
        Side::Desk => topic == Topic::Security,
    };
    Choice { on, email, push: topic != Topic::News, ..Choice::default() }
}
