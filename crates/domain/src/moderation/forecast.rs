//! When a verdict is likely to come, from how long the last ones took.

use std::time::Duration;

use crate::Timestamp;

/// Verdicts that are needed to say anything.
pub const ENOUGH: usize = 20;

/// Four of five verdicts come between these two times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forecast {
    /// One of ten comes earlier.
    pub from: Timestamp,
    /// One of ten comes later.
    pub until: Timestamp,
}

/// The 80 % interval for something that was opened at `opened_at` and has waited for `waited`: between the tenth and the
/// ninetieth percentile of those of the last decisions that took longer than that. `None` where they are fewer than
/// [`ENOUGH`].
pub fn forecast(took: &[Duration], waited: Duration, opened_at: Timestamp) -> Option<Forecast> {
    let mut longer: Vec<Duration> = took.iter().copied().filter(|took| *took > waited).collect();
    if longer.len() < ENOUGH {
        return None;
    }
    longer.sort_unstable();
    let percentile = |percent: usize| longer.get((longer.len() - 1) * percent / 100).copied();
    Some(Forecast { from: opened_at.after(percentile(10)?), until: opened_at.after(percentile(90)?) })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn hours(n: u64) -> Duration {
        Duration::from_secs(n * 3600)
    }

    #[test]
    fn too_few_verdicts_make_no_forecast() {
        let took = vec![hours(1); ENOUGH - 1];
        assert_eq!(forecast(&took, Duration::ZERO, Timestamp(0)), None);
        assert!(forecast(&vec![hours(1); ENOUGH], Duration::ZERO, Timestamp(0)).is_some());
    }

    #[test]
    fn who_has_waited_longer_than_all_before_is_promised_nothing() {
        assert_eq!(forecast(&vec![hours(1); 100], hours(2), Timestamp(0)), None);
    }

    #[test]
    fn four_of_five_verdicts_come_within_the_forecast() {
        let took: Vec<Duration> = (1..=100).map(hours).collect();
        let Forecast { from, until } = forecast(&took, Duration::ZERO, Timestamp(0)).unwrap();
        let within = took.iter().filter(|took| (from..=until).contains(&Timestamp(0).after(**took))).count();
        assert!((80..=82).contains(&within), "{within}");
    }

    proptest! {
        #[test]
        fn a_forecast_never_lies_behind_what_was_waited_already(
            took in prop::collection::vec(0_u64..1_000_000, 0..200),
            waited in 0_u64..1_000_000,
        ) {
            let took: Vec<Duration> = took.into_iter().map(Duration::from_secs).collect();
            if let Some(forecast) = forecast(&took, Duration::from_secs(waited), Timestamp(0)) {
                prop_assert!(forecast.from > Timestamp(0).after(Duration::from_secs(waited)));
                prop_assert!(forecast.until >= forecast.from);
            }
        }
    }
}
