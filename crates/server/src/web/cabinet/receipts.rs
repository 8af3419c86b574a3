//! `/menu/receipts`: the shop's own chain of verdicts, to read about and to download.

use app::queries::moderation::{self, Receipt};
use app::{App, CanRead, Failure, SellerStaff};
use askama::Template;
use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::IntoResponse;
use domain::moderation::receipt::{Kept, file};
use futures::{StreamExt, stream};

use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::Blank,
    respond::{Page, html},
    visit::Visit,
    words::{When, Words, when},
};

/// Records that are read at once.
const PART: i64 = 1_000;

/// `/menu/receipts`
#[derive(Debug, Template)]
#[template(path = "cabinet/receipts.html")]
pub struct ReceiptsPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The chain; absent before the first verdict.
    pub chain: Option<Chain>,
    /// What stands there before the first verdict.
    pub blank: Blank,
}

/// The chain as its shop sees it.
#[derive(Clone, Debug)]
pub struct Chain {
    /// Its records.
    pub count: u64,
    /// When the last was added.
    pub last: Option<When>,
    /// The hash of the last record.
    pub head: String,
    /// The name of the file it is downloaded as.
    pub file: String,
}

impl ReceiptsPage {
    /// What stands there before the first verdict.
    pub fn nothing(w: &Words) -> Blank {
        Blank {
            icon: icons::SHIELD,
            title: w.exports.receipts_none.into(),
            text: w.exports.receipts_none_text.into(),
            action: None,
        }
    }
}

/// Shows what there is of the chain.
pub async fn show(visit: Visit) -> Page {
    let (staff, w) = (visit.staff::<CanRead>()?, visit.w());
    let end = moderation::receipts(&visit.app, &staff, 0, 1).await?.head;
    let chain = match end {
        Some((number, head)) => {
            let last = moderation::receipts(&visit.app, &staff, number - 1, 1).await?.receipts.pop();
            Some(Chain {
                count: u64::try_from(number).unwrap_or(0),
                last: last.and_then(|receipt| when(w, decided_at(&receipt)?, visit.now())),
                head,
                file: file_name(&staff),
            })
        }
        None => None,
    };
    let shell = visit.cabinet(Tab::Menu, w.exports.receipts).await?;
    html(&ReceiptsPage { w, shell, chain, blank: ReceiptsPage::nothing(w) })
}

fn file_name(staff: &SellerStaff<CanRead>) -> String {
    format!("otklik-receipts-{}.jsonl", staff.seller())
}

/// When a record was made, as its line says.
fn decided_at(receipt: &Receipt) -> Option<i64> {
    let line: serde_json::Value = serde_json::from_str(&receipt.body).ok()?;
    line.get("at")?.as_i64()
}

/// The whole chain as [`file`] lays it down, sent as it is read: no chain is too long.
pub async fn download(visit: Visit) -> Page {
    let staff = visit.staff::<CanRead>()?;
    let name = format!("attachment; filename=\"{}\"", file_name(&staff));
    let end = moderation::receipts(&visit.app, &staff, 0, 1).await?.head;
    let head = file::head(staff.seller(), end.as_ref().map(|(number, hash)| (*number, hash.as_str())));
    let end = end.map_or(0, |(number, _)| number);
    let records = stream::try_unfold((visit.app.clone(), staff, 0), move |(app, staff, after)| async move {
        let (lines, last) = part(&app, &staff, after, end).await?;
        Ok::<_, Failure>(last.map(|last| (Bytes::from(lines), (app, staff, last))))
    });
    let lines = stream::once(async { Ok(Bytes::from(head)) }).chain(records);
    let headers = [(header::CONTENT_TYPE, "application/jsonl".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, Body::from_stream(lines)).into_response())
}

/// The lines of the next records up to the end, and the number of the last of them. What is added while the chain is read is
/// left for the next time: the head has been sent.
async fn part(app: &App, staff: &SellerStaff<CanRead>, after: i64, end: i64) -> Result<(String, Option<i64>), Failure> {
    let mut receipts = moderation::receipts(app, staff, after, PART).await?.receipts;
    receipts.retain(|receipt| receipt.number <= end);
    let last = receipts.last().map(|receipt| receipt.number);
    Ok((receipts.iter().map(line).collect(), last))
}

fn line(Receipt { number, body, previous, hash }: &Receipt) -> String {
    file::record(&Kept { number: *number, body, previous, hash })
}
