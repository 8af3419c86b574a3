//! `/api/v1/reviews/{review_id}/draft`.

use domain::people::KeyRole;
use rstest::rstest;
use serde_json::json;

use crate::support::*;

fn path() -> String {
    format!("/api/v1/reviews/{}/draft", review("torn"))
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_draft_goes_on_on_another_device_and_is_not_written_over(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (phone, laptop) = (site.signed_in(ANNA).await, site.signed_in(ANNA).await.with("accept-language", "en"));
    let empty = laptop.get(&path()).await.ok();
    let tag = empty.header("etag").unwrap().to_owned();
    phone.put(&path(), json!({"text": "Пётр, прост"})).await.ok();
    let over = |tag: &str, text: &str| {
        Answer::of(laptop.request("PUT", &path()).header("if-match", tag).json(&json!({"text": text})))
    };
    let refused = over(&tag, "Уважаемый").await;
    assert_eq!(
        refused.said(),
        "412 draft_changed @text: The draft was changed on another device. Both texts are kept: compare and decide."
    );
    assert_eq!(refused.text_at("/facts/text"), "Пётр, прост");
    let read = laptop.get(&path()).await.ok();
    assert_eq!(read.text_at("/text"), "Пётр, прост");
    site.wait(1);
    over(read.header("etag").unwrap(), "Пётр, простите").await.ok();
    laptop.delete(&path()).await.ok();
    assert_eq!(phone.get(&path()).await.ok().text_at("/text"), "");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn colleagues_see_who_is_answering_and_no_drafts_of_each_other(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    let (anna, boris) = (site.signed_in(ANNA).await, site.signed_in(BORIS).await);
    anna.put(&path(), json!({"text": "Пётр, прост"})).await.ok();
    let seen = boris.get(&format!("/api/v1/reviews/{}", review("torn"))).await.ok().json();
    assert_eq!(seen["answering"], json!(["Анна"]));
    assert_eq!(seen["draft"], json!(null));
    site.wait(31);
    let seen = boris.get(&format!("/api/v1/reviews/{}", review("torn"))).await.ok().json();
    assert_eq!(seen["answering"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_have_no_drafts() {
    let site = Site::start(Sqlite).await;
    let program = site.program(HOME, KeyRole::Admin).await.with("accept-language", "en");
    let said = program.put(&path(), json!({"text": "x"})).await.said();
    assert_eq!(said, "403 people_only: A person does this; it is not for a program with a key.");
}
