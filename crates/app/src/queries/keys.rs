//! API keys: whose program this is, and the list of a shop's keys.

use std::sync::Arc;
use std::time::Duration;

use domain::event::By;
use domain::{Code, SellerId};
use moka::sync::Cache as Moka;
use store::people;

use crate::actors::{CanManage, Member, Rights, SellerStaff};
use crate::{App, Failure, chance};

pub use store::people::ApiKey;

/// Keys that were checked a moment ago. A key that is switched off on another node works there for so long at most.
const FRESH: Duration = Duration::from_secs(5);

/// A program that was let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// The actor.
    pub member: Member,
    /// Its key.
    pub key: ApiKey,
}

/// What was checked a moment ago.
#[derive(Debug, Clone)]
pub(crate) struct Cache(Moka<(SellerId, String), Arc<Program>>);

impl Default for Cache {
    fn default() -> Self {
        Self(Moka::builder().max_capacity(10_000).time_to_live(FRESH).support_invalidation_closures().build())
    }
}

impl Cache {
    pub(crate) fn forget(&self, seller: SellerId) {
        // Fails only without support for closures, which is switched on above.
        let _ = self.0.invalidate_entries_if(move |(of, _), _| *of == seller);
    }
}

/// Lets a program in by its number and secret.
pub async fn by_secret(app: &App, seller: SellerId, secret: &str) -> Result<Arc<Program>, Failure> {
    let known = (seller, chance::hash(secret));
    let program = if let Some(program) = app.key_cache().0.get(&known) {
        program
    } else {
        let program = Arc::new(look_up(app, seller, known.1.clone()).await?);
        app.key_cache().0.insert(known, Arc::clone(&program));
        program
    };
    if program.key.expires_at <= app.now() {
        return Err(Code::KeyRevoked.into());
    }
    Ok(program)
}

async fn look_up(app: &App, seller: SellerId, hash: String) -> Result<Program, Failure> {
    let found = app.store().glance(move |tx| {
        let key = people::key_by_secret(tx, seller, &hash)?;
        Ok::<_, Failure>(key.zip(people::seller(tx, seller)?))
    });
    let (key, shop) = found.await?.ok_or(Code::KeyUnknown)?;
    if key.revoked_at.is_some() {
        return Err(Code::KeyRevoked.into());
    }
    let rights = Rights::Key(key.roles.clone());
    let member = Member { seller, shop: shop.name.clone(), by: By::Key(key.id), name: shop.name, rights };
    Ok(Program { member, key })
}

/// The keys of a shop, the oldest first.
pub async fn list(app: &App, staff: &SellerStaff<CanManage>) -> Result<Vec<ApiKey>, Failure> {
    by_number(app, staff.seller()).await
}

/// The keys of a shop, for the one who runs Otklik.
pub async fn by_number(app: &App, seller: SellerId) -> Result<Vec<ApiKey>, Failure> {
    app.store().glance(move |tx| Ok(people::keys(tx, seller)?)).await
}
