//! A seller's own promotions.

use std::collections::HashSet;

use app::commands::own_promotions::{self as own, Added};
use app::queries::own_promotions::{self as seen, Filter, Own};
use app::queries::promotions as beside;
use app::{CanPromote, SellerStaff};
use domain::promotions::benefit::{Cut, Step};
use domain::promotions::own::{CodeSort, Codes, Gives, Plan};
use domain::promotions::{Phase, Standing, State};
use domain::{Code, PersonId, PromotionId, Sku, Timestamp};

use crate::support::*;

const DAY: i64 = 86_400;

async fn promoter(site: &Site, who: PersonId) -> SellerStaff<CanPromote> {
    site.person(who).await.member(None).unwrap().with().unwrap()
}

fn plan(site: &Site, gives: Gives) -> Plan {
    let at = |seconds: i64| Timestamp(site.app.now().0 + seconds * 1_000_000);
    let (starts_at, ends_at) = (at(3_600), at(10 * DAY));
    Plan {
        title: "Тёплая неделя".into(), starts_at, ends_at, gives, segment: None, budget: None, codes: None
    }
}

/// Анна makes a promotion.
pub async fn made(site: &Site, gives: Gives) -> PromotionId {
    let anna = promoter(site, ANNA).await;
    own::create(&site.app, &anna, plan(site, gives), false, None).await.unwrap()
}

async fn one(site: &Site, id: PromotionId) -> Own {
    seen::one(&site.app, &promoter(site, ANNA).await.reader(), id).await.unwrap()
}

/// She moves it on.
pub async fn turn(site: &Site, id: PromotionId, next: State) -> Result<(), app::Failure> {
    own::turn_to(&site.app, &promoter(site, ANNA).await, id, next).await
}

fn plaid_at(off: i64) -> Vec<Added> {
    vec![Added { sku: PLAID, off: Some(off), currency: Some("rub".into()) }]
}

/// What the plaid costs on its card.
async fn shown(site: &Site, id: PromotionId) -> i64 {
    let anna = promoter(site, ANNA).await.reader();
    beside::product(&site.app, &anna, id, PLAID).await.unwrap().shown
}

#[rstest::rstest]
#[tokio::test]
async fn a_promotion_goes_from_draft_to_its_end_and_prices_follow_it(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let anna = promoter(&site, ANNA).await;
    let id = made(&site, Gives::Discount { min: 500 }).await;
    assert_eq!(one(&site, id).await.phase, Phase::Draft);
    own::add(&site.app, &anna, id, plaid_at(1_000)).await.unwrap();
    turn(&site, id, State::Published).await.unwrap();
    assert_eq!((one(&site, id).await.phase, shown(&site, id).await), (Phase::Scheduled, 119_000));
    site.wait(3_600);
    site.work().await;
    assert_eq!((one(&site, id).await.phase, shown(&site, id).await), (Phase::Running, 107_100));
    turn(&site, id, State::Paused).await.unwrap();
    site.work().await;
    assert_eq!((one(&site, id).await.phase, shown(&site, id).await), (Phase::Paused, 119_000));
    turn(&site, id, State::Published).await.unwrap();
    assert_eq!(shown(&site, id).await, 107_100);
    turn(&site, id, State::Stopped).await.unwrap();
    site.work().await;
    assert_eq!((one(&site, id).await.phase, shown(&site, id).await), (Phase::Finished, 119_000));
    assert_eq!(code(turn(&site, id, State::Published).await), Code::PromotionFinished);
    turn(&site, id, State::Archived).await.unwrap();
    let listed = seen::list(&site.app, &anna.reader(), Filter::default()).await.unwrap();
    assert!(listed.is_empty(), "it was put away");
}

#[rstest::rstest]
#[tokio::test]
async fn products_come_in_together_or_not_at_all(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let anna = promoter(&site, ANNA).await;
    let id = made(&site, Gives::Discount { min: 2_000 }).await;
    let strange = Added { sku: Sku(77), off: Some(2_500), currency: None };
    let both = [plaid_at(2_500), vec![strange]].concat();
    assert_eq!(code(own::add(&site.app, &anna, id, both).await), Code::ProductNotFound);
    assert_eq!(code(own::add(&site.app, &anna, id, plaid_at(1_999)).await), Code::PriceTooHigh);
    let dollars = vec![Added { sku: PLAID, off: Some(2_500), currency: Some("USD".into()) }];
    assert_eq!(code(own::add(&site.app, &anna, id, dollars).await), Code::CurrencyOther);
    assert_eq!(one(&site, id).await.running.promotion.counted.joined, 0);
    own::add(&site.app, &anna, id, plaid_at(2_500)).await.unwrap();
    assert_eq!(one(&site, id).await.running.promotion.counted.joined, 1);
    let gone = own::remove(&site.app, &anna, id, vec![PLAID, Sku(77)]).await;
    assert_eq!(code(gone), Code::NotInPromotion);
    own::remove(&site.app, &anna, id, vec![PLAID]).await.unwrap();
    assert_eq!(one(&site, id).await.running.promotion.counted.joined, 0);
}

#[rstest::rstest]
#[tokio::test]
async fn a_strangers_promotion_is_not_there(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let id = made(&site, Gives::Discount { min: 500 }).await;
    let stepan = promoter(&site, STEPAN).await;
    assert_eq!(code(seen::one(&site.app, &stepan.reader(), id).await), Code::PromotionNotFound);
    assert_eq!(code(own::turn_to(&site.app, &stepan, id, State::Published).await), Code::PromotionNotFound);
    assert_eq!(code(own::add(&site.app, &stepan, id, plaid_at(1_000)).await), Code::PromotionNotFound);
    assert_eq!(code(own::change(&site.app, &stepan, id, None, Ok).await), Code::PromotionNotFound);
    let manager = site.person(BORIS).await.member(None).unwrap().with::<CanPromote>();
    assert_eq!(manager.unwrap_err().code, Code::NotAllowed, "a manager answers buyers");
}

#[rstest::rstest]
#[tokio::test]
async fn the_second_of_two_editors_is_told_and_what_runs_keeps_its_beginning(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let anna = promoter(&site, ANNA).await;
    let id = made(&site, Gives::OrderDiscount { from: 300_000, cut: Cut::Percent(500) }).await;
    let version = one(&site, id).await.running.promotion.version;
    let called = |title: &'static str| move |plan: Plan| Ok(Plan { title: title.into(), ..plan });
    own::change(&site.app, &anna, id, Some(version), called("Первая")).await.unwrap();
    let late = own::change(&site.app, &anna, id, Some(version), called("Вторая")).await;
    assert_eq!(code(late), Code::PromotionChangedMeanwhile);
    turn(&site, id, State::Published).await.unwrap();
    site.wait(2 * 3_600);
    let before = one(&site, id).await.plan;
    let richer = |plan: Plan| Ok(Plan { budget: Some(500_000), ..plan });
    assert_eq!(code(own::change(&site.app, &anna, id, None, richer).await), Code::PauseFirst);
    let later = |plan: Plan| Ok(Plan { gives: Gives::OrderDiscount { from: 200_000, cut: Cut::Percent(700) }, ..plan });
    own::change(&site.app, &anna, id, None, later).await.unwrap();
    let after = one(&site, id).await.plan;
    assert_eq!((after.title.as_str(), after.starts_at), ("Первая", before.starts_at));
    assert_eq!(after.gives, Gives::OrderDiscount { from: 200_000, cut: Cut::Percent(700) });
    turn(&site, id, State::Paused).await.unwrap();
    own::change(&site.app, &anna, id, None, richer).await.unwrap();
    assert_eq!(one(&site, id).await.plan.budget, Some(500_000));
}

#[rstest::rstest]
#[tokio::test]
async fn codes_are_made_unlike_one_another_and_saved_by_an_address_that_ends(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let anna = promoter(&site, ANNA).await;
    let voucher = |codes| Plan {
        codes: Some(codes),
        budget: Some(1_000_000),
        ..plan(&site, Gives::Voucher { cut: Cut::Amount(20_000), from: 100_000 })
    };
    let many = Codes { count: 1_200, ..Codes::default() };
    let id = own::create(&site.app, &anna, voucher(many), true, None).await.unwrap();
    let csv = |link: String| {
        let app = site.app.clone();
        async move { seen::codes_csv(&app, id, link.rsplit('/').next().unwrap()).await }
    };
    let link = seen::codes_link(&site.app, &anna.reader(), id).await.unwrap();
    let file = csv(link.clone()).await.unwrap();
    let codes: HashSet<&str> = file.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!((codes.len(), codes.iter().all(|code| code.len() == 10)), (1_200, true));
    site.wait(601);
    assert_eq!(code(csv(link).await), Code::FileAddressOld);

    let word = Codes { word: Some("плед-20".into()), sort: CodeSort::Always, ..Codes::default() };
    let named = own::create(&site.app, &anna, voucher(word.clone()), true, None).await.unwrap();
    let (page, counts) = seen::codes(&site.app, &anna.reader(), named, String::new(), 10).await.unwrap();
    assert_eq!((page[0].code.as_str(), page[0].uses, counts.codes), ("ПЛЕД-20", None, 1));
    assert_eq!(code(own::create(&site.app, &anna, voucher(word), true, None).await), Code::CodeTaken);
    let more = Codes { count: 3, ..Codes::default() };
    assert_eq!(own::make_codes(&site.app, &anna, named, more, None).await.unwrap(), 4);
    let stepan = promoter(&site, STEPAN).await;
    assert_eq!(code(seen::codes_link(&site.app, &stepan.reader(), id).await), Code::PromotionNotFound);
}

#[rstest::rstest]
#[tokio::test]
async fn all_products_come_into_a_discount_by_the_sum_and_a_request_that_comes_twice_makes_one(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let anna = promoter(&site, ANNA).await;
    let step = |from_minor, bp| Step { from_minor, cut: Cut::Percent(bp) };
    let steps = Gives::MultiLevel { steps: vec![step(200_000, 500), step(400_000, 900)] };
    let once = || Some(app::Once::new("test", "key", "same"));
    let id = own::create(&site.app, &anna, plan(&site, steps.clone()), true, once()).await.unwrap();
    let again = own::create(&site.app, &anna, plan(&site, steps), true, once()).await.unwrap();
    assert_eq!(id, again);
    let there = beside::products(&site.app, &anna.reader(), id, Standing::In, Sku(0), 10).await.unwrap();
    let skus: Vec<Sku> = there.items.iter().map(|item| item.product.sku).collect();
    assert_eq!(skus, [PLAID]);
    assert_eq!(one(&site, id).await.running.promotion.counted.joined, 1);
}
