//! API keys: made, shown once, switched off.

use std::time::Duration;

use domain::event::{By, Event};
use domain::people::KeyRole;
use domain::text::Text;
use domain::{Code, KeyId, Refusal, SellerId};
use store::{log, people};

use crate::actors::{CanManage, SellerStaff};
use crate::once::{Once, once};
use crate::{App, Failure, chance};

/// How long a key works: three months, as in the dialect.
pub const LIFE: Duration = Duration::from_secs(91 * 24 * 3600);

/// A key that was just made. The secret is here and nowhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewKey {
    /// Its name in lists.
    pub id: KeyId,
    /// What goes into `Api-Key`.
    pub secret: String,
}

/// Makes a key for programs of the shop.
///
/// The same request a second time is refused with the id of the key that the first made: its secret is kept nowhere.
pub async fn create(
    app: &App,
    staff: &SellerStaff<CanManage>,
    label: &str,
    roles: Vec<KeyRole>,
    key: Option<Once>,
) -> Result<NewKey, Failure> {
    let label = Text::<1, 100>::new(label).map_err(|refusal| refusal.at("label"))?.into_string();
    if roles.is_empty() {
        return Err(Refusal::new(Code::FieldMissing).at("roles").into());
    }
    make(app, staff.seller(), staff.by(), label, roles, key).await
}

/// Makes a key without anybody of the shop: the one who runs Otklik does it on the command line.
pub async fn create_by_operator(
    app: &App,
    seller: SellerId,
    label: &str,
    roles: Vec<KeyRole>,
) -> Result<NewKey, Failure> {
    let known = app.store().read(move |tx| people::seller(tx, seller)).await.map_err(Failure::from)?;
    known.ok_or(Code::SellerNotFound)?;
    make(app, seller, By::System, label.to_owned(), roles, None).await
}

async fn make(
    app: &App,
    seller: SellerId,
    by: By,
    label: String,
    roles: Vec<KeyRole>,
    twice: Option<Once>,
) -> Result<NewKey, Failure> {
    let now = app.now();
    let new = NewKey { id: KeyId(chance::id(now)), secret: chance::secret() };
    let key = people::ApiKey {
        id: new.id,
        roles,
        created_at: now,
        expires_at: now.after(LIFE),
        revoked_at: None,
        label,
        hint: new.secret.chars().take(4).collect(),
    };
    let hash = chance::hash(&new.secret);
    let made = app.store().write(move |tx| {
        once(tx, twice.as_ref(), now, |tx| {
            people::insert_key(tx, seller, &key, &hash)?;
            log::append(tx, now, seller, by, &Event::KeyCreated { key: key.id.to_string() })?;
            Ok(key.id.to_string())
        })
    });
    let made = made.await?;
    if made == new.id.to_string() { Ok(new) } else { Err(Refusal::new(Code::KeyShown).with("key", made).into()) }
}

/// Switches a key off, at once.
pub async fn revoke(app: &App, staff: &SellerStaff<CanManage>, key: KeyId) -> Result<(), Failure> {
    revoke_as(app, staff.seller(), staff.by(), key).await
}

/// Switches a key off without anybody of the shop.
pub async fn revoke_by_operator(app: &App, seller: SellerId, key: KeyId) -> Result<(), Failure> {
    revoke_as(app, seller, By::System, key).await
}

async fn revoke_as(app: &App, seller: SellerId, by: By, key: KeyId) -> Result<(), Failure> {
    let now = app.now();
    app.store()
        .write(move |tx| {
            if !people::revoke_key(tx, seller, key, now)? {
                return Err(Code::KeyNotFound.into());
            }
            log::append(tx, now, seller, by, &Event::KeyRevoked { key: key.to_string() })?;
            Ok::<_, Failure>(())
        })
        .await?;
    app.key_cache().forget(seller);
    Ok(())
}
