//! What belongs to another shop is not there, for every operation that names a thing.

use std::collections::BTreeSet;

use domain::people::KeyRole;
use rstest::rstest;
use serde_json::{Value, json};
use server::dialect::OPERATIONS;

use super::{each, program, refused};
use crate::support::*;

/// Things of «Соседняя лавка», by their ids.
#[derive(Default)]
struct Things {
    review: String,
    comment: String,
    question: String,
    answer: String,
    chat: String,
    order: String,
    promotion: i64,
    address: i64,
}

/// Requests that name one of them.
fn naming(
    Things { review, comment, question, answer, chat, order, promotion, address }: &Things,
) -> Vec<(&'static str, Value)> {
    vec![
        ("/v1/review/info", json!({"review_id": review})),
        ("/v2/review/info", json!({"review_id": review})),
        ("/v1/review/change-status", json!({"review_ids": [review], "status": "PROCESSED"})),
        ("/v1/review/change-status", json!({"review_ids": [review], "status": "UNPROCESSED"})),
        ("/v2/review/change-status", json!({"review_ids": [review], "status": "VIEWED"})),
        ("/v1/review/comment/create", json!({"review_id": review, "text": "Мы не отсюда"})),
        ("/v1/review/comment/list", json!({"review_id": review, "limit": 20})),
        ("/v1/review/comment/delete", json!({"comment_id": comment})),
        ("/v2/review/comment/delete", json!({"comment_id": comment, "sku": TEAPOT.0})),
        ("/v1/question/info", json!({"question_id": question})),
        ("/v1/question/change-status", json!({"question_ids": [question], "status": "PROCESSED"})),
        ("/v1/question/answer/create", json!({"question_id": question, "sku": TEAPOT.0, "text": "Мы не отсюда"})),
        ("/v1/question/answer/list", json!({"question_id": question, "sku": TEAPOT.0})),
        ("/v1/question/answer/delete", json!({"answer_id": answer, "sku": TEAPOT.0})),
        ("/v1/chat/start", json!({"posting_number": order})),
        ("/v1/chat/send/message", json!({"chat_id": chat, "text": "Мы не отсюда"})),
        ("/v1/chat/send/file", json!({"chat_id": chat, "name": "a.txt", "base64_content": "0JzRiw=="})),
        ("/v2/chat/history", json!({"chat_id": chat})),
        ("/v3/chat/history", json!({"chat_id": chat})),
        ("/v3/chat/history", json!({"chat_id": chat, "filter": {"message_ids": ["1"]}})),
        ("/v2/chat/read", json!({"chat_id": chat})),
        ("/v1/notification/enable", json!({"id": address, "enabled": false})),
        ("/v1/notification/update", json!({"id": address, "types": ["TYPE_NEW_MESSAGE"]})),
        ("/v1/notification/delete", json!({"id": address})),
    ]
    .into_iter()
    .chain(naming_promotion(*promotion))
    .chain(naming_own_promotion(*promotion))
    .collect()
}

/// Requests that name a promotion.
fn naming_promotion(promotion: i64) -> Vec<(&'static str, Value)> {
    let products = json!([{"product_id": 1, "action_price": 1}]);
    let priced = json!([{"product_id": 1, "action_price": {"amount": "1", "currency": "RUB"}}]);
    let date = "2026-04-01T00:00:00Z";
    let auto = json!({"action_id": promotion, "auto_add_date": date, "limit": 10});
    let gone = json!({"action_id": promotion, "auto_add_date": date, "product_ids": [1]});
    vec![
        ("/v1/actions/candidates", json!({"action_id": promotion})),
        ("/v2/actions/candidates", json!({"action_id": promotion, "limit": 10})),
        ("/v1/actions/products", json!({"action_id": promotion})),
        ("/v2/actions/products", json!({"action_id": promotion, "limit": 10})),
        ("/v1/actions/products/activate", json!({"action_id": promotion, "products": products})),
        ("/v1/actions/products/update", json!({"action_id": promotion, "products": priced})),
        ("/v1/actions/products/deactivate", json!({"action_id": promotion, "product_ids": [1]})),
        ("/v2/actions/products/deactivate", json!({"action_id": promotion, "product_ids": [1]})),
        ("/v1/actions/auto-add/products/candidates", auto.clone()),
        ("/v2/actions/auto-add/products/candidates", auto.clone()),
        ("/v1/actions/auto-add/products/list", auto.clone()),
        ("/v2/actions/auto-add/products/list", auto),
        (
            "/v1/actions/auto-add/products/update",
            json!({"action_id": promotion, "auto_add_date": date, "to_update": products}),
        ),
        (
            "/v2/actions/auto-add/products/update",
            json!({"action_id": promotion, "auto_add_date": date, "products": [{"id": 1}]}),
        ),
        ("/v1/actions/auto-add/products/delete", gone.clone()),
        ("/v2/actions/auto-add/products/delete", gone),
    ]
}

/// Requests that name a seller's own promotion.
fn naming_own_promotion(promotion: i64) -> Vec<(&'static str, Value)> {
    let update = json!({"action_id": promotion, "action_parameters": {"title": "Не наша", "min_action_percent": 10,
        "date_start": "2026-04-01T00:00:00Z", "date_end": "2026-04-09T00:00:00Z", "discount_type": "PERCENT",
        "discount_value": 10, "min_order_amount": 3000, "budget": 10_000,
        "discount_levels": [{"order_amount": 3000, "discount_value": 5}, {"order_amount": 5000, "discount_value": 10}],
        "voucher_parameters": {"count_codes": 1, "is_private": false, "type": "ONE"}}});
    let mut all: Vec<(&str, Value)> = OPERATIONS
        .iter()
        .filter(|operation| operation.path.starts_with("/v1/seller-actions/update/"))
        .map(|operation| (operation.path, update.clone()))
        .collect();
    all.extend([
        ("/v1/seller-actions/change-activity", json!({"action_id": promotion, "is_turn_on": false})),
        ("/v1/seller-actions/archive", json!({"action_id": promotion})),
        (
            "/v1/seller-actions/products/add",
            json!({"action_id": promotion, "products": [{"sku": 1, "discount_percent": 10}]}),
        ),
        ("/v1/seller-actions/products/candidates", json!({"action_id": promotion, "limit": 10})),
        ("/v1/seller-actions/products/list", json!({"action_id": promotion, "limit": 10})),
        ("/v1/seller-actions/products/delete", json!({"action_id": promotion, "skus": [1]})),
        ("/v1/seller-actions/voucher/get", json!({"action_id": promotion})),
    ]);
    all
}

/// «Соседняя лавка» writes to Пётр about his teapot.
async fn neighbours_chat(site: &Site) -> (String, String) {
    let order = "55500011-0001-1".to_owned();
    let item = app::commands::import::OrderItem {
        seller: NEIGHBOUR,
        status: domain::reviews::OrderStatus::Processing,
        delivered_at: None,
        ..delivered(&order, TEAPOT, PYOTR)
    };
    app::commands::import::orders(&site.app, vec![item]).await.unwrap();
    let owner = site.program(NEIGHBOUR, KeyRole::Admin).await;
    let chat = owner.post("/v1/chat/start", json!({"posting_number": order})).await.ok().text_at("/result/chat_id");
    owner.post("/v1/chat/send/message", json!({"chat_id": chat, "text": "Чайник уже в пути"})).await.ok();
    (chat, order)
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_is_told_the_same_of_what_is_there_and_of_what_is_not(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (owner, stranger) = (site.program(NEIGHBOUR, KeyRole::Admin).await, program(&site).await);
    let theirs = neighbours_review().to_string();
    let answer = json!({"review_id": theirs, "text": "Спасибо, носик подпилим"});
    let comment = owner.post("/v1/review/comment/create", answer).await.ok().text_at("/comment_id");
    let asking = format!("/api/v1/shop/products/{TEAPOT}/questions");
    let asked = json!({"text": "Носик не протекает, когда наливаешь?"});
    let question = site.signed_in(OLGA).await.post(&asking, asked).await.ok().text_at("/question_id");
    let answer = json!({"question_id": question, "sku": TEAPOT.0, "text": "Нет, струя ровная"});
    let answer = owner.post("/v1/question/answer/create", answer).await.ok().text_at("/answer_id");
    let nothing = || "00000000-0000-7000-8000-000000000000".to_owned();
    let nothing = Things {
        review: nothing(),
        comment: nothing(),
        question: nothing(),
        answer: nothing(),
        chat: nothing(),
        order: nothing(),
        promotion: i64::MAX,
        address: i64::MAX,
    };
    let (chat, order) = neighbours_chat(&site).await;
    let own = json!({"title": "Весна", "min_action_percent": 10, "date_start": "2026-04-01T00:00:00Z",
        "date_end": "2026-04-09T00:00:00Z"});
    let own = owner.post("/v1/seller-actions/create/discount", own).await.ok().json();
    let promotion = own["action_id"].as_i64().unwrap();
    let told = json!({"format": "ozon", "url": "https://crm.example.com/hook", "types": ["TYPE_NEW_MESSAGE"]});
    owner.post("/api/v1/webhooks", told).await.ok();
    let address = owner.post("/v1/notification/list", json!({})).await.ok().json()["urls"][0]["id"].as_i64().unwrap();
    let things =
        Things { review: theirs.clone(), comment, question, answer, chat: chat.clone(), order, promotion, address };
    for ((path, of_theirs), (_, of_nothing)) in naming(&things).into_iter().zip(naming(&nothing)) {
        let told = [stranger.post(path, of_theirs).await, stranger.post(path, of_nothing).await];
        assert_eq!(told[0].status, 404, "{path}: {}", told[0].text);
        assert_eq!(refused(&told[0]), refused(&told[1]), "{path}");
    }
    // And nothing of it came to pass.
    let list = owner.post("/v1/review/comment/list", json!({"review_id": theirs, "limit": 20})).await.ok();
    assert_eq!(each(&list, "/comments", "text"), ["Спасибо, носик подпилим"]);
    let info = owner.post("/v2/review/info", json!({"review_id": theirs})).await.ok();
    assert_eq!(info.json()["status"], "VIEWED");
    let told = owner.post("/v3/chat/history", json!({"chat_id": chat})).await.ok();
    assert_eq!(each(&told, "/messages", "data"), [json!(["Чайник уже в пути"])]);
    let asked = json!({"question_id": things.question, "sku": TEAPOT.0});
    let list = owner.post("/v1/question/answer/list", asked).await.ok();
    assert_eq!(each(&list, "/answers", "text"), ["Нет, струя ровная"]);
}

/// Operations that name nothing that belongs to a shop, or list what is found among the shop's own.
const NAME_NOTHING: [&str; 31] = [
    "/v1/roles",
    "/v1/seller/info",
    "/v1/review/list",
    "/v2/review/list",
    "/v1/review/count",
    "/v2/review/count",
    "/v1/question/list",
    "/v1/question/count",
    "/v1/question/top-sku",
    "/v2/chat/list",
    "/v3/chat/list",
    "/v3/product/list",
    "/v3/product/info/list",
    "/v5/product/info/prices",
    "/v1/actions",
    "/v1/seller-actions/list",
    "/v1/seller-actions/create/discount",
    "/v1/seller-actions/create/discount-with-condition",
    "/v1/seller-actions/create/installment",
    "/v1/seller-actions/create/multi-level-discount",
    "/v1/seller-actions/create/ozon-card-discount",
    "/v1/seller-actions/create/voucher",
    "/v1/notification/check",
    "/v1/notification/list",
    "/v1/notification/push-type/list",
    "/v1/notification/set",
    "/v1/actions/discounts-task/list",
    "/v2/actions/discounts-task/list",
    // These refuse each thing by itself, within an answer of 200: see `actions.rs`.
    "/v1/actions/discounts-task/approve",
    "/v1/actions/discounts-task/decline",
    "/v1/product/import/prices",
];

#[test]
fn no_operation_is_forgotten_here() {
    let naming: BTreeSet<_> =
        naming(&Things::default()).into_iter().map(|(path, _)| path).chain(NAME_NOTHING).collect();
    assert_eq!(naming, OPERATIONS.iter().map(|operation| operation.path).collect());
}

#[tokio::test(flavor = "multi_thread")]
async fn people_are_let_in_by_no_operation_whoever_they_are() {
    let site = Site::start(Sqlite).await;
    for somebody in [ANNA, OLGA, MODEST] {
        let client = site.signed_in(somebody).await.with("client-id", "1001");
        for operation in OPERATIONS {
            let body = (operation.method == "POST").then(|| json!({}));
            let answer = client.send(operation.method, operation.path, body).await;
            assert_eq!(refused(&answer), "401 16 Client-Id and Api-Key headers are required", "{}", operation.path);
        }
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn lists_show_nothing_of_another_shop(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let stranger = program(&site).await;
    let own = stranger.post("/v2/review/list", json!({"limit": 100})).await.ok();
    assert!(!own.text.contains(&neighbours_review().to_string()));
    let (chat, _) = neighbours_chat(&site).await;
    for list in ["/v2/chat/list", "/v3/chat/list"] {
        assert!(!stranger.post(list, json!({"limit": 100})).await.ok().text.contains(&chat), "{list}");
    }
    let of_sku = stranger.post("/v2/review/list", json!({"limit": 20, "filters": {"skus": [TEAPOT.0]}})).await.ok();
    assert_eq!(of_sku.json(), json!({"reviews": [], "has_next": false, "last_id": ""}));
    let teapot = json!({"sku": [TEAPOT.0], "offer_id": [format!("A-{TEAPOT}")], "product_id": [TEAPOT.0 + 1]});
    assert_eq!(stranger.post("/v3/product/info/list", teapot).await.ok().json(), json!({"items": []}));
    let named = json!({"filter": {"product_id": [TEAPOT.0 + 1]}});
    assert_eq!(stranger.post("/v3/product/list", named).await.ok().json()["result"]["total"], 0);
    assert_eq!(stranger.post("/v2/review/count", json!({})).await.ok().json()["total"], 5);
}
