//! Questions about products and the answers to them: where they stand, who may do what, when they are public.

pub mod identical;

use crate::people::named;
use crate::{Code, Refusal, Timestamp};

pub use crate::reviews::{AuthorKind, UNDO_WINDOW};

/// Characters of a question, at least.
pub const QUESTION_MIN: usize = 10;
/// Characters of a question, at most.
pub const QUESTION_MAX: usize = 2_000;
/// Characters of an answer, at least; the dialect's limit.
pub const ANSWER_MIN: usize = 2;
/// Characters of an answer, at most; the dialect's limit.
pub const ANSWER_MAX: usize = 3_000;

named! {
    /// Whether buyers see a question.
    QuestionState {
        /// It waits for a moderator.
        Waiting = "waiting",
        /// Everybody sees it.
        Published = "published",
        /// It was refused, with reasons.
        Refused = "refused",
        /// Its buyer took it away.
        Deleted = "deleted",
    }
}

named! {
    /// Where a question stands for the shop.
    Stage {
        /// Nobody of the shop has opened it.
        New = "new",
        /// Opened, and not answered.
        Viewed = "viewed",
        /// The shop's answer waits for a verdict.
        Moderation = "moderation",
        /// The shop's answer was refused: the question waits for another.
        Refused = "refused",
        /// The shop's answer stands on the card, or somebody put the question aside as done.
        Processed = "processed",
    }
}

named! {
    /// The three statuses that the field knows, and the dialect with it.
    Status {
        /// Not seen yet.
        New = "new",
        /// Seen, and no answer stands on the card.
        Viewed = "viewed",
        /// Answered, or put aside.
        Processed = "processed",
    }
}

named! {
    /// Where an answer stands.
    AnswerState {
        /// Sent, and may still be taken back without a trace.
        Pending = "pending",
        /// It waits for a moderator.
        Waiting = "waiting",
        /// Everybody sees it.
        Published = "published",
        /// It was refused, with reasons.
        Refused = "refused",
        /// Taken away by its author.
        Deleted = "deleted",
    }
}

impl Stage {
    /// The status that the field knows it by: an answer that is not public yet leaves a question viewed.
    pub fn status(self) -> Status {
        match self {
            Self::New => Status::New,
            Self::Viewed | Self::Moderation | Self::Refused => Status::Viewed,
            Self::Processed => Status::Processed,
        }
    }

    /// Whether the question waits for the shop.
    pub fn waits(self) -> bool {
        matches!(self, Self::New | Self::Viewed | Self::Refused)
    }
}

impl Status {
    /// The stages that a status covers.
    pub fn stages(self) -> Vec<Stage> {
        Stage::ALL.iter().copied().filter(|stage| stage.status() == self).collect()
    }
}

/// What became of the shop's answers to a question, all of them together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Answers {
    /// One stands on the card.
    pub stands: bool,
    /// One was sent and has no verdict yet.
    pub waits: bool,
    /// The newest verdict on one of them was a refusal.
    pub refused: bool,
}

/// What happens to a question and may move its stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Somebody of the shop opened it.
    Opened,
    /// An answer of the shop was sent, judged, changed or taken away; this is what there is now.
    Answered(Answers),
    /// Somebody set the status by hand or by a program.
    Set(Status),
}

/// The stage after a step. The only place where a question's stage comes from.
pub fn apply(stage: Stage, step: Step) -> Stage {
    match (stage, step) {
        (Stage::New, Step::Opened) => Stage::Viewed,
        (_, Step::Opened) => stage,
        (_, Step::Answered(Answers { stands: true, .. })) => Stage::Processed,
        (_, Step::Answered(Answers { waits: true, .. })) => Stage::Moderation,
        (_, Step::Answered(Answers { refused: true, .. })) => Stage::Refused,
        (_, Step::Answered(_)) => Stage::Viewed,
        (_, Step::Set(Status::New)) => Stage::New,
        (_, Step::Set(Status::Viewed)) => Stage::Viewed,
        (_, Step::Set(Status::Processed)) => Stage::Processed,
    }
}

/// What a rule needs to know about a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// Whether buyers see it.
    pub state: QuestionState,
    /// Where it stands for the shop.
    pub stage: Stage,
    /// Whether the product is no longer sold.
    pub archived: bool,
}

/// What the shop's staff can do to a question now. Buttons are drawn from it and commands check it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Write an answer.
    Answer,
    /// Change how far it has come.
    SetStatus,
}

/// What is offered is what is allowed.
pub fn allowed(facts: &Facts, may_reply: bool) -> Vec<Action> {
    if !may_reply || facts.state != QuestionState::Published {
        return Vec::new();
    }
    if facts.archived { vec![Action::SetStatus] } else { vec![Action::Answer, Action::SetStatus] }
}

/// Whether the shop may do something to a question, or why not.
pub fn check(facts: &Facts, action: Action) -> Result<(), Refusal> {
    if allowed(facts, true).contains(&action) {
        return Ok(());
    }
    Err(match (facts.state, action) {
        (QuestionState::Published, Action::Answer) => Code::ProductGone.into(),
        _ => Code::QuestionNotFound.into(),
    })
}

/// Whether an answer can still be taken back: it is pending and its time has not come.
pub fn can_undo(state: AnswerState, public_at: Timestamp, now: Timestamp) -> bool {
    state == AnswerState::Pending && now < public_at
}

/// Whether an answer may be changed: what was sent and may still be taken back is taken back instead.
pub fn can_edit(state: AnswerState) -> bool {
    matches!(state, AnswerState::Waiting | AnswerState::Published | AnswerState::Refused)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: Answers = Answers { stands: false, waits: false, refused: false };

    #[test]
    fn opening_a_new_question_makes_it_viewed_and_changes_nothing_else() {
        for stage in Stage::ALL {
            let expected = if *stage == Stage::New { Stage::Viewed } else { *stage };
            assert_eq!(apply(*stage, Step::Opened), expected);
        }
    }

    #[test]
    fn a_question_is_processed_once_an_answer_stands_on_the_card_whatever_else_waits() {
        for stage in Stage::ALL {
            let all = Answers { stands: true, waits: true, refused: true };
            assert_eq!(apply(*stage, Step::Answered(all)), Stage::Processed);
            let waits = Answers { waits: true, refused: true, ..NONE };
            assert_eq!(apply(*stage, Step::Answered(waits)), Stage::Moderation);
        }
    }

    #[test]
    fn a_refused_answer_puts_the_question_back_among_those_that_wait() {
        let stage = apply(Stage::Moderation, Step::Answered(Answers { refused: true, ..NONE }));
        assert_eq!(stage, Stage::Refused);
        assert!(stage.waits());
        assert_eq!(stage.status(), Status::Viewed);
    }

    #[test]
    fn a_question_whose_only_answer_was_taken_away_waits_again() {
        assert_eq!(apply(Stage::Processed, Step::Answered(NONE)), Stage::Viewed);
        assert!(Stage::Viewed.waits());
    }

    #[test]
    fn every_stage_belongs_to_exactly_one_status() {
        let all: Vec<Stage> = Status::ALL.iter().flat_map(|status| status.stages()).collect();
        assert_eq!(all.len(), Stage::ALL.len());
        for status in Status::ALL {
            assert_eq!(apply(Stage::Refused, Step::Set(*status)).status(), *status);
        }
    }

    #[test]
    fn a_question_about_a_product_that_is_no_longer_sold_takes_no_answer_and_says_why() {
        let facts = Facts { state: QuestionState::Published, stage: Stage::New, archived: true };
        assert_eq!(check(&facts, Action::Answer).unwrap_err().code, Code::ProductGone);
        assert!(check(&facts, Action::SetStatus).is_ok());
        let gone = Facts { state: QuestionState::Deleted, archived: false, ..facts };
        assert_eq!(check(&gone, Action::Answer).unwrap_err().code, Code::QuestionNotFound);
    }

    #[test]
    fn who_may_not_reply_is_offered_nothing() {
        let facts = Facts { state: QuestionState::Published, stage: Stage::New, archived: false };
        assert_eq!(allowed(&facts, false), []);
        assert_eq!(allowed(&facts, true), [Action::Answer, Action::SetStatus]);
    }
}
