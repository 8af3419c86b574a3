//! What a plan says about scans.

use std::collections::{BTreeMap, BTreeSet};

use store::Engine;
use store::testing::{Scratch, statement};
use store::{Sql, StoreError};

static TABLES: Sql = statement(
    "test/tables",
    "select m.name from sqlite_schema m join pragma_table_info(m.name) c on c.name = 'seller_id' where m.type = 'table'",
);

/// The tables whose rows belong to shops.
pub fn tables_of_shops() -> BTreeSet<String> {
    let scratch = Scratch::new(Engine::Sqlite);
    let store = scratch.open();
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let read = runtime.block_on(store.read(|tx| tx.query(&TABLES, &[], |row| row.get::<String>(0))));
    let tables: Result<Vec<String>, StoreError> = read;
    tables.expect("the schema can be read").into_iter().collect()
}

/// Tables with one row for each shop: to search them by the shop alone is to find that row.
const ONE_ROW: &[&str] = &["sellers", "price_rules", "receipt_heads"];

/// The tables of shops that a plan scans from one end to the other, or of which it walks all that a shop has for each name
/// of a list.
pub fn scanned(engine: Engine, text: &str, plan: &[String], tables: &BTreeSet<String>) -> impl Iterator<Item = String> {
    let aliases = aliases(text);
    let scans = plan.iter().filter_map(move |step| scan(engine, step));
    let walks =
        plan.windows(2).filter(|two| two[0].contains("VIRTUAL TABLE")).filter_map(move |two| walk(engine, &two[1]));
    let named = scans.chain(walks).collect::<Vec<_>>();
    let tables = tables.clone();
    named
        .into_iter()
        .map(move |name| aliases.get(&name).cloned().unwrap_or(name))
        .filter(move |table| tables.contains(table) && !ONE_ROW.contains(&table.as_str()))
}

/// The table, or its alias, that a step of a plan scans.
fn scan(engine: Engine, step: &str) -> Option<String> {
    let scanned = match engine {
        // "SCAN r USING INDEX …" walks all of an index; a virtual table judges for itself.
        Engine::Sqlite => step.strip_prefix("SCAN ").filter(|rest| !rest.contains("VIRTUAL TABLE"))?,
        Engine::Postgres => step.split_once("Seq Scan on ")?.1,
    };
    scanned.split_whitespace().next().map(str::to_owned)
}

/// The table, or its alias, that a step of a plan searches by the shop alone.
fn walk(engine: Engine, step: &str) -> Option<String> {
    let rest =
        step.strip_prefix("SEARCH ").filter(|rest| engine == Engine::Sqlite && rest.ends_with("(seller_id=?)"))?;
    rest.split_whitespace().next().map(str::to_owned)
}

/// What the tables of a statement are called in it: `reviews r` makes `r` mean `reviews`.
fn aliases(text: &str) -> BTreeMap<String, String> {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || "(),;".contains(c)).filter(|word| !word.is_empty()).collect();
    let tables = words.windows(3).filter(|three| ["from", "join", "update", "into"].contains(&three[0]));
    tables.map(|three| (three[2].to_owned(), three[1].to_owned())).collect()
}

#[test]
fn a_scan_is_seen_under_an_alias() {
    let tables = BTreeSet::from(["reviews".to_owned()]);
    let seen = |engine, step: &str| {
        let plan = [step.to_owned()];
        scanned(engine, "select 1 from reviews r join products p on true", &plan, &tables).count()
    };
    assert_eq!(seen(Engine::Sqlite, "SCAN r"), 1);
    assert_eq!(seen(Engine::Sqlite, "SCAN reviews USING INDEX reviews_by_place"), 1);
    assert_eq!(seen(Engine::Sqlite, "SEARCH r USING PRIMARY KEY (seller_id=?)"), 0);
    assert_eq!(seen(Engine::Sqlite, "SCAN p"), 0);
    let inner = ["SCAN p VIRTUAL TABLE INDEX 1:".to_owned(), "SEARCH r USING PRIMARY KEY (seller_id=?)".to_owned()];
    let text = "select 1 from products p join reviews r on true";
    assert_eq!(scanned(Engine::Sqlite, text, &inner, &tables).count(), 1, "for each name, all of a shop");
    assert_eq!(seen(Engine::Postgres, "  ->  Seq Scan on reviews r  (cost=0.00..1.00 rows=1 width=1)"), 1);
    assert_eq!(seen(Engine::Postgres, "Index Scan using reviews_pkey on reviews r"), 0);
}
