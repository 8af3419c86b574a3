//! Every verdict becomes a record of the shop's chain, in the transaction in which it comes into force.

use domain::event::{By, Earlier, Event};
use domain::moderation::receipt::{self, Hash};
use domain::moderation::{Decision, Stage, Subject};
use domain::{CaseId, SellerId, Timestamp};
use store::verdicts::{self, Receipt, Verdict};
use store::{Tx, log};

use crate::Failure;

/// A verdict that comes into force.
#[derive(Debug, Clone)]
pub(crate) struct Judged {
    pub(crate) seller: SellerId,
    pub(crate) case: Option<CaseId>,
    pub(crate) subject: Subject,
    pub(crate) subject_id: String,
    pub(crate) author: String,
    pub(crate) text_hash: String,
    pub(crate) decision: Decision,
    pub(crate) stage: Stage,
    pub(crate) reasons: Vec<String>,
    pub(crate) findings: String,
    pub(crate) note_author: String,
    pub(crate) note_desk: String,
    pub(crate) by: By,
    /// What a receipt says of who decided: a role or the rules' version, never a person.
    pub(crate) role: String,
    pub(crate) rules_version: i64,
    pub(crate) opened_at: Timestamp,
    pub(crate) at: Timestamp,
    pub(crate) due_at: Timestamp,
    /// The verdict that this one is about, where it is not the first.
    pub(crate) earlier: Option<Earlier>,
    pub(crate) overturns: bool,
}

impl Judged {
    /// The number of the verdict that it turns over.
    fn overturned(&self) -> Option<i64> {
        self.earlier.as_ref().filter(|_| self.overturns).map(|earlier| earlier.number)
    }
}

/// Writes a verdict down: its row, its receipt at the end of the chain, its event. Gives its number.
pub(crate) fn give(tx: &mut Tx<'_>, judged: &Judged) -> Result<i64, Failure> {
    let head = verdicts::head(tx, judged.seller)?;
    let number = head.as_ref().map_or(0, |(number, _)| *number) + 1;
    let previous = match &head {
        Some((_, hash)) => Hash::parse(hash).ok_or_else(|| Failure::fault("the head of a chain is not a hash"))?,
        None => Hash::genesis(judged.seller),
    };
    let sealed = receipt::seal(&previous, &record(judged, number));
    let receipt =
        Receipt { number, body: sealed.body, previous: sealed.previous.to_string(), hash: sealed.hash.to_string() };
    verdicts::insert(tx, &row(judged, number)?, &receipt)?;
    if let Some(overturned) = judged.overturned() {
        verdicts::overturn(tx, judged.seller, overturned, number)?;
    }
    log::append(tx, judged.at, judged.seller, judged.by, &event(judged, number))?;
    Ok(number)
}

fn record(judged: &Judged, number: i64) -> receipt::Receipt {
    receipt::Receipt {
        seller: judged.seller,
        number,
        at: judged.at,
        subject: judged.subject,
        subject_id: judged.subject_id.clone(),
        text_hash: judged.text_hash.clone(),
        decision: judged.decision,
        stage: judged.stage,
        reasons: judged.reasons.clone(),
        by: judged.role.clone(),
        overturns: judged.overturned(),
    }
}

fn row(judged: &Judged, number: i64) -> Result<Verdict, Failure> {
    Ok(Verdict {
        seller: judged.seller,
        number,
        case: judged.case,
        subject: judged.subject,
        subject_id: judged.subject_id.clone(),
        author: judged.author.clone(),
        text_hash: judged.text_hash.clone(),
        decision: judged.decision,
        stage: judged.stage,
        reasons: serde_json::to_string(&judged.reasons)?,
        findings: judged.findings.clone(),
        note_author: judged.note_author.clone(),
        note_desk: judged.note_desk.clone(),
        by: judged.by.to_string(),
        rules_version: judged.rules_version,
        opened_at: judged.opened_at,
        at: judged.at,
        due_at: judged.due_at,
        overturned_by: None,
    })
}

fn event(judged: &Judged, number: i64) -> Event {
    Event::VerdictGiven {
        case: judged.case.map(|case| case.to_string()),
        subject: judged.subject,
        subject_id: judged.subject_id.clone(),
        author: judged.author.clone(),
        number,
        decision: judged.decision,
        stage: judged.stage,
        reasons: judged.reasons.clone(),
        took: judged.at.0.saturating_sub(judged.opened_at.0).max(0),
        late: judged.at > judged.due_at,
        earlier: judged.earlier.clone(),
        overturns: judged.overturns,
    }
}
