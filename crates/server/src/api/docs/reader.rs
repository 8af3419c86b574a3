//! Reads the OpenAPI document into what the page shows.

use serde_json::Value;

use super::example;

/// Operations of one topic.
#[derive(Debug)]
pub struct Group {
    /// The topic.
    pub name: String,
    /// Its operations, in the order of the document.
    pub operations: Vec<Operation>,
}

/// An operation.
#[derive(Debug)]
pub struct Operation {
    /// Its stable name.
    pub id: String,
    /// `GET` and so on.
    pub method: String,
    /// Its address.
    pub path: String,
    /// What it is, in a few words.
    pub summary: String,
    /// What it does.
    pub description: Vec<Piece>,
    /// Who calls it.
    pub who: Who,
    /// What it takes besides a body.
    pub parameters: Vec<Field>,
    /// The bodies that it takes: content type and structure.
    pub bodies: Vec<(String, Kind)>,
    /// What it gives: status, words, structure.
    pub answers: Vec<(String, String, Option<Kind>)>,
    /// How it is called from a shell.
    pub curl: String,
}

/// Who calls an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Everybody.
    Everybody,
    /// Somebody with a session.
    Person,
    /// Somebody with a session, or a program with a key.
    PersonOrProgram,
}

/// A parameter or a field.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Where it stands: `path`, `query`, `header`; empty for a field.
    pub place: String,
    /// What it is.
    pub kind: Kind,
    /// Whether it must be there.
    pub required: bool,
    /// What it means.
    pub description: Vec<Piece>,
}

/// A type: words, and the structure that it leads to.
#[derive(Debug, Clone)]
pub struct Kind {
    /// `string`, `array of`, …
    pub words: String,
    /// The structure's name.
    pub schema: Option<String>,
}

/// A structure.
#[derive(Debug)]
pub struct SchemaDoc {
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: Vec<Piece>,
    /// What it is where it is no object: `string`.
    pub kind: Kind,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// A piece of a text: plain, between backticks, or strong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// As it is.
    Plain(String),
    /// `code`.
    Code(String),
    /// **strong**.
    Strong(String),
}

/// A text with backticks and double stars, in pieces.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut all = Vec::new();
    for (at, part) in text.split('`').enumerate() {
        if at % 2 == 1 {
            all.push(Piece::Code(part.to_owned()));
            continue;
        }
        for (at, part) in part.split("**").enumerate().filter(|(_, part)| !part.is_empty()) {
            let part = part.to_owned();
            all.push(if at % 2 == 1 { Piece::Strong(part) } else { Piece::Plain(part) });
        }
    }
    all
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_default()
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

/// The topics in the order in which a newcomer wants them; others follow.
const TOPICS: [&str; 7] = ["Reviews", "Answers", "Templates", "Products", "Events", "Keys", "Me"];

/// The operations by topic.
pub fn groups(document: &Value) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (path, item) in entries(&document["paths"]) {
        for (method, found) in entries(item) {
            let name = found["tags"][0].as_str().unwrap_or_default();
            let operation = operation(document, method, path, found);
            match groups.iter_mut().find(|group| group.name == name) {
                Some(group) => group.operations.push(operation),
                None => groups.push(Group { name: name.to_owned(), operations: vec![operation] }),
            }
        }
    }
    groups.sort_by_key(|group| TOPICS.iter().position(|topic| *topic == group.name).unwrap_or(TOPICS.len()));
    groups
}

fn operation(document: &Value, method: &str, path: &str, found: &Value) -> Operation {
    let parameters = found["parameters"].as_array().into_iter().flatten();
    let bodies = entries(&found["requestBody"]["content"]);
    let answers = entries(&found["responses"]).filter(|(status, _)| *status != "default");
    let who = who(found);
    Operation {
        id: text(found, "operationId").to_owned(),
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: text(found, "summary").to_owned(),
        description: pieces(text(found, "description")),
        who,
        parameters: parameters.map(parameter).collect(),
        bodies: bodies.map(|(content, body)| (content.clone(), kind(&body["schema"]))).collect(),
        answers: answers
            .map(|(status, answer)| (status.clone(), text(answer, "description").to_owned(), of(answer)))
            .collect(),
        curl: example::curl(document, method, path, found, who),
    }
}

fn who(found: &Value) -> Who {
    match found["security"].as_array() {
        None => Who::PersonOrProgram,
        Some(all) if all.iter().any(|one| one.as_object().is_some_and(serde_json::Map::is_empty)) => Who::Everybody,
        Some(_) => Who::Person,
    }
}

fn of(answer: &Value) -> Option<Kind> {
    entries(&answer["content"]).next().map(|(_, content)| kind(&content["schema"]))
}

fn parameter(found: &Value) -> Field {
    Field {
        name: text(found, "name").to_owned(),
        place: text(found, "in").to_owned(),
        kind: kind(&found["schema"]),
        required: found["required"] == true,
        description: pieces(text(found, "description")),
    }
}

/// The structures in the order of their names.
pub fn schemas(document: &Value) -> Vec<SchemaDoc> {
    let all = entries(&document["components"]["schemas"]).map(|(name, found)| {
        let required: Vec<&str> =
            found["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let fields = entries(&found["properties"]).map(|(name, field)| Field {
            name: name.clone(),
            place: String::new(),
            kind: kind(field),
            required: required.contains(&name.as_str()),
            description: pieces(description(field)),
        });
        let fields = fields.collect();
        SchemaDoc { name: name.clone(), description: pieces(description(found)), kind: kind(found), fields }
    });
    all.collect()
}

/// The words of a field; beside a reference that may be null they stand at the reference.
fn description(found: &Value) -> &str {
    match found["description"].as_str() {
        Some(words) => words,
        None => found["oneOf"]
            .as_array()
            .into_iter()
            .flatten()
            .find_map(|it| it["description"].as_str())
            .unwrap_or_default(),
    }
}

/// A type in words.
fn kind(schema: &Value) -> Kind {
    let plain = |words: String| Kind { words, schema: None };
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.rsplit('/').next().map(str::to_owned);
        return Kind { words: String::new(), schema: name };
    }
    if let Some(one_of) = schema["oneOf"].as_array() {
        return one_of.iter().find(|it| it["type"] != "null").map_or(plain(String::new()), kind);
    }
    if let Some(values) = schema["enum"].as_array() {
        let values: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
        return plain(values.join(" | "));
    }
    match base(schema) {
        "array" => {
            let of = kind(&schema["items"]);
            Kind { words: format!("array of {}", of.words).trim_end().to_owned(), schema: of.schema }
        }
        base => plain(format!("{base}{}", limits(schema))),
    }
}

/// The type itself; `null` beside it only says that it may be missing.
fn base(schema: &Value) -> &str {
    let first = || schema["type"].as_array()?.iter().filter_map(Value::as_str).find(|it| *it != "null");
    schema["type"].as_str().or_else(first).unwrap_or("any")
}

fn limits(schema: &Value) -> String {
    let between = |least: &Value, most: &Value, what: &str| match (least.as_i64(), most.as_i64()) {
        (Some(least), Some(most)) => format!(" {least}–{most}{what}"),
        (Some(least), None) => format!(" ≥ {least}{what}"),
        (None, Some(most)) => format!(" ≤ {most}{what}"),
        (None, None) => String::new(),
    };
    let format = schema["format"].as_str().filter(|it| *it != "int64").map(|it| format!(" ({it})")).unwrap_or_default();
    let length = between(&schema["minLength"], &schema["maxLength"], " characters");
    format + &length + &between(&schema["minimum"], &schema["maximum"], "")
}
