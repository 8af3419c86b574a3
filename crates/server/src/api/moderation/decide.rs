//! Deciding cases.

use app::Moderator;
use app::commands::moderation::desk::{self as commands, Verdict};
use app::queries::moderation as queries;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::{CaseId, Code, Refusal, SellerId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::case::{CaseState, Place};
use super::{Decision, Subject, reasons};
use crate::Site;
use crate::api::auth::Auth;
use crate::api::extract::Body;
use crate::api::problem::Problem;
use crate::api::types::{Number, Time};

/// A decision.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionIn {
    /// What.
    pub decision: Decision,
    /// Codes of the reasons; at least one where something is refused, or a report is decided.
    #[serde(default)]
    #[schema(example = json!(["phone"]))]
    pub reasons: Vec<String>,
    /// What the author reads, beside the words of the reasons.
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub note_author: String,
    /// What the desk reads.
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub note_desk: String,
}

impl TryFrom<DecisionIn> for Verdict {
    type Error = Refusal;

    fn try_from(input: DecisionIn) -> Result<Self, Refusal> {
        let DecisionIn { decision, note_author, note_desk, .. } = input;
        Ok(Self { decision: decision.into(), reasons: reasons::read(&input.reasons)?, note_author, note_desk })
    }
}

/// A decision that was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct DecidedOut {
    /// When it comes into force; until then it can be taken back.
    pub in_force_at: Time,
}

/// Decide a case
///
/// One that the caller holds. It comes into force in ten seconds. For moderators and safety staff.
#[utoipa::path(post, path = "/moderation/cases/{client_id}/{case_id}/decide", tag = "Desk", operation_id = "decide_case",
    security(("Session" = [])),
    params(("client_id" = String, Path, description = "The shop."), ("case_id" = String, Path, description = "The case.")),
    request_body = DecisionIn, responses((status = 200, description = "Decided", body = DecidedOut)))]
pub async fn decide(
    State(site): State<Site>,
    Auth(moderator): Auth<Moderator>,
    Place(seller, id): Place,
    Body(input): Body<DecisionIn>,
) -> Result<Json<DecidedOut>, Problem> {
    let in_force = commands::decide(&site.app, &moderator, seller, id, input.try_into()?).await?;
    Ok(Json(DecidedOut { in_force_at: in_force.into() }))
}

/// Take a decision back
///
/// Until it is in force: the case is the caller's again. For moderators and safety staff.
#[utoipa::path(post, path = "/moderation/cases/{client_id}/{case_id}/undo", tag = "Desk", operation_id = "undo_decision",
    security(("Session" = [])),
    params(("client_id" = String, Path, description = "The shop."), ("case_id" = String, Path, description = "The case.")),
    responses((status = 204, description = "Taken back")))]
pub async fn undo(
    State(site): State<Site>,
    Auth(moderator): Auth<Moderator>,
    Place(seller, id): Place,
) -> Result<StatusCode, Problem> {
    commands::undo(&site.app, &moderator, seller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A case that is named in a body.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseName {
    /// The shop.
    pub client_id: Number,
    /// The case.
    pub case_id: String,
}

/// A decision on cases with the same text.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SameIn {
    /// Which: those that the caller has seen and chosen.
    #[schema(min_items = 1, max_items = 100)]
    pub cases: Vec<CaseName>,
    /// The decision.
    pub verdict: DecisionIn,
}

impl SameIn {
    fn chosen(&self) -> Result<Vec<(SellerId, CaseId)>, Refusal> {
        let read = |case: &CaseName| {
            let id = CaseId::parse(&case.case_id).ok_or_else(|| Refusal::new(Code::CaseNotFound).at("cases"))?;
            Ok((SellerId(case.client_id.0), id))
        };
        self.cases.iter().map(read).collect()
    }
}

/// How many were decided.
#[derive(Debug, Serialize, ToSchema)]
pub struct SameOut {
    /// Those that somebody else has taken or decided meanwhile, and those with another text, are left out.
    pub decided: usize,
}

/// Decide cases with the same text at once
///
/// The text is that of the case in the path. For moderators and safety staff.
#[utoipa::path(post, path = "/moderation/cases/{client_id}/{case_id}/same", tag = "Desk", operation_id = "decide_same_cases",
    security(("Session" = [])),
    params(("client_id" = String, Path, description = "The shop."), ("case_id" = String, Path, description = "The case.")),
    request_body = SameIn, responses((status = 200, description = "Decided", body = SameOut)))]
pub async fn same(
    State(site): State<Site>,
    Auth(moderator): Auth<Moderator>,
    Place(seller, id): Place,
    Body(input): Body<SameIn>,
) -> Result<Json<SameOut>, Problem> {
    let chosen = input.chosen()?;
    let known = queries::case(&site.app, moderator.desk(), seller, id).await?;
    let verdict = input.verdict.try_into()?;
    let decided = commands::decide_same(&site.app, &moderator, chosen, &known.case.text_hash, verdict).await?;
    Ok(Json(SameOut { decided }))
}

/// A case that the caller has just decided.
#[derive(Debug, Serialize, ToSchema)]
pub struct JustDecided {
    /// The shop.
    pub client_id: Number,
    /// The case.
    pub case_id: String,
    /// What was judged.
    pub subject: Subject,
    /// How far it has come.
    pub state: CaseState,
    /// What was decided.
    pub decision: Option<Decision>,
    /// When.
    pub decided_at: Option<Time>,
}

/// Decisions that can be taken back.
#[derive(Debug, Serialize, ToSchema)]
pub struct JustDecidedList {
    /// The last first; 5 at most.
    pub items: Vec<JustDecided>,
}

/// My decisions that can be taken back
///
/// For moderators and safety staff.
#[utoipa::path(get, path = "/moderation/decisions", tag = "Desk", operation_id = "list_own_decisions",
    security(("Session" = [])), responses((status = 200, description = "The decisions", body = JustDecidedList)))]
pub async fn just_decided(
    State(site): State<Site>,
    Auth(moderator): Auth<Moderator>,
) -> Result<Json<JustDecidedList>, Problem> {
    let all = queries::just_decided(&site.app, &moderator).await?;
    let line = |case: queries::Case| JustDecided {
        client_id: Number(case.seller.0),
        case_id: case.id.to_string(),
        subject: case.subject.into(),
        state: case.state.into(),
        decision: case.decided.as_ref().map(|decided| decided.decision.into()),
        decided_at: case.decided.as_ref().map(|decided| decided.at.into()),
    };
    Ok(Json(JustDecidedList { items: all.into_iter().map(line).collect() }))
}
