//! The shop's side, for people and programs: `/api/v1/chats…`.

use app::{CanRead, CanReply};
use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::{ChatId, MessageId, SwitchId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::own;
use super::side::{acts, speaks};
use super::talk::{
    self, FileAsked, FraudReportIn, FraudReportOut, MeasureAppealIn, MessageChange, MessageIn, MessagePage,
    MessagesAsked, RatingIn, ReadIn, ReadOut, Reads, SentOut, StandingOut, Writes,
};
use super::view::{DetailOut, FileOut, MessageOut};
use crate::Site;
use crate::api::auth::{Auth, Talks};
use crate::api::extract::{Body, Create, Id, Ids, Query};
use crate::api::headers;
use crate::api::media::{FileBody, FileForm};
use crate::api::moderation::appeals::AppealedOut;
use crate::api::problem::Problem;
use crate::session::Language;

/// The routes of this side.
pub fn routes() -> OpenApiRouter<Site> {
    acting().merge(speaking()).merge(own::routes())
}

speaks! { "Chats", "/chats", Talks<CanRead>, Talks<CanReply>, (), {
    "list_messages" "send_message" "get_message" "edit_message" "delete_message" "read_chat" "add_chat_file"
} }

acts! { "Chats", Talks<CanRead>, Talks<CanReply>, (), {
    "get_chat" "confirm_message" "close_chat" "reopen_chat" "block_buyer" "unblock_buyer" "rate_support" "type_in_chat"
    "report_fraud" "get_standing" "appeal_friction" "appeal_switch"
} }
