use super::*;

const NOW: Timestamp = Timestamp(1_000_000_000);
const DAY: Duration = Duration::from_secs(24 * 3600);

fn plan(gives: Gives) -> Plan {
    Plan {
        title: "  Осенняя скидка ".into(),
        starts_at: NOW.after(DAY),
        ends_at: NOW.after(8 * DAY),
        gives,
        segment: None,
        budget: None,
        codes: None,
    }
}

fn refused(plan: Plan) -> (Code, Option<&'static str>) {
    let refusal = plan.check(NOW).expect_err("this is refused");
    (refusal.code, refusal.field)
}

fn step(from_minor: i64, bp: i64) -> Step {
    Step { from_minor, cut: Cut::Percent(bp) }
}

#[test]
fn a_promotion_has_a_title_and_an_end_after_its_beginning() {
    let good = plan(Gives::Discount { min: 500 });
    assert_eq!(good.clone().check(NOW).unwrap().title, "Осенняя скидка");
    assert_eq!(refused(Plan { title: " ".into(), ..good.clone() }).1, Some("title"));
    assert_eq!(refused(Plan { title: "я".repeat(257), ..good.clone() }), (Code::TextTooLong, Some("title")));
    assert_eq!(refused(Plan { ends_at: good.starts_at, ..good.clone() }), (Code::PromotionTimes, Some("ends_at")));
    assert_eq!(refused(Plan { ends_at: NOW, starts_at: Timestamp(0), ..good.clone() }).0, Code::PromotionTimes);
    assert_eq!(refused(Plan { ends_at: NOW.after(400 * DAY), ..good.clone() }).0, Code::PromotionTimes);
    let past = Plan { starts_at: Timestamp(5), ..good };
    assert_eq!(past.check(NOW).unwrap().starts_at, NOW, "what is past is now");
    let parts = plan(Gives::Installment).check(NOW).unwrap();
    assert_eq!(parts.ends_at, NO_END);
}

#[test]
fn a_discount_is_between_one_and_ninety_five_percent() {
    for (bp, fits) in [(99, false), (100, true), (9_500, true), (9_501, false), (-1, false), (i64::MAX, false)] {
        assert_eq!(plan(Gives::Discount { min: bp }).check(NOW).is_ok(), fits, "{bp}");
        assert_eq!(plan(Gives::CardDiscount { bp }).check(NOW).is_ok(), fits, "{bp}");
    }
}

#[test]
fn three_for_two_leaves_something_to_pay_and_something_free() {
    for (take, pay, fits) in [(3, 2, true), (2, 1, true), (3, 3, false), (3, 0, false), (1, 0, false), (11, 2, false)] {
        assert_eq!(plan(Gives::MultiBuy { take, pay }).check(NOW).is_ok(), fits, "{take} for {pay}");
    }
}

#[test]
fn a_sum_off_an_order_is_less_than_the_order() {
    let order = |from, cut| plan(Gives::OrderDiscount { from, cut });
    assert!(order(300_000, Cut::Amount(50_000)).check(NOW).is_ok());
    assert_eq!(refused(order(300_000, Cut::Amount(300_000))).0, Code::DiscountAboveSum);
    assert_eq!(refused(order(0, Cut::Percent(500))), (Code::SumInvalid, Some("from")));
    assert_eq!(refused(order(300_000, Cut::Amount(0))), (Code::SumInvalid, Some("discount")));
    assert!(plan(Gives::Voucher { cut: Cut::Amount(50_000), from: 0 }).check(NOW).is_err(), "no code was asked for");
}

#[test]
fn steps_are_two_to_four_and_grow_in_both() {
    let steps = |steps: Vec<Step>| plan(Gives::MultiLevel { steps });
    assert!(steps(vec![step(100, 500), step(200, 700)]).check(NOW).is_ok());
    for wrong in [
        vec![step(100, 500)],
        vec![step(100, 500), step(100, 700)],
        vec![step(100, 500), step(200, 500)],
        vec![step(200, 500), step(100, 700)],
        vec![step(100, 500), Step { from_minor: 200, cut: Cut::Amount(150) }],
        (1..=5).map(|n| step(n * 100, n * 100)).collect(),
    ] {
        assert_eq!(refused(steps(wrong.clone())), (Code::StepsInvalid, Some("steps")), "{wrong:?}");
    }
}

#[test]
fn codes_are_as_many_as_were_asked_for_or_one_for_each_buyer() {
    let of = |told: Codes| codes(told).map(|codes| (codes.sort, codes.count, codes.word));
    let asked = |count| Codes { count, ..Codes::default() };
    assert_eq!(of(asked(500)).unwrap(), (CodeSort::Once, 500, None));
    assert_eq!(of(asked(0)).unwrap_err().code, Code::CodesTooMany);
    assert_eq!(of(asked(10_001)).unwrap_err().field, Some("count"));
    let word = |word: &str| Codes { word: Some(word.into()), sort: CodeSort::Always, ..asked(7) };
    assert_eq!(of(word(" осень-20 ")).unwrap(), (CodeSort::Always, 1, Some("ОСЕНЬ-20".into())));
    for wrong in ["abc", "с пробелом", "%%%%", &"X".repeat(33)] {
        assert_eq!(of(word(wrong)).unwrap_err().code, Code::CodeWordInvalid, "{wrong}");
    }
    let buyer = |n: u32| PersonId::parse(&format!("0199f0a0-0000-7000-8000-{n:012}")).unwrap();
    let two = Codes { buyers: vec![buyer(1), buyer(2), buyer(1)], ..asked(500) };
    assert_eq!(of(two).unwrap(), (CodeSort::Personal, 2, None));
    let many = Codes { buyers: (0..51).map(buyer).collect(), ..asked(1) };
    assert_eq!(of(many).unwrap_err().field, Some("buyers"));
}

#[test]
fn a_budget_is_above_zero_and_stops_the_promotion_when_it_is_used_up() {
    assert_eq!(
        refused(Plan { budget: Some(0), ..plan(Gives::Discount { min: 500 }) }),
        (Code::SumInvalid, Some("budget"))
    );
    assert!(is_used_up(Some(100), 100) && !is_used_up(Some(100), 99) && !is_used_up(None, i64::MAX));
}

#[test]
fn what_runs_keeps_its_kind_and_its_least_discount_and_is_paused_for_another_budget() {
    let before = plan(Gives::Discount { min: 500 });
    let deeper = plan(Gives::Discount { min: 900 });
    let code = |result: Result<(), Refusal>| result.unwrap_err().code;
    assert!(may_change(Phase::Draft, &before, &deeper).is_ok());
    assert_eq!(code(may_change(Phase::Scheduled, &before, &deeper)), Code::TermsFixed);
    assert_eq!(code(may_change(Phase::Draft, &before, &plan(Gives::Installment))), Code::KindStays);
    let richer = Plan { budget: Some(5), ..before.clone() };
    assert_eq!(code(may_change(Phase::Running, &before, &richer)), Code::PauseFirst);
    assert!(may_change(Phase::Paused, &before, &richer).is_ok());
    assert_eq!(code(may_change(Phase::Finished, &before, &before)), Code::PromotionFinished);
}

#[test]
fn what_is_over_is_only_put_away() {
    assert!(may_become(Phase::Finished, State::Published, State::Archived).is_ok());
    assert!(may_become(Phase::Finished, State::Published, State::Paused).is_err());
    assert!(may_become(Phase::Running, State::Published, State::Paused).is_ok());
    assert!(may_become(Phase::Draft, State::Draft, State::Paused).is_err());
}

#[test]
fn what_a_promotion_gives_is_read_back_from_what_is_stored() {
    let off = Cut::Percent(1_000);
    for gives in [
        Gives::Discount { min: 500 },
        Gives::StockDiscount { min: 500 },
        Gives::Flash { min: 2_000 },
        Gives::MultiBuy { take: 3, pay: 2 },
        Gives::OrderDiscount { from: 300_000, cut: Cut::Amount(20_000) },
        Gives::MultiLevel { steps: vec![step(100, 500), step(200, 700)] },
        Gives::Voucher { cut: off, from: 0 },
        Gives::Voucher { cut: off, from: 100_000 },
        Gives::CardDiscount { bp: 300 },
        Gives::Installment,
    ] {
        let read = Gives::read(gives.kind(), &gives.benefit(), &gives.conditions());
        assert_eq!(read.as_ref(), Some(&gives));
        assert!(gives.benefit().is_sound() && gives.conditions().iter().all(Condition::is_sound));
    }
    assert_eq!(Gives::read(Kind::Voucher, &Benefit::Price, &[]), None);
}
