//! `review/list` and `review/info`.

use std::time::Duration;

use app::commands::import::{self, NewReview};
use app::commands::{buyers, people};
use domain::people::KeyRole;
use domain::reviews::{MediaRef, OrderStatus, Rating, ReviewStatus};
use domain::{PersonId, ReviewId, Timestamp};
use rstest::rstest;
use serde_json::{Value, json};

use super::{each, program, refused};
use crate::support::*;

fn more(key: &str, at: Option<&str>) -> NewReview {
    NewReview {
        key: key.into(),
        sku: Some(PILLOW),
        order: None,
        order_status: OrderStatus::Delivered,
        buyer: None,
        buyer_name: "Покупатель".into(),
        rating: Rating::new(5).ok(),
        text: format!("Отзыв {key}"),
        pros: String::new(),
        cons: String::new(),
        media: Vec::new(),
        published_at: at.map(|at| Timestamp::parse(at).unwrap()),
        status: ReviewStatus::New,
        comments: Vec::new(),
        product_name: None,
    }
}

/// A buyer, let in by a link.
async fn buyer(site: &Site, who: PersonId) -> app::Buyer {
    let link = people::link(&site.app, who, Duration::from_secs(60)).await.unwrap();
    let token = people::sign_in(&site.app, &link).await.unwrap();
    app::queries::people::by_session(&site.app, &token).await.unwrap().unwrap().buyer()
}

async fn add(site: &Site, reviews: Vec<NewReview>) {
    import::reviews(&site.app, HOME, reviews).await.unwrap();
}

/// All pages of a list, asked with `last_id` of the page before.
async fn pages(client: &Client, path: &str, asked: Value) -> Vec<Value> {
    let (mut all, mut asked) = (Vec::new(), asked);
    loop {
        let page = client.post(path, asked.clone()).await.ok().json();
        all.extend(page["reviews"].as_array().unwrap().clone());
        if page["has_next"] != true {
            return all;
        }
        assert_eq!(page["reviews"].as_array().unwrap().len(), 20);
        asked["last_id"] = page["last_id"].clone();
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_program_is_told_of_the_newest_reviews_first(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let client = program(&site).await;
    let told = client.post("/v2/review/list", json!({"limit": 20})).await.ok();
    insta::assert_json_snapshot!("review_list_v2", told.json());
    let told = client.post("/v1/review/list", json!({"limit": 20, "status": "UNPROCESSED"})).await.ok();
    assert_eq!(each(&told, "/reviews", "status"), ["UNPROCESSED"; 5]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn pages_follow_each_other_without_a_gap_or_a_repeat(
    #[values(Sqlite, Postgres)] engine: Engine,
    #[values("/v1/review/list", "/v2/review/list")] path: &str,
) {
    let site = Site::start(engine).await;
    let client = program(&site).await;
    // Several of one second, some of a bare day, some of an unknown day.
    let known = (0..40).map(|n| more(&format!("k{n}"), Some(&format!("2026-02-{:02}T10:00:00Z", 1 + n % 4))));
    let dated = (0..12).map(|n| more(&format!("d{n}"), Some(&format!("2026-02-{:02}", 1 + n % 4))));
    let unknown = (0..8).map(|n| more(&format!("u{n}"), None));
    add(&site, known.chain(dated).chain(unknown).collect()).await;
    let up = pages(&client, path, json!({"limit": 20, "sort_dir": "ASC"})).await;
    let mut down = pages(&client, path, json!({"limit": 20, "sort_dir": "DESC"})).await;
    down.reverse();
    assert_eq!(up, down);
    assert_eq!(up.len(), 65);
    let times: Vec<_> = up.iter().map(|review| Timestamp::parse(review["published_at"].as_str().unwrap())).collect();
    assert!(times.is_sorted(), "{times:?}");
    assert_eq!(times[..9].iter().filter(|at| **at == Some(Timestamp(0))).count(), 8, "unknown days come first");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_known_of_a_review_has_the_value_that_says_so() {
    let site = Site::start(Sqlite).await;
    let unknown = NewReview { sku: None, rating: None, text: String::new(), ..more("unknown", None) };
    let parts =
        NewReview {
            pros: "Мягкая".into(), cons: "Жёлтая".into(), text: "\"Беру\"".into(), ..more("parts", None)
        };
    add(&site, vec![unknown, parts]).await;
    let told = program(&site).await.post("/v2/review/list", json!({"limit": 20, "sort_dir": "ASC"})).await.ok().json();
    let mut told: Vec<_> = told["reviews"].as_array().unwrap()[..2].to_vec();
    told.sort_by_key(|review| review["rating"].as_i64());
    insta::assert_json_snapshot!("reviews_half_known", told);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn filters_leave_what_they_ask_for(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let client = program(&site).await;
    let change = json!({"review_ids": [review("warm").to_string()], "status": "VIEWED"});
    client.post("/v2/review/change-status", change).await.ok();
    let change = json!({"review_ids": [review("hard").to_string()], "status": "PROCESSED"});
    client.post("/v2/review/change-status", change).await.ok();
    for (filters, wanted) in [
        (json!({"status": "NEW"}), &["never", "plain", "torn"][..]),
        (json!({"status": "VIEWED"}), &["warm"]),
        (json!({"order_status": "CANCELLED"}), &["never"]),
        (json!({"order_status": "DELIVERED", "status": "PROCESSED"}), &["hard"]),
        (json!({"skus": [PLAID.0]}), &["warm", "torn"]),
        (json!({"skus": [PLAID.0.to_string(), PILLOW.0], "status": "NEW"}), &["never", "plain", "torn"]),
        (json!({"sku": [TEAPOT.0]}), &[]),
        (json!({"published_from": "2026-03-03T09:00:00Z"}), &["never", "hard", "plain"]),
        (json!({"published_to": "2026-03-03T09:00:00Z"}), &["warm", "torn"]),
        (json!({"published_from": "2026-03-02T12:00:00+03:00", "published_to": "2026-03-02T09:00:00.001Z"}), &["warm"]),
        (json!({"skus": [PILLOW.0], "published_from": "2026-03-04", "status": "PROCESSED"}), &["hard"]),
    ] {
        let wanted: Vec<_> = wanted.iter().map(|key| json!(review(key).to_string())).collect();
        for (direction, wanted) in [("DESC", wanted.clone()), ("ASC", wanted.into_iter().rev().collect())] {
            let asked = json!({"limit": 20, "sort_dir": direction, "filters": filters});
            let told = client.post("/v2/review/list", asked).await.ok();
            assert_eq!(each(&told, "/reviews", "id"), wanted, "{direction} {filters}");
        }
    }
    let told = client.post("/v1/review/list", json!({"limit": 20, "status": "PROCESSED"})).await.ok();
    assert_eq!(each(&told, "/reviews", "id"), [json!(review("hard").to_string())]);
    let told =
        client.post("/v1/review/list", json!({"limit": 20, "status": "UNPROCESSED", "sort_dir": "ASC"})).await.ok();
    let wanted = ["torn", "warm", "plain", "never"].map(|key| json!(review(key).to_string()));
    assert_eq!(each(&told, "/reviews", "id"), wanted);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_last_id_that_was_never_given_is_refused_and_one_whose_review_is_gone_is_not() {
    let site = Site::start(Sqlite).await;
    let client = program(&site).await;
    let never = ReviewId::imported(HOME, "never stored", Some(beginning()), 0);
    for last_id in ["1", "017c0d53-a7c8-81ef-53de-7d32fcbd7421", &never.to_string(), &neighbours_review().to_string()] {
        let answer = client.post("/v2/review/list", json!({"limit": 20, "last_id": last_id})).await;
        assert!(refused(&answer).starts_with("400 3 Request validation error: invalid ReviewListV2Request.LastId: "));
    }
    let hard = review("hard");
    buyers::delete(&site.app, &buyer(&site, PYOTR).await, hard).await.unwrap();
    let told = client.post("/v2/review/list", json!({"limit": 20, "last_id": hard.to_string()})).await.ok();
    let wanted = ["plain", "warm", "torn"].map(|key| json!(review(key).to_string()));
    assert_eq!(each(&told, "/reviews", "id"), wanted);
    let end = client.post("/v2/review/list", json!({"limit": 20, "last_id": review("torn").to_string()})).await.ok();
    assert_eq!(end.json(), json!({"reviews": [], "has_next": false, "last_id": review("torn").to_string()}));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn one_review_is_told_with_its_pictures_and_videos(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start_with(engine, |settings| settings.public_url = Some("https://otklik.example/".into())).await;
    let client = program(&site).await;
    let medium = |number: u32, kind: &str| MediaRef {
        id: format!("01900000-0000-7000-8000-00000000000{number}"),
        kind: kind.into(),
        width: 1200,
        height: 900,
    };
    let media = vec![medium(1, "photo"), medium(2, "drawing"), medium(3, "video")];
    add(&site, vec![NewReview { media, ..more("shown", Some("2026-03-09T10:00:00Z")) }]).await;
    let id = ReviewId::imported(HOME, "shown", Timestamp::parse("2026-03-09T10:00:00Z"), 0).to_string();
    let told = client.post("/v2/review/info", json!({"review_id": id})).await.ok();
    insta::assert_json_snapshot!("review_info_v2", told.json());
    let old = client.post("/v1/review/info", json!({"review_id": id.to_uppercase()})).await.ok();
    assert_eq!(old.json()["status"], "UNPROCESSED");
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_are_where_the_program_itself_found_the_site() {
    let site = Site::start(Sqlite).await;
    let medium = MediaRef { id: "m".into(), kind: "photo".into(), width: 1, height: 1 };
    add(&site, vec![NewReview { media: vec![medium], ..more("shown", Some("2026-03-09T10:00:00Z")) }]).await;
    let id = ReviewId::imported(HOME, "shown", Timestamp::parse("2026-03-09T10:00:00Z"), 0).to_string();
    let client = site.program(HOME, KeyRole::Reviews).await;
    let told = client.post("/v1/review/info", json!({"review_id": id})).await.ok();
    assert_eq!(told.text_at("/photos/0/url"), format!("{}/media/m", site.url));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_of_63_bits_arrives_with_its_last_digit() {
    let site = Site::start(Sqlite).await;
    let told =
        program(&site).await.post("/v2/review/info", json!({"review_id": review("warm").to_string()})).await.ok();
    assert!(told.text.contains("\"sku\":9007199254740993,"), "{}", told.text);
}
