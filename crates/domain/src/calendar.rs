//! Working days of a region: which days are worked, and until when so many of them last.

mod file;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;

use crate::Timestamp;

pub use file::CalendarError;

const RUSSIA: &str = include_str!("../data/calendar_ru.toml");

/// The working days of a region.
///
/// A year that the calendar [covers](Self::covers) has its holidays and moved days; in any other year every day but the
/// weekend is worked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    region: String,
    zone: TimeZone,
    weekend: BTreeSet<i8>,
    years: BTreeSet<i16>,
    /// Whether a day is worked, for the days on which the weekday does not say.
    exceptions: BTreeMap<Date, bool>,
}

impl Default for Calendar {
    fn default() -> Self {
        Self::russia()
    }
}

impl Calendar {
    /// Russia, 2025 to 2027, in the time of Moscow; the decrees are named in `data/calendar_ru.toml`.
    pub fn russia() -> Self {
        // The file is a part of the program, and a test reads it: without it there would be no such program.
        static READ: LazyLock<Calendar> =
            LazyLock::new(|| Calendar::parse(RUSSIA).unwrap_or_else(|_| Calendar::without_holidays()));
        READ.clone()
    }

    fn without_holidays() -> Self {
        Self {
            region: String::new(),
            zone: TimeZone::UTC,
            weekend: weekend(),
            years: BTreeSet::new(),
            exceptions: BTreeMap::new(),
        }
    }

    /// Reads the file of a region (TOML).
    ///
    /// - `region`: its name.
    /// - `zone`: a name of the IANA (`Europe/Berlin`) or an offset from UTC (`+03:00`).
    /// - `weekend`: the days of the week that are not worked; Saturday and Sunday where it is not given.
    /// - `[[year]]` for each year: `year`, `source` (where the days come from), `holidays`, and where there are any `days_off`
    ///   (days off that were moved from elsewhere) and `working` (days of a weekend that are worked).
    ///
    /// # Errors
    ///
    /// What is wrong and in which line: also a key that there is not, a day of another year, a day that is named twice, a
    /// working day that is no weekend.
    ///
    /// # Examples
    ///
    /// ```
    /// use domain::{Calendar, Timestamp};
    ///
    /// let calendar = Calendar::parse(r#"
    ///     region = "Deutschland"
    ///     zone = "Europe/Berlin"
    ///     [[year]]
    ///     year = 2026
    ///     source = "bundesweite Feiertage"
    ///     holidays = [2026-01-01, 2026-04-03, 2026-04-06, 2026-05-01, 2026-05-14, 2026-05-25, 2026-10-03, 2026-12-25]
    /// "#)?;
    /// // The Thursday before Easter, and two working days: Tuesday after Easter Monday, and Wednesday.
    /// let deadline = calendar.deadline(Timestamp::parse("2026-04-02T10:00:00+02:00").unwrap(), 2);
    /// assert_eq!(calendar.day(deadline).to_string(), "2026-04-08");
    ///
    /// let error = Calendar::parse("region = \"X\"\nzone = \"Mars\"\nyear = []\n").unwrap_err();
    /// assert_eq!(error.to_string(), "line 2: there is no time zone \"Mars\"");
    /// # Ok::<(), domain::CalendarError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, CalendarError> {
        file::parse(text)
    }

    /// The name of the region.
    pub fn region(&self) -> &str {
        &self.region
    }

    /// Whether holidays and moved days of a year are known.
    pub fn covers(&self, year: i16) -> bool {
        self.years.contains(&year)
    }

    /// Whether a day is worked.
    pub fn is_working(&self, day: Date) -> bool {
        let is_weekday = || !self.weekend.contains(&day.weekday().to_monday_one_offset());
        self.exceptions.get(&day).copied().unwrap_or_else(is_weekday)
    }

    /// The day that it is in the region.
    pub fn day(&self, at: Timestamp) -> Date {
        self.local(at).date()
    }

    /// What the clocks of the region show.
    pub fn local(&self, at: Timestamp) -> jiff::civil::DateTime {
        self.zone.to_datetime(at.civil())
    }

    /// The last microsecond of the `working_days`-th working day after the day of `from`, as the region has its days. The
    /// day of `from` itself does not count, however early it is, and whether or not it is worked.
    ///
    /// With no working days it is the end of the day of `from`. After the year 9999 there are no days: the largest time.
    pub fn deadline(&self, from: Timestamp, working_days: u32) -> Timestamp {
        let mut day = self.day(from);
        let mut left = working_days;
        while left > 0 {
            let Ok(next) = day.tomorrow() else { return Timestamp(i64::MAX) };
            day = next;
            left -= u32::from(self.is_working(day));
        }
        self.end_of(day)
    }

    fn end_of(&self, day: Date) -> Timestamp {
        let next = day.tomorrow().map_err(|_| ()).and_then(|next| {
            let midnight = next.to_datetime(jiff::civil::Time::midnight());
            self.zone.to_timestamp(midnight).map_err(|_| ())
        });
        next.map_or(Timestamp(i64::MAX), |next| Timestamp(next.as_microsecond() - 1))
    }

    /// How many working days come after the day of `from` up to the day of `to`, that one included; 0 where `to` is earlier.
    ///
    /// So between a time and its [deadline](Self::deadline) there are as many as were promised.
    pub fn working_days_between(&self, from: Timestamp, to: Timestamp) -> u32 {
        let last = self.day(to);
        let mut day = self.day(from);
        let mut count = 0;
        while day < last {
            let Ok(next) = day.tomorrow() else { break };
            day = next;
            count += u32::from(self.is_working(day));
        }
        count
    }
}

/// Saturday and Sunday.
fn weekend() -> BTreeSet<i8> {
    [Weekday::Saturday, Weekday::Sunday].map(Weekday::to_monday_one_offset).into()
}

#[cfg(test)]
mod tests;
