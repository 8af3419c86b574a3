//! A text is sent in: the checks look at it, and it is published, refused or waits as a case.

use std::time::Duration;

use domain::event::{By, Event};
use domain::moderation::policy::Judgement;
use domain::moderation::queue::{CaseState, Queue, harm, order_at};
use domain::moderation::standing::{Standing, standing};
use domain::moderation::{Decision, Finding, Stage, Subject, checks};
use domain::{CaseId, PersonId, SellerId, Sku, Timestamp};
use store::cases::{self, Case};
use store::{Tx, log, verdicts};

use super::record::{self, Judged};
use crate::{Failure, Rules, chance};

/// Something that wants to become public.
#[derive(Debug, Clone)]
pub(crate) struct Submission {
    pub(crate) seller: SellerId,
    pub(crate) subject: Subject,
    pub(crate) subject_id: String,
    /// The question or the review that it belongs to.
    pub(crate) parent: String,
    pub(crate) sku: Option<Sku>,
    pub(crate) author: By,
    pub(crate) author_name: String,
    pub(crate) text: String,
    /// JSON: pictures, as reviews have them.
    pub(crate) media: String,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing stands against it: the caller publishes it.
    Publish,
    /// A person decides; it is hidden until then.
    Waits { case: CaseId, due_at: Timestamp },
    /// The operator lets the rules refuse it.
    Refused,
}

/// How far back an author's verdicts are looked at.
const STANDING: Duration = Duration::from_secs(90 * 24 * 3600);

/// Looks at a submission. `more` are findings that only the caller can know, such as that the same was said before.
pub(crate) fn submit(
    tx: &mut Tx<'_>,
    rules: &Rules,
    now: Timestamp,
    submission: &Submission,
    more: Vec<Finding>,
) -> Result<Outcome, Failure> {
    let mut findings = rules.policy.look(submission.subject, &submission.text);
    findings.extend(more);
    let author = submission.author.to_string();
    let (published, refused) = verdicts::of_author(tx, &author, now.before(STANDING))?;
    let standing = standing(published.unsigned_abs(), refused.unsigned_abs());
    match rules.policy.judge(submission.subject, &findings, standing) {
        Judgement::Publish => {
            by_rules(tx, now, submission, &findings, Decision::Publish, Vec::new())?;
            Ok(Outcome::Publish)
        }
        Judgement::Refuse(reasons) => {
            let reasons = reasons.iter().map(|reason| reason.as_str().to_owned()).collect();
            by_rules(tx, now, submission, &findings, Decision::Refuse, reasons)?;
            Ok(Outcome::Refused)
        }
        Judgement::Wait => {
            let case = open(tx, rules, now, submission, &findings, Opening::default())?;
            Ok(Outcome::Waits { case: case.id, due_at: case.due_at })
        }
    }
}

/// Whether its author is in good standing.
pub(crate) fn standing_of(tx: &mut Tx<'_>, author: &str, now: Timestamp) -> Result<Standing, Failure> {
    let (published, refused) = verdicts::of_author(tx, author, now.before(STANDING))?;
    Ok(standing(published.unsigned_abs(), refused.unsigned_abs()))
}

fn by_rules(
    tx: &mut Tx<'_>,
    now: Timestamp,
    submission: &Submission,
    findings: &[Finding],
    decision: Decision,
    reasons: Vec<String>,
) -> Result<(), Failure> {
    let judged = Judged {
        seller: submission.seller,
        case: None,
        subject: submission.subject,
        subject_id: submission.subject_id.clone(),
        author: submission.author.to_string(),
        text_hash: chance::fingerprint(&submission.text),
        decision,
        stage: Stage::Rules,
        reasons,
        findings: findings_json(findings)?,
        note_author: String::new(),
        note_desk: String::new(),
        by: By::System,
        role: format!("rules:{}", checks::VERSION),
        rules_version: i64::from(checks::VERSION),
        opened_at: now,
        at: now,
        due_at: now,
        earlier: None,
        overturns: false,
    };
    record::give(tx, &judged).map(drop)
}

/// What a case is opened with beside the submission.
#[derive(Debug, Clone, Default)]
pub(crate) struct Opening {
    pub(crate) stage: Option<Stage>,
    pub(crate) judged: Option<i64>,
    pub(crate) words: String,
    pub(crate) not_by: Option<PersonId>,
    /// Harm that the checks cannot see; the graver of both counts.
    pub(crate) harm: i64,
    /// Until when a verdict is promised, where that is not the limit of all texts.
    pub(crate) due_at: Option<Timestamp>,
}

/// Opens a case. The queue's place follows from its deadline and the harm that may be done meanwhile.
pub(crate) fn open(
    tx: &mut Tx<'_>,
    rules: &Rules,
    now: Timestamp,
    submission: &Submission,
    findings: &[Finding],
    opening: Opening,
) -> Result<Case, Failure> {
    let stage = opening.stage.unwrap_or(Stage::First);
    let due_at = opening.due_at.unwrap_or_else(|| rules.due_at(now));
    let harm = harm(findings).max(opening.harm);
    let case = Case {
        seller: submission.seller,
        id: CaseId(chance::id(now)),
        queue: Queue::of(submission.subject, stage),
        subject: submission.subject,
        subject_id: submission.subject_id.clone(),
        parent: submission.parent.clone(),
        sku: submission.sku,
        author: submission.author.to_string(),
        author_name: submission.author_name.clone(),
        text: submission.text.clone(),
        text_hash: chance::fingerprint(&submission.text),
        media: submission.media.clone(),
        findings: findings_json(findings)?,
        rules_version: i64::from(checks::VERSION),
        stage,
        judged: opening.judged,
        words: opening.words,
        not_by: opening.not_by,
        harm,
        opened_at: now,
        due_at,
        order_at: order_at(due_at, harm),
        state: CaseState::Waiting,
        holder: None,
        leased_until: Timestamp(0),
        decided: None,
    };
    if !cases::insert(tx, &case)? {
        return Err(domain::Code::AppealedAlready.into());
    }
    let event = Event::CaseOpened {
        case: case.id.to_string(),
        subject: case.subject,
        subject_id: case.subject_id.clone(),
        stage,
        due_at: due_at.0,
    };
    log::append(tx, now, case.seller, submission.author, &event)?;
    Ok(case)
}

/// Its author took away, or wrote anew, what the open cases are about: there is nothing left to decide in them.
pub(crate) fn withdraw(
    tx: &mut Tx<'_>,
    seller: SellerId,
    subject: Subject,
    subject_id: &str,
    by: By,
    now: Timestamp,
) -> Result<(), Failure> {
    for case in cases::withdraw(tx, seller, subject, subject_id)? {
        store::jobs::finish(tx, &super::desk::job_id(case))?;
        log::append(tx, now, seller, by, &Event::CaseWithdrawn { case: case.to_string() })?;
    }
    Ok(())
}

/// A finding as it is stored: the reason's code and bytes of the text.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
struct StoredFinding {
    reason: String,
    from: usize,
    to: usize,
}

/// Findings as they are stored.
pub(crate) fn findings_json(findings: &[Finding]) -> Result<String, Failure> {
    let stored: Vec<StoredFinding> = findings
        .iter()
        .map(|f| StoredFinding { reason: f.reason.as_str().to_owned(), from: f.span.start, to: f.span.end })
        .collect();
    Ok(serde_json::to_string(&stored)?)
}

/// Findings as they were stored; a reason that this program no longer knows is left out.
pub(crate) fn read_findings(json: &str) -> Vec<Finding> {
    let stored: Vec<StoredFinding> = serde_json::from_str(json).unwrap_or_default();
    stored
        .into_iter()
        .filter_map(|f| Some(Finding { reason: domain::moderation::Reason::parse(&f.reason)?, span: f.from..f.to }))
        .collect()
}
