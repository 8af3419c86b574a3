//! What people are told and what they want to hear of: the same pages for shops, buyers and the desk.

pub mod change;
pub mod device;
pub mod list;
pub mod public;
pub mod settings;
pub mod telegram;
pub mod topic;
mod zones;

use app::queries::notices::Part;
use app::{App, Failure, Person, queries};
use axum::Router;
use axum::routing::{get, post};
use domain::notices::Side;
use domain::{Code, Refusal, SellerId};

use super::layout::{Shell, Surface, Tab};
use super::respond::WebError;
use super::visit::Visit;
use crate::Site;

/// Where somebody is told something: the part of them to which the surface that they look at belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Whose settings and list.
    pub part: Part,
}

impl Place {
    /// The part of a person that a path belongs to; `None` where they have no such part.
    pub fn of(path: &str, person: &Person, shop: Option<SellerId>) -> Option<Self> {
        let part = match side(path) {
            Side::Buyer => Part::buyer(person.id()),
            Side::Desk => {
                person.desk().ok()?;
                Part::desk(person.id())
            }
            Side::Shop => {
                let member = person.member(shop).or_else(|_| person.member(None)).ok()?;
                Part::staff(person.id(), member.seller())
            }
        };
        Some(Self { part })
    }

    /// The list.
    pub fn list(self) -> &'static str {
        match self.part.side {
            Side::Shop => "/notices",
            Side::Buyer => "/shop/notices",
            Side::Desk => "/desk/notices",
        }
    }

    /// The settings.
    pub fn settings(self) -> &'static str {
        match self.part.side {
            Side::Shop => "/menu/notifications",
            Side::Buyer => "/shop/notifications",
            Side::Desk => "/desk/notifications",
        }
    }
}

fn side(path: &str) -> Side {
    match path.split('/').nth(1) {
        Some("shop") => Side::Buyer,
        Some("desk") => Side::Desk,
        _ => Side::Shop,
    }
}

/// How much of what somebody was told is unread.
pub async fn unread(app: &App, place: Place) -> Result<u64, Failure> {
    let told = queries::notices::unread(app, place.part).await?;
    Ok(told.iter().map(|(_, unread)| u64::try_from(*unread).unwrap_or(0)).sum())
}

/// The place of a visit, or a refusal that leads to the sign-in or says that there is no such part.
fn place(visit: &Visit) -> Result<Place, Refusal> {
    visit.person()?;
    visit.place.ok_or_else(|| Code::PageNotFound.into())
}

async fn shell(visit: &Visit, place: Place, is_list: bool, title: &str) -> Result<Shell, WebError> {
    Ok(match (place.part.side, is_list) {
        (Side::Shop, true) => visit.cabinet(Tab::Notices, title).await?,
        (Side::Shop, false) => visit.cabinet(Tab::Menu, title).await?,
        (Side::Buyer, _) => visit.shop(Tab::Notices, title).await?,
        (Side::Desk, _) => visit.shell(Surface::Desk, Tab::Notices, title),
    })
}

/// The pages of all three surfaces.
pub fn routes() -> Router<Site> {
    ["", "/shop", "/desk"]
        .iter()
        .fold(Router::new(), |router, at| {
            let list = if at.is_empty() { "/notices".to_owned() } else { format!("{at}/notices") };
            let settings = if at.is_empty() { "/menu/notifications".to_owned() } else { format!("{at}/notifications") };
            router
                .route(&list, get(list::show))
                .route(&format!("{list}/read"), post(list::read))
                .route(&format!("{list}/{{seq}}/open"), get(list::open))
                .route(&settings, get(settings::show))
                .route(&format!("{settings}/quiet"), post(change::quiet))
                .route(&format!("{settings}/digest"), post(change::digest))
                .route(&format!("{settings}/pause"), post(change::pause))
                .route(&format!("{settings}/email"), post(change::email))
                .route(&format!("{settings}/email/forget"), post(change::forget_email))
                .route(&format!("{settings}/telegram"), get(telegram::back).post(telegram::connect))
                .route(&format!("{settings}/telegram/disconnect"), post(telegram::disconnect))
                .route(&format!("{settings}/devices"), post(device::add))
                .route(&format!("{settings}/devices/forget"), post(device::forget))
                .route(&format!("{settings}/devices/{{hash}}/remove"), post(device::remove))
                .route(&format!("{settings}/test"), post(change::test))
                .route(&format!("{settings}/{{topic}}"), get(topic::show).post(topic::save))
                .route(&format!("{settings}/{{topic}}/{{what}}"), post(topic::turn))
        })
        .route("/push/key", get(device::key))
}

/// What a letter leads to: no sign-in is needed, and programs of mail services may follow.
pub fn public_routes() -> Router<Site> {
    Router::new()
        .route("/unsubscribe", get(public::ask).post(public::unsubscribe))
        .route("/confirm-email", get(public::ask_confirm).post(public::confirm))
}
