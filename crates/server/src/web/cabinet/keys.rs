//! API keys: shown once, then only their fingerprints.

use app::{CanManage, Failure, commands, queries};
use askama::Template;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use domain::people::KeyRole;
use domain::{Code, KeyId};
use serde::Deserialize;

use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    parts::{Blank, Choice, Field},
    respond::{Page, WebError, html, see, with_status},
    visit::Visit,
    words::{When, Words, when},
};

/// `/menu/keys`
#[derive(Debug, Template)]
#[template(path = "cabinet/keys.html")]
pub struct KeysPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The shop's number in the dialect.
    pub client_id: String,
    /// A key just made, in full, this once.
    pub made: Option<String>,
    /// The keys.
    pub keys: Vec<KeyRow>,
    /// What stands there when there are none.
    pub blank: Option<Blank>,
    /// The name of a new key, as typed.
    pub name: Field,
    /// What a new key may do.
    pub roles: Vec<Choice>,
}

/// A key in the list.
#[derive(Clone, Debug)]
pub struct KeyRow {
    /// Its id.
    pub id: String,
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub role: String,
    /// The first letters.
    pub hint: String,
    /// Made when.
    pub made: Option<When>,
    /// Works until.
    pub until: Option<String>,
    /// It no longer works.
    pub revoked: bool,
}

/// What a key may do, the ones on offer.
pub fn roles(w: &Words, chosen: &str) -> Vec<Choice> {
    KeyRole::ALL.iter().map(|role| Choice::new(role.as_str(), role_label(w, *role), role.as_str() == chosen)).collect()
}

fn role_label(w: &Words, role: KeyRole) -> &'static str {
    match role {
        KeyRole::Admin => w.menu.key_role_admin,
        KeyRole::AdminReadOnly => w.menu.key_role_read,
        KeyRole::Reviews => w.menu.key_role_reviews,
        KeyRole::ProductsReadOnly => w.menu.key_role_products,
        KeyRole::Chats => w.menu.key_role_chats,
        KeyRole::Promotions => w.menu.key_role_promotions,
    }
}

/// Shows the keys.
pub async fn show(visit: Visit) -> Page {
    html(&page(&visit, None, Field::default(), KeyRole::Reviews.as_str()).await?)
}

async fn page(visit: &Visit, made: Option<String>, name: Field, role: &str) -> Result<KeysPage, WebError> {
    let (staff, w) = (visit.staff::<CanManage>()?, visit.w());
    let keys: Vec<_> =
        queries::keys::list(&visit.app, &staff).await?.into_iter().rev().map(|key| row(visit, key)).collect();
    let blank = keys.is_empty().then(|| Blank {
        icon: icons::KEY,
        title: w.menu.no_keys.into(),
        text: w.menu.no_keys_text.into(),
        action: None,
    });
    let shell = visit.cabinet(Tab::Menu, w.menu.keys).await?.described(w.menu.keys_description);
    let client_id = staff.seller().to_string();
    Ok(KeysPage { w, shell, client_id, made, keys, blank, name, roles: roles(w, role) })
}

fn row(visit: &Visit, key: queries::keys::ApiKey) -> KeyRow {
    let (w, now) = (visit.w(), visit.now());
    let until = when(w, key.expires_at.0, now).map(|at| at.short);
    let revoked = key.revoked_at.is_some();
    KeyRow {
        id: key.id.to_string(),
        name: key.label,
        role: key.roles.iter().map(|role| role_label(w, *role)).collect::<Vec<_>>().join(", "),
        hint: key.hint,
        made: when(w, key.created_at.0, now),
        until: until.filter(|_| !revoked),
        revoked,
    }
}

/// A key that is wanted.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    name: String,
    #[serde(default)]
    role: String,
}

/// Makes a key and shows it, this once; so the answer is the page itself and no redirect.
pub async fn make(visit: Visit, Form(form): Form<Wanted>) -> Page {
    let staff = visit.staff::<CanManage>()?;
    let roles = KeyRole::parse(&form.role).into_iter().collect();
    match commands::keys::create(&visit.app, &staff, &form.name, roles, None).await {
        Ok(key) => html(&page(&visit, Some(key.secret), Field::default(), &form.role).await?),
        Err(Failure::Refusal(refusal)) if refusal.kind() == domain::Kind::Invalid => {
            let name = Field { value: form.name, error: Some(visit.tell(&refusal)) };
            with_status(StatusCode::BAD_REQUEST, &page(&visit, None, name, &form.role).await?)
        }
        Err(failure) => Err(failure.into()),
    }
}

/// Switches a key off.
pub async fn revoke(visit: Visit, Path(id): Path<String>) -> Page {
    let (staff, id) = (visit.staff::<CanManage>()?, KeyId::parse(&id).ok_or(Code::KeyNotFound)?);
    commands::keys::revoke(&visit.app, &staff, id).await?;
    Ok(see("/menu/keys?done=key-revoked"))
}
