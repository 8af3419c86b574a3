//! Requests that another site makes in a person's name are not carried out.
//!
//! A browser says where a request comes from: `Sec-Fetch-Site` in all current ones, `Origin` with every POST. What
//! changes something and comes from elsewhere is refused. Programs send neither header and bring a key instead.

use axum::extract::Request;
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::Response;

/// Whether a request that changes something comes from another site.
pub fn is_cross_site(method: &Method, headers: &HeaderMap) -> bool {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return false;
    }
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if let Some(site) = text("sec-fetch-site") {
        return !matches!(site, "same-origin" | "none");
    }
    match (text(ORIGIN.as_str()), text(HOST.as_str())) {
        (None, _) => false,
        (Some(origin), Some(host)) => origin.split_once("://").is_none_or(|(_, from)| !from.eq_ignore_ascii_case(host)),
        (Some(_), None) => true,
    }
}

/// Refuses such requests before any handler sees them; `refuse` says no in the surface's own way.
pub async fn guard(request: Request, next: Next, refuse: fn(&HeaderMap) -> Response) -> Response {
    if is_cross_site(request.method(), request.headers()) {
        return refuse(request.headers());
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn a_form_on_another_site_is_refused_and_ones_own_is_not() {
        let post = Method::POST;
        assert!(is_cross_site(&post, &headers(&[("sec-fetch-site", "cross-site")])));
        assert!(is_cross_site(&post, &headers(&[("sec-fetch-site", "same-site")])));
        assert!(is_cross_site(&post, &headers(&[("origin", "https://evil.example"), ("host", "otklik.example")])));
        assert!(is_cross_site(&post, &headers(&[("origin", "null"), ("host", "otklik.example")])));
        assert!(!is_cross_site(&post, &headers(&[("sec-fetch-site", "same-origin")])));
        assert!(!is_cross_site(&post, &headers(&[("origin", "http://otklik.example"), ("host", "otklik.example")])));
    }

    #[test]
    fn a_link_from_elsewhere_and_a_program_are_let_through() {
        assert!(!is_cross_site(&Method::GET, &headers(&[("sec-fetch-site", "cross-site")])));
        assert!(!is_cross_site(&Method::POST, &headers(&[])));
    }
}
