//! A person's chat in Telegram.

use app::Person;
use app::commands::telegram as commands;
use app::queries::notices as queries;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::{Code, Refusal};
use serde::Serialize;
use utoipa::ToSchema;

use super::{OfPart, part};
use crate::Site;
use crate::api::auth::{Auth, Caller};
use crate::api::extract::Query;
use crate::api::problem::Problem;
use crate::api::types::Time;
use crate::session::Language;

/// Where the bot writes to.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OwnTelegram)]
pub struct TelegramOut {
    /// The bot's user name; absent where the site has none.
    #[schema(example = "otklik_bot")]
    pub bot: Option<String>,
    /// Since when a chat is linked; absent where none is.
    pub linked_at: Option<Time>,
    /// The language in which the bot writes.
    #[schema(example = "ru")]
    pub language: Option<String>,
}

/// What links a chat.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TelegramLink)]
pub struct LinkOut {
    /// Opens the bot; whoever presses "Start" there has linked their chat. It works once.
    #[schema(example = "https://t.me/otklik_bot?start=u7Yb2hVq8k0WcZ3mN1xR5tJ9aLpE4dGf6sKoQiBvTyU")]
    pub url: String,
    /// How long.
    pub expires_at: Time,
}

/// Whether a chat in Telegram is linked
#[utoipa::path(get, path = "/me/telegram", tag = "Notices", operation_id = "get_telegram", security(("Session" = [])),
    responses((status = 200, description = "The chat", body = TelegramOut)))]
pub async fn telegram(State(site): State<Site>, Auth(person): Auth<Person>) -> Result<Json<TelegramOut>, Problem> {
    let Some(bot) = site.outward.bot() else {
        return Ok(Json(TelegramOut { bot: None, linked_at: None, language: None }));
    };
    let chat = queries::chat(&site.app, person.id()).await?;
    Ok(Json(TelegramOut {
        bot: Some(bot.name().to_owned()),
        linked_at: chat.as_ref().map(|chat| Time(chat.linked_at)),
        language: chat.map(|chat| chat.language),
    }))
}

/// Make a link to the bot
///
/// Whoever opens it and presses "Start" links their chat, in place of one that was linked before; it works once and for a quarter
/// of an hour, and a newer one makes it worthless. What of is told there is chosen topic by topic in the settings.
#[utoipa::path(post, path = "/me/telegram", tag = "Notices", operation_id = "connect_telegram", params(OfPart),
    security(("Session" = [])),
    responses((status = 200, description = "The link", body = LinkOut)))]
pub async fn connect(
    State(site): State<Site>,
    Auth(caller): Auth<Caller>,
    Language(lang): Language,
    headers: HeaderMap,
    Query(asked): Query<OfPart>,
) -> Result<Json<LinkOut>, Problem> {
    let part = part(caller, &headers, asked.side)?;
    let bot = site.outward.bot().ok_or_else(|| Refusal::from(Code::TelegramOff))?;
    let code = commands::new_code(&site.app, part, lang).await?;
    Ok(Json(LinkOut { url: bot.link(&code.code), expires_at: Time(code.until) }))
}

/// Take the chat away
#[utoipa::path(delete, path = "/me/telegram", tag = "Notices", operation_id = "disconnect_telegram",
    security(("Session" = [])),
    responses((status = 204, description = "Gone")))]
pub async fn disconnect(State(site): State<Site>, Auth(person): Auth<Person>) -> Result<StatusCode, Problem> {
    commands::disconnect(&site.app, &person).await?;
    Ok(StatusCode::NO_CONTENT)
}
