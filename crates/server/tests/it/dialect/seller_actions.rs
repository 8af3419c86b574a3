//! `seller-actions/*`: a shop's own promotions.

use domain::people::KeyRole;
use rstest::rstest;
use serde_json::{Value, json};

use super::{each, program, refused};
use crate::support::*;

const START: &str = "2026-03-12T00:00:00Z";
const END: &str = "2026-03-20T00:00:00Z";

async fn create(client: &Client, kind: &str, mut fields: Value) -> i64 {
    fields["date_start"] = json!(START);
    fields["date_end"] = json!(END);
    let answer = client.post(&format!("/v1/seller-actions/create/{kind}"), fields).await.ok();
    answer.json()["action_id"].as_i64().unwrap()
}

async fn discount(client: &Client) -> i64 {
    create(client, "discount", json!({"title": "Скидка на пледы", "min_action_percent": 5})).await
}

async fn listed(client: &Client, mut asked: Value) -> Answer {
    asked["limit"] = json!(50);
    client.post("/v1/seller-actions/list", asked).await.ok()
}

async fn skus(client: &Client, which: &str, id: i64) -> Vec<Value> {
    let asked = json!({"action_id": id, "limit": 100, "cursor": null});
    let page = client.post(&format!("/v1/seller-actions/products/{which}"), asked).await.ok();
    each(&page, "/products", "sku")
}

/// Numbers are made anew by each run.
fn named(answer: &Answer, ids: &[i64]) -> Value {
    let text = ids
        .iter()
        .enumerate()
        .fold(answer.text.clone(), |text, (at, id)| text.replace(&id.to_string(), &format!("\"[action {at}]\"")));
    serde_json::from_str(&text).unwrap()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_program_makes_a_promotion_puts_a_product_in_and_takes_it_out(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let client = program(&site).await;
    let id = discount(&client).await;
    assert!(id > 1 << 53);
    assert!(skus(&client, "candidates", id).await.contains(&json!([PLAID.0])));
    let add = |off: Value| json!({"action_id": id, "products": [{"sku": PLAID.0, "discount_percent": off, "currency": "RUB"}]});
    let little = client.post("/v1/seller-actions/products/add", add(json!(4.99))).await;
    assert!(refused(&little).starts_with("400 3 Request validation error: invalid SellerActionsProductsAddRequest"));
    assert_eq!(client.post("/v1/seller-actions/products/add", add(json!("10"))).await.ok().text, "{}");
    let asked = json!({"action_id": id.to_string(), "limit": 100});
    let page = client.post("/v1/seller-actions/products/list", asked).await.ok();
    insta::assert_json_snapshot!("seller_actions_products_list", named(&page, &[]));
    assert!(!skus(&client, "candidates", id).await.contains(&json!([PLAID.0])), "it is in already");
    let gone = json!({"action_id": id, "skus": [PLAID.0.to_string()]});
    assert_eq!(client.post("/v1/seller-actions/products/delete", gone.clone()).await.ok().text, "{}");
    assert_eq!(skus(&client, "list", id).await, Vec::<Value>::new());
    let again = client.post("/v1/seller-actions/products/delete", gone).await;
    assert_eq!(refused(&again), "404 5 The product is not in the promotion.");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn promotions_of_every_kind_are_listed_and_changed(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let client = program(&site).await;
    let levels = json!([{"order_amount": 2000, "discount_value": 5}, {"order_amount": 4000, "discount_value": 9.5}]);
    let codes = json!({"count_codes": 3, "is_private": true, "type": "ONE"});
    let money =
        json!({"title": "От суммы", "discount_type": "CURRENCY", "discount_value": 300, "min_order_amount": 3000});
    let voucher = json!({"title": "Промокод", "budget": 5000, "discount_type": "PERCENT", "discount_value": 10,
        "user_ids": null, "voucher_parameters": codes});
    let mut ids = Vec::new();
    for (kind, fields) in [
        ("discount", json!({"title": "Скидка на пледы", "min_action_percent": 5})),
        ("discount-with-condition", money),
        (
            "multi-level-discount",
            json!({"discount_type": "PERCENT", "discount_levels": levels, "is_legal_entities_segment": true}),
        ),
        ("voucher", voucher),
        ("ozon-card-discount", json!({"title": "С картой", "discount_value": 3})),
        ("installment", json!({"title": "В рассрочку"})),
    ] {
        ids.push(create(&client, kind, fields).await);
        // Those that end together are listed by their numbers, which grow with the time.
        site.wait(1);
    }
    insta::assert_json_snapshot!("seller_actions_list", named(&listed(&client, json!({})).await, &ids));
    for (filter, wanted) in [
        (json!({"action_type": ["VOUCHER_DISCOUNT", "INSTALLMENT"]}), vec![ids[5], ids[3]]),
        (json!({"action_type": ["INDIVIDUAL_DISCOUNT_BY_PRODUCTS"]}), vec![]),
        (json!({"status": ["ACTIVE"]}), vec![]),
        (json!({"search": "ПРОМО"}), vec![ids[3]]),
        (json!({"action_ids": [ids[0].to_string()]}), vec![ids[0]]),
    ] {
        let found = each(&listed(&client, filter.clone()).await, "/actions", "action_id");
        assert_eq!(found, wanted.iter().map(|id| json!(id)).collect::<Vec<_>>(), "{filter}");
    }
    let common = json!({"title": "По-другому", "date_start": START, "date_end": "2026-03-25T00:00:00Z"});
    for (kind, id, mut values) in [
        ("discount", ids[0], json!({})),
        ("discount-with-condition", ids[1], json!({"discount_value": 250, "min_order_amount": 2500})),
        ("multi-level-discount", ids[2], json!({"discount_levels": levels})),
        ("voucher", ids[3], json!({"discount_value": 12, "budget": 7000})),
        ("ozon-card-discount", ids[4], json!({"discount_value": 4})),
        ("installment", ids[5], json!({})),
    ] {
        values.as_object_mut().unwrap().extend(common.as_object().unwrap().clone());
        let body = json!({"action_id": id, "action_parameters": values});
        assert_eq!(client.post(&format!("/v1/seller-actions/update/{kind}"), body.clone()).await.ok().text, "{}");
        let other = if kind == "discount" { "installment" } else { "discount" };
        let wrong = client.post(&format!("/v1/seller-actions/update/{other}"), body).await;
        assert_eq!(refused(&wrong), "404 5 The promotion was not found.", "{kind}");
    }
    insta::assert_json_snapshot!("seller_actions_updated", named(&listed(&client, json!({})).await, &ids));

    let file = client.post("/v1/seller-actions/voucher/get", json!({"action_id": ids[3]})).await.ok().text_at("/file");
    let path = &file[file.find("/promotions/").unwrap()..];
    let csv = site.nobody().get(path).await.ok();
    assert_eq!((csv.header("content-type"), csv.text.lines().count()), (Some("text/csv; charset=utf-8"), 4));
    assert_eq!(site.nobody().get(&format!("{path}x")).await.status, 410, "nobody guesses an address");
    let none = client.post("/v1/seller-actions/voucher/get", json!({"action_id": ids[0]})).await;
    assert_eq!(none.status, 404);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_promotion_is_switched_off_and_on_and_put_away(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let client = program(&site).await;
    let id = discount(&client).await;
    let status = || async { each(&listed(&client, json!({})).await, "/actions", "action_parameters") };
    let switch =
        |on: bool| client.post("/v1/seller-actions/change-activity", json!({"action_id": id, "is_turn_on": on}));
    assert_eq!(status().await[0]["status"], "PLANNED");
    assert_eq!(switch(false).await.ok().text, "{}");
    assert_eq!(switch(false).await.ok().text, "{}", "off already");
    assert_eq!(status().await[0]["status"], "PAUSED");
    switch(true).await.ok();
    site.wait(3 * 86_400);
    assert_eq!(status().await[0]["status"], "ACTIVE");
    assert_eq!(client.post("/v1/seller-actions/archive", json!({"action_id": id})).await.ok().text, "{}");
    assert_eq!(status().await.len(), 0);
    assert_eq!(switch(true).await.status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn terms_that_cannot_be_are_refused_at_their_field() {
    let site = Site::start(Sqlite).await;
    let client = program(&site).await;
    let mut told = Vec::new();
    for (kind, body) in [
        ("discount", json!({"min_action_percent": 5})),
        ("discount", json!({"min_action_percent": 0, "date_start": START, "date_end": END})),
        ("discount", json!({"min_action_percent": 1e308, "date_start": START, "date_end": END})),
        ("discount", json!({"min_action_percent": 96, "date_start": START, "date_end": END})),
        ("discount", json!({"min_action_percent": 5, "date_start": END, "date_end": START})),
        ("discount", json!({"min_action_percent": 5, "date_start": START, "date_end": END, "title": "я".repeat(257)})),
        (
            "discount-with-condition",
            json!({"discount_type": "RUB", "discount_value": 5, "min_order_amount": 10,
            "date_start": START, "date_end": END}),
        ),
        (
            "discount-with-condition",
            json!({"discount_type": "CURRENCY", "discount_value": 10, "min_order_amount": 10,
            "date_start": START, "date_end": END}),
        ),
        (
            "multi-level-discount",
            json!({"discount_type": "PERCENT", "date_start": START, "date_end": END,
            "discount_levels": [{"order_amount": 10, "discount_value": 5}]}),
        ),
        (
            "multi-level-discount",
            json!({"discount_type": "PERCENT", "date_start": START, "date_end": END,
            "discount_levels": [{"order_amount": 10, "discount_value": 5}, {"order_amount": 20, "discount_value": 5}]}),
        ),
        ("installment", json!({"date_start": START})),
        (
            "voucher",
            json!({"title": "Код", "discount_type": "PERCENT", "discount_value": 5, "budget": 0,
            "date_start": START, "date_end": END}),
        ),
        (
            "voucher",
            json!({"title": "Код", "discount_type": "PERCENT", "discount_value": 5, "budget": 5,
            "date_start": START, "date_end": END, "user_ids": [1]}),
        ),
        (
            "voucher",
            json!({"title": "Код", "discount_type": "PERCENT", "discount_value": 5, "budget": 5,
            "date_start": START, "date_end": END, "voucher_parameters": {"count_codes": 10_001, "is_private": true, "type": "ONE"}}),
        ),
    ] {
        told.push(refused(&client.post(&format!("/v1/seller-actions/create/{kind}"), body).await));
    }
    insta::assert_snapshot!("seller_actions_refusals", told.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_for_reviews_sees_no_promotions_and_one_that_only_reads_makes_none() {
    let site = Site::start(Sqlite).await;
    let asked = json!({"limit": 10});
    for (role, reads, makes) in
        [(KeyRole::Promotions, 200, 400), (KeyRole::AdminReadOnly, 200, 403), (KeyRole::Reviews, 403, 403)]
    {
        let client = site.program(HOME, role).await;
        assert_eq!(client.post("/v1/seller-actions/list", asked.clone()).await.status, reads, "{role:?}");
        assert_eq!(client.post("/v1/seller-actions/create/discount", json!({})).await.status, makes, "{role:?}");
    }
}
