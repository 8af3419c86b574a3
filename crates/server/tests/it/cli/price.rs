//! `otklik price check`: cases as the documentation writes them, and lines that nobody can mean.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

const CASES: &str = include_str!("prices/cases.jsonl");
const PRICES: &str = include_str!("prices/prices.jsonl");
const SCHEMA: &str = include_str!("../../../../../docs/price-cases.schema.json");

/// The exit code, what was written and what was complained about.
fn checked(cases: &str) -> (i32, String, String) {
    let mut otklik = Command::new(env!("CARGO_BIN_EXE_otklik"))
        .args(["price", "check"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    otklik.stdin.take().unwrap().write_all(cases.as_bytes()).unwrap();
    let done = otklik.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (done.status.code().unwrap(), text(done.stdout), text(done.stderr))
}

/// A sound case, with `change` made to it.
fn case(change: impl FnOnce(&mut Value)) -> String {
    let mut case = json!({
        "id": 1,
        "lines": [{ "sku": 1, "list": 100_000 }],
        "offers": [{ "promotion": 7, "benefit": { "type": "price" }, "entries": [{ "sku": 1, "price": 90_000 }] }],
    });
    change(&mut case);
    case.to_string()
}

#[test]
fn the_cases_of_the_documentation_cost_what_they_should() {
    let (code, prices, wrong) = checked(CASES);
    assert_eq!((code, wrong.as_str()), (0, ""));
    for (place, (own, golden)) in prices.lines().zip(PRICES.lines()).enumerate() {
        let [own, golden]: [Value; 2] = [own, golden].map(|line| serde_json::from_str(line).unwrap());
        assert_eq!(own, golden, "line {}", place + 1);
    }
    assert_eq!(prices.lines().count(), PRICES.lines().count());
}

#[test]
fn a_line_that_cannot_be_meant_is_named_and_the_others_are_priced_all_the_same() {
    let lines = format!("{}\n\n{{\"id\":2\n{}\n", case(|_| {}), case(|case| case["id"] = json!("last")));
    let (code, prices, wrong) = checked(&lines);
    assert_eq!(code, 1);
    assert!(wrong.starts_with("line 3: "), "{wrong}");
    let ids: Vec<Value> =
        prices.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].clone()).collect();
    assert_eq!(ids, [json!(1), json!("last")]);
}

#[test]
fn every_number_that_nobody_can_mean_is_refused_with_its_field() {
    type Change = fn(&mut Value);
    let refused: [(&str, Change); 24] = [
        ("lines[0].list: 1 to", |case| case["lines"][0]["list"] = json!(0)),
        ("lines[0].list: 1 to", |case| case["lines"][0]["list"] = json!(-100)),
        ("lines[0].list: invalid type: floating point", |case| case["lines"][0]["list"] = json!(1e308)),
        ("lines[0].list: invalid type: floating point", |case| case["lines"][0]["list"] = json!(1_190.123_456_789_1)),
        ("lines[0].list: invalid type: string", |case| case["lines"][0]["list"] = json!("NaN")),
        ("lines[0].list: 1 to", |case| case["lines"][0]["list"] = json!(1_000_000_000_000_001_i64)),
        ("lines[0].quantity: 1 to", |case| case["lines"][0]["quantity"] = json!(0)),
        ("lines[0].floor: from 0", |case| case["lines"][0]["floor"] = json!(100_001)),
        ("lines[0].on_floor: unknown variant", |case| case["lines"][0]["on_floor"] = json!("sell")),
        ("lines[0].currency: the basket is in RUB", |case| case["lines"][0]["currency"] = json!("USD")),
        ("lines[0].sku: a positive", |case| case["lines"][0]["sku"] = json!(0)),
        ("currency: `XAU` is none of RUB", |case| case["currency"] = json!("XAU")),
        ("lines: a basket has", |case| case["lines"] = json!([])),
        ("lines[1].sku: 1 stands in two lines", |case| {
            let line = case["lines"][0].clone();
            case["lines"].as_array_mut().unwrap().push(line);
        }),
        ("offers[0].entries[0].price: from 1", |case| case["offers"][0]["entries"][0]["price"] = json!(100_001)),
        ("offers[0].entries[0].price: from 1", |case| case["offers"][0]["entries"][0]["price"] = json!(0)),
        ("offers[0].entries[0].sku: 2 is not in the basket", |case| case["offers"][0]["entries"][0]["sku"] = json!(2)),
        ("offers[0].currency: the basket is in RUB", |case| case["offers"][0]["currency"] = json!("EUR")),
        ("offers[0].benefit: its numbers", |case| {
            case["offers"][0]["benefit"] = json!({ "type": "percent", "bp": 10_001 });
        }),
        ("offers[0].conditions[0]: its number", |case| {
            case["offers"][0]["conditions"] = json!([{ "type": "order_sum", "minor": -1 }]);
        }),
        ("offers[0].promotion: either this", |case| case["offers"][0]["request"] = json!(8)),
        ("offers[0].budget: not under 0", |case| case["offers"][0]["budget"] = json!(-1)),
        ("offers[0].ends: `tomorrow` is no time", |case| case["offers"][0]["ends"] = json!("tomorrow")),
        ("unknown field `prise`", |case| case["prise"] = json!(1)),
    ];
    let lines: Vec<String> = refused.iter().map(|(_, change)| case(change)).collect();
    let (code, prices, wrong) = checked(&lines.join("\n"));
    assert_eq!((code, prices.as_str()), (1, ""));
    assert_eq!(wrong.lines().count(), refused.len(), "{wrong}");
    for (place, (said, (why, _))) in wrong.lines().zip(&refused).enumerate() {
        assert!(said.starts_with(&format!("line {}: ", place + 1)) && said.contains(why), "{said} should say {why}");
    }
}

#[test]
fn the_schema_knows_the_cases_and_not_those_of_a_wrong_shape() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    for line in CASES.lines() {
        assert_eq!(misfit(&schema, &schema, &serde_json::from_str(line).unwrap()), None, "{line}");
    }
    for wrong in [
        r#"{"lines":[{"sku":1,"list":1}]}"#,
        r#"{"id":1,"lines":[]}"#,
        r#"{"id":1,"lines":[{"sku":1,"list":0}]}"#,
        r#"{"id":1,"lines":[{"sku":1,"list":1.5}]}"#,
        r#"{"id":1,"currency":"XAU","lines":[{"sku":1,"list":1}]}"#,
        r#"{"id":1,"lines":[{"sku":1,"list":1}],"offers":[{"promotion":1,"benefit":{"type":"percent"},"entries":[]}]}"#,
        r#"{"id":1,"lines":[{"sku":1,"list":1}],"offers":[{"benefit":{"type":"price"},"entries":[]}]}"#,
    ] {
        let case = serde_json::from_str(wrong).unwrap();
        assert!(misfit(&schema, &schema, &case).is_some(), "{wrong}");
        assert_eq!(checked(wrong).0, 1, "the program refuses it too: {wrong}");
    }
}

/// Why a value does not fit a schema, by as much of JSON Schema as this one uses. A keyword that is not known here fails.
fn misfit(root: &Value, schema: &Value, value: &Value) -> Option<String> {
    schema.as_object()?.iter().find_map(|(keyword, rule)| {
        let count = |minimum: bool, length: usize| {
            let bound = usize::try_from(rule.as_u64().unwrap()).unwrap();
            if minimum { length >= bound } else { length <= bound }
        };
        let number = |minimum: bool| {
            let (Some(number), Some(bound)) = (value.as_i64(), rule.as_i64()) else { return true };
            if minimum { number >= bound } else { number <= bound }
        };
        let fits = match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" | "format" => true,
            "$ref" => return misfit(root, root.pointer(&rule.as_str().unwrap()[1..]).unwrap(), value),
            "type" => rule.as_array().map_or_else(|| is_a(rule, value), |any| any.iter().any(|rule| is_a(rule, value))),
            "const" => rule == value,
            "enum" => rule.as_array().unwrap().contains(value),
            "minimum" => number(true),
            "maximum" => number(false),
            "minItems" => count(true, value.as_array().map_or(usize::MAX, Vec::len)),
            "maxItems" => count(false, value.as_array().map_or(0, Vec::len)),
            "minLength" => count(true, value.as_str().map_or(usize::MAX, str::len)),
            "required" => rule.as_array().unwrap().iter().all(|name| value.get(name.as_str().unwrap()).is_some()),
            "oneOf" => rule.as_array().unwrap().iter().filter(|one| misfit(root, one, value).is_none()).count() == 1,
            "items" => return value.as_array()?.iter().find_map(|item| misfit(root, rule, item)),
            "properties" => {
                let mut inner = rule.as_object().unwrap().iter();
                return inner.find_map(|(name, rule)| misfit(root, rule, value.get(name)?));
            }
            "additionalProperties" => {
                let known = schema["properties"].as_object().unwrap();
                value.as_object().is_none_or(|object| object.keys().all(|name| known.contains_key(name)))
            }
            unknown => panic!("the keyword {unknown}"),
        };
        (!fits).then(|| format!("{keyword} of {schema}: {value}"))
    })
}

fn is_a(kind: &Value, value: &Value) -> bool {
    match kind.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "null" => value.is_null(),
        unknown => panic!("the type {unknown}"),
    }
}
