//! Who is let in, how often, and to what.

use std::time::Duration;

use domain::people::KeyRole;
use serde_json::json;

use super::{program, refused};
use crate::support::*;

const ROLES: &str = "/v1/roles";

fn with_headers(site: &Site, headers: &[(&'static str, &str)]) -> Client {
    headers.iter().fold(site.nobody(), |client, (name, value)| client.with(name, value))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_without_both_headers_is_told_which_it_needs() {
    let site = Site::start(Sqlite).await;
    let wanted = "401 16 Client-Id and Api-Key headers are required";
    assert_eq!(refused(&site.nobody().post(ROLES, json!({})).await), wanted);
    assert_eq!(refused(&with_headers(&site, &[("client-id", "1001")]).post(ROLES, json!({})).await), wanted);
    assert_eq!(refused(&with_headers(&site, &[("api-key", "secret")]).post(ROLES, json!({})).await), wanted);
    let token = with_headers(&site, &[("authorization", "Bearer abc")]).post(ROLES, json!({})).await;
    assert_eq!(refused(&token), wanted);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_id_that_is_no_positive_number_is_refused_before_the_key_is_looked_at() {
    let site = Site::start(Sqlite).await;
    for wrong in ["abc", "0", "-1001", "1001.0", "+1001", "99999999999999999999", "1001;1"] {
        let client = with_headers(&site, &[("client-id", wrong), ("api-key", "secret")]);
        let answer = client.post(ROLES, json!({})).await;
        assert_eq!(refused(&answer), "400 3 Client-Id header value should be positive integer", "{wrong}");
    }
    let twice = program(&site).await.request("POST", ROLES).header("client-id", "2002").json(&json!({}));
    assert_eq!(refused(&Answer::of(twice).await), "400 3 Client-Id header value should be positive integer");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_opens_its_own_shop_and_no_other() {
    let site = Site::start(Sqlite).await;
    let wanted = "404 5 Invalid Api-Key, please check the key and try again";
    let strangers = program(&site).await.with("client-id", "2002");
    assert_eq!(refused(&strangers.post(ROLES, json!({})).await), wanted);
    for wrong in ["ffffffff-0000-4000-8000-ffffffffffff", " ", "ключ"] {
        let client = program(&site).await.with("api-key", wrong);
        assert_eq!(refused(&client.post(ROLES, json!({})).await), wanted, "{wrong:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_was_switched_off_or_is_too_old_opens_nothing() {
    let site = Site::start(Sqlite).await;
    let wanted = "403 7 Api-key is deactivated, use another one or generate a new one";
    let off = program(&site).await;
    off.post(ROLES, json!({})).await.ok();
    let keys = app::queries::keys::by_number(&site.app, HOME).await.unwrap();
    app::commands::keys::revoke_by_operator(&site.app, HOME, keys[0].id).await.unwrap();
    assert_eq!(refused(&off.post(ROLES, json!({})).await), wanted);
    let old = program(&site).await;
    site.clock.advance(Duration::from_secs(92 * 24 * 3600));
    assert_eq!(refused(&old.post(ROLES, json!({})).await), wanted);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_may_call_what_its_roles_list_and_nothing_else() {
    let site = Site::start(Sqlite).await;
    for role in KeyRole::ALL {
        let client = site.program(HOME, *role).await;
        let told = client.post(ROLES, json!({})).await.ok().json();
        assert_eq!(told["expires_at"], "2026-06-09T12:00:00Z");
        assert_eq!(told["roles"][0]["name"], role.as_str());
        let methods = told["roles"][0]["methods"].as_array().unwrap();
        for operation in server::dialect::OPERATIONS {
            let body = (operation.method == "POST").then(|| json!({}));
            let answer = client.send(operation.method, operation.path, body).await;
            let denied = answer.status == 403;
            assert_eq!(methods.iter().any(|m| m == operation.path), !denied, "{role:?} {}", operation.path);
            if denied {
                assert_eq!(refused(&answer), "403 7 Api-Key is missing a required role for a method");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_reads_only_changes_nothing() {
    let site = Site::start(Sqlite).await;
    let client = site.program(HOME, KeyRole::AdminReadOnly).await;
    let answer = json!({"review_id": review("torn").to_string(), "text": "Простите нас"});
    let refusal = client.post("/v1/review/comment/create", answer).await;
    assert_eq!(refused(&refusal), "403 7 Api-Key is missing a required role for a method");
    client.post("/v2/review/list", json!({"limit": 20})).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_path_that_does_not_exist_is_not_found_in_json_in_every_version() {
    let site = Site::start(Sqlite).await;
    for path in
        ["/v1", "/v1/", "/v2/review", "/v3/review/list", "/v4/x/y/z", "/v5/product/info/stocks", "/v2/review/list/"]
    {
        for method in ["GET", "POST", "DELETE"] {
            let answer = site.nobody().send(method, path, None).await;
            assert_eq!(refused(&answer), "404 5 404 page not found", "{method} {path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operation_is_called_by_post_and_a_browser_of_another_site_gets_no_permission() {
    let site = Site::start(Sqlite).await;
    for method in ["GET", "PUT", "PATCH", "DELETE", "OPTIONS"] {
        let asked = site.nobody().with("origin", "https://elsewhere.example");
        let answer = asked.send(method, "/v2/review/list", None).await;
        assert_eq!(refused(&answer), "405 12 Method Not Allowed", "{method}");
        assert_eq!(answer.header("allow"), Some("POST"));
        assert_eq!(answer.header("access-control-allow-origin"), None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hasty_program_is_asked_to_wait_and_another_shops_is_not() {
    let site = Site::start_with(Sqlite, |settings| settings.rate_limit = 2).await;
    let (hasty, other) = (program(&site).await, site.program(NEIGHBOUR, KeyRole::Admin).await);
    let first = hasty.post(ROLES, json!({})).await.ok();
    assert_eq!(first.header("ratelimit-remaining"), Some("1"));
    assert_eq!(first.header("retry-after"), None);
    let refusal = loop {
        let answer = hasty.post(ROLES, json!({})).await;
        if answer.status != 200 {
            break answer;
        }
    };
    assert_eq!(refused(&refusal), "429 8 You have reached request rate limit per second");
    assert_eq!(refusal.header("ratelimit-remaining"), Some("0"));
    assert_eq!(refusal.header("retry-after"), Some("1"));
    other.post(ROLES, json!({})).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_who_writes_a_shops_number_does_not_use_up_its_limit() {
    let site = Site::start_with(Sqlite, |settings| settings.rate_limit = 1).await;
    let (stranger, own) = (program(&site).await.with("api-key", "wrong"), program(&site).await);
    for _ in 0..5 {
        assert_eq!(stranger.post(ROLES, json!({})).await.status, 404);
    }
    own.post(ROLES, json!({})).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_learns_whose_key_it_has() {
    let site = Site::start(Sqlite).await;
    let told = program(&site).await.post("/v1/seller/info", json!({})).await.ok();
    insta::assert_json_snapshot!("seller_info", told.json());
}
