//! `/api/docs`: the OpenAPI document as a page that a person reads, made on the server; and `/problems/{code}`.
//!
//! Nothing on it comes from elsewhere, and it needs no script: the browser's own search finds everything, since all of it
//! is one page.

mod example;
mod reader;
mod words;

use std::sync::LazyLock;

use askama::Template;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{Code, Lang};
use serde_json::Value;

use super::problem::{self, Problem};
use crate::web::icons;
use crate::web::layout::{Shell, Surface, Tab, Theme};
use crate::web::visit::Look;
use crate::web::words::{Speaks, Words};
use reader::{Group, Piece, SchemaDoc, Who};
use words::DocsWords;

/// The page.
#[derive(Debug, Template)]
#[template(path = "api/docs.html")]
struct Docs {
    w: &'static Words,
    shell: Shell,
    d: &'static DocsWords,
    about: Vec<Vec<Piece>>,
    groups: &'static [Group],
    schemas: &'static [SchemaDoc],
    problems: Vec<ProblemDoc>,
}

/// A problem, as the page lists it.
#[derive(Debug)]
struct ProblemDoc {
    code: &'static str,
    status: u16,
    words: &'static str,
}

static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| serde_json::to_value(super::document::document()).unwrap_or_default());
static GROUPS: LazyLock<Vec<Group>> = LazyLock::new(|| reader::groups(&DOCUMENT));
static SCHEMAS: LazyLock<Vec<SchemaDoc>> = LazyLock::new(|| reader::schemas(&DOCUMENT));

impl Docs {
    fn new(look: Look) -> Self {
        let (lang, d) = (look.lang, DocsWords::of(look.lang));
        let mut shell = Shell::new(lang, Surface::Plain, Tab::Nowhere, d.title).described(d.description);
        shell.theme = look.theme;
        let about = DOCUMENT["info"]["description"].as_str().unwrap_or_default();
        Self {
            w: lang.words(),
            shell,
            d,
            about: about.split("\n\n").map(reader::pieces).collect(),
            groups: &GROUPS,
            schemas: &SCHEMAS,
            problems: problems(lang),
        }
    }
}

fn problems(lang: Lang) -> Vec<ProblemDoc> {
    let all = Code::ALL.iter().map(|code| ProblemDoc {
        code: code.as_str(),
        status: problem::status(*code).as_u16(),
        words: code.pattern(lang),
    });
    all.collect()
}

/// `GET /api/docs`.
pub async fn page(headers: HeaderMap) -> Result<Response, Problem> {
    let text = Docs::new(Look::of(&headers)).render().map_err(app::Failure::fault)?;
    let common = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
        (header::VARY, "cookie, accept-language"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'self'; frame-ancestors 'none'; base-uri 'none'"),
    ];
    Ok((common, text).into_response())
}

/// `GET /problems/{code}`: where the `type` of a problem leads, its line on the page.
pub async fn problem(Path(code): Path<String>) -> Result<Response, Problem> {
    let known = code == "fault" || Code::ALL.iter().any(|it| it.as_str() == code);
    if !known {
        return Err(Code::PageNotFound.into());
    }
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, format!("/api/docs#problem-{code}"))]).into_response())
}
