//! The operator's desk, as its pages.

mod case;
mod decide;
mod reasons;
mod safety;
mod same;
mod start;
mod support;

use crate::support::*;

/// An answer that the checks see a phone number in.
const WITH_PHONE: &str = "Здравствуйте! Позвоните нам, поможем: +7 912 345-67-89";

/// «Тёплый дом» answers a review with a phone number; the answer waits for a moderator.
async fn answer_with_phone(site: &Site, key: &str) {
    let boris = site.signed_in(BORIS).await;
    let text = serde_json::json!({ "text": WITH_PHONE });
    boris.post(&format!("/api/v1/reviews/{}/comments", review(key)), text).await.ok();
    site.wait(11);
    site.work().await;
}

/// The address of the case that a page shows, without its query.
fn case_on(page: &Answer) -> String {
    let from = page.text.find("/desk/moderation/cases/").expect("a case on the page");
    page.text[from..].split(['"', '?']).next().unwrap().rsplit_once('/').unwrap().0.to_owned()
}

/// Sends a form, as a page without a script does, and follows it.
async fn send(client: &Client, path: &str, fields: &[(&str, &str)]) -> Answer {
    let fields = fields.iter().map(|(name, value)| format!("{name}={}", server::web::query::encode(value)));
    let body = fields.collect::<Vec<_>>().join("&");
    let request = client.request("POST", path).header("content-type", "application/x-www-form-urlencoded");
    Answer::of(request.body(body)).await
}
