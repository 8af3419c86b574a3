//! The shape of the house holds: dependencies point one way, and a floor knows only the one below.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const FLOORS: [&str; 4] = ["domain", "store", "app", "server"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The floors that a crate's manifest names among its dependencies (those of its tests apart).
fn named_by(floor: &str) -> BTreeSet<String> {
    let manifest = std::fs::read_to_string(root().join("crates").join(floor).join("Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let dependencies = manifest.get("dependencies").and_then(toml::Value::as_table).cloned().unwrap_or_default();
    dependencies.keys().filter(|name| FLOORS.contains(&name.as_str())).cloned().collect()
}

/// The files of a floor, those of its tests apart: a test may play a server.
fn sources(floor: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![root().join("crates").join(floor).join("src")];
    while let Some(dir) = open.pop() {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && !path.file_stem().is_some_and(|stem| stem.to_string_lossy().ends_with("_tests"))
            {
                found.push(path);
            }
        }
    }
    found
}

fn lines_that_say(floor: &str, forbidden: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for path in sources(floor) {
        let text = std::fs::read_to_string(&path).unwrap();
        for (number, line) in text.lines().enumerate() {
            if forbidden.iter().any(|word| line.contains(word)) {
                found.push(format!("{}:{}: {}", path.display(), number + 1, line.trim()));
            }
        }
    }
    found
}

#[test]
fn dependencies_point_one_way_and_the_server_never_names_the_store() {
    let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(named_by("domain"), set(&[]));
    assert_eq!(named_by("store"), set(&["domain"]));
    assert_eq!(named_by("app"), set(&["domain", "store"]));
    assert_eq!(named_by("server"), set(&["domain", "app"]));
}

#[test]
fn only_the_store_speaks_to_a_database() {
    for floor in ["domain", "app", "server"] {
        assert_eq!(lines_that_say(floor, &["rusqlite::", "postgres::", "tokio_postgres"]), Vec::<String>::new());
    }
}

#[test]
fn the_domain_does_no_input_or_output_and_never_waits() {
    let forbidden = ["std::fs", "std::net", "std::io", "tokio", "async fn", "SystemTime", "Instant::now"];
    assert_eq!(lines_that_say("domain", &forbidden), Vec::<String>::new());
}

#[test]
fn the_application_knows_nothing_of_http() {
    assert_eq!(lines_that_say("app", &["axum", "http::", "StatusCode", "askama"]), Vec::<String>::new());
}

/// The names under which a file's types stand in the OpenAPI document: `as = …` where it is given, else the type's own.
fn schemas_of(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if !(line.trim_start().starts_with("#[derive(") && line.contains("ToSchema")) {
            continue;
        }
        let mut given = None;
        for line in lines.by_ref() {
            let line = line.trim_start();
            if let Some((_, rest)) = line.split_once("as = ").filter(|_| line.starts_with("#[schema(")) {
                given = Some(rest.split([',', ')', ' ']).next().unwrap().to_owned());
            }
            let Some((_, rest)) = line.split_once("struct ").or_else(|| line.split_once("enum ")) else { continue };
            let own = rest.split(['<', '(', ' ', ';']).next().unwrap().to_owned();
            found.push(given.unwrap_or(own));
            break;
        }
    }
    found
}

#[test]
fn no_two_types_share_a_name_in_the_api_document() {
    let mut taken = BTreeSet::new();
    for path in sources("server").iter().filter(|path| path.components().any(|part| part.as_os_str() == "api")) {
        for name in schemas_of(&std::fs::read_to_string(path).unwrap()) {
            assert!(taken.insert(name.clone()), "{name} in {} stands in the document already", path.display());
        }
    }
    assert!(taken.contains("SentMessage"), "the types are not found any more");
}

#[test]
fn every_event_is_answered_for_by_name() {
    let reactions = std::fs::read_to_string(root().join("crates/app/src/reactions.rs")).unwrap();
    assert!(!reactions.contains("_ =>"), "reactions.rs has a catch-all arm");
}
