//! `GET /api/openapi.json` and `otklik openapi`.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::*;

fn document() -> Value {
    serde_json::to_value(server::api::document::document()).unwrap()
}

/// Every operation: method, path, what is said of it.
fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            all.push((method.to_uppercase(), path.clone(), operation.clone()));
        }
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn the_site_serves_the_document_that_the_program_prints() {
    let site = Site::start(Sqlite).await;
    let served = site.nobody().get("/api/openapi.json").await.ok().json();
    assert_eq!(served["openapi"], "3.1.0");
    let printed = std::process::Command::new(env!("CARGO_BIN_EXE_otklik")).arg("openapi").output().unwrap();
    assert_eq!(served, serde_json::from_slice::<Value>(&printed.stdout).unwrap());
}

#[test]
fn every_operation_says_what_it_is_and_may_answer_with_a_problem() {
    let document = document();
    let mut ids = HashSet::new();
    for (method, path, operation) in operations(&document) {
        let name = format!("{method} {path}");
        assert!(operation["summary"].as_str().is_some_and(|text| !text.is_empty()), "{name} has no summary");
        assert!(operation["tags"][0].is_string(), "{name} has no tag");
        assert!(ids.insert(operation["operationId"].to_string()), "{name} shares its operationId");
        let problem = &operation["responses"]["default"]["content"]["application/problem+json"];
        assert_eq!(problem["schema"]["$ref"], "#/components/schemas/Problem", "{name}");
        let creates = operation["responses"].get("201").is_some() || operation["responses"].get("202").is_some();
        let takes_key = operation["parameters"].to_string().contains("Idempotency-Key");
        assert_eq!(method == "POST" && creates, takes_key, "{name}: who makes something takes an Idempotency-Key");
    }
}

#[test]
fn every_reference_of_the_document_leads_somewhere() {
    let document = document();
    let text = document.to_string();
    for reference in text.split("\"$ref\":\"#").skip(1) {
        let pointer = reference.split('"').next().unwrap();
        assert!(document.pointer(pointer).is_some(), "{pointer}");
    }
}

/// Operations are registered together with their description; a route that is registered by hand would be missing from the
/// document. These few are pages about the API, not operations of it.
#[test]
fn no_route_of_the_api_is_missing_from_the_document() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut open, mut by_hand) = (vec![root.join("api"), root.join("api.rs")], Vec::<String>::new());
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<PathBuf>>());
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        by_hand.extend(text.split(".route(\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()));
    }
    by_hand.sort();
    assert_eq!(by_hand, ["/api/docs", "/api/openapi.json", "/api/{*rest}", "/problems/{code}"]);
}
