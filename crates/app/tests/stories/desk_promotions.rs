//! The marketplace's promotions, run from the desk.

use app::commands::desk_promotions::{self as desk, Word};
use app::commands::promotions::{self, Entry};
use app::queries::desk_promotions as seen;
use app::{CanPromote, Marketer, SellerStaff};
use domain::promotions::admission::Ask;
use domain::promotions::marketplace::Frame;
use domain::promotions::own::{Gives, Plan};
use domain::promotions::{Enrol, Funding, Phase, State};
use domain::{Code, PromotionId, Timestamp};

use crate::support::*;

const DAY: i64 = 86_400;

async fn marketer(site: &Site) -> Marketer {
    site.person(LEV).await.desk().unwrap().marketer().unwrap()
}

async fn anna(site: &Site) -> SellerStaff<CanPromote> {
    site.person(ANNA).await.member(None).unwrap().with().unwrap()
}

fn frame(site: &Site) -> Frame {
    let at = |seconds: i64| Timestamp(site.app.now().0 + seconds * 1_000_000);
    let plan = Plan {
        title: "Неделя уюта".into(),
        starts_at: at(3_600),
        ends_at: at(20 * DAY),
        gives: Gives::Discount { min: 1_000 },
        segment: None,
        budget: None,
        codes: None,
    };
    Frame {
        plan,
        title_en: "Cosy week".into(),
        description: ("Всё для дома".into(), "All for the home".into()),
        funding: Funding::Seller,
        min_stock: Some(5),
        categories: vec!["Пледы".into()],
        freeze_at: None,
        auto_add_at: None,
        enrol: Enrol::Ask,
        nominates: true,
    }
}

async fn published(site: &Site, frame: Frame) -> PromotionId {
    let lev = marketer(site).await;
    let id = desk::create(&site.app, &lev, frame, None).await.unwrap();
    desk::turn_to(&site.app, &lev, id, State::Published).await.unwrap();
    id
}

async fn join(site: &Site, id: PromotionId) -> Result<(), Code> {
    let entry = Entry { sku: PLAID, ask: Ask { price: Some(100_000), quantity: None }, seen: None };
    let outcomes = promotions::join(&site.app, &anna(site).await, id, vec![entry]).await;
    match outcomes {
        Ok(outcomes) => outcomes.into_iter().next().unwrap().1.map(drop).map_err(|refusal| refusal.code),
        Err(failure) => Err(failure.refusal().unwrap().code),
    }
}

#[rstest::rstest]
#[tokio::test]
async fn a_draft_is_nobodys_business_until_it_is_published_and_says_whom_it_would_reach(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let lev = marketer(&site).await;
    let id = desk::create(&site.app, &lev, frame(&site), None).await.unwrap();
    assert_eq!(join(&site, id).await, Err(Code::PromotionNotFound));
    let reach = seen::reach(&site.app, lev.desk(), id).await.unwrap();
    // Seven plaids at 1 190 ₽, each 10 % cheaper.
    assert_eq!((reach.products, reach.shops, reach.discount), (1, 1, 7 * 11_900));
    desk::turn_to(&site.app, &lev, id, State::Published).await.unwrap();
    assert_eq!(join(&site, id).await, Ok(()));
    let modest = site.person(MODEST).await.desk().unwrap();
    assert_eq!(seen::list(&site.app, &modest, Some(Phase::Scheduled)).await.unwrap().len(), 1);
    assert_eq!(modest.marketer().unwrap_err().code, Code::MarketerOnly, "a moderator only looks");
    assert_eq!(code(desk::change(&site.app, &lev, id, None, frame(&site)).await), Code::TermsFixed);
}

#[rstest::rstest]
#[tokio::test]
async fn a_product_waits_for_the_marketers_word_and_a_refusal_says_why(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let lev = marketer(&site).await;
    let id = published(&site, frame(&site)).await;
    join(&site, id).await.unwrap();
    let waiting = seen::nominated(&site.app, lev.desk(), id).await.unwrap();
    assert_eq!((waiting.len(), waiting[0].shop.as_str()), (1, "Тёплый дом"));
    let plaid = (HOME, PLAID);
    let without = desk::decide(&site.app, &lev, id, plaid, Word::Refuse("  ".into())).await;
    assert!(without.is_err(), "a refusal has a reason");
    desk::decide(&site.app, &lev, id, plaid, Word::Accept).await.unwrap();
    let one = seen::one(&site.app, lev.desk(), id).await.unwrap();
    assert_eq!(one.running.promotion.counted.joined, 1);
    assert!(seen::nominated(&site.app, lev.desk(), id).await.unwrap().is_empty());
    assert_eq!(code(desk::decide(&site.app, &lev, id, plaid, Word::Accept).await), Code::NotNominated);
}

#[rstest::rstest]
#[tokio::test]
async fn after_a_freeze_nothing_comes_in_and_nothing_leaves(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let lev = marketer(&site).await;
    let id = published(&site, Frame { nominates: false, ..frame(&site) }).await;
    join(&site, id).await.unwrap();
    desk::freeze(&site.app, &lev, id, None).await.unwrap();
    let left = promotions::leave(&site.app, &anna(&site).await, id, vec![PLAID]).await.unwrap();
    assert_eq!(left[0].1.as_ref().unwrap_err().code, Code::PromotionFrozen);
    desk::turn_to(&site.app, &lev, id, State::Stopped).await.unwrap();
    assert_eq!(code(desk::freeze(&site.app, &lev, id, None).await), Code::PromotionFinished);
}

#[rstest::rstest]
#[tokio::test]
async fn an_enrolment_is_announced_seven_days_ahead_also_where_the_draft_lay_about(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let lev = marketer(&site).await;
    let in_days = |days: i64| Some(Timestamp(site.app.now().0 + days * DAY * 1_000_000));
    let soon = Frame { auto_add_at: in_days(6), ..frame(&site) };
    assert_eq!(code(desk::create(&site.app, &lev, soon, None).await), Code::AnnounceEarlier);
    let fair = Frame { auto_add_at: in_days(8), enrol: Enrol::Contract, ..frame(&site) };
    let id = desk::create(&site.app, &lev, fair, None).await.unwrap();
    site.wait(2 * DAY);
    assert_eq!(code(desk::turn_to(&site.app, &lev, id, State::Published).await), Code::AnnounceEarlier);
}
