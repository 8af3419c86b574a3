//! Signing in and out; making shops and people known.

use std::time::Duration;

use domain::event::{By, Event};
use domain::people::{DeskRole, Role};
use domain::{Code, PersonId, SellerId};
use store::{log, people};

use super::chats::NO_SHOP;
use crate::actors::Person;
use crate::{App, Failure, chance};

pub use store::people::Seller;

/// How long a session lasts.
pub const SESSION: Duration = Duration::from_secs(30 * 24 * 3600);

/// Signs a person in by a link; gives the token of the new session.
pub async fn sign_in(app: &App, link: &str) -> Result<String, Failure> {
    let (now, token, link) = (app.now(), chance::secret(), chance::hash(link));
    let hash = chance::hash(&token);
    app.store()
        .write(move |tx| {
            let person = people::link(tx, &link, now)?.ok_or(Code::LinkUsed)?;
            people::insert_session(tx, &hash, person, now, now.after(SESSION))?;
            let event = Event::SignedIn { person: person.to_string() };
            Ok::<_, Failure>(log::append(tx, now, NO_SHOP, By::System, &event)?)
        })
        .await?;
    Ok(token)
}

/// Ends a session.
pub async fn sign_out(app: &App, token: &str) -> Result<(), Failure> {
    let hash = chance::hash(token);
    app.sessions().forget(&hash);
    let ended = hash.clone();
    app.store().write(move |tx| Ok::<_, Failure>(people::delete_session(tx, &ended)?)).await?;
    // Once more: a page that was just being drawn may have looked it up in between.
    app.sessions().forget(&hash);
    Ok(())
}

/// Ends every session of a person, on every device, and takes every link that signs them in; gives the token of a new
/// session for the device that asks. Other nodes believe in an old session for some seconds more.
pub async fn sign_out_everywhere(app: &App, person: &Person) -> Result<String, Failure> {
    let (now, id, token) = (app.now(), person.id(), chance::secret());
    let hash = chance::hash(&token);
    let ended = app.store().write(move |tx| {
        let ended = people::sign_out_everywhere(tx, id)?;
        people::insert_session(tx, &hash, id, now, now.after(SESSION))?;
        Ok::<_, Failure>(ended)
    });
    for hash in ended.await? {
        app.sessions().forget(&hash);
    }
    Ok(token)
}

/// Makes a link that signs a person in as often as it is opened until it ends: for the demo, and for a person whom the
/// one who runs Otklik lets in by hand.
pub async fn link(app: &App, person: PersonId, lasts: Duration) -> Result<String, Failure> {
    let (until, token) = (app.now().after(lasts), chance::secret());
    let hash = chance::hash(&token);
    app.store().write(move |tx| Ok::<_, Failure>(people::insert_link(tx, &hash, person, until)?)).await?;
    Ok(token)
}

/// Somebody who is to be made known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newcomer {
    /// Their id.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Where they work.
    pub staff: Vec<(SellerId, Role)>,
    /// What they are among the operator's staff.
    pub desk: Option<DeskRole>,
}

/// Makes shops and people known. What is there already stays; roles are brought up to date.
///
/// # Errors
///
/// Refuses names that would pass for the marketplace's support; its own people may be called as they are.
pub async fn introduce(app: &App, sellers: Vec<Seller>, people: Vec<Newcomer>) -> Result<(), Failure> {
    let now = app.now();
    app.store()
        .write(move |tx| {
            for seller in &sellers {
                domain::chats::names::check(&seller.name)?;
                people::insert_seller(tx, seller, now)?;
            }
            for Newcomer { id, name, staff, desk } in &people {
                if desk.is_none() {
                    domain::chats::names::check(name)?;
                }
                people::insert_person(tx, *id, name, now)?;
                for (seller, role) in staff {
                    people::insert_staff(tx, *seller, *id, *role)?;
                }
                if let Some(role) = desk {
                    people::insert_desk_staff(tx, *id, *role)?;
                }
            }
            Ok(())
        })
        .await
}
