//! How an operation is called from a shell, made from its description.

use serde_json::{Map, Value, json};

use super::reader::Who;

/// How deep an example goes into structures.
const DEPTH: usize = 5;

/// A call by curl.
pub fn curl(document: &Value, method: &str, path: &str, found: &Value, who: Who) -> String {
    let mut lines = vec![format!("curl \"$OTKLIK{}\"", address(path, found))];
    if method != "get" {
        lines.push(format!("-X {}", method.to_uppercase()));
    }
    match who {
        Who::Everybody => {}
        Who::Person => lines.push("-b \"otklik_session=$SESSION\"".into()),
        Who::PersonOrProgram => lines.push("-H \"Client-Id: $CLIENT_ID\" -H \"Api-Key: $API_KEY\"".into()),
    }
    let parameters = found["parameters"].as_array().into_iter().flatten();
    for header in parameters.filter(|it| it["in"] == "header") {
        match header["name"].as_str() {
            Some("Idempotency-Key") => lines.push("-H \"Idempotency-Key: $(uuidgen)\"".into()),
            Some("If-Match") => lines.push("-H 'If-Match: \"1\"'".into()),
            _ => {}
        }
    }
    let content = &found["requestBody"]["content"];
    if let Some(schema) = content["application/json"].get("schema") {
        let body = serde_json::to_string_pretty(&value(document, schema, DEPTH)).unwrap_or_default();
        lines.push("-H 'Content-Type: application/json'".into());
        lines.push(format!("--data '{body}'"));
    } else if !content.is_null() {
        lines.push("-F file=@file".into());
    }
    lines.join(" \\\n  ")
}

/// The address with its first query parameters that have an example.
fn address(path: &str, found: &Value) -> String {
    let parameters = found["parameters"].as_array().into_iter().flatten().filter(|it| it["in"] == "query");
    let pairs =
        parameters.filter_map(|it| Some(format!("{}={}", it["name"].as_str()?, it["schema"]["default"].as_i64()?)));
    let query = pairs.collect::<Vec<_>>().join("&");
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// A value of a structure: its example, its default, or the simplest that there is.
fn value(document: &Value, schema: &Value, depth: usize) -> Value {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = document.pointer(reference.trim_start_matches('#')).unwrap_or(&Value::Null);
        return if depth == 0 { Value::Null } else { value(document, target, depth - 1) };
    }
    if let Some(given) = schema.get("example").or_else(|| schema["examples"].get(0)).or_else(|| schema.get("default")) {
        return given.clone();
    }
    if let Some(one) = schema["oneOf"].as_array().and_then(|all| all.iter().find(|it| it["type"] != "null")) {
        return value(document, one, depth);
    }
    if let Some(first) = schema["enum"].get(0) {
        return first.clone();
    }
    let first = schema["type"].as_str().or_else(|| schema["type"][0].as_str());
    match first {
        Some("object") => object(document, schema, depth),
        Some("array") => json!([value(document, &schema["items"], depth)]),
        Some("integer" | "number") => schema["maximum"].as_i64().map_or(json!(1), |most| json!(most)),
        Some("boolean") => json!(true),
        Some("string") => json!("…"),
        _ => Value::Null,
    }
}

/// What must be there, and what has an example of its own.
fn object(document: &Value, schema: &Value, depth: usize) -> Value {
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let mut made = Map::new();
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        if required.contains(&name.as_str()) || field.get("example").is_some() {
            made.insert(name.clone(), value(document, field, depth));
        }
    }
    Value::Object(made)
}
