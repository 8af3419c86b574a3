//! `product/list` and `product/info/list`.

use app::commands::import;
use domain::{ProductId, Sku};
use rstest::rstest;
use serde_json::{Value, json};

use super::{each, program, refused};
use crate::support::*;

async fn offers(client: &Client, asked: Value) -> Vec<Value> {
    each(&client.post("/v3/product/list", asked).await.ok(), "/result/items", "offer_id")
}

/// More pillows, the last of them sold out.
async fn pillows(site: &Site) {
    let pillow = product(HOME, PILLOW, "Подушка перьевая", "Подушки", beginning());
    let more = (1..=25).map(|n| import::Product {
        sku: Sku(400_000 + n),
        product_id: ProductId(500_000 + n),
        offer_id: format!("B-{n}"),
        stock: i64::from(n != 25),
        ..pillow.clone()
    });
    import::products(&site.app, more.collect()).await.unwrap();
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn all_products_are_listed_once_page_by_page(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    pillows(&site).await;
    let client = program(&site).await;
    let (mut all, mut last_id) = (Vec::new(), json!(""));
    loop {
        let asked = json!({"filter": {"visibility": "ALL"}, "limit": 10, "last_id": last_id});
        let page = client.post("/v3/product/list", asked).await.ok().json();
        assert_eq!(page["result"]["total"], 27);
        let items = page["result"]["items"].as_array().unwrap().clone();
        last_id = page["result"]["last_id"].clone();
        if items.is_empty() {
            break;
        }
        assert!(items.len() <= 10);
        all.extend(items.into_iter().map(|item| item["product_id"].as_i64().unwrap()));
    }
    assert_eq!(last_id, "", "the list is over");
    assert_eq!(all.len(), 27);
    assert!(all.is_sorted_by(|a, b| a < b), "{all:?}");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn products_are_found_by_name_and_by_where_they_stand(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    pillows(&site).await;
    let client = program(&site).await;
    let named = json!({"filter": {"offer_id": ["B-3", "нет", "A-300200", "B-3"]}});
    assert_eq!(offers(&client, named).await, ["B-3", "A-300200"]);
    let numbered = json!({"filter": {"product_id": ["500002", 500_001, 300_301]}, "limit": 1});
    assert_eq!(offers(&client, numbered).await, ["B-2", "B-1"]);
    for (visibility, wanted) in
        [("IN_SALE", 26), ("EMPTY_STOCK", 1), ("ARCHIVED", 0), ("QUARANTINE", 0), ("Visible", 26)]
    {
        let asked = json!({"filter": {"visibility": visibility}, "limit": 1_000});
        assert_eq!(offers(&client, asked).await.len(), wanted, "{visibility}");
    }
    let named = json!({"filter": {"offer_id": ["B-25", "B-24"], "visibility": "EMPTY_STOCK"}});
    assert_eq!(offers(&client, named).await, ["B-25"]);
    for last_id in ["bnVsbA==", "7", "300301", "-1", "99999999999999999999"] {
        let answer = client.post("/v3/product/list", json!({"filter": {}, "limit": 10, "last_id": last_id})).await;
        assert!(refused(&answer).starts_with("400 3 Request validation error: invalid GetProductListRequest.LastId: "));
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_product_is_told_in_full_by_each_of_its_names(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let client = program(&site).await;
    let told = client.post("/v3/product/info/list", json!({"sku": [PLAID.0.to_string()]})).await.ok();
    insta::assert_json_snapshot!("product_info", told.json());
    let listed = client.post("/v3/product/list", json!({"filter": {}, "limit": 10})).await.ok();
    insta::assert_json_snapshot!("product_list", listed.json());
    for asked in [json!({"product_id": [PLAID.0 + 1]}), json!({"offer_id": [format!("A-{PLAID}")]})] {
        assert_eq!(client.post("/v3/product/info/list", asked).await.ok().text, told.text);
    }
    // Several names of one product give it once, in the order of the question.
    let asked = json!({"offer_id": ["A-300200"], "product_id": [300_201], "sku": [PLAID.0, PILLOW.0, TEAPOT.0, 1]});
    let told = client.post("/v3/product/info/list", asked).await.ok();
    assert_eq!(each(&told, "/items", "sku"), [json!(PILLOW.0), json!(PLAID.0)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_names_are_taken_and_one_more_is_not() {
    let site = Site::start(Sqlite).await;
    let client = program(&site).await;
    let skus: Vec<_> = (300_001..=301_000).collect();
    let told = client.post("/v3/product/info/list", json!({"sku": skus})).await.ok();
    assert_eq!(each(&told, "/items", "id"), [json!(300_201)]);
    let answer = client.post("/v3/product/info/list", json!({"sku": skus, "offer_id": ["a"]})).await;
    assert_eq!(
        refused(&answer),
        "400 3 Request validation error: invalid GetProductInfoListRequest: value must contain no more than 1000 item(s)"
    );
}
