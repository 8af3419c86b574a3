//! Promotions, what takes part in them, and the ledger of who agreed.

use domain::promotions::{Answer, Enrol, Funding, Kind, Mode, Standing, State};
use domain::{ConsentId, Currency, PromotionId, SellerId, Sku};
use store::promotions::consents::{self, Consent, StandingAnswer};
use store::promotions::participations::{self, AutoAdd, Participation};
use store::promotions::{self, Counted, MARKETPLACE, Promotion};

use super::given::{SHOP, STRANGER, minute, product, uuid};
use super::{Case, tell};

/// A promotion of the marketplace; its number is beyond what a `double` can hold.
pub fn sale(number: i64, ends: i64) -> Promotion {
    Promotion {
        seller: MARKETPLACE,
        id: PromotionId(9_300_000_000_000_000 + number),
        kind: Kind::Discount,
        title: ("Зимняя распродажа".to_owned(), "Winter sale".to_owned()),
        description: ("Всё для зимы".to_owned(), "Everything for the winter".to_owned()),
        state: State::Published,
        funding: Funding::Seller,
        conditions: "[]".to_owned(),
        benefit: "{\"kind\":\"price\"}".to_owned(),
        currency: Currency::Rub,
        starts_at: minute(10),
        ends_at: minute(ends),
        freeze_at: Some(minute(8)),
        auto_add_at: None,
        enrol: Enrol::Ask,
        budget: Some(1_000_000),
        codes: None,
        nominates: false,
        created_by: "desk:1".to_owned(),
        created_at: minute(0),
        version: 1,
        counted: Counted::default(),
    }
}

/// A product of a shop in a promotion.
pub fn participation(seller: SellerId, promotion: PromotionId, number: i64) -> Participation {
    Participation {
        seller,
        promotion,
        sku: product(seller, number, "").sku,
        standing: Standing::In,
        price: Some(99_000),
        quantity: Some(10),
        sold: 0,
        reserved: 0,
        mode: Mode::Manual,
        reason: String::new(),
        agreed_by: "staff:1".to_owned(),
        agreed_at: minute(1),
        terms: "{}".to_owned(),
        version: 1,
        updated_at: minute(1),
    }
}

fn ids(all: &[Promotion]) -> Vec<i64> {
    all.iter().map(|promotion| promotion.id.0 % 1_000).collect()
}

pub fn cases() -> Vec<Case> {
    vec![
        Case {
            name: "a promotion is found by its number, and its terms change once for each version",
            story: |tx| {
                let mut winter = sale(1, 100);
                promotions::insert(tx, &winter)?;
                winter.title.0 = "Снежная распродажа".to_owned();
                winter.state = State::Paused;
                assert!(promotions::update(tx, &winter)?);
                assert!(!promotions::update(tx, &winter)?, "somebody was faster");
                let sold = Counted { joined: 2, pieces: 3, turnover: 300, discount: 30, cost: 100, spent: 30 };
                promotions::count(tx, MARKETPLACE, winter.id, sold)?;
                let named = promotions::named(tx, &[winter.id, PromotionId(1)])?;
                tell((promotions::by_id(tx, winter.id)?, named, promotions::by_id(tx, PromotionId(5))?))
            },
        },
        Case {
            name: "open promotions come by their end, those that are over the latest first",
            story: |tx| {
                let stopped = Promotion { state: State::Stopped, ..sale(4, 300) };
                let draft = Promotion { state: State::Draft, ..sale(5, 400) };
                let own = Promotion { seller: SHOP, ..sale(6, 120) };
                for one in [sale(1, 100), sale(2, 50), sale(3, 200), stopped, draft, own] {
                    promotions::insert(tx, &one)?;
                }
                let open = promotions::open(tx, MARKETPLACE, minute(60), 10)?;
                let over = promotions::ended(tx, MARKETPLACE, minute(60), None, 1)?;
                let last = over.last().map(|one| (one.ends_at, one.id));
                let rest = promotions::ended(tx, MARKETPLACE, minute(60), last, 10)?;
                let all = promotions::all(tx, MARKETPLACE, None, 10)?;
                let own = promotions::all(tx, SHOP, None, 10)?;
                tell((ids(&open), ids(&over), ids(&rest), ids(&all), ids(&own)))
            },
        },
        Case {
            name: "a shop's products in a promotion are its own, and those that left are out of the prices",
            story: |tx| {
                let winter = sale(1, 100);
                promotions::insert(tx, &winter)?;
                for number in [1, 2, 3] {
                    participations::put(tx, &participation(SHOP, winter.id, number))?;
                }
                let strange = participation(STRANGER, winter.id, 1);
                participations::put(tx, &Participation { standing: Standing::Nominated, ..strange.clone() })?;
                promotions::count_joined(tx, SHOP, winter.id, 3)?;
                promotions::count_joined(tx, SHOP, winter.id, -1)?;
                let gone = participation(SHOP, winter.id, 2);
                participations::stand(tx, &gone, Standing::Left, "taken out", minute(4))?;
                let cheaper =
                    Participation { price: Some(90_000), updated_at: minute(5), ..participation(SHOP, winter.id, 3) };
                participations::put(tx, &cheaper)?;
                let first = participations::page(tx, SHOP, winter.id, Standing::In, Sku(0), 1)?;
                let rest = participations::page(tx, SHOP, winter.id, Standing::In, first[0].sku, 10)?;
                let (one, two) = (participation(SHOP, winter.id, 1).sku, gone.sku);
                tell((
                    (first, rest, participations::one(tx, SHOP, winter.id, two)?),
                    participations::named(tx, SHOP, winter.id, &[one, two])?.len(),
                    participations::of_promotion(tx, winter.id, (SellerId(0), Sku(0)), 10)?,
                    participations::of_product(tx, SHOP, one)?,
                    participations::nominated(tx, winter.id, 10)?,
                    {
                        let mut live = participations::live(tx, &[(SHOP, one), (SHOP, two), (STRANGER, strange.sku)])?;
                        live.sort_by_key(|live| (live.seller, live.promotion, live.sku));
                        live
                    },
                    promotions::joined(tx, SHOP)?,
                    promotions::shops_in(tx, winter.id)?,
                ))
            },
        },
        Case {
            name: "products that will come in by themselves can be changed and dropped until then",
            story: |tx| {
                let winter = sale(1, 100);
                let auto = |number: i64, price| AutoAdd {
                    seller: SHOP,
                    promotion: winter.id,
                    sku: product(SHOP, number, "").sku,
                    price,
                    quantity: None,
                    mode: Mode::Auto,
                    agreed_by: "system".to_owned(),
                    agreed_at: minute(1),
                };
                for one in [auto(1, 100), auto(2, 200), auto(1, 90)] {
                    participations::put_auto(tx, &one)?;
                }
                let strange = AutoAdd { seller: STRANGER, ..auto(3, 5) };
                participations::put_auto(tx, &strange)?;
                let before = participations::count_autos(tx, SHOP, winter.id)?;
                assert!(participations::drop_auto(tx, SHOP, winter.id, auto(2, 0).sku)?);
                assert!(!participations::drop_auto(tx, SHOP, winter.id, auto(2, 0).sku)?);
                tell((
                    before,
                    participations::autos(tx, SHOP, winter.id, Sku(0), 10)?,
                    participations::auto_sellers(tx, winter.id, SellerId(0), 10)?,
                ))
            },
        },
        Case {
            name: "the ledger says who agreed to what, the newest first",
            story: |tx| {
                let consent = |number: u32, sku: Option<i64>, what: &str| Consent {
                    id: ConsentId::parse(&uuid(number)).expect("a UUID"),
                    promotion: sale(1, 0).id,
                    sku: sku.map(Sku),
                    what: what.to_owned(),
                    by: "staff:1".to_owned(),
                    at: minute(i64::from(number)),
                    terms: "{\"price\":1}".to_owned(),
                };
                for one in [consent(1, Some(5), "joined"), consent(2, Some(6), "joined"), consent(3, Some(5), "left")] {
                    consents::insert(tx, SHOP, &one)?;
                    consents::insert(tx, SHOP, &one)?;
                }
                let first = consents::of_promotion(tx, SHOP, sale(1, 0).id, None, 2)?;
                let rest = consents::of_promotion(tx, SHOP, sale(1, 0).id, Some(first[1].id), 5)?;
                let answer = |kind, answer| StandingAnswer { kind, answer, by: "staff:1".to_owned(), at: minute(1) };
                consents::put_standing(tx, SHOP, &answer(Kind::Flash, Answer::Never))?;
                consents::put_standing(tx, SHOP, &answer(Kind::Discount, Answer::Ask))?;
                consents::put_standing(tx, SHOP, &answer(Kind::Discount, Answer::Join))?;
                tell((
                    (first, rest, consents::of_product(tx, SHOP, Sku(5), None, 5)?),
                    consents::of_product(tx, STRANGER, Sku(5), None, 5)?.len(),
                    consents::standing(tx, SHOP)?,
                ))
            },
        },
    ]
}
