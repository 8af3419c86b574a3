//! What a shop alone does with its chats: lists, searches, opens, puts away, hands on, keeps drafts.

use app::commands::chats::{open, state};
use app::commands::moderation::appeals;
use app::commands::replies::Over;
use app::queries::chats::{self as queries, Filter};
use app::queries::reviews::words;
use app::{CanRead, CanReply, Reader};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use domain::chats::{Author, ChatKind as Kind};
use domain::moderation::Subject;
use domain::{ChatId, MessageId, OrderId, PersonId, Refusal, Sku, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::talk::{self, MeasureAppealIn, OpenedOut};
use super::view::{ChatOut, Matter};
use crate::Site;
use crate::api::auth::{Auth, Talks};
use crate::api::etag::{self, Expected};
use crate::api::extract::{Body, Id, Ids, Query};
use crate::api::headers;
use crate::api::moderation::appeals::AppealedOut;
use crate::api::page;
use crate::api::problem::Problem;
use crate::api::reviews::draft::{DraftIn, DraftOut, out};
use crate::api::types::{Number, Time};
use crate::session::Language;

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::default()
        .routes(routes!(list, begin))
        .routes(routes!(counts))
        .routes(routes!(search))
        .routes(routes!(support))
        .routes(routes!(archive, unarchive))
        .routes(routes!(snooze, wake))
        .routes(routes!(assign, unassign))
        .routes(routes!(draft, save_draft, forget_draft))
        .routes(routes!(appeal))
}

/// The tabs of a shop's chats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChatTab {
    /// All but those that were put away.
    All,
    /// With customers.
    Customers,
    /// With support.
    Support,
    /// Disputes.
    Disputes,
    /// Those that were put away.
    Archive,
}

/// Whose reply is awaited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WaitsFor {
    /// The shop's.
    Me,
    /// The customer's.
    Customer,
}

/// Which chats. Parameters combine; a parameter that may be repeated asks for any of its values.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ChatsAsked {
    /// The tab.
    #[param(default = "all")]
    pub tab: Option<ChatTab>,
    /// Where this side's reply is awaited.
    pub waits_for: Option<WaitsFor>,
    /// With (`true`) or without (`false`) something unread.
    pub unread: Option<bool>,
    /// About this order.
    pub order_id: Option<String>,
    /// About this product. May be repeated.
    pub sku: Vec<Number>,
    /// `next` of the page before.
    pub after: Option<String>,
    /// Chats on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<i64>,
}

impl ChatsAsked {
    fn filter(&self) -> Filter {
        let tab = self.tab.unwrap_or(ChatTab::All);
        Filter {
            kind: match tab {
                ChatTab::All | ChatTab::Archive => None,
                ChatTab::Customers => Some(Kind::Customer),
                ChatTab::Support => Some(Kind::SellerSupport),
                ChatTab::Disputes => Some(Kind::Dispute),
            },
            turn: self.waits_for.map(|side| match side {
                WaitsFor::Me => Author::Seller,
                WaitsFor::Customer => Author::Buyer,
            }),
            unread: self.unread,
            order: self.order_id.clone().map(OrderId),
            skus: self.sku.iter().map(|sku| Sku(sku.0)).collect(),
            archived: tab == ChatTab::Archive,
        }
    }
}

/// A page of chats.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChatPage {
    /// The chats, the newest line first.
    pub items: Vec<ChatOut>,
    /// What `after` is for the next page; absent at the end.
    pub next: Option<String>,
}

/// The shop's chats
///
/// With customers and with support, disputes among them, the newest line first. What the shop does not want to see yet is
/// left out. Takes the permission `read`.
#[utoipa::path(get, path = "/chats", tag = "Chats", operation_id = "list_chats", params(ChatsAsked),
    responses((status = 200, description = "A page", body = ChatPage)))]
pub async fn list(
    State(site): State<Site>,
    Auth(Talks(staff)): Auth<Talks<CanRead>>,
    Language(lang): Language,
    Query(asked): Query<ChatsAsked>,
) -> Result<Json<ChatPage>, Problem> {
    let limit = page::limit(asked.limit)?;
    let list = queries::list(&site.app, &staff, asked.filter(), asked.after.as_deref(), limit).await?;
    let telling = talk::telling(&site, &Reader::from(&staff), lang).await?;
    Ok(Json(ChatPage { items: list.rows.iter().map(|row| ChatOut::row(row, &telling)).collect(), next: list.next }))
}

/// What waits for the shop in chats. Of each 1000 are counted at most.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChatCounts {
    /// Chats with something unread.
    pub unread: i64,
    /// Of them, with customers.
    pub customers: i64,
    /// Of them, with support.
    pub support: i64,
    /// Of them, disputes.
    pub disputes: i64,
    /// Chats in which the shop's reply is awaited.
    pub without_my_reply: i64,
    /// Chats in which the customer's reply is awaited.
    pub without_their_reply: i64,
    /// Announcements of the operator that the caller has not read.
    pub announcements: i64,
}

/// Count what waits in chats
///
/// Takes the permission `read`.
#[utoipa::path(get, path = "/chats/counts", tag = "Chats", operation_id = "count_chats",
    responses((status = 200, description = "The counts", body = ChatCounts)))]
pub async fn counts(
    State(site): State<Site>,
    Auth(Talks(staff)): Auth<Talks<CanRead>>,
) -> Result<Json<ChatCounts>, Problem> {
    let counts = queries::counts(&site.app, &staff).await?;
    Ok(Json(ChatCounts {
        unread: counts.unread(),
        customers: counts.customers,
        support: counts.support,
        disputes: counts.disputes,
        without_my_reply: counts.without_my_reply,
        without_their_reply: counts.without_their_reply,
        announcements: counts.announcements,
    }))
}

/// What to look for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SearchAsked {
    /// Words to find: forms of a word count as the word, `"…"` is a phrase, `-word` must not be there.
    #[param(required = true)]
    pub q: String,
    /// Whether the last word may be unfinished.
    pub typing: Option<bool>,
    /// Chats at most.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<i64>,
}

/// Chats in which something was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundChats {
    /// The newest hit first.
    pub items: Vec<FoundChat>,
}

/// A chat in which something was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundChat {
    /// The chat.
    pub chat: ChatOut,
    /// The message with the words.
    pub message_id: Number,
    /// What it says.
    pub text: String,
    /// When it was sent.
    pub sent_at: Time,
}

/// Search in chats
///
/// Each chat once, with its newest message that has the words. Takes the permission `read`.
#[utoipa::path(get, path = "/chats/search", tag = "Chats", operation_id = "search_chats", params(SearchAsked),
    responses((status = 200, description = "What was found", body = FoundChats)))]
pub async fn search(
    State(site): State<Site>,
    Auth(Talks(staff)): Auth<Talks<CanRead>>,
    Language(lang): Language,
    Query(asked): Query<SearchAsked>,
) -> Result<Json<FoundChats>, Problem> {
    let limit = page::limit(asked.limit)?;
    let Some(words) = words(staff.seller(), &asked.q, asked.typing.unwrap_or(false)) else {
        return Ok(Json(FoundChats { items: Vec::new() }));
    };
    let found = queries::search(&site.app, &staff, words, limit).await?;
    let telling = talk::telling(&site, &Reader::from(&staff), lang).await?;
    let item = |(row, message): &(queries::Row, queries::Message)| FoundChat {
        chat: ChatOut::row(row, &telling),
        message_id: Number(message.id.0),
        text: message.text.clone(),
        sent_at: message.sent_at.into(),
    };
    Ok(Json(FoundChats { items: found.iter().map(item).collect() }))
}

/// The order whose buyer is written to.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderIn {
    /// The order.
    #[schema(example = "48173920-0002-1")]
    pub order_id: String,
    /// The product in it that the chat is about; the first one where it is absent.
    pub sku: Option<Number>,
}

/// Write to the buyer of an order
///
/// Where the window lets the shop: with FBS and rFBS from the payment to 72 hours after delivery, with FBO the buyer begins.
/// The chat that is there already is answered. Takes the permission `reply`.
#[utoipa::path(post, path = "/chats", tag = "Chats", operation_id = "open_chat", request_body = OrderIn,
    responses((status = 200, description = "The chat", body = OpenedOut,
        headers(("location" = String, description = "The chat.")))))]
pub async fn begin(
    State(site): State<Site>,
    Auth(Talks(staff)): Auth<Talks<CanReply>>,
    Body(input): Body<OrderIn>,
) -> Result<Response, Problem> {
    let sku = input.sku.map(|sku| Sku(sku.0));
    let chat = open::about_order(&site.app, &staff, OrderId(input.order_id), sku).await?;
    Ok(talk::opened("/chats", chat))
}

/// What support is asked about.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SupportIn {
    /// The matter.
    pub matter: Matter,
}

/// Turn to support
///
/// Each shop has one chat with support, which is always open. Takes the permission `reply`.
#[utoipa::path(post, path = "/chats/support", tag = "Chats", operation_id = "ask_support", request_body = SupportIn,
    responses((status = 200, description = "The chat", body = OpenedOut,
        headers(("location" = String, description = "The chat.")))))]
pub async fn support(
    State(site): State<Site>,
    Auth(Talks(staff)): Auth<Talks<CanReply>>,
    Body(input): Body<SupportIn>,
) -> Result<Response, Problem> {
    let chat = open::support(&site.app, &Reader::from(&staff.reader()), input.matter.into()).await?;
    Ok(talk::opened("/chats", chat))
}

/// Put a chat away
///
/// It comes back by itself with the next message of the customer. Takes the permission `reply`.
#[utoipa::path(put, path = "/chats/{chat_id}/archived", tag = "Chats", operation_id = "archive_chat",
    params(("chat_id" = String, Path, description = "The chat.")),
    responses((status = 204, description = "Put away")))]
pub async fn archive(
    State(site): State<Site>,
    Auth(Talks(staff)): Auth<Talks<CanReply>>,
    Id(chat): Id<ChatId>,
) -> Result<StatusCode, Problem> {
    state::set_archived(&site.app, &staff, chat, true).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take a chat back from the archive
///
/// Takes the permission `reply`.
#[utoipa::path(delete, path = "/chats/{chat_id}/archived", tag = "Chats", operation_id = "unarchive_chat",
    params(("chat_id" = String, Path, description = "The chat.")),
    responses((status = 204, description = "Taken back")))]
pub async fn unarchive(
    State(site): State<Site>,
    Auth(Talks(staff)): Auth<Talks<CanReply>>,
    Id(chat): Id<ChatId>,
) -> Result<StatusCode, Problem> {
    state::set_archived(&site.app, &staff, chat, false).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Until when a chat is not to be seen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SnoozeIn {
    /// Until when.
    pub until: Time,
}

/// Do not show a chat until a time
///
/// Takes the permission `reply`.
#[utoipa::path(put, path = "/chats/{chat_id}/snooze", tag = "Chats", operation_id = "snooze_chat",
    params(("chat_id" = String, Path, description = "The chat.")), request_body = SnoozeIn,
    responses((status = 204, description = "Not shown until then")))]
pub async fn snooze(
    State(site): State<Site>,
    Auth(Talks(staff)): Auth<Talks<CanReply>>,
    Id(chat): Id<ChatId>,
    Body(input): Body<SnoozeIn>,
) -> Result<StatusCode, Problem> {
    state::snooze(&site.app, &staff, chat, Some(input.until.0)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Show a chat again
///
/// Takes the permission `reply`.
#[utoipa::path(delete, path = "/chats/{chat_id}/snooze", tag = "Chats", operation_id = "wake_chat",
    params(("chat_id" = String, Path, description = "The chat.")),
    responses((status = 204, description = "Shown again")))]
pub async fn wake(
    State(site): State<Site>,
    Auth(Talks(staff)): Auth<Talks<CanReply>>,
    Id(chat): Id<ChatId>,
) -> Result<StatusCode, Problem> {
    state::snooze(&site.app, &staff, chat, None).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A colleague.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssigneeIn {
    /// Their id.
    pub person_id: String,
}

/// Give a chat to a colleague
///
/// Or to oneself. Takes the permission `reply`.
#[utoipa::path(put, path = "/chats/{chat_id}/assignee", tag = "Chats", operation_id = "assign_chat",
    params(("chat_id" = String, Path, description = "The chat.")), request_body = AssigneeIn,
    responses((status = 204, description = "Given")))]
pub async fn assign(
    State(site): State<Site>,
    Auth(Talks(staff)): Auth<Talks<CanReply>>,
    Id(chat): Id<ChatId>,
    Body(input): Body<AssigneeIn>,
) -> Result<StatusCode, Problem> {
    let person = PersonId::parse(&input.person_id).ok_or_else(nobody)?;
    let given = state::assign(&site.app, &staff, chat, Some(person)).await;
    given.map_err(|failure| match failure {
        app::Failure::Refusal(refusal) if refusal.code == domain::Code::PageNotFound => nobody().into(),
        other => other,
    })?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whoever works in no such shop.
fn nobody() -> Refusal {
    Refusal::new(domain::Code::FieldInvalid).at("person_id").with("reason", "no colleague")
}

/// Give a chat to nobody
///
/// Takes the permission `reply`.
#[utoipa::path(delete, path = "/chats/{chat_id}/assignee", tag = "Chats", operation_id = "unassign_chat",
    params(("chat_id" = String, Path, description = "The chat.")),
    responses((status = 204, description = "Nobody's")))]
pub async fn unassign(
    State(site): State<Site>,
    Auth(Talks(staff)): Auth<Talks<CanReply>>,
    Id(chat): Id<ChatId>,
) -> Result<StatusCode, Problem> {
    state::assign(&site.app, &staff, chat, None).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The caller's draft
///
/// People have drafts, programs do not. Takes the permission `reply`.
#[utoipa::path(get, path = "/chats/{chat_id}/draft", tag = "Chats", operation_id = "get_chat_draft",
    params(("chat_id" = String, Path, description = "The chat.")), security(("Session" = [])),
    responses((status = 200, description = "The draft", body = DraftOut, headers(("etag" = String)))))]
pub async fn draft(
    State(site): State<Site>,
    Auth(Talks(staff)): Auth<Talks<CanReply>>,
    Id(chat): Id<ChatId>,
) -> Result<Response, Problem> {
    let (text, saved_at) = app::queries::replies::draft(&site.app, &staff, chat).await?.unzip();
    Ok(out(text.unwrap_or_default(), saved_at))
}

/// Save the caller's draft
///
/// Colleagues see that the caller is writing. With `If-Match`, a draft that another device has saved meanwhile is not written
/// over (412 `draft_changed`, with the newer text among the facts). Takes the permission `reply`.
#[utoipa::path(put, path = "/chats/{chat_id}/draft", tag = "Chats", operation_id = "save_chat_draft",
    params(("chat_id" = String, Path, description = "The chat."), headers::IfMatch), security(("Session" = [])),
    request_body = DraftIn,
    responses((status = 200, description = "Saved", body = DraftOut, headers(("etag" = String)))))]
pub async fn save_draft(
    State(site): State<Site>,
    Auth(Talks(staff)): Auth<Talks<CanReply>>,
    Id(chat): Id<ChatId>,
    headers: HeaderMap,
    Body(input): Body<DraftIn>,
) -> Result<Response, Problem> {
    let over = match etag::if_match(&headers)? {
        Expected::Anything => None,
        Expected::Version(0) => Some(Over(None)),
        Expected::Version(at) => Some(Over(Some(Timestamp(at)))),
    };
    let saved_at = state::save_draft(&site.app, &staff, chat, input.text.clone(), over).await?;
    Ok(out(input.text, saved_at))
}

/// Forget the caller's draft
///
/// Takes the permission `reply`.
#[utoipa::path(delete, path = "/chats/{chat_id}/draft", tag = "Chats", operation_id = "forget_chat_draft",
    params(("chat_id" = String, Path, description = "The chat.")), security(("Session" = [])),
    responses((status = 204, description = "Forgotten")))]
pub async fn forget_draft(
    State(site): State<Site>,
    Auth(Talks(staff)): Auth<Talks<CanReply>>,
    Id(chat): Id<ChatId>,
) -> Result<StatusCode, Problem> {
    state::save_draft(&site.app, &staff, chat, String::new(), None).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Appeal against a stopped message
///
/// Once; a safety person decides. Takes the permission `reply`.
#[utoipa::path(post, path = "/chats/{chat_id}/messages/{message_id}/appeals", tag = "Chats", operation_id = "appeal_message",
    params(("chat_id" = String, Path, description = "The chat."),
        ("message_id" = String, Path, description = "The message.")),
    request_body = MeasureAppealIn, responses((status = 200, description = "Waits", body = AppealedOut)))]
pub async fn appeal(
    State(site): State<Site>,
    Auth(Talks(staff)): Auth<Talks<CanReply>>,
    Ids(chat, message): Ids<ChatId, MessageId>,
    Body(input): Body<MeasureAppealIn>,
) -> Result<Json<AppealedOut>, Problem> {
    let words = input.words()?;
    queries::message(&site.app, &Reader::from(&staff.reader()), chat, message).await?;
    let case = appeals::by_shop(&site.app, &staff, Subject::Message, message.to_string(), words).await?;
    Ok(Json(AppealedOut { case_id: case.to_string() }))
}
