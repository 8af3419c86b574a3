//! `/api/v1/me`: who calls, and good-bye.

use app::{Member, Person};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use domain::people::Permission;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::auth::{Auth, Caller};
use super::problem::Problem;
use super::types::Number;
use crate::{Site, session};

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::default().routes(routes!(me)).routes(routes!(sign_out))
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
