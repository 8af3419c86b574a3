//! `/api/v1/desk/support…`: the desk of those who help shops and buyers, and decide their disputes.

use app::commands::chats::dispute;
use app::queries::support as queries;
use app::queries::{chats, support};
use app::{Reader, Support, commands};
use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::{ChatId, MessageId, PersonId, TemplateId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::auth::Auth;
use super::chats::side::speaks;
use super::chats::talk::{
    self, FileAsked, MessageChange, MessageIn, MessagePage, MessagesAsked, ReadIn, ReadOut, Reads, SentOut, Writes,
};
use super::chats::view::{ChatOut, DetailOut, FileOut, FrictionOut, LabelOut, MessageOut, Outcome, labels_for_author};
use super::extract::{Body, Create, Id, Ids, Query};
use super::headers;
use super::media::{FileBody, FileForm};
use super::problem::Problem;
use super::types::{Number, Time};
use crate::Site;
use crate::session::Language;

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    let desk = speaking()
        .routes(routes!(queue))
        .routes(routes!(waiting))
        .routes(routes!(one))
        .routes(routes!(take))
        .routes(routes!(hand_on, hand_back))
        .routes(routes!(end))
        .routes(routes!(decide))
        .routes(routes!(macros, add_macro))
        .routes(routes!(change_macro, delete_macro))
        .routes(routes!(use_macro))
        .routes(routes!(ratings));
    OpenApiRouter::default().nest("/desk/support", desk)
}

speaks! { "Support desk", "/desk/support/chats", Support, Support, (security(("Session" = [])),), {
    "list_messages_as_support" "send_message_as_support" "get_message_as_support" "edit_message_as_support"
    "delete_message_as_support" "read_chat_as_support" "add_chat_file_as_support"
} }

/// Which page.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct QueueAsked {
    /// `next` of the page before.
    pub after: Option<String>,
}

/// A page of requests and disputes that wait.
#[derive(Debug, Serialize, ToSchema)]
pub struct RequestPage {
    /// The longest waiting first; 50 at most.
    pub items: Vec<RequestOut>,
    /// What `after` is for the next page; absent at the end.
    pub next: Option<String>,
}

/// A request, or a dispute, that waits.
#[derive(Debug, Serialize, ToSchema)]
pub struct RequestOut {
    /// The chat.
    pub chat: ChatOut,
    /// Since when it waits; of a dispute whose shop has not answered, until when the shop should.
    pub waiting_since: Option<Time>,
}

/// Who waits for support
#[utoipa::path(get, path = "/queue", tag = "Support desk", operation_id = "list_requests", params(QueueAsked),
    security(("Session" = [])), responses((status = 200, description = "A page", body = RequestPage)))]
pub async fn queue(
    State(site): State<Site>,
    Auth(me): Auth<Support>,
    Language(lang): Language,
    Query(asked): Query<QueueAsked>,
) -> Result<Json<RequestPage>, Problem> {
    let (page, next) = queries::queue(&site.app, &me, asked.after.as_deref()).await?;
    let telling = talk::telling(&site, &Reader::from(&me), lang).await?;
    let item = |chat: &chats::Chat| RequestOut {
        chat: ChatOut::new(chat, None, &telling),
        waiting_since: chat.waiting_since.map(Time),
    };
    Ok(Json(RequestPage { items: page.iter().map(item).collect(), next }))
}

/// How many wait. Of each 10,000 are counted at most.
#[derive(Debug, Serialize, ToSchema)]
pub struct WaitingOut {
    /// Requests of shops.
    pub sellers: i64,
    /// Requests of buyers.
    pub buyers: i64,
    /// Disputes.
    pub disputes: i64,
    /// Of all of them, those that somebody has in hand.
    pub taken: i64,
}

/// Count who waits for support
#[utoipa::path(get, path = "/queue/counts", tag = "Support desk", operation_id = "count_requests",
    security(("Session" = [])), responses((status = 200, description = "The counts", body = WaitingOut)))]
pub async fn waiting(State(site): State<Site>, Auth(me): Auth<Support>) -> Result<Json<WaitingOut>, Problem> {
    let queries::Waiting { sellers, buyers, disputes, taken } = queries::waiting(&site.app, &me).await?;
    Ok(Json(WaitingOut { sellers, buyers, disputes, taken }))
}

/// A request with what is known of whoever asks.
#[derive(Debug, Serialize, ToSchema)]
pub struct RequestDetail {
    /// The chat.
    #[serde(flatten)]
    pub detail: DetailOut,
    /// What the buyer has ordered lately.
    pub orders: Vec<OrderedOut>,
    /// How far whoever asks is held back in chats.
    pub friction_of_asker: Option<FrictionOut>,
    /// Their messages in which the guard saw something, the newest first.
    pub flagged: Vec<FlaggedOut>,
    /// Colleagues to whom the request can be handed.
    pub colleagues: Vec<ColleagueOut>,
}

/// Something that a buyer has ordered.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrderedOut {
    /// The order.
    pub order_id: String,
    /// The product.
    pub sku: Number,
}

/// A message in which the guard saw something.
#[derive(Debug, Serialize, ToSchema)]
pub struct FlaggedOut {
    /// Its number.
    pub message_id: Number,
    /// In which chat.
    pub chat_id: String,
    /// What it says.
    pub text: String,
    /// What the guard saw.
    pub why: Vec<LabelOut>,
    /// When it was sent.
    pub sent_at: Time,
}

impl FlaggedOut {
    /// A message as the desk reads it.
    pub fn new(message: &chats::Message, lang: domain::Lang) -> Self {
        Self {
            message_id: Number(message.id.0),
            chat_id: message.chat.to_string(),
            text: message.text.clone(),
            why: labels_for_author(&chats::read_why(&message.why), Some(&message.text), lang),
            sent_at: message.sent_at.into(),
        }
    }
}

/// Somebody of the desk.
#[derive(Debug, Serialize, ToSchema)]
pub struct ColleagueOut {
    /// Their id.
    pub person_id: String,
    /// Their name.
    pub name: String,
    /// What they are: `support` or `safety`.
    pub role: &'static str,
}

/// One request
///
/// Requests of shops and buyers, and disputes; what a buyer and a shop say to each other is not support's.
#[utoipa::path(get, path = "/chats/{chat_id}", tag = "Support desk", operation_id = "get_request",
    params(("chat_id" = String, Path, description = "The chat.")), security(("Session" = [])),
    responses((status = 200, description = "The request", body = RequestDetail)))]
pub async fn one(
    State(site): State<Site>,
    Auth(me): Auth<Support>,
    Language(lang): Language,
    Id(chat): Id<ChatId>,
) -> Result<Json<RequestDetail>, Problem> {
    let reader = Reader::from(&me);
    let view = chats::chat(&site.app, &reader, chat).await?;
    let support::Context { orders, friction, flagged, colleagues } = queries::context(&site.app, &me, chat).await?;
    let telling = talk::telling(&site, &reader, lang).await?;
    Ok(Json(RequestDetail {
        detail: DetailOut::new(&view, &telling),
        orders: orders
            .into_iter()
            .map(|item| OrderedOut { order_id: item.item.order.0, sku: Number(item.item.sku.0) })
            .collect(),
        friction_of_asker: friction.map(Into::into),
        flagged: flagged.iter().map(|message| FlaggedOut::new(message, lang)).collect(),
        colleagues: colleagues
            .into_iter()
            .map(|(id, name, role)| ColleagueOut { person_id: id.to_string(), name, role: role.as_str() })
            .collect(),
    }))
}

/// Take a request
///
/// One that a colleague has in hand is refused (`support_taken`): they hand it on.
#[utoipa::path(post, path = "/chats/{chat_id}/take", tag = "Support desk", operation_id = "take_request",
    params(("chat_id" = String, Path, description = "The chat.")), security(("Session" = [])),
    responses((status = 204, description = "Taken")))]
pub async fn take(
    State(site): State<Site>,
    Auth(me): Auth<Support>,
    Id(chat): Id<ChatId>,
) -> Result<StatusCode, Problem> {
    commands::support::take(&site.app, &me, chat).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whom a request is handed to.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandOnIn {
    /// A colleague of the desk.
    pub person_id: String,
}

/// Hand a request on
#[utoipa::path(put, path = "/chats/{chat_id}/assignee", tag = "Support desk", operation_id = "hand_on_request",
    params(("chat_id" = String, Path, description = "The chat.")), security(("Session" = [])),
    request_body = HandOnIn, responses((status = 204, description = "Handed on")))]
pub async fn hand_on(
    State(site): State<Site>,
    Auth(me): Auth<Support>,
    Id(chat): Id<ChatId>,
    Body(input): Body<HandOnIn>,
) -> Result<StatusCode, Problem> {
    let person = PersonId::parse(&input.person_id).ok_or(domain::Code::PageNotFound)?;
    commands::support::transfer(&site.app, &me, chat, Some(person)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Give a request back to the queue
#[utoipa::path(delete, path = "/chats/{chat_id}/assignee", tag = "Support desk", operation_id = "hand_back_request",
    params(("chat_id" = String, Path, description = "The chat.")), security(("Session" = [])),
    responses((status = 204, description = "Given back")))]
pub async fn hand_back(
    State(site): State<Site>,
    Auth(me): Auth<Support>,
    Id(chat): Id<ChatId>,
) -> Result<StatusCode, Problem> {
    commands::support::transfer(&site.app, &me, chat, None).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// End a request
///
/// Whoever asked is asked for a rating. The chat stays open: whoever needs more writes on.
#[utoipa::path(post, path = "/chats/{chat_id}/end", tag = "Support desk", operation_id = "end_request",
    params(("chat_id" = String, Path, description = "The chat.")), security(("Session" = [])),
    responses((status = 204, description = "Ended")))]
pub async fn end(
    State(site): State<Site>,
    Auth(me): Auth<Support>,
    Id(chat): Id<ChatId>,
) -> Result<StatusCode, Problem> {
    commands::support::close(&site.app, &me, chat).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How a dispute is decided.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OutcomeIn {
    /// For whom.
    pub outcome: Outcome,
    /// Why, for both.
    #[schema(min_length = 1, max_length = 1000, example = "На фото видно, что чайник пришёл с трещиной.")]
    pub words: String,
}

/// Decide a dispute
///
/// Once the shop has answered, or its time to answer is over.
#[utoipa::path(post, path = "/chats/{chat_id}/decide", tag = "Support desk", operation_id = "decide_dispute",
    params(("chat_id" = String, Path, description = "The chat.")), security(("Session" = [])),
    request_body = OutcomeIn, responses((status = 204, description = "Decided")))]
pub async fn decide(
    State(site): State<Site>,
    Auth(me): Auth<Support>,
    Id(chat): Id<ChatId>,
    Body(input): Body<OutcomeIn>,
) -> Result<StatusCode, Problem> {
    dispute::decide(&site.app, &me, chat, input.outcome.into(), &input.words).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A prepared answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct MacroOut {
    /// Its id.
    pub id: String,
    /// What support calls it.
    pub name: String,
    /// The text with its variables.
    pub text: String,
}

/// Prepared answers.
#[derive(Debug, Serialize, ToSchema)]
pub struct MacroList {
    /// The most used first; 200 at most.
    pub items: Vec<MacroOut>,
}

/// Prepared answers
#[utoipa::path(get, path = "/macros", tag = "Support desk", operation_id = "list_macros", security(("Session" = [])),
    responses((status = 200, description = "Prepared answers", body = MacroList)))]
pub async fn macros(State(site): State<Site>, Auth(me): Auth<Support>) -> Result<Json<MacroList>, Problem> {
    let all = queries::macros(&site.app, &me).await?;
    let out = |it: support::Macro| MacroOut { id: it.id.to_string(), name: it.name, text: it.text };
    Ok(Json(MacroList { items: all.into_iter().map(out).collect() }))
}

/// A prepared answer to be kept.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MacroIn {
    /// What support calls it.
    #[schema(min_length = 1, max_length = 60, example = "Где заказ")]
    pub name: String,
    /// The text with its variables.
    #[schema(min_length = 1, max_length = 1000)]
    pub text: String,
}

async fn keep(site: &Site, me: &Support, id: Option<TemplateId>, input: MacroIn) -> Result<MacroOut, Problem> {
    let id = commands::support::save_macro(&site.app, me, id, &input.name, &input.text).await?;
    Ok(MacroOut { id: id.to_string(), name: input.name, text: input.text })
}

/// Add a prepared answer
#[utoipa::path(post, path = "/macros", tag = "Support desk", operation_id = "add_macro", security(("Session" = [])),
    request_body = MacroIn, responses((status = 200, description = "Added", body = MacroOut)))]
pub async fn add_macro(
    State(site): State<Site>,
    Auth(me): Auth<Support>,
    Body(input): Body<MacroIn>,
) -> Result<Json<MacroOut>, Problem> {
    Ok(Json(keep(&site, &me, None, input).await?))
}

/// Change a prepared answer
#[utoipa::path(put, path = "/macros/{macro_id}", tag = "Support desk", operation_id = "change_macro",
    params(("macro_id" = String, Path, description = "The prepared answer.")), security(("Session" = [])),
    request_body = MacroIn, responses((status = 200, description = "Changed", body = MacroOut)))]
pub async fn change_macro(
    State(site): State<Site>,
    Auth(me): Auth<Support>,
    Id(id): Id<TemplateId>,
    Body(input): Body<MacroIn>,
) -> Result<Json<MacroOut>, Problem> {
    Ok(Json(keep(&site, &me, Some(id), input).await?))
}

/// Take a prepared answer away
#[utoipa::path(delete, path = "/macros/{macro_id}", tag = "Support desk", operation_id = "delete_macro",
    params(("macro_id" = String, Path, description = "The prepared answer.")), security(("Session" = [])),
    responses((status = 204, description = "Taken away")))]
pub async fn delete_macro(
    State(site): State<Site>,
    Auth(me): Auth<Support>,
    Id(id): Id<TemplateId>,
) -> Result<StatusCode, Problem> {
    commands::support::delete_macro(&site.app, &me, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The text of a prepared answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct MacroText {
    /// The text with its variables.
    pub text: String,
}

/// Use a prepared answer
///
/// Gives its text, and counts the use: the most used come first.
#[utoipa::path(post, path = "/macros/{macro_id}/use", tag = "Support desk", operation_id = "use_macro",
    params(("macro_id" = String, Path, description = "The prepared answer.")), security(("Session" = [])),
    responses((status = 200, description = "The text", body = MacroText)))]
pub async fn use_macro(
    State(site): State<Site>,
    Auth(me): Auth<Support>,
    Id(id): Id<TemplateId>,
) -> Result<Json<MacroText>, Problem> {
    Ok(Json(MacroText { text: commands::support::use_macro(&site.app, &me, id).await? }))
}

/// How support was rated.
#[derive(Debug, Serialize, ToSchema)]
pub struct RatingsOut {
    /// How often each of 1 to 5, this month and the month before.
    #[schema(min_items = 5, max_items = 5, example = json!([0, 1, 2, 10, 40]))]
    pub ratings: [i64; 5],
}

/// How support was rated
#[utoipa::path(get, path = "/ratings", tag = "Support desk", operation_id = "get_support_ratings",
    security(("Session" = [])), responses((status = 200, description = "The ratings", body = RatingsOut)))]
pub async fn ratings(State(site): State<Site>, Auth(me): Auth<Support>) -> Result<Json<RatingsOut>, Problem> {
    Ok(Json(RatingsOut { ratings: queries::ratings(&site.app, &me).await? }))
}
