//! Laws that hold for any settings, causes and times.

use domain::Timestamp;
use domain::notices::{Cause, Channel, Choice, Digest, Settings, Topic, plan};
use jiff::tz::TimeZone;
use proptest::prelude::*;

use crate::wishes::{cause, moment, settings};

/// The minute of the day that a clock on the wall shows.
pub fn on_the_wall(zone: &str, at: Timestamp) -> (u16, i8) {
    let here = at.civil().to_zoned_datetime(TimeZone::get(zone).unwrap());
    (u16::from(here.hour().unsigned_abs()) * 60 + u16::from(here.minute().unsigned_abs()), here.second())
}

fn is_quiet(settings: &Settings, at: Timestamp) -> bool {
    let Some(quiet) = settings.quiet else { return false };
    let (minute, _) = on_the_wall(&settings.zone, at);
    // Written unlike the code: minutes after the beginning, round the clock.
    let since = |from: u16| (i32::from(minute) - i32::from(from)).rem_euclid(1_440);
    let long = (i32::from(quiet.to) - i32::from(quiet.from)).rem_euclid(1_440);
    since(quiet.from) < long
}

fn optional(cause: &Cause) -> bool {
    cause.topic != Topic::Security
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn nothing_is_told_whose_switch_is_off(cause in cause(), settings in settings(), now in moment()) {
        let mut settings = settings;
        let choice = Choice { on: false, ..settings.choice(cause.topic) };
        settings.topics.insert(cause.topic, choice);
        let planned = plan(&cause, &settings, now);
        prop_assert_eq!(planned.shown, !optional(&cause));
        prop_assert_eq!(planned.sendings.is_empty(), optional(&cause));
    }

    #[test]
    fn a_channel_that_is_off_gets_nothing_and_one_that_is_on_gets_it_once(
        cause in cause(), settings in settings(), now in moment(),
    ) {
        let choice = settings.choice(cause.topic);
        let planned = plan(&cause, &settings, now);
        for &channel in Channel::ALL {
            let times = planned.sendings.iter().filter(|it| it.channel == channel).count();
            let wanted = !optional(&cause) || (planned.shown || !choice.app) && choice.has(channel);
            prop_assert!(times <= 1);
            prop_assert!(times == 0 || wanted);
        }
        prop_assert!(!planned.shown || choice.app || !optional(&cause));
    }

    #[test]
    fn security_is_told_everywhere_whatever_was_chosen(settings in settings(), now in moment(), muted: bool) {
        let cause = Cause { muted, in_other_hands: true, ..Cause::of(Topic::Security) };
        let planned = plan(&cause, &settings, now);
        prop_assert!(planned.shown);
        prop_assert_eq!(planned.sendings.len(), Channel::ALL.len());
        if settings.urgent_always {
            prop_assert!(planned.sendings.iter().all(|it| it.at == now));
        }
    }

    #[test]
    fn a_muted_thing_is_told_to_nobody_and_what_others_have_in_hand_only_to_those_who_want_it(
        cause in cause(), settings in settings(), now in moment(),
    ) {
        prop_assume!(optional(&cause));
        let choice = settings.choice(cause.topic);
        let planned = plan(&cause, &settings, now);
        if cause.muted || choice.only_mine && cause.in_other_hands {
            prop_assert!(!planned.shown && planned.sendings.is_empty());
        }
    }

    #[test]
    fn nothing_comes_in_quiet_hours_or_in_a_pause_but_what_is_urgent_where_that_is_wanted(
        cause in cause(), settings in settings(), now in moment(),
    ) {
        let wakes = cause.is_urgent(now) && settings.urgent_always;
        for sending in plan(&cause, &settings, now).sendings {
            prop_assert!(sending.at >= now);
            if wakes {
                prop_assert_eq!(sending.at, now);
            } else {
                prop_assert!(sending.at >= settings.paused_until);
                prop_assert!(!is_quiet(&settings, sending.at), "{} is in quiet hours", sending.at);
            }
        }
    }

    #[test]
    fn nobody_waits_longer_than_for_the_next_day(cause in cause(), settings in settings(), now in moment()) {
        let choice = settings.choice(cause.topic);
        let hours = i64::from(choice.after_hours.unwrap_or(0));
        let from = settings.paused_until.0.max(now.0 + hours * 3_600_000_000);
        for sending in plan(&cause, &settings, now).sendings {
            // A day for the digest, a day for quiet hours, and what clocks are changed by.
            prop_assert!(sending.at.0 - from <= (2 * 25) * 3_600_000_000);
        }
    }

    #[test]
    fn gathered_mail_comes_at_its_time(settings in settings(), now in moment(), at in 0_u16..1_440, daily: bool) {
        let digest = if daily { Digest::Day { at } } else { Digest::Hour };
        let choice = Choice { email: true, ..Choice::default() };
        let topics = [(Topic::News, choice)].into();
        let settings = Settings { digest, quiet: None, topics, zone: "Asia/Kolkata".to_owned(), ..settings };
        let planned = plan(&Cause::of(Topic::News), &settings, now);
        let mail = planned.sendings.iter().find(|it| it.channel == Channel::Email).unwrap();
        let (minute, second) = on_the_wall(&settings.zone, mail.at);
        prop_assert_eq!(second, 0);
        if daily { prop_assert_eq!(minute, at) } else { prop_assert_eq!(minute % 60, 0) }
        let push = planned.sendings.iter().find(|it| it.channel == Channel::Push).unwrap();
        prop_assert_eq!(push.at, now.max(settings.paused_until));
    }
}
