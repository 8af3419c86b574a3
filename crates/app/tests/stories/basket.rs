//! Buyers put things into baskets and order them at the promised prices.

use app::commands::import::{self, NewPromotion};
use app::commands::prices::{self, NewPrice};
use app::commands::promotions::{self, Entry};
use app::commands::{basket, people};
use app::queries::basket::{self as baskets, Change, View, gifts};
use app::{App, Buyer, CanPromote, Failure, Once, SellerStaff};
use domain::promotions::admission::Ask;
use domain::promotions::benefit::Benefit;
use domain::promotions::condition::Condition;
use domain::promotions::{Enrol, Funding, Kind};
use domain::{Code, Money, OrderId, PersonId, PromotionId, Timestamp};

use crate::support::*;

const WINTER: PromotionId = PromotionId(9_100_000_000_000_001);
const FLASH: PromotionId = PromotionId(9_100_000_000_000_002);
const OVER_1000: PromotionId = PromotionId(9_100_000_000_000_003);

fn sale(id: PromotionId, title: &str, benefit: Benefit, conditions: Vec<Condition>) -> NewPromotion {
    let at = |text: &str| Timestamp::parse(text).unwrap();
    NewPromotion {
        id,
        kind: if benefit == Benefit::Price { Kind::StockDiscount } else { Kind::OrderDiscount },
        title: (title.into(), String::new()),
        description: (String::new(), String::new()),
        funding: Funding::Seller,
        conditions,
        benefit,
        time: (at("2026-03-01T00:00:00Z"), at("2026-03-10T12:10:00Z")),
        freeze_at: None,
        auto_add_at: None,
        enrol: Enrol::Ask,
    }
}

impl Site {
    async fn annas(&self) -> SellerStaff<CanPromote> {
        self.person(ANNA).await.member(None).unwrap().with().unwrap()
    }

    /// The plaid at 1 000 roubles in the winter sale, so many pieces of it; the sale ends in ten minutes.
    async fn winter_sale(&self, pieces: Option<i64>) {
        self.sale(WINTER, "Зимняя распродажа", Benefit::Price, Vec::new(), Some(100_000), pieces).await;
    }

    async fn sale(
        &self,
        id: PromotionId,
        title: &str,
        benefit: Benefit,
        conditions: Vec<Condition>,
        price: Option<i64>,
        pieces: Option<i64>,
    ) {
        import::promotions(&self.app, vec![sale(id, title, benefit, conditions)]).await.unwrap();
        let entry = Entry { sku: PLAID, ask: Ask { price, quantity: pieces }, seen: None };
        let outcome = promotions::join(&self.app, &self.annas().await, id, vec![entry]).await.unwrap();
        assert!(outcome.iter().all(|(_, joined)| joined.is_ok()), "{outcome:?}");
    }

    async fn price(&self, change: impl FnOnce(&mut NewPrice)) {
        let mut new = NewPrice::of(PLAID);
        change(&mut new);
        let outcome = prices::set_prices(&self.app, &self.annas().await, vec![new]).await.unwrap();
        assert!(outcome.iter().all(|(_, set)| set.is_ok()), "{outcome:?}");
    }

    async fn basket(&self, who: PersonId) -> View {
        baskets::view(&self.app, &self.buyer(who).await).await.unwrap()
    }

    async fn put(&self, who: PersonId, pieces: i64) -> Result<i64, Failure> {
        basket::add(&self.app, &self.buyer(who).await, PLAID, pieces).await
    }

    async fn order(&self, who: PersonId, total: i64) -> Result<Vec<OrderId>, Failure> {
        basket::order(&self.app, &self.buyer(who).await, total, None).await
    }

    /// The worker looks around once.
    async fn tidy(&self) {
        app::worker::run(self.app.clone(), std::future::ready(())).await;
    }

    async fn stock(&self, pieces: i64) {
        let product = import::Product { stock: pieces, ..plaid(self.app.now(), false) };
        import::products(&self.app, vec![product]).await.unwrap();
    }

    /// What the plaid costs on its card.
    async fn card_price(&self) -> i64 {
        baskets::shown(&self.app, vec![(HOME, PLAID)]).await.unwrap().first().unwrap().price
    }
}

#[rstest::rstest]
#[tokio::test]
async fn a_buyer_pays_the_sales_price_and_the_order_keeps_why(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    site.winter_sale(Some(3)).await;
    assert_eq!(site.card_price().await, 100_000);
    assert_eq!(site.put(OLGA, 2).await.unwrap(), 2);
    let seen = site.basket(OLGA).await;
    assert_eq!((seen.total, seen.undiscounted), (Money::kopecks(200_000), Money::kopecks(238_000)));
    assert_eq!(seen.until, Timestamp::parse("2026-03-10T12:15:00Z"));

    let orders = site.order(OLGA, 200_000).await.unwrap();
    let [order] = orders.as_slice() else { panic!("one shop, one order: {orders:?}") };
    let kept = baskets::order(&site.app, &site.buyer(OLGA).await, order.clone()).await.unwrap();
    assert_eq!(kept.total(), Money::kopecks(200_000));
    let [(line, Some(why))] = kept.lines.as_slice() else { panic!("a line that says why") };
    assert_eq!((line.quantity, line.list_price), (2, Some(119_000)));
    let [gift] = gifts(why).try_into().unwrap();
    assert_eq!((gift.title.0.as_str(), gift.minor, gift.pieces, gift.bp), ("Зимняя распродажа", 38_000, 2, 1_597));
    assert_eq!(line.price.minor + gift.minor, 2 * 119_000, "every kopeck is explained");
    assert!(site.basket(OLGA).await.rows.is_empty());
    let stranger = baskets::order(&site.app, &site.buyer(PYOTR).await, order.clone()).await;
    assert_eq!(code(stranger), Code::OrderNotFound);
}

#[rstest::rstest]
#[tokio::test]
async fn the_last_piece_is_bought_once_and_the_next_buyer_sees_the_regular_price(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    site.winter_sale(Some(1)).await;
    site.put(OLGA, 1).await.unwrap();
    site.put(PYOTR, 1).await.unwrap();
    assert_eq!(site.basket(PYOTR).await.total, Money::kopecks(119_000), "it is kept for Ольга");
    site.order(OLGA, 100_000).await.unwrap();
    assert_eq!(site.card_price().await, 119_000);
    assert_eq!(code(site.order(PYOTR, 100_000).await), Code::BasketChanged);
    site.order(PYOTR, 119_000).await.unwrap();
}

#[rstest::rstest]
#[tokio::test]
async fn a_piece_that_nobody_orders_can_be_had_again_after_a_quarter_of_an_hour(
    #[values(Sqlite, Postgres)] engine: Engine,
    #[values(true, false)] worker: bool,
) {
    let site = Site::start(engine).await;
    let long = NewPromotion {
        time: (site.app.now(), site.app.now().after(std::time::Duration::from_secs(86_400))),
        ..sale(FLASH, "Ночь скидок", Benefit::Price, Vec::new())
    };
    import::promotions(&site.app, vec![long]).await.unwrap();
    let entry = Entry { sku: PLAID, ask: Ask { price: Some(90_000), quantity: Some(1) }, seen: None };
    promotions::join(&site.app, &site.annas().await, FLASH, vec![entry]).await.unwrap();
    site.put(OLGA, 1).await.unwrap();
    site.wait(14 * 60);
    assert_eq!(site.card_price().await, 119_000);
    site.wait(60);
    if worker {
        site.tidy().await;
        assert_eq!(site.card_price().await, 90_000);
    }
    site.put(PYOTR, 1).await.unwrap();
    assert_eq!(site.basket(PYOTR).await.total, Money::kopecks(90_000));
    let olga = site.basket(OLGA).await;
    assert_eq!((olga.until, olga.total), (None, Money::kopecks(119_000)));
    assert_eq!(olga.rows.first().and_then(|row| row.change), Some(Change::Dearer(90_000)), "it is said plainly");
}

#[rstest::rstest]
#[tokio::test]
async fn a_promised_price_holds_though_the_sale_ends_and_the_price_goes_up(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    site.winter_sale(None).await;
    site.put(OLGA, 1).await.unwrap();
    site.wait(11 * 60);
    site.work().await;
    site.price(|new| new.price = Some(Money::kopecks(150_000))).await;
    assert_eq!(site.card_price().await, 150_000);
    assert_eq!(site.basket(OLGA).await.total, Money::kopecks(100_000));
    site.put(OLGA, 1).await.unwrap();
    assert_eq!(site.basket(OLGA).await.total, Money::kopecks(250_000), "what comes later costs what it costs then");
    site.order(OLGA, 250_000).await.unwrap();
}

#[rstest::rstest]
#[tokio::test]
async fn a_promise_that_is_over_is_no_promise_and_nothing_dearer_is_ordered_silently(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    site.winter_sale(None).await;
    site.put(OLGA, 1).await.unwrap();
    site.wait(15 * 60);
    assert_eq!(code(site.order(OLGA, 100_000).await), Code::BasketChanged);
    let seen = site.basket(OLGA).await;
    assert_eq!((seen.total, seen.until), (Money::kopecks(119_000), None));
    basket::renew(&site.app, &site.buyer(OLGA).await).await.unwrap();
    assert!(site.basket(OLGA).await.until.is_some());
    site.order(OLGA, 119_000).await.unwrap();
}

#[rstest::rstest]
#[tokio::test]
async fn a_price_that_falls_is_the_one_that_is_paid(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    site.put(OLGA, 2).await.unwrap();
    site.price(|new| new.price = Some(Money::kopecks(99_000))).await;
    let seen = site.basket(OLGA).await;
    assert_eq!(seen.total, Money::kopecks(198_000));
    assert_eq!(seen.rows.first().and_then(|row| row.change), Some(Change::Cheaper(238_000)));
    let [order] = site.order(OLGA, 238_000).await.unwrap().try_into().unwrap();
    let kept = baskets::order(&site.app, &site.buyer(OLGA).await, order).await.unwrap();
    assert_eq!(kept.total(), Money::kopecks(198_000));
}

#[rstest::rstest]
#[tokio::test]
async fn the_floor_cuts_a_stack_and_says_so(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    site.price(|new| new.floor = Some(Some(95_000))).await;
    site.winter_sale(None).await;
    let off = Benefit::Percent { bp: 2_000 };
    site.sale(OVER_1000, "Больше тысячи", off, vec![Condition::OrderSum { minor: 100_000 }], None, None).await;
    site.put(OLGA, 1).await.unwrap();
    let seen = site.basket(OLGA).await;
    assert_eq!(seen.total, Money::kopecks(95_000));
    let cut: Vec<_> = seen.rows[0].gifts.iter().map(|gift| (gift.minor, gift.cut_by_floor)).collect();
    assert_eq!(cut, [(19_000, false), (5_000, true)]);
}

#[rstest::rstest]
#[tokio::test]
async fn pressing_twice_is_one_order(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    site.put(OLGA, 1).await.unwrap();
    let olga = site.buyer(OLGA).await;
    let press = || basket::order(&site.app, &olga, 119_000, Some(Once::new("order", "key-1", "119000")));
    let (one, other) = tokio::join!(press(), press());
    assert_eq!(one.unwrap(), other.unwrap());
    assert_eq!(code(site.order(OLGA, 119_000).await), Code::BasketEmpty);
}

#[rstest::rstest]
#[tokio::test]
async fn a_basket_says_what_it_does_not_take(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let olga = site.buyer(OLGA).await;
    assert_eq!(code(site.put(OLGA, 0).await), Code::BasketQuantity);
    assert_eq!(code(site.put(OLGA, 1_001).await), Code::BasketQuantity);
    assert_eq!(code(site.put(OLGA, i64::MIN).await), Code::BasketQuantity);
    assert_eq!(code(site.put(OLGA, 8).await), Code::OutOfStock);
    assert_eq!(code(basket::remove(&site.app, &olga, PLAID).await), Code::NotInBasket);
    assert_eq!(code(basket::coupon(&site.app, &olga, "НЕТ ТАКОГО").await), Code::CouponUnknown);
    assert_eq!(code(site.order(OLGA, i64::MAX).await), Code::BasketEmpty);
    let many = (0..51).map(|number| import::Product {
        sku: domain::Sku(400_000 + number),
        product_id: domain::ProductId(400_000 + number),
        offer_id: format!("N-{number}"),
        ..plaid(site.app.now(), false)
    });
    import::products(&site.app, many.collect()).await.unwrap();
    for number in 0..50 {
        basket::add(&site.app, &olga, domain::Sku(400_000 + number), 1).await.unwrap();
    }
    assert_eq!(code(basket::add(&site.app, &olga, domain::Sku(400_050), 1).await), Code::BasketFull);
    basket::set(&site.app, &olga, domain::Sku(400_000), 7).await.unwrap();
    assert_eq!(site.basket(OLGA).await.total, Money::kopecks(56 * 119_000));
}

#[rstest::rstest]
#[tokio::test]
async fn what_sells_out_in_the_basket_is_said_and_not_ordered(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    site.put(OLGA, 5).await.unwrap();
    site.put(PYOTR, 4).await.unwrap();
    site.order(PYOTR, 4 * 119_000).await.unwrap();
    let seen = site.basket(OLGA).await;
    assert_eq!((seen.rows[0].pieces, seen.rows[0].change), (3, Some(Change::Fewer)));
    assert_eq!(seen.total, Money::kopecks(3 * 119_000));
    site.stock(0).await;
    assert_eq!(site.basket(OLGA).await.rows[0].change, Some(Change::SoldOut));
    assert_eq!(code(site.order(OLGA, i64::MAX).await), Code::BasketEmpty);
}

/// Buyers who all want the same.
async fn crowd(site: &Site, size: u128) -> Vec<Buyer> {
    let id = |number: u128| PersonId(uuid::Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0001_0000 + number));
    let everybody = (0..size).map(|number| people::Newcomer {
        id: id(number),
        name: format!("Покупатель {number}"),
        staff: Vec::new(),
        desk: None,
    });
    people::introduce(&site.app, Vec::new(), everybody.collect()).await.unwrap();
    let mut all = Vec::new();
    for number in 0..size {
        all.push(site.buyer(id(number)).await);
    }
    all
}

/// Tries again for as long as the store is busy, as a program does that was told to come again.
async fn patiently<T, F: Future<Output = Result<T, Failure>>>(mut action: impl FnMut() -> F) -> Result<T, Failure> {
    loop {
        match action().await {
            Err(Failure::Refusal(refusal)) if refusal.code == Code::Busy => tokio::task::yield_now().await,
            done => return done,
        }
    }
}

/// Everybody puts one piece in and orders it at `price`; how many got it.
async fn rush(nodes: &[App], buyers: &[Buyer], price: i64) -> usize {
    let each = buyers.iter().enumerate().map(|(number, buyer)| {
        let (app, buyer) = (nodes[number % nodes.len()].clone(), buyer.clone());
        tokio::spawn(async move {
            if let Err(failure) = patiently(|| basket::set(&app, &buyer, PLAID, 1)).await {
                assert_eq!(failure.refusal().map(|refusal| refusal.code), Some(Code::OutOfStock), "{failure}");
                return false;
            }
            match patiently(|| basket::order(&app, &buyer, price, None)).await {
                Ok(_) => true,
                Err(failure) => {
                    let code = failure.refusal().map(|refusal| refusal.code);
                    assert!(matches!(code, Some(Code::BasketChanged | Code::BasketEmpty)), "{failure}");
                    false
                }
            }
        })
    });
    let all: Vec<_> = each.collect();
    let mut got = 0;
    for one in all {
        got += usize::from(one.await.unwrap());
    }
    got
}

/// Rounds of the race: `OTKLIK_RACE_ROUNDS`, else three.
fn rounds() -> i64 {
    std::env::var("OTKLIK_RACE_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(3)
}

#[rstest::rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_thousand_buyers_for_the_last_ten_pieces_get_exactly_ten(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    site.stock(1_000_000).await;
    let buyers = crowd(&site, 1_000).await;
    let mut nodes = vec![site.app.clone()];
    if engine == Postgres {
        nodes.push(site.another_node().await);
    }
    for round in 0..rounds() {
        let id = PromotionId(WINTER.0 + 100 + round);
        // Each sale is cheaper than the one before, which is sold out.
        let price = 100_000 - round;
        site.sale(id, "Последние десять", Benefit::Price, Vec::new(), Some(price), Some(10)).await;
        assert_eq!(rush(&nodes, &buyers, price).await, 10, "round {round}");
        let report = app::queries::promotions::one(&site.app, &site.annas().await.reader(), id).await.unwrap();
        let counted = report.running.promotion.counted;
        assert_eq!((counted.pieces, counted.turnover), (10, 10 * price));
        assert_eq!((counted.discount, counted.spent), (10 * (119_000 - price), 10 * (119_000 - price)));
        assert_eq!(site.card_price().await, 119_000);
    }
}

#[rstest::rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_more_is_ordered_than_is_in_stock(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    site.stock(10).await;
    let buyers = crowd(&site, 200).await;
    assert_eq!(rush(std::slice::from_ref(&site.app), &buyers, 119_000).await, 10);
}
