//! A buyer's side: `/api/v1/buyer/chats…`, `/api/v1/buyer/disputes`.

use app::commands::chats::{dispute, open};
use app::queries::chats as queries;
use app::{Buyer, Reader};
use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::{ChatId, Code, MessageId, OrderId, Refusal, Sku, SwitchId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::own::{ChatPage, SupportIn};
use super::side::{acts, speaks};
use super::talk::{
    self, FileAsked, FraudReportIn, FraudReportOut, MeasureAppealIn, MessageChange, MessageIn, MessagePage,
    MessagesAsked, OpenedOut, RatingIn, ReadIn, ReadOut, Reads, SentOut, StandingOut, Writes,
};
use super::view::{ChatOut, DetailOut, DisputeReason, FileOut, MessageOut};
use crate::Site;
use crate::api::auth::Auth;
use crate::api::extract::{Body, Create, Id, Ids, Query};
use crate::api::headers;
use crate::api::media::{FileBody, FileForm};
use crate::api::moderation::appeals::AppealedOut;
use crate::api::page;
use crate::api::problem::Problem;
use crate::api::types::Number;
use crate::session::Language;

/// The routes of this side, below `/buyer`.
pub fn routes() -> OpenApiRouter<Site> {
    acting()
        .merge(speaking())
        .routes(routes!(list, begin))
        .routes(routes!(unread))
        .routes(routes!(support))
        .routes(routes!(open_dispute))
}

speaks! { "Buyer", "/buyer/chats", Buyer, Buyer, (security(("Session" = [])),), {
    "list_messages_as_buyer" "send_message_as_buyer" "get_message_as_buyer" "edit_message_as_buyer"
    "delete_message_as_buyer" "read_chat_as_buyer" "add_chat_file_as_buyer"
} }

acts! { "Buyer", Buyer, Buyer, (security(("Session" = [])),), {
    "get_chat_as_buyer" "confirm_message_as_buyer" "close_chat_as_buyer" "reopen_chat_as_buyer" "block_shop" "unblock_shop"
    "rate_chat" "type_in_chat_as_buyer" "report_fraud_as_buyer" "get_standing_as_buyer" "appeal_friction_as_buyer"
    "appeal_switch_as_buyer"
} }

/// Which page.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OwnChatsAsked {
    /// `next` of the page before.
    pub after: Option<String>,
    /// Chats on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<i64>,
}

/// The buyer's chats
///
/// With shops and with support, the newest line first.
#[utoipa::path(get, path = "/chats", tag = "Buyer", operation_id = "list_own_chats", params(OwnChatsAsked),
    security(("Session" = [])), responses((status = 200, description = "A page", body = ChatPage)))]
pub async fn list(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    Language(lang): Language,
    Query(asked): Query<OwnChatsAsked>,
) -> Result<Json<ChatPage>, Problem> {
    let list = queries::of_buyer(&site.app, &buyer, asked.after.as_deref(), page::limit(asked.limit)?).await?;
    let telling = talk::telling(&site, &Reader::from(&buyer), lang).await?;
    Ok(Json(ChatPage { items: list.rows.iter().map(|row| ChatOut::row(row, &telling)).collect(), next: list.next }))
}

/// How many chats have something unread.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnUnread {
    /// Chats with something unread; 100 are counted at most.
    pub unread: i64,
}

/// Count the buyer's unread chats
#[utoipa::path(get, path = "/chats/counts", tag = "Buyer", operation_id = "count_own_chats",
    security(("Session" = [])), responses((status = 200, description = "The count", body = OwnUnread)))]
pub async fn unread(State(site): State<Site>, Auth(buyer): Auth<Buyer>) -> Result<Json<OwnUnread>, Problem> {
    Ok(Json(OwnUnread { unread: queries::buyer_unread(&site.app, &buyer).await? }))
}

/// What a buyer writes to a shop about.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AboutIn {
    /// The product.
    pub sku: Number,
    /// The order in which it was; absent for a question about the product by itself.
    pub order_id: Option<String>,
}

/// Write to a shop
///
/// About something that was ordered, or about a product. There is one chat about each: the one that is there already is
/// answered.
#[utoipa::path(post, path = "/chats", tag = "Buyer", operation_id = "open_chat_as_buyer", security(("Session" = [])),
    request_body = AboutIn, responses((status = 200, description = "The chat", body = OpenedOut,
        headers(("location" = String, description = "The chat.")))))]
pub async fn begin(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    Body(input): Body<AboutIn>,
) -> Result<Response, Problem> {
    let sku = Sku(input.sku.0);
    let chat = match input.order_id {
        Some(order) => open::by_buyer_about_order(&site.app, &buyer, OrderId(order), sku).await?,
        None => open::by_buyer_about_product(&site.app, &buyer, sku).await?,
    };
    Ok(talk::opened("/buyer/chats", chat))
}

/// Turn to support
///
/// Each buyer has one chat with support, which is always open.
#[utoipa::path(post, path = "/chats/support", tag = "Buyer", operation_id = "ask_support_as_buyer",
    security(("Session" = [])), request_body = SupportIn,
    responses((status = 200, description = "The chat", body = OpenedOut,
        headers(("location" = String, description = "The chat.")))))]
pub async fn support(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    Body(input): Body<SupportIn>,
) -> Result<Response, Problem> {
    let chat = open::support(&site.app, &Reader::from(&buyer), input.matter.into()).await?;
    Ok(talk::opened("/buyer/chats", chat))
}

/// A dispute to be opened.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DisputeIn {
    /// The order.
    #[schema(example = "48173920-0001-1")]
    pub order_id: String,
    /// The product in it.
    pub sku: Number,
    /// What went wrong.
    pub reason: DisputeReason,
}

/// Open a dispute
///
/// What happened is said, and shown, in the chat that this opens. The shop has three days to answer; then, or after its
/// answer, the operator decides.
#[utoipa::path(post, path = "/disputes", tag = "Buyer", operation_id = "open_dispute", security(("Session" = [])),
    request_body = DisputeIn, responses((status = 200, description = "The chat", body = OpenedOut,
        headers(("location" = String, description = "The chat.")))))]
pub async fn open_dispute(
    State(site): State<Site>,
    Auth(buyer): Auth<Buyer>,
    Body(input): Body<DisputeIn>,
) -> Result<Response, Problem> {
    if input.order_id.is_empty() {
        return Err(Refusal::new(Code::FieldMissing).at("order_id").into());
    }
    let (order, sku) = (OrderId(input.order_id), Sku(input.sku.0));
    let chat = dispute::open(&site.app, &buyer, order, sku, input.reason.into()).await?;
    Ok(talk::opened("/buyer/chats", chat))
}
