//! The gate before every message: the guard judges it, and what it cannot judge is held, never let through.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use domain::fraud::{From as Sender, Guard, Judgement, Message, Talk, Verdict};

/// What judges messages: the guard, or in tests something that fails.
pub trait Judge: Send + Sync {
    /// What to do with a message, and why.
    fn judge(&self, message: &Message<'_>) -> Judgement;
    /// The version of the rules.
    fn version(&self) -> &str;
}

impl Judge for Guard {
    fn judge(&self, message: &Message<'_>) -> Judgement {
        Self::judge(self, message)
    }

    fn version(&self) -> &str {
        Self::version(self)
    }
}

/// A message with all that the guard looks at, owned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Who writes.
    pub from: Sender,
    /// To whom.
    pub talk: Talk,
    /// Whether the talk is about an order.
    pub order: bool,
    /// What the shown name claims.
    pub role_claim: Option<String>,
    /// What is written.
    pub text: String,
    /// What the same author wrote just before, the oldest first.
    pub earlier: Vec<String>,
}

/// What came of asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The guard has judged.
    Judged(Judgement),
    /// It could not: it broke, took too long, or its rules cannot be read. The message is held.
    Unjudged,
}

impl Answer {
    /// Nothing that the guard would look at.
    pub(crate) fn nothing() -> Self {
        Self::Judged(Judgement { verdict: Verdict::Allow, why: Vec::new() })
    }

    /// The verdict; what could not be judged is held.
    pub fn verdict(&self) -> Verdict {
        match self {
            Self::Judged(judgement) => judgement.verdict,
            Self::Unjudged => Verdict::Hold,
        }
    }
}

/// Holds the guard that is in force; it can be changed while messages flow.
pub struct Gate(RwLock<InForce>);

/// The guard, and the number of its rules among those that the safety desk has put in force; 0 for those that come with the
/// program.
struct InForce {
    judge: Option<Arc<dyn Judge>>,
    number: i64,
}

impl Default for Gate {
    fn default() -> Self {
        Self(RwLock::new(InForce { judge: Some(Guard::built_in()), number: 0 }))
    }
}

impl Gate {
    /// Puts another guard in force.
    pub fn install(&self, judge: Arc<dyn Judge>) {
        let number = self.number();
        self.install_numbered(judge, number);
    }

    /// Puts the rules with this number in force.
    pub(crate) fn install_numbered(&self, judge: Arc<dyn Judge>, number: i64) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = InForce { judge: Some(judge), number };
    }

    /// From now on nothing can be judged, so everything is held: the rules with this number cannot be read.
    pub(crate) fn close(&self, number: i64) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = InForce { judge: None, number };
    }

    /// The number of the rules in force.
    pub fn number(&self) -> i64 {
        self.0.read().unwrap_or_else(PoisonError::into_inner).number
    }

    /// The guard in force; `None` where its rules cannot be read.
    pub fn in_force(&self) -> Option<Arc<dyn Judge>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).judge.clone()
    }

    /// Asks the guard about a message, and waits so long for it. It thinks on a thread of its own, so that nothing it does stops
    /// anything else.
    pub async fn ask(&self, question: Question, patience: Duration) -> Answer {
        let Some(judge) = self.in_force() else { return Answer::Unjudged };
        let thinking = tokio::task::spawn_blocking(move || {
            let earlier: Vec<&str> = question.earlier.iter().map(String::as_str).collect();
            judge.judge(&question.message(&earlier))
        });
        match tokio::time::timeout(patience, thinking).await {
            Ok(Ok(judgement)) => Answer::Judged(judgement),
            Ok(Err(_)) => unjudged("it broke"),
            Err(_) => unjudged("it took too long"),
        }
    }
}

fn unjudged(why: &str) -> Answer {
    metrics::counter!("otklik_guard_unjudged_total").increment(1);
    tracing::error!(guard.why = why, "a message could not be judged and is held");
    Answer::Unjudged
}

impl Question {
    fn message<'q>(&'q self, earlier: &'q [&'q str]) -> Message<'q> {
        Message {
            from: self.from,
            talk: self.talk,
            order: self.order,
            role_claim: self.role_claim.as_deref(),
            text: &self.text,
            earlier,
        }
    }
}
