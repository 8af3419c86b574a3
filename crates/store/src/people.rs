//! Sellers, persons, staff, sessions and API keys.

use domain::people::{DeskRole, Role};
use domain::{KeyId, PersonId, SellerId, Timestamp};

use crate::names::KeyRoles;
use crate::{Sql, StoreError, Tx, sql};

/// A shop, with what the dialect tells of its company.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are named as in the dialect's /v1/seller/info")]
pub struct Seller {
    pub id: SellerId,
    pub name: String,
    pub legal_name: String,
    pub inn: String,
    pub ogrn: String,
    pub country: String,
    pub currency: String,
    pub ownership_form: String,
    pub tax_system: String,
}

/// A shop in which a person works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shop {
    /// Which.
    pub seller: SellerId,
    /// Its name.
    pub name: String,
    /// What the person is there.
    pub role: Role,
}

/// An API key without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    /// Its name in lists.
    pub id: KeyId,
    /// What it may do.
    pub roles: Vec<domain::people::KeyRole>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it stops by itself.
    pub expires_at: Timestamp,
    /// When somebody switched it off.
    pub revoked_at: Option<Timestamp>,
    /// What its owner calls it.
    pub label: String,
    /// The first signs of the secret, to tell keys apart.
    pub hint: String,
}

static SELLERS_AFTER: Sql = sql!("people/sellers_after");
static INSERT_SELLER: Sql = sql!("people/insert_seller");
static SELLER: Sql = sql!("people/seller");
static INSERT_PERSON: Sql = sql!("people/insert_person");
static KNOWN_SINCE: Sql = sql!("people/known_since");
static PERSON: Sql = sql!("people/person");
static INSERT_STAFF: Sql = sql!("people/insert_staff");
static SHOPS_OF: Sql = sql!("people/shops_of");
static INSERT_DESK_STAFF: Sql = sql!("people/insert_desk_staff");
static DESK_ROLE: Sql = sql!("people/desk_role");
static INSERT_SESSION: Sql = sql!("people/insert_session");
static SESSION: Sql = sql!("people/session");
static DESK_STAFF: Sql = sql!("people/desk_staff");
static DELETE_SESSIONS_OF: Sql = sql!("people/delete_sessions_of");
static DELETE_LINKS_OF: Sql = sql!("people/delete_links_of");
static SESSIONS_OF: Sql = sql!("people/sessions_of");
static DELETE_SESSION: Sql = sql!("people/delete_session");
static DELETE_OLD_SESSIONS: Sql = sql!("people/delete_old_sessions");
static INSERT_LINK: Sql = sql!("people/insert_link");
static LINK: Sql = sql!("people/link");
static INSERT_KEY: Sql = sql!("people/insert_key");
static KEY_BY_SECRET: Sql = sql!("people/key_by_secret");
static KEYS: Sql = sql!("people/keys");
static REVOKE_KEY: Sql = sql!("people/revoke_key");

/// Adds a shop; leaves one that is there as it is.
pub fn insert_seller(tx: &mut Tx<'_>, seller: &Seller, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        &INSERT_SELLER,
        &[
            &seller.id,
            &seller.name,
            &seller.legal_name,
            &seller.inn,
            &seller.ogrn,
            &seller.country,
            &seller.currency,
            &seller.ownership_form,
            &seller.tax_system,
            &now,
        ],
    )?;
    Ok(())
}

/// Sellers after one, by their number.
pub fn sellers_after(tx: &mut Tx<'_>, after: SellerId, limit: i64) -> Result<Vec<SellerId>, StoreError> {
    tx.query(&SELLERS_AFTER, &[&after, &limit], |row| row.get(0))
}

/// The shop with this number.
pub fn seller(tx: &mut Tx<'_>, id: SellerId) -> Result<Option<Seller>, StoreError> {
    tx.query_opt(&SELLER, &[&id], |row| {
        Ok(Seller {
            id: row.get(0)?,
            name: row.get(1)?,
            legal_name: row.get(2)?,
            inn: row.get(3)?,
            ogrn: row.get(4)?,
            country: row.get(5)?,
            currency: row.get(6)?,
            ownership_form: row.get(7)?,
            tax_system: row.get(8)?,
        })
    })
}

/// Adds a person; leaves one that is there as they are.
pub fn insert_person(tx: &mut Tx<'_>, id: PersonId, name: &str, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(&INSERT_PERSON, &[&id, &name, &now])?;
    Ok(())
}

/// A person's name.
pub fn person(tx: &mut Tx<'_>, id: PersonId) -> Result<Option<String>, StoreError> {
    tx.query_opt(&PERSON, &[&id], |row| row.get(0))
}

/// Gives a person a role in a shop.
pub fn insert_staff(tx: &mut Tx<'_>, seller: SellerId, person: PersonId, role: Role) -> Result<(), StoreError> {
    tx.execute(&INSERT_STAFF, &[&seller, &person, &role])?;
    Ok(())
}

/// The shops in which a person works, the one with the lowest number first.
pub fn shops_of(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<Shop>, StoreError> {
    tx.query(&SHOPS_OF, &[&person], |row| Ok(Shop { seller: row.get(0)?, name: row.get(1)?, role: row.get(2)? }))
}

/// Makes a person one of the operator's staff.
pub fn insert_desk_staff(tx: &mut Tx<'_>, person: PersonId, role: DeskRole) -> Result<(), StoreError> {
    tx.execute(&INSERT_DESK_STAFF, &[&person, &role])?;
    Ok(())
}

/// What a person is among the operator's staff.
pub fn desk_role(tx: &mut Tx<'_>, person: PersonId) -> Result<Option<DeskRole>, StoreError> {
    tx.query_opt(&DESK_ROLE, &[&person], |row| row.get(0))
}

/// Opens a session.
pub fn insert_session(
    tx: &mut Tx<'_>,
    token_hash: &str,
    person: PersonId,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(&INSERT_SESSION, &[&token_hash, &person, &now, &expires_at])?;
    Ok(())
}

/// Whose session this is, with the name; `None` where there is none or it has ended.
pub fn session(tx: &mut Tx<'_>, token_hash: &str, now: Timestamp) -> Result<Option<(PersonId, String)>, StoreError> {
    tx.query_opt(&SESSION, &[&token_hash, &now], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Ends every session of a person and takes their links for signing in; gives the ended sessions' hashes.
pub fn sign_out_everywhere(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<String>, StoreError> {
    let hashes = tx.query(&SESSIONS_OF, &[&person], |row| row.get(0))?;
    tx.send(&DELETE_SESSIONS_OF, &[&person])?;
    tx.send(&DELETE_LINKS_OF, &[&person])?;
    Ok(hashes)
}

/// Ends a session.
pub fn delete_session(tx: &mut Tx<'_>, token_hash: &str) -> Result<(), StoreError> {
    tx.execute(&DELETE_SESSION, &[&token_hash])?;
    Ok(())
}

/// Removes sessions that ended before `before`.
pub fn delete_old_sessions(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute(&DELETE_OLD_SESSIONS, &[&before])
}

/// Keeps a sign-in link.
pub fn insert_link(
    tx: &mut Tx<'_>,
    token_hash: &str,
    person: PersonId,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(&INSERT_LINK, &[&token_hash, &person, &expires_at])?;
    Ok(())
}

/// Whom a sign-in link signs in.
pub fn link(tx: &mut Tx<'_>, token_hash: &str, now: Timestamp) -> Result<Option<PersonId>, StoreError> {
    tx.query_opt(&LINK, &[&token_hash, &now], |row| row.get(0))
}

/// Adds an API key; only the secret's hash is kept.
pub fn insert_key(tx: &mut Tx<'_>, seller: SellerId, key: &ApiKey, secret_hash: &str) -> Result<(), StoreError> {
    let roles = key.roles.iter().map(|role| role.as_str()).collect::<Vec<_>>().join(",");
    let params: [&dyn crate::Param; 8] =
        [&seller, &key.id, &secret_hash, &key.label, &key.hint, &roles, &key.created_at, &key.expires_at];
    tx.execute(&INSERT_KEY, &params)?;
    Ok(())
}

fn key(row: &crate::Row<'_>) -> Result<ApiKey, StoreError> {
    let KeyRoles(roles) = row.get(1)?;
    Ok(ApiKey {
        id: row.get(0)?,
        roles,
        created_at: row.get(2)?,
        expires_at: row.get(3)?,
        revoked_at: row.get(4)?,
        label: row.get(5)?,
        hint: row.get(6)?,
    })
}

/// The key of a shop that has this secret.
pub fn key_by_secret(tx: &mut Tx<'_>, seller: SellerId, secret_hash: &str) -> Result<Option<ApiKey>, StoreError> {
    tx.query_opt(&KEY_BY_SECRET, &[&seller, &secret_hash], key)
}

/// All keys of a shop, the oldest first.
pub fn keys(tx: &mut Tx<'_>, seller: SellerId) -> Result<Vec<ApiKey>, StoreError> {
    tx.query(&KEYS, &[&seller], key)
}

/// Switches a key off; `false` where there is no such key in use.
pub fn revoke_key(tx: &mut Tx<'_>, seller: SellerId, key: KeyId, now: Timestamp) -> Result<bool, StoreError> {
    Ok(tx.execute(&REVOKE_KEY, &[&seller, &key, &now])? > 0)
}

/// Since when a person is here.
pub fn known_since(tx: &mut Tx<'_>, id: PersonId) -> Result<Option<Timestamp>, StoreError> {
    tx.query_opt(&KNOWN_SINCE, &[&id], |row| row.get(0))
}

/// The operator's staff by name; 200 at most.
pub fn desk_staff(tx: &mut Tx<'_>) -> Result<Vec<(PersonId, String, DeskRole)>, StoreError> {
    tx.query(&DESK_STAFF, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}
