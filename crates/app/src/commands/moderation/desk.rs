//! People decide: a case is taken for some minutes, decided, and the decision comes into force ten seconds later.

use std::time::Duration;

use domain::event::Earlier;
use domain::moderation::queue::{CaseState, Queue};
use domain::moderation::{Decision, Reason, Stage, Subject};
use domain::text::Text;
use domain::{CaseId, Code, PersonId, Refusal, SellerId, Timestamp};
use store::cases::{self, Case, Decided};
use store::jobs::{self, Job};
use store::{Signal, Tx, people, verdicts};

use super::effects;
use super::intake::{self, Opening};
use super::record::{self, Judged};
use crate::actors::Moderator;
use crate::{App, Failure, Rules, chance};

pub use store::cases::From as Source;

/// The job that brings a decision into force.
pub const APPLY: &str = "apply_verdict";
/// How long a decision can be taken back.
pub const UNDO_WINDOW: Duration = Duration::from_secs(10);
/// How long a case that somebody passes over is kept from everybody, so that it does not come back at once.
const PASSED_OVER: Duration = Duration::from_secs(60);
/// Characters of a note, at most.
pub const NOTE_MAX: usize = 2_000;
/// Cases that are decided at once, at most.
pub const BULK_MAX: usize = 100;

/// A decision of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// What.
    pub decision: Decision,
    /// Why; at least one where something is refused.
    pub reasons: Vec<Reason>,
    /// What the author reads, beside the words of the reasons.
    pub note_author: String,
    /// What the desk reads.
    pub note_desk: String,
}

/// The name of the job that brings the decision on a case into force.
pub(crate) fn job_id(case: CaseId) -> String {
    format!("{APPLY}:{case}")
}

/// Takes the case that comes next: the one that this person holds already, else the next that is free. `None` where nothing
/// waits for them. No two people ever hold one case.
pub async fn claim(app: &App, moderator: &Moderator, from: Source) -> Result<Option<(SellerId, CaseId)>, Failure> {
    let (me, now, lease) = (moderator.id(), app.now(), app.rules().policy.lease());
    app.store()
        .write(move |tx| {
            let held = cases::held(tx, me, now)?;
            let found = match held.into_iter().find(|case| comes_from(case, from)) {
                Some(held) => Some(held),
                None => cases::next(tx, from, me, now)?,
            };
            let Some(case) = found else { return Ok(None) };
            let taken = cases::lease(tx, case.seller, case.id, me, now.after(lease), now)?;
            tell(tx, case.seller);
            Ok(taken.then_some((case.seller, case.id)))
        })
        .await
}

fn comes_from(case: &Case, from: Source) -> bool {
    match from {
        Source::All => true,
        Source::Queue(queue) => case.queue == queue,
        Source::Risky => case.harm >= domain::moderation::queue::RISKY,
    }
}

/// Queues change: whoever looks at the desk looks again.
fn tell(tx: &mut Tx<'_>, seller: SellerId) {
    tx.signal(&Signal::changed(seller, "desk"));
}

/// Takes one case, as a link names it.
pub async fn take(app: &App, moderator: &Moderator, seller: SellerId, id: CaseId) -> Result<(), Failure> {
    let (me, now, lease) = (moderator.id(), app.now(), app.rules().policy.lease());
    app.store()
        .write(move |tx| {
            let case = waiting(tx, seller, id)?;
            may_decide(&case, me)?;
            if !cases::lease(tx, seller, id, me, now.after(lease), now)? {
                return Err(held_by(tx, &case)?);
            }
            tell(tx, seller);
            Ok(())
        })
        .await
}

fn waiting(tx: &mut Tx<'_>, seller: SellerId, id: CaseId) -> Result<Case, Failure> {
    let case = cases::one(tx, seller, id)?.ok_or(Code::CaseNotFound)?;
    match case.state {
        CaseState::Waiting => Ok(case),
        CaseState::Deciding | CaseState::Decided => Err(Code::CaseDecided.into()),
        CaseState::Withdrawn => Err(Code::CaseWithdrawn.into()),
    }
}

fn may_decide(case: &Case, me: PersonId) -> Result<(), Refusal> {
    if case.not_by == Some(me) { Err(Code::NotYourCase.into()) } else { Ok(()) }
}

fn held_by(tx: &mut Tx<'_>, case: &Case) -> Result<Failure, Failure> {
    let name = match case.holder {
        Some(person) => people::person(tx, person)?.unwrap_or_default(),
        None => String::new(),
    };
    Ok(Refusal::new(Code::CaseHeld).with("who", name).into())
}

/// Passes a case over: it goes back to its queue and comes to somebody else, or to the same person a minute later.
pub async fn pass(app: &App, moderator: &Moderator, seller: SellerId, id: CaseId) -> Result<(), Failure> {
    let (me, now) = (moderator.id(), app.now());
    app.store()
        .write(move |tx| {
            cases::release(tx, seller, id, me, now.after(PASSED_OVER))?;
            tell(tx, seller);
            Ok(())
        })
        .await
}

/// Decides a case that this person holds. It comes into force after [`UNDO_WINDOW`]; says when.
pub async fn decide(
    app: &App,
    moderator: &Moderator,
    seller: SellerId,
    id: CaseId,
    verdict: Verdict,
) -> Result<Timestamp, Failure> {
    let (moderator, now) = (moderator.clone(), app.now());
    let verdict = checked(verdict)?;
    app.store()
        .write(move |tx| {
            let case = waiting(tx, seller, id)?;
            if case.holder != Some(moderator.id()) || case.leased_until <= now {
                return Err(Code::LeaseLost.into());
            }
            keep(tx, &moderator, &case, &verdict, now)
        })
        .await
}

/// Decides waiting first looks at the same text at once: those that this person has seen and chosen. What somebody else has
/// taken or decided meanwhile is left out; says how many were decided.
pub async fn decide_same(
    app: &App,
    moderator: &Moderator,
    chosen: Vec<(SellerId, CaseId)>,
    text_hash: &str,
    verdict: Verdict,
) -> Result<usize, Failure> {
    if chosen.is_empty() || chosen.len() > BULK_MAX {
        return Err(Refusal::new(Code::TooManyItems)
            .at("cases")
            .with("max", BULK_MAX)
            .with("got", chosen.len())
            .into());
    }
    let (moderator, now, hash) = (moderator.clone(), app.now(), text_hash.to_owned());
    let verdict = checked(verdict)?;
    app.store()
        .write(move |tx| {
            let mut decided = 0;
            for (seller, id) in chosen {
                let Some(case) = cases::one(tx, seller, id)? else { continue };
                let mine = case.holder == Some(moderator.id()) || case.leased_until <= now;
                let first_look =
                    case.state == CaseState::Waiting && case.stage == Stage::First && case.text_hash == hash;
                if !first_look || !mine || may_decide(&case, moderator.id()).is_err() {
                    continue;
                }
                keep(tx, &moderator, &case, &verdict, now)?;
                decided += 1;
            }
            Ok(decided)
        })
        .await
}

fn checked(mut verdict: Verdict) -> Result<Verdict, Refusal> {
    for (note, field) in [(&mut verdict.note_author, "note_author"), (&mut verdict.note_desk, "note_desk")] {
        *note = Text::<0, NOTE_MAX>::new(note).map_err(|refusal| refusal.at(field))?.into_string();
    }
    Ok(verdict)
}

fn keep(
    tx: &mut Tx<'_>,
    moderator: &Moderator,
    case: &Case,
    verdict: &Verdict,
    now: Timestamp,
) -> Result<Timestamp, Failure> {
    may_decide(case, moderator.id())?;
    let needs_reasons =
        verdict.decision == Decision::Refuse || matches!(case.subject, Subject::Report | Subject::FraudReport);
    if needs_reasons && verdict.reasons.is_empty() {
        return Err(Refusal::new(Code::ReasonNeeded).at("reasons").into());
    }
    // A complaint that is accepted takes the review from the card: the reasons are about the review.
    let about = match (case.subject, verdict.decision) {
        (Subject::Report, Decision::Publish) => Subject::Review,
        (Subject::FraudReport, Decision::Publish) => Subject::Message,
        (subject, _) => subject,
    };
    let reasons: &[Reason] = if needs_reasons { &verdict.reasons } else { &[] };
    if let Some(unfit) = reasons.iter().find(|reason| !reason.fits(about)) {
        return Err(Refusal::new(Code::ReasonUnfit).at("reasons").with("reason", unfit.as_str()).into());
    }
    let codes: Vec<&str> = reasons.iter().map(|reason| reason.as_str()).collect();
    let decided = Decided {
        decision: verdict.decision,
        reasons: serde_json::to_string(&codes)?,
        note_author: verdict.note_author.clone(),
        note_desk: verdict.note_desk.clone(),
        by: moderator.id(),
        role: moderator.role().as_str().to_owned(),
        at: now,
    };
    if !cases::decide(tx, case, &decided)? {
        return Err(Code::CaseDecided.into());
    }
    let in_force = now.after(UNDO_WINDOW);
    let job =
        Job { id: job_id(case.id), kind: APPLY.into(), seller: case.seller, subject: case.id.to_string(), attempts: 0 };
    jobs::insert(tx, &job, in_force)?;
    tell(tx, case.seller);
    Ok(in_force)
}

/// Takes a decision back before it is in force: the case is this person's again.
pub async fn undo(app: &App, moderator: &Moderator, seller: SellerId, id: CaseId) -> Result<(), Failure> {
    let (me, now, lease) = (moderator.id(), app.now(), app.rules().policy.lease());
    app.store()
        .write(move |tx| {
            let case = cases::one(tx, seller, id)?.ok_or(Code::CaseNotFound)?;
            let in_time = case.decided.as_ref().is_some_and(|decided| now < decided.at.after(UNDO_WINDOW));
            if !in_time || !cases::undecide(tx, &case, me, now.after(lease))? {
                return Err(Code::DecisionFinal.into());
            }
            jobs::finish(tx, &job_id(id))?;
            tell(tx, seller);
            Ok(())
        })
        .await
}

/// Brings a decision into force: the record, what it does to what was judged, and the events, all in one transaction. Doing it
/// twice is doing it once.
pub(crate) fn apply(
    tx: &mut Tx<'_>,
    rules: &Rules,
    seller: SellerId,
    id: CaseId,
    now: Timestamp,
) -> Result<(), Failure> {
    let Some(case) = cases::one(tx, seller, id)? else { return Ok(()) };
    let Some(decided) = case.decided.clone() else { return Ok(()) };
    if !cases::close(tx, &case)? {
        return Ok(());
    }
    let first = match case.judged {
        Some(number) => verdicts::one(tx, seller, number)?,
        None => None,
    };
    let turns = first
        .as_ref()
        .is_some_and(|first| first.overturned_by.is_none() && overturns(&case, first.decision, decided.decision));
    let judged = judged(&case, &decided, first.as_ref(), turns)?;
    let number = record::give(tx, &judged)?;
    // A second opinion is asked for to be counted; it changes something only in favour of the author.
    if case.stage != Stage::Second || turns {
        effects::apply(tx, &case, &judged, now)?;
    }
    if case.stage == Stage::Second && turns {
        // What an appeal would ask for has happened.
        intake::withdraw(tx, seller, case.subject, &case.subject_id, judged.by, now)?;
    }
    if case.stage == Stage::First && !case.subject.is_safety() && chance::happens(rules.policy.second_opinions) {
        second_opinion(tx, rules, &case, &decided, number, now)?;
    }
    tell(tx, seller);
    Ok(())
}

/// Whether a later verdict turns the first one over: an appeal does with any other decision, a second opinion where it is in
/// favour of what was refused.
fn overturns(case: &Case, first: Decision, decision: Decision) -> bool {
    match case.stage {
        Stage::Appeal => first != decision,
        Stage::Second => first == Decision::Refuse && decision == Decision::Publish && case.subject != Subject::Report,
        Stage::Rules | Stage::First => false,
    }
}

fn judged(case: &Case, decided: &Decided, first: Option<&verdicts::Verdict>, turns: bool) -> Result<Judged, Failure> {
    let earlier = |first: &verdicts::Verdict| {
        Ok::<_, Failure>(Earlier {
            number: first.number,
            decision: first.decision,
            by_rules: first.case.is_none(),
            reasons: serde_json::from_str(&first.reasons)?,
        })
    };
    Ok(Judged {
        seller: case.seller,
        case: Some(case.id),
        subject: case.subject,
        subject_id: case.subject_id.clone(),
        author: case.author.clone(),
        text_hash: case.text_hash.clone(),
        decision: decided.decision,
        stage: case.stage,
        reasons: serde_json::from_str(&decided.reasons)?,
        findings: case.findings.clone(),
        note_author: decided.note_author.clone(),
        note_desk: decided.note_desk.clone(),
        by: domain::event::By::Desk(decided.by),
        role: decided.role.clone(),
        rules_version: case.rules_version,
        opened_at: case.opened_at,
        at: decided.at,
        due_at: case.due_at,
        earlier: first.map(earlier).transpose()?,
        overturns: turns,
    })
}

fn second_opinion(
    tx: &mut Tx<'_>,
    rules: &Rules,
    case: &Case,
    decided: &Decided,
    number: i64,
    now: Timestamp,
) -> Result<(), Failure> {
    let submission = effects::submission_of(case);
    let opening = Opening {
        stage: Some(Stage::Second),
        judged: Some(number),
        words: case.words.clone(),
        not_by: Some(decided.by),
        ..Opening::default()
    };
    let findings = intake::read_findings(&case.findings);
    intake::open(tx, rules, now, &submission, &findings, opening).map(drop)
}

/// Every queue, in the order of the desk.
pub const QUEUES: &[Queue] = Queue::ALL;
