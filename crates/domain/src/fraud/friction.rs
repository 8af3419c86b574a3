//! Graded friction: who is warned of, held or blocked again and again is slowed down step by step, and comes down again
//! by itself.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Verdict;
use crate::Timestamp;
use crate::people::named;

named! {
    /// How much stands in somebody's way, from nothing to everything.
    #[derive(PartialOrd, Ord, Default)]
    Step {
        /// Nothing.
        #[default]
        None = "none",
        /// Messages go slower.
        Slow = "slow",
        /// No links and no files.
        NoLinks = "no_links",
        /// Reading only.
        ReadOnly = "read_only",
        /// No chats but the one with support.
        Off = "off",
    }
}

impl Step {
    /// The next milder one.
    pub fn milder(self) -> Self {
        match self {
            Self::None | Self::Slow => Self::None,
            Self::NoLinks => Self::Slow,
            Self::ReadOnly => Self::NoLinks,
            Self::Off => Self::ReadOnly,
        }
    }
}

/// A verdict against somebody's message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strike {
    /// When.
    pub at: Timestamp,
    /// What became of the message.
    pub verdict: Verdict,
}

/// What stands in somebody's way now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Friction {
    /// The step.
    pub step: Step,
    /// Since when it is this step.
    pub since: Timestamp,
    /// When the next milder step comes, if nothing more happens.
    pub until: Timestamp,
    /// The strikes that count.
    pub strikes: usize,
}

/// A rung of the ladder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rung {
    /// What comes.
    pub step: Step,
    /// From so many points on.
    pub points: u32,
    /// How long it lasts after the strike.
    pub hours: u32,
}

/// What the operator has decided about friction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Ladder {
    /// Points of a warning.
    pub warn: u32,
    /// Points of a held message.
    pub hold: u32,
    /// Points of a blocked one.
    pub block: u32,
    /// For how many days a strike counts.
    pub days: u32,
    /// From the mildest rung to the strictest.
    pub rungs: Vec<Rung>,
}

impl Default for Ladder {
    fn default() -> Self {
        let rung = |step, points, hours| Rung { step, points, hours };
        Self {
            warn: 0,
            hold: 1,
            block: 2,
            days: 30,
            rungs: vec![
                rung(Step::Slow, 2, 24),
                rung(Step::NoLinks, 4, 3 * 24),
                rung(Step::ReadOnly, 6, 7 * 24),
                rung(Step::Off, 8, 30 * 24),
            ],
        }
    }
}

const HOUR: Duration = Duration::from_secs(3600);

impl Ladder {
    fn weight(&self, verdict: Verdict) -> u32 {
        match verdict {
            Verdict::Allow => 0,
            Verdict::Warn => self.warn,
            Verdict::Hold => self.hold,
            Verdict::Block => self.block,
        }
    }

    fn hours(&self, step: Step) -> u32 {
        self.rungs.iter().find(|rung| rung.step == step).map_or(0, |rung| rung.hours)
    }

    /// The strictest step that so many points reach.
    fn reached(&self, points: u32) -> Step {
        self.rungs.iter().filter(|rung| points >= rung.points).map(|rung| rung.step).max().unwrap_or_default()
    }

    /// Where somebody stands at a later time who came to `step` at `since`.
    fn stepped_down(&self, step: Step, since: Timestamp, now: Timestamp) -> (Step, Timestamp, Timestamp) {
        let (mut step, mut since) = (step, since);
        loop {
            let until = since.after(HOUR * self.hours(step));
            if step == Step::None || now < until {
                return (step, until, since);
            }
            (step, since) = (step.milder(), until);
        }
    }
}

/// What stands in somebody's way `now`, after these strikes, oldest first.
///
/// Each strike leads to the step that the points of the days before it reach. That lasts its hours, then comes the next
/// milder step for its own, and so on down to nothing; the strictest of all strikes counts. Strikes ahead of `now` do not.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use domain::Timestamp;
/// use domain::fraud::Verdict;
/// use domain::fraud::friction::{Ladder, Step, Strike, friction};
///
/// let monday = Timestamp::parse("2026-03-09T10:00:00Z").unwrap();
/// let strikes = [Strike { at: monday, verdict: Verdict::Block }];
/// let now = friction(&Ladder::default(), &strikes, monday);
/// assert_eq!((now.step, now.until), (Step::Slow, monday.after(Duration::from_secs(24 * 3600))));
/// ```
pub fn friction(ladder: &Ladder, strikes: &[Strike], now: Timestamp) -> Friction {
    let window = HOUR * ladder.days.saturating_mul(24);
    let counts = |strike: &&Strike| strike.at <= now && ladder.weight(strike.verdict) > 0;
    let counted: Vec<&Strike> = strikes.iter().filter(counts).collect();
    let mut strictest = (Step::None, Timestamp::default(), Timestamp::default());
    let (mut first, mut points) = (0, 0_u32);
    for strike in &counted {
        points = points.saturating_add(ladder.weight(strike.verdict));
        while counted[first].at <= strike.at.before(window) {
            points -= ladder.weight(counted[first].verdict);
            first += 1;
        }
        strictest = strictest.max(ladder.stepped_down(ladder.reached(points), strike.at, now));
    }
    let (step, until, since) = strictest;
    let strikes = counted.iter().filter(|strike| strike.at > now.before(window)).count();
    if step == Step::None {
        return Friction { strikes, ..Friction::default() };
    }
    Friction { step, since, until, strikes }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MONDAY: Timestamp = Timestamp(1_773_050_400_000_000);

    fn hours(hours: u32) -> Timestamp {
        MONDAY.after(HOUR * hours)
    }

    fn blocked(at: Timestamp) -> Strike {
        Strike { at, verdict: Verdict::Block }
    }

    fn step(strikes: &[Strike], now: Timestamp) -> Step {
        friction(&Ladder::default(), strikes, now).step
    }

    #[test]
    fn who_is_only_warned_is_never_slowed_down() {
        let warned: Vec<Strike> = (0..100).map(|hour| Strike { at: hours(hour), verdict: Verdict::Warn }).collect();
        assert_eq!(friction(&Ladder::default(), &warned, hours(100)), Friction::default());
    }

    #[test]
    fn one_held_message_is_no_friction_and_two_slow_the_author_down() {
        let held = |hour| Strike { at: hours(hour), verdict: Verdict::Hold };
        assert_eq!(step(&[held(0)], hours(0)), Step::None);
        assert_eq!(step(&[held(0), held(1)], hours(1)), Step::Slow);
    }

    #[test]
    fn each_blocked_message_leads_one_step_up() {
        let strikes: Vec<Strike> = (0..5).map(|hour| blocked(hours(hour))).collect();
        let steps: Vec<Step> = (1..=5).map(|count| step(&strikes[..count], hours(5))).collect();
        assert_eq!(steps, [Step::Slow, Step::NoLinks, Step::ReadOnly, Step::Off, Step::Off]);
    }

    #[test]
    fn who_was_switched_off_comes_back_step_by_step() {
        let strikes: Vec<Strike> = (0..4).map(|_| blocked(MONDAY)).collect();
        let days = |days: u32| friction(&Ladder::default(), &strikes, hours(days * 24));
        let steps = [days(0), days(30), days(37), days(40), days(41)].map(|friction| friction.step);
        assert_eq!(steps, [Step::Off, Step::ReadOnly, Step::NoLinks, Step::Slow, Step::None]);
        assert_eq!((days(31).since, days(31).until), (hours(30 * 24), hours(37 * 24)));
    }

    #[test]
    fn what_was_long_ago_does_not_add_up() {
        let strikes = [blocked(MONDAY), blocked(hours(31 * 24))];
        let now = friction(&Ladder::default(), &strikes, hours(31 * 24));
        assert_eq!((now.step, now.strikes), (Step::Slow, 1));
    }

    fn some_strikes() -> impl Strategy<Value = Vec<Strike>> {
        let verdict = prop::sample::select(Verdict::ALL);
        prop::collection::vec((0_u32..2_000, verdict), 0..30).prop_map(|mut strikes| {
            strikes.sort_by_key(|(hour, _)| *hour);
            strikes.into_iter().map(|(hour, verdict)| Strike { at: hours(hour), verdict }).collect()
        })
    }

    proptest! {
        #[test]
        fn one_strike_more_never_makes_it_milder(strikes in some_strikes(), hour in 0_u32..2_000, now in 0_u32..4_000) {
            let before = step(&strikes, hours(now));
            let mut more = strikes;
            more.push(blocked(hours(hour)));
            more.sort_by_key(|strike| strike.at);
            prop_assert!(step(&more, hours(now)) >= before);
        }

        #[test]
        fn time_alone_never_makes_it_stricter(strikes in some_strikes(), now in 2_000_u32..4_000, later in 1_u32..2_000) {
            prop_assert!(step(&strikes, hours(now + later)) <= step(&strikes, hours(now)));
        }

        #[test]
        fn a_step_ends_when_it_says(strikes in some_strikes(), now in 2_000_u32..4_000) {
            let friction_now = friction(&Ladder::default(), &strikes, hours(now));
            if friction_now.step != Step::None {
                let just_before = Timestamp(friction_now.until.0 - 1);
                prop_assert_eq!(step(&strikes, just_before), friction_now.step);
                prop_assert!(step(&strikes, friction_now.until) < friction_now.step);
            }
        }
    }
}
