//! `/api/v1/desk`: what waits for the operator.

use app::queries::desk::{PutAside, Report};
use app::queries::live;
use app::{Desk, commands, queries};
use axum::Json;
use axum::extract::{FromRequestParts, RawPathParams, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use domain::Code;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::auth::Auth;
use super::extract::Query;
use super::page;
use super::problem::Problem;
use super::reviews::report::Reason;
use super::types::{Number, Time};
use crate::Site;

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::default().routes(routes!(waiting)).routes(routes!(resend))
}

/// How much of each kind.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WaitingAsked {
    /// At most so many of each kind.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<i64>,
}

/// What waits for the operator.
#[derive(Debug, Serialize, ToSchema)]
pub struct Waiting {
    /// Shops' reports of reviews, the oldest first.
    pub reports: Vec<ReportLine>,
    /// Events that could not be taken and were put aside, the newest first.
    pub dead_letters: Vec<DeadLetter>,
}

/// A shop's report of a review.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportLine {
    /// Its id.
    pub id: String,
    /// Whose.
    pub client_id: Number,
    /// The shop's name.
    pub shop: String,
    /// About which review.
    pub review_id: String,
    /// Why.
    pub reason: Reason,
    /// In words.
    pub text: String,
    /// When.
    pub at: Time,
}

/// An event that was put aside.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeadLetter {
    /// Who could not take it.
    #[schema(example = "reactions")]
    pub consumer: String,
    /// Its place in the log.
    pub event_id: String,
    /// How often it was tried.
    pub attempts: i64,
    /// What went wrong the last time.
    pub error: String,
    /// When it was put aside.
    pub at: Time,
}

fn report((report, shop): (Report, String)) -> ReportLine {
    ReportLine {
        id: report.id.to_string(),
        client_id: Number(report.seller.0),
        shop,
        review_id: report.review.to_string(),
        reason: report.reason.into(),
        text: report.text,
        at: report.at.into(),
    }
}

fn dead_letter(letter: PutAside) -> DeadLetter {
    DeadLetter {
        consumer: letter.consumer,
        event_id: live::write_cursor(letter.cursor),
        attempts: letter.attempts,
        error: letter.error,
        at: letter.at.into(),
    }
}

/// What waits
///
/// For the operator's staff; the desk is not there for anybody else.
#[utoipa::path(get, path = "/desk/waiting", tag = "Desk", operation_id = "get_waiting", params(WaitingAsked),
    security(("Session" = [])),
    responses((status = 200, description = "What waits", body = Waiting)))]
pub async fn waiting(
    State(site): State<Site>,
    Auth(desk): Auth<Desk>,
    Query(asked): Query<WaitingAsked>,
) -> Result<Json<Waiting>, Problem> {
    let waiting = queries::desk::waiting(&site.app, &desk, page::limit(asked.limit)?).await?;
    Ok(Json(Waiting {
        reports: waiting.reports.into_iter().map(report).collect(),
        dead_letters: waiting.dead_letters.into_iter().map(dead_letter).collect(),
    }))
}

/// The letter that a path names.
#[derive(Debug)]
pub struct Letter {
    consumer: String,
    at: live::Cursor,
}

impl FromRequestParts<Site> for Letter {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Problem> {
        let params = RawPathParams::from_request_parts(parts, site).await.map_err(|_| Code::DeadLetterNotFound)?;
        let of = |name: &str| params.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value);
        let at = live::read_cursor(of("event_id")).map_err(|_| Code::DeadLetterNotFound)?;
        Ok(Self { consumer: of("consumer").to_owned(), at })
    }
}

/// Send an event again
///
/// What follows from it happens now; where it cannot be taken this time either, it stays where it is.
#[utoipa::path(post, path = "/desk/dead-letters/{consumer}/{event_id}/resend", tag = "Desk",
    operation_id = "resend_dead_letter", security(("Session" = [])),
    params(("consumer" = String, Path, description = "Who could not take it."),
        ("event_id" = String, Path, description = "Its place in the log.")),
    responses((status = 204, description = "Taken")))]
pub async fn resend(State(site): State<Site>, Auth(desk): Auth<Desk>, letter: Letter) -> Result<StatusCode, Problem> {
    commands::desk::resend(&site.app, &desk, &letter.consumer, letter.at).await?;
    Ok(StatusCode::NO_CONTENT)
}
