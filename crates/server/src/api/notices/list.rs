//! The list, and that it was read.

use app::queries::live::{read_cursor, write_cursor};
use app::queries::notices::{self as queries, About, Cursor, Notice};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::Refusal;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{NoticeSide, NoticeTopic, TopicCount, part};
use crate::api::auth::{Auth, Caller};
use crate::api::extract::{Body, Query};
use crate::api::page;
use crate::api::problem::Problem;
use crate::api::types::{Number, Time};
use crate::session::Language;
use crate::web::words::{Speaks, Words};
use crate::{Site, told};

/// Something that a person was told.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OwnNotice)]
pub struct NoticeOut {
    /// Where it stands in the list: what `up_to` takes.
    pub id: String,
    /// What it is about.
    pub topic: NoticeTopic,
    /// What it says, as a name.
    #[schema(example = "review_answered")]
    pub kind: String,
    /// What it says, in the reader's language.
    #[schema(example = "A new review of your product")]
    pub text: &'static str,
    /// What it is about, in a few words: stars, the buyer, the product or the promotion. Absent where nothing more is known.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(required = false, example = "1★ · Мария К. · Плед вязаный «Ладога»")]
    pub about: String,
    /// Where it leads, from the root of the site.
    #[schema(example = "/reviews/0190b6c3-7c1e-7b2a-9f3e-2a6f3b1c9d10")]
    pub href: String,
    /// What it is about, as an id.
    pub subject: String,
    /// Whose shop it is about.
    pub client_id: Number,
    /// When.
    pub at: Time,
    /// When it was read.
    pub read_at: Option<Time>,
}

fn out(words: &Words, notice: Notice, about: &About) -> NoticeOut {
    NoticeOut {
        about: told::about(words, notice.side, about),
        id: write_cursor(notice.cursor),
        topic: notice.topic.into(),
        text: told::text(words, notice.side, &notice.kind),
        href: told::href(notice.side, &notice.kind, &notice.subject),
        kind: notice.kind,
        subject: notice.subject,
        client_id: Number(notice.seller.0),
        at: notice.at.into(),
        read_at: notice.read_at.map(Time),
    }
}

/// A page of notices.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoticePage {
    /// The newest first.
    pub items: Vec<NoticeOut>,
    /// What `after` is for the next page; absent at the end.
    pub next: Option<String>,
    /// How much of everything is unread, topic by topic; what has nothing unread is left out. No more than 1,000 are counted.
    pub unread: Vec<TopicCount>,
}

/// Which notices.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OwnNoticesAsked {
    /// In which of their parts the person is meant, see the settings.
    #[param(inline)]
    pub side: Option<NoticeSide>,
    /// `next` of the page before.
    pub after: Option<String>,
    /// At most so many.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<i64>,
}

/// Notices
///
/// What the person was told in one of their parts, the newest first, with how much of everything is unread.
#[utoipa::path(get, path = "/me/notices", tag = "Notices", operation_id = "list_own_notices", params(OwnNoticesAsked),
    security(("Session" = [])),
    responses((status = 200, description = "A page", body = NoticePage)))]
pub async fn list(
    State(site): State<Site>,
    Auth(caller): Auth<Caller>,
    Language(lang): Language,
    headers: HeaderMap,
    Query(asked): Query<OwnNoticesAsked>,
) -> Result<Json<NoticePage>, Problem> {
    let part = part(caller, &headers, asked.side)?;
    let limit = page::limit(asked.limit)?;
    let before = asked.after.as_deref().map(|text| place(text, "after")).transpose()?;
    let mut all = queries::list(&site.app, part, before, limit + 1).await?;
    let next = page::cut(&mut all, limit).map(|last| write_cursor(last.cursor));
    let unread = queries::unread(&site.app, part).await?;
    let about = queries::about(&site.app, all.iter().map(told::subject).collect()).await?;
    let words = lang.words();
    Ok(Json(NoticePage {
        items: all.into_iter().zip(&about).map(|(notice, about)| out(words, notice, about)).collect(),
        next,
        unread: unread.into_iter().map(|(topic, unread)| TopicCount { topic: topic.into(), unread }).collect(),
    }))
}

fn place(text: &str, field: &'static str) -> Result<Cursor, Refusal> {
    read_cursor(text).map_err(|refusal| refusal.at(field))
}

/// What was read.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnNoticesRead {
    /// In which of their parts the person is meant.
    pub side: Option<NoticeSide>,
    /// The newest notice that was seen, by its id: it and all before it are read. Everything, where it is absent.
    pub up_to: Option<String>,
}

/// Mark notices as read
///
/// On every device.
#[utoipa::path(post, path = "/me/notices/read", tag = "Notices", operation_id = "read_own_notices", request_body = OwnNoticesRead,
    security(("Session" = [])),
    responses((status = 204, description = "Read")))]
pub async fn read(
    State(site): State<Site>,
    Auth(caller): Auth<Caller>,
    headers: HeaderMap,
    Body(input): Body<OwnNoticesRead>,
) -> Result<StatusCode, Problem> {
    let part = part(caller, &headers, input.side)?;
    let up_to = input.up_to.as_deref().map(|text| place(text, "up_to")).transpose()?;
    app::commands::notices::read(&site.app, part, up_to.unwrap_or(Cursor { seq: i64::MAX })).await?;
    Ok(StatusCode::NO_CONTENT)
}
