//! What follows from what happened. One match over every event, without a catch-all: a new event does not compile
//! until somebody has decided what follows.

use domain::chats::{Author, ChatKind};
use domain::event::{By, Event, Recorded, Talk};
use domain::fraud::friction::Step;
use domain::moderation::queue::Queue;
use domain::moderation::{Decision, Stage, months};
use domain::notices::kinds;
use domain::promotions::requests::RequestState;
use domain::{AnswerId, ChatId, PersonId, QuestionId, ReviewId, SellerId, Timestamp};
use store::notices::Part;
use store::{StoreError, Tx, answers, chats, moderation, questions, reviews};

use crate::commands::chats::NO_SHOP;
use crate::commands::webhooks;
use crate::rules::Rules;
use crate::telling::{self, News, everybody, reminders};

/// The name under which the worker follows the log.
pub const CONSUMER: &str = "reactions";

/// What follows from one event, in the transaction that notes it as seen. Doing it twice is doing it once.
#[expect(clippy::too_many_lines, reason = "one match over every event is as long as there are events")]
pub(crate) fn react(tx: &mut Tx<'_>, of: &Rules, recorded: &Recorded, now: Timestamp) -> Result<(), StoreError> {
    webhooks::queue(tx, recorded)?;
    let tell = Tell { recorded, now };
    match &recorded.event {
        Event::CommentPublished { review, .. } => tell.reviewer(tx, review),
        Event::AnswerPublished { question, answer } => tell.asker(tx, question, answer),
        Event::ReviewPublished { review, rating, .. } => {
            tell.staff(tx, News { stars: *rating, ..News::new(kinds::REVIEW_NEW, review) })
        }
        Event::QuestionPublished { question } => tell.staff(tx, News::new(kinds::QUESTION_NEW, question)),
        Event::VerdictGiven { subject, subject_id, author, decision, stage, overturns, .. } => {
            count_verdict(tx, recorded)?;
            let told = Told { decision: *decision, stage: *stage, overturned: *overturns };
            match told.kind() {
                Some(kind) => tell.author(tx, author, &format!("{}_{kind}", subject.as_str()), subject_id),
                None => Ok(()),
            }
        }
        Event::VerdictAppealed { .. } => count_appeal(tx, recorded),
        // Nobody is told; whoever looks at the list sees it live, since the live feed reads the log itself.
        Event::ReviewEdited { .. }
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
        Event::CaseOpened { subject, stage, due_at, .. } => {
            reminders::plan_verdicts(tx, Queue::of(*subject, *stage), Timestamp(*due_at), now)
        }
        Event::VerdictsDue { queue, due_at, .. } => {
            let news = News { due_at: Some(Timestamp(*due_at)), ..News::new(kinds::VERDICTS_DUE, queue.as_str()) };
            tell.deciders(tx, *queue, &news)
        }
        // Waits on the desk; the case is the queue.
        Event::ReviewHeld { .. }
        | Event::CommentHeld { .. }
        | Event::AnswerHeld { .. }
        | Event::CaseWithdrawn { .. } => Ok(()),
        // Waits on the desk; the row itself is the queue.
        Event::ReviewReported { .. } => Ok(()),
        // What Otklik itself says in a talk is unread for nobody.
        Event::MessageSent { author: Author::System, .. } => Ok(()),
        Event::MessageSent { talk, author, note: false, .. } | Event::MessageReleased { talk, author, .. } => {
            if *author == Author::Buyer && talk.kind == ChatKind::Customer {
                reminders::plan_reply(tx, of, recorded.seller, talk, now)?;
            }
            tell.other_side(tx, talk, *author)
        }
        Event::DisputeMoved { talk, .. } => tell.both_sides(tx, talk, kinds::DISPUTE_MOVED),
        Event::ReplyDue { talk, due_at } => {
            let news = News { due_at: Some(Timestamp(*due_at)), ..News::new(kinds::REPLY_DUE, &talk.chat) };
            tell.staff_with(tx, talk, news)
        }
        Event::FrictionStepped { who, step, .. } => {
            let kind = if *step == Step::None { kinds::CHATS_FREE } else { kinds::CHATS_FRICTION };
            tell.held_back(tx, who, &News::new(kind, who))
        }
        // Whoever has the chat open sees it live; the list of chats counts what is unread.
        Event::ChatOpened { .. }
        | Event::MessageSent { .. }
        | Event::MessageEdited { .. }
        | Event::MessageDeleted { .. }
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
        Event::PromotionPublished { promotion } if recorded.seller == NO_SHOP => {
            everybody::plan(tx, everybody::SHOPS, recorded, &promotion.to_string(), now)
        }
        Event::PromotionStarted { promotion } if recorded.seller != NO_SHOP => {
            everybody::plan(tx, everybody::BUYERS, recorded, &promotion.to_string(), now)
        }
        Event::PromotionNearsEnd { promotion, freezes, at } => {
            let kind = if *freezes { kinds::PROMOTION_FREEZES } else { kinds::PROMOTION_ENDS };
            let promotion = promotion.to_string();
            tell.staff(tx, News { due_at: Some(Timestamp(*at)), ..News::new(kind, &promotion) })
        }
        // Silence is no where nothing of the shop's was named.
        Event::EnrolmentAnnounced { promotion, products, .. } => {
            let kind = if *products == Some(0) { kinds::ENROLMENT_ASKED } else { kinds::ENROLMENT_ANNOUNCED };
            tell.staff(tx, News::new(kind, &promotion.to_string()))
        }
        // The pages of prices and promotions show it; its ledger says who agreed to what.
        Event::PriceChanged { .. }
        | Event::PriceRulesChanged
        | Event::PromotionPublished { .. }
        | Event::PromotionChanged { .. }
        | Event::PromotionStarted { .. }
        | Event::PromotionEnded { .. }
        | Event::PromotionJoined { .. }
        | Event::PromotionLeft { .. }
        | Event::FloorHeld { .. } => Ok(()),
        Event::Announced { announcement } => everybody::plan(tx, everybody::SHOPS, recorded, announcement, now),
        // A banner says it for as long as it lasts.
        Event::ChatsSwitchedOff { .. } | Event::ChatsSwitchedOn { .. } => Ok(()),
        Event::DiscountApproved { buyer, request, .. } => tell.named(tx, buyer, kinds::DISCOUNT_APPROVED, request),
        Event::DiscountDeclined { buyer, request, .. } => tell.named(tx, buyer, kinds::DISCOUNT_DECLINED, request),
        Event::DiscountEnded { buyer, request, state: RequestState::Expired, .. } => {
            tell.named(tx, buyer, kinds::DISCOUNT_EXPIRED, request)
        }
        // What a buyer does, the buyer knows.
        Event::DiscountEnded { .. } => Ok(()),
        Event::DiscountAsked { request, .. } => tell.staff(tx, News::new(kinds::DISCOUNT_ASKED, request)),
        Event::SignedIn { person } => tell.of_themselves(tx, person, kinds::SIGNED_IN),
        Event::TelegramLinked { person } => tell.of_themselves(tx, person, kinds::TELEGRAM_LINKED),
        Event::TelegramLost { person } => tell.of_themselves(tx, person, kinds::TELEGRAM_LOST),
        Event::ContactGiven { person } => telling::confirm(tx, recorded, person),
        Event::NoticesTested { person, side, seller } => {
            let part = PersonId::parse(person).map(|person| Part { person, side: *side, seller: SellerId(*seller) });
            part.map_or(Ok(()), |part| telling::test(tx, recorded, part, now))
        }
        Event::KeyCreated { key } => tell.staff(tx, News::new(kinds::KEY_CREATED, key)),
        Event::KeyRevoked { key } => tell.staff(tx, News::new(kinds::KEY_REVOKED, key)),
        Event::WebhookGivenUp { webhook } => tell.staff(tx, News::new(kinds::WEBHOOK_OFF, webhook)),
    }
}

/// Tells people of one event.
struct Tell<'a> {
    recorded: &'a Recorded,
    now: Timestamp,
}

impl Tell<'_> {
    fn staff(&self, tx: &mut Tx<'_>, news: News<'_>) -> Result<(), StoreError> {
        telling::staff(tx, self.recorded, &news, self.now)
    }

    /// Tells the shop of something in a talk: whoever has it in hand, and those who want to hear of what others have in hand.
    fn staff_with(&self, tx: &mut Tx<'_>, talk: &Talk, news: News<'_>) -> Result<(), StoreError> {
        let chat = match ChatId::parse(&talk.chat) {
            Some(id) => chats::one(tx, self.recorded.seller, id)?,
            None => None,
        };
        let in_hand = chat.and_then(|chat| chat.assignee).map(|(holder, _)| holder);
        self.staff(tx, News { in_hand, ..news })
    }

    fn buyer(&self, tx: &mut Tx<'_>, buyer: PersonId, news: &News<'_>) -> Result<(), StoreError> {
        telling::person(tx, self.recorded, Part::buyer(buyer), news, self.now)
    }

    /// Tells whoever is held back, and nobody else of their shop; of a program all who work there.
    fn held_back(&self, tx: &mut Tx<'_>, who: &str, news: &News<'_>) -> Result<(), StoreError> {
        match By::parse(who) {
            Some(By::Key(_)) => self.staff(tx, news.clone()),
            Some(by) => match telling::part_of(by, self.recorded.seller) {
                Some(part) => telling::person(tx, self.recorded, part, news, self.now),
                None => Ok(()),
            },
            None => Ok(()),
        }
    }

    /// Tells those of the operator's staff whose queue it is.
    fn deciders(&self, tx: &mut Tx<'_>, queue: Queue, news: &News<'_>) -> Result<(), StoreError> {
        for (person, _, role) in store::people::desk_staff(tx)? {
            if role == queue.role() {
                telling::person(tx, self.recorded, Part::desk(person), news, self.now)?;
            }
        }
        Ok(())
    }

    /// Tells the buyer whose id this is.
    fn named(&self, tx: &mut Tx<'_>, buyer: &str, kind: &str, subject: &str) -> Result<(), StoreError> {
        match PersonId::parse(buyer) {
            Some(buyer) => self.buyer(tx, buyer, &News::new(kind, subject)),
            None => Ok(()),
        }
    }

    /// Tells the buyer of a review that the shop has answered, where the buyer is somebody who signs in here.
    fn reviewer(&self, tx: &mut Tx<'_>, review: &str) -> Result<(), StoreError> {
        let Some(id) = ReviewId::parse(review) else { return Ok(()) };
        match reviews::one(tx, self.recorded.seller, id)?.and_then(|review| review.buyer) {
            Some(buyer) => self.buyer(tx, buyer, &News::new(kinds::REVIEW_ANSWERED, review)),
            None => Ok(()),
        }
    }

    /// Tells who asked that there is an answer. Nobody is told of an answer of their own.
    fn asker(&self, tx: &mut Tx<'_>, question: &str, answer: &str) -> Result<(), StoreError> {
        let (Some(id), Some(answer)) = (QuestionId::parse(question), AnswerId::parse(answer)) else { return Ok(()) };
        let Some(buyer) = questions::one(tx, self.recorded.seller, id)?.and_then(|q| q.buyer) else { return Ok(()) };
        let author = answers::one(tx, self.recorded.seller, answer)?.and_then(|a| a.author_id);
        if author.as_deref() == Some(By::Buyer(buyer).to_string().as_str()) {
            return Ok(());
        }
        self.buyer(tx, buyer, &News::new(kinds::QUESTION_ANSWERED, question))
    }

    /// Tells those who did not write what was written in a talk.
    fn other_side(&self, tx: &mut Tx<'_>, talk: &Talk, author: Author) -> Result<(), StoreError> {
        let kind = if author == Author::Support { kinds::SUPPORT_MESSAGE } else { kinds::CHAT_MESSAGE };
        let sides = talk.kind.sides();
        if author != Author::Buyer && sides.contains(&Author::Buyer) {
            self.talking_buyer(tx, talk, kind)?;
        }
        if author != Author::Seller && sides.contains(&Author::Seller) {
            self.staff_with(tx, talk, News::new(kind, &talk.chat))?;
        }
        Ok(())
    }

    fn both_sides(&self, tx: &mut Tx<'_>, talk: &Talk, kind: &str) -> Result<(), StoreError> {
        self.talking_buyer(tx, talk, kind)?;
        self.staff_with(tx, talk, News::new(kind, &talk.chat))
    }

    fn talking_buyer(&self, tx: &mut Tx<'_>, talk: &Talk, kind: &str) -> Result<(), StoreError> {
        let buyer = talk.buyer.as_deref().and_then(PersonId::parse);
        // Whoever moved a dispute knows.
        match buyer.filter(|buyer| self.recorded.by != By::Buyer(*buyer).to_string()) {
            Some(buyer) => self.buyer(tx, buyer, &News::new(kind, &talk.chat)),
            None => Ok(()),
        }
    }

    /// Tells the author of a text what became of it.
    fn author(&self, tx: &mut Tx<'_>, author: &str, kind: &str, subject: &str) -> Result<(), StoreError> {
        match By::parse(author).and_then(|author| telling::part_of(author, self.recorded.seller)) {
            Some(part) => telling::person(tx, self.recorded, part, &News::new(kind, subject), self.now),
            None => Ok(()),
        }
    }

    /// Tells somebody what was done in their name: at the desk or in a shop where they have one, or as a buyer.
    fn of_themselves(&self, tx: &mut Tx<'_>, person: &str, kind: &str) -> Result<(), StoreError> {
        let Some(id) = PersonId::parse(person) else { return Ok(()) };
        let shop = store::people::shops_of(tx, id)?.into_iter().next();
        let part = match (shop, store::people::desk_role(tx, id)?) {
            (_, Some(_)) => Part::desk(id),
            (Some(shop), None) => Part::staff(id, shop.seller),
            (None, None) => Part::buyer(id),
        };
        // The event is of no shop, and the list of somebody's shop is of theirs.
        let recorded = Recorded { seller: part.seller, ..self.recorded.clone() };
        telling::person(tx, &recorded, part, &News::new(kind, person), self.now)
    }
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
