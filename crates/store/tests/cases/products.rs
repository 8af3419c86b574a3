//! Products.

use domain::text::Query;
use domain::{ProductId, SellerId, Sku};
use store::products::{self, Names, Shelf};
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
                let all = Shelf::default();
                let first = products::list(tx, SHOP, all, ProductId(0), 1)?;
                let second = products::list(tx, SHOP, all, first[0].product_id, 5)?;
                tell((first, second, products::count(tx, SHOP, all)?, products::categories(tx, SHOP)?))
            },
        },
        Case {
            name: "products on a shelf are listed and counted alike",
            story: |tx| {
                reviewed_shop(tx)?;
                let mut sold_out = product(SHOP, 3, "Чашка");
                sold_out.stock = 0;
                sell(tx, &sold_out)?;
                let mut told = Vec::new();
                for archived in [None, Some(false), Some(true)] {
                    for in_stock in [None, Some(false), Some(true)] {
                        let shelf = Shelf { archived, in_stock };
                        let listed = products::list(tx, SHOP, shelf, ProductId(0), 10)?;
                        assert_eq!(products::count(tx, SHOP, shelf)?, i64::try_from(listed.len()).expect("few"));
                        told.push(listed.into_iter().map(|product| product.name).collect::<Vec<_>>());
                    }
                }
                assert_eq!(told[4], ["Чашка"]);
                tell(told)
            },
        },
        Case {
            name: "products are found by many names at once, and a stranger's are not",
            story: |tx| {
                reviewed_shop(tx)?;
                let of = |seller, number| product(seller, number, "").sku;
                let offers = vec!["арт-1".to_owned(), "\"'],".to_owned()];
                let names = [
                    Names::Skus(vec![of(SHOP, 2), of(STRANGER, 1), of(SHOP, 2), Sku(1)]),
                    Names::ProductIds(vec![ProductId(1), ProductId(9_007_199_254_740_993)]),
                    Names::Offers(offers),
                    Names::Skus(Vec::new()),
                ];
                let mut told = Vec::new();
                for names in names {
                    let found = products::named(tx, SHOP, &names)?;
                    told.push(found.into_iter().map(|product| (product.seller, product.name)).collect::<Vec<_>>());
                }
                assert_eq!(told.iter().map(Vec::len).collect::<Vec<_>>(), [1, 1, 1, 0]);
                tell(told)
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
