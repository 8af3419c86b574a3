//! Baskets of people, with figures that a calculator gives.

use domain::promotions::OnFloor;
use domain::promotions::benefit::{Benefit, Cut, Step};
use domain::promotions::condition::{BuyerFacts, Condition};
use domain::promotions::price::{Basket, Entry, Line, Offer, Priced, Source, Why, price};
use domain::{PromotionId, RequestId, Sku, Timestamp};

fn line(sku: i64, quantity: u32, list: i64) -> Line {
    Line { sku: Sku(sku), quantity, list, floor: 0, on_floor: OnFloor::Cut }
}

fn promotion(id: i64, benefit: Benefit, lines: &[usize]) -> Offer {
    let entries = lines.iter().map(|line| Entry { line: *line, price: None, pieces: None }).collect();
    let source = Source::Promotion(PromotionId(id));
    Offer { source, starts: Timestamp(0), ends: Timestamp(100), benefit, conditions: vec![], budget: None, entries }
}

fn at_price(id: i64, line: usize, minor: i64, pieces: Option<u32>) -> Offer {
    let entries = vec![Entry { line, price: Some(minor), pieces }];
    Offer { entries, ..promotion(id, Benefit::Price, &[]) }
}

fn when(condition: Condition, offer: Offer) -> Offer {
    Offer { conditions: vec![condition], ..offer }
}

fn priced(lines: &[Line], offers: &[Offer]) -> Priced {
    priced_with_code(lines, offers, None)
}

fn priced_with_code(lines: &[Line], offers: &[Offer], coupon: Option<i64>) -> Priced {
    let coupon = coupon.map(PromotionId);
    price(&Basket { lines, coupon, buyer: BuyerFacts::default(), now: Timestamp(50) }, offers)
}

fn totals(priced: &Priced) -> Vec<i64> {
    priced.lines.iter().map(|line| line.total).collect()
}

fn given(priced: &Priced, line: usize) -> Vec<(i64, u32, i64, bool)> {
    let id = |source| match source {
        Source::Promotion(id) => id.0,
        Source::Request(id) => -id.0,
    };
    priced.lines[line].steps.iter().map(|it| (id(it.source), it.pieces, it.minor, it.cut_by_floor)).collect()
}

fn why(priced: &Priced, line: usize, id: i64) -> Option<Why> {
    let source = Source::Promotion(PromotionId(id));
    priced.lines[line].left_out.iter().find(|out| out.source == source).map(|out| out.why)
}

#[test]
fn without_promotions_a_basket_costs_what_stands_on_the_tags() {
    let priced = priced(&[line(1, 2, 119_000), line(2, 1, 5_050)], &[]);
    assert_eq!((priced.total, priced.undiscounted, priced.discount()), (243_050, 243_050, 0));
    assert!(priced.lines.iter().all(|line| line.steps.is_empty() && line.left_out.is_empty()));
}

#[test]
fn of_three_promotions_the_lowest_price_wins_and_they_do_not_add_up() {
    let offers = [
        at_price(7, 0, 95_000, None),
        promotion(8, Benefit::Percent { bp: 1_500 }, &[0]),
        at_price(9, 0, 90_000, None),
    ];
    let priced = priced(&[line(1, 1, 100_000)], &offers);
    assert_eq!(given(&priced, 0), [(8, 1, 15_000, false)]);
    assert_eq!((why(&priced, 0, 7), why(&priced, 0, 9)), (Some(Why::Better), Some(Why::Better)));
}

#[test]
fn when_the_last_pieces_of_the_lowest_are_sold_the_rest_falls_back_to_the_next_and_then_to_the_list_price() {
    let offers = [at_price(7, 0, 70_000, Some(2)), at_price(8, 0, 80_000, Some(1)), at_price(9, 0, 60_000, Some(0))];
    let priced = priced(&[line(1, 5, 100_000)], &offers);
    assert_eq!(given(&priced, 0), [(7, 2, 60_000, false), (8, 1, 20_000, false)]);
    assert_eq!(priced.total, 2 * 70_000 + 80_000 + 2 * 100_000);
    assert_eq!(why(&priced, 0, 9), Some(Why::SoldOut));
}

#[test]
fn a_price_that_was_granted_to_the_buyer_counts_like_any_other() {
    let granted = Offer { source: Source::Request(RequestId(3)), ..at_price(0, 0, 80_000, Some(1)) };
    let priced = priced(&[line(1, 2, 100_000)], &[granted, at_price(7, 0, 90_000, None)]);
    assert_eq!(given(&priced, 0), [(-3, 1, 20_000, false), (7, 1, 10_000, false)]);
}

#[test]
fn three_for_two_gives_the_cheapest_piece_and_every_product_bears_its_share() {
    let offers = [promotion(5, Benefit::Nth { take: 3, pay: 2 }, &[0, 1])];
    let priced = priced(&[line(1, 1, 100_000), line(2, 2, 40_000)], &offers);
    assert_eq!(priced.discount(), 40_000);
    assert_eq!(
        totals(&priced),
        [77_778, 62_222],
        "a share of 22.2 % for each, the odd kopeck to the greater remainder"
    );
    let two = self::priced(&[line(1, 1, 100_000), line(2, 1, 40_000)], &offers);
    assert_eq!(two.discount(), 0, "two are not three");
}

#[test]
fn a_product_at_its_floor_bears_nothing_and_the_others_no_more_than_a_third() {
    let offers = [promotion(5, Benefit::Nth { take: 3, pay: 2 }, &[0, 1])];
    let lines = [Line { floor: 100_000, ..line(1, 1, 100_000) }, line(2, 2, 40_000)];
    let priced = priced(&lines, &offers);
    assert_eq!(totals(&priced), [100_000, 53_333], "a third of 80 000 and not the whole 40 000");
    assert_eq!(given(&priced, 0), [(5, 1, 0, true)]);
}

#[test]
fn five_hundred_off_are_five_hundred_to_the_kopeck() {
    let offers =
        [when(Condition::OrderSum { minor: 300_000 }, promotion(6, Benefit::Amount { minor: 50_000 }, &[0, 1, 2]))];
    let priced = priced(&[line(1, 1, 100_000), line(2, 1, 100_000), line(3, 1, 100_000)], &offers);
    assert_eq!(priced.discount(), 50_000);
    assert_eq!(totals(&priced), [83_333, 83_333, 83_334]);
}

#[test]
fn what_is_missing_to_a_threshold_is_said_and_other_discounts_do_not_move_it() {
    let order = when(Condition::OrderSum { minor: 200_000 }, promotion(6, Benefit::Percent { bp: 1_000 }, &[0]));
    let short = priced(&[line(1, 1, 150_000)], std::slice::from_ref(&order));
    assert_eq!((short.discount(), why(&short, 0, 6)), (0, Some(Why::SumMissing(50_000))));
    let enough = priced(&[line(1, 2, 150_000)], &[order, at_price(7, 0, 90_000, None)]);
    assert_eq!(enough.total, 162_000, "two at 900 roubles, less 10 %, though 1 800 are under 2 000");
    let three = when(Condition::Pieces { n: 3 }, promotion(6, Benefit::Percent { bp: 1_000 }, &[0]));
    assert_eq!(why(&priced(&[line(1, 1, 100)], &[three]), 0, 6), Some(Why::PiecesMissing(2)));
}

#[test]
fn of_the_steps_that_are_reached_the_highest_counts() {
    let steps = vec![
        Step { from_minor: 300_000, cut: Cut::Percent(500) },
        Step { from_minor: 500_000, cut: Cut::Percent(1_000) },
        Step { from_minor: 900_000, cut: Cut::Amount(150_000) },
    ];
    let offers = [promotion(6, Benefit::Steps { steps }, &[0])];
    let discount = |pieces| priced(&[line(1, pieces, 100_000)], &offers).discount();
    assert_eq!([2, 3, 5, 9].map(discount), [0, 15_000, 50_000, 150_000]);
}

#[test]
fn a_multi_buy_an_order_discount_and_a_coupon_follow_each_other() {
    let offers = [
        when(Condition::Code, promotion(3, Benefit::Amount { minor: 10_000 }, &[0, 1])),
        when(Condition::OrderSum { minor: 1 }, promotion(2, Benefit::Percent { bp: 1_000 }, &[0, 1])),
        promotion(1, Benefit::Nth { take: 2, pay: 1 }, &[0]),
    ];
    let lines = [line(1, 2, 50_000), line(2, 1, 100_000)];
    let all = priced_with_code(&lines, &offers, Some(3));
    assert_eq!(all.total, (50_000 + 100_000) * 9 / 10 - 10_000);
    assert_eq!(given(&all, 0).iter().map(|step| step.0).collect::<Vec<_>>(), [1, 2, 3]);
    let without = priced_with_code(&lines, &offers, None);
    assert_eq!(without.total, 135_000, "a code that was not typed gives nothing");
}

#[test]
fn an_order_discount_on_a_part_of_a_multi_buy_is_not_used_with_it() {
    let two = [line(1, 2, 50_000), line(2, 2, 50_000)];
    let offers = [
        promotion(1, Benefit::Nth { take: 2, pay: 1 }, &[0, 1]),
        when(Condition::OrderSum { minor: 1 }, promotion(2, Benefit::Percent { bp: 2_000 }, &[0])),
    ];
    let priced = priced(&two, &offers);
    assert_eq!(priced.total, 100_000, "half of all, and not 20 % of a half besides");
    assert_eq!(why(&priced, 0, 2), Some(Why::Better));
}

#[test]
fn the_floor_cuts_a_stack_and_says_so() {
    let lines = [Line { floor: 80_000, ..line(1, 1, 100_000) }];
    let offers = [
        at_price(1, 0, 90_000, None),
        when(Condition::OrderSum { minor: 1 }, promotion(2, Benefit::Percent { bp: 2_000 }, &[0])),
    ];
    let priced = priced(&lines, &offers);
    assert_eq!(given(&priced, 0), [(1, 1, 10_000, false), (2, 1, 10_000, true)]);
    assert_eq!(priced.total, 80_000);
}

#[test]
fn a_promotion_that_alone_breaks_the_floor_is_cut_or_left_out_as_the_seller_chose() {
    let cut = Line { floor: 80_000, ..line(1, 1, 100_000) };
    let leave = Line { on_floor: OnFloor::Leave, ..cut };
    let offers = [at_price(1, 0, 70_000, None), at_price(2, 0, 95_000, None)];
    assert_eq!(given(&priced(&[cut], &offers), 0), [(1, 1, 20_000, true)]);
    let left = priced(&[leave], &offers);
    assert_eq!((given(&left, 0), why(&left, 0, 1)), (vec![(2, 1, 5_000, false)], Some(Why::Floor)));
}

#[test]
fn a_percent_never_takes_more_from_one_product_because_another_is_at_its_floor() {
    let lines = [Line { floor: 100_000, ..line(1, 1, 100_000) }, line(2, 1, 100_000)];
    let ten = promotion(2, Benefit::Percent { bp: 1_000 }, &[0, 1]);
    let priced = priced(&lines, &[when(Condition::OrderSum { minor: 1 }, ten)]);
    assert_eq!(totals(&priced), [100_000, 90_000]);
}

#[test]
fn a_budget_buys_whole_pieces_and_caps_an_order_discount_to_the_kopeck() {
    let prices = Offer { budget: Some(25_000), ..at_price(1, 0, 90_000, None) };
    let priced_pieces = priced(&[line(1, 5, 100_000)], &[prices]);
    assert_eq!(given(&priced_pieces, 0), [(1, 2, 20_000, false)], "a third piece would take 30 000");
    let order = when(Condition::OrderSum { minor: 1 }, promotion(2, Benefit::Percent { bp: 1_000 }, &[0]));
    assert_eq!(priced(&[line(1, 5, 100_000)], &[Offer { budget: Some(12_345), ..order.clone() }]).discount(), 12_345);
    let spent = priced(&[line(1, 5, 100_000)], &[Offer { budget: Some(0), ..order }]);
    assert_eq!((spent.discount(), why(&spent, 0, 2)), (0, Some(Why::Budget)));
}

#[test]
fn a_promotion_counts_from_its_beginning_and_no_longer_at_its_end() {
    let mut offer = at_price(1, 0, 90_000, None);
    for (starts, ends, counts) in [(50, 51, true), (51, 99, false), (0, 50, false)] {
        (offer.starts, offer.ends) = (Timestamp(starts), Timestamp(ends));
        let discount = priced(&[line(1, 1, 100_000)], std::slice::from_ref(&offer)).discount();
        assert_eq!(discount > 0, counts, "{starts} to {ends}");
    }
}

#[test]
fn prices_of_ten_billion_roubles_and_a_million_pieces_add_up() {
    let lines: Vec<Line> = (0..50).map(|sku| line(sku, 1_000_000, 1_000_000_000_000_000)).collect();
    let everywhere: Vec<usize> = (0..50).collect();
    let offers = [
        promotion(1, Benefit::Percent { bp: 1_000 }, &everywhere),
        promotion(2, Benefit::Nth { take: 3, pay: 2 }, &everywhere),
        when(Condition::OrderSum { minor: i64::MAX }, promotion(3, Benefit::Percent { bp: 5_000 }, &everywhere)),
        promotion(4, Benefit::Amount { minor: i64::MAX }, &everywhere),
    ];
    let priced = priced(&lines, &offers);
    assert_eq!(priced.total, 0, "a sum off that is greater than everything");
    let steps: i64 = priced.lines.iter().flat_map(|line| &line.steps).map(|step| step.minor).sum();
    assert!(priced.undiscounted > 1 << 60 && steps == priced.undiscounted);
    let one = self::priced(&[line(1, 4_000, 1_000_000_000_000_000)], &offers[..1]);
    assert_eq!(one.total, 3_600_000_000_000_000_000, "exact, as long as it fits");
}

#[test]
fn a_line_that_a_promotion_names_twice_counts_once_toward_its_threshold() {
    let twice = Offer {
        entries: vec![Entry { line: 0, price: Some(90_000), pieces: None }; 2],
        ..when(Condition::Pieces { n: 3 }, promotion(1, Benefit::Price, &[]))
    };
    let dear = priced(&[line(1, 2, 100_000)], std::slice::from_ref(&twice));
    assert_eq!((dear.total, why(&dear, 0, 1)), (200_000, Some(Why::PiecesMissing(1))));
    let whole = Offer { conditions: vec![Condition::OrderSum { minor: 1 }], ..twice };
    let most = priced(&[line(1, 1, i64::MAX)], &[whole]);
    assert_eq!(most.total, 90_000, "the greatest sum there is, twice, breaks nothing");
}
