//! The pages on which cases are decided.

use app::Moderator;
use app::commands::moderation::desk as cases;
use app::queries::moderation::{self as known, Case};
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use domain::moderation::Decision;
use domain::{CaseId, SellerId};
use serde::Deserialize;

use super::asked::{Asked, PATH, case_of, case_path};
use super::case::{CaseView, Hold};
use super::case_view::Desk;
use super::decide::Place;
use super::offer::Redo;
use super::queue::{self, QueueRow};
use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme, Toast},
    parts::Blank,
    respond::{Page, WebError, see, with_status},
    visit::{Fragment, Visit},
    words::Words,
};

/// `/desk/moderation` and `/desk/moderation/cases/{seller}/{id}`
#[derive(Debug, Template)]
#[template(path = "desk/moderation.html")]
pub struct ModerationPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// Everything that changes from case to case.
    pub m: Moderating,
}

/// Only what changes from case to case, for an in-place swap (`X-Fragment: detail`).
#[derive(Debug, Template)]
#[template(path = "desk/moderation_fragment.html")]
pub struct ModerationFragment {
    /// The words.
    pub w: &'static Words,
    /// Everything that changes.
    pub m: Moderating,
    /// What is said once.
    pub said: Option<Toast>,
}

/// What changes from case to case.
#[derive(Clone, Debug)]
pub struct Moderating {
    /// The queues.
    pub queues: Vec<QueueRow>,
    /// The reader's figures today.
    pub figures: Figures,
    /// The case that is open.
    pub case: Option<CaseView>,
    /// What stands there when there is none.
    pub blank: Option<Blank>,
    /// The verdict of a moment ago that can still be taken back.
    pub undo: Option<Undo>,
    /// The case was lost while it was being decided: why.
    pub lost: Option<String>,
}

/// What somebody has done today.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Decisions within the last 24 hours.
    pub day: u64,
    /// Decisions within the last hour.
    pub hour: u64,
}

/// Verdicts that can still be taken back.
#[derive(Clone, Debug)]
pub struct Undo {
    /// Where.
    pub action: String,
    /// Which cases: `1001/019e…`.
    pub cases: Vec<String>,
    /// "Опубликуем через 10 секунд"
    pub text: String,
    /// Seconds left.
    pub seconds: i64,
}

/// The next case of a queue.
pub async fn next(visit: Visit, Query(asked): Query<Asked>) -> Page {
    let place = match visit.person()?.desk()?.moderator() {
        Ok(moderator) => cases::claim(&visit.app, &moderator, asked.source()).await?,
        Err(_) => None,
    };
    show(&visit, &asked, Shown { place, ..Shown::default() }, StatusCode::OK).await
}

/// One case, whoever has it.
pub async fn one(visit: Visit, Path((seller, id)): Place, Query(asked): Query<Asked>) -> Page {
    let place = Some(case_of(&seller, &id)?);
    show(&visit, &asked, Shown { place, ..Shown::default() }, StatusCode::OK).await
}

/// A number that is looked for.
#[derive(Debug, Deserialize)]
pub struct Sought {
    /// The case's number.
    #[serde(default)]
    id: String,
}

/// Leads to the case with a number.
pub async fn find(visit: Visit, Query(sought): Query<Sought>) -> Page {
    visit.person()?.desk()?;
    // A number that was copied may be the whole address.
    let mut parts = sought.id.trim().split(['?', '#']).next().unwrap_or_default().rsplit('/');
    let (id, seller) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let (seller, id) = case_of(seller, id)?;
    Ok(see(&case_path(seller, id)))
}

/// What is shown beside the queues.
#[derive(Debug, Default)]
pub struct Shown {
    /// Which case.
    pub place: Option<(SellerId, CaseId)>,
    /// What was typed and refused.
    pub redo: Redo,
    /// Why the case is no longer the reader's.
    pub lost: Option<String>,
}

/// Draws the queues and a case.
pub async fn show(visit: &Visit, asked: &Asked, shown: Shown, status: StatusCode) -> Page {
    let (w, desk) = (visit.w(), visit.person()?.desk()?);
    let moderator = desk.moderator().ok();
    let (standing, day, reasons) =
        tokio::try_join!(known::queues(&visit.app, &desk), known::day(&visit.app, &desk), known::reasons(&visit.app))?;
    let eyes = Desk { visit, moderator: moderator.as_ref(), reasons: &reasons, asked };
    let case = match shown.place {
        Some((seller, id)) => Some(eyes.view(&known::case(&visit.app, &desk, seller, id).await?, shown.redo)),
        None => None,
    };
    let m = Moderating {
        queues: queue::rows(visit, &standing, Some(&asked.queue)),
        figures: Figures::of(&day),
        blank: case.is_none().then(|| blank(w, moderator.is_some())),
        undo: undo(visit, asked, moderator.as_ref()).await?,
        lost: shown.lost,
        case,
    };
    draw(visit, m, status)
}

fn draw(visit: &Visit, m: Moderating, status: StatusCode) -> Page {
    let w = visit.w();
    if visit.fragment == Some(Fragment::Detail) {
        return with_status(status, &ModerationFragment { w, m, said: visit.toast() });
    }
    let title = m.case.as_ref().map_or(w.desk.moderation, |case| case.title);
    let shell = visit.shell(Surface::Desk, Tab::Moderation, title).described(w.desk.description);
    with_status(status, &ModerationPage { w, shell, m })
}

fn blank(w: &Words, decides: bool) -> Blank {
    let m = &w.moderation;
    let (icon, title, text) = if decides {
        (icons::DONE_ALL, m.empty_title, m.empty_text)
    } else {
        (icons::EYE, m.watch_title, m.watch_text)
    };
    let action = Some(("/desk".to_owned(), m.choose_queue.to_owned()));
    Blank { icon, title: title.into(), text: text.into(), action }
}

impl Figures {
    /// The figures of the last 24 hours.
    pub fn of(day: &known::Day) -> Self {
        let count = |n: i64| u64::try_from(n).unwrap_or(0);
        Self { day: count(day.decided), hour: count(day.hours.last().copied().unwrap_or(0)) }
    }
}

/// The verdicts that were given last, all in one go, while they can be taken back.
async fn undo(visit: &Visit, asked: &Asked, moderator: Option<&Moderator>) -> Result<Option<Undo>, WebError> {
    let Some(moderator) = moderator else { return Ok(None) };
    let decided = known::just_decided(&visit.app, moderator).await?;
    let at = |case: &Case| case.decided.as_ref().map_or(0, |decided| decided.at.0);
    let last = decided.first().map_or(0, at);
    let window = i64::try_from(cases::UNDO_WINDOW.as_micros()).unwrap_or(0);
    let left = last + window - visit.now();
    let together: Vec<&Case> = decided.iter().filter(|case| at(case) == last).collect();
    let Some(decision) = together.first().and_then(|case| case.decided.as_ref()).map(|decided| decided.decision) else {
        return Ok(None);
    };
    Ok((left > 0).then(|| Undo {
        action: asked.at(&format!("{PATH}/undo")),
        cases: together.iter().map(|case| format!("{}/{}", case.seller, case.id)).collect(),
        text: said(visit.w(), decision, together.len()),
        seconds: (left + 999_999) / 1_000_000,
    }))
}

fn said(w: &Words, decision: Decision, count: usize) -> String {
    let m = &w.moderation;
    let text = if decision == Decision::Publish { m.published_soon } else { m.refused_soon };
    if count > 1 { format!("{text}: {}", m.n_cases.count(count as u64)) } else { text.to_owned() }
}
