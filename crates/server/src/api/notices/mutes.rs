//! Chats that somebody does not want to hear of.

use app::Person;
use app::commands::notices as commands;
use app::queries::notices as queries;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::ChatId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Site;
use crate::api::auth::Auth;
use crate::api::extract::Id;
use crate::api::problem::Problem;

/// Whether a chat is muted.
#[derive(Debug, Serialize, ToSchema)]
pub struct MuteOut {
    /// Whether it is.
    pub muted: bool,
}

/// Whether a chat is muted
#[utoipa::path(get, path = "/me/mutes/{chat_id}", tag = "Notices", operation_id = "get_mute",
    params(("chat_id" = String, Path, description = "The chat.")), security(("Session" = [])),
    responses((status = 200, description = "Whether it is", body = MuteOut)))]
pub async fn mutes(
    State(site): State<Site>,
    Auth(person): Auth<Person>,
    Id(chat): Id<ChatId>,
) -> Result<Json<MuteOut>, Problem> {
    let muted = queries::is_muted(&site.app, person.id(), &chat.to_string()).await?;
    Ok(Json(MuteOut { muted }))
}

/// Mute a chat
///
/// The person hears no more of its messages, wherever they are told of others.
#[utoipa::path(put, path = "/me/mutes/{chat_id}", tag = "Notices", operation_id = "mute",
    params(("chat_id" = String, Path, description = "The chat.")), security(("Session" = [])),
    responses((status = 204, description = "Muted")))]
pub async fn mute(
    State(site): State<Site>,
    Auth(person): Auth<Person>,
    Id(chat): Id<ChatId>,
) -> Result<StatusCode, Problem> {
    commands::mute(&site.app, &person, &chat.to_string(), true).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Hear of a chat again
#[utoipa::path(delete, path = "/me/mutes/{chat_id}", tag = "Notices", operation_id = "unmute",
    params(("chat_id" = String, Path, description = "The chat.")), security(("Session" = [])),
    responses((status = 204, description = "No longer muted")))]
pub async fn unmute(
    State(site): State<Site>,
    Auth(person): Auth<Person>,
    Id(chat): Id<ChatId>,
) -> Result<StatusCode, Problem> {
    commands::mute(&site.app, &person, &chat.to_string(), false).await?;
    Ok(StatusCode::NO_CONTENT)
}
