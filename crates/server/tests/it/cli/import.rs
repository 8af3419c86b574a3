//! `otklik import`, as the one who runs it calls it.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const OTKLIK: &str = env!("CARGO_BIN_EXE_otklik");

fn import(dir: &Path, kind: &str, file: &str) -> Command {
    let mut command = Command::new(OTKLIK);
    command.args(["import", kind, file, "--seller", "7", "--lang", "en", "--data", "data"]).current_dir(dir);
    command.env_remove("OTKLIK_LOG");
    command
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn folder() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().to_owned();
    (dir, path)
}

fn review(n: u32) -> String {
    format!("{{\"id\":{n},\"rating\":{},\"text\":\"Отзыв номер {n}, пришло вовремя\"}}\n", n % 5 + 1)
}

/// The whole number before a word.
fn before(word: &str, text: &str) -> u32 {
    let words: Vec<_> = text.split_whitespace().collect();
    let at = words.iter().position(|said| said.trim_end_matches(',') == word).unwrap();
    words[at - 1].parse().unwrap()
}

#[test]
fn a_file_goes_in_once_however_often_it_is_imported() {
    let (_dir, dir) = folder();
    fs::write(dir.join("reviews.jsonl"), (0..700).map(review).collect::<Vec<_>>().concat()).unwrap();
    let first = import(&dir, "reviews", "reviews.jsonl").output().unwrap();
    assert_eq!(first.status.code(), Some(0), "{}", String::from_utf8_lossy(&first.stderr));
    assert!(said(&first).starts_with("reviews.jsonl: 700 new, 0 known, 0 rejected · "), "{}", said(&first));
    let again = import(&dir, "reviews", "reviews.jsonl").output().unwrap();
    assert!(said(&again).starts_with("reviews.jsonl: 0 new, 700 known, 0 rejected · "), "{}", said(&again));
}

#[test]
fn bad_lines_are_listed_beside_the_file_and_the_rest_goes_in() {
    let (_dir, dir) = folder();
    let mut file = fs::File::create(dir.join("reviews.jsonl")).unwrap();
    file.write_all(review(1).as_bytes()).unwrap();
    file.write_all(b"{\"id\":2,\"rating\":7}\n{\"id\":3,\"rating\":\"five\"}\n{\"id\":4,\"text\":\"\xFF\"}\n").unwrap();
    file.write_all(&vec![b'x'; 10 << 20]).unwrap();
    file.write_all(format!("\n{}", review(5)).as_bytes()).unwrap();
    let output = import(&dir, "reviews", "reviews.jsonl").output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(said(&output).starts_with("reviews.jsonl: 2 new, 0 known, 4 rejected · "), "{}", said(&output));
    assert!(said(&output).trim_end().ends_with("→ reviews.jsonl.rejected"));
    let listed = fs::read(dir.join("reviews.jsonl.rejected")).unwrap();
    let listed: Vec<_> = listed.split(|byte| *byte == b'\n').map(|line| String::from_utf8_lossy(line)).collect();
    let starts = [
        "2\trating: has to be 1 to 5 and is 7\t",
        "3\trating: has to be a whole number (64 bits)\t",
        "4\tnot UTF-8 at byte 17\t",
        "5\tthe line is longer than 1 MiB\txxx",
    ];
    for (line, start) in listed.iter().zip(starts) {
        assert!(line.starts_with(start), "{line:.80}");
    }
    assert_eq!(listed.len(), starts.len() + 1);
}

#[test]
fn an_import_that_is_killed_goes_on_where_it_stopped() {
    let (_dir, dir) = folder();
    fs::write(dir.join("first.jsonl"), review(0)).unwrap();
    assert!(import(&dir, "reviews", "first.jsonl").status().unwrap().success());
    let stored = || -> u64 {
        let files = fs::read_dir(dir.join("data")).unwrap();
        files.filter_map(|file| Some(file.ok()?.metadata().ok()?.len())).sum()
    };
    let before_it = stored();
    // A pipe that is fed by hand: the import cannot be over before it is killed.
    let pipe = dir.join("reviews.jsonl");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let all: Vec<String> = (1..=4_000).map(review).collect();
    let mut child = import(&dir, "reviews", "reviews.jsonl").stdout(Stdio::null()).spawn().unwrap();
    let mut feed = fs::OpenOptions::new().write(true).open(&pipe).unwrap();
    feed.write_all(all[..3_000].concat().as_bytes()).unwrap();
    while stored() < before_it + 400_000 {
        assert!(child.try_wait().unwrap().is_none(), "it waits for the rest of its file");
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    drop(feed);
    fs::remove_file(&pipe).unwrap();

    fs::write(&pipe, all.concat()).unwrap();
    let output = import(&dir, "reviews", "reviews.jsonl").output().unwrap();
    let (new, known) = (before("new", &said(&output)), before("known", &said(&output)));
    assert_eq!(new + known, 4_000);
    assert!(new >= 1_000 && known.is_multiple_of(500), "{new} new, {known} known: whole batches or nothing");
}

#[test]
fn a_file_that_breaks_off_gives_what_came_and_fails_in_the_end() {
    let (_dir, dir) = folder();
    let text: String = (0..3_000).map(review).collect::<Vec<_>>().concat();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(text.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    fs::write(dir.join("reviews.jsonl.gz"), &packed[..packed.len() * 2 / 3]).unwrap();
    let output = import(&dir, "reviews", "reviews.jsonl.gz").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(before("new", &said(&output)) > 1_000, "{}", said(&output));
    let told: Vec<_> = BufReader::new(&*output.stderr).lines().map(Result::unwrap).collect();
    assert!(told[0].contains("reading stopped after line"), "{told:?}");
}

#[test]
fn wrong_usage_is_two_and_a_file_that_is_not_there_is_one() {
    let (_dir, dir) = folder();
    assert_eq!(import(&dir, "recipes", "x").output().unwrap().status.code(), Some(2));
    let nobody = Command::new(OTKLIK).args(["import", "reviews", "x", "--seller", "0"]).output().unwrap();
    assert_eq!(nobody.status.code(), Some(2));
    let output = import(&dir, "reviews", "nowhere.jsonl").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("nowhere.jsonl: No such file"));
}
