//! Who calls: a person by their session, or a program by `Client-Id` and `Api-Key`.
//!
//! A handler names the actor that it needs, `Auth<SellerStaff<CanReply>>` for instance, and gets one that was checked.

use app::actors::Grant;
use app::{Buyer, CanRead, Desk, Failure, Marketer, Member, Moderator, Person, Safety, SellerStaff, Support};
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use domain::people::Area;
use domain::{Code, Refusal, SellerId};

use super::problem::Problem;
use crate::{Site, session};

/// The header that names a shop; with [`API_KEY`] it lets a program in.
pub const CLIENT_ID: &str = "client-id";
/// The header with a program's secret.
pub const API_KEY: &str = "api-key";

/// Who calls, looked up once for a request.
#[derive(Debug, Clone)]
pub enum Caller {
    /// Somebody who is signed in, with the shop that they named.
    Person(Person, Option<SellerId>),
    /// A program.
    Program(Member),
}

impl Caller {
    /// Keeps what one caller sends apart from what another sends.
    pub fn scope(&self) -> String {
        match self {
            Self::Person(person, shop) => format!("person:{}@{}", person.id(), shop.map_or(0, |shop| shop.0)),
            Self::Program(member) => format!("program:{}", member.seller()),
        }
    }
}

/// Who calls, or a refusal where nobody does.
pub async fn caller(parts: &mut Parts, site: &Site) -> Result<Caller, Failure> {
    if let Some(known) = parts.extensions.get::<Caller>() {
        return Ok(known.clone());
    }
    let shop = client_id(&parts.headers)?;
    let caller = match (shop, parts.headers.get(API_KEY)) {
        (Some(seller), Some(secret)) => program(site, seller, secret.to_str().unwrap_or_default()).await?,
        (None, Some(_)) => return Err(Refusal::new(Code::KeyUnknown).at("Client-Id").into()),
        (shop, None) => {
            let person = session::person(parts, site).await?.ok_or(Code::SignInNeeded)?;
            Caller::Person(person, shop)
        }
    };
    parts.extensions.insert(caller.clone());
    Ok(caller)
}

fn client_id(headers: &HeaderMap) -> Result<Option<SellerId>, Refusal> {
    let Some(value) = headers.get(CLIENT_ID) else { return Ok(None) };
    let number = value.to_str().ok().and_then(|text| text.trim().parse().ok());
    Ok(Some(SellerId(number.ok_or(Refusal::new(Code::KeyUnknown).at("Client-Id"))?)))
}

async fn program(site: &Site, seller: SellerId, secret: &str) -> Result<Caller, Failure> {
    let program = app::queries::keys::by_secret(&site.app, seller, secret).await?;
    site.limits.program(seller)?;
    Ok(Caller::Program(program.member.clone()))
}

/// An actor that can be made of a caller.
pub trait FromCaller: Sized + Send {
    /// Makes it, or says why not. `chosen` is the shop that a person works in at the moment.
    fn check(caller: Caller, chosen: Option<SellerId>) -> Result<Self, Failure>;
}

impl FromCaller for Caller {
    fn check(caller: Caller, _: Option<SellerId>) -> Result<Self, Failure> {
        Ok(caller)
    }
}

impl FromCaller for Member {
    fn check(caller: Caller, chosen: Option<SellerId>) -> Result<Self, Failure> {
        match caller {
            Caller::Program(member) => Ok(member),
            // A shop that was named is meant: a stranger's is not found. One chosen in the cabinet long ago may be gone.
            Caller::Person(person, named @ Some(_)) => Ok(person.member(named)?),
            Caller::Person(person, None) => Ok(person.member(chosen).or_else(|_| person.member(None))?),
        }
    }
}

/// Everything but the operations on products, chats and promotions is about reviews.
impl<P: Grant + Send> FromCaller for SellerStaff<P> {
    fn check(caller: Caller, chosen: Option<SellerId>) -> Result<Self, Failure> {
        Ok(Member::check(caller, chosen)?.within(Area::Reviews)?.with()?)
    }
}

/// Somebody or some program of a shop who looks at its products.
#[derive(Debug, Clone)]
pub struct Goods(pub SellerStaff<CanRead>);

impl FromCaller for Goods {
    fn check(caller: Caller, chosen: Option<SellerId>) -> Result<Self, Failure> {
        Ok(Self(Member::check(caller, chosen)?.within(Area::Products)?.with()?))
    }
}

/// Somebody or some program of a shop who looks at its chats, or writes in them.
#[derive(Debug, Clone)]
pub struct Talks<P>(pub SellerStaff<P>);

impl<P: Grant + Send> FromCaller for Talks<P> {
    fn check(caller: Caller, chosen: Option<SellerId>) -> Result<Self, Failure> {
        Ok(Self(Member::check(caller, chosen)?.within(Area::Chats)?.with()?))
    }
}

/// Somebody or some program of a shop who looks at its promotions and prices, or changes them.
#[derive(Debug, Clone)]
pub struct Deals<P>(pub SellerStaff<P>);

impl<P: Grant + Send> FromCaller for Deals<P> {
    fn check(caller: Caller, chosen: Option<SellerId>) -> Result<Self, Failure> {
        Ok(Self(Member::check(caller, chosen)?.within(Area::Promotions)?.with()?))
    }
}

/// What only people do.
fn person(caller: Caller) -> Result<Person, Failure> {
    match caller {
        Caller::Person(person, _) => Ok(person),
        Caller::Program(_) => Err(Code::PeopleOnly.into()),
    }
}

impl FromCaller for Person {
    fn check(caller: Caller, _: Option<SellerId>) -> Result<Self, Failure> {
        person(caller)
    }
}

impl FromCaller for Buyer {
    fn check(caller: Caller, _: Option<SellerId>) -> Result<Self, Failure> {
        Ok(person(caller)?.buyer())
    }
}

impl FromCaller for Desk {
    fn check(caller: Caller, _: Option<SellerId>) -> Result<Self, Failure> {
        Ok(person(caller)?.desk()?)
    }
}

impl FromCaller for Support {
    fn check(caller: Caller, _: Option<SellerId>) -> Result<Self, Failure> {
        Ok(person(caller)?.desk()?.support()?)
    }
}

impl FromCaller for Safety {
    fn check(caller: Caller, _: Option<SellerId>) -> Result<Self, Failure> {
        Ok(person(caller)?.desk()?.safety()?)
    }
}

impl FromCaller for Marketer {
    fn check(caller: Caller, _: Option<SellerId>) -> Result<Self, Failure> {
        Ok(person(caller)?.desk()?.marketer()?)
    }
}

impl FromCaller for Moderator {
    fn check(caller: Caller, _: Option<SellerId>) -> Result<Self, Failure> {
        Ok(person(caller)?.desk()?.moderator()?)
    }
}

/// An actor, made by checking.
#[derive(Debug, Clone)]
pub struct Auth<A>(pub A);

impl<A: FromCaller> FromRequestParts<Site> for Auth<A> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Problem> {
        let chosen = session::chosen_shop(&parts.headers);
        let caller = caller(parts, site).await?;
        Ok(Self(A::check(caller, chosen)?))
    }
}

/// Whoever calls, signed in or not.
#[derive(Debug, Clone)]
pub struct Anybody(pub Option<Buyer>);

impl FromRequestParts<Site> for Anybody {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Problem> {
        Ok(Self(session::person(parts, site).await?.map(|person| person.buyer())))
    }
}
