//! `/desk/safety/rules`: what other rules would have done to what was written, and putting them in force.

use app::Failure;
use app::commands::safety as commands;
use app::queries::chats::StoredWhy;
use app::queries::safety::{self as known, Differs, TRIED_MAX, Trial};
use askama::Template;
use axum::extract::Multipart;
use axum::http::StatusCode;
use domain::fraud::{Judgement, Verdict};
use domain::{Code, Kind, Refusal};

use super::campaigns::{marked, role, standing};
use super::case::Marked;
use super::safety::{self, Section};
use super::safety_guard::verdict;
use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, Chip, Choice},
    respond::{Page, WebError, and_say, html, see, with_status},
    visit::Visit,
    words::{When, Words, when},
};

/// `/desk/safety/rules`
#[derive(Debug, Template)]
#[template(path = "desk/tester.html")]
pub struct TesterPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The pages of safety.
    pub nav: Vec<Chip>,
    /// The version in force.
    pub version: String,
    /// The rules that are tried.
    pub rules: String,
    /// On how many messages.
    pub counts: Vec<Choice>,
    /// Why they cannot be read.
    pub error: Option<String>,
    /// What would change.
    pub outcome: Option<Outcome>,
    /// What stands there when nothing would.
    pub same: Blank,
}

/// What would change.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// "Проверено на 10 000 последних сообщениях"
    pub tried: String,
    /// Their version.
    pub version: String,
    /// Passed so far and would be held or blocked.
    pub stop: u64,
    /// Of those that are shown, the ones in which nobody saw anything so far.
    pub honest: u64,
    /// Stopped so far and would pass.
    pub pass: u64,
    /// As now.
    pub same: u64,
    /// The differences, those that may hit honest people first.
    pub differences: Vec<Difference>,
    /// "Показаны первые 100", where there are more.
    pub more: Option<String>,
}

/// A message on which the rules differ.
#[derive(Clone, Debug)]
pub struct Difference {
    /// The text with what the tried rules see marked.
    pub text: Vec<Marked>,
    /// "Магазин", "Покупатель".
    pub role: &'static str,
    /// When it was sent.
    pub when: Option<When>,
    /// What was decided: tone and words.
    pub now: (&'static str, &'static str),
    /// What would be decided.
    pub then: (&'static str, &'static str),
    /// What would be seen.
    pub labels: Vec<String>,
    /// Nobody saw anything in it so far, and it would be stopped.
    pub honest: bool,
    /// The talk around it.
    pub href: String,
}

/// What stands in place of differences.
pub fn no_difference(w: &Words) -> Blank {
    Blank {
        icon: icons::CHECK,
        title: w.safety.no_difference.into(),
        text: w.safety.no_difference_text.into(),
        action: None,
    }
}

/// On how many messages rules can be tried.
const COUNTS: [i64; 3] = [1_000, 10_000, TRIED_MAX];

/// What was typed or sent.
#[derive(Debug, Default)]
struct Typed {
    rules: String,
    last: i64,
    live: bool,
}

/// The form.
pub async fn ask(visit: Visit) -> Page {
    let typed = Typed { last: COUNTS[1], ..Typed::default() };
    html(&page(&visit, typed, None, None).await?)
}

/// Tries rules, or puts them in force.
pub async fn send(visit: Visit, form: Multipart) -> Page {
    let safety = safety::safety(&visit)?;
    let typed = read(form).await?;
    let done = if typed.live {
        commands::put_in_force(&visit.app, &safety, typed.rules.clone()).await.map(|_| None)
    } else {
        known::try_rules(&visit.app, &safety, &typed.rules, typed.last).await.map(Some)
    };
    match done {
        Ok(None) => Ok(see(&and_say("/desk/safety/guard", "rules-live"))),
        Ok(Some(trial)) => html(&page(&visit, typed, None, Some(&trial)).await?),
        Err(Failure::Refusal(refusal)) if refusal.kind() == Kind::Invalid => {
            let error = Some(visit.tell(&refusal));
            with_status(StatusCode::BAD_REQUEST, &page(&visit, typed, error, None).await?)
        }
        Err(failure) => Err(failure.into()),
    }
}

async fn read(mut form: Multipart) -> Result<Typed, WebError> {
    let unreadable = |_| WebError::from(Refusal::new(Code::FieldInvalid).at("file").with("reason", "multipart"));
    let mut typed = Typed { last: COUNTS[1], ..Typed::default() };
    while let Some(part) = form.next_field().await.map_err(unreadable)? {
        let name = part.name().unwrap_or_default().to_owned();
        let text = part.text().await.map_err(unreadable)?;
        match name.as_str() {
            "rules" => typed.rules = text,
            // A file that was chosen counts; an empty part is a field in which none was.
            "file" if !text.trim().is_empty() => typed.rules = text,
            "last" => typed.last = text.parse().unwrap_or(typed.last),
            "do" => typed.live = text == "live",
            _ => {}
        }
    }
    Ok(typed)
}

async fn page(
    visit: &Visit,
    typed: Typed,
    error: Option<String>,
    trial: Option<&Trial>,
) -> Result<TesterPage, WebError> {
    let (safety, w) = (safety::safety(visit)?, visit.w());
    let guard = known::guard(&visit.app, &safety).await?;
    let count = |n: &i64| {
        Choice::new(n.to_string(), w.safety.n_messages.count(u64::try_from(*n).unwrap_or(0)), *n == typed.last)
    };
    Ok(TesterPage {
        w,
        shell: visit.shell(Surface::Desk, Tab::Safety, w.safety.tester).described(w.safety.description),
        nav: safety::nav(w, Section::Tester),
        version: guard.version.unwrap_or_else(|| w.safety.rules_closed.to_owned()),
        counts: COUNTS.iter().map(count).collect(),
        error,
        outcome: trial.map(|trial| outcome(visit, trial)),
        same: no_difference(w),
        rules: typed.rules,
    })
}

fn outcome(visit: &Visit, trial: &Trial) -> Outcome {
    let s = &visit.w().safety;
    let n = |n: usize| n as u64;
    let mut stop: Vec<_> = trial.would_stop.iter().map(|it| difference(visit, it)).collect();
    stop.sort_by_key(|it| !it.honest);
    let honest = stop.iter().filter(|it| it.honest).count();
    let shown = trial.would_stop.len() + trial.would_pass.len();
    let all = trial.counts.0 + trial.counts.1;
    Outcome {
        tried: s.tried_on.put(s.n_last_messages.count(n(trial.looked))),
        version: trial.version.clone(),
        stop: n(trial.counts.0),
        honest: n(honest),
        pass: n(trial.counts.1),
        same: n(trial.looked.saturating_sub(all)),
        more: (all > shown).then(|| s.more_differences.put(shown)),
        differences: stop.into_iter().chain(trial.would_pass.iter().map(|it| difference(visit, it))).collect(),
    }
}

fn difference(visit: &Visit, differs: &Differs) -> Difference {
    let (w, message, would) = (visit.w(), &differs.message, &differs.would);
    let (text, _) = marked(w, &message.text, &stored(would));
    Difference {
        text,
        role: role(w, message.author),
        when: when(w, message.sent_at.0, visit.now()),
        now: standing(w, message),
        then: verdict(w, would.verdict),
        labels: would.labels().iter().map(|label| label.name(w.lang).to_owned()).collect(),
        honest: message.verdict == Verdict::Allow && would.verdict >= Verdict::Hold,
        href: format!("/desk/safety/messages/{}", message.id),
    }
}

fn stored(would: &Judgement) -> Vec<StoredWhy> {
    let why = would.why.iter();
    why.map(|why| StoredWhy { label: why.label, from: why.span.start, to: why.span.end, rule: why.rule.clone() })
        .collect()
}
