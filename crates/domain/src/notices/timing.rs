//! When somebody is told: quiet hours, pauses, digests, reminders.

use std::time::Duration;

use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{ToSpan, ZonedDateTime};

use super::settings::{DAY, Digest, Quiet, Settings};
use super::{Channel, Topic};
use crate::Timestamp;

/// How long before a deadline people are reminded.
pub const REMINDERS: [Duration; 2] = [Duration::from_secs(24 * 3_600), Duration::from_secs(3_600)];

/// When people are reminded of a deadline: those times that are still to come, the earliest first.
pub fn reminders(due_at: Timestamp, now: Timestamp) -> impl Iterator<Item = Timestamp> {
    REMINDERS.into_iter().map(move |before| due_at.before(before)).filter(move |at| *at > now)
}

impl Settings {
    /// When something that could be told at `from` is told: a pause is waited out, then quiet hours; mail waits for the next
    /// digest too. What is urgent waits for nothing, unless the person wants to sleep through that as well.
    pub(super) fn time(&self, channel: Channel, urgent: bool, from: Timestamp) -> Timestamp {
        if urgent && self.urgent_always {
            return from;
        }
        let zone = TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC);
        let mut at = self.paused_until.max(from);
        if channel == Channel::Email && !urgent {
            at = next_digest(self.digest, &zone, at);
        }
        match self.quiet {
            Some(quiet) => after_quiet(quiet, &zone, at),
            None => at,
        }
    }

    /// Whether somebody is left alone now.
    pub fn is_quiet(&self, now: Timestamp) -> bool {
        self.time(Channel::Push, false, now) > now
    }
}

fn local(zone: &TimeZone, at: Timestamp) -> ZonedDateTime {
    at.civil().to_zoned_datetime(zone.clone())
}

fn minute_of(at: &ZonedDateTime) -> u16 {
    u16::from(at.hour().unsigned_abs()) * 60 + u16::from(at.minute().unsigned_abs())
}

/// The first time after `at` at which the clock on the wall shows this minute of the day. A minute that the clock skips in spring
/// comes as much later as it skips; of one that comes twice in autumn the first counts, or with `twice` both.
fn next(zone: &TimeZone, at: &ZonedDateTime, minute: u16, twice: bool) -> Option<Timestamp> {
    let minute = minute % DAY;
    let clock = Time::new(i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?, 0, 0).ok()?;
    let mut day = at.date();
    for _ in 0..3 {
        let meant = zone.to_ambiguous_timestamp(DateTime::from_parts(day, clock));
        let first = meant.compatible().ok()?;
        let last = if twice { meant.later().ok()? } else { first };
        if let Some(found) = [first, last].into_iter().find(|found| *found > at.timestamp()) {
            return Some(Timestamp(found.as_microsecond()));
        }
        day = day.checked_add(1.day()).ok()?;
    }
    None
}

fn is_inside(quiet: Quiet, here: &ZonedDateTime) -> bool {
    let minute = minute_of(here);
    if quiet.from < quiet.to {
        (quiet.from..quiet.to).contains(&minute)
    } else {
        minute >= quiet.from || minute < quiet.to
    }
}

/// The first time from `at` on that is not in quiet hours. Their end may be a minute that the clock skips into them again, so it is
/// looked at more than once.
fn after_quiet(quiet: Quiet, zone: &TimeZone, mut at: Timestamp) -> Timestamp {
    for _ in 0..3 {
        let here = local(zone, at);
        if !is_inside(quiet, &here) {
            break;
        }
        at = next(zone, &here, quiet.to, true).unwrap_or(at);
    }
    at
}

fn next_digest(digest: Digest, zone: &TimeZone, at: Timestamp) -> Timestamp {
    let here = local(zone, at);
    let found = match digest {
        Digest::Off => None,
        Digest::Hour => here
            .checked_add(1.hour())
            .ok()
            .and_then(|later| later.with().minute(0).second(0).subsec_nanosecond(0).build().ok())
            .map(|hour| Timestamp(hour.timestamp().as_microsecond())),
        Digest::Day { at } => next(zone, &here, at, false),
    };
    found.unwrap_or(at)
}

impl Topic {
    /// What a push of this topic replaces on a screen: a newer one takes the place of the older.
    pub fn tag(self) -> &'static str {
        self.as_str()
    }
}
