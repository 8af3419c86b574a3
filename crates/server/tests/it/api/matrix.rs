//! Every operation × everybody: what a stranger names is not found, and each may do what their role says.
//!
//! The rows come from the OpenAPI document, so an operation without a row here fails the test.

use std::collections::BTreeMap;
use std::fmt::Write;

use domain::people::KeyRole;
use serde_json::{Value, json};

use super::buyer::DOT;
use crate::support::*;

mod chats;
mod notices;
mod own;
mod promotions;
mod questions;

/// A request for an operation. `{names}` in it are made anew for each request, and all belong to «Тёплый дом», to Ольга or
/// to the desk.
struct Call {
    path: &'static str,
    body: Option<Value>,
}

/// An operation, where it is asked, and with what.
type Row = (&'static str, &'static str, Option<Value>);

fn calls() -> BTreeMap<&'static str, Call> {
    let review = json!({"rating": 5, "text": "Греет"});
    let rows: Vec<Row> = vec![
        ("list_reviews", "/reviews", None),
        ("count_reviews", "/reviews/counts", None),
        ("set_review_status", "/reviews/status", Some(json!({"review_ids": ["{review}"], "status": "viewed"}))),
        ("get_review", "/reviews/{review}", None),
        ("open_review", "/reviews/{review}/open", None),
        ("list_comments", "/reviews/{review}/comments", None),
        ("answer_review", "/reviews/{review}/comments", Some(json!({"text": "Спасибо"}))),
        ("get_draft", "/reviews/{review}/draft", None),
        ("save_draft", "/reviews/{review}/draft", Some(json!({"text": "Спас"}))),
        ("forget_draft", "/reviews/{review}/draft", None),
        ("pin_review", "/reviews/{review}/pin", None),
        ("unpin_review", "/reviews/{review}/pin", None),
        ("report_review", "/reviews/{fresh_review}/reports", Some(json!({"reason": "fake"}))),
        ("get_comment", "/comments/{comment}", None),
        ("edit_comment", "/comments/{comment}", Some(json!({"text": "Иначе"}))),
        ("delete_comment", "/comments/{comment}", None),
        ("undo_comment", "/comments/{pending}/undo", None),
        ("preview_bulk_answers", "/bulk-answers/preview", Some(json!({"review_ids": ["{review}"], "text": "Спасибо"}))),
        (
            "send_bulk_answers",
            "/bulk-answers",
            Some(json!({"answers": [{"review_id": "{review}", "text": "Спасибо"}]})),
        ),
        ("get_bulk_answers", "/bulk-answers/{bulk}", None),
        ("undo_bulk_answers", "/bulk-answers/{bulk}/undo", None),
        ("list_templates", "/templates", None),
        ("add_template", "/templates", Some(json!({"name": "Спасибо", "text": "Спасибо!"}))),
        ("get_template", "/templates/{template}", None),
        ("change_template", "/templates/{template}", Some(json!({"name": "Иначе", "text": "Иначе"}))),
        ("delete_template", "/templates/{template}", None),
        ("list_products", "/products", None),
        ("get_product", "/products/{sku}", None),
        ("list_categories", "/categories", None),
        ("list_keys", "/keys", None),
        ("create_key", "/keys", Some(json!({"label": "x", "roles": ["Admin"]}))),
        ("revoke_key", "/keys/{key}", None),
        ("get_me", "/me", None),
        ("list_notices", "/notices", None),
        ("read_notices", "/notices/read", None),
        ("follow_events", "/events?wait=false", None),
        ("follow_buyer_events", "/buyer/events?wait=false", None),
        ("list_goods", "/shop/products", None),
        ("get_card", "/shop/products/{sku}", None),
        ("list_public_comments", "/shop/reviews/{review}/comments", None),
        ("list_orders", "/buyer/orders", None),
        ("get_order", "/buyer/orders/{order}", None),
        ("get_basket", "/buyer/basket", None),
        ("put_into_basket", "/buyer/basket/{sku}", Some(json!({"quantity": 1}))),
        ("take_out_of_basket", "/buyer/basket/{sku}", None),
        ("type_coupon", "/buyer/basket/coupon", Some(json!({"code": ""}))),
        ("hold_prices", "/buyer/basket/hold", None),
        ("place_order", "/buyer/orders", Some(json!({"total": 0}))),
        (
            "create_review",
            "/buyer/reviews",
            Some(json!({"order_id": "{order}", "sku": "{sku}", "opinion": review.clone()})),
        ),
        ("get_own_review", "/buyer/reviews/{own_review}", None),
        ("rewrite_review", "/buyer/reviews/{own_review}", Some(review)),
        ("delete_review", "/buyer/reviews/{own_review}", None),
        ("vote", "/shop/reviews/{review}/vote", None),
        ("unvote", "/shop/reviews/{review}/vote", None),
        ("send_photo", "/buyer/media/photos", None),
        ("send_video", "/buyer/media/videos", None),
        ("get_waiting", "/desk/waiting", None),
        ("resend_dead_letter", "/desk/dead-letters/reactions/{letter}/resend", None),
        ("sign_out", "/sign-out", None),
    ];
    rows.into_iter()
        .chain(questions::calls())
        .chain(chats::calls())
        .chain(promotions::calls())
        .chain(own::calls())
        .chain(notices::calls())
        .map(|(id, path, body)| (id, Call { path, body }))
        .collect()
}

/// Makes what a name stands for.
async fn made(site: &Site, name: &str, anna: &Client, olga: &Client, number: usize) -> String {
    let post =
        async |client: &Client, path: &str, body: Value, field: &str| client.post(path, body).await.ok().text_at(field);
    let comments = format!("/api/v1/reviews/{}/comments", review("torn"));
    match name {
        "review" => review("torn").to_string(),
        // One report about a review waits at a time, so each goes to another review: Ольга's newest.
        "fresh_review" | "own_review" => {
            let order = ordered(site, number).await;
            let body = json!({"order_id": order, "sku": PLAID.to_string(), "opinion": {"rating": 5}});
            post(olga, "/api/v1/buyer/reviews", body, "/id").await
        }
        "order" => ordered(site, number).await,
        "sku" => PLAID.to_string(),
        "comment" => post(anna, &comments, json!({"text": "a", "undo": false}), "/comment_id").await,
        "pending" => post(anna, &comments, json!({"text": "a", "undo": true}), "/comment_id").await,
        "bulk" => {
            let body = json!({"answers": [{"review_id": review("torn").to_string(), "text": "a"}]});
            post(anna, "/api/v1/bulk-answers", body, "/bulk_id").await
        }
        "template" => post(anna, "/api/v1/templates", json!({"name": "a", "text": "a"}), "/id").await,
        "key" => post(anna, "/api/v1/keys", json!({"label": "a", "roles": ["Admin"]}), "/id").await,
        "letter" => "1".into(),
        "number" => number.to_string(),
        name => match chats::made(site, name, anna, olga, number).await {
            Some(made) => made,
            None => match promotions::made(site, name, number).await {
                Some(made) => made,
                None => match own::made(site, name).await {
                    Some(made) => made,
                    None => match notices::made(name, anna).await {
                        Some(made) => made,
                        None => questions::made(site, name, anna, olga, number).await,
                    },
                },
            },
        },
    }
}

/// A plaid that was delivered to Ольга.
async fn ordered(site: &Site, number: usize) -> String {
    let order = format!("99999999-{number:04}-1");
    let item = delivered(&order, PLAID, OLGA);
    app::commands::import::orders(&site.app, vec![item]).await.unwrap();
    order
}

async fn everybody(site: &Site) -> Vec<(&'static str, Client)> {
    vec![
        ("nobody", site.nobody()),
        ("stranger", site.signed_in(STEPAN).await),
        ("str.key", site.program(NEIGHBOUR, KeyRole::Admin).await),
        ("analyst", site.signed_in(VERA).await),
        ("manager", site.signed_in(BORIS).await),
        ("owner", site.signed_in(ANNA).await),
        ("buyer", site.signed_in(OLGA).await),
        ("desk", site.signed_in(MODEST).await),
        ("support", site.signed_in(ROMAN).await),
        ("safety", site.signed_in(ZOYA).await),
        ("marketer", site.signed_in(LEV).await),
        ("k.admin", site.program(HOME, KeyRole::Admin).await),
        ("k.read", site.program(HOME, KeyRole::AdminReadOnly).await),
        ("k.review", site.program(HOME, KeyRole::Reviews).await),
        ("k.goods", site.program(HOME, KeyRole::ProductsReadOnly).await),
        ("k.chats", site.program(HOME, KeyRole::Chats).await),
        ("k.promo", site.program(HOME, KeyRole::Promotions).await),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_may_what_their_role_says_and_a_strangers_things_are_not_there() {
    let telegram = Telegram::open().await;
    let site = Site::start_with(Sqlite, |settings| {
        settings.moderation.questions_a_day = 10_000;
        settings.telegram = Some(telegram.settings());
    })
    .await;
    let (anna, olga) = (site.signed_in(ANNA).await, site.signed_in(OLGA).await);
    crate::dialect::actions::winter(&site, promotions::WINTER).await;
    let calls = calls();
    let document = serde_json::to_value(server::api::document::document()).unwrap();
    let mut rows = BTreeMap::new();
    let mut number = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let method = method.to_uppercase();
            let id = operation["operationId"].as_str().unwrap();
            let call = calls.get(id).unwrap_or_else(|| panic!("{id} has no row in the matrix"));
            // Whoever signs out is out for the next row: everybody comes anew for each.
            let mut row = String::new();
            for (who, client) in everybody(&site).await {
                number += 1;
                let (path, body) = filled(&site, call, &anna, &olga, number).await;
                let request = client.request(&method, &format!("/api/v1{path}"));
                if id == "start_export" {
                    questions::files_are_made(&site, &anna).await;
                }
                let request = match (&body, id) {
                    (_, "send_photo") => request.body(DOT),
                    (_, file) if file.starts_with("add_chat_file") => request.body("Размер 42"),
                    (_, "send_video") => request.body("no video"),
                    (Some(body), _) => request.json(body),
                    (None, _) => request,
                };
                let answer = Answer::of(request).await;
                judge(&format!("{method} {path} by {who}"), who, call, &answer);
                write!(row, " {:<8}", answer.status).unwrap();
            }
            rows.insert(format!("{path} {method}"), row);
        }
    }
    let names = everybody(&site).await.iter().fold(String::new(), |all, (who, _)| format!("{all} {who:<8}"));
    let mut table = format!("{:<60}{names}\n", "");
    for (operation, row) in &rows {
        writeln!(table, "{operation:<60}{}", row.trim_end()).unwrap();
    }
    insta::assert_snapshot!("matrix", table);
}

/// The path and the body with every name filled in.
async fn filled(site: &Site, call: &Call, anna: &Client, olga: &Client, number: usize) -> (String, Option<Value>) {
    let mut path = call.path.to_owned();
    let mut body = call.body.as_ref().map(Value::to_string).unwrap_or_default();
    for name in names(call) {
        let value = made(site, &name, anna, olga, number).await;
        path = path.replace(&format!("{{{name}}}"), &value);
        body = body.replace(&format!("{{{name}}}"), &value);
    }
    (path, serde_json::from_str(&body).ok())
}

/// The names of what belongs to somebody.
fn names(call: &Call) -> Vec<String> {
    let text = format!("{}{}", call.path, call.body.as_ref().map(Value::to_string).unwrap_or_default());
    let names = text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.to_owned()));
    let is_name = |name: &String| name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_');
    names.filter(|name| !name.is_empty() && is_name(name)).collect()
}

/// What holds whatever the row says.
fn judge(what: &str, who: &str, call: &Call, answer: &Answer) {
    assert!(answer.status < 500, "{what}: {}", answer.text);
    assert_ne!(answer.status, 405, "{what}");
    let is_problem = answer.header("content-type") == Some("application/problem+json");
    assert_eq!(answer.status >= 400, is_problem, "{what}: {} {}", answer.status, answer.text);
    if is_problem {
        // The desk alone is no page to strangers; any other address that is nobody's would be a route that is not there.
        let of_the_desk = call.path.starts_with("/desk") || call.path.starts_with("/moderation");
        assert!(answer.text_at("/code") != "page_not_found" || of_the_desk, "{what}");
    }
    let is_read = what.starts_with("GET");
    let public = is_read && (call.path.starts_with("/shop/") || call.path == "/moderation/reasons");
    if who == "nobody" && !public {
        assert_eq!(answer.status, 401, "{what}: {}", answer.text);
    }
    // What the operator tells all shops is no shop's own.
    // A basket takes the products of all shops.
    let of_all = ["/shop/", "/announcements", "/buyer/basket"].iter().any(|start| call.path.starts_with(start));
    let of_the_shop = !of_all && !names(call).is_empty();
    // What is not there, and what is a stranger's, has no verdict to appeal: both are told alike.
    let unknown = if call.path.ends_with("/appeals") && !call.path.contains("/chats/") { 409 } else { 404 };
    if of_the_shop && who == "stranger" {
        assert_eq!(answer.status, unknown, "{what}: {}", answer.text);
    }
    if of_the_shop && who == "str.key" {
        assert!(answer.status == unknown || answer.status == 403, "{what}: {}", answer.text);
    }
}
