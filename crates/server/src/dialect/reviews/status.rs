//! `/v1/review/change-status`, `/v2/review/change-status`: up to a hundred reviews at once, all or none.

use app::commands::reviews::{self, STATUS_MAX};
use app::{App, CanReply, Failure};
use axum::extract::State;
use domain::reviews::ReviewStatus;
use domain::{Code, ReviewId};
use serde::Deserialize;

use crate::dialect::answer::Answer;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Named, Words, choice};
use crate::dialect::invalid::Invalid;

/// Reviews, and what they are to become in the words of one version.
struct Change<T> {
    ids: Named<Vec<ReviewId>>,
    to: T,
}

#[derive(Deserialize)]
pub(in crate::dialect) struct Raw {
    review_ids: Option<Vec<Words>>,
    status: Option<Words>,
}

fn change<T: Copy>(raw: Raw, names: &[(&str, T)]) -> Result<Change<T>, Invalid> {
    let ids = raw.review_ids.unwrap_or_default();
    if ids.is_empty() || ids.len() > STATUS_MAX {
        let reason = format!("value must contain between 1 and {STATUS_MAX} items, inclusive");
        return Err(Invalid::new("review_ids", reason));
    }
    let status = raw.status.filter(|Words(text)| !text.is_empty()).ok_or(Invalid::missing("status"))?;
    let ids = Named::new(ids.iter().map(|Words(id)| ReviewId::parse(id)).collect());
    Ok(Change { ids, to: choice("status", Some(&status), names)? })
}

/// What the first version knows: done, or not.
pub(in crate::dialect) struct ChangeV1(Change<bool>);

impl Message for ChangeV1 {
    const NAME: &'static str = "ReviewChangeStatusRequest";
    type Raw = Raw;

    fn read(raw: Raw) -> Result<Self, Invalid> {
        change(raw, &[("PROCESSED", true), ("UNPROCESSED", false)]).map(Self)
    }
}

/// What the second version knows.
pub(in crate::dialect) struct ChangeV2(Change<ReviewStatus>);

impl Message for ChangeV2 {
    const NAME: &'static str = "ReviewChangeStatusV2Request";
    type Raw = Raw;

    fn read(raw: Raw) -> Result<Self, Invalid> {
        let names =
            [("NEW", ReviewStatus::New), ("VIEWED", ReviewStatus::Viewed), ("PROCESSED", ReviewStatus::Processed)];
        change(raw, &names).map(Self)
    }
}

/// `POST /v1/review/change-status`.
pub(in crate::dialect) async fn v1(
    State(app): State<App>,
    Staff(staff): Staff<CanReply>,
    Asked(ChangeV1(change)): Asked<ChangeV1>,
) -> Result<Answer, Error> {
    let done = async {
        let ids = change.ids.or(Code::ReviewNotFound)?;
        if change.to {
            reviews::set_status(&app, &staff, ids, ReviewStatus::Processed).await
        } else {
            reviews::reopen(&app, &staff, ids).await
        }
    };
    finish(&app, done.await, ChangeV1::NAME)
}

/// `POST /v2/review/change-status`.
pub(in crate::dialect) async fn v2(
    State(app): State<App>,
    Staff(staff): Staff<CanReply>,
    Asked(ChangeV2(change)): Asked<ChangeV2>,
) -> Result<Answer, Error> {
    let done = async {
        let ids = change.ids.or(Code::ReviewNotFound)?;
        reviews::set_status(&app, &staff, ids, change.to).await
    };
    finish(&app, done.await, ChangeV2::NAME)
}

fn finish(app: &App, done: Result<(), Failure>, message: &str) -> Result<Answer, Error> {
    done.map(|()| Answer::done()).map_err(|failure| Error::of(app, failure, message))
}
