//! `/api/v1/announcements`: what the operator tells all shops.

use app::commands::announcements as commands;
use app::queries::announcements as queries;
use app::{CanRead, Support};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::{AnnouncementId, Lang};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::auth::{Auth, Talks};
use super::extract::{Create, Id, Query};
use super::headers;
use super::problem::Problem;
use super::types::{Time, mirror};
use crate::Site;
use crate::session::Language;

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::default().routes(routes!(list)).routes(routes!(one)).routes(routes!(read)).routes(routes!(announce))
}

mirror! {
    /// What an announcement is about.
    Topic = domain::chats::Topic {
        /// What everybody should know.
        Main,
        /// Promotions.
        Promotion,
        /// How things are done.
        Training,
        /// Services for shops.
        Services,
    }
}

/// Which announcements.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AnnouncementsAsked {
    /// About this.
    #[param(inline)]
    pub topic: Option<Topic>,
    /// `next` of the page before.
    pub after: Option<String>,
}

/// An announcement.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Announcement)]
pub struct AnnouncementOut {
    /// Its id.
    pub id: String,
    /// What it is about.
    pub topic: Topic,
    /// The headline, in the reader's language.
    pub title: String,
    /// The text, in the reader's language.
    pub text: String,
    /// When.
    pub at: Time,
    /// When the reader has read it.
    pub read_at: Option<Time>,
}

fn out(it: queries::Announcement, lang: Lang) -> AnnouncementOut {
    let told = |(ru, en): (String, String)| if lang == Lang::Ru { ru } else { en };
    AnnouncementOut {
        id: it.id.to_string(),
        topic: it.topic.into(),
        title: told(it.title),
        text: told(it.text),
        at: it.at.into(),
        read_at: it.read_at.map(Time),
    }
}

/// A page of announcements.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnnouncementPage {
    /// The newest first; 30 at most.
    pub items: Vec<AnnouncementOut>,
    /// What `after` is for the next page; absent at the end.
    pub next: Option<String>,
}

/// Announcements
///
/// What the operator tells all shops. For people: what each has read is their own.
#[utoipa::path(get, path = "/announcements", tag = "Chats", operation_id = "list_announcements",
    params(AnnouncementsAsked), security(("Session" = [])),
    responses((status = 200, description = "A page", body = AnnouncementPage)))]
pub async fn list(
    State(site): State<Site>,
    Auth(Talks(staff)): Auth<Talks<CanRead>>,
    Language(lang): Language,
    Query(asked): Query<AnnouncementsAsked>,
) -> Result<Json<AnnouncementPage>, Problem> {
    let topic = asked.topic.map(Into::into);
    let (page, next) = queries::list(&site.app, &staff, topic, asked.after.as_deref()).await?;
    Ok(Json(AnnouncementPage { items: page.into_iter().map(|it| out(it, lang)).collect(), next }))
}

/// One announcement
#[utoipa::path(get, path = "/announcements/{announcement_id}", tag = "Chats", operation_id = "get_announcement",
    params(("announcement_id" = String, Path, description = "The announcement.")), security(("Session" = [])),
    responses((status = 200, description = "The announcement", body = AnnouncementOut)))]
pub async fn one(
    State(site): State<Site>,
    Auth(Talks(staff)): Auth<Talks<CanRead>>,
    Language(lang): Language,
    Id(id): Id<AnnouncementId>,
) -> Result<Json<AnnouncementOut>, Problem> {
    Ok(Json(out(queries::one(&site.app, &staff, id).await?, lang)))
}

/// Note that an announcement was read
#[utoipa::path(post, path = "/announcements/{announcement_id}/read", tag = "Chats", operation_id = "read_announcement",
    params(("announcement_id" = String, Path, description = "The announcement.")), security(("Session" = [])),
    responses((status = 204, description = "Noted")))]
pub async fn read(
    State(site): State<Site>,
    Auth(Talks(staff)): Auth<Talks<CanRead>>,
    Id(id): Id<AnnouncementId>,
) -> Result<StatusCode, Problem> {
    queries::one(&site.app, &staff, id).await?;
    commands::read(&site.app, &staff, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// An announcement to be made, in both languages.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnnouncementIn {
    /// What it is about.
    pub topic: Topic,
    /// The headline in Russian.
    #[schema(min_length = 1, max_length = 200, example = "Как не попасться мошенникам")]
    pub title_ru: String,
    /// The headline in English.
    #[schema(min_length = 1, max_length = 200, example = "How not to be cheated")]
    pub title_en: String,
    /// The text in Russian.
    #[schema(min_length = 1, max_length = 10_000)]
    pub text_ru: String,
    /// The text in English.
    #[schema(min_length = 1, max_length = 10_000)]
    pub text_en: String,
}

/// An announcement that was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnnouncedOut {
    /// Its id.
    pub announcement_id: String,
}

/// Tell all shops something
#[utoipa::path(post, path = "/desk/announcements", tag = "Support desk", operation_id = "announce",
    params(headers::IdempotencyKey), security(("Session" = [])), request_body = AnnouncementIn,
    responses((status = 201, description = "Told", body = AnnouncedOut)))]
pub async fn announce(
    State(site): State<Site>,
    Auth(me): Auth<Support>,
    Create { input, once }: Create<AnnouncementIn>,
) -> Result<Response, Problem> {
    let new = commands::NewAnnouncement {
        topic: input.topic.into(),
        title: (input.title_ru, input.title_en),
        text: (input.text_ru, input.text_en),
    };
    let id = commands::announce_once(&site.app, &me, new, once).await?;
    Ok((StatusCode::CREATED, Json(AnnouncedOut { announcement_id: id.to_string() })).into_response())
}
