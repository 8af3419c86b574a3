//! What a reader came in with, looked at again from time to time for as long as the answer lasts.

use app::Failure;
use axum::http::HeaderMap;
use domain::SellerId;
use domain::refusal::Kind;

use super::follows::Follows;
use crate::api::auth::{API_KEY, CLIENT_ID, Caller};
use crate::{Site, session};

/// A session or a key. It is a copy: the headers themselves would keep the whole request in memory.
#[derive(Clone)]
pub enum Pass {
    /// Neither.
    Nobody,
    /// The token of a session.
    Session(Box<str>),
    /// A program's number and secret.
    Key(SellerId, Box<str>),
}

impl Pass {
    /// What the headers of a request carry.
    pub fn of(headers: &HeaderMap) -> Self {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let seller = text(CLIENT_ID).and_then(|text| text.trim().parse().ok()).map(SellerId);
        match (seller.zip(text(API_KEY)), session::cookie(headers, session::SESSION)) {
            (Some((seller, secret)), _) => Self::Key(seller, secret.into()),
            (None, Some(token)) => Self::Session(token.into()),
            (None, None) => Self::Nobody,
        }
    }

    /// Whether it still lets its bearer follow as `who`; while that cannot be looked up, it does.
    pub async fn opens(&self, site: &Site, who: &impl Follows) -> bool {
        match self.caller(site).await {
            Ok(caller) => caller.is_some_and(|caller| who.is(&caller)),
            Err(Failure::Refusal(refusal)) => refusal.code.kind() == Kind::Unavailable,
            Err(Failure::Fault(_)) => true,
        }
    }

    async fn caller(&self, site: &Site) -> Result<Option<Caller>, Failure> {
        match self {
            Self::Nobody => Ok(None),
            Self::Session(token) => {
                let person = app::queries::people::by_session(&site.app, token).await?;
                Ok(person.map(|person| Caller::Person(person, None)))
            }
            Self::Key(seller, secret) => {
                let program = app::queries::keys::by_secret(&site.app, *seller, secret).await?;
                Ok(Some(Caller::Program(program.member.clone())))
            }
        }
    }
}
