//! Promotions, prices and discount requests through the API.

use domain::people::KeyRole;
use rstest::rstest;
use serde_json::json;

use crate::dialect::actions::{asked, winter};
use crate::support::*;

const WINTER: i64 = 9_200_000_000_000_101;

fn path(rest: &str) -> String {
    format!("/api/v1/promotions/{WINTER}{rest}")
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_program_joins_previews_changes_and_leaves(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    winter(&site, WINTER).await;
    let program = site.program(HOME, KeyRole::Promotions).await;
    let body = json!({"products": [{"sku": PLAID.to_string(), "price": 100_000, "quantity": 2},
        {"sku": TEAPOT.to_string(), "price": 100_000}], "preview": true});
    let preview = program.post(&path("/products"), body.clone()).await.ok().json();
    assert_eq!(preview["items"][0]["agreed"]["price"], 100_000);
    assert_eq!(preview["items"][1]["why_not"]["code"], "product_not_found");
    assert_eq!(program.get(&path("/products")).await.ok().json()["items"], json!([]), "a preview keeps nothing");

    let mut body = body;
    body["preview"] = json!(false);
    program.post(&path("/products"), body).await.ok();
    let one = program.get(&path(&format!("/products/{PLAID}"))).await.ok();
    assert_eq!(one.json()["participation"]["quantity"], 2);
    let tag = one.header("etag").unwrap().to_owned();
    let worst = json!({"products": [{"sku": PLAID.to_string(), "price": 100_000, "quantity": 2}]});
    let worst = program.post(&path("/worst-case"), worst).await.ok().json();
    assert_eq!((&worst["items"][0]["pieces"], &worst["items"][0]["turnover"]), (&json!(2), &json!(200_000)));
    let consents = program.get(&path("/consents")).await.ok().json();
    assert_eq!(consents["items"][0]["what"], "joined");

    let product = path(&format!("/products/{PLAID}"));
    let editor = program.clone().with("if-match", &tag);
    editor.send("PUT", &product, Some(json!({"price": 95_000, "quantity": 2}))).await.ok();
    let second = editor.send("PUT", &product, Some(json!({"price": 90_000, "quantity": 2}))).await;
    assert_eq!((second.status, second.text_at("/code").as_str()), (412, "participation_changed"));
    assert!(second.text_at("/detail").contains("950"), "{}", second.text);
    assert_eq!(program.send("DELETE", &product, None).await.status, 204);
    assert_eq!(program.send("DELETE", &product, None).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_for_reviews_sees_no_promotions_and_one_for_promotions_no_reviews() {
    let site = Site::start(Sqlite).await;
    let reviews = site.program(HOME, KeyRole::Reviews).await;
    assert_eq!(reviews.get("/api/v1/promotions").await.status, 403);
    let promotions = site.program(HOME, KeyRole::Promotions).await;
    promotions.get("/api/v1/promotions").await.ok();
    assert_eq!(promotions.get("/api/v1/reviews").await.status, 403);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_decide_a_request_the_second_is_told(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    asked(&site, 57_646_075_230_342_348).await;
    let program = site.program(HOME, KeyRole::Promotions).await;
    let path = "/api/v1/discount-requests/57646075230342348";
    let tag = program.get(path).await.ok().header("etag").unwrap().to_owned();
    let editor = program.clone().with("if-match", &tag);
    let grant = json!({"price": 99_000, "quantity_max": 2, "comment": "Рады помочь"});
    let granted = editor.post(&format!("{path}/approve"), grant).await.ok().json();
    assert_eq!(
        (&granted["request"]["state"], &granted["request"]["granted"]["price"]),
        (&json!("approved"), &json!(99_000))
    );
    let second = editor.post(&format!("{path}/decline"), json!({})).await;
    assert_eq!((second.status, second.text_at("/code").as_str()), (412, "request_changed"));
    let mine = site.signed_in(OLGA).await.get("/api/v1/buyer/discount-requests").await.ok().json();
    assert_eq!((&mine["items"][0]["holds"], &mine["items"][0]["may_withdraw"]), (&json!(true), &json!(true)));
    let olga = site.signed_in(OLGA).await;
    let body = json!({"sku": PLAID.to_string(), "price": 90_000, "quantity_max": 1});
    let again = olga.post("/api/v1/buyer/discount-requests", body).await;
    assert_eq!(again.text_at("/code"), "request_already");
}
