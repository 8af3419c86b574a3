use std::fs;

use domain::reviews::ReviewStatus;
use domain::{PersonId, ReviewId, Sku, Timestamp};
use store::reviews::facets;
use store::{Tx, comments, orders, products, reviews};

use super::*;
use crate::{ManualClock, Storage};

const SHOP: SellerId = SellerId(7);

/// A shop's folder with files to import, and the data beside them.
struct Desk {
    dir: tempfile::TempDir,
    app: App,
}

impl Desk {
    fn open() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::at(Timestamp::parse("2026-01-01").unwrap()));
        let storage = Storage::Sqlite { dir: dir.path().join("data") };
        let app = App::open(storage, dir.path().join("media"), clock).unwrap();
        Self { dir, app }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    async fn import(&self, kind: Kind, name: &str, text: &str) -> Imported {
        fs::write(self.path(name), text).unwrap();
        self.again(kind, name).await.unwrap()
    }

    async fn again(&self, kind: Kind, name: &str) -> Result<Imported, ImportError> {
        file(&self.app, SHOP, kind, &self.path(name), Lang::En, &mut |_| {}).await
    }

    async fn look<T: Send + 'static>(
        &self,
        look: impl FnOnce(&mut Tx<'_>) -> Result<T, store::StoreError> + Send + 'static,
    ) -> T {
        self.app.store().read(move |tx| look(tx).map_err(Failure::from)).await.unwrap()
    }

    async fn review(&self, key: &'static str, at: Option<&'static str>) -> reviews::Review {
        let id = ReviewId::imported(SHOP, key, at.map(|at| Timestamp::parse(at).unwrap()), 0);
        self.look(move |tx| reviews::one(tx, SHOP, id)).await.unwrap()
    }
}

fn counts(imported: &Imported) -> (u64, u64, u64) {
    let Progress { new, known, rejected, .. } = imported.progress;
    (new, known, rejected)
}

const PRODUCTS: &str = r#"{"sku":11,"name":"Плед","price_kopecks":199000,"category":"Дом","attributes":{"Цвет":"серый"}}
{"sku":12,"name":"Лампа","price_kopecks":99000,"offer_id":"L-1","stock":3}
"#;

const REVIEWS: &str = r#"{"id":1,"source":"wb","sku":11,"rating":5,"text":"Тёплый плед","date":"2024-03-01","author":"Анна"}
{"id":2,"source":"wb","sku":11,"rating":2,"text":"Колется","answer":"Жаль, что так вышло","answer_date":"2024-03-05"}
{"id":3,"source":"wb","sku":null,"rating":null,"text":"Не знаю, о чём это"}
"#;

#[tokio::test]
async fn a_sellers_products_and_reviews_go_in_and_are_found() {
    let desk = Desk::open();
    assert_eq!(counts(&desk.import(Kind::Products, "products.jsonl", PRODUCTS).await), (2, 0, 0));
    assert_eq!(counts(&desk.import(Kind::Reviews, "reviews.jsonl", REVIEWS).await), (3, 0, 0));

    let lamp = desk.look(|tx| products::by_offer(tx, SHOP, "L-1")).await.unwrap();
    assert_eq!((lamp.sku, lamp.stock, lamp.price.minor), (Sku(12), 3, 99_000));
    let blanket = desk.look(|tx| products::one(tx, SHOP, Sku(11))).await.unwrap();
    assert_eq!((blanket.stars, blanket.reviews), ([0, 1, 0, 0, 1], 2));
    assert_eq!(blanket.attributes, r#"{"Цвет":"серый"}"#);

    let first = desk.review("wb:1", Some("2024-03-01")).await;
    assert_eq!((first.stars, first.buyer_name.as_str(), first.product.as_deref()), (5, "Анна", Some("Плед")));
    assert_eq!(first.published_at, Timestamp::parse("2024-03-01"));
    let answered = desk.review("wb:2", None).await;
    assert_eq!((answered.status, answered.waits, answered.comments), (ReviewStatus::Processed, false, 1));
    let talk = desk.look(move |tx| comments::of_review(tx, SHOP, answered.place)).await;
    assert_eq!(talk[0].text, "Жаль, что так вышло");
    assert_eq!(Some(talk[0].public_at), Timestamp::parse("2024-03-05"));
}

#[tokio::test]
async fn a_review_of_nobody_knows_what_is_kept_with_its_unknown_stars_and_time() {
    let desk = Desk::open();
    desk.import(Kind::Reviews, "reviews.jsonl", REVIEWS).await;
    let stray = desk.review("wb:3", None).await;
    assert_eq!((stray.sku, stray.product, stray.stars, stray.published_at), (None, None, reviews::NO_STARS, None));
}

#[tokio::test]
async fn the_same_file_twice_doubles_nothing() {
    let desk = Desk::open();
    desk.import(Kind::Products, "products.jsonl", PRODUCTS).await;
    desk.import(Kind::Reviews, "reviews.jsonl", REVIEWS).await;
    let (before, blanket) =
        (desk.look(|tx| facets::all(tx, SHOP)).await, |tx: &mut Tx<'_>| products::one(tx, SHOP, Sku(11)));
    let counted = desk.look(blanket).await.unwrap();

    assert_eq!(counts(&desk.again(Kind::Reviews, "reviews.jsonl").await.unwrap()), (0, 3, 0));
    assert_eq!(counts(&desk.again(Kind::Products, "products.jsonl").await.unwrap()), (0, 2, 0));
    assert_eq!(desk.look(|tx| facets::all(tx, SHOP)).await, before);
    let after = desk.look(blanket).await.unwrap();
    assert_eq!((after.stars, after.reviews), (counted.stars, counted.reviews));
}

#[tokio::test]
async fn reviews_that_come_before_their_product_are_counted_when_it_comes() {
    let desk = Desk::open();
    desk.import(Kind::Reviews, "reviews.jsonl", REVIEWS).await;
    desk.import(Kind::Products, "products.jsonl", PRODUCTS).await;
    let blanket = desk.look(|tx| products::one(tx, SHOP, Sku(11))).await.unwrap();
    assert_eq!((blanket.stars, blanket.reviews), ([0, 1, 0, 0, 1], 2));
    assert_eq!(desk.review("wb:2", None).await.product.as_deref(), Some("Плед"));
}

#[tokio::test]
async fn bad_lines_are_told_with_their_reasons_and_the_rest_goes_in() {
    let desk = Desk::open();
    let text = format!("{REVIEWS}{{\"id\":4,\"rating\":7}}\nnonsense\n{{\"id\":5,\"rating\":1}}\n");
    let imported = desk.import(Kind::Reviews, "reviews.jsonl", &text).await;
    assert_eq!(counts(&imported), (4, 0, 2));
    let told = fs::read_to_string(imported.rejected.unwrap()).unwrap();
    let expected =
        "4\trating: has to be 1 to 5 and is 7\t{\"id\":4,\"rating\":7}\n5\tnot a JSON object at column 1\tnonsense\n";
    assert_eq!(told, expected);

    desk.import(Kind::Reviews, "reviews.jsonl", REVIEWS).await;
    assert!(!desk.path("reviews.jsonl.rejected").exists(), "repaired, so nothing is left to tell");
}

#[tokio::test]
async fn a_number_that_another_product_has_costs_its_line_only() {
    let desk = Desk::open();
    desk.import(Kind::Products, "products.jsonl", PRODUCTS).await;
    let path = desk.path("theirs.jsonl");
    fs::write(&path, r#"{"sku":11,"name":"Чужой плед","price_kopecks":1}"#).unwrap();
    let theirs = file(&desk.app, SellerId(8), Kind::Products, &path, Lang::En, &mut |_| {}).await.unwrap();
    assert_eq!(counts(&theirs), (0, 0, 1));
    assert!(fs::read_to_string(theirs.rejected.unwrap()).unwrap().starts_with("1\tsku: another product has it\t"));

    let more = r#"{"sku":13,"name":"Та же лампа","price_kopecks":1,"offer_id":"L-1"}
{"sku":14,"name":"Номер пледа","price_kopecks":1,"product_id":11}
{"sku":15,"name":"Часы","price_kopecks":1}
{"sku":15,"name":"Часы настенные","price_kopecks":2}"#;
    assert_eq!(counts(&desk.import(Kind::Products, "more.jsonl", more).await), (1, 1, 2));
    let clock = desk.look(|tx| products::one(tx, SHOP, Sku(15))).await.unwrap();
    assert_eq!((clock.name.as_str(), clock.price.minor), ("Часы настенные", 2));
}

#[tokio::test]
async fn orders_make_their_buyers_known_and_reviews_find_them() {
    let desk = Desk::open();
    let anna = PersonId(uuid::Uuid::from_u128(0xA));
    let table = format!(
        "order_id;sku;buyer;status;ordered_at;price_kopecks\n1-1;11;{anna};cancelled;2024-01-02;199000\n1-2;11;Пётр;delivered;;\n"
    );
    assert_eq!(counts(&desk.import(Kind::Orders, "orders.csv", &table).await), (2, 0, 0));
    assert_eq!(counts(&desk.again(Kind::Orders, "orders.csv").await.unwrap()), (0, 2, 0));
    let review = r#"{"id":"r1","order_id":"1-1","sku":11,"rating":1,"text":"Не пришло"}"#;
    desk.import(Kind::Reviews, "reviews.jsonl", review).await;
    let review = desk.review("r1", None).await;
    assert_eq!((review.order_status, review.buyer), (domain::reviews::OrderStatus::Cancelled, Some(anna)));
    let peter =
        desk.look(|tx| orders::one(tx, SHOP, &domain::OrderId("1-2".into()), Sku(11))).await.unwrap().1.unwrap();
    assert_eq!(desk.look(move |tx| store::people::person(tx, peter)).await.as_deref(), Some("Пётр"));
}

#[tokio::test]
async fn what_cannot_be_imported_at_all_changes_nothing() {
    let desk = Desk::open();
    fs::write(desk.path("reviews.csv"), "text;rating\nХорошо;5\n").unwrap();
    assert!(matches!(desk.again(Kind::Reviews, "reviews.csv").await, Err(ImportError::Lacks("id"))));
    assert!(matches!(desk.again(Kind::Reviews, "none").await, Err(ImportError::Open(OpenError::Io(_)))));
}

#[tokio::test]
async fn an_import_that_was_killed_goes_on_where_it_stopped() {
    let desk = Desk::open();
    let line = |n: u32| format!("{{\"id\":{n},\"rating\":{},\"text\":\"отзыв {n}\"}}\n", n % 5 + 1);
    fs::write(desk.path("reviews.jsonl"), (0..20_000).map(line).collect::<Vec<_>>().concat()).unwrap();
    // Dropped after the first batch, as a kill would: what is in flight may or may not arrive.
    let (first, mut stored) = tokio::sync::mpsc::unbounded_channel();
    {
        let path = desk.path("reviews.jsonl");
        let mut watch = |progress: &Progress| first.send(progress.new).unwrap();
        let import = file(&desk.app, SHOP, Kind::Reviews, &path, Lang::Ru, &mut watch);
        tokio::select! { biased; _ = stored.recv() => {}, _ = import => {} }
    }
    let (new, known, _) = counts(&desk.again(Kind::Reviews, "reviews.jsonl").await.unwrap());
    assert_eq!(new + known, 20_000);
    assert!(known >= 500 && new > 0, "it was stopped half way: {known} of 20000");
    let all: i64 = desk.look(|tx| facets::all(tx, SHOP)).await.iter().map(|(_, count)| count).sum();
    assert_eq!(all, 20_000);
}
