//! When programs are called again.

use std::time::Duration;

use domain::Timestamp;
use domain::notices::webhooks::{Format, GIVE_UP_AFTER, again, given_up};
use proptest::prelude::*;

/// Pauses of a schedule without chance, and what chance makes of them at least and at most.
fn pauses(format: Format, chance: u64) -> Vec<i64> {
    let pause = |attempts| again(format, attempts, None, chance, Timestamp(0)).map(Timestamp::millis);
    (1..).map_while(pause).collect()
}

fn format() -> impl Strategy<Value = Format> {
    proptest::sample::select(Format::ALL)
}

proptest! {
    #[test]
    fn pauses_grow_whatever_chance_says(format in format(), chance: u64) {
        let longest = pauses(format, u64::MAX);
        let some = pauses(format, chance);
        prop_assert_eq!(some.len(), longest.len());
        // Chance spreads a pause by a fifth to each side: two pauses of the same chance never change places.
        for two in some.windows(2) {
            prop_assert!(two[0] <= two[1] * 3 / 2, "{two:?}");
        }
        prop_assert_eq!(again(format, 0, None, chance, Timestamp(0)), None);
        prop_assert_eq!(again(format, 99, None, chance, Timestamp(0)), None);
    }

    #[test]
    fn what_the_other_side_asks_for_is_respected_between_the_pause_and_twice_that(
        format in format(), attempts in 1_u32..10, chance: u64, asked in 0_u64..400_000,
    ) {
        let now = Timestamp(1_000_000);
        let own = again(format, attempts, None, chance, now).unwrap();
        let asked_for = Duration::from_secs(asked);
        let at = again(format, attempts, Some(asked_for), chance, now).unwrap();
        let (own, got) = (own.since(now), at.since(now));
        prop_assert_eq!(got, asked_for.clamp(own, own * 2));
    }
}

#[test]
fn an_own_webhook_is_called_for_three_days_and_a_push_as_the_paper_says() {
    // The pause is in the middle of what chance can make of it.
    let middle = |format| {
        (1..)
            .map_while(|attempts| {
                let at = |chance| again(format, attempts, None, chance, Timestamp(0)).map(Timestamp::millis);
                let shortest = at(0)?;
                Some(shortest / 8 * 10 / 1_000)
            })
            .collect::<Vec<_>>()
    };
    let standard = middle(Format::Standard);
    assert!(standard.windows(2).all(|two| two[0] < two[1]), "{standard:?}");
    assert!(
        standard.iter().sum::<i64>() * 8 / 10 >= 3 * 86_400,
        "also where chance makes each pause short: {standard:?}"
    );
    let ozon = middle(Format::Ozon);
    assert_eq!(ozon[0], 5);
    assert!(ozon.is_sorted());
    assert_eq!(ozon.iter().filter(|pause| **pause == 600).count(), 6, "up to ten minutes, and five more");
}

#[test]
fn an_address_is_given_up_after_three_days_of_failure() {
    let since = Timestamp(5);
    assert!(!given_up(since, Timestamp(since.after(GIVE_UP_AFTER).0 - 1)));
    assert!(given_up(since, since.after(GIVE_UP_AFTER)));
}
