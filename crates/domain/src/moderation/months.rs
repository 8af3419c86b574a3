//! The numbers of a month: what is counted, under which names, and how a time becomes a bucket and back.

use std::time::Duration;

use crate::Timestamp;

/// First verdicts: `subject.decision.rules` or `subject.decision.person`.
pub const VERDICTS: &str = "verdict";
/// Reasons of first verdicts, by code.
pub const REASONS: &str = "reason";
/// How long first verdicts by people took, by [`bucket`].
pub const TOOK: &str = "took";
/// Whether the promised limit was `kept`, or a verdict was `late`.
pub const LIMIT: &str = "limit";
/// Appeals: `made`, `overturned`, `upheld`.
pub const APPEALS: &str = "appeal";
/// Second opinions: `agreed`, `disagreed`.
pub const SECOND: &str = "second";
/// Second opinions by the reason of the first verdict: `code.agreed`, `code.disagreed`.
pub const SECOND_REASONS: &str = "second_reason";
/// Verdicts that were turned over, by reason and maker: `code.rules`, `code.person`.
pub const OVERTURNED: &str = "overturned";

/// Messages of chats that the guard or a person `held` or `blocked`.
pub const GUARD: &str = "guard";
/// Blocked messages by the guard's label.
pub const GUARD_LABELS: &str = "guard_label";
/// Reports of fraud by what happened.
pub const FRAUD_REPORTS: &str = "fraud_report";
/// Ratings of support, `1` to `5`.
pub const SUPPORT: &str = "support";

/// The month of a time in Moscow: `2026-11`.
pub fn month(at: Timestamp) -> String {
    const MOSCOW: Duration = Duration::from_secs(3 * 3600);
    at.after(MOSCOW).civil().strftime("%Y-%m").to_string()
}

/// The month so many months before that of a time; 0 is that month itself.
pub fn months_before(at: Timestamp, months: u32) -> String {
    let this = month(at);
    let number = |text: Option<&str>| text.and_then(|text| text.parse::<i64>().ok()).unwrap_or(0);
    let mut parts = this.split('-');
    let (year, month) = (number(parts.next()), number(parts.next()));
    let counted = year * 12 + month - 1 - i64::from(months);
    format!("{:04}-{:02}", counted.div_euclid(12), counted.rem_euclid(12) + 1)
}

/// Buckets to a doubling of the time.
const STEPS: f64 = 4.0;

/// The bucket of a time in microseconds: a quarter of a doubling wide, from a second up. Quantiles that are read from buckets are
/// right to 9 %.
pub fn bucket(micros: i64) -> i64 {
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "the logarithm of a time is small")]
    let bucket = ((micros.max(1_000_000) as f64 / 1e6).log2() * STEPS).round() as i64;
    bucket
}

/// The time in the middle of a bucket.
pub fn middle(bucket: i64) -> Duration {
    #[allow(clippy::cast_precision_loss, reason = "buckets are small")]
    let seconds = (bucket.clamp(0, 120) as f64 / STEPS).exp2();
    Duration::from_secs_f64(seconds)
}

/// The time under which `share` of a hundred of the counted times lie; `None` where nothing was counted.
pub fn quantile(buckets: &[(i64, i64)], share: i64) -> Option<Duration> {
    let mut sorted: Vec<_> = buckets.iter().filter(|(_, n)| *n > 0).copied().collect();
    sorted.sort_unstable();
    let all: i64 = sorted.iter().map(|(_, n)| n).sum();
    let mut seen = 0;
    sorted.into_iter().find_map(|(bucket, n)| {
        seen += n;
        (seen * 100 >= all * share).then(|| middle(bucket))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_that_became_a_bucket_comes_back_right_to_a_tenth() {
        for seconds in [1_u32, 7, 60, 3_600, 86_400, 1_000_000] {
            let back = middle(bucket(i64::from(seconds) * 1_000_000)).as_secs_f64();
            let off = back / f64::from(seconds);
            assert!((0.9..=1.1).contains(&off), "{seconds} s came back as {back}");
        }
    }

    #[test]
    fn half_of_the_times_lie_under_the_median() {
        let hour = bucket(3_600_000_000);
        let day = bucket(86_400_000_000);
        let buckets = [(day, 4), (hour, 6)];
        assert_eq!(quantile(&buckets, 50), Some(middle(hour)));
        assert_eq!(quantile(&buckets, 90), Some(middle(day)));
        assert_eq!(quantile(&[], 50), None);
    }

    #[test]
    fn months_are_counted_back_by_the_calendar_also_on_its_last_day() {
        let last = Timestamp::parse("2026-03-31T12:00:00Z").unwrap();
        let back: Vec<String> = [0, 1, 2, 3, 15].map(|months| months_before(last, months)).into();
        assert_eq!(back, ["2026-03", "2026-02", "2026-01", "2025-12", "2024-12"]);
    }

    #[test]
    fn a_month_ends_at_midnight_in_moscow() {
        assert_eq!(month(Timestamp::parse("2026-10-31T20:59:59Z").unwrap()), "2026-10");
        assert_eq!(month(Timestamp::parse("2026-10-31T21:00:00Z").unwrap()), "2026-11");
    }
}
