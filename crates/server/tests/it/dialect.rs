//! The Ozon Seller API dialect, as programs that were written for that marketplace call it.

pub(crate) mod actions;
mod chats;
mod comments;
mod door;
mod gaps;
mod input;
mod notifications;
mod products;
mod questions;
mod reviews;
mod seller_actions;
mod status;
mod strangers;

use serde_json::{Value, json};

use crate::support::*;

/// A program of «Тёплый дом» with all roles.
async fn program(site: &Site) -> Client {
    site.program(HOME, domain::people::KeyRole::Admin).await
}

/// `404 5 Invalid Api-Key…`: a refusal as both clients read it, which has to be JSON of the documented shape.
fn refused(answer: &Answer) -> String {
    assert_eq!(answer.header("content-type"), Some("application/json"), "{}", answer.text);
    let body = answer.json();
    assert_eq!(body["details"], json!([]), "{body}");
    format!("{} {} {}", answer.status, body["code"], body["message"].as_str().unwrap())
}

/// The field of each item of a list.
fn each(answer: &Answer, list: &str, field: &str) -> Vec<Value> {
    let all = answer.json();
    let list = all.pointer(list).and_then(Value::as_array).unwrap_or_else(|| panic!("no {list} in {all}"));
    list.iter().map(|item| item[field].clone()).collect()
}
