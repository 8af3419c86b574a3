//! The real files of the shared data, where they are at hand.

use std::path::{Path, PathBuf};

use super::*;

/// The folder of shared data: `OTKLIK_SHARED`, or `../shared` beside the project.
fn shared(file: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let path = std::env::var_os("OTKLIK_SHARED").map_or_else(beside, PathBuf::from).join("data").join(file);
    if path.exists() {
        return Some(path);
    }
    #[expect(clippy::print_stderr, reason = "a test that could not run says so")]
    {
        eprintln!("skipped: {} is not here", path.display());
    }
    None
}

fn read<T: Row>(path: &Path) -> (Vec<T>, Vec<(u64, Reason)>) {
    let mut records = Records::open(path).unwrap();
    let format = records.format().clone();
    let (mut rows, mut refused) = (Vec::new(), Vec::new());
    for record in records.by_ref() {
        match format.read(&record) {
            Ok(row) => rows.push(row),
            Err(reason) => refused.push((record.line, reason)),
        }
    }
    assert!(records.trouble().is_none());
    (rows, refused)
}

#[test]
fn every_real_product_is_taken() {
    let Some(path) = shared("products.jsonl") else { return };
    let (rows, refused) = read::<ProductRow>(&path);
    assert_eq!(refused, []);
    let products: Result<Vec<_>, _> = rows.into_iter().map(ProductRow::judge).collect();
    let products = products.unwrap();
    assert_eq!(products.len(), 1_998);
    assert_eq!(products.iter().filter(|product| product.brand.is_some()).count(), 839);
    assert!(products.iter().all(|product| product.price.minor > 0));
}

#[test]
fn every_real_review_is_taken_and_what_it_lacks_stays_unknown() {
    let Some(path) = shared("reviews.jsonl.gz") else { return };
    let (rows, refused) = read::<ReviewRow>(&path);
    assert_eq!(refused, []);
    let reviews: Result<Vec<_>, _> = rows.into_iter().map(ReviewRow::judge).collect();
    let reviews = reviews.unwrap();
    let count = |has: fn(&Review) -> bool| reviews.iter().filter(|review| has(review)).count();
    assert_eq!(reviews.len(), 51_103);
    assert_eq!(count(|review| review.rating.is_none()), 41_857);
    assert_eq!(count(|review| review.sku.is_some()), 11_367);
    assert_eq!(count(|review| review.published_at.is_some()), 3_094);
    assert_eq!(count(|review| review.author.is_some()), 2_469);
    assert_eq!(count(|review| review.answer.is_some()), 728);
    let keys: std::collections::HashSet<_> = reviews.iter().map(|review| &review.key).collect();
    assert_eq!(keys.len(), reviews.len());
}

#[test]
fn every_real_english_review_is_taken() {
    let Some(path) = shared("reviews_en.jsonl") else { return };
    let (rows, refused) = read::<ReviewRow>(&path);
    assert_eq!(refused, []);
    assert_eq!(rows.into_iter().filter_map(|row| row.judge().ok()).count(), 2_000);
}
