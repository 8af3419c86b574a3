use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;

use super::super::lines::MAX_LINE;
use super::super::{ReviewRow, Row};
use super::*;

fn records(bytes: impl Into<Vec<u8>>, name: &str) -> Records {
    Records::new(Cursor::new(bytes.into()), name).unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// The line numbers and what became of them.
fn outcome<T: Row>(records: &mut Records) -> Vec<(u64, Result<T, Reason>)> {
    let format = records.format().clone();
    records.map(|record| (record.line, format.read(&record))).collect()
}

/// Numbers, and `id text` or the reason.
fn read(bytes: impl Into<Vec<u8>>, name: &str) -> Vec<(u64, Result<String, Reason>)> {
    let said = |row: ReviewRow| format!("{} {}", row.id.0, row.text.unwrap_or_default());
    outcome(&mut records(bytes, name)).into_iter().map(|(line, row)| (line, row.map(said))).collect()
}

fn ok(line: u64, said: &str) -> (u64, Result<String, Reason>) {
    (line, Ok(said.to_owned()))
}

#[test]
fn a_bad_line_does_not_stop_the_others() {
    let mut file = b"{\"id\":1,\"text\":\"a\"}\r\n\n   \n{broken\n{\"id\":\"".to_vec();
    file.extend(b"\xFF\xFE\"}\n{\"id\":3,\"te\0xt\":\"\"}\n{\"id\":4,\"text\":\"\xd1\x91\"}"); // the last without an end
    assert_eq!(
        read(file, "reviews"),
        [
            ok(1, "1 a"),
            (4, Err(Reason::NotJson { at: 2 })),
            (5, Err(Reason::NotUtf8 { at: 8 })),
            (6, Err(Reason::Nul)),
            ok(7, "4 ё"),
        ]
    );
}

#[test]
fn a_line_of_ten_megabytes_is_skipped_and_not_held() {
    let long = format!("{{\"id\":2,\"text\":\"{}\"}}", "x".repeat(10 << 20));
    let file = format!("{{\"id\":1}}\n{long}\n{{\"id\":3}}\n");
    for bytes in [file.clone().into_bytes(), gzip(file.as_bytes())] {
        let got: Vec<_> = records(bytes, "f.jsonl").collect();
        assert_eq!(got.iter().map(|record| record.line).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(got[1].broken, Some(Reason::TooLong));
        assert!(got[1].bytes.starts_with(b"{\"id\":2") && got[1].bytes.capacity() < 100_000);
    }
}

#[test]
fn a_line_of_exactly_a_mebibyte_is_read() {
    for (extra, taken) in [(0, true), (1, false)] {
        let text = "x".repeat(MAX_LINE + extra - 18);
        let line = format!("{{\"id\":1,\"text\":\"{text}\"}}");
        assert_eq!(line.len(), MAX_LINE + extra);
        let got = read(format!("{line}\n{{\"id\":2}}"), "f");
        assert_eq!((got[0].1.is_ok(), got[1].clone()), (taken, ok(2, "2 ")));
    }
}

#[test]
fn a_file_is_known_by_its_content_and_gzip_by_its_first_bytes() {
    let json = "\u{feff}{\"id\":1,\"text\":\"a\"}\n";
    let table = "\u{feff}ID;Text;Прочее\n1;a;b\n";
    for name in ["reviews", "reviews.gz"] {
        assert_eq!(read(json, name), [ok(1, "1 a")]);
        assert_eq!(read(table, name), [ok(2, "1 a")]);
        assert_eq!(read(gzip(json.as_bytes()), name), [ok(1, "1 a")]);
        assert_eq!(read(gzip(table.as_bytes()), name), [ok(2, "1 a")]);
    }
    assert_eq!(read("garbage\n{\"id\":1}", "r.jsonl.gz")[1], ok(2, "1 "), "the name helps where the content misleads");
}

#[test]
fn several_gzip_files_put_together_are_read_as_one() {
    let file = [gzip(b"{\"id\":1}\n"), gzip(b"{\"id\":2}\n")].concat();
    assert_eq!(read(file, "f"), [ok(1, "1 "), ok(2, "2 ")]);
}

#[test]
fn of_a_broken_off_gzip_everything_that_came_is_kept_and_the_end_is_told() {
    let line = |n: u32| format!("{{\"id\":{n},\"text\":\"{}\"}}\n", n * 7919 % 5003);
    let file = (0..5_000).map(line).collect::<Vec<_>>().concat();
    let whole = gzip(file.as_bytes());
    let mut records = records(&whole[..whole.len() / 2], "f.gz");
    let rows = outcome::<ReviewRow>(&mut records);
    let trouble = records.trouble().expect("the file is cut");
    let good = rows.iter().filter(|(_, row)| row.is_ok()).count() as u64;
    assert!(good > 1_000 && good == trouble.line, "{good} of {}", trouble.line);
    assert!(rows.iter().skip(usize::try_from(good).unwrap()).all(|(_, row)| row == &Err(Reason::Cut)));
    assert_eq!(trouble.error.kind(), io::ErrorKind::UnexpectedEof);
}

#[test]
fn a_table_is_read_by_its_header() {
    let table = "id,text,rating,sku,лишнее\n\
                 1,\"многo\n\nстрок, и запятая\",5,,x\n\
                 2,\"он сказал \"\"да\"\"\",4.0,7\n\
                 3,5\" экран,,\n\
                 4,a,b,c,d,e\n\
                 5,a,пять,,\n";
    let got = read(table, "f.csv");
    assert_eq!(got[..3], [ok(2, "1 многo\n\nстрок, и запятая"), ok(5, "2 он сказал \"да\""), ok(6, "3 5\" экран")]);
    assert_eq!(got[3], (7, Err(Reason::Cells { header: 5, got: 6 })));
    assert!(matches!(got[4], (8, Err(Reason::Type { field: "rating", .. }))));
}

#[test]
fn a_quote_that_is_never_closed_costs_its_own_line_only() {
    let table = "id,text\n1,\"open\n2,b\n\n3,c\n4,\"a \"\"b\"\" c\"\n";
    let got = read(table, "f.csv");
    assert_eq!(got, [(2, Err(Reason::QuoteOpen)), ok(3, "2 b"), ok(5, "3 c"), ok(6, "4 a \"b\" c")]);
}

#[test]
fn a_table_without_the_column_that_matters_says_so_at_once() {
    let lacks = |table: &str| records(table, "f.csv").format().lacks::<ReviewRow>();
    assert_eq!(lacks("text,rating\n"), Some("id"));
    assert_eq!(lacks("text,rating, ID \n"), None);
    assert_eq!(records("{}", "f").format().lacks::<ReviewRow>(), None);
}

#[test]
fn what_cannot_be_read_at_all_is_said_before_anything_is_done() {
    let open = |bytes: &[u8]| Records::new(Cursor::new(bytes.to_vec()), "f").err();
    assert!(matches!(open(b""), Some(OpenError::Empty)));
    assert!(matches!(open(b"\n \n"), Some(OpenError::Empty)));
    assert!(matches!(open(b"[{\"id\":1}]"), Some(OpenError::Array)));
    assert!(matches!(open(b"id;\xFF\n1;2"), Some(OpenError::Header(Reason::NotUtf8 { at: 4 }))));
    assert!(matches!(Records::open(Path::new("/nowhere/at/all")).err(), Some(OpenError::Io(_))));
    assert!(matches!(open(&gzip(b"{}")[..6]), Some(OpenError::Io(_))));
}

#[test]
fn the_progress_counts_the_bytes_of_the_file() {
    let file = gzip("{\"id\":1}\n".repeat(10_000).as_bytes());
    let mut records = records(&*file, "f.gz");
    let progress = records.progress();
    assert_eq!(records.by_ref().count(), 10_000);
    assert_eq!(progress.load(Ordering::Relaxed), file.len() as u64);
}

proptest! {
    /// Whatever a file holds, reading it comes to an end, and no line is given twice or out of order.
    #[test]
    fn any_bytes_are_read_to_their_end(
        bytes in prop_oneof![
            prop::collection::vec(any::<u8>(), 1..400),
            "[\"{},;:a0\n\r \\[\\]\u{0}]{1,300}".prop_map(String::into_bytes),
        ],
        zip in any::<bool>(), cut in any::<prop::sample::Index>(),
    ) {
        let mut file = if zip { gzip(&bytes) } else { bytes };
        file.truncate(cut.index(file.len()) + 1);
        if let Ok(mut records) = Records::new(Cursor::new(file), "f") {
            let rows = outcome::<ReviewRow>(&mut records);
            prop_assert!(rows.windows(2).all(|pair| pair[0].0 < pair[1].0));
        }
    }

    /// Good lines among any others are all found.
    #[test]
    fn no_good_line_is_lost_among_bad_ones(lines in prop::collection::vec("[^\n\"]{0,40}", 0..30)) {
        let mut file = vec!["{\"id\":0}".to_owned()];
        for (n, line) in lines.iter().enumerate() {
            file.extend([line.clone(), format!("{{\"id\":\"good\",\"text\":\"{n}\"}}")]);
        }
        let file = file.join("\n");
        let good = read(file, "f.jsonl").into_iter().filter(|(_, row)| row.as_ref().is_ok_and(|r| r.starts_with("good")));
        prop_assert_eq!(good.count(), lines.len());
    }

    /// A table written by the csv crate is read as it was written.
    #[test]
    fn a_table_of_any_texts_is_read_back(texts in prop::collection::vec("[^\u{0}]{0,30}", 1..20)) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["id", "text"]).unwrap();
        for (n, text) in texts.iter().enumerate() {
            writer.write_record([&n.to_string(), text]).unwrap();
        }
        let got = read(writer.into_inner().unwrap(), "f.csv");
        // Line breaks inside cells come back as they are but for \r\n, whose \r belongs to the end of the line.
        let want: Vec<_> = texts.iter().enumerate().map(|(n, text)| format!("{n} {}", text.replace("\r\n", "\n"))).collect();
        let got: Vec<_> = got.into_iter().map(|(_, row)| row.unwrap()).collect();
        prop_assert_eq!(got, want);
    }
}
