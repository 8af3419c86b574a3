//! How a shop is doing: its rating week by week, and how fast it answers.

use std::time::Duration;

use crate::Timestamp;

/// The days that a pulse looks back.
pub const DAYS: u64 = 90;
/// The points of its line: a week each, the last one ends now.
pub const WEEKS: usize = 13;
const WEEK: Duration = Duration::from_secs(7 * 24 * 3600);

/// What the pulse needs to know of one review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beat {
    /// When it was published.
    pub at: Timestamp,
    /// The stars, 1 to 5, where the buyer gave some.
    pub stars: Option<u8>,
    /// When the shop's answer became public.
    pub answered_at: Option<Timestamp>,
}

/// How a shop is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pulse {
    /// The average stars of each week in hundredths, the oldest first; `None` where no stars were given.
    pub weeks: [Option<u32>; WEEKS],
    /// Of a hundred reviews, how many are answered; `None` where there are none.
    pub answered_percent: Option<u32>,
    /// Half of the answers came no later than this; `None` where there are none.
    pub median_answer: Option<Duration>,
}

/// The pulse of the reviews of the last [`DAYS`].
///
/// ```
/// use domain::Timestamp;
/// use domain::reviews::pulse::{Beat, pulse};
///
/// let now = Timestamp::parse("2026-03-10T12:00:00Z").unwrap();
/// let yesterday = Timestamp::parse("2026-03-09T12:00:00Z").unwrap();
/// let beat = |stars| Beat { at: yesterday, stars: Some(stars), answered_at: Some(now) };
/// let pulse = pulse(&[beat(5), beat(4)], now);
/// assert_eq!(pulse.weeks[12], Some(450));
/// assert_eq!(pulse.answered_percent, Some(100));
/// assert_eq!(pulse.median_answer.map(|age| age.as_secs()), Some(24 * 3600));
/// ```
pub fn pulse(beats: &[Beat], now: Timestamp) -> Pulse {
    let mut sums = [(0_u32, 0_u32); WEEKS];
    let mut answers: Vec<Duration> = Vec::new();
    for beat in beats {
        let weeks_ago = usize::try_from(now.since(beat.at).as_secs() / WEEK.as_secs()).unwrap_or(usize::MAX);
        if let (Some(stars), Some(slot)) = (beat.stars, WEEKS.checked_sub(weeks_ago + 1)) {
            sums[slot].0 += u32::from(stars);
            sums[slot].1 += 1;
        }
        answers.extend(beat.answered_at.map(|at| at.since(beat.at)));
    }
    answers.sort_unstable();
    let share = |part: usize| u32::try_from(part * 100 / beats.len().max(1)).unwrap_or(100);
    Pulse {
        weeks: sums.map(|(sum, count)| (count > 0).then(|| (sum * 100 + count / 2) / count)),
        answered_percent: (!beats.is_empty()).then(|| share(answers.len())),
        median_answer: answers.get(answers.len() / 2).copied(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Duration = Duration::from_secs(24 * 3600);

    fn beat(days_ago: u32, stars: u8, answered_after: Option<u32>) -> Beat {
        let now = Timestamp::from_millis(1_800_000_000_000);
        let at = now.before(DAY * days_ago);
        Beat {
            at,
            stars: Some(stars),
            answered_at: answered_after.map(|hours| at.after(Duration::from_secs(3600) * hours)),
        }
    }

    fn now() -> Timestamp {
        Timestamp::from_millis(1_800_000_000_000)
    }

    #[test]
    fn a_shop_without_reviews_has_no_figures_rather_than_zeros() {
        let pulse = pulse(&[], now());
        assert_eq!(pulse, Pulse { weeks: [None; WEEKS], answered_percent: None, median_answer: None });
    }

    #[test]
    fn each_review_counts_in_its_own_week_and_older_ones_in_none() {
        let pulse = pulse(&[beat(1, 1, None), beat(8, 5, None), beat(9, 4, None), beat(200, 3, None)], now());
        assert_eq!(pulse.weeks[12], Some(100));
        assert_eq!(pulse.weeks[11], Some(450));
        assert_eq!(pulse.weeks[..11], [None; 11]);
    }

    #[test]
    fn half_of_the_answers_came_no_later_than_the_median() {
        let pulse = pulse(&[beat(2, 5, Some(1)), beat(2, 5, Some(30)), beat(2, 5, Some(3)), beat(2, 5, None)], now());
        assert_eq!(pulse.median_answer, Some(Duration::from_secs(3 * 3600)));
        assert_eq!(pulse.answered_percent, Some(75));
    }
}
