//! What the operator has decided about moderation once and for all.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::reason::{Reason, Severity};
use super::standing::Standing;
use super::{Finding, Subject, checks};
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
    /// The marketplace's own hosts, to which a link may lead; their parts below too.
    pub own_hosts: Vec<String>,
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
            own_hosts: checks::OWN_HOSTS.iter().map(|host| (*host).to_owned()).collect(),
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

    /// What the checks see in a text, where links to the marketplace's own hosts are nobody's concern.
    pub fn look(&self, subject: Subject, text: &str) -> Vec<Finding> {
        let own: Vec<&str> = self.own_hosts.iter().map(String::as_str).collect();
        checks::run_at(&own, subject, text)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moderation::Reason;

    fn judged(policy: &Policy, subject: Subject, text: &str, standing: Standing) -> Judgement {
        policy.judge(subject, &policy.look(subject, text), standing)
    }

    #[test]
    fn a_clean_text_of_somebody_in_good_standing_is_published_where_the_operator_allows_it() {
        let policy = Policy::default();
        let text = "Подойдут ли кроссовки на широкую стопу?";
        assert_eq!(judged(&policy, Subject::Question, text, Standing::Good), Judgement::Publish);
        assert_eq!(judged(&policy, Subject::Question, text, Standing::Watched), Judgement::Wait);
        assert_eq!(judged(&policy, Subject::Answer, "Да, на широкую стопу тоже", Standing::Good), Judgement::Wait);
    }

    #[test]
    fn no_text_is_refused_by_the_rules_alone_unless_the_operator_switched_that_on_for_the_reason() {
        let text = "Звоните +7 912 345-67-89";
        let policy = Policy::default();
        assert_eq!(judged(&policy, Subject::Question, text, Standing::Good), Judgement::Wait);
        let strict = Policy { refuse_by_rules: vec![Reason::Phone], ..policy };
        assert_eq!(judged(&strict, Subject::Question, text, Standing::Good), Judgement::Refuse(vec![Reason::Phone]));
        let mail = "Пишите на shop@example.ru";
        assert_eq!(judged(&strict, Subject::Question, mail, Standing::Good), Judgement::Wait);
    }

    #[test]
    fn what_is_only_noted_stands_in_nobodys_way() {
        let text = "ПОДОЙДУТ ЛИ КРОССОВКИ НА ШИРОКУЮ СТОПУ?";
        let policy = Policy::default();
        assert!(policy.look(Subject::Question, text).iter().any(|found| found.reason == Reason::Shouting));
        assert_eq!(judged(&policy, Subject::Question, text, Standing::Good), Judgement::Publish);
    }

    #[test]
    fn a_link_to_the_operators_own_host_is_no_foreign_link() {
        let own = Policy { own_hosts: vec!["rynok-sever.ru".into()], ..Policy::default() };
        let text = "Размеры стоят на rynok-sever.ru/sizes";
        assert_eq!(own.look(Subject::Answer, text), []);
        assert_ne!(Policy::default().look(Subject::Answer, text), []);
    }
}
