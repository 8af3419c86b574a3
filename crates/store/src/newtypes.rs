//! The domain's own types as parameters and columns.

use std::borrow::Cow;

use domain::{
    AnnouncementId, AnswerId, CaseId, ChatId, CommentId, ConsentId, EventSeq, FileId, KeyId, MediaId, MessageId,
    OrderId, PersonId, Place, ProductId, PromotionId, QuestionId, ReportId, RequestId, ReviewId, SellerId, Sku,
    SwitchId, TemplateId, Timestamp, WebhookId,
};

use crate::error::StoreError;
use crate::value::{Cell, FromColumn, Param, Value};

/// Numbers: `bigint`.
macro_rules! numbers {
    ($($kind:ident),* $(,)?) => {$(
        impl Param for $kind {
            fn value(&self) -> Value<'_> {
                Value::Int(self.0)
            }
        }

        impl FromColumn for $kind {
            fn from_column(cell: Cell<'_>) -> Result<Self, StoreError> {
                i64::from_column(cell).map(Self)
            }
        }
    )*};
}

/// Ids that are UUIDs: their hyphenated text.
macro_rules! ids {
    ($($kind:ident),* $(,)?) => {$(
        impl Param for $kind {
            fn value(&self) -> Value<'_> {
                Value::Text(Cow::Owned(self.to_string()))
            }
        }

        impl FromColumn for $kind {
            fn from_column(cell: Cell<'_>) -> Result<Self, StoreError> {
                let Cell::Text(text) = cell else {
                    return Err(StoreError::other(concat!("the text of a ", stringify!($kind), " was expected")));
                };
                Self::parse(text).ok_or_else(|| StoreError::other(concat!("the text is not a ", stringify!($kind))))
            }
        }
    )*};
}

numbers!(SellerId, Sku, ProductId, Place, EventSeq, MessageId, PromotionId, RequestId, Timestamp);
ids!(
    PersonId,
    ReviewId,
    CommentId,
    MediaId,
    TemplateId,
    KeyId,
    ReportId,
    QuestionId,
    AnswerId,
    CaseId,
    ChatId,
    FileId,
    SwitchId,
    WebhookId,
    AnnouncementId,
    ConsentId,
);

impl Param for OrderId {
    fn value(&self) -> Value<'_> {
        self.0.value()
    }
}

impl FromColumn for OrderId {
    fn from_column(cell: Cell<'_>) -> Result<Self, StoreError> {
        String::from_column(cell).map(Self)
    }
}
