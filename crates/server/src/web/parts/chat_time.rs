//! Clocks of chats: how long one may still write, how long something is held, and how soon that is.

use jiff::Timestamp;

use crate::web::words::{When, Words, clock, when};

const MINUTE: i64 = 60_000_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A clock that runs out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// What is left: "5 ч 20 мин".
    pub left: String,
    /// When it runs out, RFC 3339: the script keeps the words true.
    pub until: String,
    /// How near that is: nothing, `warn` below six hours, `bad` below one.
    pub tone: &'static str,
}

impl Clock {
    /// The clock that runs out at `until`; none when that has passed or is no date.
    pub fn until(w: &Words, until: i64, now: i64) -> Option<Self> {
        let span = until.saturating_sub(now);
        if span <= 0 {
            return None;
        }
        let stamp = Timestamp::from_microsecond(until).ok()?;
        Some(Self { left: left(w, span), until: stamp.to_string(), tone: tone(span) })
    }
}

/// How near a deadline is, as a class.
const fn tone(span: i64) -> &'static str {
    if span < HOUR {
        "bad"
    } else if span < SOON {
        "warn"
    } else {
        ""
    }
}

const SOON: i64 = 6 * HOUR;

/// When the last message of a row was: today by the hour alone, yesterday by the word, earlier by the day.
pub fn row_time(w: &Words, at: i64, now: i64) -> Option<When> {
    let told = when(w, at, now)?;
    let c = &w.common;
    let short = if told.short.starts_with(c.today) {
        clock(at)
    } else if told.short.starts_with(c.yesterday) {
        c.yesterday.to_owned()
    } else {
        told.short
    };
    Some(When { short, ..told })
}

/// A span as a clock says it: "2 дн 3 ч", "5 ч 20 мин", "40 мин"; the last begun minute is a minute.
pub fn left(w: &Words, span: i64) -> String {
    let c = &w.common;
    let (days, hours, minutes) = (span / DAY, span % DAY / HOUR, span % HOUR / MINUTE);
    let part = |n: i64, unit: &str| (n > 0).then(|| format!("{n}\u{a0}{unit}"));
    let parts = match (days, hours) {
        (1.., _) => [part(days, c.day_short), part(hours, c.hour_short)],
        (0, 1..) => [part(hours, c.hour_short), part(minutes, c.minute_short)],
        _ => [part(minutes.max(1), c.minute_short), None],
    };
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::words::{EN, RU};

    fn said(w: &Words, span: i64) -> String {
        left(w, span).replace('\u{a0}', " ")
    }

    #[test]
    fn a_seller_reads_how_long_they_may_still_write() {
        assert_eq!(said(&RU, 5 * HOUR + 20 * MINUTE), "5 ч 20 мин");
        assert_eq!(said(&RU, 48 * HOUR), "2 дн");
        assert_eq!(said(&RU, 51 * HOUR), "2 дн 3 ч");
        assert_eq!(said(&EN, 40 * MINUTE), "40 min");
        assert_eq!(said(&RU, 1), "1 мин");
    }

    #[test]
    fn a_row_says_the_hour_today_and_the_day_before() {
        let now = 20_000 * DAY + 12 * HOUR;
        let said = |ago| row_time(&RU, now - ago, now).map(|told| told.short.replace('\u{a0}', " "));
        assert_eq!(said(HOUR).as_deref(), Some("14:00"));
        assert_eq!(said(DAY).as_deref(), Some("вчера"));
        assert_eq!(said(3 * DAY).as_deref(), Some("1 октября"));
    }

    #[test]
    fn a_clock_turns_amber_below_six_hours_and_red_below_one() {
        let tone = |left| Clock::until(&RU, 10 * DAY + left, 10 * DAY).map(|clock| clock.tone);
        assert_eq!(tone(6 * HOUR), Some(""));
        assert_eq!(tone(6 * HOUR - 1), Some("warn"));
        assert_eq!(tone(HOUR), Some("warn"));
        assert_eq!(tone(HOUR - 1), Some("bad"));
        assert_eq!(tone(0), None);
    }
}
