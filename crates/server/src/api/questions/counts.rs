//! How many questions each filter would leave.

use std::collections::BTreeMap;

use app::queries::questions::{self as queries, Counts, Filter};
use app::{CanRead, SellerStaff};
use axum::Json;
use axum::extract::State;
use domain::questions::{Stage, Status};
use serde::Serialize;
use utoipa::ToSchema;

use super::filter::QuestionsAsked;
use crate::Site;
use crate::api::auth::Auth;
use crate::api::extract::Query;
use crate::api::problem::Problem;

/// How many questions there are. `total` is for the filter as it was asked; every other number is for the same filter with
/// its own part of it replaced by what the number stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct QuestionCounts {
    /// Questions that the filter leaves.
    #[schema(minimum = 0)]
    pub total: i64,
    /// By stage.
    #[schema(example = json!({"new": 3, "viewed": 2, "moderation": 1, "refused": 0, "processed": 90}))]
    pub stage: BTreeMap<&'static str, i64>,
    /// By status.
    #[schema(example = json!({"new": 3, "viewed": 3, "processed": 90}))]
    pub status: BTreeMap<&'static str, i64>,
    /// Waiting for the shop, whatever the stages asked for.
    pub waiting: i64,
    /// With public answers by buyers.
    pub answered_by_buyers: i64,
    /// Without.
    pub not_answered_by_buyers: i64,
}

/// Counts for filters of questions
///
/// Takes the same parameters as the list; `sort`, `after` and `limit` change nothing. Takes the permission `read`.
#[utoipa::path(get, path = "/questions/counts", tag = "Questions", operation_id = "count_questions",
    params(QuestionsAsked), responses((status = 200, description = "The counts", body = QuestionCounts)))]
pub async fn counts(
    State(site): State<Site>,
    Auth(staff): Auth<SellerStaff<CanRead>>,
    Query(asked): Query<QuestionsAsked>,
) -> Result<Json<QuestionCounts>, Problem> {
    let filter = asked.filter(&staff, site.app.now())?;
    let counts = queries::counts(&site.app, &staff, &filter).await?;
    Ok(Json(out(&counts, &filter)))
}

fn out(counts: &Counts, filter: &Filter) -> QuestionCounts {
    let at = |stages: Vec<Stage>| counts.of(&Filter { stages, ..filter.clone() });
    let others = |others| counts.of(&Filter { others: Some(others), ..filter.clone() });
    QuestionCounts {
        total: counts.of(filter),
        stage: Stage::ALL.iter().map(|stage| (stage.as_str(), at(vec![*stage]))).collect(),
        status: Status::ALL.iter().map(|status| (status.as_str(), at(status.stages()))).collect(),
        waiting: at(Stage::ALL.iter().copied().filter(|stage| stage.waits()).collect()),
        answered_by_buyers: others(true),
        not_answered_by_buyers: others(false),
    }
}
