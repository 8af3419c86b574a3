//! What went wrong, as RFC 9457 wants it told: `application/problem+json`.
//!
//! Handlers return a [`Problem`] made from any refusal or fault by `?`. It has no words yet: [`render`], a layer around
//! all of the API, knows the reader's language and writes them.

use std::collections::BTreeMap;

use app::Failure;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::refusal::Kind;
use domain::{Code, Lang, Refusal};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{Site, session};

/// The content type of every problem.
pub const CONTENT_TYPE: &str = "application/problem+json";
/// What a client that was refused for want of room waits before it comes again, in seconds.
const COME_AGAIN: &str = "2";

/// Why a request was not carried out.
#[derive(Debug, Clone)]
pub struct Problem(pub Failure);

impl<F: Into<Failure>> From<F> for Problem {
    fn from(failure: F) -> Self {
        Self(failure.into())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// A problem as it is sent (RFC 9457). The same `code` always means the same; `detail` is for people.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct Body {
    /// Names the kind of problem: `/problems/<code>`, where it is described.
    #[serde(rename = "type")]
    #[schema(example = "/problems/text_too_long")]
    pub kind: String,
    /// What kind of problem it is, in the reader's language.
    #[schema(example = "The request does not fit")]
    pub title: String,
    /// The HTTP status.
    #[schema(example = 400, minimum = 400, maximum = 599)]
    pub status: u16,
    /// What happened and what can be done about it, in the reader's language.
    #[schema(example = "Too long: up to 1000 characters, now 1001.")]
    pub detail: String,
    /// The stable name of the problem; programs decide by it.
    #[schema(example = "text_too_long")]
    pub code: String,
    /// The field, parameter or header that it concerns, as a path: `answers[3].text`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "text")]
    pub field: Option<String>,
    /// What the words were made of, by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(example = json!({"max": "1000", "got": "1001"}))]
    pub facts: BTreeMap<String, String>,
    /// The id of a fault of ours (status 500): quote it to support.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
}

/// The status of a refusal: the one place where it is decided.
pub fn status(code: Code) -> StatusCode {
    match (code, code.kind()) {
        (Code::MethodNotAllowed, _) => StatusCode::METHOD_NOT_ALLOWED,
        (Code::ContentTypeUnsupported, _) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        (
            Code::CommentChanged
            | Code::AnswerChanged
            | Code::DraftChanged
            | Code::ParticipationChanged
            | Code::RequestChanged
            | Code::NoticeSettingsChanged
            | Code::RulesChanged,
            _,
        ) => StatusCode::PRECONDITION_FAILED,
        (_, Kind::Invalid) => StatusCode::BAD_REQUEST,
        (_, Kind::Unauthenticated) => StatusCode::UNAUTHORIZED,
        (_, Kind::Forbidden) => StatusCode::FORBIDDEN,
        (_, Kind::NotFound) => StatusCode::NOT_FOUND,
        (_, Kind::Conflict) => StatusCode::CONFLICT,
        (_, Kind::TooMany) => StatusCode::TOO_MANY_REQUESTS,
        (_, Kind::TooLarge) => StatusCode::PAYLOAD_TOO_LARGE,
        (_, Kind::Unavailable) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// What a kind of refusal is called.
pub fn title(kind: Kind, lang: Lang) -> &'static str {
    let (ru, en) = match kind {
        Kind::Invalid => ("Запрос не подходит", "The request does not fit"),
        Kind::Unauthenticated => ("Нужно войти", "Sign-in needed"),
        Kind::Forbidden => ("Нет права", "Not allowed"),
        Kind::NotFound => ("Не найдено", "Not found"),
        Kind::Conflict => ("Всё изменилось", "Conflict"),
        Kind::TooMany => ("Слишком часто", "Too many requests"),
        Kind::TooLarge => ("Слишком много данных", "Too large"),
        Kind::Unavailable => ("Сейчас нельзя", "Not available now"),
    };
    if lang == Lang::Ru { ru } else { en }
}

impl Body {
    /// A refusal, told in a language.
    pub fn refusal(refusal: &Refusal, lang: Lang) -> Self {
        let mut facts: BTreeMap<_, _> =
            refusal.facts.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        let code = refusal.code;
        Self {
            kind: format!("/problems/{}", code.as_str()),
            title: title(code.kind(), lang).to_owned(),
            status: status(code).as_u16(),
            detail: refusal.words(lang),
            code: code.as_str().to_owned(),
            field: facts.remove("field").or_else(|| refusal.field.map(str::to_owned)),
            facts,
            instance: None,
        }
    }

    /// A fault of ours, told in a language, with the id under which the log has its cause.
    pub fn fault(id: &str, lang: Lang) -> Self {
        let (title, detail) = match lang {
            Lang::Ru => ("Сбой на нашей стороне", "Мы уже видим его в журнале. Номер для поддержки"),
            Lang::En => ("We broke", "It is in our log already. The number for support"),
        };
        Self {
            kind: "/problems/fault".into(),
            title: title.into(),
            status: 500,
            detail: format!("{detail}: {id}."),
            code: "fault".into(),
            field: None,
            facts: BTreeMap::new(),
            instance: Some(format!("urn:otklik:fault:{id}")),
        }
    }
}

/// Writes the problem of a response in the language of its reader.
pub async fn render(State(site): State<Site>, request: Request, next: Next) -> Response {
    let lang = session::lang(request.headers());
    let mut response = next.run(request).await;
    let Some(Problem(failure)) = response.extensions_mut().remove::<Problem>() else { return response };
    let mut problem = answer(&failure, &site, lang);
    // What the framework knows and we do not: which methods there are.
    if let Some(allow) = response.headers_mut().remove(header::ALLOW) {
        problem.headers_mut().insert(header::ALLOW, allow);
    }
    problem
}

/// A whole response for a failure.
pub fn answer(failure: &Failure, site: &Site, lang: Lang) -> Response {
    let (body, more) = match failure {
        Failure::Refusal(refusal) => (Body::refusal(refusal, lang), headers(refusal)),
        Failure::Fault(fault) => (Body::fault(&fault.log(site.app.now()), lang), HeaderMap::new()),
    };
    let status = StatusCode::from_u16(body.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let common = [(header::CONTENT_TYPE, CONTENT_TYPE), (header::CONTENT_LANGUAGE, lang.tag())];
    (status, common, more, serde_json::to_string(&body).unwrap_or_default()).into_response()
}

fn headers(refusal: &Refusal) -> HeaderMap {
    let mut all = HeaderMap::new();
    let seconds = refusal.facts.iter().find(|(name, _)| *name == "seconds").map(|(_, value)| value.as_str());
    let more = match refusal.code.kind() {
        Kind::TooMany => Some((header::RETRY_AFTER, seconds.unwrap_or(COME_AGAIN))),
        Kind::Unavailable => Some((header::RETRY_AFTER, COME_AGAIN)),
        Kind::Unauthenticated => Some((header::WWW_AUTHENTICATE, "ApiKey realm=\"otklik\"")),
        _ => None,
    };
    if let Some((name, value)) = more.and_then(|(name, value)| Some((name, HeaderValue::from_str(value).ok()?))) {
        all.insert(name, value);
    }
    all
}
