//! How somebody is reached: their mail address and their devices.

use app::Person;
use app::commands::notices::{self as commands, NewDevice};
use app::queries::notices::{self as queries, Contact, Device};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::Lang;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::NoticeSide;
use crate::Site;
use crate::api::auth::Auth;
use crate::api::extract::{Body, Text};
use crate::api::problem::Problem;
use crate::api::types::Time;
use crate::session::Language;

/// Where mail goes.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OwnEmail)]
pub struct EmailOut {
    /// The address; absent where none was given.
    pub email: Option<String>,
    /// The language of mail.
    #[schema(example = "ru")]
    pub language: Option<String>,
    /// When the person showed that it is theirs; nothing but that question is sent before.
    pub confirmed_at: Option<Time>,
    /// What the mail server said, where the address refuses mail.
    pub trouble: Option<String>,
}

impl From<Option<Contact>> for EmailOut {
    fn from(contact: Option<Contact>) -> Self {
        let contact = contact.as_ref();
        Self {
            email: contact.map(|it| it.email.clone()),
            language: contact.map(|it| it.language.clone()),
            confirmed_at: contact.and_then(|it| it.confirmed_at).map(Time),
            trouble: contact.map(|it| it.trouble.clone()).filter(|trouble| !trouble.is_empty()),
        }
    }
}

/// An address to be given.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EmailIn {
    /// The address; a letter asks whether it is theirs.
    #[schema(max_length = 320, example = "anna@example.com")]
    pub email: String,
    /// The language of mail, `ru` or `en`; that of the request where it is absent.
    pub language: Option<String>,
}

/// Where mail goes
#[utoipa::path(get, path = "/me/email", tag = "Notices", operation_id = "get_email", security(("Session" = [])),
    responses((status = 200, description = "The address", body = EmailOut)))]
pub async fn email(State(site): State<Site>, Auth(person): Auth<Person>) -> Result<Json<EmailOut>, Problem> {
    Ok(Json(queries::contact(&site.app, person.id()).await?.into()))
}

/// Give a mail address
///
/// It gets a letter with a link that confirms it, and nothing else before.
#[utoipa::path(put, path = "/me/email", tag = "Notices", operation_id = "give_email", request_body = EmailIn,
    security(("Session" = [])),
    responses((status = 200, description = "What holds now", body = EmailOut)))]
pub async fn give_email(
    State(site): State<Site>,
    Auth(person): Auth<Person>,
    Language(lang): Language,
    Body(input): Body<EmailIn>,
) -> Result<Json<EmailOut>, Problem> {
    let lang = match input.language.as_deref() {
        Some("ru") => Lang::Ru,
        Some("en") => Lang::En,
        Some(_) | None => lang,
    };
    commands::give_email(&site.app, &person, &input.email, lang).await?;
    email(State(site), Auth(person)).await
}

/// Take the mail address away
#[utoipa::path(delete, path = "/me/email", tag = "Notices", operation_id = "forget_email", security(("Session" = [])),
    responses((status = 204, description = "Gone")))]
pub async fn forget_email(State(site): State<Site>, Auth(person): Auth<Person>) -> Result<StatusCode, Problem> {
    commands::forget_email(&site.app, &person).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A device that may be pushed to.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OwnDevice)]
pub struct DeviceOut {
    /// Its id.
    pub id: String,
    /// What the person would recognise it by.
    pub device: String,
    /// In which of their parts the person asked for it.
    pub side: NoticeSide,
    /// The language of what is shown.
    pub language: String,
    /// Since when.
    pub created_at: Time,
}

impl From<Device> for DeviceOut {
    fn from(it: Device) -> Self {
        Self {
            id: it.hash,
            device: it.device,
            side: it.side.into(),
            language: it.language,
            created_at: it.created_at.into(),
        }
    }
}

/// All devices of a person.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeviceList {
    /// The oldest first.
    pub items: Vec<DeviceOut>,
}

/// What a browser gives that allows pushes: a `PushSubscription` with its keys.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeviceIn {
    /// The address at the push service.
    #[schema(max_length = 2000, example = "https://push.example.com/send/abc")]
    pub endpoint: String,
    /// The keys.
    pub keys: DeviceKeys,
    /// What the person would recognise it by.
    pub device: Option<String>,
    /// In which of their parts the person asks for it.
    pub side: Option<NoticeSide>,
}

/// The keys of a subscription, base64url.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeviceKeys {
    /// The browser's public key.
    pub p256dh: String,
    /// The shared secret.
    pub auth: String,
}

/// Devices that may be pushed to
#[utoipa::path(get, path = "/me/devices", tag = "Notices", operation_id = "list_devices", security(("Session" = [])),
    responses((status = 200, description = "All of them", body = DeviceList)))]
pub async fn devices(State(site): State<Site>, Auth(person): Auth<Person>) -> Result<Json<DeviceList>, Problem> {
    let all = queries::devices(&site.app, person.id()).await?;
    Ok(Json(DeviceList { items: all.into_iter().map(DeviceOut::from).collect() }))
}

/// Add a device
///
/// A browser belongs to whoever adds it last; of more than ten the oldest goes.
#[utoipa::path(post, path = "/me/devices", tag = "Notices", operation_id = "add_device", request_body = DeviceIn,
    security(("Session" = [])),
    responses((status = 204, description = "Added")))]
pub async fn add_device(
    State(site): State<Site>,
    Auth(person): Auth<Person>,
    Language(lang): Language,
    Body(input): Body<DeviceIn>,
) -> Result<StatusCode, Problem> {
    let usual = if person.shops().is_empty() { NoticeSide::Buyer } else { NoticeSide::Shop };
    crate::callable::look_at_device(&site, &input.endpoint, &input.keys.p256dh, &input.keys.auth, lang)?;
    let new = NewDevice {
        endpoint: input.endpoint,
        p256dh: input.keys.p256dh,
        auth: input.keys.auth,
        device: input.device.unwrap_or_default(),
        lang,
    };
    commands::add_device(&site.app, &person, input.side.unwrap_or(usual).into(), new).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take a device away
#[utoipa::path(delete, path = "/me/devices/{device_id}", tag = "Notices", operation_id = "remove_device",
    params(("device_id" = String, Path, description = "The device.")), security(("Session" = [])),
    responses((status = 204, description = "Gone")))]
pub async fn remove_device(
    State(site): State<Site>,
    Auth(person): Auth<Person>,
    Text(device): Text,
) -> Result<StatusCode, Problem> {
    commands::remove_device(&site.app, &person, &device).await?;
    Ok(StatusCode::NO_CONTENT)
}
