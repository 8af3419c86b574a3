//! What sellers say of prices, and how prices on cards have changed.

use domain::promotions::{OnFloor, Standing};
use domain::text::Query;
use domain::{PromotionId, SellerId, Sku};
use store::prices::{self, Facts, Point, ShopRules};
use store::products;
use store::promotions::participations;
use store::reviews::list::Words;

use super::given::{SHOP, STRANGER, minute, product, reviewed_shop};
use super::promotions::participation;
use super::{Case, tell};

fn words(asked: &str) -> Words {
    let (query, whole) = (Query::parse(asked), SellerId(0));
    Words { fts5: query.to_fts5(whole).expect("words"), tsquery: query.to_tsquery(whole).expect("words") }
}

fn point(at: i64, price: i64, promotion: Option<i64>) -> Point {
    Point { at: minute(at), price, list: 100, promotion: promotion.map(PromotionId) }
}

pub fn cases() -> Vec<Case> {
    vec![
        Case {
            name: "what a seller says of a product is kept, and the shop's rules beside it",
            story: |tx| {
                let facts = Facts {
                    cost: Some(50_000),
                    commission: Some(1_200),
                    on_floor: Some(OnFloor::Leave),
                    auto_join: Some(false),
                    ..Facts::none(SHOP, Sku(1))
                };
                prices::put(tx, &facts)?;
                prices::put(tx, &Facts { floor_price: Some(60_000), ..facts })?;
                prices::put(tx, &Facts { tax: Some(600), ..Facts::none(STRANGER, Sku(1)) })?;
                let named = prices::named(tx, &[(SHOP, Sku(1)), (SHOP, Sku(2)), (STRANGER, Sku(2))])?;
                let before = prices::rules(tx, SHOP)?;
                let rules = ShopRules { floor_percent: Some(7_000), floor_margin: Some(500), ..before.clone() };
                prices::put_rules(tx, SHOP, &rules)?;
                prices::put_rules(tx, SHOP, &ShopRules { request_percent: Some(1_000), ..rules })?;
                tell((named, before, prices::rules(tx, SHOP)?, prices::rules(tx, STRANGER)?.version))
            },
        },
        Case {
            name: "the lowest price of a time counts the one with which that time began",
            story: |tx| {
                let all = [point(1, 90, None), point(10, 70, Some(5)), point(20, 80, None), point(30, 95, None)];
                for one in all {
                    prices::insert_point(tx, SHOP, Sku(1), &one)?;
                }
                prices::insert_point(tx, SHOP, Sku(1), &point(30, 96, None))?;
                prices::insert_point(tx, STRANGER, Sku(1), &point(25, 1, None))?;
                let asked = [(SHOP, Sku(1)), (SHOP, Sku(2))];
                let mut lowest = Vec::new();
                for since in [0, 10, 15, 25, 40] {
                    lowest.push(prices::lowest(tx, &asked, minute(since))?);
                }
                tell((
                    lowest,
                    prices::newest(tx, &asked)?,
                    prices::history(tx, SHOP, Sku(1), minute(15))?,
                    prices::history(tx, SHOP, Sku(1), minute(0))?.len(),
                    prices::changes(tx, SHOP, Sku(1), minute(10))?,
                ))
            },
        },
        Case {
            name: "products of several shops are found together, and a shop's are walked by their number",
            story: |tx| {
                reviewed_shop(tx)?;
                let (one, two) = (product(SHOP, 1, "").sku, product(SHOP, 2, "").sku);
                prices::set_price(tx, SHOP, one, 88_000, None, minute(9))?;
                let both = prices::products(tx, &[(SHOP, one), (SHOP, two), (STRANGER, one), (SellerId(3), two)])?;
                let mut found: Vec<i64> = both.iter().map(|one| one.sku.0).collect();
                found.sort_unstable();
                let first = prices::walk(tx, SHOP, None, Sku(0), 1)?;
                let rest = prices::walk(tx, SHOP, None, first[0].sku, 5)?;
                tell((
                    found,
                    (products::one(tx, SHOP, one)?, rest.len()),
                    prices::walk(tx, SHOP, Some("Обувь"), Sku(0), 5)?.len(),
                    {
                        let winter = PromotionId(1);
                        let one = participation(SHOP, winter, 1);
                        participations::put(tx, &one)?;
                        let outside = prices::walk_outside(tx, SHOP, winter, None, Sku(0), 5)?;
                        participations::stand(tx, &one, Standing::Left, "", minute(9))?;
                        (outside.len(), prices::walk_outside(tx, SHOP, winter, Some("Обувь"), Sku(0), 5)?.len())
                    },
                    prices::count_suitable(tx, SHOP, None, 5)?,
                    prices::count_suitable(tx, SHOP, Some("Обувь"), 1)?,
                    prices::count_suitable(tx, SHOP, None, 6)?,
                    (
                        prices::found(tx, &words("плед"), SHOP, 5)?.len(),
                        prices::found(tx, &words("плед"), STRANGER, 5)?.len(),
                    ),
                ))
            },
        },
    ]
}
