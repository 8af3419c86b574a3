//! `/menu/receipts`: the shop's own chain of verdicts, to read about and to download.

use app::queries::moderation::{self, Receipt};
use app::{CanRead, SellerStaff};
use askama::Template;
use axum::http::header;
use axum::response::IntoResponse;

use crate::receipts::{self, JSONL};
use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::Blank,
    respond::{Page, html},
    visit::Visit,
    words::{When, Words, when},
};

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

/// The whole chain, sent as it is read.
pub async fn download(visit: Visit) -> Page {
    let staff = visit.staff::<CanRead>()?;
    let name = format!("attachment; filename=\"{}\"", file_name(&staff));
    let headers = [(header::CONTENT_TYPE, JSONL.to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, receipts::file(visit.app.clone(), staff).await?).into_response())
}
