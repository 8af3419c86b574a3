//! Baskets, promises, and the pieces, budgets and codes that orders use up.

use domain::{Money, OrderId, PromotionId, Timestamp};
use store::baskets::{self, Ordered, Pieces, Promise};
use store::testing::statement;
use store::{Sql, StoreError, Tx};

use super::given::{SHOP, STRANGER, minute, person, product, reviewed_shop};
use super::{Case, tell};

/// Its number is beyond what a `double` can hold.
const WINTER: PromotionId = PromotionId(9_100_000_000_000_001);

static PROMOTION: Sql = statement(
    "test/promotion",
    "insert into promotions (seller_id, promotion_id, kind, title, title_en, description, description_en, state, funding,
       conditions, benefit, currency, starts_at, ends_at, enrol, nominates, budget, spent, joined, pieces, turnover, discount, cost,
       created_by, created_at, version)
     values (0, $1, 'discount', 'Зимняя распродажа', 'Winter sale', '', '', 'published', 'seller', '[]', '{}', 'RUB', 0, $2,
       'ask', false, 50000, 0, 1, 0, 0, 0, 0, 'system', 0, 1)",
);
static PARTICIPATION: Sql = statement(
    "test/participation",
    "insert into participations (seller_id, promotion_id, sku, state, price, quantity, sold, reserved, mode, reason, agreed_by,
       agreed_at, terms, version, updated_at)
     values ($1, $2, $3, 'in', 100000, 3, 0, 0, 'manual', '', 'system', 0, '{}', 1, 0)",
);
static STANDS: Sql = statement(
    "test/stands",
    "select p.sold, p.reserved, m.spent, m.pieces, m.turnover, m.discount, m.cost
     from participations p join promotions m on m.promotion_id = p.promotion_id
     where p.seller_id = $1 and p.promotion_id = $2 and p.sku = $3",
);
static A_COUPON: Sql = statement(
    "test/coupon",
    "insert into coupons (code, seller_id, promotion_id, buyer_id, uses, used) values ('ТЕПЛО10', 0, $1, null, 1, 0)",
);

fn winter(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    reviewed_shop(tx)?;
    tx.execute(&PROMOTION, &[&WINTER, &minute(60)])?;
    tx.execute(&PARTICIPATION, &[&SHOP, &WINTER, &product(SHOP, 1, "").sku])?;
    Ok(())
}

/// sold, reserved, spent, pieces, turnover, discount, cost
fn stands(tx: &mut Tx<'_>) -> Result<Vec<i64>, StoreError> {
    tx.query_one(&STANDS, &[&SHOP, &WINTER, &product(SHOP, 1, "").sku], |row| (0..7).map(|at| row.get(at)).collect())
}

fn kept(pieces: i64, until: Timestamp) -> Pieces {
    Pieces { seller: SHOP, promotion: WINTER, sku: product(SHOP, 1, "").sku, pieces, until }
}

fn line(order: &str, number: i64) -> Ordered {
    Ordered {
        seller: SHOP,
        order: OrderId(order.to_owned()),
        sku: product(SHOP, number, "").sku,
        buyer: person(1),
        price: Money::kopecks(200_000),
        quantity: 2,
        list_price: 119_000,
        why: "{}".to_owned(),
        at: minute(3),
    }
}

pub fn cases() -> Vec<Case> {
    vec![
        Case {
            name: "a basket keeps what is put in, once, shop by shop, until it is taken out",
            story: |tx| {
                reviewed_shop(tx)?;
                let buyer = person(1);
                for (seller, number, quantity) in [(SHOP, 1, 1), (STRANGER, 2, 3), (SHOP, 2, 2), (SHOP, 1, 4)] {
                    let sku = product(seller, number, "").sku;
                    baskets::put(tx, buyer, seller, sku, quantity, minute(number))?;
                }
                baskets::put(tx, person(2), SHOP, product(SHOP, 1, "").sku, 9, minute(1))?;
                let all = baskets::items(tx, buyer)?;
                let told = (all, baskets::count(tx, buyer)?, baskets::quantity(tx, buyer, product(SHOP, 1, "").sku)?);
                assert!(baskets::remove(tx, buyer, product(SHOP, 1, "").sku)?);
                assert!(!baskets::remove(tx, buyer, product(SHOP, 1, "").sku)?);
                baskets::clear(tx, buyer)?;
                assert_eq!((baskets::count(tx, buyer)?, baskets::count(tx, person(2))?), (0, 1));
                tell(told)
            },
        },
        Case {
            name: "never one piece more is kept or sold than a promotion has, and what is given back can be had again",
            story: |tx| {
                winter(tx)?;
                assert!(baskets::reserve(tx, person(1), &kept(2, minute(15)))?);
                assert!(!baskets::reserve(tx, person(2), &kept(2, minute(15)))?);
                assert!(baskets::reserve(tx, person(2), &kept(1, minute(16)))?);
                assert!(!baskets::sell(tx, SHOP, WINTER, product(SHOP, 1, "").sku, 1)?);
                let before = (stands(tx)?, baskets::reservations(tx, person(1))?);
                baskets::release(tx, person(1))?;
                baskets::release(tx, person(1))?;
                assert!(baskets::sell(tx, SHOP, WINTER, product(SHOP, 1, "").sku, 2)?);
                assert!(!baskets::sell(tx, SHOP, WINTER, product(SHOP, 1, "").sku, 1)?);
                tell((before, stands(tx)?, baskets::reservations(tx, person(1))?))
            },
        },
        Case {
            name: "pieces that are kept twice for one buyer are given back as often",
            story: |tx| {
                winter(tx)?;
                assert!(baskets::reserve(tx, person(1), &kept(1, minute(15)))?);
                assert!(baskets::reserve(tx, person(1), &kept(2, minute(12)))?);
                let before = (baskets::reservations(tx, person(1))?, stands(tx)?);
                baskets::release(tx, person(1))?;
                tell((before, stands(tx)?))
            },
        },
        Case {
            name: "a budget gives what it holds and not a kopeck more",
            story: |tx| {
                winter(tx)?;
                assert!(baskets::spend(tx, WINTER, 30_000)?);
                assert!(!baskets::spend(tx, WINTER, 20_001)?);
                assert!(baskets::spend(tx, WINTER, 20_000)?);
                baskets::unspend(tx, WINTER, 30_000)?;
                tell(stands(tx)?)
            },
        },
        Case {
            name: "a code is used as often as it may be",
            story: |tx| {
                winter(tx)?;
                tx.execute(&A_COUPON, &[&WINTER])?;
                assert!(baskets::use_coupon(tx, "ТЕПЛО10")?);
                assert!(!baskets::use_coupon(tx, "ТЕПЛО10")?);
                let used = baskets::coupon(tx, "ТЕПЛО10")?;
                baskets::unuse_coupon(tx, "ТЕПЛО10")?;
                baskets::unuse_coupon(tx, "ТЕПЛО10")?;
                tell((used, baskets::coupon(tx, "ТЕПЛО10")?, baskets::coupon(tx, "тепло10")?))
            },
        },
        Case {
            name: "a promise is one for each buyer and comes up when it ends",
            story: |tx| {
                let made = |until| Promise {
                    until,
                    coupon: Some("ТЕПЛО10".to_owned()),
                    priced: "{\"lots\":[]}".to_owned(),
                    made_at: minute(0),
                };
                baskets::save_promise(tx, person(1), &made(minute(15)))?;
                baskets::save_promise(tx, person(2), &made(minute(5)))?;
                baskets::save_promise(tx, person(1), &made(minute(10)))?;
                let due = (
                    baskets::due(tx, minute(4), 9)?,
                    baskets::due(tx, minute(10), 9)?,
                    baskets::due(tx, minute(10), 1)?,
                );
                baskets::delete_promise(tx, person(2))?;
                tell((due, baskets::promise(tx, person(1))?, baskets::promise(tx, person(2))?))
            },
        },
        Case {
            name: "an order keeps its pieces and its explanation, and its number is its own",
            story: |tx| {
                reviewed_shop(tx)?;
                assert!(baskets::order_item(tx, &line("81736201-0044-1", 1))?);
                assert!(!baskets::order_item(tx, &line("81736201-0044-1", 1))?);
                assert!(baskets::order_item(tx, &line("81736201-0044-1", 2))?);
                let sku = product(SHOP, 1, "").sku;
                assert!(!baskets::take_stock(tx, SHOP, sku, 6)?);
                assert!(baskets::take_stock(tx, SHOP, sku, 5)?);
                assert!(!baskets::take_stock(tx, SHOP, sku, 1)?);
                let order = OrderId("81736201-0044-1".to_owned());
                let before =
                    (baskets::orders_of_shop(tx, person(1), SHOP)?, baskets::orders_of_shop(tx, person(1), STRANGER)?);
                tell((before, baskets::order(tx, person(1), &order)?, baskets::order(tx, person(2), &order)?))
            },
        },
    ]
}
