//! `/v1/notification/{check,set,update,enable,delete}`: addresses are tried, added, changed and taken away.

use app::commands::webhooks::{self as commands, Change, NewWebhook};
use app::{App, CanManage, CanRead, Failure};
use axum::extract::State;
use domain::notices::webhooks::Format;
use domain::{Code, Lang, Refusal};
use serde::{Deserialize, Serialize};

use super::{addresses, named, types};
use crate::dialect::answer::Answer;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Int, Words, positive, required};
use crate::dialect::invalid::Invalid;
use crate::{Site, callable};

/// An address to be tried.
pub(in crate::dialect) struct Check(String);

#[derive(Deserialize)]
pub(in crate::dialect) struct RawCheck {
    url: Option<Words>,
}

impl Message for Check {
    const NAME: &'static str = "CheckNotificationRequest";
    type Raw = RawCheck;

    fn read(raw: RawCheck) -> Result<Self, Invalid> {
        required("url", raw.url).map(Self)
    }
}

#[derive(Serialize)]
struct Checked {
    errors: Vec<Wrong>,
    is_active: bool,
}

#[derive(Serialize)]
struct Wrong {
    description: &'static str,
    r#type: &'static str,
}

/// What the marketplace says of an error.
fn words(code: &str) -> &'static str {
    match code {
        "REQUEST_ERROR" => "нет подключения по адресу",
        "REQUEST_TIMEOUT" => "превышено время ожидания",
        "SERVER_FAULT" => "сервис вернул внутреннюю ошибку",
        "STATUS_CODE_NOT_OK" => "HTTP-статус не 200",
        "EMPTY_BODY" => "тело ответа пустое или отсутствует",
        "INVALID_BODY" => "некорректный формат тела; Content-Type должен быть application/json",
        "INVALID_JSON" => "ошибка разбора JSON",
        "WRONG_RESULT_FIELD" => "тело ответа не по шаблону",
        "WRONG_RESULT_TIME_FIELD" => "некорректное поле time",
        _ => "неизвестная ошибка",
    }
}

/// `POST /v1/notification/check`.
pub(in crate::dialect) async fn check(
    State(site): State<Site>,
    Staff(_): Staff<CanRead>,
    Asked(Check(url)): Asked<Check>,
) -> Result<Answer, Error> {
    let errors: Vec<_> = match callable::check(&site, &url).await {
        Ok(()) => Vec::new(),
        Err(code) => vec![Wrong { description: words(code), r#type: code }],
    };
    let checked = Checked { is_active: errors.is_empty(), errors };
    Answer::of(&checked).map_err(|failure| Error::of(&site.app, failure, Check::NAME))
}

/// Refuses an address that may not be called or does not answer as the paper asks.
async fn passes(site: &Site, url: &str) -> Result<(), Failure> {
    callable::look_at(site, url, Lang::En)?;
    let failed = |code| Refusal::new(Code::WebhookCheckFailed).at("url").with("reason", code);
    Ok(callable::check(site, url).await.map_err(failed)?)
}

/// An address to be added.
pub(in crate::dialect) struct Set {
    url: String,
    types: Vec<String>,
}

#[derive(Deserialize)]
pub(in crate::dialect) struct RawSet {
    url: Option<Words>,
    types: Option<Vec<Words>>,
}

impl Message for Set {
    const NAME: &'static str = "SetNotificationRequest";
    type Raw = RawSet;

    fn read(raw: RawSet) -> Result<Self, Invalid> {
        let types = types(raw.types.ok_or(Invalid::missing("types"))?)?;
        Ok(Self { url: required("url", raw.url)?, types })
    }
}

/// `POST /v1/notification/set`.
pub(in crate::dialect) async fn set(
    State(site): State<Site>,
    Staff(staff): Staff<CanManage>,
    Asked(asked): Asked<Set>,
) -> Result<Answer, Error> {
    let done = async {
        passes(&site, &asked.url).await?;
        // An address that is there gets these types: a program that sets itself up anew is not told twice.
        let known = addresses(&site.app, &staff).await?.into_iter().find(|known| known.url == asked.url);
        if let Some(known) = known {
            let change = Change { types: Some(asked.types), on: Some(true), ..Change::default() };
            commands::change(&site.app, &staff, known.id, change).await?;
        } else {
            let new = NewWebhook { format: Format::Ozon, url: asked.url, types: asked.types };
            commands::create(&site.app, &staff, new).await?;
        }
        Ok(Answer::done())
    };
    done.await.map_err(|failure: Failure| Error::of(&site.app, failure, Set::NAME))
}

/// An address to be changed.
pub(in crate::dialect) struct Update {
    id: i64,
    url: Option<String>,
    types: Option<Vec<String>>,
}

#[derive(Deserialize)]
pub(in crate::dialect) struct RawUpdate {
    id: Option<Int>,
    url: Option<Words>,
    types: Option<Vec<Words>>,
}

impl Message for Update {
    const NAME: &'static str = "UpdateNotificationRequest";
    type Raw = RawUpdate;

    fn read(raw: RawUpdate) -> Result<Self, Invalid> {
        Ok(Self {
            id: positive("id", raw.id.ok_or(Invalid::missing("id"))?)?,
            url: raw.url.map(|Words(url)| url).filter(|url| !url.is_empty()),
            types: raw.types.filter(|types| !types.is_empty()).map(types).transpose()?,
        })
    }
}

/// `POST /v1/notification/update`.
pub(in crate::dialect) async fn update(
    State(site): State<Site>,
    Staff(staff): Staff<CanManage>,
    Asked(asked): Asked<Update>,
) -> Result<Answer, Error> {
    let done = async {
        let known = named(&site.app, &staff, asked.id).await?;
        if let Some(url) = &asked.url {
            passes(&site, url).await?;
        }
        let change = Change { url: asked.url, types: asked.types, ..Change::default() };
        commands::change(&site.app, &staff, known.id, change).await?;
        Ok(Answer::done())
    };
    done.await.map_err(|failure: Failure| Error::of(&site.app, failure, Update::NAME))
}

/// An address to be switched on or off.
pub(in crate::dialect) struct Enable {
    id: i64,
    enabled: bool,
}

#[derive(Deserialize)]
pub(in crate::dialect) struct RawEnable {
    id: Option<Int>,
    enabled: Option<bool>,
}

impl Message for Enable {
    const NAME: &'static str = "EnableNotificationRequest";
    type Raw = RawEnable;

    fn read(raw: RawEnable) -> Result<Self, Invalid> {
        Ok(Self {
            id: positive("id", raw.id.ok_or(Invalid::missing("id"))?)?,
            enabled: raw.enabled.ok_or(Invalid::missing("enabled"))?,
        })
    }
}

/// `POST /v1/notification/enable`.
pub(in crate::dialect) async fn enable(
    State(site): State<Site>,
    Staff(staff): Staff<CanManage>,
    Asked(asked): Asked<Enable>,
) -> Result<Answer, Error> {
    let done = async {
        let known = named(&site.app, &staff, asked.id).await?;
        if asked.enabled {
            passes(&site, &known.url).await?;
        }
        let change = Change { on: Some(asked.enabled), ..Change::default() };
        commands::change(&site.app, &staff, known.id, change).await?;
        Ok(Answer::done())
    };
    done.await.map_err(|failure: Failure| Error::of(&site.app, failure, Enable::NAME))
}

/// An address to be taken away.
pub(in crate::dialect) struct Delete(i64);

#[derive(Deserialize)]
pub(in crate::dialect) struct RawDelete {
    id: Option<Int>,
}

impl Message for Delete {
    const NAME: &'static str = "DeleteNotificationRequest";
    type Raw = RawDelete;

    fn read(raw: RawDelete) -> Result<Self, Invalid> {
        positive("id", raw.id.ok_or(Invalid::missing("id"))?).map(Self)
    }
}

/// `POST /v1/notification/delete`.
pub(in crate::dialect) async fn delete(
    State(app): State<App>,
    Staff(staff): Staff<CanManage>,
    Asked(Delete(id)): Asked<Delete>,
) -> Result<Answer, Error> {
    let done = async {
        let known = named(&app, &staff, id).await?;
        commands::delete(&app, &staff, known.id).await?;
        Ok(Answer::done())
    };
    done.await.map_err(|failure: Failure| Error::of(&app, failure, Delete::NAME))
}
