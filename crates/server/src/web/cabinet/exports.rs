//! A list as a file to download: asked for, collected in the background, taken away.

use app::{CanRead, commands, queries};
use askama::Template;
use axum::body::Body;
use axum::extract::{Form, Path, RawQuery};
use axum::http::header;
use axum::response::IntoResponse;
use domain::Code;
use domain::exports::{ExportState as State, Format};
use serde::Deserialize;
use tokio_util::io::ReaderStream;

use super::list_view::to_u64;
use super::questions_query::QuestionsQuery;
use crate::web::{
    convert, icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::Blank,
    query,
    respond::{Page, html, own_path, see},
    visit::Visit,
    words::Words,
};

/// `/questions/export` and `/exports/{id}`
#[derive(Debug, Template)]
#[template(path = "cabinet/export.html")]
pub struct ExportPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The list.
    pub back_href: String,
    /// How far it has come.
    pub state: ExportState,
    /// What stands there when it failed.
    pub blank: Blank,
}

/// How far a file has come.
#[derive(Clone, Debug)]
pub enum ExportState {
    /// It can be asked for.
    Asked {
        /// Where the form is sent.
        action: String,
    },
    /// It is being collected.
    Running {
        /// Rows so far.
        done: u64,
        /// Rows in all; 0 while they are being counted.
        total: u64,
    },
    /// It can be taken away.
    Ready {
        /// Where.
        href: String,
        /// Its rows.
        rows: u64,
        /// "1,4 МБ"
        size: String,
    },
    /// It could not be made.
    Failed,
}

impl ExportPage {
    /// What stands there when the file could not be made.
    pub fn broken(w: &Words) -> Blank {
        Blank {
            icon: icons::WARNING,
            title: w.exports.failed.into(),
            text: w.exports.failed_text.into(),
            action: Some(("/questions/export".into(), w.exports.again.into())),
        }
    }

    /// The page's heading.
    pub fn heading(&self) -> &'static str {
        match self.state {
            ExportState::Asked { .. } | ExportState::Failed => self.w.exports.title,
            ExportState::Running { .. } => self.w.exports.preparing,
            ExportState::Ready { .. } => self.w.exports.ready,
        }
    }

    /// The part that is collected, in per cent.
    pub fn share(&self) -> u64 {
        match self.state {
            ExportState::Running { done, total } => done * 100 / total.max(1),
            _ => 0,
        }
    }
}

async fn page(visit: &Visit, back: &str, state: ExportState) -> Page {
    let w = visit.w();
    let shell = visit.cabinet(Tab::Reviews, w.exports.title).await?;
    html(&ExportPage { w, shell, back_href: back.to_owned(), state, blank: ExportPage::broken(w) })
}

/// Offers the kinds of files for the list of this address.
pub async fn ask(visit: Visit, RawQuery(query): RawQuery) -> Page {
    visit.staff::<CanRead>()?;
    let asked = QuestionsQuery::parse(&query.unwrap_or_default());
    let action = asked.href("/questions/export");
    page(&visit, &asked.href("/questions"), ExportState::Asked { action }).await
}

/// A kind of file.
#[derive(Debug, Deserialize)]
pub struct FormatForm {
    format: String,
}

/// Begins to collect the list of this address.
pub async fn begin(visit: Visit, RawQuery(query): RawQuery, Form(form): Form<FormatForm>) -> Page {
    let staff = visit.staff::<CanRead>()?;
    let asked = QuestionsQuery::parse(&query.unwrap_or_default());
    let format = Format::parse(&form.format).ok_or(Code::FieldInvalid)?;
    let filter = asked.filter(staff.seller(), visit.now());
    let id = commands::exports::start(&visit.app, &staff, &filter, format, visit.look.lang).await?;
    Ok(see(&query::address(&format!("/exports/{id}"), [("back", asked.href("/questions"))])))
}

/// How far a file has come.
pub async fn progress(visit: Visit, Path(id): Path<String>) -> Page {
    let staff = visit.staff::<CanRead>()?;
    let export = queries::exports::one(&visit.app, &staff, &id).await?;
    let (done, total) = (to_u64(export.done), to_u64(export.total));
    let state = match export.state {
        State::Running => ExportState::Running { done, total },
        State::Ready => ExportState::Ready {
            href: format!("/exports/{id}/file"),
            rows: done,
            size: size(visit.w(), to_u64(export.bytes)),
        },
        State::Failed => ExportState::Failed,
    };
    let asked = query::pairs(visit.uri.query().unwrap_or_default());
    let back = asked.iter().find(|(name, _)| name == "back").map_or("", |(_, back)| back);
    page(&visit, own_path(back, "/questions"), state).await
}

/// "1,4 МБ"
fn size(w: &Words, bytes: u64) -> String {
    let (tenths, unit) = if bytes < 1_000_000 {
        (bytes.div_ceil(100), w.exports.kilobytes)
    } else {
        (bytes / 100_000, w.exports.megabytes)
    };
    format!("{}\u{a0}{unit}", convert::decimal(w.lang, tenths))
}

/// The file itself, sent as it is read.
pub async fn file(visit: Visit, Path(id): Path<String>) -> Page {
    let opened = queries::exports::open(&visit.app, &visit.staff::<CanRead>()?, &id).await?;
    let (format, asked_at) = (opened.export.format, opened.export.created_at.to_string());
    let day: String = asked_at.chars().take(10).collect();
    let name = format!("attachment; filename=\"otklik-questions-{day}.{}\"", format.as_str());
    let headers = [
        (header::CONTENT_TYPE, format.content_type().to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CONTENT_LENGTH, opened.len.to_string()),
    ];
    Ok((headers, Body::from_stream(ReaderStream::new(opened.file))).into_response())
}
