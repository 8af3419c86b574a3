//! What is refused, and how it is told.

use serde_json::json;

use crate::support::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_problem_is_told_in_the_readers_language() {
    let site = Site::start(Sqlite).await;
    let path = format!("/api/v1/reviews/{}/comments", review("torn"));
    let anna = site.signed_in(ANNA).await;
    let answer = anna.post(&path, json!({"text": "я".repeat(1001)})).await;
    insta::assert_json_snapshot!(answer.json(), @r#"
    {
      "code": "text_too_long",
      "detail": "Слишком длинно: можно до 1000 знаков, сейчас 1001.",
      "facts": {
        "got": "1001",
        "max": "1000"
      },
      "field": "text",
      "status": 400,
      "title": "Запрос не подходит",
      "type": "/problems/text_too_long"
    }
    "#);
    assert_eq!(answer.header("content-type"), Some("application/problem+json"));
    assert_eq!(answer.header("content-language"), Some("ru"));
    let english = anna.with("accept-language", "en");
    insta::assert_snapshot!(english.post(&path, json!({"text": " "})).await.said(), @"400 text_empty @text: Write a word at least.");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_refusal_of_the_frame_is_a_problem_too() {
    let site = Site::start(Sqlite).await;
    let anna = site.signed_in(ANNA).await.with("accept-language", "en");
    let path = format!("/api/v1/reviews/{}/comments", review("torn"));
    let big = "x".repeat(3 * 1024 * 1024);
    let said = [
        anna.get("/api/v1/nothing").await.said(),
        anna.delete("/api/v1/reviews").await.said(),
        Answer::of(anna.request("POST", &path).body("text=1")).await.said(),
        Answer::of(anna.request("POST", &path).header("content-type", "application/json").body("{")).await.said(),
        Answer::of(anna.request("POST", &path).header("content-type", "application/json").body(big)).await.said(),
        anna.post("/api/v1/reviews/%FF/comments", json!({"text": "a"})).await.said(),
        site.nobody().with("accept-language", "en").get("/api/v1/reviews").await.said(),
        site.nobody()
            .with("accept-language", "en")
            .with("client-id", "1001")
            .with("api-key", "wrong")
            .get("/api/v1/reviews")
            .await
            .said(),
        anna.clone().with("origin", "https://evil.example").post(&path, json!({"text": "a"})).await.said(),
    ];
    insta::assert_snapshot!(said.join("\n"), @r"
    404 page_not_found: There is no such page.
    405 method_not_allowed: This address is not called so: look which methods it has.
    415 content_type_unsupported: A body of that type is not taken: application/json is needed.
    400 body_unreadable: The body cannot be read as JSON: EOF while parsing an object at line 1 column 1.
    413 body_too_large: Too much data: up to 2 MB.
    404 review_not_found: The review was not found.
    401 sign_in_needed: Sign in to go on.
    401 key_unknown: The key does not fit: check Client-Id and Api-Key.
    403 cross_site: The request came from another site and was not carried out.
    ");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hasty_program_is_told_when_to_come_again() {
    let site = Site::start_with(Sqlite, |settings| settings.rate_limit = 1).await;
    let program = site.program(HOME, domain::people::KeyRole::Admin).await;
    program.get("/api/v1/reviews").await.ok();
    let answer = program.get("/api/v1/reviews").await;
    insta::assert_snapshot!(answer.said(), @"429 too_often: Слишком часто: попробуйте через 1 с.");
    assert_eq!(answer.header("retry-after"), Some("1"));
    // The people of the shop are not its programs.
    site.signed_in(ANNA).await.get("/api/v1/reviews").await.ok();
}
