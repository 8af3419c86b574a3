//! The file of a region's days.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;

use jiff::civil::{Date, Weekday};
use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::{Calendar, weekend};

/// What is wrong with the file of a calendar, and in which line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarError {
    /// From 1.
    pub line: usize,
    /// In English, as the rest of the configuration.
    pub problem: String,
}

impl fmt::Display for CalendarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.problem)
    }
}

impl std::error::Error for CalendarError {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    region: Spanned<String>,
    zone: Spanned<String>,
    weekend: Option<Spanned<Vec<Spanned<String>>>>,
    year: Spanned<Vec<Spanned<Year>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Year {
    #[serde(rename = "year")]
    number: Spanned<i16>,
    source: Spanned<String>,
    holidays: Spanned<Vec<Spanned<Datetime>>>,
    #[serde(default)]
    days_off: Vec<Spanned<Datetime>>,
    #[serde(default)]
    working: Vec<Spanned<Datetime>>,
}

/// Something wrong at a place of the file.
struct Wrong(Range<usize>, String);

pub(super) fn parse(text: &str) -> Result<Calendar, CalendarError> {
    let file: File = toml::from_str(text).map_err(|error| {
        let span = error.span().unwrap_or_default();
        at(text, Wrong(span, error.message().to_owned()))
    })?;
    read(file).map_err(|wrong| at(text, wrong))
}

fn at(text: &str, Wrong(span, problem): Wrong) -> CalendarError {
    let before = text.as_bytes().get(..span.start).unwrap_or_default();
    CalendarError { line: before.iter().filter(|byte| **byte == b'\n').count() + 1, problem }
}

fn read(file: File) -> Result<Calendar, Wrong> {
    named(&file.region, "region")?;
    let zone = zone(&file.zone)?;
    let weekend = file.weekend.as_ref().map_or_else(|| Ok(weekend()), days_of_week)?;
    if file.year.as_ref().is_empty() {
        return Err(Wrong(file.year.span(), "there is no year in it".into()));
    }
    let mut calendar = Calendar {
        region: file.region.into_inner(),
        zone,
        weekend,
        years: BTreeSet::new(),
        exceptions: BTreeMap::new(),
    };
    for year in file.year.into_inner() {
        calendar.add(year.into_inner())?;
    }
    Ok(calendar)
}

impl Calendar {
    fn add(&mut self, year: Year) -> Result<(), Wrong> {
        let number = *year.number.as_ref();
        named(&year.source, "source")?;
        if Date::new(number, 1, 1).is_err() || number < 1 {
            return Err(Wrong(year.number.span(), format!("there is no year {number}")));
        }
        if !self.years.insert(number) {
            return Err(Wrong(year.number.span(), format!("the year {number} stands here twice")));
        }
        if year.holidays.as_ref().is_empty() {
            return Err(Wrong(year.holidays.span(), format!("the year {number} has no holidays")));
        }
        for day in year.holidays.as_ref().iter().chain(&year.days_off) {
            self.put(number, day, false)?;
        }
        for day in &year.working {
            self.put(number, day, true)?;
        }
        Ok(())
    }

    fn put(&mut self, year: i16, day: &Spanned<Datetime>, works: bool) -> Result<(), Wrong> {
        let wrong = |why: &str| Err(Wrong(day.span(), format!("{} {why}", day.as_ref())));
        let Some(date) = date(*day.as_ref()) else { return wrong("is not a day") };
        if date.year() != year {
            return wrong(&format!("is not a day of {year}"));
        }
        if works && !self.weekend.contains(&date.weekday().to_monday_one_offset()) {
            return wrong("is worked anyway: it is no weekend");
        }
        if self.exceptions.insert(date, works).is_some() {
            return wrong("stands here twice");
        }
        Ok(())
    }
}

fn named(text: &Spanned<String>, key: &str) -> Result<(), Wrong> {
    if text.as_ref().trim().is_empty() { Err(Wrong(text.span(), format!("{key} is empty"))) } else { Ok(()) }
}

fn date(day: Datetime) -> Option<Date> {
    let Datetime { date: Some(date), time: None, offset: None } = day else { return None };
    Date::new(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok()
}

/// Names come from the data in the program, not from the machine.
fn zone(name: &Spanned<String>) -> Result<TimeZone, Wrong> {
    let text = name.as_ref();
    let named = offset(text).map(TimeZone::fixed).or_else(|| TimeZoneDatabase::bundled().get(text).ok());
    named.ok_or_else(|| Wrong(name.span(), format!("there is no time zone {text:?}")))
}

/// `+03:00` or `-09:30`.
fn offset(text: &str) -> Option<Offset> {
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, minutes) = text.get(1..)?.split_once(':')?;
    let number = |digits: &str, below: i32| {
        let two = digits.len() == 2 && digits.bytes().all(|c| c.is_ascii_digit());
        digits.parse::<i32>().ok().filter(|number| two && *number < below)
    };
    Offset::from_seconds(sign * (number(hours, 24)? * 3600 + number(minutes, 60)? * 60)).ok()
}

fn days_of_week(names: &Spanned<Vec<Spanned<String>>>) -> Result<BTreeSet<i8>, Wrong> {
    let mut days = BTreeSet::new();
    for name in names.as_ref() {
        let day = day_of_week(name.as_ref())
            .ok_or_else(|| Wrong(name.span(), format!("there is no day of the week {:?}", name.as_ref())))?;
        days.insert(day.to_monday_one_offset());
    }
    if days.len() == 7 {
        return Err(Wrong(names.span(), "no day of the week is worked".into()));
    }
    Ok(days)
}

fn day_of_week(name: &str) -> Option<Weekday> {
    Some(match name {
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}
