//! Who asks: a person by the cookie of their session, in the shop that they have chosen.
//!
//! Handlers name the actor that they need as an argument; it is made by checking, so a check cannot be forgotten. What
//! is refused is a [`Failure`], which each surface renders in its own way: [`Checked`] carries it to the handler's error
//! type `E`.

use std::convert::Infallible;
use std::marker::PhantomData;

use app::actors::Grant;
use app::{Buyer, Desk, Failure, Person, SellerStaff};
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};
use axum::http::request::Parts;
use domain::{Code, Lang, SellerId};

use crate::Site;

/// The cookie that holds the token of a session.
pub const SESSION: &str = "otklik_session";
/// The cookie that holds the chosen shop.
pub const SHOP: &str = "otklik_shop";
/// The cookie that holds the chosen language.
pub const LANG: &str = "otklik_lang";
/// The cookie that holds the chosen theme.
pub const THEME: &str = "otklik_theme";

/// The value of a cookie.
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// A `Set-Cookie` header: not for scripts, not for other sites, and only over TLS where the site is reached so.
pub fn set_cookie(site: &Site, name: &str, value: &str, seconds: u64) -> String {
    let secure = if site.settings.is_https() { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

/// The language of the answer: chosen by cookie, else what the browser prefers, else Russian.
pub fn lang(headers: &HeaderMap) -> Lang {
    let chosen = cookie(headers, LANG).and_then(Lang::from_tag);
    let preferred = || Lang::from_accept_language(headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?);
    chosen.or_else(preferred).unwrap_or_default()
}

impl<S: Send + Sync> FromRequestParts<S> for Language {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(lang(&parts.headers)))
    }
}

/// The language of the answer, as an argument of a handler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Language(pub Lang);

/// Who is signed in, where somebody is.
#[derive(Debug, Clone)]
pub struct Visitor(pub Option<Person>);

/// The shop that somebody has chosen in the cabinet.
pub fn chosen_shop(headers: &HeaderMap) -> Option<SellerId> {
    cookie(headers, SHOP).and_then(|text| text.parse().ok()).map(SellerId)
}

/// The person of a request, looked up once and kept for the request.
pub async fn person(parts: &mut Parts, site: &Site) -> Result<Option<Person>, Failure> {
    if let Some(Visitor(known)) = parts.extensions.get::<Visitor>() {
        return Ok(known.clone());
    }
    let found = match cookie(&parts.headers, SESSION) {
        Some(token) => app::queries::people::by_session(&site.app, token).await?,
        None => None,
    };
    parts.extensions.insert(Visitor(found.clone()));
    Ok(found)
}

async fn signed_in(parts: &mut Parts, site: &Site) -> Result<Person, Failure> {
    Ok(person(parts, site).await?.ok_or(Code::SignInNeeded)?)
}

/// An actor, made by checking; `E` is how the surface says what was refused.
#[derive(Debug, Clone)]
pub struct Checked<A, E> {
    /// The actor.
    pub actor: A,
    error: PhantomData<fn() -> E>,
}

/// How a surface says that a request failed. It sees the request, for the language and for the way back.
pub trait Says: axum::response::IntoResponse + Send {
    /// The answer to a failure.
    fn failure(failure: Failure, parts: &Parts, site: &Site) -> Self;
}

/// An actor that can be made from a request.
pub trait FromVisitor: Sized + Send {
    /// Makes it, or says why not.
    fn check(person: Person, shop: Option<SellerId>) -> Result<Self, Failure>;
}

impl FromVisitor for Person {
    fn check(person: Person, _: Option<SellerId>) -> Result<Self, Failure> {
        Ok(person)
    }
}

impl<P: Grant + Send> FromVisitor for SellerStaff<P> {
    fn check(person: Person, shop: Option<SellerId>) -> Result<Self, Failure> {
        // A cookie that names a shop in which they no longer work must not lock them out of the others.
        let member = person.member(shop).or_else(|_| person.member(None))?;
        Ok(member.with()?)
    }
}

impl FromVisitor for Buyer {
    fn check(person: Person, _: Option<SellerId>) -> Result<Self, Failure> {
        Ok(person.buyer())
    }
}

impl FromVisitor for Desk {
    fn check(person: Person, _: Option<SellerId>) -> Result<Self, Failure> {
        Ok(person.desk()?)
    }
}

impl<A: FromVisitor, E: Says> FromRequestParts<Site> for Checked<A, E> {
    type Rejection = E;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, E> {
        let shop = chosen_shop(&parts.headers);
        let checked = match signed_in(parts, site).await {
            Ok(person) => A::check(person, shop),
            Err(failure) => Err(failure),
        };
        match checked {
            Ok(actor) => Ok(Self { actor, error: PhantomData }),
            Err(failure) => Err(E::failure(failure, parts, site)),
        }
    }
}

/// Whoever asks, signed in or not; a session that cannot be looked up is a failure, not a stranger.
impl FromRequestParts<Site> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Infallible> {
        Ok(Self(person(parts, site).await.unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others_and_not_by_a_part_of_its_name() {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, "a=1; otklik_session=token; not_otklik_shop=7".parse().unwrap());
        assert_eq!(cookie(&headers, SESSION), Some("token"));
        assert_eq!(cookie(&headers, SHOP), None);
    }

    #[test]
    fn the_language_is_what_was_chosen_before_what_the_browser_prefers() {
        let mut headers = HeaderMap::new();
        assert_eq!(lang(&headers), Lang::Ru);
        headers.insert(ACCEPT_LANGUAGE, "en-US,en".parse().unwrap());
        assert_eq!(lang(&headers), Lang::En);
        headers.insert(COOKIE, "otklik_lang=ru".parse().unwrap());
        assert_eq!(lang(&headers), Lang::Ru);
    }
}
