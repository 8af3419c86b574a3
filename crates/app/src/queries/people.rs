//! Who is signed in, and what a shop is.

use std::time::Duration;

use domain::{PersonId, SellerId, Timestamp};
use moka::sync::Cache as Moka;
use store::people;

use crate::actors::{CanRead, Person, SellerStaff, Shop};
use crate::{App, Failure, chance};

pub use store::people::Seller;

/// Whose session this token opens; `None` where it opens none.
pub async fn by_session(app: &App, token: &str) -> Result<Option<Person>, Failure> {
    let (hash, now) = (chance::hash(token), app.now());
    if let Some(person) = app.sessions().get(&hash, now) {
        return Ok(Some(person));
    }
    let wanted = hash.clone();
    let found = app.store().glance(move |tx| {
        let Some((id, name)) = people::session(tx, &wanted, now)? else { return Ok::<_, Failure>(None) };
        let shops = people::shops_of(tx, id)?;
        let shops = shops.into_iter().map(|s| Shop { seller: s.seller, name: s.name, role: s.role }).collect();
        Ok(Some(Person { id, name, shops, desk: people::desk_role(tx, id)? }))
    });
    let found = found.await?;
    if let Some(person) = &found {
        app.sessions().keep(hash, now, person.clone());
    }
    Ok(found)
}

/// For how long a session that was looked up is believed. Signing out ends it at once where it happens; on another node,
/// and for a role that changed, it takes this long.
const FRESH: Duration = Duration::from_secs(3);

/// Sessions that were looked up a moment ago: a page that is open asks often.
#[derive(Debug, Clone)]
pub(crate) struct Sessions(Moka<String, (Timestamp, Person)>);

impl Default for Sessions {
    fn default() -> Self {
        Self(Moka::builder().max_capacity(10_000).time_to_live(FRESH).build())
    }
}

impl Sessions {
    fn get(&self, hash: &str, now: Timestamp) -> Option<Person> {
        let (at, person) = self.0.get(hash)?;
        (now >= at && now.since(at) < FRESH).then_some(person)
    }

    fn keep(&self, hash: String, now: Timestamp, person: Person) {
        self.0.insert(hash, (now, person));
    }

    pub(crate) fn forget(&self, hash: &str) {
        self.0.invalidate(hash);
    }
}

/// What the dialect tells of a shop's company.
pub async fn seller(app: &App, staff: &SellerStaff<CanRead>) -> Result<Option<Seller>, Failure> {
    by_number(app, staff.seller()).await
}

/// A shop by its number, for the one who runs Otklik.
pub async fn by_number(app: &App, id: SellerId) -> Result<Option<Seller>, Failure> {
    app.store().glance(move |tx| Ok(people::seller(tx, id)?)).await
}

/// A person's name, for colleagues; `None` where nobody has that id.
pub async fn name(app: &App, id: PersonId) -> Result<Option<String>, Failure> {
    app.store().glance(move |tx| Ok(people::person(tx, id)?)).await
}
