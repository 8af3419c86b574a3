use super::*;
use crate::promotions::OnFloor;
use crate::promotions::benefit::Benefit;
use crate::promotions::price::Entry;

const PLAID: Sku = Sku(1);
const CUP: Sku = Sku(2);
const SALE: Source = Source::Promotion(PromotionId(7));

fn at(minute: i64) -> Timestamp {
    Timestamp::from_millis(minute * 60_000)
}

fn line(sku: Sku, quantity: u32, list: i64) -> Line {
    Line { sku, quantity, list, floor: 0, on_floor: OnFloor::Cut }
}

/// A basket at a minute; the plaid is in a sale at `sale`, of which `pieces` are left.
fn facts(minute: i64, lines: Vec<Line>, sale: Option<i64>, pieces: Option<u32>) -> Facts {
    let entries = vec![Entry { line: 0, price: sale, pieces }];
    let offer = Offer {
        source: SALE,
        starts: at(-100),
        ends: at(minute + 1),
        benefit: Benefit::Price,
        conditions: Vec::new(),
        budget: None,
        entries,
    };
    let offers = sale.map(|_| offer).into_iter().collect();
    Facts { lines, offers, coupon: None, orders: 0, at: at(minute) }
}

fn first(now: &Facts) -> Part {
    reckon(&[], now, &Left::default())
}

#[test]
fn what_was_promised_holds_for_a_quarter_of_an_hour_though_the_sale_ends_and_the_price_rises() {
    let promised = first(&facts(0, vec![line(PLAID, 1, 1_000)], Some(700), None));
    assert_eq!(promised.total(), 700);
    let later =
        |minute| reckon(&promised.lots, &facts(minute, vec![line(PLAID, 1, 2_000)], None, None), &Left::default());
    assert_eq!(later(14).total(), 700);
    assert_eq!(later(14).lots.first().map(|lot| lot.until), Some(at(15)), "nobody gets more time by asking again");
    assert_eq!(later(15).total(), 2_000);
}

#[test]
fn where_the_price_falls_the_lower_one_counts_and_is_promised_anew() {
    let promised = first(&facts(0, vec![line(PLAID, 1, 1_000)], None, None));
    let cheaper = reckon(&promised.lots, &facts(5, vec![line(PLAID, 1, 900)], None, None), &Left::default());
    assert_eq!((cheaper.total(), cheaper.lots.len()), (900, 1));
    assert_eq!(cheaper.lots.first().map(|lot| lot.until), Some(at(20)));
}

#[test]
fn what_comes_in_later_costs_what_it_costs_then_and_what_was_promised_stays() {
    let promised = first(&facts(0, vec![line(PLAID, 1, 1_000)], Some(700), None));
    let now = facts(5, vec![line(PLAID, 3, 1_000), line(CUP, 1, 50)], None, None);
    let more = reckon(&promised.lots, &now, &Left::default());
    assert_eq!((more.total(), more.undiscounted()), (700 + 2_000 + 50, 3_050));
    assert_eq!(more.lots.iter().map(|lot| lot.until).collect::<Vec<_>>(), [at(15), at(20)]);
    let plaid =
        more.shares.first().map(|share| share.portions.iter().map(|portion| portion.pieces).collect::<Vec<_>>());
    assert_eq!(plaid, Some(vec![1, 2]));
}

#[test]
fn what_is_taken_out_is_no_longer_promised() {
    let promised = first(&facts(0, vec![line(PLAID, 3, 1_000), line(CUP, 1, 50)], Some(700), None));
    let fewer = reckon(&promised.lots, &facts(5, vec![line(PLAID, 1, 1_000)], None, None), &Left::default());
    assert_eq!(fewer.total(), 700);
    let again = reckon(&fewer.lots, &facts(6, vec![line(PLAID, 3, 1_000)], None, None), &Left::default());
    assert_eq!(again.total(), 700 + 2_000);
}

#[test]
fn no_piece_is_promised_twice() {
    let promised = first(&facts(0, vec![line(PLAID, 1, 1_000)], Some(700), Some(2)));
    let now = facts(5, vec![line(PLAID, 3, 1_000)], Some(800), Some(2));
    let left = Left { pieces: HashMap::from([((SALE, PLAID), 2)]), ..Left::default() };
    let more = reckon(&promised.lots, &now, &left);
    assert_eq!(more.total(), 700 + 800 + 1_000, "the sale has two pieces: one as promised, one as it is now");
}

#[test]
fn a_promise_is_stored_and_read_back() {
    let promised = first(&facts(0, vec![line(PLAID, 1, 1_000)], Some(700), Some(2))).lots;
    let json = serde_json::to_string(&promised).unwrap_or_default();
    assert_eq!(serde_json::from_str::<Vec<Lot>>(&json).ok(), Some(promised));
}
