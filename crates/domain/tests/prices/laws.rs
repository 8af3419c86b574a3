//! What holds for any stack of promotions.

use domain::promotions::OnFloor;
use domain::promotions::benefit::{Benefit, Cut, Step};
use domain::promotions::bill::{Bill, Case, worst_case};
use domain::promotions::condition::{BuyerFacts, Condition};
use domain::promotions::floor::Costs;
use domain::promotions::price::{Basket, Entry, LeftOut, Line, Offer, Priced, PricedLine, Source, Why, price};
use domain::{PromotionId, Sku, Timestamp};
use proptest::prelude::*;

use crate::stacks::{Dice, LARGE, SMALL, Size, Stack, USUAL};

/// Checks the laws over `count` stacks of a size.
fn laws(first: u64, count: u64, size: Size) {
    let halves = std::thread::available_parallelism().map_or(2, usize::from).clamp(1, 8) as u64;
    std::thread::scope(|scope| {
        for half in 0..halves {
            scope.spawn(move || {
                for seed in (first..first + count).filter(|seed| seed % halves == half) {
                    law(seed, size);
                }
            });
        }
    });
}

fn law(seed: u64, size: Size) {
    let mut dice = Dice::new(seed);
    let stack = Stack::new(&mut dice, size);
    let priced = stack.priced();
    let told = || format!("seed {seed}: {stack:#?}\n{priced:#?}");
    adds_up(&stack, &priced, &told);
    keeps_within_floors_limits_and_budgets(&stack, &priced, &told);
    if !stack.offers.is_empty() {
        let gone = usize::try_from(dice.next() % stack.offers.len() as u64).unwrap();
        let mut fewer = stack.offers.clone();
        fewer.remove(gone);
        let without = stack.priced_with(&fewer).total;
        assert!(priced.total <= without, "{without} without offer {gone}; {}", told());
    }
    if seed.is_multiple_of(4) {
        assert_eq!(stack.priced(), priced, "priced again: {}", told());
        assert_eq!(shuffled(&mut dice, &stack), priced, "shuffled: {}", told());
    }
}

fn adds_up(stack: &Stack, priced: &Priced, told: &dyn Fn() -> String) {
    assert_eq!(priced.lines.len(), stack.lines.len());
    assert_eq!(priced.total, priced.lines.iter().map(|line| line.total).sum::<i64>(), "{}", told());
    assert_eq!(priced.undiscounted, priced.lines.iter().map(|line| line.undiscounted).sum::<i64>(), "{}", told());
    for (line, it) in priced.lines.iter().zip(&stack.lines) {
        assert_eq!(line.undiscounted, it.list * i64::from(it.quantity), "{}", told());
        let given: i64 = line.steps.iter().map(|step| step.minor).sum();
        assert_eq!(line.undiscounted - line.total, given, "every kopeck is explained: {}", told());
        assert!(line.steps.iter().all(|step| step.minor > 0 || step.cut_by_floor), "{}", told());
        assert!(line.total >= 0 && line.total <= line.undiscounted, "{}", told());
    }
}

fn keeps_within_floors_limits_and_budgets(stack: &Stack, priced: &Priced, told: &dyn Fn() -> String) {
    for (line, it) in priced.lines.iter().zip(&stack.lines) {
        assert!(line.total >= it.floor * i64::from(it.quantity), "under the floor: {}", told());
        let cut_at = |step: &domain::promotions::price::Given| step.cut_by_floor && step.minor == 0;
        assert!(!line.steps.iter().any(cut_at) || line.total == it.floor * i64::from(it.quantity), "{}", told());
    }
    for offer in &stack.offers {
        let given = priced.given_by(offer.source);
        assert!(given <= offer.budget.unwrap_or(i64::MAX).max(0), "over the budget: {}", told());
        for entry in &offer.entries {
            let steps = priced.lines[entry.line].steps.iter().filter(|step| step.source == offer.source);
            let pieces: u32 = steps.map(|step| step.pieces).sum();
            assert!(pieces <= entry.pieces.unwrap_or(u32::MAX), "more than its pieces: {}", told());
            assert!(pieces <= stack.lines[entry.line].quantity, "{}", told());
        }
    }
}

/// The same stack with offers, entries and lines in another order, priced, and the lines put back.
fn shuffled(dice: &mut Dice, stack: &Stack) -> Priced {
    let mut order: Vec<usize> = (0..stack.lines.len()).collect();
    shuffle(dice, &mut order);
    let mut other = stack.clone();
    other.lines = order.iter().map(|line| stack.lines[*line]).collect();
    shuffle(dice, &mut other.offers);
    for offer in &mut other.offers {
        shuffle(dice, &mut offer.entries);
        for entry in &mut offer.entries {
            entry.line = order.iter().position(|line| *line == entry.line).unwrap();
        }
    }
    let priced = other.priced();
    let mut lines = vec![PricedLine::default(); order.len()];
    for (place, line) in priced.lines.into_iter().enumerate() {
        lines[order[place]] = line;
    }
    Priced { lines, ..priced }
}

fn shuffle<T>(dice: &mut Dice, of: &mut [T]) {
    for place in (1..of.len()).rev() {
        of.swap(place, usize::try_from(dice.next() % (place as u64 + 1)).unwrap());
    }
}

#[test]
fn a_million_stacks_keep_the_laws() {
    laws(0, 600_000, SMALL);
    laws(1_000_000, 400_000, USUAL);
}

#[test]
fn large_baskets_keep_the_laws() {
    laws(5_000_000, 2_000, LARGE);
}

#[test]
fn a_product_that_would_rather_leave_is_never_cut_by_one_promotion_alone() {
    let mut left = 0;
    for seed in 0..60_000 {
        let mut stack = Stack::new(&mut Dice::new(seed), USUAL);
        stack.offers.truncate(1);
        for line in &mut stack.lines {
            line.on_floor = OnFloor::Leave;
        }
        let priced = stack.priced();
        for (place, line) in priced.lines.iter().enumerate() {
            assert!(
                line.steps.iter().all(|step| !step.cut_by_floor),
                "seed {seed} line {place}: {stack:#?}\n{priced:#?}"
            );
            left += usize::from(line.left_out.iter().any(|out| out.why == Why::Floor));
        }
    }
    assert!(left > 1_000, "{left}");
}

#[test]
fn whatever_is_given_or_left_out_is_said_once_for_each_line_that_takes_part() {
    for seed in 0..60_000 {
        let stack = Stack::new(&mut Dice::new(seed), USUAL);
        let priced = stack.priced();
        for line in &priced.lines {
            let given = line.steps.iter().map(|step| step.source);
            let mut said: Vec<Source> = given.chain(line.left_out.iter().map(|out: &LeftOut| out.source)).collect();
            said.sort();
            assert!(said.windows(2).all(|two| two[0] != two[1]), "seed {seed}: {stack:#?}\n{priced:#?}");
        }
    }
}

/// What the bill says of one line, with the offers that it takes part in.
fn bill_of(stack: &Stack, line: usize) -> Bill {
    let own = |offer: &Offer| {
        let entries = offer.entries.iter().filter(|entry| entry.line == line);
        Offer { entries: entries.map(|entry| Entry { line: 0, ..*entry }).collect(), ..offer.clone() }
    };
    let offers: Vec<Offer> = stack.offers.iter().map(own).filter(|offer| !offer.entries.is_empty()).collect();
    worst_case(&Case { line: stack.lines[line], offers: &offers, funded: &[], costs: Costs::default() })
}

#[test]
fn no_basket_gets_a_piece_for_less_than_the_worst_case_says() {
    let mut reached = 0;
    for seed in 0..40_000 {
        let stack = Stack::new(&mut Dice::new(seed), if seed.is_multiple_of(2) { SMALL } else { USUAL });
        let priced = stack.priced();
        for (place, line) in stack.lines.iter().enumerate().filter(|(_, line)| line.quantity > 0) {
            let bill = bill_of(&stack, place);
            let total = priced.lines[place].total;
            assert!(
                total >= bill.lowest * i64::from(line.quantity),
                "seed {seed} line {place}: {bill:?} {stack:#?}\n{priced:#?}"
            );
            assert!(bill.lowest <= bill.alone && bill.alone >= line.floor, "seed {seed} line {place}: {bill:?}");
            assert!(bill.turnover >= line.floor * i64::from(line.quantity), "seed {seed} line {place}: {bill:?}");
            reached += u32::from(
                total < line.list * i64::from(line.quantity) && total == bill.lowest * i64::from(line.quantity),
            );
        }
    }
    assert!(reached > 5_000, "and many get just that: {reached}");
}

fn any_cut() -> impl Strategy<Value = Cut> {
    prop_oneof![any::<i64>().prop_map(Cut::Percent), any::<i64>().prop_map(Cut::Amount)]
}

fn any_benefit() -> impl Strategy<Value = Benefit> {
    let steps = prop::collection::vec((any::<i64>(), any_cut()), 0..4);
    let step = |(from_minor, cut)| Step { from_minor, cut };
    prop_oneof![
        Just(Benefit::Price),
        any::<i64>().prop_map(|bp| Benefit::Percent { bp }),
        any::<i64>().prop_map(|minor| Benefit::Amount { minor }),
        (any::<u32>(), any::<u32>()).prop_map(|(take, pay)| Benefit::Nth { take, pay }),
        (0..4_u32, 0..4_u32).prop_map(|(take, pay)| Benefit::Nth { take, pay }),
        steps.prop_map(move |all| Benefit::Steps { steps: all.into_iter().map(step).collect() }),
    ]
}

fn any_condition() -> impl Strategy<Value = Condition> {
    let sum = any::<i64>().prop_map(|minor| Condition::OrderSum { minor });
    prop_oneof![sum, any::<u32>().prop_map(|n| Condition::Pieces { n }), Just(Condition::Code)]
}

prop_compose! {
    fn any_offer()(
        id in 0..6_i64,
        benefit in any_benefit(),
        conditions in prop::collection::vec(any_condition(), 0..3),
        budget in any::<Option<i64>>(),
        entries in prop::collection::vec((0..6_usize, any::<Option<i64>>(), any::<Option<u32>>()), 0..6),
    ) -> Offer {
        let entries = entries.into_iter().map(|(line, price, pieces)| Entry { line, price, pieces }).collect();
        let source = Source::Promotion(PromotionId(id));
        Offer { source, starts: Timestamp(i64::MIN), ends: Timestamp(i64::MAX), benefit, conditions, budget, entries }
    }
}

prop_compose! {
    fn any_line()(sku: i64, quantity: u32, few in 0..9_u32, list: i64, floor: i64, cut: bool, many: bool) -> Line {
        let on_floor = if cut { OnFloor::Cut } else { OnFloor::Leave };
        Line { sku: Sku(sku), quantity: if many { quantity } else { few }, list, floor, on_floor }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 4_000, ..ProptestConfig::default() })]

    /// Also of numbers that nobody means, of lines that are not there and of the same promotion twice.
    #[test]
    fn no_numbers_break_the_engine(
        lines in prop::collection::vec(any_line(), 0..5),
        offers in prop::collection::vec(any_offer(), 0..7),
        coupon in prop::option::of(0..6_i64),
    ) {
        let coupon = coupon.map(PromotionId);
        let basket = Basket { lines: &lines, coupon, buyer: BuyerFacts::default(), now: Timestamp(0) };
        let priced = price(&basket, &offers);
        prop_assert_eq!(priced.total, priced.lines.iter().map(|line| line.total).sum::<i64>());
        for line in &priced.lines {
            prop_assert!((0..=line.undiscounted).contains(&line.total));
            prop_assert_eq!(line.undiscounted - line.total, line.steps.iter().map(|step| step.minor).sum::<i64>());
        }
    }
}
