//! The order in which cases are decided: by deadline, and what may do harm sooner.

use std::time::Duration;

use super::reason::Severity;
use super::{Finding, Stage, Subject};
use crate::Timestamp;
use crate::people::{DeskRole, named};

named! {
    /// Where a case waits.
    Queue {
        /// Answers to questions.
        Answers = "answers",
        /// Questions of buyers.
        Questions = "questions",
        /// Reviews.
        Reviews = "reviews",
        /// Comments under reviews.
        Comments = "comments",
        /// Pictures and videos of reviews.
        Media = "media",
        /// Complaints of shops about reviews.
        Reports = "reports",
        /// Verdicts that their author does not accept.
        Appeals = "appeals",
        /// Chats: messages that the guard held, reports of fraud, appeals against what it or the operator did.
        Safety = "safety",
        /// First verdicts that a second person is asked about.
        Second = "second",
    }
}

named! {
    /// How far a case has come.
    CaseState {
        /// Nobody has decided it.
        Waiting = "waiting",
        /// Decided; that may still be taken back.
        Deciding = "deciding",
        /// The verdict is in force.
        Decided = "decided",
        /// Its author took the text away.
        Withdrawn = "withdrawn",
    }
}

impl Queue {
    /// The queue of a case.
    pub fn of(subject: Subject, stage: Stage) -> Self {
        match (stage, subject) {
            (_, Subject::Message | Subject::FraudReport | Subject::Friction | Subject::Switch) => Self::Safety,
            (Stage::Appeal, _) => Self::Appeals,
            (Stage::Second, _) => Self::Second,
            (_, Subject::Answer) => Self::Answers,
            (_, Subject::Question) => Self::Questions,
            (_, Subject::Review) => Self::Reviews,
            (_, Subject::Comment) => Self::Comments,
            (_, Subject::Media) => Self::Media,
            (_, Subject::Report) => Self::Reports,
        }
    }
}

impl Queue {
    /// Whose queue it is: who is reminded of it. That others may help out changes nothing of that.
    pub fn role(self) -> DeskRole {
        if self == Self::Safety { DeskRole::Safety } else { DeskRole::Moderator }
    }
}

/// Harm from which a case counts as risky.
pub const RISKY: i64 = 2;
/// By how much each degree of harm brings a case forward.
const FORWARD: Duration = Duration::from_secs(36 * 3600);

/// The harm that may be done while a case waits, 0 to 3: the gravest of what was found.
pub fn harm(findings: &[Finding]) -> i64 {
    findings.iter().map(|finding| degree(finding.reason.severity())).max().unwrap_or(0)
}

fn degree(severity: Severity) -> i64 {
    match severity {
        Severity::Note => 0,
        Severity::Low => 1,
        Severity::High => 2,
        Severity::Critical => 3,
    }
}

/// Where a case stands in its queue, earlier first: its deadline, brought forward by the harm. What runs past its deadline
/// goes before everything that does not; the store sees to that when a case is taken.
pub fn order_at(due_at: Timestamp, harm: i64) -> Timestamp {
    due_at.before(FORWARD * u32::try_from(harm.clamp(0, 3)).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_harm_is_decided_before_what_was_sent_a_day_earlier() {
        let day = Duration::from_secs(24 * 3600);
        let (first, second) = (Timestamp(0).after(day * 7), Timestamp(0).after(day * 8));
        assert!(order_at(second, 1) < order_at(first, 0));
        assert!(order_at(second, 0) > order_at(first, 0));
        assert_eq!(order_at(first, 99), order_at(first, 3));
    }

    #[test]
    fn everything_about_chats_waits_at_the_safety_desk_whatever_the_stage() {
        for stage in Stage::ALL {
            assert_eq!(Queue::of(Subject::Message, *stage), Queue::Safety);
            assert_eq!(Queue::of(Subject::Switch, *stage), Queue::Safety);
        }
    }

    #[test]
    fn an_appeal_waits_among_appeals_whatever_it_is_about() {
        for subject in Subject::ALL.iter().filter(|subject| !subject.is_safety()) {
            assert_eq!(Queue::of(*subject, Stage::Appeal), Queue::Appeals);
            assert_eq!(Queue::of(*subject, Stage::Second), Queue::Second);
            assert_ne!(Queue::of(*subject, Stage::First), Queue::Appeals);
        }
    }
}
