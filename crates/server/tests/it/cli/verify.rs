//! `otklik verify receipts`, as the one who runs it and a seller with a downloaded chain call it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use app::Storage;
use app::testing::Scratch;
use serde_json::json;

use crate::support::*;

fn verify(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_otklik")).args(["verify", "receipts"]).args(arguments).output().unwrap()
}

/// The exit code and what was printed.
fn outcome(output: &Output) -> (i32, String) {
    (output.status.code().unwrap(), String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A site on which three clean answers of «Тёплый дом» were judged.
async fn judged(engine: Engine) -> Site {
    let site = Site::start(engine).await;
    let boris = site.signed_in(BORIS).await;
    for (key, text) in [("torn", "Заменим плед."), ("warm", "Рады, что плед понравился!"), ("hard", "Просим прощения.")]
    {
        boris.post(&format!("/api/v1/reviews/{}/comments", review(key)), json!({ "text": text })).await.ok();
    }
    site.wait(11);
    site.work().await;
    site
}

fn flags(data: &Scratch) -> Vec<String> {
    match data.options() {
        Storage::Sqlite { dir } => vec!["--data".into(), dir.display().to_string()],
        Storage::Postgres { url } => vec!["--database".into(), url],
    }
}

fn verified(data: &Scratch) -> (i32, String) {
    let flags = flags(data);
    outcome(&verify(&flags.iter().map(String::as_str).collect::<Vec<_>>()))
}

/// Changes the data behind everybody's back.
fn tamper(data: &Scratch, statement: &str) {
    let Storage::Sqlite { dir } = data.options() else { panic!("tampering is done on SQLite") };
    let db = rusqlite::Connection::open(dir.join("otklik.db")).unwrap();
    db.execute_batch(statement).unwrap();
}

#[rstest::rstest]
#[tokio::test(flavor = "multi_thread")]
async fn receipts_that_nobody_touched_are_whole(#[values(Sqlite, Postgres)] engine: Engine) {
    let data = judged(engine).await.stopped().await;
    assert_eq!(verified(&data), (0, "seller 1001: 3 receipts, whole\n".into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_changed_byte_of_a_receipt_is_found() {
    let data = judged(Sqlite).await.stopped().await;
    tamper(&data, "update verdicts set receipt = replace(receipt, '\"publish\"', '\"publisH\"') where number = 2");
    assert_eq!(verified(&data), (1, "seller 1001: broken: record 2 was changed: its hash does not fit\n".into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removed_receipt_is_missed_also_the_last() {
    let data = judged(Sqlite).await.stopped().await;
    tamper(&data, "delete from verdicts where number = 3");
    let (code, said) = verified(&data);
    assert_eq!((code, said.as_str()), (1, "seller 1001: broken: the chain ends at record 2, and should end at 3\n"));
    tamper(&data, "delete from verdicts where number = 1");
    let (code, said) = verified(&data);
    assert_eq!((code, said.as_str()), (1, "seller 1001: broken: record 1 is missing: record 2 comes instead\n"));
    tamper(&data, "delete from verdicts");
    let (code, said) = verified(&data);
    assert_eq!((code, said.as_str()), (1, "seller 1001: broken: the chain ends at record 0, and should end at 3\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_receipts_that_changed_places_are_found() {
    let data = judged(Sqlite).await.stopped().await;
    tamper(
        &data,
        "update verdicts set number = 99 where number = 1;
         update verdicts set number = 1 where number = 2;
         update verdicts set number = 2 where number = 99",
    );
    let (code, said) = verified(&data);
    assert_eq!(code, 1);
    assert!(said.starts_with("seller 1001: broken: record 1 "), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_shop_can_be_verified_alone_and_the_chain_of_another_does_not_matter() {
    let site = judged(Sqlite).await;
    let stepan = site.signed_in(STEPAN).await;
    let path = format!("/api/v1/reviews/{}/comments", neighbours_review());
    stepan.post(&path, json!({ "text": "Спасибо за отзыв!" })).await.ok();
    site.wait(11);
    site.work().await;
    let data = site.stopped().await;
    tamper(&data, "update receipt_heads set hash = 'x' where seller_id = 2002");
    let flags = flags(&data);
    let only = |seller| outcome(&verify(&["--seller", seller, &flags[0], &flags[1]]));
    assert_eq!(only("1001"), (0, "seller 1001: 3 receipts, whole\n".into()));
    assert_eq!(only("2002").0, 1);
    let (code, said) = verified(&data);
    assert_eq!(code, 1);
    assert_eq!(said.lines().count(), 2, "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seller_verifies_the_chain_that_was_downloaded() {
    let site = judged(Sqlite).await;
    let anna = site.signed_in(ANNA).await;
    let sent = anna.get("/menu/receipts/download").await.ok();
    let lines: Vec<String> = sent.text.lines().map(|line| format!("{line}\n")).collect();
    let dir = tempfile::tempdir().unwrap();
    let path: PathBuf = dir.path().join("receipts.jsonl");
    let of = |path: &Path, lines: &[String]| {
        std::fs::write(path, lines.concat()).unwrap();
        outcome(&verify(&[path.to_str().unwrap()]))
    };
    assert_eq!(of(&path, &lines), (0, "seller 1001: 3 receipts, whole\n".into()));
    assert_eq!(verify(&["--seller", "7", path.to_str().unwrap()]).status.code(), Some(2), "the chain of another shop");

    let mut swapped = lines.clone();
    swapped.swap(1, 2);
    assert_eq!(of(&path, &swapped).0, 1);
    let mut removed = lines.clone();
    removed.remove(2);
    let missing = "seller 1001: broken: record 2 is missing: record 3 comes instead\n";
    assert_eq!(of(&path, &removed), (1, missing.into()));
    let mut changed = lines;
    changed[3] = changed[3].replace("publish", "refuse");
    assert_eq!(of(&path, &changed), (1, "seller 1001: broken: record 3 was changed: its hash does not fit\n".into()));
    assert_eq!(of(&path, &["a letter\n".into()]).0, 1);
}

#[test]
fn who_misspells_a_folder_or_a_file_is_told_and_nothing_is_made() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("dta");
    let output = verify(&["--data", folder.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("there is no data in"));
    assert!(!folder.exists());
    assert_eq!(verify(&[folder.to_str().unwrap()]).status.code(), Some(2));
    assert_eq!(verify(&["--no-such-flag"]).status.code(), Some(2));
}
