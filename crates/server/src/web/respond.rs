//! Answers: pages, redirects, and what a person sees when there is no page.

use app::{App, Failure};
use askama::Template;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::{Code, Kind, Refusal};

use super::errors::{ErrorPage, Trouble};
use super::query;
use super::visit::Look;
use crate::origin;

/// What a handler gives.
pub type Page = Result<Response, WebError>;

/// Why there is no page. [`draw`] turns it into one that speaks the reader's language.
#[derive(Debug, Clone)]
pub struct WebError(pub Failure);

impl<E: Into<Failure>> From<E> for WebError {
    fn from(failure: E) -> Self {
        Self(failure.into())
    }
}

impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        let mut response = trouble(&self.0).status().into_response();
        response.extensions_mut().insert(self.0);
        response
    }
}

/// A page.
pub fn html(page: &impl Template) -> Page {
    with_status(StatusCode::OK, page)
}

/// A page with another status than 200.
pub fn with_status(status: StatusCode, page: &impl Template) -> Page {
    let text = page.render().map_err(Failure::fault)?;
    Ok((status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], text).into_response())
}

/// See there, after something was done.
pub fn see(address: &str) -> Response {
    let address = HeaderValue::from_str(address).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, address)]).into_response()
}

/// An address with what is to be said there.
pub fn and_say(address: &str, code: &str) -> String {
    let sign = if address.contains('?') { '&' } else { '?' };
    format!("{address}{sign}done={code}")
}

/// A way back that a form named: only a path of ours is believed.
pub fn own_path<'a>(address: &'a str, otherwise: &'a str) -> &'a str {
    let ours = address.starts_with('/') && !address.starts_with("//") && !address.contains(['\\', '\r', '\n']);
    if ours { address } else { otherwise }
}

fn trouble(failure: &Failure) -> Trouble {
    let Failure::Refusal(refusal) = failure else { return Trouble::Fault };
    match refusal.kind() {
        Kind::NotFound if refusal.code == Code::FileAddressOld => Trouble::Gone,
        Kind::Invalid => Trouble::BadRequest,
        Kind::Unauthenticated | Kind::Forbidden => Trouble::Forbidden,
        Kind::NotFound => Trouble::NotFound,
        Kind::Conflict => Trouble::Conflict,
        Kind::TooLarge => Trouble::TooLarge,
        Kind::TooMany | Kind::Unavailable => Trouble::Busy,
    }
}

/// Draws the page of a failure, leads strangers to the sign-in, and adds the headers that every page bears.
pub async fn draw(State(app): State<App>, request: Request, next: Next) -> Response {
    let look = Look::of(request.headers());
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let mut response = next.run(request).await;
    if let Some(failure) = response.extensions_mut().remove::<Failure>() {
        response = match failure.refusal() {
            Some(refusal) if refusal.kind() == Kind::Unauthenticated && method == Method::GET => {
                see(&query::address("/sign-in", [("next", uri.to_string())]))
            }
            _ => error_page(&app, look, uri.path(), &failure),
        };
    }
    guard_headers(&mut response);
    response
}

fn error_page(app: &App, look: Look, path: &str, failure: &Failure) -> Response {
    let trouble = trouble(failure);
    let mut page = ErrorPage::new(look.lang, trouble);
    page.shell.theme = look.theme;
    if path.starts_with("/shop") {
        page.home = "/shop";
    }
    match failure {
        // The page's own words say the same or more.
        Failure::Refusal(refusal) if matches!(refusal.code, Code::PageNotFound | Code::FileAddressOld) => {}
        Failure::Refusal(refusal) => page.detail = Some(refusal.words(look.lang)),
        Failure::Fault(fault) => page.id = Some(fault.log(app.now())),
    }
    with_status(trouble.status(), &page).unwrap_or_else(|error| trouble_without_page(&error))
}

fn trouble_without_page(error: &WebError) -> Response {
    tracing::error!(cause = %error.0, "the page of an error cannot be drawn");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

const POLICY: &str = "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; \
    object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

fn guard_headers(response: &mut Response) {
    let is_page =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if is_page {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        headers.insert(header::VARY, HeaderValue::from_static("Cookie, Accept-Language, X-Fragment"));
    }
}

/// Refuses what another site's page sends in a person's name.
pub async fn same_site_only(request: Request, next: Next) -> Response {
    origin::guard(request, next, |_| WebError::from(Refusal::new(Code::CrossSite)).into_response()).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_back_never_leaves_the_house() {
        assert_eq!(own_path("/reviews?stars=1", "/"), "/reviews?stars=1");
        for strange in ["//evil.example", "https://evil.example", "/\\evil.example", ""] {
            assert_eq!(own_path(strange, "/"), "/");
        }
    }
}
