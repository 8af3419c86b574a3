//! The start of the desk: what waits.

use app::queries;
use askama::Template;

use crate::web::{
    cabinet::review_view::reason,
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::Blank,
    respond::{Page, html},
    visit::Visit,
    words::{Words, age},
};

/// `/desk`
#[derive(Debug, Template)]
#[template(path = "desk/start.html")]
pub struct DeskPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// "5 жалоб"
    pub total: String,
    /// The reports, the longest waiting first.
    pub reports: Vec<ReportCard>,
    /// Events that the worker gave up on: what it was about and what went wrong.
    pub put_aside: Vec<PutAsideRow>,
    /// What stands there when there are none.
    pub blank: Option<Blank>,
}

/// A report that waits.
#[derive(Clone, Debug)]
pub struct ReportCard {
    /// Which seller.
    pub seller: String,
    /// The reason in words.
    pub reason: String,
    /// What the seller wrote.
    pub details: String,
    /// "3 ч"
    pub waiting: String,
    /// The review's id.
    pub review: String,
}

/// An event that the worker gave up on.
#[derive(Clone, Debug)]
pub struct PutAsideRow {
    /// Who gave up.
    pub consumer: String,
    /// The event's number.
    pub event: String,
    /// After how many tries.
    pub attempts: String,
    /// What went wrong the last time.
    pub error: String,
    /// "3 ч"
    pub waiting: String,
}

/// Reports that are shown, at most.
const REPORTS: i64 = 100;

/// Shows what waits.
pub async fn show(visit: Visit) -> Page {
    let (desk, w) = (visit.person()?.desk()?, visit.w());
    let waiting = queries::desk::waiting(&visit.app, &desk, REPORTS).await?;
    let card = |(report, seller): &(queries::desk::Report, String)| ReportCard {
        seller: seller.clone(),
        reason: reason(w, report.reason).to_owned(),
        details: report.text.clone(),
        waiting: age(w, visit.now() - report.at.0),
        review: report.review.to_string(),
    };
    let reports: Vec<_> = waiting.reports.iter().map(card).collect();
    let blank = reports.is_empty().then(|| Blank {
        icon: icons::DONE_ALL,
        title: w.desk.no_reports.into(),
        text: w.desk.no_reports_text.into(),
        action: None,
    });
    let shell = visit.shell(Surface::Desk, Tab::Desk, w.desk.reports).described(w.desk.description);
    let total = w.desk.n_reports.count(reports.len() as u64);
    let row = |letter: &queries::desk::PutAside| PutAsideRow {
        consumer: letter.consumer.clone(),
        event: letter.cursor.seq.to_string(),
        attempts: letter.attempts.to_string(),
        error: letter.error.clone(),
        waiting: age(w, visit.now() - letter.at.0),
    };
    let put_aside = waiting.dead_letters.iter().map(row).collect();
    html(&DeskPage { w, shell, total, reports, put_aside, blank })
}
