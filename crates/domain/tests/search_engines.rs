//! The same search asked of SQLite, of PostgreSQL (where `OTKLIK_TEST_POSTGRES` names one) and in memory: the same rows.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it says")]

use domain::SellerId;
use domain::text::{Query, index_words};
use proptest::prelude::*;
use rusqlite::Connection;

const SELLER: SellerId = SellerId(42);
/// Its number begins like the other's, and a word that begins with a digit could make one of the other.
const NEIGHBOUR: SellerId = SellerId(4);

type Documents = Vec<Vec<String>>;

/// What each engine is asked through.
struct Engines {
    sqlite: Connection,
    postgres: Option<postgres::Client>,
}

impl Engines {
    fn start() -> Self {
        let sqlite = Connection::open_in_memory().unwrap();
        for tokeniser in ["ascii", "unicode61"] {
            let create = format!(
                "create virtual table t{tokeniser} using fts5(words, content='', contentless_delete=1, tokenize={tokeniser})"
            );
            sqlite.execute_batch(&create).unwrap();
        }
        let postgres = std::env::var("OTKLIK_TEST_POSTGRES").ok().map(|url| {
            let mut client = postgres::Client::connect(&url, postgres::NoTls).unwrap();
            client.batch_execute("create temporary table t (id bigint, words text, search tsvector)").unwrap();
            client
        });
        Self { sqlite, postgres }
    }

    /// Stores the documents, each at its own seller and once more at a neighbour.
    fn store(&mut self, documents: &Documents) {
        for table in ["tascii", "tunicode61"] {
            self.sqlite.execute(&format!("delete from {table}"), []).unwrap();
        }
        if let Some(client) = &mut self.postgres {
            client.execute("delete from t", &[]).unwrap();
        }
        for (at, fields) in documents.iter().enumerate() {
            let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
            let at = i64::try_from(at).unwrap();
            for (id, seller) in [(at, SELLER), (at + 1_000_000, NEIGHBOUR)] {
                let words = index_words(seller, &fields);
                for table in ["tascii", "tunicode61"] {
                    let insert = format!("insert into {table} (rowid, words) values (?1, ?2)");
                    self.sqlite.execute(&insert, (id, &words)).unwrap();
                }
                if let Some(client) = &mut self.postgres {
                    let insert = "insert into t values ($1, $2, to_tsvector('simple', $2))";
                    client.execute(insert, &[&id, &words]).unwrap();
                }
            }
        }
    }

    fn sqlite(&self, table: &str, query: &str) -> Vec<i64> {
        let select = format!("select rowid from {table} where {table} match ?1 order by rowid");
        let mut statement = self.sqlite.prepare(&select).unwrap();
        let rows = statement.query_map([query], |row| row.get(0)).unwrap();
        rows.map(|row| row.unwrap_or_else(|error| panic!("{query}: {error}"))).collect()
    }

    fn postgres(&mut self, query: &str) -> Option<Vec<i64>> {
        let client = self.postgres.as_mut()?;
        let select = "select id from t where search @@ cast(cast($1 as text) as tsquery) order by id";
        let rows = client.query(select, &[&query]).unwrap_or_else(|error| panic!("{query}: {error}"));
        Some(rows.iter().map(|row| row.get(0)).collect())
    }

    /// Asks all; they have to agree.
    fn agree(&mut self, documents: &Documents, query: &Query) -> Vec<i64> {
        let (Some(fts5), Some(tsquery)) = (query.to_fts5(SELLER), query.to_tsquery(SELLER)) else {
            assert!(query.is_empty());
            return Vec::new();
        };
        let found = |fields: &Vec<String>| query.matches(&fields.iter().map(String::as_str).collect::<Vec<_>>());
        let expected: Vec<i64> = (0..).zip(documents).filter(|(_, fields)| found(fields)).map(|(at, _)| at).collect();
        assert_eq!(self.sqlite("tascii", &fts5), expected, "ascii: {fts5}");
        assert_eq!(self.sqlite("tunicode61", &fts5), expected, "unicode61: {fts5}");
        if let Some(found) = self.postgres(&tsquery) {
            assert_eq!(found, expected, "PostgreSQL: {tsquery}");
        }
        expected
    }
}

fn one_field(texts: &[&str]) -> Documents {
    texts.iter().map(|text| vec![(*text).to_owned()]).collect()
}

#[test]
fn every_way_to_ask_finds_the_same_reviews_on_both_engines() {
    let documents = one_field(&[
        "Кроссовки отличные, размер подошёл",
        "Кроссовок больше не куплю: подошва отклеилась, брак",
        "Ёлка стоит, иголки не сыплются",
        "iPhone15 в чехле, зарядка USB-C на 3,5 ампера",
        "Не подошли по размеру. Размер маломерит",
        "Размер не тот, подошли только по цвету",
        "",
    ]);
    let mut engines = Engines::start();
    engines.store(&documents);
    let cases: [(&str, &[i64]); 16] = [
        ("кроссовки", &[0, 1]),
        ("КРОССОВКАМИ брак", &[1]),
        ("кроссовки -брак", &[0]),
        ("-кроссовки -размер", &[2, 3, 6]),
        ("елка", &[2]),
        ("\"не подошли\"", &[4]),
        ("«подошли не»", &[]),
        ("iphone 15", &[3]),
        ("айфон iphone15", &[]),
        ("usb-c", &[3]),
        ("3.5", &[3]),
        ("\"по размерам", &[4]),
        ("подошва, отклеилась!", &[1]),
        ("разме*", &[0, 4, 5]),
        ("-разме* -елка", &[1, 3, 6]),
        ("?!", &[]),
    ];
    for (typed, expected) in cases {
        assert_eq!(engines.agree(&documents, &Query::parse(typed)), expected, "{typed}");
    }
}

#[test]
fn a_phrase_does_not_reach_from_the_text_into_the_name_of_the_product() {
    let documents = vec![vec!["Тёплый".to_owned(), String::new(), "плед".to_owned()]];
    let mut engines = Engines::start();
    engines.store(&documents);
    assert_eq!(engines.agree(&documents, &Query::parse("теплый плед")), [0]);
    assert_eq!(engines.agree(&documents, &Query::parse("\"теплый плед\"")), Vec::<i64>::new());
}

#[test]
fn a_word_said_three_hundred_times_hides_no_phrase_on_one_engine_only() {
    let documents = one_field(&[&format!("{} нет", "да ".repeat(300)), &format!("{} нет", "да ".repeat(200))]);
    let mut engines = Engines::start();
    engines.store(&documents);
    let fts5 = Query::parse("\"да нет\"").to_fts5(SELLER).unwrap();
    assert_eq!(engines.sqlite("tascii", &fts5), [1]);
    let tsquery = Query::parse("\"да нет\"").to_tsquery(SELLER).unwrap();
    assert!(engines.postgres(&tsquery).is_none_or(|found| found == [1]));
}

#[test]
fn what_a_person_types_against_the_engines_is_a_search_and_no_command() {
    let documents = one_field(&["or near and not", "обычный отзыв", "42x 42xотзыв", "отзыв 4x2"]);
    let mut engines = Engines::start();
    engines.store(&documents);
    for typed in [
        "AND",
        "OR",
        "NOT NOT",
        "NEAR(a b, 2)",
        "\"",
        "\"\"\"",
        "'",
        "''--",
        "*",
        "**",
        "^отзыв",
        "words:отзыв",
        "{words}:",
        "отзыв\0",
        "\0",
        "a\\'b",
        "!отзыв",
        "отзыв:*",
        "<->",
        "(((",
        ")",
        "-",
        "--",
        "-\"",
        "-\"\"",
        "- -",
        "-*",
        "42x",
        "42xотзыв",
        "4x2*",
        "отзыв OR 1=1",
        "\u{202e}",
        "\u{feff}отзыв",
        "ѐ4eѐ",
        "%_",
        "&|!<>",
    ] {
        engines.agree(&documents, &Query::parse(typed));
        engines.agree(&documents, &Query::typing(typed));
    }
    assert_eq!(engines.agree(&documents, &Query::parse("or")), [0], "a word like others");
    assert_eq!(engines.agree(&documents, &Query::parse("^отзыв\0")), [1, 3]);
}

/// Pieces of texts and of searches: real words in several forms, things that engines treat in their own way, anything.
fn piece() -> impl Strategy<Value = String> {
    let words = [
        "кроссовки",
        "кроссовок",
        "Порвался",
        "порвались",
        "ёлка",
        "не",
        "размер",
        "батареек",
        "good",
        "Running",
        "USB-C",
        "iphone15",
        "42р",
        "3,5",
        "cапоги",
        "café",
        "中文",
        "ไทย",
        "हिन्दी",
        "№5",
        "it's",
        "об'ем",
        "\u{301}",
        "½",
        "ﬁ",
        "ß",
        "ї",
        "Ωμέγα",
        "x",
        "4x2",
        "1e5",
        "0x1f",
        "a@b.ru",
        "http://a.ru/б",
        "-5",
        "<b>",
        "&amp;",
        "👍🏽",
    ];
    prop_oneof![
        6 => proptest::sample::select(words.to_vec()).prop_map(str::to_owned),
        2 => proptest::sample::select(vec![" ", " ", "-", "\"", "*", ", ", "«", "»", " -", "'", ":", "^", "(", "\0", "\n"])
            .prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

fn text(separator: &'static str) -> impl Strategy<Value = String> {
    proptest::collection::vec(piece(), 0..6).prop_map(move |pieces| pieces.join(separator))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn both_engines_answer_anything_that_can_be_typed_alike(
        documents in proptest::collection::vec(proptest::collection::vec(text(" "), 1..4), 1..6),
        typed in prop_oneof![text(" "), text("")],
    ) {
        thread_local!(static ENGINES: std::cell::RefCell<Engines> = std::cell::RefCell::new(Engines::start()));
        ENGINES.with_borrow_mut(|engines| {
            engines.store(&documents);
            engines.agree(&documents, &Query::parse(&typed));
            engines.agree(&documents, &Query::typing(&typed));
        });
    }
}
