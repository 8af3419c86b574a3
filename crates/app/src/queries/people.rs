//! Who is signed in, and what a shop is.

use domain::{PersonId, SellerId};
use store::people;

use crate::actors::{CanRead, Person, SellerStaff, Shop};
use crate::{App, Failure, chance};

pub use store::log::Notice;
pub use store::people::Seller;

/// Whose session this token opens; `None` where it opens none.
pub async fn by_session(app: &App, token: &str) -> Result<Option<Person>, Failure> {
    let (hash, now) = (chance::hash(token), app.now());
    app.store()
        .glance(move |tx| {
            let Some((id, name)) = people::session(tx, &hash, now)? else { return Ok(None) };
            let shops = people::shops_of(tx, id)?;
            let shops = shops.into_iter().map(|s| Shop { seller: s.seller, name: s.name, role: s.role }).collect();
            Ok(Some(Person { id, name, shops, desk: people::desk_role(tx, id)? }))
        })
        .await
}

/// What the dialect tells of a shop's company.
pub async fn seller(app: &App, staff: &SellerStaff<CanRead>) -> Result<Option<Seller>, Failure> {
    by_number(app, staff.seller()).await
}

/// A shop by its number, for the one who runs Otklik.
pub async fn by_number(app: &App, id: SellerId) -> Result<Option<Seller>, Failure> {
    app.store().glance(move |tx| Ok(people::seller(tx, id)?)).await
}

/// What a person was told, the newest first.
pub async fn notices(app: &App, person: PersonId, limit: i64) -> Result<Vec<Notice>, Failure> {
    app.store().glance(move |tx| Ok(store::log::notices(tx, person, limit)?)).await
}
