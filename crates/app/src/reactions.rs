//! What follows from what happened. One match over every event, without a catch-all: a new event does not compile
//! until somebody has decided what follows.

use domain::chats::Author;
use domain::event::{By, Event, Recorded, Talk};
use domain::moderation::{Decision, Stage, months};
use domain::promotions::requests::RequestState;
use domain::{AnswerId, PersonId, QuestionId, ReviewId};
use store::log::{self, Cursor, Notice};
use store::{StoreError, Tx, answers, moderation, questions, reviews};

/// The name under which the worker follows the log.
pub const CONSUMER: &str = "reactions";

/// What follows from one event, in the transaction that notes it as seen. Doing it twice is doing it once.
pub(crate) fn react(tx: &mut Tx<'_>, recorded: &Recorded) -> Result<(), StoreError> {
    match &recorded.event {
        Event::CommentPublished { review, .. } => tell_buyer(tx, recorded, review, "review_answered"),
        Event::AnswerPublished { question, answer } => tell_asker(tx, recorded, question, answer),
        Event::VerdictGiven { subject, subject_id, author, decision, stage, overturns, .. } => {
            count_verdict(tx, recorded)?;
            let told = Told { decision: *decision, stage: *stage, overturned: *overturns };
            match told.kind() {
                Some(kind) => tell_author(tx, recorded, author, &format!("{}_{kind}", subject.as_str()), subject_id),
                None => Ok(()),
            }
        }
        Event::VerdictAppealed { .. } => count_appeal(tx, recorded),
        // Nobody is told; whoever looks at the list sees it live, since the live feed reads the log itself.
        Event::ReviewPublished { .. }
        | Event::ReviewEdited { .. }
        | Event::ReviewDeleted { .. }
        | Event::ReviewStatusChanged { .. }
        | Event::ReviewVoted { .. }
        | Event::ReviewPinned { .. }
        | Event::ReviewUnpinned { .. }
        | Event::CommentSent { .. }
        | Event::CommentUndone { .. }
        | Event::CommentEdited { .. }
        | Event::CommentDeleted { .. }
        | Event::ReviewShown { .. }
        | Event::ReviewPicturesRefused { .. }
        | Event::QuestionAsked { .. }
        | Event::QuestionPublished { .. }
        | Event::QuestionDeleted { .. }
        | Event::QuestionStageChanged { .. }
        | Event::QuestionSeconded { .. }
        | Event::AnswerSent { .. }
        | Event::AnswerUndone { .. }
        | Event::AnswerEdited { .. }
        | Event::AnswerDeleted { .. }
        | Event::AnswerVoted { .. } => Ok(()),
        // The verdict beside each of them tells the author why.
        Event::ReviewHidden { .. }
        | Event::CommentRefused { .. }
        | Event::QuestionRefused { .. }
        | Event::AnswerRefused { .. } => Ok(()),
        // Waits on the desk; the case is the queue.
        Event::ReviewHeld { .. }
        | Event::CommentHeld { .. }
        | Event::AnswerHeld { .. }
        | Event::CaseOpened { .. }
        | Event::CaseWithdrawn { .. } => Ok(()),
        // Waits on the desk; the row itself is the queue.
        Event::ReviewReported { .. } => Ok(()),
        Event::MessageSent { talk, author: Author::Seller | Author::Support, note: false, .. } => {
            tell_of_chat(tx, recorded, talk, "chat_message")
        }
        Event::DisputeMoved { talk, .. } => tell_of_chat(tx, recorded, talk, "dispute_moved"),
        Event::FrictionStepped { buyer, who, .. } => match buyer.as_deref().and_then(PersonId::parse) {
            Some(buyer) => tell(tx, recorded, buyer, "chats_friction", who),
            None => Ok(()),
        },
        // Whoever has the chat open sees it live; the list of chats counts what is unread.
        Event::ChatOpened { .. }
        | Event::MessageSent { .. }
        | Event::MessageEdited { .. }
        | Event::MessageDeleted { .. }
        | Event::MessageReleased { .. }
        | Event::MessagesRead { .. }
        | Event::FileChecked { .. }
        | Event::ChatClosed { .. }
        | Event::ChatReopened { .. }
        | Event::ChatAssigned { .. }
        | Event::ChatFrozen { .. }
        | Event::ChatUnfrozen { .. } => Ok(()),
        Event::ChatRated { talk, rating } if talk.kind.is_support() => {
            moderation::count(tx, &months::month(recorded.at), months::SUPPORT, &rating.to_string(), 1)
        }
        Event::ChatRated { .. } => Ok(()),
        // Its author sees it in the chat, with the reason; a held one is a case on the safety desk.
        Event::MessageHeld { .. } => moderation::count(tx, &months::month(recorded.at), months::GUARD, "held", 1),
        Event::MessageBlocked { labels, .. } => {
            let month = months::month(recorded.at);
            moderation::count(tx, &month, months::GUARD, "blocked", 1)?;
            labels.iter().try_for_each(|label| moderation::count(tx, &month, months::GUARD_LABELS, label, 1))
        }
        Event::FraudReported { what, .. } => {
            moderation::count(tx, &months::month(recorded.at), months::FRAUD_REPORTS, what.as_str(), 1)
        }
        // Its buyer sees it among the orders.
        Event::OrderPlaced { .. } => Ok(()),
        // The pages of prices and promotions show it; its ledger says who agreed to what.
        Event::PriceChanged { .. }
        | Event::PriceRulesChanged
        | Event::PromotionPublished { .. }
        | Event::PromotionChanged { .. }
        | Event::PromotionStarted { .. }
        | Event::PromotionEnded { .. }
        | Event::PromotionJoined { .. }
        | Event::PromotionLeft { .. }
        | Event::EnrolmentAnnounced { .. }
        | Event::FloorHeld { .. } => Ok(()),
        // A banner says it for as long as it lasts.
        Event::ChatsSwitchedOff { .. } | Event::ChatsSwitchedOn { .. } | Event::Announced { .. } => Ok(()),
        Event::DiscountApproved { buyer, request, .. } => tell_id(tx, recorded, buyer, "discount_approved", request),
        Event::DiscountDeclined { buyer, request, .. } => tell_id(tx, recorded, buyer, "discount_declined", request),
        Event::DiscountEnded { buyer, request, state: RequestState::Expired, .. } => {
            tell_id(tx, recorded, buyer, "discount_expired", request)
        }
        // The list of requests is the shop's queue; what a buyer does, the buyer knows.
        Event::DiscountAsked { .. } | Event::DiscountEnded { .. } => Ok(()),
        // Security of the account: the log is what there is to tell until notifications are there.
        Event::KeyCreated { .. } | Event::KeyRevoked { .. } => Ok(()),
    }
}

/// Tells the buyer of a review something about it, where the buyer is somebody who signs in here.
fn tell_buyer(tx: &mut Tx<'_>, recorded: &Recorded, review: &str, kind: &str) -> Result<(), StoreError> {
    let Some(id) = ReviewId::parse(review) else { return Ok(()) };
    let Some(buyer) = reviews::one(tx, recorded.seller, id)?.and_then(|r| r.buyer) else { return Ok(()) };
    tell(tx, recorded, buyer, kind, review)
}

/// Tells the person whose id this is.
fn tell_id(tx: &mut Tx<'_>, recorded: &Recorded, id: &str, kind: &str, subject: &str) -> Result<(), StoreError> {
    match PersonId::parse(id) {
        Some(person) => tell(tx, recorded, person, kind, subject),
        None => Ok(()),
    }
}

/// Tells the buyer of a chat something about it.
fn tell_of_chat(tx: &mut Tx<'_>, recorded: &Recorded, talk: &Talk, kind: &str) -> Result<(), StoreError> {
    match talk.buyer.as_deref().and_then(PersonId::parse) {
        Some(buyer) => tell(tx, recorded, buyer, kind, &talk.chat),
        None => Ok(()),
    }
}

fn tell(tx: &mut Tx<'_>, recorded: &Recorded, person: PersonId, kind: &str, subject: &str) -> Result<(), StoreError> {
    let notice = Notice {
        cursor: Cursor { seq: recorded.seq },
        seller: recorded.seller,
        kind: kind.to_owned(),
        subject: subject.to_owned(),
        at: recorded.at,
        read_at: None,
    };
    log::insert_notice(tx, person, &notice)
}

/// Tells who asked that there is an answer. Nobody is told of an answer of their own.
fn tell_asker(tx: &mut Tx<'_>, recorded: &Recorded, question: &str, answer: &str) -> Result<(), StoreError> {
    let (Some(id), Some(answer)) = (QuestionId::parse(question), AnswerId::parse(answer)) else { return Ok(()) };
    let Some(buyer) = questions::one(tx, recorded.seller, id)?.and_then(|q| q.buyer) else { return Ok(()) };
    let author = answers::one(tx, recorded.seller, answer)?.and_then(|a| a.author_id);
    if author.as_deref() == Some(By::Buyer(buyer).to_string().as_str()) {
        return Ok(());
    }
    tell(tx, recorded, buyer, "question_answered", question)
}

/// What a verdict says to the author.
struct Told {
    decision: Decision,
    stage: Stage,
    overturned: bool,
}

impl Told {
    /// The name of the notice. What was published at once, and what a second opinion says without changing anything, is
    /// nobody's news.
    fn kind(&self) -> Option<&'static str> {
        match (self.stage, self.decision) {
            (Stage::Appeal, Decision::Publish) => Some("appeal_won"),
            (Stage::Appeal, Decision::Refuse) => Some("appeal_lost"),
            (Stage::Second, _) => self.overturned.then_some("appeal_won"),
            (Stage::First | Stage::Rules, Decision::Refuse) => Some("refused"),
            (Stage::First, Decision::Publish) => Some("published"),
            (Stage::Rules, Decision::Publish) => None,
        }
    }
}

fn tell_author(
    tx: &mut Tx<'_>,
    recorded: &Recorded,
    author: &str,
    kind: &str,
    subject: &str,
) -> Result<(), StoreError> {
    match By::parse(author).and_then(By::person) {
        Some(person) => tell(tx, recorded, person, kind, subject),
        None => Ok(()),
    }
}

/// The numbers of the month, for the pages that show how moderation goes. The log is followed once, so each verdict counts
/// once.
fn count_verdict(tx: &mut Tx<'_>, recorded: &Recorded) -> Result<(), StoreError> {
    let Event::VerdictGiven { subject, decision, stage, reasons, took, late, earlier, overturns, case, .. } =
        &recorded.event
    else {
        return Ok(());
    };
    // Chats have numbers of their own.
    if subject.is_safety() {
        return Ok(());
    }
    let month = months::month(recorded.at);
    let mut count = |what: &str, key: &str| moderation::count(tx, &month, what, key, 1);
    let maker = if case.is_some() { "person" } else { "rules" };
    match stage {
        Stage::Rules | Stage::First => {
            count(months::VERDICTS, &format!("{}.{}.{maker}", subject.as_str(), decision.as_str()))?;
            for reason in reasons {
                count(months::REASONS, reason)?;
            }
            if case.is_some() {
                count(months::TOOK, &months::bucket(*took).to_string())?;
                count(months::LIMIT, if *late { "late" } else { "kept" })?;
            }
        }
        Stage::Appeal => count(months::APPEALS, if *overturns { "overturned" } else { "upheld" })?,
        Stage::Second => {
            let agrees = earlier.as_ref().is_none_or(|first| first.decision == *decision);
            let word = if agrees { "agreed" } else { "disagreed" };
            count(months::SECOND, word)?;
            for reason in earlier.iter().flat_map(|first| &first.reasons) {
                count(months::SECOND_REASONS, &format!("{reason}.{word}"))?;
            }
        }
    }
    if let Some(turned) = earlier.as_ref().filter(|_| *overturns) {
        let maker = if turned.by_rules { "rules" } else { "person" };
        for reason in &turned.reasons {
            count(months::OVERTURNED, &format!("{reason}.{maker}"))?;
        }
    }
    Ok(())
}

fn count_appeal(tx: &mut Tx<'_>, recorded: &Recorded) -> Result<(), StoreError> {
    moderation::count(tx, &months::month(recorded.at), months::APPEALS, "made", 1)
}
