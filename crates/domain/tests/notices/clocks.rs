//! Days on which clocks are changed, and nights.

use domain::Timestamp;
use domain::notices::{Cause, Channel, Choice, Digest, Quiet, Settings, Topic, plan};

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn settings(zone: &str, quiet: Option<(u16, u16)>, digest: Digest) -> Settings {
    let choice = Choice { email: true, telegram: true, ..Choice::default() };
    Settings {
        topics: Topic::ALL.iter().map(|topic| (*topic, choice)).collect(),
        quiet: quiet.map(|(from, to)| Quiet { from, to }),
        zone: zone.to_owned(),
        digest,
        ..Settings::default()
    }
}

/// When a push and when mail about a review comes.
fn told(settings: &Settings, now: &str) -> [String; 2] {
    let planned = plan(&Cause::of(Topic::Reviews), settings, at(now));
    [Channel::Push, Channel::Email]
        .map(|channel| planned.sendings.iter().find(|it| it.channel == channel).unwrap().at.to_string())
}

fn pushed(quiet: (u16, u16), zone: &str, now: &str) -> String {
    let [push, _] = told(&settings(zone, Some(quiet), Digest::Off), now);
    push
}

fn mailed(digest: Digest, zone: &str, now: &str) -> String {
    let [_, mail] = told(&settings(zone, None, digest), now);
    mail
}

const NIGHT: (u16, u16) = (22 * 60, 8 * 60);

#[test]
fn a_night_ends_in_the_morning_of_the_next_day_or_of_the_same() {
    assert_eq!(pushed(NIGHT, "Europe/Moscow", "2026-06-01T18:59:59Z"), "2026-06-01T18:59:59Z", "one second before ten");
    assert_eq!(pushed(NIGHT, "Europe/Moscow", "2026-06-01T19:00:00Z"), "2026-06-02T05:00:00Z");
    assert_eq!(pushed(NIGHT, "Europe/Moscow", "2026-06-02T04:59:59Z"), "2026-06-02T05:00:00Z");
    assert_eq!(pushed(NIGHT, "Europe/Moscow", "2026-06-02T05:00:00Z"), "2026-06-02T05:00:00Z", "it is eight");
}

#[test]
fn quiet_hours_may_lie_within_a_day() {
    let nap = (13 * 60, 14 * 60 + 30);
    assert_eq!(pushed(nap, "Asia/Kolkata", "2026-06-01T07:29:00Z"), "2026-06-01T07:29:00Z");
    assert_eq!(pushed(nap, "Asia/Kolkata", "2026-06-01T07:30:00Z"), "2026-06-01T09:00:00Z");
    assert_eq!(pushed(nap, "Asia/Kolkata", "2026-06-01T09:00:00Z"), "2026-06-01T09:00:00Z");
}

#[test]
fn the_night_in_which_the_clock_goes_forward_is_an_hour_shorter() {
    assert_eq!(pushed(NIGHT, "Europe/Berlin", "2026-03-28T21:00:00Z"), "2026-03-29T06:00:00Z");
    assert_eq!(pushed(NIGHT, "Europe/Berlin", "2026-03-29T20:00:00Z"), "2026-03-30T06:00:00Z");
}

#[test]
fn the_night_in_which_the_clock_goes_back_is_an_hour_longer() {
    assert_eq!(pushed(NIGHT, "Europe/Berlin", "2026-10-24T20:00:00Z"), "2026-10-25T07:00:00Z");
}

#[test]
fn an_end_that_the_clock_skips_comes_as_much_later() {
    assert_eq!(pushed((22 * 60, 2 * 60 + 30), "Europe/Berlin", "2026-03-29T00:50:00Z"), "2026-03-29T01:30:00Z");
    // Half past two does not exist that night, and half past three is quiet again.
    let nearly_always = (3 * 60 + 10, 2 * 60 + 30);
    assert_eq!(pushed(nearly_always, "Europe/Berlin", "2026-03-29T00:50:00Z"), "2026-03-30T00:30:00Z");
}

#[test]
fn an_hour_that_comes_twice_is_quiet_twice_and_nobody_waits_a_day_for_its_end() {
    let early = (22 * 60, 2 * 60 + 30);
    assert_eq!(pushed(early, "Europe/Berlin", "2026-10-25T00:10:00Z"), "2026-10-25T00:30:00Z");
    assert_eq!(pushed(early, "Europe/Berlin", "2026-10-25T00:40:00Z"), "2026-10-25T00:40:00Z");
    assert_eq!(pushed(early, "Europe/Berlin", "2026-10-25T01:10:00Z"), "2026-10-25T01:30:00Z");
}

#[test]
fn gathered_mail_comes_at_its_minute_on_days_of_23_and_25_hours() {
    let nine = Digest::Day { at: 9 * 60 };
    assert_eq!(mailed(nine, "Europe/Berlin", "2026-03-28T12:00:00Z"), "2026-03-29T07:00:00Z");
    assert_eq!(mailed(nine, "Europe/Berlin", "2026-10-24T12:00:00Z"), "2026-10-25T08:00:00Z");
    assert_eq!(
        mailed(nine, "Asia/Kolkata", "2026-03-29T03:30:00Z"),
        "2026-03-30T03:30:00Z",
        "it is nine: that mail left"
    );
    assert_eq!(mailed(nine, "Asia/Kolkata", "2026-03-29T03:29:59Z"), "2026-03-29T03:30:00Z");
}

#[test]
fn daily_mail_comes_once_where_its_minute_comes_twice_and_later_where_it_is_skipped() {
    let half_past_two = Digest::Day { at: 2 * 60 + 30 };
    assert_eq!(mailed(half_past_two, "Europe/Berlin", "2026-10-24T12:00:00Z"), "2026-10-25T00:30:00Z");
    assert_eq!(mailed(half_past_two, "Europe/Berlin", "2026-10-25T00:31:00Z"), "2026-10-26T01:30:00Z");
    assert_eq!(mailed(half_past_two, "Europe/Berlin", "2026-03-28T12:00:00Z"), "2026-03-29T01:30:00Z");
}

#[test]
fn hourly_mail_comes_at_the_full_hour_of_the_zone() {
    assert_eq!(mailed(Digest::Hour, "Asia/Kolkata", "2026-03-29T03:10:05Z"), "2026-03-29T03:30:00Z");
    assert_eq!(mailed(Digest::Hour, "Europe/Berlin", "2026-03-29T00:59:00Z"), "2026-03-29T01:00:00Z");
    assert_eq!(mailed(Digest::Hour, "Europe/Berlin", "2026-10-25T00:30:00Z"), "2026-10-25T01:00:00Z");
}

#[test]
fn gathered_mail_that_falls_into_the_night_comes_in_the_morning() {
    let three = Digest::Day { at: 3 * 60 };
    let [push, mail] = told(&settings("Europe/Moscow", Some(NIGHT), three), "2026-06-01T12:00:00Z");
    assert_eq!((push.as_str(), mail.as_str()), ("2026-06-01T12:00:00Z", "2026-06-02T05:00:00Z"));
}

#[test]
fn a_message_in_telegram_sleeps_when_a_push_does_and_is_never_gathered() {
    for quiet in [None, Some(NIGHT)] {
        let settings = settings("Europe/Moscow", quiet, Digest::Day { at: 9 * 60 });
        let planned = plan(&Cause::of(Topic::Reviews), &settings, at("2026-06-01T19:00:00Z"));
        let when = |channel| planned.sendings.iter().find(|it| it.channel == channel).unwrap().at;
        assert_eq!(when(Channel::Telegram), when(Channel::Push));
    }
}

#[test]
fn a_pause_is_waited_out_and_then_the_night() {
    let paused =
        Settings { paused_until: at("2026-06-01T20:00:00Z"), ..settings("Europe/Moscow", Some(NIGHT), Digest::Off) };
    let [push, _] = told(&paused, "2026-06-01T12:00:00Z");
    assert_eq!(push, "2026-06-02T05:00:00Z");
    assert!(paused.is_quiet(at("2026-06-01T12:00:00Z")) && !paused.is_quiet(at("2026-06-02T05:00:00Z")));
}

#[test]
fn a_deadline_that_is_near_wakes_people_who_allow_it() {
    let now = at("2026-06-01T20:00:00Z");
    let soon = Cause { due_at: Some(at("2026-06-01T21:00:00Z")), ..Cause::of(Topic::Deadlines) };
    let far = Cause { due_at: Some(at("2026-06-02T20:00:00Z")), ..Cause::of(Topic::Deadlines) };
    let over = Cause { due_at: Some(at("2026-06-01T19:00:00Z")), ..Cause::of(Topic::Deadlines) };
    let allows = settings("Europe/Moscow", Some(NIGHT), Digest::Off);
    let sleeps = Settings { urgent_always: false, ..allows.clone() };
    let first = |cause: &Cause, settings: &Settings| plan(cause, settings, now).sendings[0].at.to_string();
    assert_eq!(first(&soon, &allows), now.to_string());
    for (cause, settings) in [(&soon, &sleeps), (&far, &allows), (&over, &allows)] {
        assert_eq!(first(cause, settings), "2026-06-02T05:00:00Z");
    }
}
