//! The list of questions as a file.

use std::time::Duration;

use app::commands::exports as making;
use app::commands::import::{self, NewQuestion, NewQuestionAnswer};
use app::queries::exports::{self, Export, Opened};
use app::queries::questions::{Filter, Words};
use app::{CanRead, Failure, SellerStaff};
use calamine::{Data, Reader, Xlsx};
use domain::exports::{ExportState, Format};
use domain::questions::{AuthorKind, Stage};
use domain::text::Query;
use domain::{Lang, PersonId, SellerId, Timestamp};
use tokio::io::AsyncReadExt;

use crate::support::*;

async fn reader(site: &Site, person: PersonId, shop: SellerId) -> SellerStaff<CanRead> {
    let link = app::commands::people::link(&site.app, person, std::time::Duration::from_secs(60)).await.unwrap();
    let token = app::commands::people::sign_in(&site.app, &link).await.unwrap();
    let person = app::queries::people::by_session(&site.app, &token).await.unwrap().unwrap();
    person.member(Some(shop)).unwrap().with().unwrap()
}

fn question(number: i64, text: &str, answer: Option<&str>) -> NewQuestion {
    // Never at a midnight sharp: an import takes that for a bare date.
    let at = Timestamp::parse("2026-03-01T09:30:01Z").unwrap();
    let asked_at = Timestamp(at.0 + number * 60_000_000);
    NewQuestion {
        key: format!("q{number}"),
        sku: PLAID,
        product_name: Some("Плед".into()),
        buyer: None,
        buyer_name: "Ольга".into(),
        text: text.into(),
        asked_at,
        stage: Stage::New,
        same: number,
        answers: answer
            .map(|text| NewQuestionAnswer {
                author: AuthorKind::Seller,
                author_id: None,
                author_name: "Тёплый дом".into(),
                text: text.into(),
                at: Timestamp(asked_at.0 + 3_600_000_000),
                useful: 0,
            })
            .into_iter()
            .collect(),
    }
}

async fn asked(site: &Site, questions: Vec<NewQuestion>) {
    import::questions(&site.app, HOME, questions).await.unwrap();
}

/// Lets the worker make a file, and waits until it is told that it is made.
async fn made(site: &Site, staff: &SellerStaff<CanRead>, id: &str) -> Export {
    let mut signals = site.app.signals();
    site.work().await;
    loop {
        let export = exports::one(&site.app, staff, id).await.unwrap();
        if export.state != ExportState::Running {
            return export;
        }
        // A try that failed is made again after a pause, which only a clock that moves brings to its end.
        if tokio::time::timeout(Duration::from_secs(2), signals.recv()).await.is_err() {
            site.wait(6);
            site.work().await;
        }
    }
}

async fn bytes(site: &Site, staff: &SellerStaff<CanRead>, id: &str) -> Vec<u8> {
    let Opened { mut file, len, export } = exports::open(&site.app, staff, id).await.unwrap();
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).await.unwrap();
    assert_eq!((bytes.len() as u64, u64::try_from(export.bytes).unwrap()), (len, len));
    bytes
}

fn code(failure: Failure) -> &'static str {
    match failure {
        Failure::Refusal(refusal) => refusal.code.as_str(),
        Failure::Fault(fault) => panic!("{}", fault.cause()),
    }
}

/// The records of a CSV behind the mark of its encoding.
fn records(bytes: &[u8], separator: u8) -> Vec<Vec<String>> {
    let text = bytes.strip_prefix("\u{FEFF}".as_bytes()).expect("Excel needs the mark to read Russian");
    let mut csv = csv::ReaderBuilder::new().has_headers(false).delimiter(separator).from_reader(text);
    csv.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[rstest::rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_shop_takes_all_its_questions_along_however_many(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    asked(&site, (1..=1_203).map(|n| question(n, &format!("Вопрос номер {n}?"), None)).collect()).await;
    let anna = reader(&site, ANNA, HOME).await;
    let id = making::start(&site.app, &anna, &Filter::default(), Format::Csv, Lang::En).await.unwrap();
    let waiting = exports::one(&site.app, &anna, &id).await.unwrap();
    assert_eq!((waiting.state, waiting.done), (ExportState::Running, 0));
    assert_eq!(code(exports::open(&site.app, &anna, &id).await.unwrap_err()), "export_not_ready");

    let ready = made(&site, &anna, &id).await;
    assert_eq!((ready.state, ready.done, ready.total), (ExportState::Ready, 1_203, 1_203));
    let records = records(&bytes(&site, &anna, &id).await, b',');
    assert_eq!(records.len(), 1_204);
    assert_eq!(records[0][5], "Question");
    let texts: Vec<_> = records[1..].iter().map(|record| record[5].clone()).collect();
    let newest_first: Vec<_> = (1..=1_203).rev().map(|n| format!("Вопрос номер {n}?")).collect();
    assert!(texts == newest_first, "each once, the newest first");
    assert_eq!(exports::list(&site.app, &anna).await.unwrap(), [ready]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_csv_opens_in_russian_excel_and_runs_no_formula_that_a_buyer_wrote() {
    let site = Site::start(Sqlite).await;
    let formula = "=HYPERLINK(\"http://x\";\"Подарок\")";
    asked(&site, vec![question(1, formula, Some("+7 — это не формула;\nточно")), question(2, "Тёплый ли плед?", None)])
        .await;
    let anna = reader(&site, ANNA, HOME).await;
    let id = making::start(&site.app, &anna, &Filter::default(), Format::Csv, Lang::Ru).await.unwrap();
    made(&site, &anna, &id).await;
    let records = records(&bytes(&site, &anna, &id).await, b';');
    assert_eq!(records[0][..4], ["Когда задан", "Состояние", "Товар", "SKU"]);
    assert_eq!(records[1][..2], ["2026-03-01 12:32", "Новый"], "by the clocks of Moscow");
    assert_eq!(records[1][3], "9007199254740993");
    assert_eq!(records[2][5], format!("'{formula}"));
    assert_eq!(records[2][7], "'+7 — это не формула;\nточно");
    assert_eq!(records[2][8], "2026-03-01 13:31");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workbook_keeps_dates_as_dates_numbers_as_numbers_and_a_sku_to_its_last_digit() {
    let site = Site::start(Sqlite).await;
    asked(&site, vec![question(1, "-Плед колется?", Some("Нет, не колется.")), question(2, "Есть ли серый?", None)])
        .await;
    let anna = reader(&site, ANNA, HOME).await;
    let id = making::start(&site.app, &anna, &Filter::default(), Format::Xlsx, Lang::Ru).await.unwrap();
    let ready = made(&site, &anna, &id).await;
    assert_eq!((ready.state, ready.done), (ExportState::Ready, 2));
    let mut book: Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(bytes(&site, &anna, &id).await)).unwrap();
    let sheet = book.worksheet_range("Вопросы").unwrap();
    let rows: Vec<&[Data]> = sheet.rows().collect();
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[0][5], Data::String("Вопрос".into()));
    assert!(matches!(rows[1][0], Data::DateTime(_)), "{:?}", rows[1][0]);
    assert_eq!(rows[1][3], Data::String("9007199254740993".into()));
    assert_eq!(rows[1][6], Data::Float(2.0));
    assert_eq!(rows[1][7], Data::Empty);
    assert_eq!(rows[2][5], Data::String("'-Плед колется?".into()));
    assert_eq!(rows[2][7], Data::String("Нет, не колется.".into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_has_what_the_list_showed_and_no_more() {
    let site = Site::start(Sqlite).await;
    let all = vec![
        question(1, "Плед колется?", None),
        question(2, "Колется ли плед у ребёнка?", Some("Нет.")),
        question(3, "Какой размер?", None),
    ];
    asked(&site, all).await;
    let anna = reader(&site, ANNA, HOME).await;
    let query = Query::parse("колется");
    let words = Words { fts5: query.to_fts5(HOME).unwrap(), tsquery: query.to_tsquery(HOME).unwrap() };
    let filter = Filter { stages: vec![Stage::New], words: Some(words), ..Filter::default() };
    let id = making::start(&site.app, &anna, &filter, Format::Csv, Lang::En).await.unwrap();
    let ready = made(&site, &anna, &id).await;
    assert_eq!((ready.done, ready.total), (1, 1));
    assert_eq!(records(&bytes(&site, &anna, &id).await, b',')[1][5], "Плед колется?");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_neither_sees_nor_opens_a_file() {
    let site = Site::start(Sqlite).await;
    let (anna, stepan) = (reader(&site, ANNA, HOME).await, reader(&site, STEPAN, NEIGHBOUR).await);
    let id = making::start(&site.app, &anna, &Filter::default(), Format::Csv, Lang::Ru).await.unwrap();
    made(&site, &anna, &id).await;
    assert_eq!(code(exports::one(&site.app, &stepan, &id).await.unwrap_err()), "export_not_found");
    assert_eq!(code(exports::open(&site.app, &stepan, &id).await.unwrap_err()), "export_not_found");
    assert_eq!(exports::list(&site.app, &stepan).await.unwrap(), []);
    assert_eq!(code(exports::one(&site.app, &anna, "../../etc/passwd").await.unwrap_err()), "export_not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shop_makes_three_files_at_once_and_no_more() {
    let site = Site::start(Sqlite).await;
    let anna = reader(&site, ANNA, HOME).await;
    let all = Filter::default();
    let begin = || making::start(&site.app, &anna, &all, Format::Csv, Lang::Ru);
    let first = begin().await.unwrap();
    begin().await.unwrap();
    begin().await.unwrap();
    assert_eq!(code(begin().await.unwrap_err()), "exports_running");
    made(&site, &anna, &first).await;
    begin().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_cannot_be_written_is_tried_three_times_and_then_said_to_have_failed() {
    let site = Site::start(Sqlite).await;
    let anna = reader(&site, ANNA, HOME).await;
    // Where the folder should be there is a file.
    let folder = site.media().join("exports");
    std::fs::write(&folder, b"").unwrap();
    let id = making::start(&site.app, &anna, &Filter::default(), Format::Csv, Lang::Ru).await.unwrap();
    let failed = loop {
        site.work().await;
        let export = exports::one(&site.app, &anna, &id).await.unwrap();
        if export.state != ExportState::Running {
            break export;
        }
        site.wait(5);
        tokio::task::yield_now().await;
    };
    assert_eq!((failed.state, failed.bytes), (ExportState::Failed, 0));
    assert_eq!(code(exports::open(&site.app, &anna, &id).await.unwrap_err()), "export_not_found");

    std::fs::remove_file(&folder).unwrap();
    let id = making::start(&site.app, &anna, &Filter::default(), Format::Csv, Lang::Ru).await.unwrap();
    assert_eq!(made(&site, &anna, &id).await.state, ExportState::Ready);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_gone_after_a_week() {
    let site = Site::start(Sqlite).await;
    let anna = reader(&site, ANNA, HOME).await;
    let id = making::start(&site.app, &anna, &Filter::default(), Format::Csv, Lang::Ru).await.unwrap();
    made(&site, &anna, &id).await;
    let file = site.media().join(format!("exports/{id}.csv"));
    assert!(file.exists());
    site.wait(7 * 24 * 3600 - 60);
    app::commands::exports::tidy(&site.app).await.unwrap();
    assert!(file.exists());
    site.wait(120);
    app::commands::exports::tidy(&site.app).await.unwrap();
    assert!(!file.exists());
    assert_eq!(code(exports::one(&site.app, &anna, &id).await.unwrap_err()), "export_not_found");
}

#[rstest::rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_was_being_made_when_the_power_went_is_made_anew(#[values(Sqlite, Postgres)] engine: Engine) {
    let site = Site::start(engine).await;
    asked(&site, (1..=1_203).map(|n| question(n, &format!("Вопрос номер {n}?"), None)).collect()).await;
    let anna = reader(&site, ANNA, HOME).await;
    let id = making::start(&site.app, &anna, &Filter::default(), Format::Csv, Lang::En).await.unwrap();
    let mut signals = site.app.signals();
    site.work().await;
    signals.recv().await.unwrap();

    let site = site.killed_and_started().await;
    let anna = reader(&site, ANNA, HOME).await;
    site.wait(61);
    let ready = made(&site, &anna, &id).await;
    assert_eq!((ready.state, ready.done), (ExportState::Ready, 1_203));
    assert_eq!(records(&bytes(&site, &anna, &id).await, b',').len(), 1_204);
}
