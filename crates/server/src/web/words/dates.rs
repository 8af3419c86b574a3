//! Dates and spans as people say them: "сегодня, 14:05", "вчера", "12 мая", "26 ч".

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::Offset,
};

use super::{Lang, Words};

/// A moment as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    /// In words, short: "вчера, 18:20".
    pub short: String,
    /// The full date and time, for the title.
    pub full: String,
    /// RFC 3339, for `<time datetime>`.
    pub iso: String,
}

const MONTHS_RU: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];
const MONTHS_EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Sellers' clocks are set to Moscow, whose offset has been fixed since 2014; so no time zone database is needed.
const MOSCOW: Offset = Offset::constant(3);

/// Says when `at` was, as seen at `now`; both in microseconds since 1970 UTC. `None` when the number is no date at all.
pub fn when(words: &Words, at: i64, now: i64) -> Option<When> {
    let stamp = Timestamp::from_microsecond(at).ok()?;
    let then = MOSCOW.to_datetime(stamp);
    let today = MOSCOW.to_datetime(Timestamp::from_microsecond(now).ok()?).date();
    let clock = format!("{:02}:{:02}", then.hour(), then.minute());
    let short = match today.since(then.date()).map(|span| span.get_days()) {
        Ok(0) => format!("{}, {clock}", words.common.today),
        Ok(1) => format!("{}, {clock}", words.common.yesterday),
        _ => day(words, then.date(), today),
    };
    let year = then.year();
    let full = format!("{} {year}, {clock}", day_and_month(words.lang, then.date()));
    Some(When { short, full, iso: stamp.to_string() })
}

/// The time of day: "14:05"; nothing for a number that is no date at all.
pub fn clock(at: i64) -> String {
    let then = Timestamp::from_microsecond(at).map(|stamp| MOSCOW.to_datetime(stamp));
    then.map(|then| format!("{:02}:{:02}", then.hour(), then.minute())).unwrap_or_default()
}

/// "12 мая", with the year when it is another one.
pub fn day(words: &Words, date: Date, today: Date) -> String {
    let text = day_and_month(words.lang, date);
    if date.year() == today.year() { text } else { format!("{text} {}", date.year()) }
}

const MONTH_NAMES_RU: [&str; 12] = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
];

/// A month by its name in the counts, `2026-11`: "ноябрь 2026".
pub fn month_of(words: &Words, name: &str) -> String {
    let names = match words.lang {
        Lang::Ru => MONTH_NAMES_RU,
        Lang::En => MONTHS_EN,
    };
    let parts =
        name.split_once('-').and_then(|(year, month)| Some((year, month.parse::<usize>().ok()?.checked_sub(1)?)));
    match parts.and_then(|(year, month)| Some((year, *names.get(month)?))) {
        Some((year, month)) => format!("{month}\u{a0}{year}"),
        None => name.to_owned(),
    }
}

/// The day of a moment to come, without the hour: "4 июня".
pub fn day_of(words: &Words, at: i64, now: i64) -> String {
    match (date(at), date(now)) {
        (Some(then), Some(today)) => day(words, then.date(), today.date()),
        _ => words.common.date_unknown.to_owned(),
    }
}

/// Until when something to come is likely: "завтра до 15:00", "до 4 июня".
pub fn by_when(words: &Words, at: i64, now: i64) -> String {
    let (Some(then), Some(today)) = (date(at), date(now)) else { return words.common.date_unknown.to_owned() };
    let clock = format!("{:02}:{:02}", then.hour(), then.minute());
    match then.date().since(today.date()).map(|span| span.get_days()) {
        Ok(0) => words.track.until_today.put(clock),
        Ok(1) => words.track.until_tomorrow.put(clock),
        _ => words.track.until.put(day(words, then.date(), today.date())),
    }
}

fn date(at: i64) -> Option<DateTime> {
    Timestamp::from_microsecond(at).ok().map(|stamp| MOSCOW.to_datetime(stamp))
}

fn day_and_month(lang: Lang, date: Date) -> String {
    let months = match lang {
        Lang::Ru => MONTHS_RU,
        Lang::En => MONTHS_EN,
    };
    let month = usize::try_from(date.month() - 1).ok().and_then(|i| months.get(i)).copied().unwrap_or_default();
    format!("{}\u{a0}{month}", date.day())
}

/// A span in its largest sensible unit: "5 мин", "26 ч", "3 дн". Two days and more are told in days.
pub fn age(words: &Words, micros: i64) -> String {
    let minutes = micros.max(0) / 60_000_000;
    match minutes {
        0 => words.common.just_now.to_owned(),
        1..=59 => format!("{minutes}\u{a0}{}", words.common.minute_short),
        60..=2_879 => format!("{}\u{a0}{}", minutes / 60, words.common.hour_short),
        _ => format!("{}\u{a0}{}", minutes / 1_440, words.common.day_short),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{EN, RU};
    use super::*;

    fn at(text: &str) -> i64 {
        text.parse::<Timestamp>().map(jiff::Timestamp::as_microsecond).unwrap_or_default()
    }

    #[test]
    fn a_seller_reads_dates_as_people_say_them() {
        let now = at("2026-05-14T11:05:00Z");
        let said = |text, words| when(words, at(text), now).map(|told| told.short.replace('\u{a0}', " "));
        assert_eq!(said("2026-05-14T11:00:00Z", &RU).as_deref(), Some("сегодня, 14:00"));
        assert_eq!(said("2026-05-13T11:00:00Z", &RU).as_deref(), Some("вчера, 14:00"));
        assert_eq!(said("2026-05-12T11:00:00Z", &RU).as_deref(), Some("12 мая"));
        assert_eq!(said("2023-05-12T11:00:00Z", &RU).as_deref(), Some("12 мая 2023"));
        assert_eq!(said("2026-05-12T11:00:00Z", &EN).as_deref(), Some("12 May"));
        // Ten past nine in the evening UTC is already tomorrow in Moscow.
        assert_eq!(said("2026-05-13T21:10:00Z", &RU).as_deref(), Some("сегодня, 00:10"));
    }

    #[test]
    fn a_buyer_who_waits_a_day_and_two_hours_waits_26_hours() {
        let hour = 3_600_000_000;
        let told: Vec<_> = [0, hour / 12, hour, 26 * hour, 72 * hour]
            .into_iter()
            .map(|span| age(&RU, span).replace('\u{a0}', " "))
            .collect();
        assert_eq!(told, ["только что", "5 мин", "1 ч", "26 ч", "3 дн"]);
    }

    #[test]
    fn what_is_to_come_is_told_by_its_hour_while_it_is_near_and_by_its_day_later() {
        let now = at("2026-05-14T11:05:00Z");
        let told = |text| by_when(&RU, at(text), now).replace('\u{a0}', " ");
        assert_eq!(told("2026-05-14T12:00:00Z"), "сегодня до 15:00");
        assert_eq!(told("2026-05-15T12:00:00Z"), "завтра до 15:00");
        assert_eq!(told("2026-06-04T12:00:00Z"), "до 4 июня");
        assert_eq!(day_of(&EN, at("2027-01-12T12:00:00Z"), now).replace('\u{a0}', " "), "12 Jan 2027");
    }

    #[test]
    fn a_number_that_is_no_date_is_not_shown_as_one() {
        assert_eq!(when(&RU, i64::MAX, 0), None);
    }
}
