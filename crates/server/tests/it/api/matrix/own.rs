//! The rows of the matrix about sellers' own promotions and the desk's.

use serde_json::json;

use super::Row;
use crate::support::*;

pub(super) fn calls() -> Vec<Row> {
    let gives = json!({"kind": "discount", "min_discount": 500});
    let own = json!({"title": "Скидка", "starts_at": "2026-03-12", "ends_at": "2026-03-20", "gives": gives});
    let voucher = json!({"kind": "voucher", "off": {"amount": 10_000}});
    let other = json!({"title": "Код", "starts_at": "2026-03-12", "ends_at": "2026-03-21", "gives": voucher});
    let market = json!({"title_ru": "Скидка", "title_en": "Sale", "funding": "seller", "starts_at": "2026-03-12",
        "ends_at": "2026-03-20", "gives": gives});
    let on = || Some(json!({"state": "published"}));
    let word = json!({"client_id": HOME.to_string(), "sku": PLAID.to_string(), "accept": true});
    vec![
        ("list_own_promotions", "/own-promotions", None),
        ("create_own_promotion", "/own-promotions", Some(own)),
        ("get_own_promotion", "/own-promotions/{own_promotion}", None),
        ("change_own_promotion", "/own-promotions/{own_promotion}", Some(other)),
        ("turn_own_promotion", "/own-promotions/{own_promotion}/state", on()),
        ("list_codes", "/own-promotions/{own_promotion}/codes", None),
        ("make_codes", "/own-promotions/{own_promotion}/codes", Some(json!({"sort": "once", "count": 2}))),
        ("list_market_promotions", "/desk/promotions", None),
        ("create_market_promotion", "/desk/promotions", Some(market.clone())),
        ("get_market_promotion", "/desk/promotions/{market_promotion}", None),
        ("change_market_promotion", "/desk/promotions/{market_promotion}", Some(market)),
        ("reach_of_promotion", "/desk/promotions/{market_promotion}/reach", None),
        ("turn_market_promotion", "/desk/promotions/{market_promotion}/state", on()),
        ("freeze_promotion", "/desk/promotions/{market_promotion}/freeze", Some(json!({}))),
        ("list_nominations", "/desk/promotions/{market_promotion}/nominations", None),
        ("decide_nomination", "/desk/promotions/{market_promotion}/nominations", Some(word)),
    ]
}

/// Makes what a name stands for.
pub(super) async fn made(site: &Site, name: &str) -> Option<String> {
    let rows: std::collections::BTreeMap<_, _> =
        calls().into_iter().map(|(id, path, body)| (id, (path, body))).collect();
    let (who, operation) = match name {
        "own_promotion" => (ANNA, "create_own_promotion"),
        "market_promotion" => (LEV, "create_market_promotion"),
        _ => return None,
    };
    let (path, body) = rows[operation].clone();
    let mut body = body.unwrap();
    if name == "own_promotion" {
        body["gives"] = json!({"kind": "voucher", "off": {"amount": 10_000}, "codes": {"sort": "once", "count": 1}});
    }
    Some(site.signed_in(who).await.post(&format!("/api/v1{path}"), body).await.ok().text_at("/promotion_id"))
}
