//! A dispute: opened by the buyer, answered by the shop, decided by the operator.

use std::time::Duration;

use crate::people::named;
use crate::{Code, Lang, Refusal, Timestamp};

/// How long the shop has to answer, and the operator to decide after that.
pub const ANSWER_TIME: Duration = Duration::from_secs(3 * 24 * 3600);

named! {
    /// What went wrong.
    DisputeReason {
        /// The buyer wants to give it back.
        Return = "return",
        /// It does not work, or came damaged.
        Defect = "defect",
        /// It did not come.
        NotArrived = "not_arrived",
    }
}

impl DisputeReason {
    /// The words on pages.
    pub fn words(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Return, Lang::Ru) => "Возврат",
            (Self::Return, Lang::En) => "Return",
            (Self::Defect, Lang::Ru) => "Брак или повреждение",
            (Self::Defect, Lang::En) => "Defect or damage",
            (Self::NotArrived, Lang::Ru) => "Заказ не пришёл",
            (Self::NotArrived, Lang::En) => "Did not arrive",
        }
    }
}

named! {
    /// Where a dispute stands.
    DisputeState {
        /// The shop has to answer.
        Opened = "opened",
        /// The operator has to decide.
        Answered = "answered",
        /// Decided.
        Decided = "decided",
    }
}

named! {
    /// For whom it is decided.
    Outcome {
        /// For the buyer.
        Buyer = "buyer",
        /// For the shop.
        Seller = "seller",
    }
}

/// A dispute as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dispute {
    /// What went wrong.
    pub reason: DisputeReason,
    /// Where it stands.
    pub state: DisputeState,
    /// Until when whoever has to act should.
    pub due_at: Timestamp,
    /// For whom it was decided.
    pub outcome: Option<Outcome>,
}

impl Dispute {
    /// A dispute that was just opened.
    pub fn open(reason: DisputeReason, now: Timestamp) -> Self {
        Self { reason, state: DisputeState::Opened, due_at: now.after(ANSWER_TIME), outcome: None }
    }

    /// The same once the shop has answered; later words of the shop change nothing.
    pub fn answered(self, now: Timestamp) -> Self {
        match self.state {
            DisputeState::Opened => Self { state: DisputeState::Answered, due_at: now.after(ANSWER_TIME), ..self },
            DisputeState::Answered | DisputeState::Decided => self,
        }
    }

    /// The same, decided. The operator waits for the shop's answer as long as the shop has time for it.
    pub fn decide(self, outcome: Outcome, now: Timestamp) -> Result<Self, Refusal> {
        match self.state {
            DisputeState::Decided => Err(Code::DisputeDecided.into()),
            DisputeState::Opened if now < self.due_at => {
                Err(Refusal::new(Code::DisputeTooEarly).with("until", self.due_at))
            }
            DisputeState::Opened | DisputeState::Answered => {
                Ok(Self { state: DisputeState::Decided, outcome: Some(outcome), ..self })
            }
        }
    }
}
