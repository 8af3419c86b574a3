//! `GET /api/v1/reviews/counts`.

use rstest::rstest;
use serde_json::json;

use crate::support::*;

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn each_chip_tells_what_the_list_would_show(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let anna = site.signed_in(ANNA).await;
    let set = json!({"review_ids": [review("warm").to_string()], "status": "processed"});
    anna.post("/api/v1/reviews/status", set).await.ok();
    anna.press(&format!("/api/v1/reviews/{}/open", review("torn"))).await.ok();
    for filter in ["", "stars=1", "stars=1&stars=2&status=new", "has_text=true&order_status=delivered", "q=плед"] {
        let counts = anna.get(&format!("/api/v1/reviews/counts?{filter}")).await.ok().json();
        let shown = async |more: &str| {
            let page = anna.get(&format!("/api/v1/reviews?limit=100&{more}")).await.ok().json();
            page["items"].as_array().unwrap().len()
        };
        assert_eq!(counts["total"], shown(filter).await, "{filter}");
        let rest: Vec<&str> = filter.split('&').filter(|it| !it.starts_with("status=")).collect();
        for status in ["new", "viewed", "processed"] {
            let asked = format!("{}&status={status}", rest.join("&"));
            assert_eq!(counts["status"][status], shown(asked.trim_start_matches('&')).await, "{asked}");
        }
        let rest: Vec<&str> = filter.split('&').filter(|it| !it.starts_with("stars=")).collect();
        for stars in ["1", "2", "3", "4", "5", "none"] {
            let asked = format!("{}&stars={stars}", rest.join("&"));
            assert_eq!(counts["stars"][stars], shown(asked.trim_start_matches('&')).await, "{asked}");
        }
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn of_several_reviews_all_get_a_status_or_none(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let anna = site.signed_in(ANNA).await;
    let ids = json!([review("warm").to_string(), neighbours_review().to_string()]);
    let refused = anna.post("/api/v1/reviews/status", json!({"review_ids": ids, "status": "processed"})).await;
    assert_eq!(refused.said(), "404 review_not_found: Отзыв не найден.");
    let counts = anna.get("/api/v1/reviews/counts").await.ok();
    assert_eq!(counts.text_at("/status/processed"), "0");
}
