//! `/promotions/requests`: buyers who ask for a lower price.

use app::CanRead;
use app::queries::discount_requests::{self as queries, Row, Start, Tab as List};
use askama::Template;
use axum::extract::Query;
use domain::RequestId;
use domain::promotions::requests::{RequestState, StandingRule};
use serde::Deserialize;

use super::request_view::{RequestRow, percent};
use crate::web::icons;
use crate::web::layout::{Shell, Surface, Tab, Theme};
use crate::web::parts::{Blank, Chip};
use crate::web::respond::{Page, WebError, html};
use crate::web::visit::Visit;
use crate::web::words::Words;

/// Requests on one page.
const PAGE: i64 = 30;

/// `/promotions/requests`
#[derive(Debug, Template)]
#[template(path = "cabinet/requests.html")]
pub struct RequestsPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The lists, the open one on.
    pub tabs: Vec<Chip>,
    /// The requests, newest first.
    pub rows: Vec<RequestRow>,
    /// The next page.
    pub next: Option<String>,
    /// What stands there when there are none.
    pub blank: Option<Blank>,
    /// What is granted without anybody looking.
    pub standing: StandingForm,
}

/// The shop's standing rule as a form.
#[derive(Clone, Debug, Default)]
pub struct StandingForm {
    /// It may be changed.
    pub editable: bool,
    /// What it says now.
    pub said: String,
    /// It is on.
    pub on: bool,
    /// The discount, in percent.
    pub percent: String,
    /// Pieces.
    pub pieces: String,
    /// Hours.
    pub hours: String,
    /// The version that is before the reader's eyes.
    pub version: i64,
    /// Why it was refused.
    pub error: Option<String>,
}

/// What a list is asked with.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    tab: String,
    after: Option<i64>,
}

fn list(name: &str) -> List {
    match name {
        "granted" => List::Granted,
        "over" => List::Over,
        _ => List::Waiting,
    }
}

/// Shows a list of requests.
pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Page {
    html(&page(&visit, &asked, None).await?)
}

/// The page, perhaps with a rule that was refused.
pub async fn page(visit: &Visit, asked: &Asked, refused: Option<StandingForm>) -> Result<RequestsPage, WebError> {
    let (staff, w) = (visit.staff::<CanRead>()?, visit.w());
    let (tab, start) = (list(&asked.tab), Start { after: asked.after.map(RequestId), skip: 0 });
    let found = queries::list(&visit.app, &staff, tab.states(), start, PAGE).await?;
    let counts = queries::counts(&visit.app, &staff).await?;
    let (rule, version) = queries::standing(&visit.app, &staff).await?;
    let rows: Vec<_> = found.rows.iter().map(|row: &Row| RequestRow::new(w, row, visit.now())).collect();
    let blank = rows.is_empty().then(|| Blank {
        icon: icons::INBOX,
        title: w.requests.none.into(),
        text: w.requests.none_text.into(),
        action: None,
    });
    let editable = staff.may(domain::people::Permission::Promote);
    let name = if asked.tab.is_empty() { "waiting" } else { &asked.tab };
    Ok(RequestsPage {
        w,
        shell: visit.cabinet(Tab::Promotions, w.requests.title).await?.described(w.requests.description),
        tabs: tabs(w, tab, &counts),
        rows,
        next: found.next.map(|id| format!("/promotions/requests?tab={name}&after={id}")),
        blank,
        standing: refused.unwrap_or_else(|| StandingForm::new(w, rule, version, editable)),
    })
}

fn tabs(w: &Words, open: List, counts: &[(RequestState, i64)]) -> Vec<Chip> {
    let count = |tab: List| -> i64 {
        counts.iter().filter(|(state, _)| tab.states().contains(state)).map(|(_, count)| count).sum()
    };
    let all = [
        (List::Waiting, "waiting", w.requests.waiting),
        (List::Granted, "granted", w.requests.granted),
        (List::Over, "over", w.requests.over),
    ];
    let chip = |(tab, name, label): (List, &str, &str)| Chip {
        label: label.to_owned(),
        count: Some(count(tab).to_string()),
        href: format!("/promotions/requests?tab={name}"),
        on: tab == open,
    };
    all.into_iter().map(chip).collect()
}

impl StandingForm {
    fn new(w: &Words, rule: Option<StandingRule>, version: i64, editable: bool) -> Self {
        let said = match rule {
            Some(rule) => w.requests.standing_on.put2(percent(rule.percent), rule.pieces),
            None => w.requests.standing_off.to_owned(),
        };
        Self {
            editable,
            said,
            on: rule.is_some(),
            percent: rule.map_or_else(|| "10".to_owned(), |rule| percent(rule.percent)),
            pieces: rule.map_or(1, |rule| rule.pieces).to_string(),
            hours: rule.map_or(72, |rule| rule.hours).to_string(),
            version,
            error: None,
        }
    }
}
