//! Granting and declining requests, each by itself.

use app::commands::discount_requests::{self as requests, Decision, Verdict};
use app::{App, CanPromote, Failure, SellerStaff};
use axum::extract::State;
use domain::promotions::requests::{Grant, HOURS};
use domain::{Code, Lang, Refusal, RequestId};
use serde::{Deserialize, Serialize};

use crate::dialect::actions::named::not_too_many;
use crate::dialect::answer::Answer;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Int, Object, Words};
use crate::dialect::invalid::Invalid;
use crate::dialect::money::Sum;

/// What the shop says to one request: what cannot be said is kept as its refusal.
type Said = (RequestId, Result<Decision, Refusal>);

/// Requests that are granted.
pub(in crate::dialect) struct Approve(Vec<Said>);

/// Requests that are declined.
pub(in crate::dialect) struct Decline(Vec<Said>);

#[derive(Deserialize)]
pub(in crate::dialect) struct Raw {
    tasks: Option<Vec<Object<RawTask>>>,
}

#[derive(Deserialize)]
struct RawTask {
    id: Option<Int>,
    approved_price: Option<Sum>,
    approved_quantity_min: Option<Int>,
    approved_quantity_max: Option<Int>,
    seller_comment: Option<Words>,
}

fn said(raw: Raw, verdict: impl Fn(&RawTask) -> Result<Verdict, Refusal>) -> Result<Vec<Said>, Invalid> {
    let tasks = raw.tasks.unwrap_or_default();
    not_too_many("tasks", tasks.len())?;
    let one = |(at, Object(task)): (usize, Object<RawTask>)| {
        let Int(id) = task.id.ok_or_else(|| Invalid::new(format!("tasks[{at}].id"), "value is required"))?;
        let words = task.seller_comment.as_ref().map_or("", |Words(text)| text);
        let decision = requests::Words::new(words)
            .and_then(|words| Ok(Decision { request: RequestId(id), verdict: verdict(&task)?, words, seen: None }));
        Ok((RequestId(id), decision))
    };
    tasks.into_iter().enumerate().map(one).collect()
}

fn grant(task: &RawTask) -> Result<Verdict, Refusal> {
    let price = task.approved_price.ok_or(Code::PriceInvalid)?.minor()?;
    let pieces = |given: Option<Int>| given.map_or(1, |Int(pieces)| pieces);
    let (min, max) = (pieces(task.approved_quantity_min), pieces(task.approved_quantity_max));
    Ok(Verdict::Grant(Grant { price, min, max, hours: HOURS.2 }))
}

impl Message for Approve {
    const NAME: &'static str = "ApproveDiscountTasksRequest";
    type Raw = Raw;

    fn read(raw: Raw) -> Result<Self, Invalid> {
        said(raw, grant).map(Self)
    }
}

impl Message for Decline {
    const NAME: &'static str = "DeclineDiscountTasksRequest";
    type Raw = Raw;

    fn read(raw: Raw) -> Result<Self, Invalid> {
        said(raw, |_| Ok(Verdict::Decline)).map(Self)
    }
}

#[derive(Serialize)]
struct Decided {
    result: Counts,
}

#[derive(Serialize)]
struct Counts {
    success_count: usize,
    fail_count: usize,
    fail_details: Vec<Failed>,
}

#[derive(Serialize)]
struct Failed {
    task_id: RequestId,
    error_for_user: String,
}

async fn decide(app: &App, staff: &SellerStaff<CanPromote>, all: Vec<Said>) -> Result<Answer, Failure> {
    let (mut decisions, mut failed) = (Vec::new(), Vec::new());
    for (request, said) in all {
        match said {
            Ok(decision) => decisions.push(decision),
            Err(refusal) => failed.push((request, refusal)),
        }
    }
    let outcomes = requests::decide_many(app, staff, decisions).await?;
    let success_count = outcomes.iter().filter(|(_, outcome)| outcome.is_ok()).count();
    failed.extend(outcomes.into_iter().filter_map(|(request, outcome)| Some((request, outcome.err()?))));
    let told = |(task_id, refusal): (RequestId, Refusal)| Failed { task_id, error_for_user: refusal.words(Lang::Ru) };
    let fail_details: Vec<_> = failed.into_iter().map(told).collect();
    Answer::of(&Decided { result: Counts { success_count, fail_count: fail_details.len(), fail_details } })
}

/// `POST /v1/actions/discounts-task/approve`.
pub(in crate::dialect) async fn approve(
    State(app): State<App>,
    Staff(staff): Staff<CanPromote>,
    Asked(Approve(said)): Asked<Approve>,
) -> Result<Answer, Error> {
    decide(&app, &staff, said).await.map_err(|failure| Error::of(&app, failure, Approve::NAME))
}

/// `POST /v1/actions/discounts-task/decline`.
pub(in crate::dialect) async fn decline(
    State(app): State<App>,
    Staff(staff): Staff<CanPromote>,
    Asked(Decline(said)): Asked<Decline>,
) -> Result<Answer, Error> {
    decide(&app, &staff, said).await.map_err(|failure| Error::of(&app, failure, Decline::NAME))
}
