//! The way of a text through moderation, told in the reader's language.

use app::queries::moderation::{self as queries, Appealed, Given, Queued, Reasons, Track, Way};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::Lang;
use domain::moderation::{Finding, Reason};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Decision, VerdictStage};
use crate::api::problem::Problem;
use crate::api::types::Time;
use crate::{Site, session};

/// Where a text is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TrackState {
    /// Sent; it can be taken back for a moment before it is checked.
    Sent,
    /// It waits for a moderator.
    Waiting,
    /// Everybody sees it.
    Published,
    /// It was refused.
    Refused,
    /// It was taken away.
    Deleted,
}

/// The way of a text to the public.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Track)]
pub struct TrackOut {
    /// Where it is.
    pub state: TrackState,
    /// Until when it can be taken back; while it is `sent`.
    pub undo_until: Option<Time>,
    /// Its place in the queue; while it is `waiting`.
    pub queue: Option<QueuedOut>,
    /// The newest verdict, where there is one.
    pub verdict: Option<VerdictOut>,
    /// What became of the appeal, where there was one.
    pub appeal: Option<AppealOut>,
    /// Whether its author can appeal now.
    pub can_appeal: bool,
}

/// A place in the queue.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = QueuePlace)]
pub struct QueuedOut {
    /// The case that waits.
    pub case_id: String,
    /// Its place, from 1; 1001 stands for that and more.
    #[schema(minimum = 1)]
    pub place: i64,
    /// Since when it waits.
    pub since: Time,
    /// Until when a verdict is promised.
    pub due_at: Time,
    /// When the verdict is likely to come: in eight of ten cases between these times. Absent where too few verdicts were
    /// given to say so.
    pub forecast: Option<ForecastOut>,
    /// What the checks saw.
    pub findings: Vec<FindingOut>,
}

/// When a verdict is likely to come.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Forecast)]
pub struct ForecastOut {
    /// One of ten comes earlier.
    pub from: Time,
    /// One of ten comes later.
    pub until: Time,
}

/// A verdict as its author reads it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Verdict)]
pub struct VerdictOut {
    /// Its number in the shop's chain of receipts.
    pub number: i64,
    /// What was decided.
    pub decision: Decision,
    /// At which look.
    pub stage: VerdictStage,
    /// Why.
    pub reasons: Vec<ReasonOut>,
    /// What the checks had found. Places are told while the text is the one that was judged.
    pub findings: Vec<FindingOut>,
    /// Words of the one who decided; may be empty.
    pub note: String,
    /// Whether the rules alone decided.
    pub by_rules: bool,
    /// When.
    pub at: Time,
    /// Whether it is about the text as it stands now.
    pub is_current: bool,
}

/// What became of an appeal.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Appeal)]
pub struct AppealOut {
    /// How far it has come.
    pub state: AppealState,
    /// Its place in the queue; while it is `waiting`.
    pub queue: Option<QueuedOut>,
}

/// How far an appeal has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AppealState {
    /// Another person will decide.
    Waiting,
    /// The verdict was turned over.
    Won,
    /// The verdict stands.
    Lost,
}

/// Why a text was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReasonOut {
    /// Its stable code, as `GET /moderation/reasons` lists them.
    #[schema(example = "phone")]
    pub code: &'static str,
    /// What is wrong, in the reader's language.
    pub words: String,
    /// What the author can do.
    pub fix: String,
}

/// What a check saw in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Finding)]
pub struct FindingOut {
    /// The reason's stable code.
    #[schema(example = "phone")]
    pub reason: &'static str,
    /// What is wrong, in the reader's language.
    pub words: String,
    /// What the author can do.
    pub fix: String,
    /// The first character of the place, counted from 0 in Unicode scalar values; absent where it is about the whole text.
    #[schema(minimum = 0)]
    pub from: Option<usize>,
    /// The first character behind the place.
    #[schema(minimum = 0)]
    pub to: Option<usize>,
}

/// The words of reasons in the language of whoever reads, as the operator wants them.
#[derive(Debug)]
pub struct Telling {
    reasons: Reasons,
    lang: Lang,
}

impl FromRequestParts<Site> for Telling {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Problem> {
        let lang = session::lang(&parts.headers);
        Ok(Self { reasons: queries::reasons(&site.app).await?, lang })
    }
}

/// A place in a text: bytes become characters. `None` where there is no place, or the text is another by now.
fn place(finding: &Finding, text: Option<&str>) -> Option<(usize, usize)> {
    let (text, span) = (text?, &finding.span);
    if span.is_empty() {
        return None;
    }
    let from = text.get(..span.start)?.chars().count();
    Some((from, from + text.get(span.clone())?.chars().count()))
}

impl Telling {
    /// A reason.
    pub fn reason(&self, reason: Reason) -> ReasonOut {
        let (words, fix) = (self.reasons.words(reason, self.lang), self.reasons.fix(reason, self.lang));
        ReasonOut { code: reason.as_str(), words, fix }
    }

    /// Whether the operator has written a reason's words anew, and its name for the desk.
    pub fn named(&self, reason: Reason) -> (bool, &'static str) {
        (self.reasons.is_own(reason, self.lang), reason.name(self.lang))
    }

    /// What checks found in a text; `None` where the text is no longer there.
    pub fn findings(&self, all: &[Finding], text: Option<&str>) -> Vec<FindingOut> {
        let told = |finding: &Finding| {
            let ReasonOut { code, words, fix } = self.reason(finding.reason);
            let (from, to) = place(finding, text).unzip();
            FindingOut { reason: code, words, fix, from, to }
        };
        all.iter().map(told).collect()
    }

    /// The way of a text.
    pub fn track(&self, track: &Track, text: &str) -> TrackOut {
        let mut undo = None;
        let mut queue = None;
        let state = match &track.way {
            Way::Sent { undo_until } => {
                undo = Some(Time(*undo_until));
                TrackState::Sent
            }
            Way::Waiting(queued) => {
                queue = Some(self.queued(queued, text));
                TrackState::Waiting
            }
            Way::Published => TrackState::Published,
            Way::Refused => TrackState::Refused,
            Way::Gone => TrackState::Deleted,
        };
        TrackOut {
            state,
            undo_until: undo,
            queue,
            verdict: track.verdict.as_ref().map(|given| self.verdict(given, text)),
            appeal: track.appeal.as_ref().map(|appeal| self.appeal(appeal, text)),
            can_appeal: track.can_appeal,
        }
    }

    fn queued(&self, queued: &Queued, text: &str) -> QueuedOut {
        let forecast = queued.forecast.as_ref();
        QueuedOut {
            case_id: queued.case.to_string(),
            place: queued.place,
            since: queued.since.into(),
            due_at: queued.due_at.into(),
            forecast: forecast.map(|it| ForecastOut { from: it.from.into(), until: it.until.into() }),
            findings: self.findings(&queued.findings, Some(text)),
        }
    }

    fn verdict(&self, given: &Given, text: &str) -> VerdictOut {
        VerdictOut {
            number: given.number,
            decision: given.decision.into(),
            stage: given.stage.into(),
            reasons: given.reasons.iter().map(|reason| self.reason(*reason)).collect(),
            findings: self.findings(&given.findings, given.is_current.then_some(text)),
            note: given.note.clone(),
            by_rules: given.by_rules,
            at: given.at.into(),
            is_current: given.is_current,
        }
    }

    fn appeal(&self, appeal: &Appealed, text: &str) -> AppealOut {
        match appeal {
            Appealed::Waiting(queued) => {
                AppealOut { state: AppealState::Waiting, queue: Some(self.queued(queued, text)) }
            }
            Appealed::Won => AppealOut { state: AppealState::Won, queue: None },
            Appealed::Lost => AppealOut { state: AppealState::Lost, queue: None },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_characters_not_bytes() {
        let text = "Пишите 👍🏽 на t.me/x";
        let from = text.find("t.me").unwrap();
        let finding = Finding { reason: Reason::Duplicate, span: from..text.len() };
        assert_eq!(place(&finding, Some(text)), Some((13, 19)));
        assert_eq!(place(&Finding { span: 0..0, ..finding.clone() }, Some(text)), None, "about the whole text");
        assert_eq!(place(&finding, Some("я")), None, "the text is another by now");
        assert_eq!(place(&finding, None), None);
    }
}
