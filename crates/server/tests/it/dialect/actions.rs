//! The marketplace's promotions, prices and discount requests, as programs call them.

use std::fmt::Write as _;

use app::commands::discount_requests::{self as requests, Imported, Words};
use app::commands::import::{self, NewPromotion};
use domain::promotions::benefit::Benefit;
use domain::promotions::condition::Condition;
use domain::promotions::requests::Ask;
use domain::promotions::{Enrol, Funding, Kind};
use domain::{PromotionId, RequestId, Timestamp};
use rstest::rstest;
use serde_json::json;

use super::{each, program, refused};
use crate::support::*;

/// Above 2^53, as those made here.
const WINTER: i64 = 9_200_000_000_000_101;
/// The plaid's number in the dialect.
const PLAID_ID: i64 = PLAID.0 + 1;
/// The teapot's, which is a stranger's.
const TEAPOT_ID: i64 = TEAPOT.0 + 1;

/// A promotion that asks for 15 % off, with an automatic enrolment to come.
pub(crate) async fn winter(site: &Site, id: i64) {
    let at = |text: &str| Timestamp::parse(text).unwrap();
    let new = NewPromotion {
        id: PromotionId(id),
        kind: Kind::Discount,
        title: ("Зимняя распродажа".into(), "Winter sale".into()),
        description: ("Тёплые вещи".into(), "Warm things".into()),
        funding: Funding::Seller,
        conditions: vec![Condition::MinDiscount { bp: 1_500 }],
        benefit: Benefit::Price,
        time: (at("2026-03-01T00:00:00Z"), at("2026-05-01T00:00:00Z")),
        freeze_at: None,
        auto_add_at: Some(at("2026-04-01T00:00:00Z")),
        enrol: Enrol::Ask,
    };
    import::promotions(&site.app, vec![new]).await.unwrap();
}

/// Ольга asks for the plaid at 990 roubles.
pub(crate) async fn asked(site: &Site, id: i64) {
    let asked = Imported {
        id: RequestId(id),
        buyer: OLGA,
        name: "Ольга".into(),
        sku: PLAID,
        ask: Ask { price: 99_000, min: 1, max: 3 },
        words: Words::new("Возьму три").unwrap(),
    };
    requests::import(&site.app, vec![asked]).await.unwrap();
}

fn activate(id: i64, price: serde_json::Value) -> serde_json::Value {
    json!({"action_id": WINTER, "products": [{"product_id": id, "action_price": price, "stock": 2}]})
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_product_goes_into_a_promotion_and_out_again(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    winter(&site, WINTER).await;
    let client = program(&site).await;
    let actions = client.send("GET", "/v1/actions", None).await.ok();
    assert_eq!(each(&actions, "/result", "id"), [json!(WINTER)]);
    let ask = json!({"action_id": WINTER, "limit": 10});
    let candidates = client.post("/v1/actions/candidates", ask.clone()).await.ok();
    let plaid =
        candidates.json()["result"]["products"].as_array().unwrap().iter().find(|p| p["id"] == PLAID_ID).cloned();
    assert_eq!(plaid.unwrap()["max_action_price"], json!(1011.5));

    let done = client.post("/v1/actions/products/activate", activate(PLAID_ID, json!("1011.50"))).await.ok();
    assert_eq!(done.json()["result"], json!({"product_ids": [PLAID_ID], "rejected": []}));
    let taking = client.post("/v2/actions/products", json!({"action_id": WINTER, "limit": 10})).await.ok();
    assert_eq!(each(&taking, "/products", "action_price"), [json!({"amount": "1011.50", "currency": "RUB"})]);
    let prices = json!({"filter": {"product_id": [PLAID_ID]}, "limit": 10});
    let prices = client.post("/v5/product/info/prices", prices).await.ok();
    assert_eq!(prices.json()["items"][0]["price"]["marketing_seller_price"], json!(1011.5));

    let gone = json!({"action_id": WINTER, "product_ids": [PLAID_ID, PLAID_ID + 7]});
    let gone = client.post("/v1/actions/products/deactivate", gone).await.ok();
    assert_eq!(gone.json()["result"]["product_ids"], json!([PLAID_ID]));
    assert_eq!(each(&gone, "/result/rejected", "product_id"), [json!(PLAID_ID + 7)]);
    let taking = client.post("/v1/actions/products", ask).await.ok();
    assert_eq!(taking.json()["result"]["products"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_price_that_is_none_refuses_its_product_alone() {
    let site = Site::start(Sqlite).await;
    winter(&site, WINTER).await;
    let client = program(&site).await;
    let nonsense = [
        json!(0),
        json!(-1),
        json!(1e308),
        json!("NaN"),
        json!("1,5"),
        json!(0.000_000_000_1),
        json!(1190),
        json!(1011.51),
        json!(1011.505),
        json!(null),
        json!(10),
    ];
    let mut told = String::new();
    for price in nonsense {
        let body = json!({"action_id": WINTER, "products": [
            {"product_id": PLAID_ID, "action_price": price}, {"product_id": TEAPOT_ID, "action_price": 900}]});
        let done = client.post("/v1/actions/products/activate", body).await.ok().json();
        assert_eq!(done["result"]["product_ids"], json!([]), "{price}");
        for rejected in done["result"]["rejected"].as_array().unwrap() {
            writeln!(told, "{price} {}: {}", rejected["product_id"], rejected["reason"].as_str().unwrap()).unwrap();
        }
    }
    let other = json!({"action_id": WINTER, "products": [
        {"product_id": PLAID_ID, "action_price": {"amount": "900", "currency": "USD"}}]});
    let other = client.post("/v1/actions/products/update", other).await.ok();
    writeln!(told, "USD: {}", other.json()["rejected"][0]["reason"].as_str().unwrap()).unwrap();
    insta::assert_snapshot!("action_prices_refused", told);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_and_one_products_are_too_many_and_an_unknown_promotion_is_not_there() {
    let site = Site::start(Sqlite).await;
    winter(&site, WINTER).await;
    let client = program(&site).await;
    let ids: Vec<i64> = (1..=1_001).collect();
    let many = client.post("/v1/actions/products/deactivate", json!({"action_id": WINTER, "product_ids": ids})).await;
    assert_eq!(
        refused(&many),
        "400 3 Request validation error: invalid DeactivateProductsRequest.ProductIds: value must contain between 1 and \
         1000 items, inclusive"
    );
    let unknown = client.post("/v1/actions/candidates", json!({"action_id": WINTER + 1})).await;
    assert_eq!(unknown.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_product_whose_new_price_is_above_the_limit_leaves_the_promotion() {
    let site = Site::start(Sqlite).await;
    winter(&site, WINTER).await;
    let client = program(&site).await;
    client.post("/v1/actions/products/activate", activate(PLAID_ID, json!(900))).await.ok();
    let body = json!({"action_id": WINTER, "products": [
        {"product_id": PLAID_ID, "action_price": {"amount": "1100", "currency": "RUB"}}]});
    let done = client.post("/v1/actions/products/update", body).await.ok().json();
    assert_eq!((&done["deactivated_product_ids"], &done["rejected"]), (&json!([PLAID_ID]), &json!([])));
    let taking = client.post("/v2/actions/products", json!({"action_id": WINTER, "limit": 10})).await.ok();
    assert_eq!(taking.json()["products"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn products_are_named_for_the_enrolment_to_come_and_taken_back() {
    let site = Site::start(Sqlite).await;
    winter(&site, WINTER).await;
    let client = program(&site).await;
    let date = "2026-04-01T00:00:00Z";
    let body = json!({"action_id": WINTER, "auto_add_date": date, "to_update": [
        {"product_id": PLAID_ID, "action_price": 300, "currency": "RUB", "quantity": 2},
        {"product_id": TEAPOT_ID, "action_price": 300}]});
    let done = client.post("/v1/actions/auto-add/products/update", body).await.ok().json();
    assert_eq!(done["updated_ids"], json!([PLAID_ID]));
    assert_eq!(done["extremely_low_price"], json!([{"key": PLAID_ID, "value": 300}]));
    assert_eq!(done["rejected"][0]["code"], "NOT_FOUND");
    let asked = json!({"action_id": WINTER, "auto_add_date": date, "limit": 10});
    let coming = client.post("/v2/actions/auto-add/products/list", asked.clone()).await.ok();
    assert_eq!(each(&coming, "/products", "product_id"), [json!(PLAID_ID)]);
    let wrong = json!({"action_id": WINTER, "auto_add_date": "2026-04-02T00:00:00Z", "limit": 10});
    assert_eq!(client.post("/v2/actions/auto-add/products/list", wrong).await.status, 400);
    let gone = json!({"action_id": WINTER, "auto_add_date": date, "product_ids": [PLAID_ID]});
    let gone = client.post("/v2/actions/auto-add/products/delete", gone).await.ok();
    assert_eq!(gone.json()["product_ids"], json!([PLAID_ID]));
    assert_eq!(client.post("/v1/actions/auto-add/products/list", asked).await.ok().json()["products"], json!([]));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn discount_tasks_are_listed_approved_and_declined_each_by_itself(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let first = 57_646_075_230_342_348_i64;
    for id in [first, first + 1] {
        asked(&site, id).await;
    }
    let client = program(&site).await;
    let listed =
        client.post("/v1/actions/discounts-task/list", json!({"status": "NEW", "page": 1, "limit": 1})).await.ok();
    assert_eq!(each(&listed, "/result", "id"), [json!(first + 1)]);
    let page = json!({"status": "NEW", "limit": 10, "last_id": first + 1});
    let page = client.post("/v2/actions/discounts-task/list", page).await.ok();
    assert_eq!(each(&page, "/tasks", "id"), [json!(first)]);

    let approve = |id: i64, price: serde_json::Value| {
        json!({"tasks": [{"id": id, "approved_price": price,
        "approved_quantity_min": 1, "approved_quantity_max": 2, "seller_comment": "Рады помочь"}]})
    };
    let dear = client.post("/v1/actions/discounts-task/approve", approve(first, json!(1190.01))).await.ok().json();
    assert_eq!((&dear["result"]["success_count"], &dear["result"]["fail_count"]), (&json!(0), &json!(1)));
    let done = client.post("/v1/actions/discounts-task/approve", approve(first, json!(990))).await.ok().json();
    assert_eq!(done["result"], json!({"success_count": 1, "fail_count": 0, "fail_details": []}));
    let no = json!({"tasks": [{"id": first + 1}, {"id": 7}]});
    let no = client.post("/v1/actions/discounts-task/decline", no).await.ok().json();
    assert_eq!(no["result"]["fail_details"][0]["task_id"], 7);
    let stranger = site.program(NEIGHBOUR, domain::people::KeyRole::Admin).await;
    let theirs = stranger.post("/v1/actions/discounts-task/approve", approve(first, json!(990))).await.ok().json();
    assert_eq!(theirs["result"]["fail_details"][0]["error_for_user"], "Заявка на скидку не найдена.");
    let all =
        client.post("/v1/actions/discounts-task/list", json!({"status": "UNKNOWN", "page": 1, "limit": 10})).await;
    assert_eq!(each(&all.ok(), "/result", "status"), ["DECLINED", "APPROVED"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn prices_are_set_each_product_by_itself_and_nothing_of_a_refused_one_is_kept() {
    let site = Site::start(Sqlite).await;
    let client = program(&site).await;
    let body = json!({"prices": [
        {"product_id": PLAID_ID, "price": "1290", "old_price": "0", "min_price": "800", "net_price": "650.50"},
        {"product_id": TEAPOT_ID, "price": "100"}]});
    let done = client.post("/v1/product/import/prices", body).await.ok().json();
    assert_eq!((&done["result"][0]["updated"], &done["result"][1]["updated"]), (&json!(true), &json!(false)));
    assert_eq!(done["result"][1]["errors"][0]["code"], "product_not_found");
    let refused = json!({"prices": [{"product_id": PLAID_ID, "price": "1e308", "min_price": "1"}]});
    let refused = client.post("/v1/product/import/prices", refused).await.ok().json();
    assert_eq!(refused["result"][0]["errors"][0]["code"], "price_invalid");
    let asked = json!({"filter": {"product_id": [PLAID_ID]}, "limit": 10});
    let told = client.post("/v5/product/info/prices", asked).await.ok().json();
    let price = &told["items"][0]["price"];
    assert_eq!((&price["price"], &price["min_price"]), (&json!(1290), &json!(800)));
    assert_eq!((&price["net_price"], &price["old_price"]), (&json!(650.5), &json!(0)));
}
