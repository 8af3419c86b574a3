//! Buyers ask for a lower price.

use app::commands::discount_requests::{self as requests, Asked, Decision, NewRequest, Verdict, Words};
use app::queries::discount_requests::{self as seen, Detail, Own, Start, Tab};
use app::{CanPromote, Failure, SellerStaff};
use domain::promotions::requests::{Action, Ask, Grant, RequestState, StandingRule};
use domain::{Code, PersonId, RequestId};

use crate::support::*;

/// What the plaid costs on the card.
const SHOWN: i64 = 119_000;

/// A price with which the shop can live.
const FAIR: i64 = 99_000;

impl Site {
    async fn promoter(&self, id: PersonId) -> SellerStaff<CanPromote> {
        self.person(id).await.member(None).unwrap().with().unwrap()
    }

    async fn ask_price(&self, who: PersonId, price: i64, words: &str) -> Result<Asked, Failure> {
        let ask = Ask { price, min: 1, max: 3 };
        let new = NewRequest { sku: PLAID, ask, words: Words::new(words).unwrap(), once: None };
        requests::ask(&self.app, &self.buyer(who).await, new).await
    }

    /// Ольга asks for a price.
    pub async fn asked(&self) -> RequestId {
        self.ask_price(OLGA, FAIR, "Возьму три, если дешевле").await.unwrap().request
    }

    /// Анна answers.
    pub async fn answer_with(&self, request: RequestId, verdict: Verdict) -> Result<(), Failure> {
        let anna = self.promoter(ANNA).await;
        requests::decide_one(&self.app, &anna, decision(request, verdict), None).await
    }

    async fn request(&self, id: RequestId) -> Detail {
        seen::one(&self.app, &self.promoter(ANNA).await.reader(), id).await.unwrap()
    }

    async fn my_request(&self) -> Own {
        let olga = self.buyer(OLGA).await;
        let (mut all, _) = seen::own(&self.app, &olga, None, 10).await.unwrap();
        all.remove(0)
    }

    async fn listed(&self, tab: Tab) -> usize {
        let anna = self.promoter(ANNA).await.reader();
        seen::list(&self.app, &anna, tab.states(), Start::default(), 50).await.unwrap().rows.len()
    }
}

fn decision(request: RequestId, verdict: Verdict) -> Decision {
    Decision { request, verdict, words: Words::new("Рады помочь").unwrap(), seen: None }
}

/// Yes, at a price.
pub fn grant(price: i64) -> Verdict {
    Verdict::Grant(Grant { price, min: 1, max: 2, hours: 24 })
}

#[rstest::rstest]
#[tokio::test]
async fn a_shop_grants_a_price_and_the_buyer_is_told(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let id = site.asked().await;
    assert!(id.0 > 1 << 53);
    assert_eq!(site.listed(Tab::Waiting).await, 1);
    let anna = site.promoter(ANNA).await;
    requests::seen(&site.app, &anna, id).await.unwrap();
    assert_eq!(site.request(id).await.row.request.state, RequestState::Seen);

    site.answer_with(id, grant(FAIR)).await.unwrap();
    site.work().await;
    assert_eq!(site.told(OLGA).await, ["discount_approved"]);
    let mine = site.my_request().await;
    assert!(mine.holds);
    assert_eq!(mine.request.granted, Some(Ask { price: FAIR, min: 1, max: 2 }));
    assert_eq!((site.listed(Tab::Waiting).await, site.listed(Tab::Granted).await), (0, 1));

    site.wait(24 * 3600);
    assert!(!site.my_request().await.holds, "even before the worker has looked");
    site.work().await;
    assert_eq!(site.my_request().await.request.state, RequestState::Expired);
    assert_eq!(site.told(OLGA).await, ["discount_expired", "discount_approved"]);
}

#[rstest::rstest]
#[tokio::test]
async fn a_request_nobody_answers_ends_by_itself_and_another_can_be_made(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let first = site.asked().await;
    assert_eq!(code(site.ask_price(OLGA, FAIR, "").await), Code::RequestAlready);
    assert!(site.ask_price(PYOTR, FAIR, "").await.is_ok(), "somebody else may");
    site.wait(48 * 3600);
    site.work().await;
    assert_eq!(site.request(first).await.row.request.state, RequestState::Expired);
    assert_eq!(code(site.answer_with(first, grant(FAIR)).await), Code::RequestOver);
    let second = site.asked().await;
    let detail = site.request(second).await;
    assert_eq!(detail.row.request.previous, Some(first));
    assert_eq!(detail.earlier.iter().map(|it| it.id).collect::<Vec<_>>(), [first]);
}

#[rstest::rstest]
#[tokio::test]
async fn a_decision_can_be_changed_for_an_hour_and_not_later(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let id = site.asked().await;
    site.answer_with(id, Verdict::Decline).await.unwrap();
    site.wait(3599);
    site.answer_with(id, grant(FAIR)).await.unwrap();
    assert!(site.my_request().await.holds);
    site.wait(1);
    assert_eq!(code(site.answer_with(id, Verdict::Decline).await), Code::RequestDecided);
    site.work().await;
    assert_eq!(site.told(OLGA).await, ["discount_approved", "discount_declined"]);
}

#[rstest::rstest]
#[tokio::test]
async fn of_two_editors_the_second_is_told_that_somebody_was_faster(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let id = site.asked().await;
    let version = site.request(id).await.row.request.version;
    let anna = site.promoter(ANNA).await;
    let seen = |verdict| Decision { seen: Some(version), ..decision(id, verdict) };
    requests::decide_one(&site.app, &anna, seen(grant(FAIR)), None).await.unwrap();
    let second = requests::decide_one(&site.app, &anna, seen(Verdict::Decline), None).await;
    assert_eq!(code(second), Code::RequestChanged);
}

#[rstest::rstest]
#[tokio::test]
async fn no_price_is_asked_for_or_granted_above_the_card_and_none_of_nothing(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    for price in [i64::MIN, -1, 0, SHOWN, i64::MAX] {
        assert_eq!(code(site.ask_price(OLGA, price, "").await), Code::RequestPriceRange);
    }
    let id = site.asked().await;
    for price in [i64::MIN, 0, SHOWN + 1, i64::MAX] {
        assert_eq!(code(site.answer_with(id, grant(price)).await), Code::RequestPriceRange);
    }
    assert_eq!(site.request(id).await.row.request.state, RequestState::New, "nothing of it is kept");
}

#[rstest::rstest]
#[tokio::test]
async fn contacts_and_links_do_not_pass_in_what_is_said_to_a_request(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let phone = site.ask_price(OLGA, FAIR, "Позвоните: +7 916 123-45-67").await;
    assert_eq!(code(phone), Code::RequestWords);
    let id = site.asked().await;
    let words = Words::new("Напишите в телеграм @teplo_spb, продам мимо площадки").unwrap();
    let anna = site.promoter(ANNA).await;
    let refused = Decision { words, ..decision(id, grant(FAIR)) };
    assert_eq!(code(requests::decide_one(&site.app, &anna, refused, None).await), Code::RequestWords);
    assert_eq!(site.request(id).await.row.request.state, RequestState::New);
}

#[rstest::rstest]
#[tokio::test]
async fn a_standing_rule_grants_what_is_within_it_and_leaves_the_rest_to_people(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let anna = site.promoter(ANNA).await;
    let rule = StandingRule { percent: 2_000, pieces: 3, hours: 48 };
    requests::set_standing(&site.app, &anna, Some(rule), Some(0)).await.unwrap();
    let again = requests::set_standing(&site.app, &anna, None, Some(0)).await;
    assert_eq!(code(again), Code::RulesChanged);

    let fair = site.ask_price(OLGA, FAIR, "").await.unwrap();
    assert_eq!(fair.state, RequestState::Approved);
    let row = site.request(fair.request).await.row;
    assert!(row.request.automatic && row.request.decided_by.as_deref() == Some("system"));
    let greedy = site.ask_price(PYOTR, SHOWN / 2, "").await.unwrap();
    assert_eq!(greedy.state, RequestState::New);
    site.work().await;
    assert_eq!((site.told(OLGA).await, site.told(PYOTR).await), (vec!["discount_approved".to_owned()], vec![]));
}

#[rstest::rstest]
#[tokio::test]
async fn many_decisions_stand_each_by_itself_and_a_strangers_request_is_not_there(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let site = Site::start(engine).await;
    let (olgas, pyotrs) = (site.asked().await, site.ask_price(PYOTR, FAIR, "").await.unwrap().request);
    let unknown = RequestId(i64::MAX);
    let all = [(olgas, grant(SHOWN + 1)), (unknown, grant(FAIR)), (pyotrs, grant(FAIR))];
    let all = || all.into_iter().map(|(id, verdict)| decision(id, verdict)).collect();
    let codes = |outcomes: Vec<(RequestId, Result<(), domain::Refusal>)>| {
        outcomes.into_iter().map(|(_, outcome)| outcome.err().map(|refusal| refusal.code)).collect::<Vec<_>>()
    };
    let stranger = requests::decide_many(&site.app, &site.promoter(STEPAN).await, all()).await.unwrap();
    assert_eq!(codes(stranger), [Some(Code::RequestNotFound); 3]);
    let own = requests::decide_many(&site.app, &site.promoter(ANNA).await, all()).await.unwrap();
    assert_eq!(codes(own), [Some(Code::RequestPriceRange), Some(Code::RequestNotFound), None]);
    assert_eq!(site.request(olgas).await.row.request.state, RequestState::New);
    let missing = seen::one(&site.app, &site.promoter(STEPAN).await.reader(), olgas).await;
    assert_eq!(code(missing), Code::RequestNotFound);
}

#[rstest::rstest]
#[tokio::test]
async fn a_buyer_takes_an_own_request_back_and_nobody_elses(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let id = site.asked().await;
    let (olga, pyotr) = (site.buyer(OLGA).await, site.buyer(PYOTR).await);
    assert_eq!(code(requests::withdraw(&site.app, &pyotr, id).await), Code::RequestNotFound);
    assert_eq!(site.my_request().await.allowed, [Action::Withdraw]);
    requests::withdraw(&site.app, &olga, id).await.unwrap();
    assert_eq!(code(requests::withdraw(&site.app, &olga, id).await), Code::RequestWithdrawn);
    assert_eq!(code(site.answer_with(id, grant(FAIR)).await), Code::RequestWithdrawn);
    site.work().await;
    assert_eq!(site.told(OLGA).await, Vec::<String>::new(), "what one does oneself is no news");
}

#[rstest::rstest]
#[tokio::test]
async fn a_manager_who_answers_buyers_grants_no_prices(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let id = site.asked().await;
    let boris = site.person(BORIS).await.member(None).unwrap();
    assert_eq!(boris.with::<CanPromote>().unwrap_err().code, Code::NotAllowed);
    let sees = seen::one(&site.app, &boris.with().unwrap(), id).await.unwrap();
    assert_eq!(sees.row.allowed, [], "what is offered is what is allowed");
}

#[rstest::rstest]
#[tokio::test]
async fn a_request_sent_twice_with_one_key_is_one_request(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let olga = site.buyer(OLGA).await;
    let new = || NewRequest {
        sku: PLAID,
        ask: Ask { price: FAIR, min: 1, max: 1 },
        words: Words::new("").unwrap(),
        once: Some(app::Once::new("t", "k1", "r")),
    };
    let first = requests::ask(&site.app, &olga, new()).await.unwrap();
    assert_eq!(requests::ask(&site.app, &olga, new()).await.unwrap(), first);
}
