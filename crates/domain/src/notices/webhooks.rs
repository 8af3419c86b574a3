//! Programs that are told over HTTP: when a failed call is made again, and when an address is given up.
//!
//! The schedule is data. Own webhooks follow the recommendation of Standard Webhooks (retries over days, growing pauses, jitter);
//! the dialect's pushes follow the marketplace's paper: the first retry after seconds, pauses growing to ten minutes, five more.

use std::time::Duration;

use crate::Timestamp;
use crate::people::named;

named! {
    /// Whose bodies and signatures an address gets.
    Format {
        /// Otklik's own events, signed as Standard Webhooks.
        Standard = "standard",
        /// The marketplace's pushes.
        Ozon = "ozon",
    }
}

named! {
    /// Why an address is not called.
    Off {
        /// Its owner switched it off.
        Owner = "owner",
        /// It failed for three days.
        Failing = "failing",
    }
}

/// Pauses between the calls of an own webhook, in seconds: together three days and a little, also where chance makes each of them short.
const STANDARD: [u64; 11] = [5, 30, 300, 1_800, 7_200, 18_000, 36_000, 50_000, 72_000, 75_000, 80_000];
/// Pauses between the calls of a push of the dialect: growing to ten minutes, then five of ten minutes.
const OZON: [u64; 11] = [5, 15, 45, 120, 300, 600, 600, 600, 600, 600, 600];
/// After so long without a success an address is switched off, and its owner told.
pub const GIVE_UP_AFTER: Duration = Duration::from_secs(3 * 86_400);
/// A pause is up to so much longer or shorter, in hundredths.
const JITTER: u64 = 20;
/// How long an answer is waited for. Of a push the paper says so; of an own webhook Standard Webhooks recommends 15 to 30 s.
pub fn patience(format: Format) -> Duration {
    match format {
        Format::Standard => Duration::from_secs(15),
        Format::Ozon => Duration::from_secs(5),
    }
}

/// What came of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was taken.
    Taken,
    /// It failed and may be made again; what the other side asked to wait, where it did.
    Failed(Option<Duration>),
    /// It makes no sense to call again: the other side said that it is gone (410).
    Gone,
}

/// When a call is made again after it failed `attempts` times; `None` when never. `chance` is any number: it spreads the calls.
///
/// What the other side asks to wait is respected between the pause of the schedule and twice that.
pub fn again(format: Format, attempts: u32, asked: Option<Duration>, chance: u64, now: Timestamp) -> Option<Timestamp> {
    let schedule: &[u64] = match format {
        Format::Standard => &STANDARD,
        Format::Ozon => &OZON,
    };
    let place = usize::try_from(attempts.checked_sub(1)?).ok()?;
    let pause = *schedule.get(place)? * 1_000;
    let spread = pause * JITTER / 100;
    let pause = pause - spread + chance % (2 * spread + 1);
    let pause = match asked.and_then(|asked| u64::try_from(asked.as_millis()).ok()) {
        Some(asked) => asked.clamp(pause, pause * 2),
        None => pause,
    };
    Some(now.after(Duration::from_millis(pause)))
}

/// Whether an address that has failed since then is given up.
pub fn given_up(failing_since: Timestamp, now: Timestamp) -> bool {
    now.since(failing_since) >= GIVE_UP_AFTER
}
