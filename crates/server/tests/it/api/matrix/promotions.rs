//! The rows of the matrix about promotions, prices and discount requests. The promotion is the marketplace's, so it is everybody's.

use serde_json::json;

use super::Row;
use crate::support::*;

/// The promotion that is there.
pub(super) const WINTER: i64 = 9_200_000_000_000_101;

pub(super) fn calls() -> Vec<Row> {
    let products = || json!({"products": [{"sku": PLAID.to_string(), "price": 99_000, "quantity": 1}]});
    let skus = || json!({"skus": [PLAID.to_string()]});
    vec![
        ("list_promotions", "/promotions", None),
        ("promotions_calendar", "/promotions/calendar", None),
        ("list_standing_answers", "/promotions/standing-answers", None),
        ("set_standing_answer", "/promotions/standing-answers", Some(json!({"kind": "flash", "answer": "never"}))),
        ("get_promotion", "/promotions/9200000000000101", None),
        ("list_consents", "/promotions/9200000000000101/consents", None),
        ("list_candidates", "/promotions/9200000000000101/candidates", None),
        ("list_promotion_products", "/promotions/9200000000000101/products", None),
        ("join_promotion", "/promotions/9200000000000101/products", Some(products())),
        ("get_promotion_product", "/promotions/9200000000000101/products/{sku}", None),
        ("change_promotion_product", "/promotions/9200000000000101/products/{sku}", Some(json!({"price": 98_000}))),
        ("leave_promotion_product", "/promotions/9200000000000101/products/{sku}", None),
        ("leave_promotion", "/promotions/9200000000000101/leave", Some(skus())),
        ("promotion_worst_case", "/promotions/9200000000000101/worst-case", Some(products())),
        ("list_auto_adds", "/promotions/9200000000000101/auto-adds", None),
        ("set_auto_adds", "/promotions/9200000000000101/auto-adds", Some(products())),
        ("drop_auto_adds", "/promotions/9200000000000101/auto-adds/drop", Some(skus())),
        ("answer_enrolment", "/promotions/9200000000000101/enrolment", Some(json!({"agree": false}))),
        ("list_prices", "/prices", None),
        ("get_floor_rules", "/prices/rules", None),
        ("set_floor_rules", "/prices/rules", Some(json!({"floor_percent": 5_000, "on_floor": "cut"}))),
        ("get_price", "/prices/{sku}", None),
        ("set_price", "/prices/{sku}", Some(json!({"price": 119_000, "old_price": 149_000}))),
        ("set_floor", "/prices/{sku}/floor", Some(json!({"floor_price": 80_000}))),
        ("price_history", "/prices/{sku}/history", None),
        ("list_discount_requests", "/discount-requests", None),
        ("get_discount_rule", "/discount-requests/rule", None),
        ("set_discount_rule", "/discount-requests/rule", Some(json!({}))),
        ("get_discount_request", "/discount-requests/{request}", None),
        (
            "approve_discount_request",
            "/discount-requests/{request}/approve",
            Some(json!({"price": 99_000, "quantity_max": 1})),
        ),
        ("decline_discount_request", "/discount-requests/{request}/decline", Some(json!({}))),
        ("list_own_discount_requests", "/buyer/discount-requests", None),
        (
            "ask_discount",
            "/buyer/discount-requests",
            Some(json!({"sku": PLAID.to_string(), "price": 90_000, "quantity_max": 1})),
        ),
        ("get_own_discount_request", "/buyer/discount-requests/{request}", None),
        ("withdraw_discount_request", "/buyer/discount-requests/{request}", None),
    ]
}

/// Makes what a name stands for.
pub(super) async fn made(site: &Site, name: &str, number: usize) -> Option<String> {
    if name != "request" {
        return None;
    }
    let id = 57_646_075_230_000_000 + i64::try_from(number).unwrap();
    crate::dialect::actions::asked(site, id).await;
    Some(id.to_string())
}
