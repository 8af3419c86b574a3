//! How moderation goes: the queues and the day for the desk, the months for everybody.

use std::collections::BTreeMap;
use std::time::Duration;

use app::queries::moderation as queries;
use app::{Desk, queries::moderation::Month};
use axum::Json;
use axum::extract::State;
use domain::{Code, Refusal};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Queue, Subject};
use crate::Site;
use crate::api::auth::Auth;
use crate::api::extract::Query;
use crate::api::problem::Problem;
use crate::api::types::Time;

/// A queue in which something waits.
#[derive(Debug, Serialize, ToSchema)]
pub struct QueueOut {
    /// Which.
    pub queue: Queue,
    /// Cases that wait.
    pub waiting: i64,
    /// Those among them that may do harm.
    pub risky: i64,
    /// When the one with the nearest deadline was opened.
    pub oldest_at: Option<Time>,
    /// Past their deadline; 1000 stands for that and more.
    pub late: i64,
}

/// The queues in which something waits.
#[derive(Debug, Serialize, ToSchema)]
pub struct QueueList {
    /// In the order of the desk.
    pub items: Vec<QueueOut>,
}

/// Queues
///
/// For the operator's staff.
#[utoipa::path(get, path = "/moderation/queues", tag = "Desk", operation_id = "list_queues", security(("Session" = [])),
    responses((status = 200, description = "The queues", body = QueueList)))]
pub async fn queues(State(site): State<Site>, Auth(desk): Auth<Desk>) -> Result<Json<QueueList>, Problem> {
    let all = queries::queues(&site.app, &desk).await?;
    let out = |it: queries::Standing| QueueOut {
        queue: it.queue.into(),
        waiting: it.waiting,
        risky: it.risky,
        oldest_at: it.oldest.map(Time),
        late: it.late,
    };
    Ok(Json(QueueList { items: all.into_iter().map(out).collect() }))
}

/// Decisions of the last 24 hours.
#[derive(Debug, Serialize, ToSchema)]
pub struct DayOut {
    /// The caller's own.
    pub own: Hours,
    /// Everybody's.
    pub everybody: Hours,
}

/// Decisions by the hour.
#[derive(Debug, Serialize, ToSchema)]
pub struct Hours {
    /// In each of the last 24 hours, the present one last.
    pub hours: Vec<i64>,
    /// All of them.
    pub decided: i64,
}

impl From<queries::Day> for Hours {
    fn from(day: queries::Day) -> Self {
        Self { hours: day.hours, decided: day.decided }
    }
}

/// Decisions of the day
///
/// For the operator's staff.
#[utoipa::path(get, path = "/moderation/day", tag = "Desk", operation_id = "get_day", security(("Session" = [])),
    responses((status = 200, description = "The decisions", body = DayOut)))]
pub async fn day(State(site): State<Site>, Auth(desk): Auth<Desk>) -> Result<Json<DayOut>, Problem> {
    let (own, everybody) = tokio::try_join!(queries::day(&site.app, &desk), queries::everybodys_day(&site.app, &desk))?;
    Ok(Json(DayOut { own: own.into(), everybody: everybody.into() }))
}

/// How many months.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MonthsAsked {
    /// The last so many, this one included.
    #[param(minimum = 1, maximum = 120, default = 12)]
    pub months: Option<i64>,
}

impl MonthsAsked {
    fn count(&self) -> Result<u32, Refusal> {
        let refusal = || Refusal::new(Code::NumberOutOfRange).at("months").with("min", 1).with("max", 120);
        let months = self.months.unwrap_or(12);
        u32::try_from(months).ok().filter(|months| (1..=120).contains(months)).ok_or_else(refusal)
    }
}

/// The verdicts of one month.
#[derive(Debug, Serialize, ToSchema)]
pub struct MonthOut {
    /// Which.
    #[schema(example = "2026-11")]
    pub month: String,
    /// First verdicts.
    pub verdicts: Vec<VerdictCount>,
    /// Reasons of first verdicts, by code.
    #[schema(example = json!({"phone": 12, "link": 4}))]
    pub reasons: BTreeMap<String, i64>,
    /// Half of the first verdicts by people came within so many seconds.
    pub median_seconds: Option<u64>,
    /// Nine of ten did within so many.
    pub ninety_seconds: Option<u64>,
    /// First verdicts by people within the promised limit.
    pub within_limit: i64,
    /// First verdicts by people past it.
    pub past_limit: i64,
    /// Appeals that were made.
    pub appeals: i64,
    /// Appeals that turned a verdict over.
    pub overturned: i64,
    /// Appeals that did not.
    pub upheld: i64,
}

/// How often something was decided about something.
#[derive(Debug, Serialize, ToSchema)]
pub struct VerdictCount {
    /// About what.
    #[schema(value_type = Subject)]
    pub subject: String,
    /// `publish` or `refuse`.
    #[schema(value_type = super::Decision)]
    pub decision: String,
    /// Whether the rules alone decided.
    pub by_rules: bool,
    /// How often.
    pub count: i64,
}

fn seconds(took: Option<Duration>) -> Option<u64> {
    took.map(|took| took.as_secs())
}

impl From<&Month> for MonthOut {
    fn from(month: &Month) -> Self {
        let verdict = |((subject, decision, by), count): &((String, String, String), i64)| VerdictCount {
            subject: subject.clone(),
            decision: decision.clone(),
            by_rules: by == "rules",
            count: *count,
        };
        Self {
            month: month.month.clone(),
            verdicts: month.verdicts.iter().map(verdict).collect(),
            reasons: month.reasons.iter().cloned().collect(),
            median_seconds: seconds(month.median),
            ninety_seconds: seconds(month.ninety),
            within_limit: month.kept,
            past_limit: month.late,
            appeals: month.appeals,
            overturned: month.overturned,
            upheld: month.upheld,
        }
    }
}

/// How moderation goes, by month.
#[derive(Debug, Serialize, ToSchema)]
pub struct Transparency {
    /// The newest first; months without any verdict are left out.
    pub items: Vec<MonthOut>,
}

/// How moderation goes
///
/// For everybody.
#[utoipa::path(get, path = "/shop/transparency", tag = "Shop", operation_id = "get_transparency", params(MonthsAsked),
    security(()), responses((status = 200, description = "The months", body = Transparency)))]
pub async fn transparency(
    State(site): State<Site>,
    Query(asked): Query<MonthsAsked>,
) -> Result<Json<Transparency>, Problem> {
    let months = queries::months(&site.app, asked.count()?).await?;
    Ok(Json(Transparency { items: months.iter().map(MonthOut::from).collect() }))
}

/// A month as the desk sees it: with the quality of verdicts.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeskMonth {
    /// What everybody sees.
    #[serde(flatten)]
    pub month: MonthOut,
    /// Second opinions that agreed with the first verdict.
    pub agreed: i64,
    /// Second opinions that did not.
    pub disagreed: i64,
    /// The same by the reason of the first verdict.
    pub second_opinions: Vec<SecondOpinions>,
    /// Verdicts that were turned over, by reason and maker.
    pub overturned_by_reason: Vec<OverturnedOut>,
}

/// Second opinions on verdicts with one reason.
#[derive(Debug, Serialize, ToSchema)]
pub struct SecondOpinions {
    /// The reason of the first verdict.
    pub reason: String,
    /// So many agreed.
    pub agreed: i64,
    /// So many did not.
    pub disagreed: i64,
}

/// Verdicts that were turned over.
#[derive(Debug, Serialize, ToSchema)]
pub struct OverturnedOut {
    /// Their reason.
    pub reason: String,
    /// Whether the rules alone had decided.
    pub by_rules: bool,
    /// How many.
    pub count: i64,
}

/// How moderation goes, as the desk sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeskMonths {
    /// The newest first; months without any verdict are left out.
    pub items: Vec<DeskMonth>,
}

/// Months with the quality of verdicts
///
/// For the operator's staff.
#[utoipa::path(get, path = "/moderation/months", tag = "Desk", operation_id = "get_months", params(MonthsAsked),
    security(("Session" = [])), responses((status = 200, description = "The months", body = DeskMonths)))]
pub async fn months(
    State(site): State<Site>,
    Auth(_desk): Auth<Desk>,
    Query(asked): Query<MonthsAsked>,
) -> Result<Json<DeskMonths>, Problem> {
    let months = queries::months(&site.app, asked.count()?).await?;
    Ok(Json(DeskMonths { items: months.iter().map(desk_month).collect() }))
}

fn desk_month(month: &Month) -> DeskMonth {
    let second = |(reason, agreed, disagreed): &(String, i64, i64)| SecondOpinions {
        reason: reason.clone(),
        agreed: *agreed,
        disagreed: *disagreed,
    };
    let overturned = |((reason, by), count): &((String, String), i64)| OverturnedOut {
        reason: reason.clone(),
        by_rules: by == "rules",
        count: *count,
    };
    DeskMonth {
        month: month.into(),
        agreed: month.agreed,
        disagreed: month.disagreed,
        second_opinions: month.second_by_reason.iter().map(second).collect(),
        overturned_by_reason: month.overturned_by_reason.iter().map(overturned).collect(),
    }
}
