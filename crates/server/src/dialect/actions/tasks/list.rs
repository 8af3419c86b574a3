//! The two lists of requests, the newest first.

use app::queries::discount_requests::{self as seen, Row, Start};
use app::{App, CanRead, Failure, SellerStaff};
use axum::extract::State;
use domain::RequestId;
use domain::promotions::requests::RequestState as S;
use serde::{Deserialize, Serialize};

use super::task::{TaskV1, TaskV2};
use crate::dialect::actions::products::OFFSET_MAX;
use crate::dialect::answer::Answer;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Int, Words, choice, within};
use crate::dialect::invalid::Invalid;

/// A page of the first version's list; no states stand for a status that nothing here can have.
pub(in crate::dialect) struct ListV1 {
    states: Option<&'static [S]>,
    limit: i64,
    skip: i64,
}

#[derive(Deserialize)]
pub(in crate::dialect) struct RawV1 {
    status: Option<Words>,
    page: Option<Int>,
    limit: Option<Int>,
}

const NAMES_V1: &[(&str, Option<&[S]>)] = &[
    ("UNKNOWN", Some(&[])),
    ("NEW", Some(&[S::New])),
    ("SEEN", Some(&[S::Seen])),
    ("APPROVED", Some(&[S::Approved])),
    ("PARTLY_APPROVED", None),
    ("DECLINED", Some(&[S::Declined])),
    ("AUTO_DECLINED", Some(&[S::Expired])),
    ("DECLINED_BY_USER", Some(&[S::Withdrawn])),
    ("COUPON", None),
    ("PURCHASED", Some(&[S::Bought])),
];

/// What a state is called in the first version.
pub(super) fn name_v1(state: S) -> &'static str {
    let found = NAMES_V1.iter().skip(1).find(|(_, states)| states.is_some_and(|states| states.contains(&state)));
    found.map_or("UNKNOWN", |(name, _)| name)
}

/// Requests of one page of the first version, at most.
const LIMIT_V1: i64 = 1_000;

impl Message for ListV1 {
    const NAME: &'static str = "GetDiscountTaskListRequest";
    type Raw = RawV1;

    fn read(raw: RawV1) -> Result<Self, Invalid> {
        let states = choice("status", raw.status.as_ref(), NAMES_V1)?;
        let limit = within("limit", raw.limit, 1, LIMIT_V1)?;
        let page = within("page", raw.page, 1, OFFSET_MAX)?;
        let skip = (page - 1) * limit;
        if skip > OFFSET_MAX {
            return Err(Invalid::new("page", format!("no more than {OFFSET_MAX} items can be passed over")));
        }
        Ok(Self { states, limit, skip })
    }
}

#[derive(Serialize)]
struct ListedV1<'a> {
    result: Vec<TaskV1<'a>>,
}

async fn rows(
    app: &App,
    staff: &SellerStaff<CanRead>,
    states: Option<&'static [S]>,
    from: Start,
    limit: i64,
) -> Result<Vec<Row>, Failure> {
    match states {
        Some(states) => Ok(seen::list(app, staff, states, from, limit).await?.rows),
        None => Ok(Vec::new()),
    }
}

/// `POST /v1/actions/discounts-task/list`.
pub(in crate::dialect) async fn v1(
    State(app): State<App>,
    Staff(staff): Staff<CanRead>,
    Asked(asked): Asked<ListV1>,
) -> Result<Answer, Error> {
    let told = async {
        let from = Start { after: None, skip: asked.skip };
        let rows = rows(&app, &staff, asked.states, from, asked.limit).await?;
        Answer::of(&ListedV1 { result: rows.iter().map(TaskV1::new).collect() })
    };
    told.await.map_err(|failure| Error::of(&app, failure, ListV1::NAME))
}

/// A page of the second version's list.
pub(in crate::dialect) struct ListV2 {
    states: &'static [S],
    after: Option<RequestId>,
    limit: i64,
}

#[derive(Deserialize)]
pub(in crate::dialect) struct RawV2 {
    last_id: Option<Int>,
    limit: Option<Int>,
    status: Option<Words>,
}

const NAMES_V2: &[(&str, &[S])] = &[
    ("ALL", &[]),
    ("NEW", &[S::New, S::Seen]),
    ("APPROVED", &[S::Approved, S::Bought]),
    ("DECLINED", &[S::Declined, S::Expired, S::Withdrawn]),
];

/// What a state is called in the second version.
pub(super) fn name_v2(state: S) -> &'static str {
    NAMES_V2.iter().find(|(_, states)| states.contains(&state)).map_or("ALL", |(name, _)| name)
}

impl Message for ListV2 {
    const NAME: &'static str = "GetDiscountTaskListV2Request";
    type Raw = RawV2;

    fn read(raw: RawV2) -> Result<Self, Invalid> {
        let limit = raw.limit.filter(|Int(limit)| *limit != 0).unwrap_or(Int(50));
        let after = raw.last_id.filter(|Int(id)| *id != 0).map(|Int(id)| RequestId(id));
        let states = choice("status", raw.status.as_ref(), NAMES_V2)?;
        Ok(Self { states, after, limit: within("limit", Some(limit), 1, 50)? })
    }
}

#[derive(Serialize)]
struct ListedV2<'a> {
    tasks: Vec<TaskV2<'a>>,
}

/// `POST /v2/actions/discounts-task/list`.
pub(in crate::dialect) async fn v2(
    State(app): State<App>,
    Staff(staff): Staff<CanRead>,
    Asked(asked): Asked<ListV2>,
) -> Result<Answer, Error> {
    let told = async {
        let from = Start { after: asked.after, skip: 0 };
        let rows = rows(&app, &staff, Some(asked.states), from, asked.limit).await?;
        Answer::of(&ListedV2 { tasks: rows.iter().map(|row| TaskV2::new(row, app.now())).collect() })
    };
    told.await.map_err(|failure| Error::of(&app, failure, ListV2::NAME))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_has_a_name_in_both_versions_and_is_found_by_it() {
        for state in S::ALL {
            assert!(name_v1(*state) != "UNKNOWN" && name_v2(*state) != "ALL", "{state:?}");
        }
    }
}
