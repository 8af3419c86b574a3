//! The reasons that a verdict can name.

use app::Moderator;
use app::commands::moderation::reasons as commands;
use axum::Json;
use axum::extract::{FromRequestParts, RawPathParams, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use domain::moderation::Reason;
use domain::{Code, Lang, Refusal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Subject;
use super::track::{ReasonOut, Telling};
use crate::Site;
use crate::api::auth::Auth;
use crate::api::extract::Body;
use crate::api::problem::Problem;
use crate::api::types::mirror;

mirror! {
    /// How much harm it does if it becomes public.
    Severity = domain::moderation::reason::Severity {
        /// Worth a look; harms nobody.
        Note,
        /// Makes the page worse.
        Low,
        /// Harms somebody.
        High,
        /// Harms somebody at once or for good.
        Critical,
    }
}

/// A reason that a verdict can name.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReasonLine {
    /// The code and its words.
    #[serde(flatten)]
    pub reason: ReasonOut,
    /// What it is called in short.
    pub name: &'static str,
    /// The group that it is counted in.
    #[schema(example = "contacts")]
    pub group: &'static str,
    /// How much harm it does.
    pub severity: Severity,
    /// What it can be about.
    pub subjects: Vec<Subject>,
    /// Whether a check can see it.
    pub is_checked: bool,
    /// Whether the operator has written its words anew.
    pub is_own: bool,
}

/// The reasons.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReasonList {
    /// All of them.
    pub items: Vec<ReasonLine>,
}

/// Reasons that a verdict can name
///
/// In the language of the reader. For everybody.
#[utoipa::path(get, path = "/moderation/reasons", tag = "Moderation", operation_id = "list_reasons", security(()),
    responses((status = 200, description = "The reasons", body = ReasonList)))]
pub async fn list(telling: Telling) -> Json<ReasonList> {
    let line = |reason: &Reason| {
        let (is_own, name) = telling.named(*reason);
        ReasonLine {
            reason: telling.reason(*reason),
            name,
            group: reason.group().as_str(),
            severity: reason.severity().into(),
            subjects: reason.subjects().iter().map(|subject| (*subject).into()).collect(),
            is_checked: reason.is_checked(),
            is_own,
        }
    };
    Json(ReasonList { items: Reason::ALL.iter().map(line).collect() })
}

/// The reason that a path names.
#[derive(Debug)]
pub struct Named(Reason);

impl FromRequestParts<Site> for Named {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Problem> {
        let params = RawPathParams::from_request_parts(parts, site).await.map_err(|_| Code::PageNotFound)?;
        let found = params.iter().next().and_then(|(_, code)| Reason::parse(code));
        Ok(Self(found.ok_or(Code::PageNotFound)?))
    }
}

/// A language that words are written in.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Russian.
    Ru,
    /// English.
    En,
}

/// The words of a reason.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReasonWordsIn {
    /// In which language.
    pub lang: Language,
    /// What is wrong; empty brings back the words that come with Otklik.
    #[serde(default)]
    #[schema(max_length = 500)]
    pub words: String,
    /// What the author can do; empty brings back the words that come with Otklik.
    #[serde(default)]
    #[schema(max_length = 500)]
    pub fix: String,
}

/// Write a reason's words anew
///
/// For moderators and safety staff.
#[utoipa::path(put, path = "/moderation/reasons/{code}", tag = "Desk", operation_id = "set_reason_words",
    security(("Session" = [])), params(("code" = String, Path, description = "The reason's code.")),
    request_body = ReasonWordsIn, responses((status = 204, description = "Written")))]
pub async fn set(
    State(site): State<Site>,
    Auth(moderator): Auth<Moderator>,
    Named(reason): Named,
    Body(input): Body<ReasonWordsIn>,
) -> Result<StatusCode, Problem> {
    let lang = match input.lang {
        Language::Ru => Lang::Ru,
        Language::En => Lang::En,
    };
    commands::set_words(&site.app, &moderator, reason, lang, &input.words, &input.fix).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Reads the codes of reasons in a body.
pub fn read(codes: &[String]) -> Result<Vec<Reason>, Refusal> {
    let unknown = |code: &String| {
        let got: String = code.chars().take(60).collect();
        Refusal::new(Code::FieldType)
            .at("reasons")
            .with("got", got)
            .with("expected", "a code of GET /moderation/reasons")
    };
    codes.iter().map(|code| Reason::parse(code).ok_or_else(|| unknown(code))).collect()
}
