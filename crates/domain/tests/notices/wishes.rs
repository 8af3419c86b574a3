//! What can be chosen, and how it is kept.

use std::time::Duration;

use domain::Timestamp;
use domain::notices::{Cause, Channel, Choice, Digest, Quiet, Settings, Side, Topic, kinds, plan, reminders};
use domain::people::Role;
use proptest::prelude::*;

pub const ZONES: [&str; 5] =
    ["Europe/Berlin", "Europe/Moscow", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns"];

prop_compose! {
    pub fn choice()(
        on: bool, app: bool, push: bool, email: bool, telegram: bool, only_mine: bool,
        stars_up_to in proptest::option::of(1_u8..=4), after_hours in proptest::option::of(1_u8..=72),
    ) -> Choice {
        Choice { on, app, push, email, telegram, stars_up_to, after_hours, only_mine }
    }
}

pub fn topic() -> impl Strategy<Value = Topic> {
    proptest::sample::select(Topic::ALL)
}

fn minute() -> impl Strategy<Value = u16> {
    0_u16..1_440
}

/// A moment of three years, so that clocks are changed in them.
pub fn moment() -> impl Strategy<Value = Timestamp> {
    (1_767_225_600_000_000_i64..1_861_920_000_000_000).prop_map(Timestamp)
}

prop_compose! {
    pub fn settings()(
        topics in proptest::collection::btree_map(topic(), choice(), 0..10),
        quiet in proptest::option::of((minute(), minute()).prop_filter("an end", |(from, to)| from != to)),
        zone in proptest::sample::select(&ZONES[..]),
        digest in prop_oneof![Just(Digest::Off), Just(Digest::Hour), minute().prop_map(|at| Digest::Day { at })],
        paused_until in prop_oneof![Just(Timestamp(0)), moment()],
        urgent_always: bool,
    ) -> Settings {
        let quiet = quiet.map(|(from, to)| Quiet { from, to });
        Settings { topics, quiet, zone: zone.to_owned(), digest, paused_until, urgent_always }
    }
}

prop_compose! {
    pub fn cause()(
        topic in topic(), stars in proptest::option::of(1_u8..=5), due_at in proptest::option::of(moment()),
        in_other_hands: bool, muted: bool,
    ) -> Cause {
        Cause { topic, stars, due_at, in_other_hands, muted }
    }
}

proptest! {
    #[test]
    fn what_was_chosen_is_read_as_it_was_written(settings in settings()) {
        let text = serde_json::to_string(&settings).unwrap();
        prop_assert_eq!(serde_json::from_str::<Settings>(&text).unwrap(), settings.clone());
        prop_assert!(settings.check().is_ok());
    }
}

#[test]
fn what_older_settings_do_not_say_is_as_usual() {
    assert_eq!(serde_json::from_str::<Settings>("{}").unwrap(), Settings::default());
    let old = r#"{"topics":{"reviews":{"email":true,"of_the_future":1}},"zone":"Asia/Omsk","more":[]}"#;
    let old: Settings = serde_json::from_str(old).unwrap();
    assert_eq!(old.choice(Topic::Reviews), Choice { email: true, ..Choice::default() });
    assert_eq!((old.zone.as_str(), old.quiet, old.urgent_always), ("Asia/Omsk", None, true));
    let usual = Settings::usual(Side::Shop, Some(Role::Promoter));
    let both = old.over(usual.clone());
    assert!(both.choice(Topic::Reviews).on, "it was chosen");
    assert!(!both.choice(Topic::Questions).on, "it never was");
    assert_eq!(both.choice(Topic::Promotions), usual.choice(Topic::Promotions));
}

#[test]
fn nobody_gets_anything_in_telegram_who_never_asked_for_it() {
    for side in Side::ALL {
        for role in [None, Some(Role::Owner), Some(Role::Manager), Some(Role::Promoter)] {
            let usual = Settings::usual(*side, role);
            assert!(Topic::of(*side).iter().all(|topic| !usual.choice(*topic).telegram));
        }
    }
    let before: Settings = serde_json::from_str(r#"{"topics":{"reviews":{"on":true,"push":true}}}"#).unwrap();
    assert!(!before.choice(Topic::Reviews).has(Channel::Telegram), "settings from before there was a bot");
    let wanted = Settings {
        topics: [(Topic::Reviews, Choice { push: false, telegram: true, ..Choice::default() })].into(),
        ..before
    };
    let planned = plan(&Cause::of(Topic::Reviews), &wanted, Timestamp(0));
    assert_eq!(planned.sendings.iter().map(|it| it.channel).collect::<Vec<_>>(), [Channel::Telegram]);
}

#[test]
fn what_the_bot_has_just_said_itself_it_does_not_say_again() {
    assert!(!kinds::goes_by(kinds::TELEGRAM_LINKED, Channel::Telegram));
    assert!(
        kinds::goes_by(kinds::TELEGRAM_LINKED, Channel::Email) && kinds::goes_by(kinds::SIGNED_IN, Channel::Telegram)
    );
}

#[test]
fn what_makes_no_sense_is_refused_with_its_field() {
    let field = |settings: Settings| settings.check().unwrap_err().field.map(ToString::to_string);
    let usual = Settings::default;
    assert_eq!(field(Settings { zone: "Mars/Olympus".into(), ..usual() }), Some("zone".into()));
    for (from, to) in [(60, 60), (1_440, 5), (5, 1_440)] {
        assert_eq!(field(Settings { quiet: Some(Quiet { from, to }), ..usual() }), Some("quiet".into()));
    }
    assert_eq!(field(Settings { digest: Digest::Day { at: 1_440 }, ..usual() }), Some("digest".into()));
    let with = |choice| Settings { topics: [(Topic::Reviews, choice)].into(), ..usual() };
    for stars in [0, 5] {
        let choice = Choice { stars_up_to: Some(stars), ..Choice::default() };
        assert_eq!(field(with(choice)), Some("stars_up_to".into()));
    }
    for hours in [0, 73] {
        let choice = Choice { after_hours: Some(hours), ..Choice::default() };
        assert_eq!(field(with(choice)), Some("after_hours".into()));
    }
}

#[test]
fn each_role_hears_of_its_own_work_and_everybody_of_security() {
    let on = |side, role, topic| Settings::usual(side, role).choice(topic).on;
    assert!(
        on(Side::Shop, Some(Role::Manager), Topic::Reviews) && !on(Side::Shop, Some(Role::Promoter), Topic::Reviews)
    );
    assert!(!on(Side::Shop, Some(Role::Manager), Topic::Promotions));
    assert!(on(Side::Shop, Some(Role::Owner), Topic::Promotions));
    assert!(!on(Side::Buyer, None, Topic::Promotions), "a shop does not write to buyers unasked");
    for side in [Side::Shop, Side::Buyer, Side::Desk] {
        assert!(on(side, None, Topic::Security));
    }
}

#[test]
fn every_kind_has_a_topic_and_somebody_to_hear_of_it() {
    for (kind, topic) in kinds::ALL {
        assert_eq!(kinds::topic(kind), *topic);
        assert!([Side::Shop, Side::Buyer, Side::Desk].into_iter().any(|side| kinds::is_for(kind, side)), "{kind}");
    }
    assert_eq!(kinds::topic("answer_refused"), Topic::Moderation);
    assert!(!kinds::is_for(kinds::NEWS, Side::Buyer));
}

#[test]
fn few_stars_can_be_chosen_and_a_review_without_stars_is_told_of() {
    let choice = Choice { stars_up_to: Some(3), ..Choice::default() };
    let settings = Settings { topics: [(Topic::Reviews, choice)].into(), ..Settings::default() };
    let shown = |stars| plan(&Cause { stars, ..Cause::of(Topic::Reviews) }, &settings, Timestamp(0)).shown;
    assert_eq!([shown(Some(1)), shown(Some(3)), shown(Some(4)), shown(None)], [true, true, false, true]);
}

#[test]
fn what_waits_for_an_answer_is_sent_after_the_hours_that_were_chosen_and_shown_at_once() {
    let choice = Choice { after_hours: Some(3), email: true, ..Choice::default() };
    let settings =
        Settings { topics: [(Topic::Questions, choice), (Topic::Promotions, choice)].into(), ..Settings::default() };
    let now = Timestamp(1_767_225_600_000_000);
    let planned = plan(&Cause::of(Topic::Questions), &settings, now);
    assert!(planned.shown);
    let later = now.after(Duration::from_secs(3 * 3_600));
    assert!(planned.sendings.iter().all(|it| it.at == later && it.if_waiting) && planned.sendings.len() == 2);
    let planned = plan(&Cause::of(Topic::Promotions), &settings, now);
    assert!(planned.sendings.iter().all(|it| it.at == now && !it.if_waiting), "a promotion is not answered");
    assert_eq!(planned.sendings.iter().map(|it| it.channel).collect::<Vec<_>>(), [Channel::Push, Channel::Email]);
}

#[test]
fn people_are_reminded_a_day_and_an_hour_before_and_never_of_what_is_past() {
    let due = Timestamp(10 * 86_400 * 1_000_000);
    let before = |seconds| due.before(Duration::from_secs(seconds));
    let at = |now| reminders(due, now).collect::<Vec<_>>();
    assert_eq!(at(before(5 * 86_400)), [before(86_400), before(3_600)]);
    assert_eq!(at(before(86_400)), [before(3_600)]);
    assert_eq!(at(before(60)), []);
}
