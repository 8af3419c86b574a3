//! Facts for the log: what happened, without anybody's words.
//!
//! Payloads are JSON with a version. The log outlives the texts, so an event names things by id and carries no text
//! of a person; what was written stands in its own row and goes when that goes.

use serde::{Deserialize, Serialize};

use crate::chats::{Author, ChatKind, DisputeState, FraudKind, Outcome};
use crate::fraud::friction::Step;
use crate::moderation::queue::Queue;
use crate::moderation::{Decision, Stage, Subject};
use crate::notices::Side;
use crate::promotions::Mode;
use crate::promotions::requests::RequestState;
use crate::questions;
use crate::reviews::{ReportReason, ReviewStatus};
use crate::{KeyId, PersonId, SellerId};

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum By {
    /// Somebody of the shop.
    Staff(PersonId),
    /// A program of the shop.
    Key(KeyId),
    /// A buyer.
    Buyer(PersonId),
    /// Somebody of the operator.
    Desk(PersonId),
    /// Otklik itself.
    System,
}

impl std::fmt::Display for By {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Staff(id) => write!(f, "staff:{id}"),
            Self::Key(id) => write!(f, "key:{id}"),
            Self::Buyer(id) => write!(f, "buyer:{id}"),
            Self::Desk(id) => write!(f, "desk:{id}"),
            Self::System => f.write_str("system"),
        }
    }
}

impl By {
    /// Reads what [`By`] writes; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "system" {
            return Some(Self::System);
        }
        let (kind, id) = text.split_once(':')?;
        match kind {
            "staff" => PersonId::parse(id).map(Self::Staff),
            "key" => KeyId::parse(id).map(Self::Key),
            "buyer" => PersonId::parse(id).map(Self::Buyer),
            "desk" => PersonId::parse(id).map(Self::Desk),
            _ => None,
        }
    }

    /// The person, where it is one.
    pub fn person(self) -> Option<PersonId> {
        match self {
            Self::Staff(person) | Self::Buyer(person) | Self::Desk(person) => Some(person),
            Self::Key(_) | Self::System => None,
        }
    }
}

/// What happened. Ids are texts here, so that the log can be read without the code that wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[allow(missing_docs, reason = "the fields are the ids of what the variant names")]
pub enum Event {
    /// A buyer wrote a review.
    ReviewPublished { review: String, sku: Option<i64>, rating: Option<u8> },
    /// Its buyer changed it.
    ReviewEdited { review: String, rating: Option<u8> },
    /// Its buyer took it away.
    ReviewDeleted { review: String },
    /// The status moved.
    ReviewStatusChanged { review: String, from: ReviewStatus, to: ReviewStatus },
    /// Somebody found it useful, or no longer does.
    ReviewVoted { review: String, useful: bool },
    /// The shop put it on top of its product's card.
    ReviewPinned { review: String, sku: i64 },
    /// The shop took it from the top.
    ReviewUnpinned { review: String, sku: i64 },
    /// The shop complained about it; waits for the desk.
    ReviewReported { review: String, report: String, reason: ReportReason },
    /// An answer was sent and becomes public at `public_at` (microseconds) unless it is taken back.
    CommentSent { review: String, comment: String, public_at: i64 },
    /// An answer is public.
    CommentPublished { review: String, comment: String },
    /// An answer was taken back in time; nobody saw it.
    CommentUndone { review: String, comment: String },
    /// A public answer was changed.
    CommentEdited { review: String, comment: String },
    /// A public answer was taken away.
    CommentDeleted { review: String, comment: String },
    /// A review does not show on the card until it has a verdict.
    ReviewHeld { review: String, case: String },
    /// A review shows on the card from now on: its verdict came.
    ReviewShown { review: String },
    /// A review was refused, or taken from the card after a complaint.
    ReviewHidden { review: String },
    /// The pictures of a review were taken away by a verdict.
    ReviewPicturesRefused { review: String },
    /// A comment waits for a verdict.
    CommentHeld { review: String, comment: String, case: String },
    /// A comment was refused.
    CommentRefused { review: String, comment: String },
    /// A buyer asked about a product.
    QuestionAsked { question: String, sku: i64 },
    /// A question is on the card.
    QuestionPublished { question: String },
    /// A question was refused.
    QuestionRefused { question: String },
    /// Its buyer took it away.
    QuestionDeleted { question: String },
    /// Where it stands for the shop has changed.
    QuestionStageChanged { question: String, from: questions::Stage, to: questions::Stage },
    /// Somebody asks the same, or no longer does.
    QuestionSeconded { question: String, same: bool },
    /// An answer was sent and is checked at `public_at` (microseconds) unless it is taken back.
    AnswerSent { question: String, answer: String, public_at: i64 },
    /// An answer was taken back in time; nobody saw it.
    AnswerUndone { question: String, answer: String },
    /// An answer waits for a verdict.
    AnswerHeld { question: String, answer: String, case: String },
    /// An answer is on the card.
    AnswerPublished { question: String, answer: String },
    /// An answer was refused.
    AnswerRefused { question: String, answer: String },
    /// An answer was changed by its author.
    AnswerEdited { question: String, answer: String },
    /// An answer was taken away by its author.
    AnswerDeleted { question: String, answer: String },
    /// Somebody found an answer useful, or no longer does.
    AnswerVoted { question: String, answer: String, useful: bool },
    /// Something waits for a moderator.
    CaseOpened { case: String, subject: Subject, subject_id: String, stage: Stage, due_at: i64 },
    /// Its author took it away before it was decided.
    CaseWithdrawn { case: String },
    /// A verdict came into force: the record `number` of the shop's chain. `took` is the time from opening to decision in
    /// microseconds; `earlier` is the verdict that an appeal or a second opinion is about, and `overturns` says whether it was
    /// turned over.
    VerdictGiven {
        case: Option<String>,
        subject: Subject,
        subject_id: String,
        author: String,
        number: i64,
        decision: Decision,
        stage: Stage,
        reasons: Vec<String>,
        took: i64,
        late: bool,
        earlier: Option<Earlier>,
        overturns: bool,
    },
    /// The author of a refused text does not accept the verdict.
    VerdictAppealed { case: String, number: i64 },
    /// A talk was begun.
    ChatOpened { talk: Talk, order: Option<String> },
    /// Something was said and delivered; a note stays on its side.
    MessageSent { talk: Talk, message: i64, author: Author, note: bool },
    /// A delivered message was changed by its author.
    MessageEdited { talk: Talk, message: i64, author: Author },
    /// A message was taken away for both sides.
    MessageDeleted { talk: Talk, message: i64, author: Author },
    /// A message waits for a safety person.
    MessageHeld { talk: Talk, message: i64, author: Author, case: String },
    /// A message was not delivered, by the guard or by a person.
    MessageBlocked { talk: Talk, message: i64, author: Author, labels: Vec<String> },
    /// A message that was held or blocked is delivered.
    MessageReleased { talk: Talk, message: i64, author: Author },
    /// A side has read up to a message.
    MessagesRead { talk: Talk, side: Author, up_to: i64 },
    /// A file of a message was checked.
    FileChecked { talk: Talk, message: i64, author: Author, file: String },
    /// A talk was closed.
    ChatClosed { talk: Talk },
    /// A closed talk was opened again.
    ChatReopened { talk: Talk },
    /// Somebody has the talk in hand now, or nobody.
    ChatAssigned { talk: Talk, to: Option<String> },
    /// A side cannot write for the time being.
    ChatFrozen { talk: Talk, side: Author },
    /// It can again.
    ChatUnfrozen { talk: Talk },
    /// Somebody rated the answers of the other side, 1 to 5.
    ChatRated { talk: Talk, rating: u8 },
    /// A dispute went on.
    DisputeMoved { talk: Talk, state: DisputeState, outcome: Option<Outcome> },
    /// A message was reported as fraud; waits for the safety desk.
    FraudReported { talk: Talk, message: i64, author: Author, what: FraudKind },
    /// The guard holds somebody back further, or lets go.
    FrictionStepped { who: String, step: Step, until: Option<i64>, buyer: Option<String> },
    /// The operator switched chats off.
    ChatsSwitchedOff { switch: String, scope: String, target: String, until: i64 },
    /// The operator switched them on again before the time.
    ChatsSwitchedOn { switch: String },
    /// The operator tells all shops something.
    Announced { announcement: String },
    /// A buyer ordered something of the shop.
    OrderPlaced { order: String },
    /// The price of a product, its floor or its costs were changed by its seller.
    PriceChanged { sku: i64 },
    /// The rules of a shop about floors and standing answers were changed.
    PriceRulesChanged,
    /// A promotion was made known: shops may take part.
    PromotionPublished { promotion: i64 },
    /// Its terms, its products or its state were changed by its owner.
    PromotionChanged { promotion: i64 },
    /// Prices follow it from now on.
    PromotionStarted { promotion: i64 },
    /// Prices no longer follow it: its time is over, or its owner paused or stopped it, or its budget is used up.
    PromotionEnded { promotion: i64 },
    /// Products of the shop take part; so many, by this mode.
    PromotionJoined { promotion: i64, products: i64, mode: Mode },
    /// Products of the shop no longer take part.
    PromotionLeft { promotion: i64, products: i64 },
    /// Products of the shop will be enrolled by themselves unless it says no: so many; with none of them it is asked to say yes.
    /// Early events do not say how many.
    EnrolmentAnnounced { promotion: i64, at: i64, products: Option<i64> },
    /// The floor kept products out, or cut their price: so many each.
    FloorHeld { promotion: i64, cut: i64, left_out: i64 },
    /// A buyer asked the shop for a lower price.
    DiscountAsked { request: String, sku: i64, buyer: String },
    /// The shop, or its standing rule, granted one; also where it changed what it had decided.
    DiscountApproved { request: String, sku: i64, buyer: String, automatic: bool },
    /// The shop said no.
    DiscountDeclined { request: String, sku: i64, buyer: String },
    /// Its buyer took the request back, bought at the price, or its time ran out.
    DiscountEnded { request: String, sku: i64, buyer: String, state: RequestState },
    /// The shop has not replied, and until `due_at` (microseconds) it still can.
    ReplyDue { talk: Talk, due_at: i64 },
    /// Cases of a queue wait, so many, whose verdicts were promised soon: the first of them until `due_at` (microseconds).
    VerdictsDue { queue: Queue, cases: i64, due_at: i64 },
    /// A promotion with products of the shop freezes or ends at `at` (microseconds).
    PromotionNearsEnd { promotion: i64, freezes: bool, at: i64 },
    /// Somebody has signed in.
    SignedIn { person: String },
    /// Somebody gave a mail address that is not confirmed yet.
    ContactGiven { person: String },
    /// Somebody linked a chat in Telegram.
    TelegramLinked { person: String },
    /// The chat that somebody had linked was linked by somebody else.
    TelegramLost { person: String },
    /// Somebody wants to see whether notices arrive.
    NoticesTested { person: String, side: Side, seller: i64 },
    /// An address of a program was switched off because it failed too long.
    WebhookGivenUp { webhook: String },
    /// A program's key was made.
    KeyCreated { key: String },
    /// A program's key was switched off.
    KeyRevoked { key: String },
}

/// The verdict that an appeal or a second opinion is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    /// Its number in the shop's chain.
    pub number: i64,
    /// What it was.
    pub decision: Decision,
    /// Whether the rules alone had decided.
    pub by_rules: bool,
    /// Its reasons.
    pub reasons: Vec<String>,
}

/// The talk that something happened in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Talk {
    /// Which.
    pub chat: String,
    /// Who talks in it.
    #[serde(rename = "of")]
    pub kind: ChatKind,
    /// The buyer, where one talks.
    pub buyer: Option<String>,
}

/// The version of the payloads written now.
pub const VERSION: i64 = 1;

impl Event {
    /// The names of all kinds, in the order of the alphabet.
    pub const KINDS: &'static [&'static str] = &[
        "announced",
        "answer_deleted",
        "answer_edited",
        "answer_held",
        "answer_published",
        "answer_refused",
        "answer_sent",
        "answer_undone",
        "answer_voted",
        "case_opened",
        "case_withdrawn",
        "chat_assigned",
        "chat_closed",
        "chat_frozen",
        "chat_opened",
        "chat_rated",
        "chat_reopened",
        "chat_unfrozen",
        "chats_switched_off",
        "chats_switched_on",
        "comment_deleted",
        "comment_edited",
        "comment_held",
        "comment_published",
        "comment_refused",
        "comment_sent",
        "comment_undone",
        "contact_given",
        "discount_approved",
        "discount_asked",
        "discount_declined",
        "discount_ended",
        "dispute_moved",
        "enrolment_announced",
        "file_checked",
        "floor_held",
        "fraud_reported",
        "friction_stepped",
        "key_created",
        "key_revoked",
        "message_blocked",
        "message_deleted",
        "message_edited",
        "message_held",
        "message_released",
        "message_sent",
        "messages_read",
        "notices_tested",
        "order_placed",
        "price_changed",
        "price_rules_changed",
        "promotion_changed",
        "promotion_ended",
        "promotion_joined",
        "promotion_left",
        "promotion_nears_end",
        "promotion_published",
        "promotion_started",
        "question_asked",
        "question_deleted",
        "question_published",
        "question_refused",
        "question_seconded",
        "question_stage_changed",
        "reply_due",
        "review_deleted",
        "review_edited",
        "review_held",
        "review_hidden",
        "review_pictures_refused",
        "review_pinned",
        "review_published",
        "review_reported",
        "review_shown",
        "review_status_changed",
        "review_unpinned",
        "review_voted",
        "signed_in",
        "telegram_linked",
        "telegram_lost",
        "verdict_appealed",
        "verdict_given",
        "verdicts_due",
        "webhook_given_up",
    ];

    /// The name in the log.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::ReviewPublished { .. } => "review_published",
            Self::ReviewEdited { .. } => "review_edited",
            Self::ReviewDeleted { .. } => "review_deleted",
            Self::ReviewStatusChanged { .. } => "review_status_changed",
            Self::ReviewVoted { .. } => "review_voted",
            Self::ReviewPinned { .. } => "review_pinned",
            Self::ReviewUnpinned { .. } => "review_unpinned",
            Self::ReviewReported { .. } => "review_reported",
            Self::CommentSent { .. } => "comment_sent",
            Self::CommentPublished { .. } => "comment_published",
            Self::CommentUndone { .. } => "comment_undone",
            Self::CommentEdited { .. } => "comment_edited",
            Self::CommentDeleted { .. } => "comment_deleted",
            Self::ReviewHeld { .. } => "review_held",
            Self::ReviewShown { .. } => "review_shown",
            Self::ReviewHidden { .. } => "review_hidden",
            Self::ReviewPicturesRefused { .. } => "review_pictures_refused",
            Self::CommentHeld { .. } => "comment_held",
            Self::CommentRefused { .. } => "comment_refused",
            Self::QuestionAsked { .. } => "question_asked",
            Self::QuestionPublished { .. } => "question_published",
            Self::QuestionRefused { .. } => "question_refused",
            Self::QuestionDeleted { .. } => "question_deleted",
            Self::QuestionStageChanged { .. } => "question_stage_changed",
            Self::QuestionSeconded { .. } => "question_seconded",
            Self::AnswerSent { .. } => "answer_sent",
            Self::AnswerUndone { .. } => "answer_undone",
            Self::AnswerHeld { .. } => "answer_held",
            Self::AnswerPublished { .. } => "answer_published",
            Self::AnswerRefused { .. } => "answer_refused",
            Self::AnswerEdited { .. } => "answer_edited",
            Self::AnswerDeleted { .. } => "answer_deleted",
            Self::AnswerVoted { .. } => "answer_voted",
            Self::CaseOpened { .. } => "case_opened",
            Self::CaseWithdrawn { .. } => "case_withdrawn",
            Self::VerdictGiven { .. } => "verdict_given",
            Self::VerdictAppealed { .. } => "verdict_appealed",
            Self::ChatOpened { .. } => "chat_opened",
            Self::MessageSent { .. } => "message_sent",
            Self::MessageEdited { .. } => "message_edited",
            Self::MessageDeleted { .. } => "message_deleted",
            Self::MessageHeld { .. } => "message_held",
            Self::MessageBlocked { .. } => "message_blocked",
            Self::MessageReleased { .. } => "message_released",
            Self::MessagesRead { .. } => "messages_read",
            Self::FileChecked { .. } => "file_checked",
            Self::ChatClosed { .. } => "chat_closed",
            Self::ChatReopened { .. } => "chat_reopened",
            Self::ChatAssigned { .. } => "chat_assigned",
            Self::ChatFrozen { .. } => "chat_frozen",
            Self::ChatUnfrozen { .. } => "chat_unfrozen",
            Self::ChatRated { .. } => "chat_rated",
            Self::DisputeMoved { .. } => "dispute_moved",
            Self::FraudReported { .. } => "fraud_reported",
            Self::FrictionStepped { .. } => "friction_stepped",
            Self::ChatsSwitchedOff { .. } => "chats_switched_off",
            Self::ChatsSwitchedOn { .. } => "chats_switched_on",
            Self::Announced { .. } => "announced",
            Self::OrderPlaced { .. } => "order_placed",
            Self::PriceChanged { .. } => "price_changed",
            Self::PriceRulesChanged => "price_rules_changed",
            Self::PromotionPublished { .. } => "promotion_published",
            Self::PromotionChanged { .. } => "promotion_changed",
            Self::PromotionStarted { .. } => "promotion_started",
            Self::PromotionEnded { .. } => "promotion_ended",
            Self::PromotionJoined { .. } => "promotion_joined",
            Self::PromotionLeft { .. } => "promotion_left",
            Self::EnrolmentAnnounced { .. } => "enrolment_announced",
            Self::FloorHeld { .. } => "floor_held",
            Self::DiscountAsked { .. } => "discount_asked",
            Self::DiscountApproved { .. } => "discount_approved",
            Self::DiscountDeclined { .. } => "discount_declined",
            Self::DiscountEnded { .. } => "discount_ended",
            Self::ReplyDue { .. } => "reply_due",
            Self::VerdictsDue { .. } => "verdicts_due",
            Self::PromotionNearsEnd { .. } => "promotion_nears_end",
            Self::SignedIn { .. } => "signed_in",
            Self::ContactGiven { .. } => "contact_given",
            Self::TelegramLinked { .. } => "telegram_linked",
            Self::TelegramLost { .. } => "telegram_lost",
            Self::NoticesTested { .. } => "notices_tested",
            Self::WebhookGivenUp { .. } => "webhook_given_up",
            Self::KeyCreated { .. } => "key_created",
            Self::KeyRevoked { .. } => "key_revoked",
        }
    }

    /// What it is about.
    pub fn about(&self) -> About<'_> {
        match self {
            Self::ReviewPublished { review, .. }
            | Self::ReviewEdited { review, .. }
            | Self::ReviewDeleted { review }
            | Self::ReviewStatusChanged { review, .. }
            | Self::ReviewVoted { review, .. }
            | Self::ReviewPinned { review, .. }
            | Self::ReviewUnpinned { review, .. }
            | Self::ReviewReported { review, .. }
            | Self::CommentSent { review, .. }
            | Self::CommentPublished { review, .. }
            | Self::CommentUndone { review, .. }
            | Self::CommentEdited { review, .. }
            | Self::CommentDeleted { review, .. }
            | Self::ReviewHeld { review, .. }
            | Self::ReviewShown { review }
            | Self::ReviewHidden { review }
            | Self::ReviewPicturesRefused { review }
            | Self::CommentHeld { review, .. }
            | Self::CommentRefused { review, .. } => About::Review(review),
            Self::QuestionAsked { question, .. }
            | Self::QuestionPublished { question }
            | Self::QuestionRefused { question }
            | Self::QuestionDeleted { question }
            | Self::QuestionStageChanged { question, .. }
            | Self::QuestionSeconded { question, .. }
            | Self::AnswerSent { question, .. }
            | Self::AnswerUndone { question, .. }
            | Self::AnswerHeld { question, .. }
            | Self::AnswerPublished { question, .. }
            | Self::AnswerRefused { question, .. }
            | Self::AnswerEdited { question, .. }
            | Self::AnswerDeleted { question, .. }
            | Self::AnswerVoted { question, .. } => About::Question(question),
            Self::CaseOpened { case, .. } | Self::CaseWithdrawn { case } | Self::VerdictAppealed { case, .. } => {
                About::Case(case)
            }
            Self::VerdictGiven { subject_id, .. } => About::Verdict(subject_id),
            Self::ChatOpened { talk, .. }
            | Self::MessageSent { talk, .. }
            | Self::MessageEdited { talk, .. }
            | Self::MessageDeleted { talk, .. }
            | Self::MessageHeld { talk, .. }
            | Self::MessageBlocked { talk, .. }
            | Self::MessageReleased { talk, .. }
            | Self::MessagesRead { talk, .. }
            | Self::FileChecked { talk, .. }
            | Self::ChatClosed { talk }
            | Self::ChatReopened { talk }
            | Self::ChatAssigned { talk, .. }
            | Self::ChatFrozen { talk, .. }
            | Self::ChatUnfrozen { talk }
            | Self::ChatRated { talk, .. }
            | Self::DisputeMoved { talk, .. }
            | Self::ReplyDue { talk, .. }
            | Self::FraudReported { talk, .. } => About::Chat(talk),
            Self::DiscountAsked { request, .. }
            | Self::DiscountApproved { request, .. }
            | Self::DiscountDeclined { request, .. }
            | Self::DiscountEnded { request, .. } => About::Request(request),
            Self::FrictionStepped { .. }
            | Self::ChatsSwitchedOff { .. }
            | Self::ChatsSwitchedOn { .. }
            | Self::Announced { .. }
            | Self::OrderPlaced { .. }
            | Self::PriceChanged { .. }
            | Self::PriceRulesChanged
            | Self::PromotionPublished { .. }
            | Self::PromotionChanged { .. }
            | Self::PromotionStarted { .. }
            | Self::PromotionEnded { .. }
            | Self::PromotionJoined { .. }
            | Self::PromotionLeft { .. }
            | Self::EnrolmentAnnounced { .. }
            | Self::FloorHeld { .. }
            | Self::VerdictsDue { .. }
            | Self::PromotionNearsEnd { .. }
            | Self::SignedIn { .. }
            | Self::ContactGiven { .. }
            | Self::TelegramLinked { .. }
            | Self::TelegramLost { .. }
            | Self::NoticesTested { .. }
            | Self::WebhookGivenUp { .. }
            | Self::KeyCreated { .. }
            | Self::KeyRevoked { .. } => About::Shop,
        }
    }

    /// The talk that it happened in, where it happened in one.
    pub fn talk(&self) -> Option<&Talk> {
        match self.about() {
            About::Chat(talk) => Some(talk),
            _ => None,
        }
    }

    /// The side that alone may know of it: what is held or blocked is its author's, a note is that of its side, a report
    /// is not told to whom it is about, who has a talk in hand is no business of the buyer's.
    fn private_to(&self) -> Option<Author> {
        match self {
            Self::MessageHeld { author, .. } | Self::MessageBlocked { author, .. } => Some(*author),
            Self::MessageSent { author, note: true, .. } => Some(*author),
            Self::FraudReported { talk, author, .. } => talk.kind.sides().iter().copied().find(|side| side != author),
            Self::ReplyDue { .. } => Some(Author::Seller),
            Self::ChatAssigned { talk, .. } if talk.kind.is_support() => Some(Author::Support),
            Self::ChatAssigned { .. } => Some(Author::Seller),
            _ => None,
        }
    }

    /// The buyer whose feed it belongs to, where a buyer may know of it.
    pub fn for_buyer(&self) -> Option<&str> {
        match self {
            Self::FrictionStepped { buyer, .. } => return buyer.as_deref(),
            Self::DiscountAsked { buyer, .. }
            | Self::DiscountApproved { buyer, .. }
            | Self::DiscountDeclined { buyer, .. }
            | Self::DiscountEnded { buyer, .. } => return Some(buyer),
            _ => {}
        }
        let buyer = self.talk()?.buyer.as_deref()?;
        self.private_to().is_none_or(|side| side == Author::Buyer).then_some(buyer)
    }

    /// Whether the shop may know of it.
    pub fn for_shop(&self) -> bool {
        self.private_to().is_none_or(|side| side == Author::Seller)
    }

    /// Whether the support desk's feed carries it.
    pub fn for_desk(&self) -> bool {
        self.talk().is_some_and(|talk| talk.kind != ChatKind::Customer)
    }

    /// The review that it is about, where it is about one.
    pub fn review(&self) -> Option<&str> {
        match self.about() {
            About::Review(id) => Some(id),
            _ => None,
        }
    }

    /// The question that it is about, where it is about one.
    pub fn question(&self) -> Option<&str> {
        match self.about() {
            About::Question(id) => Some(id),
            _ => None,
        }
    }

    /// The discount request that it is about, where it is about one.
    pub fn request(&self) -> Option<&str> {
        match self.about() {
            About::Request(id) => Some(id),
            _ => None,
        }
    }

    /// The id under which the log can be searched for it; empty where it is about the shop as a whole.
    pub fn subject(&self) -> &str {
        match self.about() {
            About::Review(id) | About::Question(id) | About::Case(id) | About::Verdict(id) | About::Request(id) => id,
            About::Chat(talk) => &talk.chat,
            About::Shop => "",
        }
    }
}

/// What an event is about, as an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About<'e> {
    /// A review, or what hangs on it.
    Review(&'e str),
    /// A question, or what hangs on it.
    Question(&'e str),
    /// A talk, or what was said in it.
    Chat(&'e Talk),
    /// A case on its way to a verdict.
    Case(&'e str),
    /// What a verdict judged.
    Verdict(&'e str),
    /// A buyer's request for a discount.
    Request(&'e str),
    /// The shop as a whole.
    Shop,
}

/// A fact as the log holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Its number in the log: greater is later.
    pub seq: i64,
    /// When.
    pub at: crate::Timestamp,
    /// Whose shop.
    pub seller: SellerId,
    /// Who, as [`By`] writes it.
    pub by: String,
    /// What.
    pub event: Event,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One stored sample of every version ever written: what stands in a log must stay readable.
    #[test]
    fn every_payload_ever_written_is_still_read() {
        let stored = include_str!("../tests/events.jsonl");
        let mut kinds = std::collections::HashSet::new();
        for line in stored.lines() {
            let event: Event = serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"));
            kinds.insert(event.kind());
            assert!(line.contains(&format!("\"kind\":\"{}\"", event.kind())), "{line}");
        }
        assert_eq!(kinds, Event::KINDS.iter().copied().collect(), "a kind without a stored sample");
    }
}
