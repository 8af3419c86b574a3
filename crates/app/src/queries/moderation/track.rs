//! The way of a text to the card, as its author sees it: sent, checked, in the queue with a forecast, published or refused with
//! reasons, appealed.

use std::time::Duration;

use domain::event::By;
use domain::moderation::forecast::{Forecast, forecast};
use domain::moderation::queue::CaseState;
use domain::moderation::{Decision, Finding, Reason, Stage, Subject};
use domain::questions::{AnswerState, QuestionState};
use domain::{CaseId, SellerId, Timestamp};
use store::cases::{self, Case};
use store::verdicts::{self, Verdict};
use store::{Tx, answers::Answer, questions::Question};

use super::read_reasons;
use crate::Failure;
use crate::commands::moderation::appeals::{can_appeal, in_force};
use crate::commands::moderation::intake::read_findings;

/// The way of a text to the card.
#[derive(Debug, Clone, PartialEq)]
pub struct Track {
    /// Where it is.
    pub way: Way,
    /// The newest verdict on it, where there is one.
    pub verdict: Option<Given>,
    /// What became of its appeal, where it was appealed.
    pub appeal: Option<Appealed>,
    /// Whether its author can appeal now.
    pub can_appeal: bool,
}

/// Where a text is on its way.
#[derive(Debug, Clone, PartialEq)]
pub enum Way {
    /// Sent; it can be taken back until then.
    Sent {
        /// Until when.
        undo_until: Timestamp,
    },
    /// It waits for a person.
    Waiting(Queued),
    /// It stands on the card.
    Published,
    /// It was refused.
    Refused,
    /// It was taken away.
    Gone,
}

/// A place in the queue.
#[derive(Debug, Clone, PartialEq)]
pub struct Queued {
    /// The case.
    pub case: CaseId,
    /// Its place, from 1; [`AHEAD_MAX`] stands for that and more.
    pub place: i64,
    /// Since when it waits.
    pub since: Timestamp,
    /// Until when a verdict is promised.
    pub due_at: Timestamp,
    /// When the verdict is likely to come; `None` where too few were given to say so.
    pub forecast: Option<Forecast>,
    /// What the checks saw in it.
    pub findings: Vec<Finding>,
}

/// Up to which place in the queue is counted.
pub const AHEAD_MAX: i64 = 1_000;
/// Verdicts that a forecast looks at: the last.
const LAST: i64 = 200;

/// A verdict as its author reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Its number in the shop's chain of receipts.
    pub number: i64,
    /// What was decided.
    pub decision: Decision,
    /// At which stage.
    pub stage: Stage,
    /// Why.
    pub reasons: Vec<Reason>,
    /// What the checks had found: spans are bytes of the text that was judged.
    pub findings: Vec<Finding>,
    /// Words of the one who decided.
    pub note: String,
    /// Whether the rules alone decided.
    pub by_rules: bool,
    /// When.
    pub at: Timestamp,
    /// Whether it is about the text as it stands now.
    pub is_current: bool,
}

/// What became of an appeal.
#[derive(Debug, Clone, PartialEq)]
pub enum Appealed {
    /// Another person will decide.
    Waiting(Queued),
    /// The verdict was turned over.
    Won,
    /// The verdict stands.
    Lost,
}

impl Track {
    /// The track of what is public and of which nothing else is told.
    pub fn published() -> Self {
        Self { way: Way::Published, verdict: None, appeal: None, can_appeal: false }
    }
}

/// The track of an answer.
pub(crate) fn of_answer(tx: &mut Tx<'_>, answer: &Answer, now: Timestamp) -> Result<Track, Failure> {
    let way = match answer.state {
        AnswerState::Pending => return Ok(sent(answer.public_at)),
        AnswerState::Waiting => None,
        AnswerState::Published => Some(Way::Published),
        AnswerState::Refused => Some(Way::Refused),
        AnswerState::Deleted => Some(Way::Gone),
    };
    of(tx, answer.seller, Subject::Answer, &answer.id.to_string(), &answer.text, way, now)
}

fn sent(undo_until: Timestamp) -> Track {
    Track { way: Way::Sent { undo_until }, ..Track::published() }
}

/// The track of a question.
pub(crate) fn of_question(tx: &mut Tx<'_>, question: &Question, now: Timestamp) -> Result<Track, Failure> {
    let way = match question.state {
        QuestionState::Waiting => None,
        QuestionState::Published => Some(Way::Published),
        QuestionState::Refused => Some(Way::Refused),
        QuestionState::Deleted => Some(Way::Gone),
    };
    of(tx, question.seller, Subject::Question, &question.id.to_string(), &question.text, way, now)
}

/// The track of anything that is judged; `way` is where it is, `None` where it waits.
pub(crate) fn of(
    tx: &mut Tx<'_>,
    seller: SellerId,
    subject: Subject,
    id: &str,
    text: &str,
    way: Option<Way>,
    now: Timestamp,
) -> Result<Track, Failure> {
    // What was published at once has nothing to tell, and most is.
    let newest = verdicts::of_subject(tx, seller, subject, id, 2)?;
    let cases = match (&way, newest.first().map(|verdict| verdict.stage)) {
        (Some(Way::Published), None | Some(Stage::Rules)) => Vec::new(),
        _ => cases::of_subject(tx, seller, subject, id, 5)?,
    };
    let open = |stage: fn(Stage) -> bool| {
        cases
            .iter()
            .find(move |case| stage(case.stage) && matches!(case.state, CaseState::Waiting | CaseState::Deciding))
    };
    let way = match (way, open(|stage| stage == Stage::First)) {
        (Some(way), _) => way,
        (None, Some(case)) => Way::Waiting(queued(tx, case, now)?),
        (None, None) => Way::Published,
    };
    let shown = in_force(&newest);
    let appeal = match (open(|stage| stage == Stage::Appeal), shown) {
        (Some(case), _) => Some(Appealed::Waiting(queued(tx, case, now)?)),
        (None, Some(verdict)) if verdict.stage == Stage::Appeal => {
            Some(if verdict.decision == Decision::Publish { Appealed::Won } else { Appealed::Lost })
        }
        (None, _) => None,
    };
    let can_appeal = way == Way::Refused && appeal.is_none() && shown.is_some_and(|verdict| can_appeal(verdict, text));
    Ok(Track { way, verdict: shown.map(|verdict| given(verdict, text)), appeal, can_appeal })
}

fn given(verdict: &Verdict, text: &str) -> Given {
    Given {
        number: verdict.number,
        decision: verdict.decision,
        stage: verdict.stage,
        reasons: read_reasons(&verdict.reasons),
        findings: read_findings(&verdict.findings),
        note: verdict.note_author.clone(),
        by_rules: By::parse(&verdict.by) == Some(By::System),
        at: verdict.at,
        is_current: verdict.text_hash == crate::chance::fingerprint(text),
    }
}

fn queued(tx: &mut Tx<'_>, case: &Case, now: Timestamp) -> Result<Queued, Failure> {
    let ahead = cases::ahead(tx, case, AHEAD_MAX)?;
    let took = verdicts::took(tx, case.subject, LAST)?;
    let took: Vec<Duration> =
        took.into_iter().map(|micros| Duration::from_micros(u64::try_from(micros).unwrap_or(0))).collect();
    Ok(Queued {
        case: case.id,
        place: ahead + 1,
        since: case.opened_at,
        due_at: case.due_at,
        forecast: forecast(&took, now.since(case.opened_at), case.opened_at),
        findings: read_findings(&case.findings),
    })
}
