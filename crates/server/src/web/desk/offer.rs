//! Which reasons are offered for a case, in which order, and what was typed.

use app::queries::moderation::{CaseView as Known, Reasons};
use domain::moderation::reason::Severity;
use domain::moderation::{Finding, Reason, Stage, Subject};
use domain::reviews::ReportReason;

use super::case::{Decide, ReasonChoice, ReasonGroup, Verb};
use crate::web::words::Words;

/// The form's field of the reasons to refuse.
pub const REFUSE: &str = "reason";
/// The form's field of the reasons for which an accepted report takes a review down.
pub const ACCEPT: &str = "accept";
/// Reasons with a digit for accepting a report; the rest of the digits decline it.
const ACCEPT_KEYS: usize = 6;

/// What a refused verdict brings back, so that nothing typed is lost.
#[derive(Debug, Clone, Default)]
pub struct Redo {
    /// The codes that were chosen; nothing when the case is shown for the first time.
    pub chosen: Option<Vec<String>>,
    /// What the author was to read.
    pub to_author: String,
    /// What the desk was to read.
    pub to_desk: String,
    /// Why it was refused.
    pub error: Option<String>,
}

/// How this case can be decided.
pub fn decide(w: &Words, known: &Known, reasons: &Reasons, redo: Redo) -> Decide {
    let (m, case) = (&w.moderation, &known.case);
    let chosen = redo.chosen.unwrap_or_else(|| first_reasons(known));
    let offered = |subject, before: &[Reason]| {
        let choice = |reason: &Reason| choice(w, reasons, &known.findings, *reason, &chosen);
        in_order(subject, before).iter().map(choice).collect::<Vec<_>>()
    };
    let found: Vec<Reason> = known.findings.iter().map(|finding| finding.reason).collect();
    let accused = match case.subject {
        Subject::Report => Some((Subject::Review, likely(&case.words), m.take_down, m.reasons_accept)),
        Subject::FraudReport => Some((Subject::Message, found.clone(), w.safety.is_fraud, w.safety.reasons_fraud)),
        _ => None,
    };
    let (publish, refuse, groups) = if let Some((accused, before, verb, label)) = accused {
        let decline = offered(case.subject, &[Reason::ReportUnfounded, Reason::EvidenceMissing]);
        let groups = vec![
            ReasonGroup::new(ACCEPT, label, offered(accused, &before), 1..=ACCEPT_KEYS),
            ReasonGroup::new(REFUSE, m.reasons_decline, decline, ACCEPT_KEYS + 1..=9),
        ];
        (Verb { label: verb, needs: ACCEPT }, m.decline, groups)
    } else {
        let groups = vec![ReasonGroup::new(REFUSE, m.reasons, offered(case.subject, &found), 1..=9)];
        let (publish, refuse) = verbs(w, case.subject, case.stage);
        (Verb { label: publish, needs: "" }, refuse, groups)
    };
    Decide {
        publish,
        refuse: Verb { label: refuse, needs: REFUSE },
        groups,
        to_author: redo.to_author,
        to_desk: redo.to_desk,
        error: redo.error,
    }
}

/// What the two ends of a case are called.
fn verbs(w: &Words, subject: Subject, stage: Stage) -> (&'static str, &'static str) {
    let (m, s) = (&w.moderation, &w.safety);
    match (subject, stage) {
        (Subject::Friction | Subject::Switch, _) => (s.lift_measure, s.keep_measure),
        (Subject::Message, _) => (s.deliver, s.keep_stopped),
        (_, Stage::Appeal) => (m.restore, m.uphold),
        _ => (m.publish, m.refuse),
    }
}

/// Who upholds a refusal most often does so for the reasons that it has.
fn first_reasons(known: &Known) -> Vec<String> {
    let first = known.first.as_ref().map(|(_, reasons)| reasons.as_slice()).unwrap_or_default();
    first.iter().map(|reason| reason.as_str().to_owned()).collect()
}

/// What was seen stands first, then what only a person can see, then the others.
fn in_order(subject: Subject, before: &[Reason]) -> Vec<Reason> {
    let mut all: Vec<Reason> = Vec::new();
    let (checked, by_person): (Vec<_>, Vec<_>) = Reason::ALL.iter().partition(|reason| reason.is_checked());
    for reason in before.iter().chain(&by_person).chain(&checked) {
        if reason.fits(subject) && !all.contains(reason) {
            all.push(*reason);
        }
    }
    all
}

/// The reason that a shop's complaint comes nearest to.
fn likely(words: &str) -> Vec<Reason> {
    match ReportReason::parse(words) {
        Some(ReportReason::NotAboutProduct) => vec![Reason::OffTopic, Reason::AboutDelivery],
        Some(ReportReason::Abuse) => vec![Reason::Insult, Reason::Profanity],
        Some(ReportReason::Competitor) => vec![Reason::ConflictOfInterest, Reason::Advertisement],
        Some(ReportReason::Fake) => vec![Reason::NotOwnExperience, Reason::ConflictOfInterest],
        Some(ReportReason::PersonalData) => vec![Reason::PersonNamed],
        Some(ReportReason::Advertisement) => vec![Reason::Advertisement],
        Some(ReportReason::Blackmail) => vec![Reason::ReviewBribe, Reason::Threat],
        Some(ReportReason::Other) | None => Vec::new(),
    }
}

fn choice(w: &Words, reasons: &Reasons, findings: &[Finding], reason: Reason, chosen: &[String]) -> ReasonChoice {
    ReasonChoice {
        code: reason.as_str().to_owned(),
        label: reason.name(w.lang).to_owned(),
        fix: format!("{} {}", reasons.words(reason, w.lang), reasons.fix(reason, w.lang)),
        tone: tone(reason.severity()),
        found: findings.iter().any(|finding| finding.reason == reason),
        on: chosen.iter().any(|code| code == reason.as_str()),
    }
}

/// The tone of a severity.
pub const fn tone(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "",
        Severity::Low => "warn",
        Severity::High | Severity::Critical => "bad",
    }
}
