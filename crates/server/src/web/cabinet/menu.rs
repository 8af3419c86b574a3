//! The menu.

use app::{CanManage, CanRead, queries};
use askama::Template;
use axum::extract::Form;
use axum::http::header;
use axum::response::IntoResponse;
use domain::SellerId;
use domain::people::Role;
use serde::Deserialize;

use super::appearance::YEAR;
use crate::session;
use crate::web::{
    icons,
    layout::{Shell, Surface, Tab, Theme},
    respond::{Page, html, see},
    visit::Visit,
    words::Words,
};

/// `/menu`
#[derive(Debug, Template)]
#[template(path = "cabinet/menu.html")]
pub struct MenuPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// The shop.
    pub shop: String,
    /// The shop's number in the dialect.
    pub client_id: String,
    /// The person.
    pub person: String,
    /// The person's role in this shop.
    pub role: &'static str,
    /// How many templates: "5 шаблонов".
    pub templates: String,
    /// How many keys; absent for those who may not see them.
    pub keys: Option<String>,
    /// Other shops in which the person works: number and name.
    pub shops: Vec<(String, String)>,
}

/// Shows the menu.
pub async fn show(visit: Visit) -> Page {
    let (staff, w) = (visit.staff::<CanRead>()?, visit.w());
    let templates = queries::replies::templates(&visit.app, &staff).await?.len();
    let keys = match visit.staff::<CanManage>() {
        Ok(manager) => Some(queries::keys::list(&visit.app, &manager).await?),
        Err(_) => None,
    };
    let working = |keys: Vec<queries::keys::ApiKey>| keys.iter().filter(|key| key.revoked_at.is_none()).count() as u64;
    let shell = visit.cabinet(Tab::Menu, w.menu.title).await?.described(w.menu.description);
    let shops = other_shops(&visit, staff.seller())?;
    html(&MenuPage {
        w,
        shell,
        shop: staff.shop().to_owned(),
        client_id: staff.seller().to_string(),
        person: staff.name().to_owned(),
        role: role(w, &visit, staff.seller())?,
        templates: w.menu.n_templates.count(templates as u64),
        keys: keys.map(|keys| w.menu.n_keys.count(working(keys))),
        shops,
    })
}

fn role(w: &Words, visit: &Visit, seller: SellerId) -> Result<&'static str, domain::Refusal> {
    let role = visit.person()?.shops().iter().find(|shop| shop.seller == seller).map(|shop| shop.role);
    Ok(match role.unwrap_or(Role::Analyst) {
        Role::Owner => w.menu.role_owner,
        Role::Admin => w.menu.role_admin,
        Role::Manager => w.menu.role_manager,
        Role::Promoter => w.menu.role_promoter,
        Role::Analyst => w.menu.role_analyst,
    })
}

fn other_shops(visit: &Visit, seller: SellerId) -> Result<Vec<(String, String)>, domain::Refusal> {
    let others = visit.person()?.shops().iter().filter(|shop| shop.seller != seller);
    Ok(others.map(|shop| (shop.seller.to_string(), shop.name.clone())).collect())
}

/// A shop to work in.
#[derive(Debug, Deserialize)]
pub struct Switch {
    shop: i64,
}

/// Switches to another shop of the same person.
pub async fn switch(visit: Visit, Form(form): Form<Switch>) -> Page {
    let shop = visit.person()?.member(Some(SellerId(form.shop)))?.seller();
    let cookie = session::set_cookie(&visit.site, session::SHOP, &shop.to_string(), YEAR);
    Ok(([(header::SET_COOKIE, cookie)], see("/")).into_response())
}
