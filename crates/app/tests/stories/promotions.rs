//! Promotions: shops put products in, prices follow, and nothing sells under its floor.

use app::commands::import::{self, NewPromotion, Product};
use app::commands::prices::{self, NewFacts, NewPrice, NewRules};
use app::commands::promotions::{self, Entry, enrolment, leave, leave_all, preview};
use app::queries::promotions::{CandidateFilter, Filter, Tab};
use app::{CanPromote, SellerStaff};
use domain::promotions::admission::Ask;
use domain::promotions::benefit::Benefit;
use domain::promotions::condition::Condition;
use domain::promotions::{Answer, Enrol, Funding, Kind, OnFloor, Phase, Standing};
use domain::{Code, Money, PersonId, ProductId, PromotionId, SellerId, Sku};

use crate::support::*;

/// The sale.
pub const WINTER: PromotionId = PromotionId(9_200_000_000_000_001);
const DAY: i64 = 86_400;

fn sku(number: i64) -> Sku {
    Sku(9_100_000_000_000_000 + number)
}

fn mug(site: &Site, seller: SellerId, number: i64) -> Product {
    Product {
        seller,
        sku: sku(number),
        product_id: ProductId(number),
        offer_id: format!("кружка-{number}"),
        name: format!("Кружка {number}"),
        category: if number % 2 == 0 { "Посуда".into() } else { "Подарки".into() },
        brand: String::new(),
        description: String::new(),
        attributes: "{}".into(),
        price: Money::kopecks(100_000),
        old_price: None,
        stock: 20,
        picture: None,
        archived: false,
        created_at: site.app.now(),
        updated_at: site.app.now(),
        stars: [0; 5],
        reviews: 0,
        pinned: None,
    }
}

/// A sale that asks for 15 %, begins in an hour and lasts ten days.
pub fn winter(site: &Site) -> NewPromotion {
    let at = |seconds: i64| domain::Timestamp(site.app.now().0 + seconds * 1_000_000);
    NewPromotion {
        id: WINTER,
        kind: Kind::Discount,
        title: ("Зимняя распродажа".into(), "Winter sale".into()),
        description: (String::new(), String::new()),
        funding: Funding::Seller,
        conditions: vec![Condition::MinDiscount { bp: 1_500 }],
        benefit: Benefit::Price,
        time: (at(3_600), at(10 * DAY)),
        freeze_at: None,
        auto_add_at: None,
        enrol: Enrol::Ask,
    }
}

/// A site with mugs and a sale.
pub async fn with(engine: Engine, change: impl FnOnce(&Site) -> NewPromotion) -> Site {
    let site = Site::start(engine).await;
    let mugs = (1..=6).map(|number| mug(&site, HOME, number));
    let strange = mug(&site, NEIGHBOUR, 7);
    import::products(&site.app, mugs.chain([strange]).collect()).await.unwrap();
    let promotion = change(&site);
    import::promotions(&site.app, vec![promotion]).await.unwrap();
    site
}

async fn promoter(site: &Site, who: PersonId) -> SellerStaff<CanPromote> {
    site.person(who).await.member(None).unwrap().with().unwrap()
}

/// A mug at a price.
pub fn at(number: i64, price: i64) -> Entry {
    Entry { sku: sku(number), ask: Ask { price: Some(price), quantity: None }, seen: None }
}

/// What became of each product: its price, or why not.
pub async fn join(site: &Site, entries: Vec<Entry>) -> Vec<Result<Option<i64>, Code>> {
    let anna = promoter(site, ANNA).await;
    let outcomes = promotions::join(&site.app, &anna, WINTER, entries).await.unwrap();
    outcomes.into_iter().map(|(_, outcome)| outcome.map(|agreed| agreed.price).map_err(|no| no.code)).collect()
}

async fn on_card(site: &Site, number: i64) -> i64 {
    app::queries::prices::shown(&site.app, vec![(HOME, sku(number))]).await.unwrap()[0].price
}

#[rstest::rstest]
#[tokio::test]
async fn a_shop_puts_products_in_and_prices_follow_from_the_beginning_to_the_end(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = with(engine, winter).await;
    assert_eq!(
        join(&site, vec![at(1, 80_000), at(2, 90_000), at(7, 80_000)]).await,
        [Ok(Some(80_000)), Err(Code::PriceTooHigh), Err(Code::ProductNotFound)]
    );
    assert_eq!(on_card(&site, 1).await, 100_000);
    site.wait(3_600);
    site.work().await;
    assert_eq!(on_card(&site, 1).await, 80_000);
    let anna = promoter(&site, ANNA).await;
    let history = app::queries::prices::history(&site.app, &anna.reader(), sku(1)).await.unwrap();
    assert_eq!(history.iter().map(|point| point.price).collect::<Vec<_>>(), [100_000, 80_000]);
    site.wait(10 * DAY);
    site.work().await;
    assert_eq!(on_card(&site, 1).await, 100_000);
    let over = app::queries::promotions::products(&site.app, &anna.reader(), WINTER, Standing::Ended, Sku(0), 9).await;
    assert_eq!(over.unwrap().items.len(), 1);
    let finished = app::queries::promotions::list(&site.app, &anna.reader(), Tab::Finished, Filter::default()).await;
    assert_eq!(finished.unwrap()[0].phase, Phase::Finished);
}

#[rstest::rstest]
#[tokio::test]
async fn the_tabs_tell_what_is_open_and_what_a_shop_is_in(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = with(engine, winter).await;
    let anna = promoter(&site, ANNA).await.reader();
    let list = async |tab| app::queries::promotions::list(&site.app, &anna, tab, Filter::default()).await.unwrap();
    assert_eq!((list(Tab::Available).await.len(), list(Tab::Mine).await.len()), (1, 0));
    assert_eq!(list(Tab::Available).await[0].could, 6 + 1, "the plaid too");
    join(&site, vec![at(1, 80_000)]).await;
    assert_eq!((list(Tab::Available).await.len(), list(Tab::Mine).await[0].joined), (0, 1));
}

#[rstest::rstest]
#[tokio::test]
async fn the_floor_cuts_a_price_or_leaves_a_product_out_as_the_shop_chose(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = with(engine, winter).await;
    let anna = promoter(&site, ANNA).await;
    let rules = |on_floor| NewRules { floor_percent: Some(7_000), floor_margin: None, on_floor };
    prices::set_rules(&site.app, &anna, rules(OnFloor::Cut)).await.unwrap();
    assert_eq!(join(&site, vec![at(1, 60_000)]).await, [Ok(Some(70_000))]);
    prices::set_rules(&site.app, &anna, rules(OnFloor::Leave)).await.unwrap();
    assert_eq!(join(&site, vec![at(2, 60_000)]).await, [Err(Code::PriceUnderFloor)]);
    site.wait(3_600);
    site.work().await;
    assert_eq!(on_card(&site, 1).await, 70_000);
    let kettle = NewFacts {
        sku: sku(1),
        cost: None,
        commission: None,
        logistics: None,
        tax: None,
        floor_price: Some(95_000),
        floor_margin: None,
        on_floor: Some(OnFloor::Cut),
        seen: None,
    };
    prices::set_facts(&site.app, &anna, vec![kettle]).await.unwrap();
    assert_eq!(on_card(&site, 1).await, 95_000, "a floor that is raised later holds at once");
    let consents = app::queries::promotions::consents(&site.app, &anna.reader(), WINTER, Some(sku(1)), 9).await;
    assert_eq!(consents.unwrap()[0].what, "cut");
}

#[rstest::rstest]
#[tokio::test]
async fn two_editors_of_one_product_do_not_overwrite_each_other(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = with(engine, winter).await;
    join(&site, vec![at(1, 80_000)]).await;
    let seen = Entry { seen: Some(1), ..at(1, 79_000) };
    assert_eq!(join(&site, vec![seen]).await, [Ok(Some(79_000))]);
    let anna = promoter(&site, ANNA).await;
    let late = Entry { seen: Some(1), ..at(1, 84_000) };
    let outcome = promotions::join(&site.app, &anna, WINTER, vec![late]).await.unwrap().remove(0).1;
    let refusal = outcome.unwrap_err();
    assert_eq!(refusal.code, Code::ParticipationChanged);
    assert!(refusal.words(domain::Lang::Ru).contains("790"), "{refusal}");
}

#[rstest::rstest]
#[tokio::test]
async fn a_preview_keeps_nothing(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = with(engine, winter).await;
    let anna = promoter(&site, ANNA).await;
    let seen = preview(&site.app, &anna, WINTER, vec![at(1, 80_000), at(2, 99_000)]).await.unwrap();
    assert!(seen[0].1.is_ok() && seen[1].1.is_err());
    let one = app::queries::promotions::one(&site.app, &anna.reader(), WINTER).await.unwrap();
    assert_eq!(one.joined, 0);
}

#[rstest::rstest]
#[tokio::test]
async fn leaving_takes_the_price_away_and_what_is_not_in_cannot_leave(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = with(engine, winter).await;
    join(&site, vec![at(1, 80_000), at(2, 80_000), at(3, 80_000)]).await;
    site.wait(3_600);
    site.work().await;
    let anna = promoter(&site, ANNA).await;
    let left = leave(&site.app, &anna, WINTER, vec![sku(1), sku(4), sku(1)]).await.unwrap();
    assert!(left[0].1.is_ok());
    assert_eq!(left[1].1.as_ref().unwrap_err().code, Code::NotInPromotion);
    assert_eq!(on_card(&site, 1).await, 100_000);
    assert_eq!(leave_all(&site.app, &anna, WINTER).await.unwrap(), 2);
    let one = app::queries::promotions::one(&site.app, &anna.reader(), WINTER).await.unwrap();
    assert_eq!((one.joined, on_card(&site, 2).await), (0, 100_000));
}

#[rstest::rstest]
#[tokio::test]
async fn after_the_freeze_the_list_is_fixed(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = with(engine, |site| {
        let freeze = domain::Timestamp(site.app.now().0 + 1_800_000_000);
        NewPromotion { freeze_at: Some(freeze), ..winter(site) }
    })
    .await;
    join(&site, vec![at(1, 80_000)]).await;
    site.wait(1_800);
    assert_eq!(
        join(&site, vec![at(2, 80_000), at(1, 81_000), at(1, 79_000)]).await[..2],
        [Err(Code::PromotionFrozen), Err(Code::PromotionFrozen)]
    );
    assert_eq!(join(&site, vec![at(1, 79_000)]).await, [Ok(Some(79_000))]);
    let anna = promoter(&site, ANNA).await;
    assert_eq!(code(leave_all(&site.app, &anna, WINTER).await), Code::PromotionFrozen);
}

#[rstest::rstest]
#[tokio::test]
async fn a_product_whose_own_price_falls_under_the_promotions_leaves_it(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = with(engine, winter).await;
    join(&site, vec![at(1, 80_000), at(2, 70_000)]).await;
    let anna = promoter(&site, ANNA).await;
    let cheaper = |number| NewPrice { price: Some(Money::kopecks(75_000)), ..NewPrice::of(sku(number)) };
    let outcomes = prices::set_prices(&site.app, &anna, vec![cheaper(1), cheaper(2)]).await.unwrap();
    assert!(outcomes.iter().all(|(_, outcome)| outcome.is_ok()));
    let one = app::queries::promotions::one(&site.app, &anna.reader(), WINTER).await.unwrap();
    assert_eq!(one.joined, 1);
    assert_eq!(on_card(&site, 1).await, 75_000);
}

#[rstest::rstest]
#[tokio::test]
async fn a_price_that_cannot_be_meant_changes_nothing(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = with(engine, winter).await;
    let anna = promoter(&site, ANNA).await;
    let price = |minor| NewPrice { price: Some(Money::kopecks(minor)), ..NewPrice::of(sku(1)) };
    let gap = NewPrice { old_price: Some(Some(100_001)), ..price(100_000) };
    let floor = NewPrice { floor: Some(Some(100_001)), ..NewPrice::of(sku(1)) };
    let euro = NewPrice { price: Some(Money::new(5, domain::Currency::Eur)), ..NewPrice::of(sku(1)) };
    let strange = NewPrice { price: Some(Money::kopecks(5)), ..NewPrice::of(sku(7)) };
    let all = vec![price(0), price(-5), price(i64::MAX), gap, floor, euro, strange];
    let outcomes = prices::set_prices(&site.app, &anna, all).await.unwrap();
    let codes: Vec<Code> = outcomes.into_iter().map(|(_, outcome)| outcome.unwrap_err().code).collect();
    assert_eq!(
        codes,
        [
            Code::PriceInvalid,
            Code::PriceInvalid,
            Code::PriceInvalid,
            Code::PriceGapTooSmall,
            Code::FloorAbovePrice,
            Code::CurrencyOther,
            Code::ProductNotFound
        ]
    );
    assert_eq!(on_card(&site, 1).await, 100_000);
}

#[rstest::rstest]
#[tokio::test]
async fn silence_is_no_and_yes_enrols_only_above_the_floor(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = with(engine, |site| {
        let auto = domain::Timestamp(site.app.now().0 + 8 * DAY * 1_000_000);
        NewPromotion { auto_add_at: Some(auto), ..winter(site) }
    })
    .await;
    let (anna, stepan) = (promoter(&site, ANNA).await, promoter(&site, STEPAN).await);
    enrolment::answer(&site.app, &anna, Kind::Discount, Answer::Join).await.unwrap();
    let floor = NewPrice { floor: Some(Some(90_000)), ..NewPrice::of(sku(2)) };
    let never = NewPrice { auto_join: Some(Some(false)), ..NewPrice::of(sku(3)) };
    prices::set_prices(&site.app, &anna, vec![floor, never]).await.unwrap();
    site.wait(DAY);
    site.work().await;
    let announced = app::queries::promotions::announced(&site.app, &anna.reader()).await.unwrap();
    assert_eq!(
        announced[0].autos, 5,
        "four mugs and the plaid: not the one above the limit, not the one that never joins"
    );
    let silent = app::queries::promotions::announced(&site.app, &stepan.reader()).await.unwrap();
    assert_eq!((silent.len(), silent[0].autos), (1, 0), "told, and not enrolled");
    enrolment::drop(&site.app, &anna, WINTER, vec![sku(1)]).await.unwrap();
    let raised = NewPrice { floor: Some(Some(99_000)), ..NewPrice::of(sku(4)) };
    prices::set_prices(&site.app, &anna, vec![raised]).await.unwrap();
    site.wait(7 * DAY);
    site.work().await;
    let joined = app::queries::promotions::one(&site.app, &anna.reader(), WINTER).await.unwrap().joined;
    assert_eq!(joined, 3, "what was dropped stays out, and so does what would break its floor now");
    let ledger = app::queries::promotions::consents(&site.app, &anna.reader(), WINTER, None, 50).await.unwrap();
    let of = |what: &str| ledger.iter().filter(|line| line.what == what).count();
    assert_eq!((of("announced"), of("dropped"), of("enrolled"), of("left_out")), (1, 1, 3, 1));
    assert_eq!(app::queries::promotions::one(&site.app, &stepan.reader(), WINTER).await.unwrap().joined, 0);
}

#[rstest::rstest]
#[tokio::test]
async fn candidates_say_why_they_cannot_take_part_and_page_on(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = with(engine, |site| {
        let conditions =
            vec![Condition::MinDiscount { bp: 1_500 }, Condition::Categories { names: vec!["Посуда".into()] }];
        NewPromotion { conditions, ..winter(site) }
    })
    .await;
    join(&site, vec![at(2, 80_000)]).await;
    let anna = promoter(&site, ANNA).await.reader();
    let suitable = CandidateFilter { suitable: true, ..CandidateFilter::default() };
    let page = async |filter: &CandidateFilter, after, limit| {
        app::queries::promotions::candidates(&site.app, &anna, WINTER, filter.clone(), after, limit).await.unwrap()
    };
    let first = page(&suitable, Sku(0), 1).await;
    assert_eq!(first.items[0].product.sku, sku(4));
    let rest = page(&suitable, first.next.unwrap(), 5).await;
    assert_eq!(rest.items.iter().map(|one| one.product.sku).collect::<Vec<_>>(), [sku(6)]);
    let all = page(&CandidateFilter::default(), Sku(0), 50).await;
    let gift = all.items.iter().find(|one| one.product.sku == sku(1)).unwrap();
    assert_eq!(gift.offered.as_ref().unwrap_err().code, Code::CategoryNotInPromotion);
    let words = CandidateFilter { words: "кружка-4".into(), ..CandidateFilter::default() };
    assert_eq!(page(&words, Sku(0), 5).await.items[0].product.sku, sku(4));
}

#[rstest::rstest]
#[tokio::test]
async fn the_worst_case_is_told_before_anything_is_saved(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = with(engine, winter).await;
    let anna = promoter(&site, ANNA).await;
    let facts = NewFacts {
        sku: sku(1),
        cost: Some(50_000),
        commission: Some(1_000),
        logistics: None,
        tax: None,
        floor_price: Some(75_000),
        floor_margin: None,
        on_floor: None,
        seen: None,
    };
    prices::set_facts(&site.app, &anna, vec![facts]).await.unwrap();
    let ask = Ask { price: Some(80_000), quantity: Some(10) };
    let worst = app::queries::promotions::worst(&site.app, &anna.reader(), WINTER, sku(1), ask).await.unwrap();
    assert_eq!((worst.bill.pieces, worst.bill.alone, worst.bill.turnover), (10, 80_000, 800_000));
    assert_eq!(worst.bill.margin, Some(10 * (80_000 - 50_000 - 8_000)));
    assert_eq!((worst.bill.lowest, worst.floor), (80_000, 75_000));
    let dearer = Ask { price: Some(90_000), ..ask };
    let refused = app::queries::promotions::worst(&site.app, &anna.reader(), WINTER, sku(1), dearer).await.unwrap();
    assert_eq!(refused.outcome.unwrap_err().code, Code::PriceTooHigh);
    let joined = app::queries::promotions::one(&site.app, &anna.reader(), WINTER).await.unwrap().joined;
    assert_eq!(joined, 0);
}

#[rstest::rstest]
#[tokio::test]
async fn pieces_that_a_basket_was_promised_cannot_be_taken_back(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = with(engine, winter).await;
    let pieces = |quantity| Entry { ask: Ask { price: Some(80_000), quantity: Some(quantity) }, ..at(1, 80_000) };
    assert_eq!(join(&site, vec![pieces(5)]).await, [Ok(Some(80_000))]);
    site.wait(3_600);
    site.work().await;
    let olga = site.buyer(OLGA).await;
    app::commands::basket::set(&site.app, &olga, sku(1), 3).await.unwrap();
    assert_eq!(join(&site, vec![pieces(2)]).await, [Err(Code::QuantityPromised)]);
    assert_eq!(join(&site, vec![pieces(3)]).await, [Ok(Some(80_000))]);
    let orders = app::commands::basket::order(&site.app, &olga, 3 * 80_000, None).await.unwrap();
    assert_eq!(orders.len(), 1);
    assert_eq!(join(&site, vec![pieces(2)]).await, [Err(Code::QuantityPromised)], "sold is sold");
    assert_eq!(on_card(&site, 1).await, 100_000, "all three are sold, so the card shows the regular price");
}
