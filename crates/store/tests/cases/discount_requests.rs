//! Discount requests: the shop's list, a buyer's own, and the prices that were granted.

use domain::promotions::requests::{Ask, RequestState};
use domain::{Money, RequestId, SellerId};
use store::discount_requests::{self, Request};
use store::{StoreError, Tx};

use super::given::{SHOP, STRANGER, minute, person, product, sell, shops};
use super::{Case, tell};

const NONE_BEFORE: RequestId = RequestId(i64::MAX);
/// Beyond what a `double` can hold.
const FIRST: i64 = 57_646_075_230_342_348;

fn request(seller: SellerId, number: i64, state: RequestState) -> Request {
    let product = product(seller, 1 + number % 2, "Тапки");
    let granted = (state == RequestState::Approved).then_some(Ask { price: 99_000, min: 1, max: 3 });
    Request {
        seller,
        id: RequestId(FIRST + number),
        sku: product.sku,
        buyer: person(u32::try_from(100 + number % 2).expect("small")),
        buyer_name: "Ольга".to_owned(),
        state,
        list_price: 119_000,
        shown_price: 115_000,
        ask: Ask { price: 99_000, min: 1, max: 3 },
        buyer_words: "Возьму три пары, «если дешевле»".to_owned(),
        seller_words: String::new(),
        granted,
        bought: 0,
        automatic: false,
        decided_by: granted.map(|_| "system".to_owned()),
        decided_name: String::new(),
        created_at: minute(number),
        seen_at: None,
        decided_at: granted.map(|_| minute(number)),
        ends_at: minute(number + 60),
        previous: (number > 2).then_some(RequestId(FIRST + number - 2)),
        version: 1,
        product: product.name,
        offer: product.offer_id,
        picture: None,
        price_now: Money::kopecks(119_000),
        stock: 5,
        archived: false,
    }
}

/// Six requests to the shop, of two buyers for two products, and one to the stranger.
fn asked(tx: &mut Tx<'_>) -> Result<Vec<Request>, StoreError> {
    use RequestState as S;

    shops(tx)?;
    for (shop, number) in [(SHOP, 1), (SHOP, 2), (STRANGER, 1), (STRANGER, 2)] {
        sell(tx, &product(shop, number, "Тапки"))?;
    }
    let states = [S::New, S::New, S::Seen, S::Approved, S::Approved, S::Declined];
    let all: Vec<Request> = (1..).zip(states).map(|(number, state)| request(SHOP, number, state)).collect();
    for request in &all {
        assert!(discount_requests::insert(tx, request)?);
        assert!(!discount_requests::insert(tx, request)?, "its number is taken");
    }
    discount_requests::insert(tx, &request(STRANGER, 7, S::New))?;
    Ok(all)
}

fn ids(all: &[Request]) -> Vec<i64> {
    all.iter().map(|request| request.id.0 - FIRST).collect()
}

pub fn cases() -> Vec<Case> {
    vec![
        Case {
            name: "a shop's discount requests are listed newest first, by state and page by page, and none of a stranger's",
            story: |tx| {
                let all = asked(tx)?;
                let none: &[RequestState] = &[];
                let whole = discount_requests::page(tx, SHOP, none, NONE_BEFORE, 10, 0)?;
                assert_eq!(ids(&whole), [6, 5, 4, 3, 2, 1]);
                let waits = [RequestState::New, RequestState::Seen];
                let first = discount_requests::page(tx, SHOP, &waits, NONE_BEFORE, 2, 0)?;
                let rest = discount_requests::page(tx, SHOP, &waits, first[1].id, 2, 0)?;
                assert_eq!((ids(&first), ids(&rest)), (vec![3, 2], vec![1]));
                assert_eq!(ids(&discount_requests::page(tx, SHOP, none, NONE_BEFORE, 2, 4)?), [2, 1]);
                assert_eq!(discount_requests::one(tx, SHOP, all[0].id)?.as_ref(), Some(&all[0]));
                assert_eq!(discount_requests::one(tx, STRANGER, all[0].id)?, None);
                tell((whole, discount_requests::counts(tx, SHOP)?))
            },
        },
        Case {
            name: "a buyer finds the own discount requests, whoever sells, and the one before",
            story: |tx| {
                asked(tx)?;
                let mine = discount_requests::of_buyer(tx, person(101), NONE_BEFORE, 10)?;
                assert_eq!(ids(&mine), [7, 5, 3, 1]);
                let here = discount_requests::of_buyer_in_shop(tx, person(101), SHOP, mine[1].id, 10)?;
                assert_eq!(ids(&here), [3, 1]);
                let newest = discount_requests::newest(tx, SHOP, mine[1].sku, person(101))?;
                assert_eq!(newest.map(|request| request.id), Some(mine[1].id));
                assert_eq!(discount_requests::by_id(tx, mine[0].id)?.map(|request| request.seller), Some(STRANGER));
                assert_eq!(discount_requests::asked_since(tx, person(101), minute(3))?, 3);
                tell((mine, here))
            },
        },
        Case {
            name: "a granted price holds for its buyer, its product, its pieces and its time",
            story: |tx| {
                let mut all = asked(tx)?;
                let skus = [all[0].sku, all[1].sku];
                let own = |tx: &mut Tx<'_>, number, at| {
                    discount_requests::approved_for(tx, person(number), &skus, minute(at))
                };
                let held = own(tx, 101, 10)?;
                assert_eq!(
                    held.iter().map(|it| (it.request, it.price, it.left)).collect::<Vec<_>>(),
                    [(all[4].id, 99_000, 3)]
                );
                assert_eq!(own(tx, 101, 65)?, [], "its time is over");
                assert_eq!(own(tx, 102, 10)?, [], "somebody else");
                assert_eq!(discount_requests::approved_for(tx, person(101), &skus[1..], minute(10))?, []);
                let mut stale = all[4].clone();
                all[4].bought = 2;
                assert!(discount_requests::update(tx, &mut all[4])?);
                assert!(!discount_requests::update(tx, &mut stale)?, "somebody was faster");
                let left = own(tx, 101, 10)?;
                assert_eq!(left[0].left, 1);
                all[4].bought = 3;
                assert!(discount_requests::update(tx, &mut all[4])?);
                assert_eq!(own(tx, 101, 10)?, [], "nothing is left");
                tell((held, left, discount_requests::one(tx, SHOP, all[4].id)?))
            },
        },
    ]
}
