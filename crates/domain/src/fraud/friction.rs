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

    /// Where somebody stands who came to `step` at `since`, at a later time.
    fn stepped_down(&self, step: Step, since: Timestamp, now: Timestamp) -> (Step, Timestamp, Timestamp) {
        let (mut step, mut since) = (step, since);
        loop {
            let until = since.after(HOUR * self.hours(step));
            if step == Step::None || now < until {
                return (step, since, until);
            }
            (step, since) = (step.milder(), until);
        }
    }
}

/// What stands in somebody's way `now`, after these strikes, oldest first.
///
/// The step that was reached lasts its hours from the last strike, then comes the next milder one for its own hours, and
/// so on. Strikes that lie ahead of `now` do not count.
pub fn friction(ladder: &Ladder, strikes: &[Strike], now: Timestamp) -> Friction {
    let window = HOUR * (ladder.days * 24);
    let counted: Vec<(&Strike, u32)> = strikes
        .iter()
        .filter(|strike| strike.at <= now)
        .map(|strike| (strike, ladder.weight(strike.verdict)))
        .filter(|(_, weight)| *weight > 0)
        .collect();
    let (mut step, mut since, mut until) = (Step::None, Timestamp::default(), Timestamp::default());
    for (place, (strike, _)) in counted.iter().enumerate() {
        let before = strike.at.before(window);
        let points =
            counted[..=place].iter().filter(|(other, _)| other.at > before).map(|(_, weight)| *weight).sum::<u32>();
        let (left, left_since, _) = ladder.stepped_down(step, since, strike.at);
        let reached = ladder.reached(points);
        // A strike starts the time of the step anew; it never makes it milder.
        (step, since) = if reached >= left && reached > Step::None { (reached, strike.at) } else { (left, left_since) };
        if left > reached {
            since = strike.at;
        }
    }
    (step, since, until) = ladder.stepped_down(step, since, now).max((Step::None, since, until));
    let fresh = now.before(window);
    let strikes = counted.iter().filter(|(strike, _)| strike.at > fresh).count();
    Friction { step, since, until, strikes }
}
