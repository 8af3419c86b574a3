//! Who may come in: the two headers, the key behind them, the limit, the role. In this order, before the body is read.

use std::sync::Arc;

use app::SellerStaff;
use app::actors::Grant;
use app::queries::keys::{self, Program};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::SellerId;

use super::error::Error;
use super::operations::Operation;
use crate::Site;

const CLIENT_ID: HeaderName = HeaderName::from_static("client-id");
const API_KEY: HeaderName = HeaderName::from_static("api-key");
const REMAINING: HeaderName = HeaderName::from_static("ratelimit-remaining");

/// The door of one operation.
#[derive(Clone)]
pub(super) struct Door {
    pub(super) site: Site,
    pub(super) operation: &'static Operation,
}

/// Lets a program in, or says why not, and tells with every answer how much of the limit is left.
pub(super) async fn enter(State(door): State<Door>, mut request: Request, next: Next) -> Response {
    let program = match who(&door.site, request.headers()).await {
        Ok(program) => program,
        Err(error) => return error.into_response(),
    };
    let (response, left) = match door.site.limits.program(program.member.seller()) {
        Err(refusal) => (Error::refused(&refusal, "Request").into_response(), 0),
        Ok(left) if !door.operation.is_for(&program.key.roles) => (Error::no_role().into_response(), left),
        Ok(left) => {
            request.extensions_mut().insert(program);
            (next.run(request).await, left)
        }
    };
    with_remaining(response, left)
}

fn with_remaining(mut response: Response, left: u32) -> Response {
    response.headers_mut().insert(REMAINING, HeaderValue::from(left));
    response
}

async fn who(site: &Site, headers: &HeaderMap) -> Result<Arc<Program>, Error> {
    let (Some(client), Some(key)) = (headers.get(CLIENT_ID), headers.get(API_KEY)) else {
        return Err(Error::no_headers());
    };
    // A header that is there twice could be read in two ways.
    let seller = match headers.get_all(CLIENT_ID).iter().count() {
        1 => number(client).ok_or_else(Error::client_id)?,
        _ => return Err(Error::client_id()),
    };
    let secret = key.to_str().ok().filter(|_| headers.get_all(API_KEY).iter().count() == 1);
    let secret = secret.ok_or_else(Error::wrong_key)?;
    keys::by_secret(&site.app, seller, secret).await.map_err(|failure| Error::of(&site.app, failure, "Request"))
}

/// A positive whole number in digits.
fn number(value: &HeaderValue) -> Option<SellerId> {
    let text = value.to_str().ok()?;
    let number: i64 = if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok()? } else { return None };
    (number > 0).then_some(SellerId(number))
}

/// The program that was let in, with a permission.
#[derive(Debug)]
pub(super) struct Staff<P>(pub(super) SellerStaff<P>);

impl<P: Grant + Send> FromRequestParts<Site> for Staff<P> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self, Error> {
        let program = parts.extensions.get::<Arc<Program>>().ok_or_else(Error::no_headers)?;
        let staff = program.member.with().map_err(|refusal| Error::refused(&refusal, "Request"))?;
        Ok(Self(staff))
    }
}
