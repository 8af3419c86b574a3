//! What is told of something that happened.

use app::queries::live::{self, Cursor};
use app::{Buyer, CanRead, SellerStaff};
use domain::chats::Author;
use domain::event::{Event, Recorded};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::reviews::report::Reason;
use crate::api::reviews::view::Status;
use crate::api::types::{Number, Time};
use crate::live::Follows;

/// Something that happened.
#[derive(Debug, Default, Serialize, ToSchema)]
#[schema(as = Event)]
pub struct EventOut {
    /// Its place in the log: what `Last-Event-ID` is.
    pub id: String,
    /// What happened, for instance `review_published`, `comment_published`, `question_asked`, `answer_published`,
    /// `verdict_given`, `chat_opened`, `message_sent`, `message_edited`, `message_deleted`, `message_held`, `message_blocked`,
    /// `message_released`, `messages_read`, `file_checked`, `chat_closed`, `dispute_moved`, `friction_stepped`,
    /// `chats_switched_off`, `order_placed`, `price_changed`, `promotion_published`, `promotion_started`, `promotion_joined`, `discount_asked`,
    /// `discount_approved`, `key_created`. There may be more some day.
    #[schema(example = "review_published")]
    pub kind: &'static str,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: String,
    /// Who: `staff`, `key`, `buyer`, `desk`, `system`.
    #[schema(example = "buyer")]
    pub by: String,
    /// The colleague or the key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_id: Option<String>,
    /// The review that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review_id: Option<String>,
    /// The comment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment_id: Option<String>,
    /// The question that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question_id: Option<String>,
    /// The answer to the question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_id: Option<String>,
    /// The stage of the question before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_stage: Option<&'static str>,
    /// The stage of the question now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_stage: Option<&'static str>,
    /// The discount request that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<Number>,
    /// Where the discount request stands now that it has ended: `expired`, `withdrawn`, `bought`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_state: Option<&'static str>,
    /// Whether a discount was granted by the shop's standing rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub automatic: Option<bool>,
    /// The case that waits for a moderator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case_id: Option<String>,
    /// What is judged: `question`, `answer`, `review`, `comment`, `media`, `report`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<&'static str>,
    /// Its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_id: Option<String>,
    /// The number of the verdict among the shop's receipts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Number>,
    /// What was decided: `publish`, `refuse`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<&'static str>,
    /// The codes of the reasons.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reasons: Option<Vec<String>>,
    /// Until when a verdict is promised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Time>,
    /// The product.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sku: Option<Number>,
    /// The stars.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rating: Option<u8>,
    /// The status before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Status>,
    /// The status now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Status>,
    /// Whether somebody finds the review useful, or no longer does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub useful: Option<bool>,
    /// The report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report_id: Option<String>,
    /// Why it was reported.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// When the comment is public.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published_at: Option<Time>,
    /// The promotion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub promotion_id: Option<Number>,
    /// How many of the shop's products it concerns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub products: Option<i64>,
    /// The webhook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webhook_id: Option<String>,
    /// The key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_id: Option<String>,
    /// The chat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chat_id: Option<String>,
    /// Who talks in it: `customer`, `dispute`, `seller_support`, `buyer_support`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chat_kind: Option<&'static str>,
    /// The order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_id: Option<String>,
    /// The message; of `messages_read`, the last one that was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_id: Option<Number>,
    /// Whose message it is, who has read, or who cannot write: `buyer`, `seller`, `support`, `system`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<&'static str>,
    /// `true` for a note that only the own side sees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<bool>,
    /// The file of the message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_id: Option<String>,
    /// The colleague who has the chat in hand now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assigned_to: Option<String>,
    /// Where the dispute stands: `opened`, `answered`, `decided`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dispute: Option<&'static str>,
    /// For whom it was decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<&'static str>,
    /// How far somebody is held back: `none`, `slow`, `no_links`, `read_only`, `off`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub friction: Option<&'static str>,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Time>,
    /// The switch that chats were switched off with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub switch_id: Option<String>,
    /// What the operator tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub announcement_id: Option<String>,
}

/// Somebody to whom events are told.
pub trait Teller: Follows {
    /// Whether they are told which colleague or key it was.
    const NAMES: bool;
}

impl Teller for SellerStaff<CanRead> {
    const NAMES: bool = true;
}

impl Teller for Buyer {
    const NAMES: bool = false;
}

impl EventOut {
    /// What is told of an event; with `names`, also which colleague or key it was.
    pub fn of(recorded: Recorded, names: bool) -> Self {
        let (by, id) = recorded.by.split_once(':').unwrap_or((&recorded.by, ""));
        // Who a buyer is, is not the shop's business: they know the name under the review.
        let by_id = (names && matches!(by, "staff" | "key")).then(|| id.to_owned());
        let talk = recorded.event.talk();
        let out = Self {
            id: live::write_cursor(Cursor { seq: recorded.seq }),
            kind: recorded.event.kind(),
            at: recorded.at.to_string(),
            by: by.to_owned(),
            by_id,
            review_id: recorded.event.review().map(str::to_owned),
            question_id: recorded.event.question().map(str::to_owned),
            request_id: recorded.event.request().and_then(|id| id.parse().ok()).map(Number),
            chat_id: talk.map(|talk| talk.chat.clone()),
            chat_kind: talk.map(|talk| talk.kind.as_str()),
            ..Self::default()
        };
        out.with(recorded.event)
    }

    fn message(self, id: i64, side: Author) -> Self {
        Self { message_id: Some(Number(id)), side: Some(side.as_str()), ..self }
    }

    /// The same of what happens in talks, and to those who talk.
    fn with_talk(self, event: Event) -> Self {
        match event {
            Event::ChatOpened { order, .. } => Self { order_id: order, ..self },
            Event::MessageSent { message, author, note, .. } => {
                Self { note: note.then_some(true), ..self.message(message, author) }
            }
            Event::MessageEdited { message, author, .. }
            | Event::MessageDeleted { message, author, .. }
            | Event::MessageReleased { message, author, .. }
            | Event::FraudReported { message, author, .. } => self.message(message, author),
            Event::ReplyDue { due_at, .. } => Self { due_at: Some(Time(domain::Timestamp(due_at))), ..self },
            Event::MessageHeld { message, author, case, .. } => {
                Self { case_id: Some(case), ..self.message(message, author) }
            }
            Event::MessageBlocked { message, author, labels, .. } => {
                Self { reasons: Some(labels), ..self.message(message, author) }
            }
            Event::MessagesRead { side, up_to, .. } => self.message(up_to, side),
            Event::FileChecked { message, author, file, .. } => {
                Self { file_id: Some(file), ..self.message(message, author) }
            }
            Event::ChatAssigned { to, .. } => Self { assigned_to: to, ..self },
            Event::ChatFrozen { side, .. } => Self { side: Some(side.as_str()), ..self },
            Event::ChatRated { rating, .. } => Self { rating: Some(rating), ..self },
            Event::DisputeMoved { state, outcome, .. } => {
                Self { dispute: Some(state.as_str()), outcome: outcome.map(domain::chats::Outcome::as_str), ..self }
            }
            Event::FrictionStepped { step, until, .. } => {
                Self { friction: Some(step.as_str()), until: until.map(|at| Time(domain::Timestamp(at))), ..self }
            }
            Event::ChatsSwitchedOff { switch, until, .. } => {
                Self { switch_id: Some(switch), until: Some(Time(domain::Timestamp(until))), ..self }
            }
            Event::ChatsSwitchedOn { switch } => Self { switch_id: Some(switch), ..self },
            _ => self,
        }
    }

    /// The same of prices, promotions and requests for a discount.
    fn with_prices(self, event: Event) -> Self {
        match event {
            Event::PriceChanged { sku } => Self { sku: Some(Number(sku)), ..self },
            Event::PromotionPublished { promotion }
            | Event::PromotionChanged { promotion }
            | Event::PromotionStarted { promotion }
            | Event::PromotionEnded { promotion } => Self { promotion_id: Some(Number(promotion)), ..self },
            Event::PromotionJoined { promotion, products, .. } | Event::PromotionLeft { promotion, products } => {
                Self { promotion_id: Some(Number(promotion)), products: Some(products), ..self }
            }
            Event::PromotionNearsEnd { promotion, at, .. } | Event::EnrolmentAnnounced { promotion, at, .. } => {
                Self { promotion_id: Some(Number(promotion)), until: Some(Time(domain::Timestamp(at))), ..self }
            }
            Event::FloorHeld { promotion, cut, left_out } => {
                Self { promotion_id: Some(Number(promotion)), products: Some(cut + left_out), ..self }
            }
            Event::DiscountAsked { sku, .. } | Event::DiscountDeclined { sku, .. } => {
                Self { sku: Some(Number(sku)), ..self }
            }
            Event::DiscountApproved { sku, automatic, .. } => {
                Self { sku: Some(Number(sku)), automatic: Some(automatic), ..self }
            }
            Event::DiscountEnded { sku, state, .. } => {
                Self { sku: Some(Number(sku)), request_state: Some(state.as_str()), ..self }
            }
            _ => self,
        }
    }

    /// What the kind has besides; a new kind does not compile until somebody has decided what of it is told.
    #[expect(clippy::too_many_lines, reason = "one match over every event is as long as there are events")]
    fn with(self, event: Event) -> Self {
        match event {
            Event::ReviewPublished { sku, rating, .. } => Self { sku: sku.map(Number), rating, ..self },
            Event::ReviewEdited { rating, .. } => Self { rating, ..self },
            Event::ReviewDeleted { .. } => self,
            Event::ReviewStatusChanged { from, to, .. } => {
                Self { from: Some(from.into()), to: Some(to.into()), ..self }
            }
            Event::ReviewVoted { useful, .. } => Self { useful: Some(useful), ..self },
            Event::ReviewPinned { sku, .. } | Event::ReviewUnpinned { sku, .. } => {
                Self { sku: Some(Number(sku)), ..self }
            }
            Event::ReviewReported { report, reason, .. } => {
                Self { report_id: Some(report), reason: Some(reason.into()), ..self }
            }
            Event::CommentSent { comment, public_at, .. } => {
                let published_at = Some(Time(domain::Timestamp(public_at)));
                Self { comment_id: Some(comment), published_at, ..self }
            }
            Event::CommentPublished { comment, .. }
            | Event::CommentUndone { comment, .. }
            | Event::CommentEdited { comment, .. }
            | Event::CommentDeleted { comment, .. } => Self { comment_id: Some(comment), ..self },
            Event::ReviewShown { .. } | Event::ReviewHidden { .. } | Event::ReviewPicturesRefused { .. } => self,
            Event::ReviewHeld { case, .. } | Event::CaseWithdrawn { case } => Self { case_id: Some(case), ..self },
            Event::CommentHeld { comment, case, .. } => Self { comment_id: Some(comment), case_id: Some(case), ..self },
            Event::CommentRefused { comment, .. } => Self { comment_id: Some(comment), ..self },
            Event::QuestionAsked { sku, .. } => Self { sku: Some(Number(sku)), ..self },
            Event::QuestionPublished { .. } | Event::QuestionRefused { .. } | Event::QuestionDeleted { .. } => self,
            Event::QuestionStageChanged { from, to, .. } => {
                Self { from_stage: Some(from.as_str()), to_stage: Some(to.as_str()), ..self }
            }
            Event::QuestionSeconded { same, .. } => Self { useful: Some(same), ..self },
            Event::AnswerSent { answer, public_at, .. } => {
                Self { answer_id: Some(answer), published_at: Some(Time(domain::Timestamp(public_at))), ..self }
            }
            Event::AnswerHeld { answer, case, .. } => Self { answer_id: Some(answer), case_id: Some(case), ..self },
            Event::AnswerUndone { answer, .. }
            | Event::AnswerPublished { answer, .. }
            | Event::AnswerRefused { answer, .. }
            | Event::AnswerEdited { answer, .. }
            | Event::AnswerDeleted { answer, .. } => Self { answer_id: Some(answer), ..self },
            Event::AnswerVoted { answer, useful, .. } => Self { answer_id: Some(answer), useful: Some(useful), ..self },
            Event::CaseOpened { case, subject, subject_id, due_at, .. } => Self {
                case_id: Some(case),
                subject: Some(subject.as_str()),
                subject_id: Some(subject_id),
                due_at: Some(Time(domain::Timestamp(due_at))),
                ..self
            },
            Event::VerdictGiven { case, subject, subject_id, number, decision, reasons, .. } => Self {
                case_id: case,
                subject: Some(subject.as_str()),
                subject_id: Some(subject_id),
                receipt: Some(Number(number)),
                decision: Some(decision.as_str()),
                reasons: Some(reasons),
                ..self
            },
            Event::VerdictAppealed { case, number } => {
                Self { case_id: Some(case), receipt: Some(Number(number)), ..self }
            }
            event @ (Event::ChatOpened { .. }
            | Event::MessageSent { .. }
            | Event::MessageEdited { .. }
            | Event::MessageDeleted { .. }
            | Event::MessageReleased { .. }
            | Event::FraudReported { .. }
            | Event::MessageHeld { .. }
            | Event::MessageBlocked { .. }
            | Event::MessagesRead { .. }
            | Event::FileChecked { .. }
            | Event::ChatClosed { .. }
            | Event::ChatReopened { .. }
            | Event::ChatUnfrozen { .. }
            | Event::ChatAssigned { .. }
            | Event::ChatFrozen { .. }
            | Event::ChatRated { .. }
            | Event::DisputeMoved { .. }
            | Event::FrictionStepped { .. }
            | Event::ChatsSwitchedOff { .. }
            | Event::ChatsSwitchedOn { .. }) => self.with_talk(event),
            Event::Announced { announcement } => Self { announcement_id: Some(announcement), ..self },
            Event::OrderPlaced { order } => Self { order_id: Some(order), ..self },
            event @ (Event::PriceChanged { .. }
            | Event::PriceRulesChanged
            | Event::PromotionPublished { .. }
            | Event::PromotionChanged { .. }
            | Event::PromotionStarted { .. }
            | Event::PromotionEnded { .. }
            | Event::PromotionJoined { .. }
            | Event::PromotionLeft { .. }
            | Event::EnrolmentAnnounced { .. }
            | Event::FloorHeld { .. }
            | Event::DiscountAsked { .. }
            | Event::DiscountApproved { .. }
            | Event::DiscountDeclined { .. }
            | Event::DiscountEnded { .. }) => self.with_prices(event),
            event @ Event::ReplyDue { .. } => self.with_talk(event),
            event @ Event::PromotionNearsEnd { .. } => self.with_prices(event),
            // Nobody's feed carries it: the person themselves are told.
            Event::SignedIn { .. }
            | Event::ContactGiven { .. }
            | Event::TelegramLinked { .. }
            | Event::TelegramLost { .. }
            | Event::NoticesTested { .. }
            | Event::VerdictsDue { .. } => self,
            Event::WebhookGivenUp { webhook } => Self { webhook_id: Some(webhook), ..self },
            Event::KeyCreated { key } | Event::KeyRevoked { key } => Self { key_id: Some(key), ..self },
        }
    }
}
