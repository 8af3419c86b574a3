use jiff::ToSpan;
use proptest::prelude::*;

use super::*;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Noon in Moscow.
fn noon(text: &str) -> Timestamp {
    Timestamp::parse(&format!("{text}T12:00:00+03:00")).unwrap()
}

/// The worked days from one day to another, both included, as `MM-DD`.
fn worked(from: &str, to: &str) -> Vec<String> {
    let calendar = Calendar::russia();
    day(from)
        .series(1.day())
        .take_while(|date| *date <= day(to))
        .filter(|date| calendar.is_working(*date))
        .map(|date| date.strftime("%m-%d").to_string())
        .collect()
}

/// The official calendar of each year: days off 118, 118 and 118, working days as the Ministry of Labour counts them.
#[test]
fn each_year_has_as_many_working_days_as_the_official_calendar() {
    for (year, days) in [(2025, 247), (2026, 247), (2027, 247)] {
        assert_eq!(worked(&format!("{year}-01-01"), &format!("{year}-12-31")).len(), days, "{year}");
        assert!(Calendar::russia().covers(year));
    }
}

#[test]
fn around_new_year_2027_nobody_works_from_the_31st_to_the_10th() {
    assert_eq!(
        worked("2026-12-28", "2027-01-15"),
        ["12-28", "12-29", "12-30", "01-11", "01-12", "01-13", "01-14", "01-15"]
    );
}

#[test]
fn in_may_2026_the_11th_is_off_since_the_9th_was_a_saturday() {
    assert_eq!(worked("2026-05-01", "2026-05-12"), ["05-04", "05-05", "05-06", "05-07", "05-08", "05-12"]);
}

#[test]
fn in_may_2025_the_2nd_and_the_8th_are_off() {
    assert_eq!(
        worked("2025-04-28", "2025-05-13"),
        ["04-28", "04-29", "04-30", "05-05", "05-06", "05-07", "05-12", "05-13"]
    );
}

#[test]
fn around_new_year_2026_nobody_works_from_the_31st_to_the_11th() {
    assert_eq!(worked("2025-12-28", "2026-01-15"), ["12-29", "12-30", "01-12", "01-13", "01-14", "01-15"]);
}

#[test]
fn saturdays_that_are_worked_for_a_longer_holiday_are_working_days() {
    assert_eq!(worked("2025-10-31", "2025-11-05"), ["10-31", "11-01", "11-05"]);
    assert_eq!(worked("2027-02-19", "2027-02-24"), ["02-19", "02-20", "02-24"]);
    assert_eq!(worked("2027-11-03", "2027-11-08"), ["11-03", "11-08"]);
}

/// Sent on a day, seven working days by the official calendar: the last of them.
#[test]
fn seven_working_days_end_when_the_official_calendar_says() {
    let table = [
        ("2026-12-29", "2027-01-18"), // 30, then 11 to 15 January, then 18
        ("2026-12-30", "2027-01-19"), // 11 to 15 January, 18, 19
        ("2026-12-31", "2027-01-19"), // sent on a day off
        ("2027-01-01", "2027-01-19"),
        ("2027-01-08", "2027-01-19"),
        ("2027-01-10", "2027-01-19"),
        ("2027-01-11", "2027-01-20"),
        ("2027-01-15", "2027-01-26"),
        ("2026-05-01", "2026-05-13"), // 4 to 8, 12, 13
        ("2026-05-04", "2026-05-14"), // 5 to 8, 12, 13, 14
        ("2026-05-08", "2026-05-20"), // 12 to 15, 18, 19, 20
        ("2026-05-09", "2026-05-20"),
        ("2026-05-11", "2026-05-20"),
        ("2026-05-12", "2026-05-21"),
        ("2025-04-28", "2025-05-13"), // 29, 30, 5, 6, 7, 12, 13
        ("2025-12-30", "2026-01-20"), // 12 to 16, 19, 20
        ("2025-10-30", "2025-11-11"), // 31, Saturday 1, 5, 6, 7, 10, 11
    ];
    let calendar = Calendar::russia();
    for (sent, last) in table {
        let deadline = calendar.deadline(noon(sent), 7);
        assert_eq!(calendar.day(deadline), day(last), "sent on {sent}");
        assert_eq!(deadline.to_string(), format!("{last}T20:59:59.999Z"), "sent on {sent}");
        assert_eq!(calendar.working_days_between(noon(sent), deadline), 7, "sent on {sent}");
    }
}

#[test]
fn the_day_is_the_one_of_the_region_not_of_greenwich() {
    let calendar = Calendar::russia();
    let late = Timestamp::parse("2026-05-11T20:59:59Z").unwrap(); // a minute to midnight in Moscow
    let early = Timestamp::parse("2026-05-11T21:00:00Z").unwrap(); // the 12th
    assert_eq!(calendar.day(calendar.deadline(late, 1)), day("2026-05-12"));
    assert_eq!(calendar.day(calendar.deadline(early, 1)), day("2026-05-13"));
}

#[test]
fn a_year_that_nobody_knows_yet_has_weekends_and_says_so() {
    let calendar = Calendar::russia();
    assert!(!calendar.covers(2028) && !calendar.covers(2024));
    assert!(calendar.is_working(day("2028-01-03")), "a Monday");
    assert!(!calendar.is_working(day("2028-01-01")), "a Saturday");
}

#[test]
fn at_the_ends_of_time_there_still_is_a_deadline() {
    let calendar = Calendar::russia();
    assert_eq!(calendar.deadline(Timestamp(i64::MAX), 7), Timestamp(i64::MAX));
    assert!(calendar.deadline(Timestamp(i64::MIN), 7) > Timestamp(i64::MIN));
    assert_eq!(calendar.working_days_between(Timestamp(0), Timestamp(i64::MIN)), 0);
}

#[test]
fn another_region_has_its_own_weekend_its_own_days_and_its_own_midnight() {
    let calendar = Calendar::parse(
        "region = \"Dubai\"\nzone = \"+04:00\"\nweekend = [\"friday\", \"saturday\"]\n\
         [[year]]\nyear = 2026\nsource = \"a decree\"\nholidays = [2026-12-02]\nworking = [2026-12-05]\n",
    )
    .unwrap();
    assert_eq!(calendar.region(), "Dubai");
    let works = |text: &str| calendar.is_working(day(text));
    assert!(works("2026-12-06") && works("2026-12-05") && works("2026-12-03"));
    assert!(!works("2026-12-02") && !works("2026-12-04"));
    assert_eq!(calendar.day(Timestamp::parse("2026-12-01T20:00:00Z").unwrap()), day("2026-12-02"));
}

#[test]
fn the_hour_that_summer_time_takes_or_gives_moves_no_deadline() {
    let calendar = Calendar::parse(
        "region = \"Berlin\"\nzone = \"Europe/Berlin\"\n\
         [[year]]\nyear = 2026\nsource = \"x\"\nholidays = [2026-01-01]\n",
    )
    .unwrap();
    let friday = |text| calendar.deadline(Timestamp::parse(text).unwrap(), 1).to_string();
    assert_eq!(friday("2026-03-27T12:00:00Z"), "2026-03-30T21:59:59.999Z");
    assert_eq!(friday("2026-10-23T12:00:00Z"), "2026-10-26T22:59:59.999Z");
}

/// A good file, with one line put in place of another.
fn with(line: &str, instead: &str) -> String {
    let good = "region = \"X\"\nzone = \"+03:00\"\n\n[[year]]\nyear = 2026\nsource = \"a decree\"\n\
                holidays = [\n  2026-01-01,\n  2026-05-09,\n]\nworking = [2026-05-16]\n";
    assert!(Calendar::parse(good).is_ok() && good.contains(line));
    good.replacen(line, instead, 1)
}

#[test]
fn a_wrong_file_is_refused_with_its_line_and_with_what_is_wrong() {
    let table = [
        (with("region = \"X\"\n", ""), 1, "missing field `region`"),
        (with("region = \"X\"", "region = \" \""), 1, "region is empty"),
        (with("+03:00", "+3"), 2, "there is no time zone \"+3\""),
        (with("+03:00", "+25:00"), 2, "there is no time zone \"+25:00\""),
        (with("+03:00", "Europe/Moskow"), 2, "there is no time zone \"Europe/Moskow\""),
        (with("zone = \"+03:00\"", "zone = \"+03:00\"\nweekends = []"), 3, "unknown field `weekends`"),
        (with("\n\n[[year]]", "\nweekend = [\"sonntag\"]\n[[year]]"), 3, "there is no day of the week \"sonntag\""),
        (with("source = \"a decree\"\n", ""), 4, "missing field `source`"),
        (with("a decree", ""), 6, "source is empty"),
        (with("year = 2026", "year = 0"), 5, "there is no year 0"),
        (with("year = 2026", "year = 2026\nhollidays = []"), 6, "unknown field `hollidays`"),
        (with("2026-01-01", "2025-01-01"), 8, "2025-01-01 is not a day of 2026"),
        (with("2026-01-01", "2026-02-30"), 8, ""),
        (with("2026-01-01", "\"2026-01-01\""), 8, ""),
        (with("2026-01-01", "2026-01-01T00:00:00Z"), 8, "2026-01-01T00:00:00Z is not a day"),
        (with("2026-05-09", "2026-01-01"), 9, "2026-01-01 stands here twice"),
        (with("2026-05-16", "2026-05-15"), 11, "2026-05-15 is worked anyway: it is no weekend"),
        (with("2026-05-16", "2026-05-09"), 11, "2026-05-09 stands here twice"),
        (with("2026-05-16]", "2026-05-16"), 11, ""),
        (with("[\n  2026-01-01,\n  2026-05-09,\n]", "[]"), 7, "the year 2026 has no holidays"),
        (
            with("working = [2026-05-16]", "[[year]]\nyear = 2026\nsource = \"x\"\nholidays = [2026-01-02]"),
            12,
            "the year 2026 stands here twice",
        ),
    ];
    for (text, line, problem) in table {
        let error = Calendar::parse(&text).expect_err(&text);
        assert_eq!(error.line, line, "{error}\n{text}");
        assert!(error.problem.contains(problem), "{error} should say {problem:?}");
    }
}

#[test]
fn an_empty_file_and_one_without_years_are_refused() {
    assert_eq!(Calendar::parse("").unwrap_err().to_string(), "line 1: missing field `region`");
    let error = Calendar::parse("region = \"X\"\nzone = \"+03:00\"\nyear = []\n").unwrap_err();
    assert_eq!(error.to_string(), "line 3: there is no year in it");
    let seven =
        "weekend = [\"monday\", \"tuesday\", \"wednesday\", \"thursday\", \"friday\", \"saturday\", \"sunday\"]";
    let error = Calendar::parse(&format!("region = \"X\"\nzone = \"+03:00\"\n{seven}\nyear = []\n")).unwrap_err();
    assert_eq!(error.to_string(), "line 3: no day of the week is worked");
}

proptest! {
    #[test]
    fn a_deadline_is_a_working_day_with_as_many_working_days_before_it_as_promised(
        from in 1_735_000_000_000_000_i64..1_850_000_000_000_000, days in 1_u32..40,
    ) {
        let calendar = Calendar::russia();
        let from = Timestamp(from);
        let deadline = calendar.deadline(from, days);
        prop_assert!(calendar.is_working(calendar.day(deadline)));
        prop_assert_eq!(calendar.working_days_between(from, deadline), days);
        prop_assert_eq!(calendar.working_days_between(from, Timestamp(deadline.0 + 1)), days + u32::from(calendar.is_working(calendar.day(Timestamp(deadline.0 + 1)))));
        prop_assert!(calendar.deadline(from, days - 1) < deadline);
    }

    #[test]
    fn no_text_makes_the_reader_of_calendars_fall_over(text in ".{0,200}", cut in any::<prop::sample::Index>()) {
        let _ = Calendar::parse(&text);
        let mut at = cut.index(RUSSIA.len());
        while !RUSSIA.is_char_boundary(at) {
            at -= 1;
        }
        let _ = Calendar::parse(&RUSSIA[..at]);
    }
}
