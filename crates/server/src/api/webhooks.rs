//! `/api/v1/webhooks`: addresses of a shop's programs, and what was told to them.

use app::commands::webhooks::{self as commands, Change, NewWebhook};
use app::queries::live::{read_cursor, write_cursor};
use app::queries::notices::{self as queries, Attempt, Call, Cursor, Webhook};
use app::{CanManage, SellerStaff};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::notices::webhooks::Format;
use domain::{Code, Refusal, WebhookId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::auth::Auth;
use super::extract::{Body, Create, Id, Ids, Query};
use super::headers;
use super::page;
use super::problem::Problem;
use super::types::{Time, mirror};
use crate::outward::webhook::Tried;
use crate::session::Language;
use crate::{Site, callable};

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::default()
        .routes(routes!(list, create))
        .routes(routes!(check))
        .routes(routes!(one, change, delete))
        .routes(routes!(test))
        .routes(routes!(calls))
        .routes(routes!(resend))
}

mirror! {
    /// Whose bodies and signatures an address gets.
    WebhookFormat = domain::notices::webhooks::Format {
        /// Otklik's own events, signed as Standard Webhooks.
        Standard,
        /// The marketplace's pushes.
        Ozon,
    }
}

mirror! {
    /// Why an address is not called.
    WebhookOff = domain::notices::webhooks::Off {
        /// Its owner switched it off.
        Owner,
        /// It failed for three days, or said that it is gone.
        Failing,
    }
}

/// The types of pushes that the marketplace's programs can be told of here.
pub const PUSHES: [&str; 4] = ["TYPE_NEW_MESSAGE", "TYPE_UPDATE_MESSAGE", "TYPE_MESSAGE_READ", "TYPE_CHAT_CLOSED"];

/// Refuses a type that an address of this format cannot be told of.
pub fn look_at_types(format: Format, types: &[String]) -> Result<(), Refusal> {
    let known = |name: &str| match format {
        Format::Standard => domain::event::Event::KINDS.contains(&name),
        Format::Ozon => PUSHES.contains(&name),
    };
    match types.iter().find(|name| !known(name)) {
        Some(name) => Err(Refusal::new(Code::WebhookTypeUnknown)
            .at("types")
            .with("type", name.chars().take(60).collect::<String>())),
        None => Ok(()),
    }
}

/// An address of a program, without its secret.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Webhook)]
pub struct WebhookOut {
    /// Its id.
    pub id: String,
    /// Whose bodies and signatures it gets.
    pub format: WebhookFormat,
    /// Where.
    #[schema(example = "https://crm.example.com/otklik")]
    pub url: String,
    /// The kinds of events, or the types of pushes; everything, where it is empty.
    pub types: Vec<String>,
    /// Whether it is called.
    pub on: bool,
    /// Why it is not.
    pub off_reason: Option<WebhookOff>,
    /// Since when it is not.
    pub off_at: Option<Time>,
    /// Since when every call has failed.
    pub failing_since: Option<Time>,
    /// How long its last answer took, milliseconds.
    pub answered_in: Option<i64>,
    /// Until when calls are signed with the secret before, too.
    pub old_secret_until: Option<Time>,
    /// Since when it is there.
    pub created_at: Time,
    /// When it was last changed.
    pub updated_at: Time,
}

impl From<Webhook> for WebhookOut {
    fn from(it: Webhook) -> Self {
        Self {
            id: it.id.to_string(),
            format: it.format.into(),
            url: it.url,
            types: it.types,
            on: it.off.is_none(),
            off_reason: it.off.map(WebhookOff::from),
            off_at: it.off_at.map(Time),
            failing_since: it.failing_since.map(Time),
            answered_in: it.answered_in,
            old_secret_until: (!it.old_secret.is_empty()).then(|| it.old_secret_until.into()),
            created_at: it.created_at.into(),
            updated_at: it.updated_at.into(),
        }
    }
}

/// An address with its secret: shown when it was made, and nowhere else.
#[derive(Debug, Serialize, ToSchema)]
pub struct WebhookWithSecret {
    /// The address.
    #[serde(flatten)]
    pub webhook: WebhookOut,
    /// What calls are signed with; absent where it is the one before.
    #[schema(example = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    pub secret: Option<String>,
}

/// All addresses of a shop.
#[derive(Debug, Serialize, ToSchema)]
pub struct WebhookList {
    /// The oldest first.
    pub items: Vec<WebhookOut>,
}

/// An address to be added.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WebhookIn {
    /// Whose bodies and signatures it gets; Otklik's own where it is absent.
    pub format: Option<WebhookFormat>,
    /// Where: `https`, and nothing of a private network.
    #[schema(max_length = 2000, example = "https://crm.example.com/otklik")]
    pub url: String,
    /// The kinds of events, or the types of pushes; everything, where it is absent or empty.
    #[serde(default)]
    #[schema(example = json!(["review_published", "question_published"]))]
    pub types: Vec<String>,
}

/// What changes; what is absent stays as it is.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WebhookPatch {
    /// Where.
    pub url: Option<String>,
    /// What it is told.
    pub types: Option<Vec<String>>,
    /// Whether it is called. What happens while it is not is not told later.
    pub on: Option<bool>,
    /// `true` makes a new secret; calls are signed with both for a day.
    #[serde(default)]
    pub rotate: bool,
}

/// Addresses of programs
///
/// Takes the permission `manage`, like all of this.
#[utoipa::path(get, path = "/webhooks", tag = "Webhooks", operation_id = "list_webhooks",
    responses((status = 200, description = "All of them, without secrets", body = WebhookList)))]
pub async fn list(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanManage>>,
) -> Result<Json<WebhookList>, Problem> {
    let all = queries::webhooks(&site.app, &staff).await?;
    Ok(Json(WebhookList { items: all.into_iter().map(WebhookOut::from).collect() }))
}

/// Add an address
///
/// The secret is shown here and nowhere else.
#[utoipa::path(post, path = "/webhooks", tag = "Webhooks", operation_id = "create_webhook",
    params(headers::IdempotencyKey), request_body = WebhookIn,
    responses((status = 201, description = "Added", body = WebhookWithSecret)))]
pub async fn create(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanManage>>,
    Language(lang): Language,
    Create { input, once }: Create<WebhookIn>,
) -> Result<(StatusCode, Json<WebhookWithSecret>), Problem> {
    let format = input.format.map_or(Format::Standard, Format::from);
    callable::look_at(&site, &input.url, lang)?;
    look_at_types(format, &input.types)?;
    let new = NewWebhook { format, url: input.url, types: input.types };
    let made = commands::create_once(&site.app, &staff, new, once).await?;
    let secret = Some(made.secret.clone());
    Ok((StatusCode::CREATED, Json(WebhookWithSecret { webhook: made.into(), secret })))
}

/// One address
#[utoipa::path(get, path = "/webhooks/{webhook_id}", tag = "Webhooks", operation_id = "get_webhook",
    params(("webhook_id" = String, Path, description = "The address.")),
    responses((status = 200, description = "The address", body = WebhookOut)))]
pub async fn one(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanManage>>,
    Id(id): Id<WebhookId>,
) -> Result<Json<WebhookOut>, Problem> {
    Ok(Json(queries::webhook(&site.app, &staff, id).await?.into()))
}

/// Change an address
#[utoipa::path(patch, path = "/webhooks/{webhook_id}", tag = "Webhooks", operation_id = "change_webhook",
    params(("webhook_id" = String, Path, description = "The address.")), request_body = WebhookPatch,
    responses((status = 200, description = "Changed", body = WebhookWithSecret)))]
pub async fn change(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanManage>>,
    Language(lang): Language,
    Id(id): Id<WebhookId>,
    Body(input): Body<WebhookPatch>,
) -> Result<Json<WebhookWithSecret>, Problem> {
    let known = queries::webhook(&site.app, &staff, id).await?;
    input.url.as_deref().map_or(Ok(()), |url| callable::look_at(&site, url, lang))?;
    input.types.as_deref().map_or(Ok(()), |types| look_at_types(known.format, types))?;
    let change = Change { url: input.url, types: input.types, on: input.on, rotate: input.rotate };
    let webhook = commands::change(&site.app, &staff, id, change).await?;
    let secret = input.rotate.then(|| webhook.secret.clone());
    Ok(Json(WebhookWithSecret { webhook: webhook.into(), secret }))
}

/// Take an address away
#[utoipa::path(delete, path = "/webhooks/{webhook_id}", tag = "Webhooks", operation_id = "delete_webhook",
    params(("webhook_id" = String, Path, description = "The address.")),
    responses((status = 204, description = "Gone")))]
pub async fn delete(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanManage>>,
    Id(id): Id<WebhookId>,
) -> Result<StatusCode, Problem> {
    commands::delete(&site.app, &staff, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// An address to be tried.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WebhookCheckIn {
    /// Where.
    pub url: String,
}

/// Try an address
///
/// Calls it as the marketplace checks a connection, with `TYPE_PING`; 204 where it answers as the marketplace asks.
#[utoipa::path(post, path = "/webhooks/check", tag = "Webhooks", operation_id = "check_webhook",
    request_body = WebhookCheckIn,
    responses((status = 204, description = "It answers")))]
pub async fn check(
    State(site): State<Site>,
    Auth(_staff): Auth<SellerStaff<CanManage>>,
    Language(lang): Language,
    Body(input): Body<WebhookCheckIn>,
) -> Result<StatusCode, Problem> {
    callable::look_at(&site, &input.url, lang)?;
    match callable::check(&site, &input.url).await {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        Err(why) => Err(Refusal::new(Code::WebhookCheckFailed).at("url").with("reason", why).into()),
    }
}

/// What came back when an address was told something on trial.
#[derive(Debug, Serialize, ToSchema)]
pub struct WebhookTried {
    /// Whether it would count as delivered.
    pub taken: bool,
    /// The status that was answered; absent where nothing was, and for the marketplace's check.
    #[schema(example = 204)]
    pub status: Option<u16>,
    /// What went wrong.
    pub error: Option<String>,
    /// How long it took, milliseconds.
    pub took: u64,
    /// The beginning of the answer.
    pub answer: String,
}

impl From<Tried> for WebhookTried {
    fn from(it: Tried) -> Self {
        Self {
            taken: it.error.is_empty(),
            status: it.status,
            error: Some(it.error).filter(|error| !error.is_empty()),
            took: u64::try_from(it.took.as_millis()).unwrap_or(u64::MAX),
            answer: it.answer,
        }
    }
}

/// Send a test event
///
/// Calls the address now, also one that is switched off, and says what came back. An address of Otklik's own format gets
/// `{"type": "test", "timestamp", "data": {"kind": "test", "at", "webhook_id"}}`, signed as every call; one of the marketplace's
/// format is checked as by `/webhooks/check`. The call is not made again, is not in the log, and changes nothing of the address.
#[utoipa::path(post, path = "/webhooks/{webhook_id}/test", tag = "Webhooks", operation_id = "test_webhook",
    params(("webhook_id" = String, Path, description = "The address.")),
    responses((status = 200, description = "What came back, also where that is nothing", body = WebhookTried)))]
pub async fn test(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanManage>>,
    Id(id): Id<WebhookId>,
) -> Result<Json<WebhookTried>, Problem> {
    let webhook = queries::webhook(&site.app, &staff, id).await?;
    Ok(Json(callable::try_out(&site, &webhook).await?.into()))
}

/// One try.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CallAttempt)]
pub struct AttemptOut {
    /// Which, from 1.
    pub number: i64,
    /// When.
    pub at: Time,
    /// How long it took, milliseconds.
    pub took: i64,
    /// The status that was answered.
    pub status: Option<i64>,
    /// What went wrong.
    pub error: Option<String>,
    /// The beginning of the answer.
    pub answer: String,
}

impl From<Attempt> for AttemptOut {
    fn from(it: Attempt) -> Self {
        Self {
            number: it.number,
            at: it.at.into(),
            took: it.took / 1_000,
            status: it.status,
            error: Some(it.error).filter(|error| !error.is_empty()),
            answer: it.answer,
        }
    }
}

/// A call that is to be made, or was.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Call)]
pub struct CallOut {
    /// Its id: that of the event.
    pub id: String,
    /// The kind of the event.
    #[schema(example = "review_published")]
    pub kind: String,
    /// What it is about, as an id.
    pub subject: String,
    /// When it happened.
    pub at: Time,
    /// `waiting`, `sent`, `dropped` or `failed`.
    #[schema(example = "sent")]
    pub state: String,
    /// When it is made next, while it waits.
    pub next_at: Option<Time>,
    /// When it ended.
    pub done_at: Option<Time>,
    /// Its tries, the first first.
    pub attempts: Vec<AttemptOut>,
}

fn call((call, attempts): (Call, Vec<Attempt>)) -> CallOut {
    CallOut {
        id: write_cursor(call.cursor),
        kind: call.kind,
        subject: call.subject,
        at: call.at.into(),
        next_at: (call.state == "waiting").then(|| call.due_at.into()),
        state: call.state,
        done_at: call.done_at.map(Time),
        attempts: attempts.into_iter().map(AttemptOut::from).collect(),
    }
}

/// A page of calls.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallPage {
    /// The newest first.
    pub items: Vec<CallOut>,
    /// What `after` is for the next page; absent at the end.
    pub next: Option<String>,
}

/// Which calls.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CallsAsked {
    /// `next` of the page before.
    pub after: Option<String>,
    /// At most so many.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<i64>,
}

/// What was told to an address
///
/// Each call with every try, for 30 days.
#[utoipa::path(get, path = "/webhooks/{webhook_id}/calls", tag = "Webhooks", operation_id = "list_calls",
    params(("webhook_id" = String, Path, description = "The address."), CallsAsked),
    responses((status = 200, description = "A page", body = CallPage)))]
pub async fn calls(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanManage>>,
    Id(id): Id<WebhookId>,
    Query(asked): Query<CallsAsked>,
) -> Result<Json<CallPage>, Problem> {
    queries::webhook(&site.app, &staff, id).await?;
    let limit = page::limit(asked.limit)?;
    let before = asked.after.as_deref().map(read_cursor).transpose().map_err(|refusal| refusal.at("after"))?;
    let mut all = queries::calls(&site.app, &staff, id, before, limit + 1).await?;
    let next = page::cut(&mut all, limit).map(|(last, _)| write_cursor(last.cursor));
    Ok(Json(CallPage { items: all.into_iter().map(call).collect(), next }))
}

/// Make a call again
///
/// One that was made, given up or dropped.
#[utoipa::path(post, path = "/webhooks/{webhook_id}/calls/{call_id}/resend", tag = "Webhooks", operation_id = "resend_call",
    params(("webhook_id" = String, Path, description = "The address."), ("call_id" = String, Path, description = "The call.")),
    responses((status = 204, description = "It is on its way")))]
pub async fn resend(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanManage>>,
    Ids(id, call): Ids<WebhookId, Cursor>,
) -> Result<StatusCode, Problem> {
    queries::webhook(&site.app, &staff, id).await?;
    commands::resend(&site.app, &staff, id, call).await?;
    Ok(StatusCode::NO_CONTENT)
}
