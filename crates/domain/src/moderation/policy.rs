//! What the operator has decided about moderation once and for all.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::reason::{Reason, Severity};
use super::standing::Standing;
use super::{Finding, Subject};
use crate::questions::identical;

/// The operator's settings. Read from the configuration's table `[moderation]`; what is not given is as in
/// [`Policy::default`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// What is published at once where the checks find nothing and its author is in good standing. Everything else waits
    /// for a person.
    pub publish_clean: Vec<Subject>,
    /// The reasons for which the rules alone may refuse. Empty: no text is refused by a machine.
    pub refuse_by_rules: Vec<Reason>,
    /// Of a hundred first verdicts by people, how many a second person is asked about without knowing the first.
    pub second_opinions: u8,
    /// The promised limit, in working days of the calendar.
    pub working_days: u32,
    /// Minutes that a moderator holds a case.
    pub lease_minutes: u32,
    /// When identical answers in a row make the shop pause.
    pub identical: identical::Limits,
    /// Questions that a buyer may ask in 24 hours.
    pub questions_a_day: u32,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            publish_clean: vec![Subject::Question, Subject::Review, Subject::Comment, Subject::Media],
            refuse_by_rules: Vec::new(),
            second_opinions: 5,
            working_days: 7,
            lease_minutes: 5,
            identical: identical::Limits::default(),
            questions_a_day: 20,
        }
    }
}

/// What the rules make of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judgement {
    /// Nothing stands against it.
    Publish,
    /// A person decides.
    Wait,
    /// The operator lets the rules refuse it for these reasons.
    Refuse(Vec<Reason>),
}

impl Policy {
    /// How long a moderator holds a case.
    pub fn lease(&self) -> Duration {
        Duration::from_secs(u64::from(self.lease_minutes) * 60)
    }

    /// What becomes of a text without anybody looking at it. What was only noted stands in nobody's way.
    pub fn judge(&self, subject: Subject, findings: &[Finding], standing: Standing) -> Judgement {
        let mut refused: Vec<Reason> = Vec::new();
        for reason in
            findings.iter().map(|finding| finding.reason).filter(|reason| self.refuse_by_rules.contains(reason))
        {
            if !refused.contains(&reason) {
                refused.push(reason);
            }
        }
        if !refused.is_empty() {
            return Judgement::Refuse(refused);
        }
        let clean = findings.iter().all(|finding| finding.reason.severity() == Severity::Note);
        if clean && standing == Standing::Good && self.publish_clean.contains(&subject) {
            Judgement::Publish
        } else {
            Judgement::Wait
        }
    }
}
