//! A point in time, as it is stored and compared.

use std::fmt;
use std::time::Duration;

/// Microseconds since 1970-01-01T00:00:00Z; negative before it.
///
/// Written and read in RFC 3339 with `Z`, as the dialect and the API want it.
///
/// ```
/// use domain::Timestamp;
/// let at = Timestamp::parse("2026-03-10T14:08:00.257Z").unwrap();
/// assert_eq!(at.to_string(), "2026-03-10T14:08:00.257Z");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(pub i64);

const MICROS_PER_MS: i64 = 1_000;
const MICROS_PER_SECOND: i64 = 1_000_000;

impl Timestamp {
    /// From milliseconds since 1970; the largest time where it would not fit.
    pub fn from_millis(ms: i64) -> Self {
        Self(ms.saturating_mul(MICROS_PER_MS))
    }

    /// Whole milliseconds since 1970, rounded down.
    pub fn millis(self) -> i64 {
        self.0.div_euclid(MICROS_PER_MS)
    }

    /// Whole seconds since 1970, rounded down.
    pub fn seconds(self) -> i64 {
        self.0.div_euclid(MICROS_PER_SECOND)
    }

    /// This time and `by` more; the largest time where it would not fit.
    pub fn after(self, by: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(by.as_micros()).unwrap_or(i64::MAX)))
    }

    /// This time and `by` less; the smallest time where it would not fit.
    pub fn before(self, by: Duration) -> Self {
        Self(self.0.saturating_sub(i64::try_from(by.as_micros()).unwrap_or(i64::MAX)))
    }

    /// How long ago `earlier` was; zero where it lies ahead.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_micros(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// Reads RFC 3339 (`2026-03-10T14:08:00Z`, with an offset or a fraction) or a bare date (midnight UTC).
    ///
    /// `None` where the text is neither.
    pub fn parse(text: &str) -> Option<Self> {
        if let Ok(at) = text.parse::<jiff::Timestamp>() {
            return Some(Self(at.as_microsecond()));
        }
        let date: jiff::civil::Date = if text.len() == 10 { text.parse().ok()? } else { return None };
        let at = jiff::tz::TimeZone::UTC.to_timestamp(date.to_datetime(jiff::civil::Time::midnight())).ok()?;
        Some(Self(at.as_microsecond()))
    }

    /// For civil arithmetic and formatting; clamped to the years that jiff knows (−9999…9999).
    pub fn civil(self) -> jiff::Timestamp {
        jiff::Timestamp::from_microsecond(self.0).unwrap_or(if self.0 < 0 {
            jiff::Timestamp::MIN
        } else {
            jiff::Timestamp::MAX
        })
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = jiff::Timestamp::from_millisecond(self.millis()).unwrap_or_else(|_| self.civil());
        if self.millis().rem_euclid(1000) == 0 { write!(f, "{at:.0}") } else { write!(f, "{at:.3}") }
    }
}

/// Stored in JSON of our own as microseconds: `#[serde(with = "domain::time::micros")]`.
pub mod micros {
    use serde::{Deserialize, Deserializer, Serializer};

    use super::Timestamp;

    /// Writes the microseconds.
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
    pub fn serialize<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(at.0)
    }

    /// Reads the microseconds.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        i64::deserialize(deserializer).map(Timestamp)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_as_the_dialect_wants_it() {
        assert_eq!(Timestamp(0).to_string(), "1970-01-01T00:00:00Z");
        assert_eq!(Timestamp::from_millis(1_728_545_003_970).to_string(), "2024-10-10T07:23:23.970Z");
    }

    #[test]
    fn a_date_means_its_midnight_and_nonsense_means_nothing() {
        assert_eq!(Timestamp::parse("1970-01-02"), Some(Timestamp(86_400_000_000)));
        assert_eq!(Timestamp::parse("2026-02-30"), None);
        assert_eq!(Timestamp::parse("yesterday"), None);
    }

    #[test]
    fn an_offset_is_brought_to_utc() {
        assert_eq!(Timestamp::parse("1970-01-01T03:00:00+03:00"), Some(Timestamp(0)));
    }
}
