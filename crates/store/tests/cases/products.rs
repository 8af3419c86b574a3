//! Products.

use domain::text::Query;
use domain::{ProductId, SellerId, Sku};
use store::products;
use store::reviews::list::Words;

use super::given::{SHOP, STRANGER, minute, product, reviewed_shop, sell, shops};
use super::{Case, tell};

/// What a buyer asks for, in all shops.
fn words(asked: &str) -> Words {
    let query = Query::parse(asked);
    let whole = SellerId(0);
    Words { fts5: query.to_fts5(whole).expect("words"), tsquery: query.to_tsquery(whole).expect("words") }
}

pub fn cases() -> Vec<Case> {
    vec![
        Case {
            name: "a product is found by each of its numbers, in its own shop",
            story: |tx| {
                reviewed_shop(tx)?;
                let sku = product(SHOP, 1, "").sku;
                tell((
                    products::one(tx, SHOP, sku)?,
                    products::one(tx, STRANGER, sku)?,
                    products::by_sku(tx, sku)?,
                    products::by_product_id(tx, SHOP, ProductId(2))?,
                    products::by_offer(tx, SHOP, "арт-2")?,
                    products::by_offer(tx, SHOP, "нет такого")?,
                    products::owner(tx, sku)?,
                ))
            },
        },
        Case {
            name: "a product that comes again is brought up to date and keeps its counts",
            story: |tx| {
                shops(tx)?;
                let mut plaid = product(SHOP, 1, "Плед");
                sell(tx, &plaid)?;
                products::count_stars(tx, SHOP, plaid.sku, [0, 0, 0, 0, 1], 2)?;
                plaid.name = "Плед шерстяной".to_owned();
                plaid.updated_at = minute(5);
                plaid.old_price = None;
                sell(tx, &plaid)?;
                tell(products::one(tx, SHOP, plaid.sku)?)
            },
        },
        Case {
            name: "the list of products goes on where it stopped",
            story: |tx| {
                reviewed_shop(tx)?;
                let first = products::list(tx, SHOP, ProductId(0), 1)?;
                let second = products::list(tx, SHOP, first[0].product_id, 5)?;
                tell((first, second, products::count(tx, SHOP)?, products::categories(tx, SHOP)?))
            },
        },
        Case {
            name: "buyers see the products of all shops",
            story: |tx| {
                reviewed_shop(tx)?;
                let all = products::shop_list(tx, Sku(0), 3)?;
                let rest = products::shop_list(tx, all[2].sku, 3)?;
                tell((all, rest, products::of_category(tx, SHOP, "Обувь", 5)?))
            },
        },
        Case {
            name: "buyers find a product by another form of its word",
            story: |tx| {
                reviewed_shop(tx)?;
                let found = products::found(tx, &words("кроссовок"), Sku(0), 10)?;
                assert_eq!(found.len(), 2);
                let second = products::found(tx, &words("кроссовок"), found[0].sku, 10)?;
                tell((found, second, products::found(tx, &words("шкаф"), Sku(0), 10)?))
            },
        },
        Case {
            name: "a review is pinned to a product and taken off again, and its reviews are counted anew",
            story: |tx| {
                let reviews = reviewed_shop(tx)?;
                let sku = product(SHOP, 1, "").sku;
                products::recount(tx, SHOP, sku)?;
                products::pin(tx, SHOP, sku, Some(reviews[1].id))?;
                let pinned = products::one(tx, SHOP, sku)?;
                products::pin(tx, SHOP, sku, None)?;
                tell((pinned, products::one(tx, SHOP, sku)?))
            },
        },
    ]
}
