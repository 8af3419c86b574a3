//! `/desk/safety/guard`: which rules are in force and what they saw.

use app::queries::safety as known;
use askama::Template;
use domain::chats::FraudKind;
use domain::fraud::{Label, Verdict};

use super::safety::{self, Section};
use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::Chip,
    respond::{Page, html},
    visit::Visit,
    words::{Words, number},
};

/// `/desk/safety/guard`
#[derive(Debug, Template)]
#[template(path = "desk/safety_guard.html")]
pub struct GuardPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The pages of safety.
    pub nav: Vec<Chip>,
    /// The rules cannot be read: everything is held.
    pub closed: bool,
    /// What is known about the rules: name and value.
    pub about: Vec<(&'static str, String)>,
    /// What was blocked, the most frequent first.
    pub labels: Vec<LabelRow>,
    /// What people reported: what happened, how often.
    pub reports: Vec<(String, String)>,
}

/// What the guard blocked of one kind.
#[derive(Clone, Debug)]
pub struct LabelRow {
    /// "Просит код"
    pub label: String,
    /// What follows from it: tone and words.
    pub verdict: (&'static str, &'static str),
    /// How many messages.
    pub seen: u64,
    /// Its share of all, in whole per cent.
    pub percent: u64,
}

/// What a verdict is called: tone and words.
pub const fn verdict(w: &Words, verdict: Verdict) -> (&'static str, &'static str) {
    let s = &w.safety;
    match verdict {
        Verdict::Allow => ("good", s.verdict_allow),
        Verdict::Warn => ("warn", s.verdict_warn),
        Verdict::Hold => ("warn", s.verdict_hold),
        Verdict::Block => ("bad", s.verdict_block),
    }
}

/// Shows the guard in force.
pub async fn show(visit: Visit) -> Page {
    let (safety, w) = (safety::safety(&visit)?, visit.w());
    let guard = known::guard(&visit.app, &safety).await?;
    let s = &w.safety;
    let source = if guard.number == 0 { s.rules_built_in.to_owned() } else { s.rules_set.put(guard.number) };
    let all: i64 = guard.labels.iter().map(|(_, n)| n).sum();
    html(&GuardPage {
        w,
        shell: visit.shell(Surface::Desk, Tab::Safety, s.guard).described(s.description),
        nav: safety::nav(w, Section::Guard),
        closed: guard.version.is_none(),
        about: vec![
            (s.version, guard.version.unwrap_or_else(|| s.rules_closed.to_owned())),
            (s.source, source),
            (s.held_month, number(count(guard.done.0))),
            (s.blocked_month, number(count(guard.done.1))),
        ],
        labels: guard.labels.iter().map(|(code, n)| label(w, code, *n, all)).collect(),
        reports: guard.reports.iter().map(|(code, n)| (reported(w, code), number(count(*n)))).collect(),
    })
}

fn count(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}

fn label(w: &Words, code: &str, n: i64, all: i64) -> LabelRow {
    let known = Label::parse(code);
    LabelRow {
        label: known.map_or(code, |label| label.name(w.lang)).to_owned(),
        verdict: verdict(w, known.map_or(Verdict::Block, Label::verdict)),
        seen: count(n),
        percent: count(n) * 100 / count(all).max(1),
    }
}

fn reported(w: &Words, code: &str) -> String {
    FraudKind::parse(code).map_or(code, |kind| kind.words(w.lang)).to_owned()
}
