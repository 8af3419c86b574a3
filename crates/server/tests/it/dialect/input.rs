//! Whatever is sent, the answer is the documented one or a documented refusal.

use rstest::rstest;
use serde_json::{Value, json};
use server::dialect::OPERATIONS;

use super::{program, refused};
use crate::support::*;

/// A request that each operation takes, with every field that it reads.
fn takes(path: &str) -> Value {
    let review = review("torn").to_string();
    let sku = PLAID.0;
    let dates = json!({"published_from": "2026-03-01T00:00:00Z", "published_to": "2026-03-09T00:00:00.5Z"});
    let filters = |more: Value| {
        let all = [&dates, &more].map(|value| value.as_object().unwrap().clone());
        Value::Object(all.into_iter().flatten().collect())
    };
    match path {
        "/v1/roles" | "/v1/seller/info" | "/v1/review/count" | "/v2/review/count" => json!({}),
        "/v1/review/list" => json!({"limit": 20, "last_id": review, "sort_dir": "ASC", "status": "ALL"}),
        "/v2/review/list" => json!({"limit": 20, "last_id": review, "sort_dir": "ASC",
            "filters": filters(json!({"status": "NEW", "order_status": "ALL", "skus": [sku]}))}),
        "/v1/review/info" | "/v2/review/info" => json!({"review_id": review}),
        "/v1/review/change-status" => json!({"review_ids": [review], "status": "UNPROCESSED"}),
        "/v2/review/change-status" => json!({"review_ids": [review], "status": "NEW"}),
        "/v1/review/comment/list" => json!({"limit": 20, "offset": 0, "review_id": review, "sort_dir": "ASC",
            "filter": filters(json!({"sku": sku}))}),
        "/v1/review/comment/create" => {
            json!({"review_id": review, "text": "Спасибо", "mark_review_as_processed": true, "parent_comment_id": ""})
        }
        // There is no such comment, so that it can be asked for again and again.
        "/v1/review/comment/delete" => json!({"comment_id": review}),
        "/v2/review/comment/delete" => json!({"comment_id": review, "sku": sku}),
        "/v1/question/count" => json!({}),
        // There is no such question, and no such answer: so that each can be named again and again.
        "/v1/question/list" => json!({"limit": 20, "last_id": review, "sort_dir": "ASC",
            "filter": {"status": "NEW", "date_from": "2026-03-01T00:00:00Z", "date_to": "2026-03-09T00:00:00.5Z"}}),
        "/v1/question/info" => json!({"question_id": review}),
        "/v1/question/top-sku" => json!({"limit": 20}),
        "/v1/question/change-status" => json!({"question_ids": [review], "status": "VIEWED"}),
        "/v1/question/answer/create" => json!({"question_id": review, "sku": sku, "text": "Да, подойдёт"}),
        "/v1/question/answer/delete" => json!({"answer_id": review, "sku": sku}),
        "/v1/question/answer/list" => json!({"question_id": review, "sku": sku, "last_id": review}),
        // There is no such chat, and no such order.
        "/v1/chat/start" => json!({"posting_number": "48173920-9999-1"}),
        "/v1/chat/send/message" => json!({"chat_id": review, "text": "Плед уже в пути"}),
        "/v1/chat/send/file" => json!({"chat_id": review, "name": "a.txt", "base64_content": "0JzRiw=="}),
        "/v2/chat/list" => json!({"limit": 20, "offset": 1, "filter": {"chat_status": "All", "unread_only": true}}),
        "/v3/chat/list" => json!({"limit": 20, "cursor": format!("1.{review}"),
            "filter": {"chat_status": "OPENED", "unread_only": false}}),
        "/v2/chat/history" | "/v3/chat/history" => json!({"chat_id": review, "direction": "Forward", "limit": 10,
            "from_message_id": "3000000000118032000", "filter": {"message_ids": ["3000000000118032001"]}}),
        "/v2/chat/read" => json!({"chat_id": review, "from_message_id": 3_000_000_000_118_032_000_i64}),
        "/v3/product/list" => json!({"limit": 10, "last_id": (sku + 1).to_string(),
            "filter": {"visibility": "ALL", "offer_id": [], "product_id": []}}),
        "/v3/product/info/list" => json!({"offer_id": ["A-300200"], "product_id": [300_201], "sku": [sku]}),
        other => takes_of_promotions(other),
    }
}

/// The same for promotions. There is no such promotion and no such request, so that each can be named again and again.
fn takes_of_promotions(path: &str) -> Value {
    let (action, date) = (9_007_199_254_740_993_i64, "2026-04-01T00:00:00Z");
    let ids = || json!({"action_id": action, "product_ids": [300_201]});
    let auto = |more: Value| {
        let mut all = json!({"action_id": action, "auto_add_date": date});
        all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        all
    };
    match path {
        "/v1/actions/candidates" | "/v1/actions/products" => {
            json!({"action_id": action, "limit": 10, "offset": 1, "last_id": "300200"})
        }
        "/v2/actions/candidates" | "/v2/actions/products" => {
            json!({"action_id": action, "limit": 10, "last_id": "300200"})
        }
        "/v1/actions/products/activate" => json!({"action_id": action, "products": [
            {"product_id": 300_201, "action_price": 990, "stock": 1}]}),
        "/v1/actions/products/update" => json!({"action_id": action, "products": [
            {"product_id": 300_201, "action_price": {"amount": "990", "currency": "RUB"}, "stock": "1"}]}),
        "/v1/actions/products/deactivate" | "/v2/actions/products/deactivate" => ids(),
        "/v1/actions/auto-add/products/delete" | "/v2/actions/auto-add/products/delete" => {
            auto(json!({"product_ids": [300_201]}))
        }
        "/v1/actions/auto-add/products/update" => auto(json!({"to_update": [
            {"product_id": 300_201, "action_price": 990, "currency": "RUB", "quantity": 1}]})),
        "/v2/actions/auto-add/products/update" => auto(json!({"products": [
            {"id": 300_201, "action_price": {"amount": "990", "currency": "RUB"}, "stock": 1}]})),
        path if path.contains("/actions/auto-add/products/") => auto(json!({"limit": 10, "offset": 1})),
        "/v1/actions/discounts-task/list" => json!({"status": "NEW", "page": 1, "limit": 10}),
        "/v2/actions/discounts-task/list" => json!({"status": "NEW", "last_id": 1, "limit": 10}),
        "/v1/actions/discounts-task/approve" => json!({"tasks": [{"id": action, "approved_price": 990,
            "approved_quantity_min": 1, "approved_quantity_max": 2, "seller_comment": "Рады помочь"}]}),
        "/v1/actions/discounts-task/decline" => json!({"tasks": [{"id": action, "seller_comment": "Не можем"}]}),
        "/v1/product/import/prices" => json!({"prices": [{"product_id": 1, "offer_id": "нет такого", "price": "990"}]}),
        // There is no such address, and nobody listens at the one that is to be added.
        "/v1/notification/check" => json!({"url": "https://127.0.0.1:1/hook"}),
        "/v1/notification/set" => json!({"url": "https://127.0.0.1:1/hook", "types": ["TYPE_NEW_MESSAGE"]}),
        "/v1/notification/list" => {
            json!({"limit": 10, "offset": 0, "sort_dir": "ASC", "availability_statuses": ["GREEN"]})
        }
        "/v1/notification/push-type/list" => json!({}),
        "/v1/notification/enable" => json!({"id": action, "enabled": true}),
        "/v1/notification/update" => json!({"id": action, "types": ["TYPE_NEW_MESSAGE"]}),
        "/v1/notification/delete" => json!({"id": action}),
        "/v5/product/info/prices" => json!({"cursor": "1", "limit": 10,
            "filter": {"visibility": "ALL", "offer_id": [], "product_id": []}}),
        other => takes_of_own_promotions(other),
    }
}

/// The same for a seller's own promotions.
fn takes_of_own_promotions(path: &str) -> Value {
    let action = 9_007_199_254_740_993_i64;
    let dates = json!({"title": "Весна", "date_start": "2026-04-01T00:00:00Z", "date_end": "2026-04-09T00:00:00Z"});
    let with = |more: Value| {
        let mut all = dates.clone();
        all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        all
    };
    let terms = |kind: &str| match kind {
        "discount" => with(json!({"min_action_percent": 10})),
        "discount-with-condition" => {
            with(json!({"discount_type": "PERCENT", "discount_value": 10, "min_order_amount": 3000}))
        }
        "multi-level-discount" => with(json!({"discount_type": "PERCENT", "discount_levels": [
            {"order_amount": 3000, "discount_value": 5}, {"order_amount": 5000, "discount_value": 10}]})),
        "ozon-card-discount" => with(json!({"discount_value": 10})),
        "voucher" => with(json!({"budget": 10_000, "discount_type": "PERCENT", "discount_value": 10,
            "voucher_parameters": {"count_codes": 1, "is_private": false, "type": "ONE"}})),
        _ => dates.clone(),
    };
    match path.trim_start_matches("/v1/seller-actions/") {
        "list" => json!({"limit": 10, "offset": 0, "action_ids": [action], "search": "Весна"}),
        "change-activity" => json!({"action_id": action, "is_turn_on": true}),
        "archive" | "voucher/get" => json!({"action_id": action}),
        "products/add" => json!({"action_id": action, "products": [
            {"sku": PLAID.0, "discount_percent": 10, "currency": "RUB"}]}),
        "products/candidates" | "products/list" => json!({"action_id": action, "limit": 10, "cursor": 1}),
        "products/delete" => json!({"action_id": action, "skus": [PLAID.0]}),
        other => match other.split_once('/') {
            Some(("create", kind)) => terms(kind),
            Some(("update", kind)) => json!({"action_id": action, "action_parameters": terms(kind)}),
            _ => panic!("say what {other} takes"),
        },
    }
}

/// Operations that are called by POST: the others have no body.
fn with_body() -> impl Iterator<Item = &'static server::dialect::Operation> {
    OPERATIONS.iter().filter(|operation| operation.method == "POST")
}

/// Whether an answer is one that a program can read: a success, or a refusal of its own making.
fn is_documented(answer: &Answer, what: &str) {
    if answer.status == 200 {
        assert_eq!(answer.header("content-type"), Some("application/json"), "{what}");
        assert!(answer.json().is_object(), "{what}");
        return;
    }
    let said = refused(answer);
    assert!(matches!(answer.status, 400 | 404 | 409), "{what}: {said}");
    assert!(said.len() < 1_000, "{what}: {said}");
}

async fn send(client: &Client, path: &str, body: impl Into<reqwest::Body>) -> Answer {
    let request = client.request("POST", path).header("content-type", "application/json").body(body);
    Answer::of(request).await
}

/// The paths of all fields, as JSON pointers.
fn fields(of: &Value) -> Vec<String> {
    let mut all = Vec::new();
    for (name, value) in of.as_object().into_iter().flatten() {
        all.push(format!("/{name}"));
        all.extend(fields(value).into_iter().map(|inner| format!("/{name}{inner}")));
    }
    all
}

/// Values that no field takes, or hardly one does.
fn strange() -> Vec<Value> {
    let huge: Value = serde_json::from_str("1e300").unwrap();
    let numbers = [json!(-1), json!(0), json!(1.5), json!(u64::MAX), json!(i64::MIN), huge];
    let texts = ["", " ", "\0", "a\0b", "null", "١٢", "'; drop table reviews; --", "\u{202e}\u{fffd}", "%_\\"];
    let long = "ж".repeat(100_000);
    let nested = [json!({}), json!([]), json!([[]]), json!([null]), json!([{}]), json!({"a": {"b": []}})];
    let lists = [json!([""]), json!(["\0"]), json!([-1, 0]), json!(vec![7; 1_001]), json!(vec!["x"; 1_001])];
    let mut all = vec![json!(true), Value::Null, json!(long)];
    all.extend(numbers.into_iter().chain(nested).chain(lists));
    all.extend(texts.map(|text| json!(text)));
    all
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn no_value_of_any_field_breaks_anything(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let client = program(&site).await;
    for operation in with_body() {
        let usual = takes(operation.path);
        let first = client.post(operation.path, usual.clone()).await;
        assert!(matches!(first.status, 200 | 400 | 404 | 409), "{}: {}", operation.path, first.text);
        for field in fields(&usual) {
            for value in strange() {
                let mut body = usual.clone();
                *body.pointer_mut(&field).unwrap() = value.clone();
                let what = format!("{} {field} = {value:.40}", operation.path);
                is_documented(&client.post(operation.path, body).await, &what);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_with_the_character_nul_is_refused_in_every_field() {
    let site = Site::start(Sqlite).await;
    let client = program(&site).await;
    for operation in with_body() {
        let usual = takes(operation.path);
        for field in fields(&usual) {
            let mut body = usual.clone();
            let value = body.pointer_mut(&field).unwrap();
            *value = if value.is_array() { json!(["\0"]) } else { json!("\0") };
            let answer = client.post(operation.path, body).await;
            assert_eq!(answer.status, 400, "{} {field}: {}", operation.path, answer.text);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_is_there_twice_is_refused() {
    let site = Site::start(Sqlite).await;
    let client = program(&site).await;
    for operation in with_body() {
        let usual = takes(operation.path);
        for name in usual.as_object().unwrap().keys() {
            let body = format!("{{\"{name}\":{value},\"{name}\":{value}}}", value = usual[name]);
            let answer = send(&client, operation.path, body).await;
            assert_eq!(answer.status, 400, "{} {name}: {}", operation.path, answer.text);
            assert!(refused(&answer).contains("duplicate field"), "{}", answer.text);
        }
    }
    let both = json!({"limit": 20, "filter": {}, "filters": {"status": "NEW"}});
    let answer = client.post("/v2/review/list", both).await;
    assert_eq!(
        refused(&answer),
        "400 3 Request validation error: invalid ReviewListV2Request.Filters: value is given under two names"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_no_object_is_refused_by_every_operation() {
    let site = Site::start(Sqlite).await;
    let client = program(&site).await;
    let deep = "[".repeat(100_000);
    let bodies: [&[u8]; 12] = [
        b"{",
        b"[]",
        b"null",
        b"20",
        b"\"text\"",
        b"{}{}",
        b"{\"a\":1,}",
        b"{\"a\":\"\xff\xfe\"}",
        b"\x00",
        b"{\"\xc3\x28\":1}",
        b"{'limit': 20}",
        deep.as_bytes(),
    ];
    for operation in with_body() {
        for body in bodies {
            let answer = send(&client, operation.path, body.to_vec()).await;
            let what = format!("{} {}", operation.path, String::from_utf8_lossy(&body[..body.len().min(20)]));
            assert_eq!(answer.status, 400, "{what}: {}", answer.text);
            assert!(refused(&answer).starts_with("400 3 Request validation error: invalid "), "{what}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_too_large_or_of_another_type_is_refused_as_that() {
    let site = Site::start(Sqlite).await;
    let client = program(&site).await;
    // Files are larger, and have a test of their own.
    for operation in with_body().filter(|operation| operation.path != "/v1/chat/send/file") {
        let large = format!("{{\"text\":\"{}\"}}", "x".repeat(2 << 20));
        let answer = send(&client, operation.path, large.clone()).await;
        assert_eq!(refused(&answer), "413 3 Request body is larger than 1048576 bytes", "{}", operation.path);
        // Without a length, as a stream.
        let pieces = futures::stream::iter(large.into_bytes().chunks(65_536).map(<[u8]>::to_vec).collect::<Vec<_>>());
        let pieces = futures::StreamExt::map(pieces, Ok::<_, std::io::Error>);
        let answer = send(&client, operation.path, reqwest::Body::wrap_stream(pieces)).await;
        assert_eq!(refused(&answer), "413 3 Request body is larger than 1048576 bytes", "{}", operation.path);
        let form = client.request("POST", operation.path).header("content-type", "text/plain").body("{}");
        assert_eq!(
            refused(&Answer::of(form).await),
            "415 3 Content-Type header value should be application/json",
            "{}",
            operation.path
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn null_is_nothing_numbers_may_be_quoted_and_names_come_in_any_case() {
    let site = Site::start(Sqlite).await;
    let client = program(&site).await;
    let plain = client.post("/v2/review/list", json!({"limit": 20})).await.ok();
    for same in [
        json!({"limit": "20", "last_id": null, "sort_dir": null, "filters": null, "filter": null, "unknown": [1]}),
        json!({"limit": 20.0, "last_id": "", "sort_dir": "", "filters": {"status": null, "skus": null}}),
        json!({"limit": 20, "sort_dir": "Desc", "filter": {"status": "All", "order_status": "all", "sku": []}}),
    ] {
        assert_eq!(client.post("/v2/review/list", same.clone()).await.text, plain.text, "{same}");
    }
    let charset = client.request("POST", "/v2/review/list").header("content-type", "Application/JSON; charset=utf-8");
    assert_eq!(Answer::of(charset.body("{\"limit\":20}")).await.text, plain.text);
    // No body and no type at all.
    let bare = Answer::of(client.request("POST", "/v2/review/count")).await.ok();
    assert_eq!(bare.json()["total"], 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_names_the_field_as_the_marketplace_does() {
    let site = Site::start(Sqlite).await;
    let client = program(&site).await;
    let mut told = Vec::new();
    for (path, body) in [
        ("/v1/review/list", json!({"limit": 19})),
        ("/v2/review/list", json!({"limit": 101})),
        ("/v2/review/list", json!({})),
        ("/v2/review/list", json!({"limit": "many"})),
        ("/v2/review/list", json!({"limit": 20, "sort_dir": "UP"})),
        ("/v2/review/list", json!({"limit": 20, "filters": {"skus": [1, 0]}})),
        ("/v2/review/list", json!({"limit": 20, "filters": {"skus": vec![1; 1_001]}})),
        ("/v2/review/list", json!({"limit": 20, "filters": {"published_from": "yesterday"}})),
        ("/v2/review/list", json!({"limit": 20, "filters": {"sku": [true]}})),
        ("/v1/review/list", json!({"limit": 20, "status": "NEW"})),
        ("/v1/review/info", json!({})),
        ("/v2/review/info", json!({"review_id": 7})),
        ("/v1/review/change-status", json!({"status": "PROCESSED"})),
        ("/v2/review/change-status", json!({"review_ids": ["a"]})),
        ("/v2/review/change-status", json!({"review_ids": vec!["a"; 101], "status": "NEW"})),
        ("/v1/review/comment/create", json!({"review_id": "a", "text": ""})),
        ("/v1/review/comment/create", json!({"review_id": "a", "text": "x".repeat(1_001)})),
        ("/v1/review/comment/create", json!({"review_id": "a", "text": "\u{7}"})),
        ("/v1/review/comment/list", json!({"limit": 20})),
        ("/v1/review/comment/list", json!({"limit": 20, "review_id": "a", "offset": -1})),
        ("/v2/review/comment/delete", json!({"comment_id": "a"})),
        ("/v3/product/list", json!({"limit": 20})),
        ("/v3/product/list", json!({"filter": {}, "limit": 1_001})),
        ("/v3/product/list", json!({"filter": {"offer_id": ["a"], "product_id": [1]}})),
        ("/v3/product/info/list", json!({})),
        ("/v3/product/info/list", json!({"sku": [-5]})),
    ] {
        let answer = client.post(path, body).await;
        told.push(format!("{path}: {}", refused(&answer)));
    }
    insta::assert_snapshot!("refusals", told.join("\n"));
}
