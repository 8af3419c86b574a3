//! Every operation of the contract is served, or `GAPS.md` says that it is not.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use server::dialect::OPERATIONS;

use super::{program, refused};
use crate::support::*;

const GAPS: &str = include_str!("../../../src/dialect/GAPS.md");

/// `POST /v1/roles`, as the lines of `GAPS.md` say it.
fn served() -> BTreeSet<String> {
    OPERATIONS.iter().map(|operation| format!("{} {}", operation.method, operation.path)).collect()
}

fn missing() -> BTreeSet<String> {
    let lines = GAPS.lines().filter_map(|line| line.strip_prefix("- "));
    lines.filter(|line| line.starts_with("POST /") || line.starts_with("GET /")).map(str::to_owned).collect()
}

/// The contract is not part of the project; without it there is nothing to compare with.
fn contract() -> Option<BTreeSet<String>> {
    let shared = std::env::var_os("OTKLIK_SHARED").map(PathBuf::from);
    let shared = shared.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"));
    let text = std::fs::read_to_string(shared.join("contract/openapi.json")).ok()?;
    let document: Value = serde_json::from_str(&text).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let operations = paths.iter().flat_map(|(path, item)| {
        item.as_object().unwrap().keys().map(move |method| format!("{} {path}", method.to_uppercase()))
    });
    Some(operations.collect())
}

#[test]
fn nothing_is_both_served_and_missing() {
    assert_eq!(served().intersection(&missing()).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn every_operation_of_the_contract_is_served_or_named_as_missing() {
    let Some(contract) = contract() else { return };
    let known: BTreeSet<String> = served().union(&missing()).cloned().collect();
    assert_eq!(known.symmetric_difference(&contract).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_listed_as_served_is_there_and_what_is_listed_as_missing_is_not() {
    let site = Site::start(Sqlite).await;
    let client = program(&site).await;
    for operation in served() {
        let (method, path) = operation.split_once(' ').unwrap();
        let body = (method == "POST").then(|| json!({}));
        assert!(!client.send(method, path, body).await.text.contains("page not found"), "{operation}");
    }
    for operation in missing() {
        let (method, path) = operation.split_once(' ').unwrap();
        assert_eq!(refused(&client.send(method, path, None).await), "404 5 404 page not found", "{operation}");
    }
}
