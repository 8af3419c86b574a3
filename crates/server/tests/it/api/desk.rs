//! `/api/v1/desk`.

use rstest::rstest;
use serde_json::json;

use crate::support::*;

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_report_waits_on_the_desk_with_the_shops_words(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (boris, modest) = (site.signed_in(BORIS).await, site.signed_in(MODEST).await);
    let reports = format!("/api/v1/reviews/{}/reports", review("never"));
    assert_eq!(
        boris.post(&reports, json!({"reason": "other"})).await.said(),
        "400 text_empty @text: Напишите хотя бы слово."
    );
    boris.post(&reports, json!({"reason": "not_about_product", "text": "Это о доставке"})).await.ok();
    assert_eq!(boris.post(&reports, json!({"reason": "abuse"})).await.status, 409);
    let waiting = modest.get("/api/v1/desk/waiting").await.ok().json();
    assert_eq!(waiting["reports"].as_array().unwrap().len(), 1);
    let report = &waiting["reports"][0];
    assert_eq!((&report["shop"], &report["text"]), (&json!("Тёплый дом"), &json!("Это о доставке")));
    assert_eq!(waiting["dead_letters"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_was_never_put_aside_cannot_be_sent_again() {
    let site = Site::start(Sqlite).await;
    let modest = site.signed_in(MODEST).await.with("accept-language", "en");
    for path in ["reactions/1", "reactions/x", "nobody/1"] {
        let said = modest.press(&format!("/api/v1/desk/dead-letters/{path}/resend")).await.said();
        assert_eq!(said, "404 dead_letter_not_found: There is no such event among those put aside.");
    }
}
