//! `/api/v1/me`: who calls, what they were told, and good-bye.

use app::queries::notices::{Cursor, Part};
use app::{Member, Person};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use domain::people::Permission;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::auth::{Auth, Caller};
use super::extract::Query;
use super::page;
use super::problem::Problem;
use super::types::{Number, Time};
use crate::{Site, session};

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::default()
        .routes(routes!(me))
        .routes(routes!(sign_out))
        .routes(routes!(notices))
        .routes(routes!(read_notices))
}

/// Who calls.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    /// The person; absent for a program.
    pub person: Option<PersonOut>,
    /// The shops in which they work, or the shop of the program.
    pub shops: Vec<ShopOut>,
    /// What they are among the operator's staff.
    #[schema(example = "moderator")]
    pub desk_role: Option<&'static str>,
}

/// A person.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Person)]
pub struct PersonOut {
    /// Their id.
    pub id: String,
    /// Their name.
    pub name: String,
}

/// A shop of the caller.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Shop)]
pub struct ShopOut {
    /// Its number: what `Client-Id` is.
    pub client_id: Number,
    /// Its name.
    pub name: String,
    /// What the person is there; absent for a program.
    #[schema(example = "owner")]
    pub role: Option<&'static str>,
    /// What the caller may do there.
    #[schema(example = json!(["read", "reply"]))]
    pub permissions: Vec<&'static str>,
}

const PERMISSIONS: [Permission; 4] = [Permission::Read, Permission::Reply, Permission::Manage, Permission::Promote];

fn shop(member: &Member, role: Option<&'static str>) -> ShopOut {
    let permissions = PERMISSIONS.into_iter().filter(|permission| member.may(*permission));
    ShopOut {
        client_id: Number(member.seller().0),
        name: member.shop().to_owned(),
        role,
        permissions: permissions.map(Permission::as_str).collect(),
    }
}

fn shops(person: &Person) -> Vec<ShopOut> {
    let all = person.shops().iter();
    all.filter_map(|it| Some(shop(&person.member(Some(it.seller)).ok()?, Some(it.role.as_str())))).collect()
}

/// Who calls
///
/// A person with their shops, or a program with its shop.
#[utoipa::path(get, path = "/me", tag = "Me", operation_id = "get_me",
    responses((status = 200, description = "The caller", body = Me)))]
pub async fn me(Auth(caller): Auth<Caller>) -> Json<Me> {
    Json(match caller {
        Caller::Person(person, _) => Me {
            person: Some(PersonOut { id: person.id().to_string(), name: person.name().to_owned() }),
            shops: shops(&person),
            desk_role: person.desk_role().map(domain::people::DeskRole::as_str),
        },
        Caller::Program(member) => Me { person: None, shops: vec![shop(&member, None)], desk_role: None },
    })
}

/// Sign out
///
/// Ends the session, whatever device it is used on.
#[utoipa::path(post, path = "/sign-out", tag = "Me", operation_id = "sign_out", security(("Session" = [])),
    responses((status = 204, description = "Signed out")))]
pub async fn sign_out(
    State(site): State<Site>,
    _person: Auth<Person>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Problem> {
    if let Some(token) = session::cookie(&headers, session::SESSION) {
        app::commands::people::sign_out(&site.app, token).await?;
    }
    let cookie = session::set_cookie(&site, session::SESSION, "", 0);
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]))
}

/// Something that a person was told.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Notice)]
pub struct NoticeOut {
    /// What it says, as a name: `review_answered`.
    #[schema(example = "review_answered")]
    pub kind: String,
    /// What it is about, as an id: the review.
    pub subject: String,
    /// Whose shop it is about.
    pub client_id: Number,
    /// When.
    pub at: Time,
    /// When it was read.
    pub read_at: Option<Time>,
}

/// What a person was told.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoticeList {
    /// The newest first.
    pub items: Vec<NoticeOut>,
}

/// How many notices.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct NoticesAsked {
    /// At most so many.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<i64>,
}

/// Notices
///
/// What the person was told, the newest first.
#[utoipa::path(get, path = "/notices", tag = "Me", operation_id = "list_notices", params(NoticesAsked),
    security(("Session" = [])),
    responses((status = 200, description = "The newest", body = NoticeList)))]
pub async fn notices(
    State(site): State<Site>,
    Auth(person): Auth<Person>,
    Query(asked): Query<NoticesAsked>,
) -> Result<Json<NoticeList>, Problem> {
    let all = app::queries::notices::list(&site.app, Part::buyer(person.id()), None, page::limit(asked.limit)?).await?;
    let items = all.into_iter().map(|notice| NoticeOut {
        kind: notice.kind,
        subject: notice.subject,
        client_id: Number(notice.seller.0),
        at: notice.at.into(),
        read_at: notice.read_at.map(Time),
    });
    Ok(Json(NoticeList { items: items.collect() }))
}

/// Mark all notices as read
#[utoipa::path(post, path = "/notices/read", tag = "Me", operation_id = "read_notices", security(("Session" = [])),
    responses((status = 204, description = "Read")))]
pub async fn read_notices(State(site): State<Site>, Auth(person): Auth<Person>) -> Result<StatusCode, Problem> {
    app::commands::notices::read(&site.app, Part::buyer(person.id()), Cursor { seq: i64::MAX }).await?;
    Ok(StatusCode::NO_CONTENT)
}
