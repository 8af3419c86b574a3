use serde_json::json;

use domain::{Code, Refusal};

use super::*;
use crate::import::{Expected, Format, Record, Row};

fn read<T: Row>(line: &str) -> Result<T, Reason> {
    Format::Json.read(&Record { line: 1, bytes: line.into(), broken: None })
}

/// Judges a good review with some fields changed.
fn review(changes: Value) -> Result<Review, Reason> {
    let mut row = json!({
        "id": 17, "source": "wb", "lang": "ru", "sku": 728_361_014, "product_name": "Полотенца 2 шт.",
        "category": "Дом и интерьер", "rating": 4, "text": "Мягкие", "pros": null, "cons": "линяют",
        "date": "2024-02-29", "author": "Анна К.", "answer": "Спасибо!", "answer_date": null
    });
    change(&mut row, changes);
    read::<ReviewRow>(&row.to_string())?.judge()
}

fn product(changes: Value) -> Result<Product, Reason> {
    let mut row = json!({
        "sku": 723_109_621, "name": "Скатерть", "category": "Дом и интерьер", "brand": null, "price_kopecks": 153_900,
        "old_price_kopecks": 203_000, "currency": "RUB", "stock": 100, "description": null, "rating_avg": 4.7
    });
    change(&mut row, changes);
    read::<ProductRow>(&row.to_string())?.judge()
}

fn order(changes: Value) -> Result<Order, Reason> {
    let mut row = json!({
        "order_id": "48173920-0142-1", "sku": 723_109_621, "buyer": "Анна К.", "status": "delivered",
        "ordered_at": "2024-02-01T10:00:00+03:00", "delivered_at": "2024-02-05", "price_kopecks": 153_900
    });
    change(&mut row, changes);
    read::<OrderRow>(&row.to_string())?.judge()
}

fn change(row: &mut Value, changes: Value) {
    let Value::Object(changes) = changes else { panic!("changes are an object") };
    for (field, value) in changes {
        row[field] = value;
    }
}

#[test]
fn a_review_is_taken_as_it_was_written() {
    let review = review(json!({})).unwrap();
    assert_eq!(review.key, "wb:17");
    assert_eq!(review.sku, Some(Sku(728_361_014)));
    assert_eq!(review.rating.map(Rating::stars), Some(4));
    assert_eq!((review.text.as_str(), review.pros, review.cons.as_deref()), ("Мягкие", None, Some("линяют")));
    assert_eq!(review.published_at, Timestamp::parse("2024-02-29"));
    assert_eq!(review.answer, Some(Answer { text: "Спасибо!".into(), at: None }));
}

#[test]
fn what_a_review_does_not_say_stays_unknown() {
    let review = review(json!({"sku": null, "rating": null, "date": null, "author": "", "answer": null})).unwrap();
    assert_eq!((review.sku, review.rating, review.published_at), (None, None, None));
    assert_eq!((review.author, review.answer), (None, None));
}

#[test]
fn a_rating_is_one_to_five_or_unknown() {
    for got in [0, 6, 7, -1, 1000] {
        assert_eq!(review(json!({"rating": got})).unwrap_err(), Reason::Rating { got });
    }
    for wrong in [json!("5"), json!(4.5), json!("five"), json!([5]), json!(true), json!(1e300)] {
        let reason = Reason::Type { field: "rating", expected: Expected::Whole };
        assert_eq!(review(json!({"rating": wrong})).unwrap_err(), reason, "{wrong}");
    }
    assert_eq!(review(json!({"rating": 5.0})).unwrap().rating.map(Rating::stars), Some(5));
}

#[test]
fn a_sku_is_positive_and_fits_sixty_three_bits() {
    for got in [0, -5, i64::MIN] {
        assert_eq!(review(json!({"sku": got})).unwrap_err(), Reason::NotPositive { field: "sku", got });
        assert_eq!(product(json!({"sku": got})).unwrap_err(), Reason::NotPositive { field: "sku", got });
    }
    assert_eq!(review(json!({"sku": i64::MAX})).unwrap().sku, Some(Sku(i64::MAX)));
    let beyond = Reason::Type { field: "sku", expected: Expected::Whole };
    assert_eq!(review(json!({"sku": i64::MAX as u64 + 1})).unwrap_err(), beyond);
    assert_eq!(read::<ReviewRow>(r#"{"id":1,"sku":99999999999999999999999}"#).unwrap_err(), beyond);
}

#[test]
fn a_date_that_no_calendar_has_is_said() {
    for wrong in ["2024-02-30", "30.02.2024", "вчера", "0001-01-01", "9999-12-31", "2024-13-01", "1969-12-31"] {
        let reason = Reason::Date { field: "date", got: wrong.into() };
        assert_eq!(review(json!({"date": wrong})).unwrap_err(), reason);
    }
    let exact = review(json!({"created_at": "2024-03-01T10:00:00Z"})).unwrap();
    assert_eq!(exact.published_at, Timestamp::parse("2024-03-01T10:00:00Z"), "the exact time goes before the date");
    assert_eq!(review(json!({"date": ""})).unwrap().published_at, None);
    assert_eq!(review(json!({"date": 5})).unwrap_err(), Reason::Type { field: "date", expected: Expected::Text });
}

#[test]
fn a_text_of_ten_thousand_letters_is_kept_and_one_more_is_not() {
    let most = "ё".repeat(TEXT_MAX);
    assert_eq!(review(json!({"text": most})).unwrap().text, most);
    let reason = Reason::TextTooLong { field: "text", max: TEXT_MAX, got: TEXT_MAX + 1 };
    assert_eq!(review(json!({"text": format!("{most}!")})).unwrap_err(), reason);
}

#[test]
fn a_nul_and_what_turns_the_writing_around_are_found_in_escapes_too() {
    let hidden = |field, sign| Reason::Text { field, refusal: Refusal::new(Code::TextControl).with("sign", sign) };
    assert_eq!(review(json!({"text": "a\u{0}b"})).unwrap_err(), hidden("text", "U+0000"));
    assert_eq!(product(json!({"name": "a\u{202e}b"})).unwrap_err(), hidden("name", "U+202E"));
}

#[test]
fn a_review_that_says_nothing_is_no_review() {
    let silent = json!({"text": "  ", "cons": null, "rating": null});
    assert_eq!(review(silent).unwrap_err(), Reason::NothingToSay);
    assert!(review(json!({"text": null, "cons": null})).is_ok(), "stars alone are a review");
}

#[test]
fn a_review_needs_a_name_at_its_source() {
    for nameless in [json!(null), json!(""), json!(" ")] {
        assert_eq!(review(json!({"id": nameless})).unwrap_err(), Reason::Missing { field: "id" });
    }
    assert_eq!(review(json!({"id": "a-1", "source": null})).unwrap().key, "a-1");
    assert_eq!(review(json!({"id": 1.5})).unwrap_err(), Reason::Type { field: "id", expected: Expected::Key });
}

#[test]
fn a_product_is_taken_with_its_price_and_its_properties() {
    let attributes = json!({"Цвет": "синий", "Вес, г": 300, "Хрупкое": true, "Пусто": null});
    let product = product(json!({"offer_id": 5, "attributes": attributes, "product_id": 9})).unwrap();
    assert_eq!(product.price, Money::kopecks(153_900));
    assert_eq!((product.offer_id.as_deref(), product.product_id), (Some("5"), Some(ProductId(9))));
    let pairs: Vec<_> = product.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(pairs, [("Вес, г", "300"), ("Хрупкое", "true"), ("Цвет", "синий")]);
}

#[test]
fn a_product_with_an_impossible_price_stock_or_currency_is_refused() {
    let negative = |field, got| Reason::Negative { field, got };
    assert_eq!(product(json!({"price_kopecks": -1})).unwrap_err(), negative("price_kopecks", -1));
    assert_eq!(product(json!({"old_price_kopecks": -9})).unwrap_err(), negative("old_price_kopecks", -9));
    assert_eq!(product(json!({"stock": -1})).unwrap_err(), negative("stock", -1));
    assert_eq!(product(json!({"currency": "GOLD"})).unwrap_err(), Reason::Currency { got: "GOLD".into() });
    assert_eq!(product(json!({"name": ""})).unwrap_err(), Reason::Missing { field: "name" });
    assert_eq!(product(json!({"name": null})).unwrap_err(), Reason::Missing { field: "name" });
    assert_eq!(product(json!({"price_kopecks": null})).unwrap_err(), Reason::Missing { field: "price_kopecks" });
    assert_eq!(product(json!({"attributes": {"a": [1]}})).unwrap_err(), Reason::Attributes);
    assert_eq!(product(json!({"currency": "kzt"})).unwrap().price.currency, Currency::Kzt);
}

#[test]
fn an_order_item_is_taken_with_its_times() {
    let order = order(json!({})).unwrap();
    assert_eq!(order.id, OrderId("48173920-0142-1".into()));
    assert_eq!(order.status, OrderStatus::Delivered);
    assert_eq!(order.ordered_at, Timestamp::parse("2024-02-01T07:00:00Z"));
}

#[test]
fn an_order_that_contradicts_itself_is_refused() {
    let early = json!({"delivered_at": "2024-01-05"});
    assert_eq!(order(early).unwrap_err(), Reason::Order { earlier: "ordered_at", later: "delivered_at" });
    assert!(order(json!({"delivered_at": "2024-02-01"})).is_ok(), "delivered on the day of the order");
    assert!(matches!(order(json!({"status": "lost"})).unwrap_err(), Reason::Choice { field: "status", .. }));
    assert_eq!(order(json!({"status": null})).unwrap_err(), Reason::Missing { field: "status" });
}

#[test]
fn what_is_not_an_object_is_said_with_its_place() {
    assert_eq!(read::<ReviewRow>("not json").unwrap_err(), Reason::NotJson { at: 1 });
    assert!(matches!(
        read::<OrderRow>(r#"["a",1,"b","delivered",null,null,null,null]"#).unwrap_err(),
        Reason::NotJson { .. }
    ));
    assert!(matches!(read::<ReviewRow>(r#"{"id":1,"text":"cut"#).unwrap_err(), Reason::NotJson { .. }));
    assert!(matches!(read::<ReviewRow>(r#"{"id":1} {"id":2}"#).unwrap_err(), Reason::NotJson { .. }));
    assert!(matches!(read::<ReviewRow>(r#"{"id":1,"id":2}"#).unwrap_err(), Reason::Unreadable { .. }));
    let deep = format!("{{\"id\":1,\"x\":{}1{}}}", "[".repeat(5_000), "]".repeat(5_000));
    assert!(read::<ReviewRow>(&deep).is_ok(), "a field that is not ours is passed over, however deep");
}

#[test]
fn every_reason_has_words_in_both_languages() {
    let all = [
        Reason::TooLong,
        Reason::NotUtf8 { at: 17 },
        Reason::Nul,
        Reason::Cut,
        Reason::NotJson { at: 1 },
        Reason::Unreadable { detail: "duplicate field `id`".into() },
        Reason::QuoteOpen,
        Reason::Cells { header: 3, got: 4 },
        Reason::Missing { field: "id" },
        Reason::Type { field: "rating", expected: Expected::Whole },
        Reason::Type { field: "name", expected: Expected::Text },
        Reason::Type { field: "id", expected: Expected::Key },
        Reason::Type { field: "attributes", expected: Expected::Object },
        Reason::Rating { got: 7 },
        Reason::NotPositive { field: "sku", got: 0 },
        Reason::Negative { field: "price_kopecks", got: -1 },
        Reason::Currency { got: "GOLD".into() },
        Reason::Choice { field: "status", got: "lost".into(), allowed: "processing, delivered, cancelled" },
        Reason::Date { field: "date", got: "2024-02-30".into() },
        Reason::Order { earlier: "ordered_at", later: "delivered_at" },
        Reason::TextTooLong { field: "text", max: 10_000, got: 10_001 },
        Reason::Text { field: "text", refusal: Refusal::new(Code::TextControl).with("sign", "U+202E") },
        Reason::Taken { field: "sku" },
        Reason::NothingToSay,
        Reason::Attributes,
    ];
    let words = |reason: &Reason| format!("{}\n  {}\n", reason.words(domain::Lang::Ru), reason.words(domain::Lang::En));
    insta::assert_snapshot!(all.iter().map(words).collect::<String>());
}
