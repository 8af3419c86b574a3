//! The rules of Otklik, and nothing else: no I/O, no clock, no randomness, no async.
//!
//! Every rule is a function from facts to a decision. What needs the time, an id or chance receives it as an
//! argument; where facts come from and what is done with a decision is the business of the floors above.

pub mod calendar;
pub mod chats;
pub mod event;
pub mod exports;
pub mod fraud;
pub mod id;
pub mod lang;
pub mod moderation;
pub mod money;
pub mod notices;
pub mod people;
pub mod promotions;
pub mod questions;
pub mod refusal;
pub mod reviews;
pub mod templates;
pub mod text;
pub mod time;

pub use calendar::{Calendar, CalendarError};
pub use id::{
    AnnouncementId, AnswerId, CaseId, ChatId, CommentId, ConsentId, EventSeq, FileId, KeyId, MediaId, MessageId,
    OrderId, PersonId, Place, ProductId, PromotionId, QuestionId, ReportId, RequestId, ReviewId, SellerId, Sku,
    SwitchId, TemplateId, WebhookId,
};
pub use lang::Lang;
pub use money::{Currency, Money};
pub use refusal::{Code, Kind, Refusal};
pub use time::Timestamp;
