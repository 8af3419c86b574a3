//! Under which address a program reaches this site: what pictures and videos it is told begin with it.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header::HOST;
use axum::http::request::Parts;

use crate::Site;

/// `https://otklik.example`, without a slash behind it.
#[derive(Debug)]
pub(super) struct Base(String);

impl Base {
    /// Where a product's card is.
    pub(super) fn product(&self, sku: domain::Sku) -> String {
        format!("{}/shop/p/{sku}", self.0)
    }

    /// Where a question stands on a product's card.
    pub(super) fn question(&self, sku: domain::Sku, id: domain::QuestionId) -> String {
        format!("{}/shop/p/{sku}?tab=questions#q-{id}", self.0)
    }

    /// The address itself.
    pub(super) fn site(&self) -> &str {
        &self.0
    }

    /// Where a picture or video is.
    pub(super) fn media(&self, id: impl std::fmt::Display) -> String {
        format!("{}/media/{id}", self.0)
    }
}

/// As it was set up; else the host that the program itself named.
impl FromRequestParts<Site> for Base {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Infallible> {
        if let Some(url) = &site.settings.public_url {
            return Ok(Self(url.trim_end_matches('/').to_owned()));
        }
        let named = parts.headers.get(HOST).and_then(|host| host.to_str().ok());
        Ok(Self(format!("http://{}", named.map_or_else(|| site.settings.listen.to_string(), str::to_owned))))
    }
}
