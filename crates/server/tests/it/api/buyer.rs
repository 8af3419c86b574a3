//! `/api/v1/buyer` and `/api/v1/shop`: what buyers write and see.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::*;

/// A picture of one grey dot.
pub const DOT: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8,
    0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x68, 0, 0, 0, 0x82,
    0, 0x81, 0x77, 0xcd, 0x72, 0xb6, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

fn opinion(order: &str, sku: domain::Sku) -> Value {
    let opinion = json!({"rating": 5, "text": "Греет", "pros": "тёплый"});
    json!({"order_id": order, "sku": sku.to_string(), "opinion": opinion})
}

async fn card(client: &Client, sku: domain::Sku) -> Value {
    client.get(&format!("/api/v1/shop/products/{sku}?sort=newest")).await.ok().json()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_a_buyer_writes_stands_on_the_card_until_she_takes_it_away(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (olga, anna, nobody) = (site.signed_in(OLGA).await, site.signed_in(ANNA).await, site.nobody());
    let orders = olga.get("/api/v1/buyer/orders").await.ok().json();
    let delivered = orders["items"].as_array().unwrap().iter().find(|it| it["order_id"] == DELIVERED).unwrap();
    assert_eq!((&delivered["reviewable"], &delivered["sku"]), (&json!(true), &json!(PLAID.to_string())));

    let written = olga.post("/api/v1/buyer/reviews", opinion(DELIVERED, PLAID)).await;
    assert_eq!(written.status, 201);
    let path = written.header("location").unwrap().to_owned();
    let shown = card(&nobody, PLAID).await;
    assert_eq!(shown["reviews"][0]["text"], "Греет");
    assert_eq!(shown["product"]["rating"]["reviews"], 3);

    olga.put(&path, json!({"rating": 1, "text": "Уже не греет"})).await.ok();
    let shown = card(&nobody, PLAID).await;
    assert_eq!((&shown["reviews"][0]["rating"], &shown["reviews"][0]["text"]), (&json!(1), &json!("Уже не греет")));
    let seen = anna.get(&format!("/api/v1/reviews/{}", written.text_at("/id"))).await.ok().json();
    assert!(seen["review"]["edited_at"].is_string(), "the shop sees that it changed");

    olga.delete(&path).await.ok();
    assert_eq!(card(&nobody, PLAID).await["product"]["rating"]["reviews"], 2);
    assert_eq!(olga.get(&path).await.status, 404);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_review_of_a_cancelled_order_is_seen_by_the_shop_alone(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (olga, anna) = (site.signed_in(OLGA).await, site.signed_in(ANNA).await);
    let before = card(&olga, PILLOW).await["product"]["rating"]["reviews"].clone();
    let written = olga.post("/api/v1/buyer/reviews", opinion(CANCELLED, PILLOW)).await.ok();
    assert_eq!(written.text_at("/public"), "false");
    assert_eq!(card(&olga, PILLOW).await["product"]["rating"]["reviews"], before);
    anna.get(&format!("/api/v1/reviews/{}", written.text_at("/id"))).await.ok();
    let thread = olga.get(&format!("/api/v1/shop/reviews/{}/comments", written.text_at("/id"))).await;
    assert_eq!(thread.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_buyer_cannot_write_is_refused_with_its_reason() {
    let site = Site::start(Sqlite).await;
    let olga = site.signed_in(OLGA).await.with("accept-language", "en");
    let pyotr = site.signed_in(PYOTR).await.with("accept-language", "en");
    let write = async |client: &Client, body: Value| client.post("/api/v1/buyer/reviews", body).await.said();
    let with = |opinion: Value| json!({"order_id": DELIVERED, "sku": PLAID.to_string(), "opinion": opinion});
    let said = [
        write(&olga, opinion(ON_ITS_WAY, PILLOW)).await,
        write(&pyotr, opinion(DELIVERED, PLAID)).await,
        write(&olga, with(json!({"rating": 7}))).await,
        write(&olga, with(json!({}))).await,
        write(&olga, with(json!({"rating": 5, "text": "я".repeat(5001)}))).await,
        write(&olga, with(json!({"rating": 5, "text": "a\u{0}b"}))).await,
        write(&olga, with(json!({"rating": 5, "media": ["nonsense"]}))).await,
        write(&olga, json!({"order_id": DELIVERED, "sku": 9_007_199_254_740_993_i64, "opinion": {"rating": 5}})).await,
        write(&olga, opinion(DELIVERED, PLAID)).await,
    ];
    insta::assert_snapshot!(said.join("\n"), @r"
    409 order_not_reviewable: A review can be left once the order is delivered or cancelled.
    404 order_not_found: The order was not found.
    400 rating_invalid @rating: The rating is from 1 to 5 stars.
    400 nothing_to_say @rating: Give stars or write a text.
    400 text_too_long @text: Too long: up to 5000 characters, now 5001.
    400 text_control @text: The text has an invisible control character U+0000: remove it.
    404 media_not_found @media: The file was not found.
    201
    409 reviewed_already: You have reviewed this item already: you can edit the review.
    ");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_vote_counts_once_and_nobody_votes_for_themselves(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (olga, pyotr) = (site.signed_in(OLGA).await, site.signed_in(PYOTR).await);
    let vote = format!("/api/v1/shop/reviews/{}/vote", review("torn"));
    olga.put(&vote, json!({})).await.ok();
    olga.put(&vote, json!({})).await.ok();
    let shown = olga.get(&format!("/api/v1/shop/products/{PLAID}")).await.ok().json();
    assert_eq!((&shown["reviews"][0]["useful"], &shown["reviews"][0]["found_useful"]), (&json!(1), &json!(true)));
    assert_eq!(pyotr.put(&vote, json!({})).await.status, 409);
    olga.delete(&vote).await.ok();
    assert_eq!(card(&olga, PLAID).await["reviews"][0]["useful"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_comes_as_a_body_or_as_a_form_and_belongs_to_who_sent_it() {
    let site = Site::start(Sqlite).await;
    let (olga, pyotr) = (site.signed_in(OLGA).await, site.signed_in(PYOTR).await);
    let photos = "/api/v1/buyer/media/photos";
    let body = Answer::of(olga.request("POST", photos).header("content-type", "image/png").body(DOT)).await.ok();
    let part = reqwest::multipart::Part::bytes(DOT).file_name("dot.png");
    let form = reqwest::multipart::Form::new().text("note", "x").part("file", part);
    let form = Answer::of(olga.request("POST", photos).multipart(form)).await.ok();
    let picture = olga.get(&body.text_at("/medium/url")).await.ok();
    assert_eq!(picture.header("content-type"), Some("image/jpeg"));

    let media = json!([body.text_at("/medium/id"), form.text_at("/medium/id")]);
    let opinion = json!({"rating": 5, "media": media});
    let theft = json!({"order_id": "48173920-0004-1", "sku": PLAID.to_string(), "opinion": opinion});
    assert_eq!(pyotr.post("/api/v1/buyer/reviews", theft).await.said(), "404 media_not_found @media: Файл не найден.");
    let own = json!({"order_id": DELIVERED, "sku": PLAID.to_string(), "opinion": opinion});
    let written = olga.post("/api/v1/buyer/reviews", own).await.ok().json();
    assert_eq!(written["media"].as_array().unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_no_picture_or_too_large_is_refused_with_its_reason() {
    let site = Site::start(Sqlite).await;
    let olga = site.signed_in(OLGA).await.with("accept-language", "en");
    let photos = "/api/v1/buyer/media/photos";
    let send = async |path: &str, kind: &str, body: Vec<u8>| {
        Answer::of(olga.request("POST", path).header("content-type", kind).body(body)).await.said()
    };
    let form = "multipart/form-data; boundary=x";
    let said = [
        send(photos, "image/png", b"hello".to_vec()).await,
        send(photos, "image/jpeg", vec![0xff; 16 * 1024 * 1024]).await,
        send(photos, form, b"--x--\r\n".to_vec()).await,
        send(photos, form, b"nothing like a form".to_vec()).await,
        send("/api/v1/buyer/media/videos", "video/mp4", DOT.to_vec()).await,
        send("/api/v1/buyer/media/videos", "video/mp4", Vec::new()).await,
    ];
    insta::assert_snapshot!(said.join("\n"), @r"
    400 file_not_picture: This is not a JPEG, PNG, WebP or GIF picture.
    413 file_too_large: The file is larger than 15 MB: choose a smaller one.
    400 field_missing @file: Fill in “file”.
    400 form_unreadable: The form cannot be read: incomplete multipart stream.
    400 file_not_video: This is not an MP4, MOV or WebM video.
    400 file_damaged: The file is damaged and cannot be opened.
    ");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_pinned_review_stands_first_on_the_card(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (anna, nobody) = (site.signed_in(ANNA).await, site.nobody());
    anna.put(&format!("/api/v1/reviews/{}/pin", review("warm")), json!({})).await.ok();
    let shown = card(&nobody, PLAID).await;
    assert_eq!(shown["pinned"]["id"], review("warm").to_string());
    assert_eq!(shown["reviews"].as_array().unwrap().len(), 1);
    anna.delete(&format!("/api/v1/reviews/{}/pin", review("warm"))).await.ok();
    assert_eq!(card(&nobody, PLAID).await["pinned"], Value::Null);
    // A review of a cancelled order is no card's.
    let never = anna.put(&format!("/api/v1/reviews/{}/pin", review("never")), json!({})).await;
    assert_eq!(never.said(), "409 pin_needs_public: Закрепить можно только отзыв, который виден на карточке.");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn buyers_find_goods_of_all_shops(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let nobody = site.nobody();
    let names = |answer: Answer| {
        let page = answer.ok().json();
        page["items"].as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let all = names(nobody.get("/api/v1/shop/products").await);
    assert_eq!(all.len(), 3);
    assert_eq!(names(nobody.get("/api/v1/shop/products?q=чайники").await), ["Чайник заварочный"]);
    let first = nobody.get("/api/v1/shop/products?limit=2").await.ok();
    let rest = nobody.get(&format!("/api/v1/shop/products?limit=2&after={}", first.text_at("/next"))).await;
    assert_eq!([names(first), names(rest)].concat(), all);
}

#[tokio::test(flavor = "multi_thread")]
async fn reviews_of_one_millisecond_do_not_take_each_others_place() {
    let site = Site::start(Sqlite).await;
    let olga = site.signed_in(OLGA).await;
    // Two hundred reviews draw from 32,768 places of one millisecond: some pair draws alike in nearly half of all runs.
    for number in 0..200 {
        let order = format!("70000000-{number:04}-1");
        app::commands::import::orders(&site.app, vec![delivered(&order, PLAID, OLGA)]).await.unwrap();
        olga.post("/api/v1/buyer/reviews", opinion(&order, PLAID)).await.ok();
    }
    let again = olga.post("/api/v1/buyer/reviews", opinion("70000000-0000-1", PLAID)).await;
    assert_eq!(again.text_at("/code"), "reviewed_already");
}
