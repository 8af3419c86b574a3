//! `/api/v1/keys`: what lets a shop's programs in.

use app::commands::keys as commands;
use app::queries::keys::{self as queries, ApiKey};
use app::{CanManage, SellerStaff};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::KeyId;
use domain::people::KeyRole;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::auth::Auth;
use super::extract::{Create, Id};
use super::headers;
use super::problem::Problem;
use super::types::{Number, Time};
use crate::Site;

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::default().routes(routes!(list, create)).routes(routes!(revoke))
}

/// What a key may do; the names are those of the dialect.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[schema(as = KeyRole)]
pub enum RoleName {
    /// Everything a program can do.
    Admin,
    /// Everything that changes nothing.
    #[serde(rename = "Admin read only")]
    AdminReadOnly,
    /// Reviews and questions.
    #[serde(rename = "Review management")]
    Reviews,
    /// Products, reading.
    #[serde(rename = "Product read-only")]
    ProductsReadOnly,
    /// Chats with buyers and support.
    #[serde(rename = "Chat management")]
    Chats,
    /// Promotions and prices.
    #[serde(rename = "Promotion management")]
    Promotions,
}

macro_rules! roles {
    ($($name:ident)*) => {
        impl From<RoleName> for KeyRole {
            fn from(role: RoleName) -> Self {
                match role { $(RoleName::$name => Self::$name,)* }
            }
        }

        impl From<KeyRole> for RoleName {
            fn from(role: KeyRole) -> Self {
                match role { $(KeyRole::$name => Self::$name,)* }
            }
        }
    };
}

roles!(Admin AdminReadOnly Reviews ProductsReadOnly Chats Promotions);

/// A key without its secret.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Key)]
pub struct KeyOut {
    /// Its id.
    pub id: String,
    /// What its owner calls it.
    pub label: String,
    /// The first signs of the secret, to tell keys apart.
    pub hint: String,
    /// What it may do.
    pub roles: Vec<RoleName>,
    /// When it was made.
    pub created_at: Time,
    /// When it stops by itself.
    pub expires_at: Time,
    /// When somebody switched it off.
    pub revoked_at: Option<Time>,
}

impl From<ApiKey> for KeyOut {
    fn from(key: ApiKey) -> Self {
        Self {
            id: key.id.to_string(),
            label: key.label,
            hint: key.hint,
            roles: key.roles.into_iter().map(RoleName::from).collect(),
            created_at: key.created_at.into(),
            expires_at: key.expires_at.into(),
            revoked_at: key.revoked_at.map(Time),
        }
    }
}

/// All keys of a shop.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeyList {
    /// The oldest first.
    pub items: Vec<KeyOut>,
}

/// A key to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeyIn {
    /// What it is for.
    #[schema(min_length = 1, max_length = 100, example = "Склад")]
    pub label: String,
    /// What it may do.
    #[schema(min_items = 1)]
    pub roles: Vec<RoleName>,
}

/// A key that was just made.
#[derive(Debug, Serialize, ToSchema)]
pub struct NewKeyOut {
    /// Its id.
    pub id: String,
    /// What goes into `Client-Id`.
    pub client_id: Number,
    /// What goes into `Api-Key`. It is shown here and nowhere else.
    pub api_key: String,
}

/// Keys
///
/// Takes the permission `manage`.
#[utoipa::path(get, path = "/keys", tag = "Keys", operation_id = "list_keys",
    responses((status = 200, description = "All of them, without secrets", body = KeyList)))]
pub async fn list(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanManage>>,
) -> Result<Json<KeyList>, Problem> {
    let all = queries::list(&site.app, &staff).await?;
    Ok(Json(KeyList { items: all.into_iter().map(KeyOut::from).collect() }))
}

/// Make a key
///
/// The secret is shown once: the same request with the same `Idempotency-Key` makes no second key and is refused with
/// `key_shown`, which names the first. Takes the permission `manage`.
#[utoipa::path(post, path = "/keys", tag = "Keys", operation_id = "create_key",
    params(headers::IdempotencyKey), request_body = KeyIn,
    responses((status = 201, description = "Made", body = NewKeyOut)))]
pub async fn create(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanManage>>,
    Create { input, once }: Create<KeyIn>,
) -> Result<(StatusCode, Json<NewKeyOut>), Problem> {
    let roles = input.roles.into_iter().map(KeyRole::from).collect();
    let new = commands::create(&site.app, &staff, &input.label, roles, once).await?;
    let out = NewKeyOut { id: new.id.to_string(), client_id: Number(staff.seller().0), api_key: new.secret };
    Ok((StatusCode::CREATED, Json(out)))
}

/// Switch a key off
///
/// At once on this node, within five seconds on others. Takes the permission `manage`.
#[utoipa::path(delete, path = "/keys/{key_id}", tag = "Keys", operation_id = "revoke_key",
    params(("key_id" = String, Path, description = "The key.")),
    responses((status = 204, description = "Off")))]
pub async fn revoke(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanManage>>,
    Id(key): Id<KeyId>,
) -> Result<StatusCode, Problem> {
    commands::revoke(&site.app, &staff, key).await?;
    Ok(StatusCode::NO_CONTENT)
}
