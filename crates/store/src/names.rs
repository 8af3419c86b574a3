//! The domain's enums stand in columns as their names.

use domain::Currency;
use domain::chats::{
    Author, ChatKind, DisputeReason, DisputeState, FraudKind, Matter, MessageKind, MessageState, Outcome,
};
use domain::chats::{Scheme, SwitchReason, Topic};
use domain::exports::{ExportState, Format};
use domain::fraud::{Label, Verdict as GuardVerdict};
use domain::moderation::queue::{CaseState, Queue};
use domain::moderation::{Decision, Stage as CaseStage, Subject};
use domain::notices::webhooks::Format as WebhookFormat;
use domain::notices::{Channel, Side, Topic as NoticeTopic};
use domain::people::{DeskRole, KeyRole, Role};
use domain::promotions::requests::RequestState;
use domain::promotions::{Answer, Enrol, Funding, Kind, Mode, OnFloor, Standing, State};
use domain::questions::{AnswerState, QuestionState, Stage};
use domain::reviews::{AuthorKind, CommentState, OrderStatus, ReportReason, ReviewStatus};

use crate::error::StoreError;
use crate::value::{Cell, FromColumn, Param, Value};

macro_rules! names {
    ($($name:ident),* $(,)?) => {$(
        impl Param for $name {
            fn value(&self) -> Value<'_> {
                Value::Text(self.as_str().into())
            }
        }

        impl FromColumn for $name {
            fn from_column(cell: Cell<'_>) -> Result<Self, StoreError> {
                let Cell::Text(text) = cell else {
                    return Err(StoreError::other(concat!("the name of a ", stringify!($name), " was expected")));
                };
                Self::parse(text).ok_or_else(|| StoreError::other(concat!("no ", stringify!($name), " has this name")))
            }
        }
    )*};
}

names!(Role, DeskRole, ReviewStatus, OrderStatus, CommentState, AuthorKind, ReportReason);
names!(QuestionState, Stage, AnswerState, Subject, Decision, CaseStage, CaseState, Queue, ExportState, Format);

names!(
    ChatKind,
    Author,
    MessageKind,
    MessageState,
    Topic,
    Matter,
    DisputeReason,
    DisputeState,
    Outcome,
    FraudKind,
    Scheme
);
names!(SwitchReason, GuardVerdict, Label);
names!(RequestState);
names!(Side, NoticeTopic, Channel, WebhookFormat);

impl Param for Currency {
    fn value(&self) -> Value<'_> {
        Value::Text(self.code().into())
    }
}

impl FromColumn for Currency {
    fn from_column(cell: Cell<'_>) -> Result<Self, StoreError> {
        Self::from_code(&String::from_column(cell)?).ok_or_else(|| StoreError::other("no currency has this code"))
    }
}

/// The roles of a key, joined by commas. A role that this program no longer knows gives nothing.
pub(crate) struct KeyRoles(pub(crate) Vec<KeyRole>);

impl FromColumn for KeyRoles {
    fn from_column(cell: Cell<'_>) -> Result<Self, StoreError> {
        Ok(Self(String::from_column(cell)?.split(',').filter_map(KeyRole::parse).collect()))
    }
}
names!(Kind, Funding, State, Standing, Mode, Enrol, Answer, OnFloor);
