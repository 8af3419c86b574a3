//! What a person sees when something went wrong.

use askama::Template;
use axum::http::StatusCode;

use super::{
    icons::{self, Icon},
    layout::{Shell, Surface, Tab, Theme},
    words::{Lang, Speaks, Words},
};

/// What went wrong, as far as the person is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// 400: the request could not be read.
    BadRequest,
    /// 403: the person may not.
    Forbidden,
    /// 404: there is no such thing, or it is somebody else's.
    NotFound,
    /// 410: it was there, and its time is over.
    Gone,
    /// 409: it changed meanwhile.
    Conflict,
    /// 413: too large.
    TooLarge,
    /// 503: busy.
    Busy,
    /// 500: we broke.
    Fault,
    /// No network; made by the service worker.
    Offline,
}

impl Trouble {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::BadRequest,
        Self::Forbidden,
        Self::NotFound,
        Self::Gone,
        Self::Conflict,
        Self::TooLarge,
        Self::Busy,
        Self::Fault,
        Self::Offline,
    ];

    /// The HTTP status; the offline page is served as any other.
    pub const fn status(self) -> StatusCode {
        match self {
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Gone => StatusCode::GONE,
            Self::Conflict => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Fault => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Offline => StatusCode::OK,
        }
    }

    /// Title and explanation.
    pub const fn words(self, w: &Words) -> (&'static str, &'static str) {
        let e = &w.errors;
        match self {
            Self::BadRequest => (e.bad_request, e.bad_request_text),
            Self::Forbidden => (e.forbidden, e.forbidden_text),
            Self::NotFound => (e.not_found, e.not_found_text),
            Self::Gone => (e.gone, e.gone_text),
            Self::Conflict => (e.conflict, e.conflict_text),
            Self::TooLarge => (e.too_large, e.too_large_text),
            Self::Busy => (e.busy, e.busy_text),
            Self::Fault => (e.fault, e.fault_text),
            Self::Offline => (e.offline, e.offline_text),
        }
    }

    /// Trying again may help.
    pub const fn retry(self) -> bool {
        matches!(self, Self::Fault | Self::Busy | Self::Conflict | Self::Offline)
    }

    const fn icon(self) -> Icon {
        match self {
            Self::NotFound => icons::SEARCH,
            Self::Forbidden => icons::KEY,
            Self::Offline => icons::OFFLINE,
            Self::Busy | Self::Gone => icons::CLOCK,
            Self::BadRequest | Self::Conflict | Self::TooLarge | Self::Fault => icons::WARNING,
        }
    }
}

/// A page that says what went wrong.
#[derive(Debug, Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    /// The words.
    pub w: &'static Words,
    /// What surrounds the page.
    pub shell: Shell,
    /// What went wrong.
    pub trouble: Trouble,
    /// A more exact sentence, from a refusal.
    pub detail: Option<String>,
    /// The id under which a fault was logged.
    pub id: Option<String>,
    /// Where "home" is for this person.
    pub home: &'static str,
}

impl ErrorPage {
    /// The page for this trouble.
    pub fn new(lang: Lang, trouble: Trouble) -> Self {
        let w = lang.words();
        let (title, text) = trouble.words(w);
        let shell = Shell::new(lang, Surface::Plain, Tab::Nowhere, title).described(text);
        Self { w, shell, trouble, detail: None, id: None, home: "/" }
    }
}
