//! `/v1/notification/list` and `/v1/notification/push-type/list`: which addresses there are, and what they can be told.

use app::queries::notices::Webhook;
use app::{App, CanRead, Failure};
use axum::extract::State;
use domain::Timestamp;
use domain::notices::webhooks::Off;
use serde::{Deserialize, Serialize};

use super::{SENT, TYPES, addresses, description, number};
use crate::dialect::answer::Answer;
use crate::dialect::body::{Asked, Message, Nothing};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Int, Words, choice, within};
use crate::dialect::invalid::Invalid;
use crate::dialect::written;

/// Addresses on a page where the program names no number, and at most.
const LIMIT: (i64, i64) = (100, 1_000);

/// How soon an address answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Availability {
    Green,
    Yellow,
    Red,
}

impl Availability {
    const ALL: [Self; 3] = [Self::Green, Self::Yellow, Self::Red];

    fn as_str(self) -> &'static str {
        match self {
            Self::Green => "GREEN",
            Self::Yellow => "YELLOW",
            Self::Red => "RED",
        }
    }

    /// Milliseconds from which on an answer is so late.
    fn threshold(self) -> i64 {
        match self {
            Self::Green => 0,
            Self::Yellow => 1_500,
            Self::Red => 2_500,
        }
    }

    fn of(webhook: &Webhook) -> Self {
        let took = webhook.answered_in.unwrap_or(0);
        if webhook.failing_since.is_some() || webhook.off == Some(Off::Failing) || took >= Self::Red.threshold() {
            Self::Red
        } else if took >= Self::Yellow.threshold() {
            Self::Yellow
        } else {
            Self::Green
        }
    }
}

const STATUSES: &[(&str, Availability)] =
    &[("GREEN", Availability::Green), ("YELLOW", Availability::Yellow), ("RED", Availability::Red)];
const DIRECTIONS: &[(&str, bool)] = &[("ASC", false), ("DESC", true)];

/// Which addresses.
pub(in crate::dialect) struct List {
    statuses: Vec<Availability>,
    limit: usize,
    offset: usize,
    newest_first: bool,
}

#[derive(Deserialize)]
pub(in crate::dialect) struct RawList {
    availability_statuses: Option<Vec<Words>>,
    limit: Option<Int>,
    offset: Option<Int>,
    sort_dir: Option<Words>,
}

impl Message for List {
    const NAME: &'static str = "NotificationListRequest";
    type Raw = RawList;

    fn read(raw: RawList) -> Result<Self, Invalid> {
        let statuses = raw.availability_statuses.unwrap_or_default();
        let (usual, max) = LIMIT;
        let limit = raw.limit.filter(|limit| *limit != Int(0)).unwrap_or(Int(usual));
        Ok(Self {
            statuses: statuses
                .iter()
                .map(|status| choice("availability_statuses", Some(status), STATUSES))
                .collect::<Result<_, _>>()?,
            limit: usize::try_from(within("limit", Some(limit), 1, max)?).unwrap_or_default(),
            offset: usize::try_from(within("offset", raw.offset, 0, i64::from(i32::MAX))?).unwrap_or_default(),
            newest_first: choice("sort_dir", raw.sort_dir.as_ref(), DIRECTIONS)?,
        })
    }
}

#[derive(Serialize)]
struct Listed {
    urls: Vec<Address>,
    total_count: usize,
    availability_status_thresholds: [Threshold; 3],
}

#[derive(Serialize)]
struct Threshold {
    status: &'static str,
    threshold: i64,
}

#[derive(Serialize)]
struct Address {
    id: i64,
    url: String,
    enable: bool,
    types: Vec<Type>,
    #[serde(serialize_with = "written")]
    created_at: Timestamp,
    availability_status: &'static str,
    #[serde(serialize_with = "written")]
    availability_status_date: Timestamp,
    disable_reason: &'static str,
    reason_details: &'static str,
    problematic_type: &'static str,
}

#[derive(Serialize)]
struct Type {
    r#type: String,
    description: &'static str,
}

impl Address {
    fn new(webhook: Webhook) -> Self {
        let disable_reason = match webhook.off {
            None => "",
            Some(Off::Owner) => "SELLER",
            Some(Off::Failing) => "AVAILABILITY",
        };
        let availability_status = Availability::of(&webhook).as_str();
        let mut types = webhook.types;
        if types.is_empty() {
            types = TYPES.iter().take(SENT).map(|(name, _)| (*name).to_owned()).collect();
        }
        Self {
            id: number(webhook.id),
            url: webhook.url,
            enable: webhook.off.is_none(),
            types: types.into_iter().map(|name| Type { description: description(&name), r#type: name }).collect(),
            created_at: webhook.created_at,
            availability_status,
            availability_status_date: webhook.off_at.or(webhook.failing_since).unwrap_or(webhook.updated_at),
            disable_reason,
            reason_details: "",
            problematic_type: "",
        }
    }
}

/// `POST /v1/notification/list`.
pub(in crate::dialect) async fn list(
    State(app): State<App>,
    Staff(staff): Staff<CanRead>,
    Asked(asked): Asked<List>,
) -> Result<Answer, Error> {
    let told = async {
        let mut all = addresses(&app, &staff).await?;
        all.retain(|webhook| asked.statuses.is_empty() || asked.statuses.contains(&Availability::of(webhook)));
        if asked.newest_first {
            all.reverse();
        }
        let total_count = all.len();
        let urls = all.into_iter().skip(asked.offset).take(asked.limit).map(Address::new).collect();
        let thresholds =
            Availability::ALL.map(|status| Threshold { status: status.as_str(), threshold: status.threshold() });
        Answer::of(&Listed { urls, total_count, availability_status_thresholds: thresholds })
    };
    told.await.map_err(|failure: Failure| Error::of(&app, failure, List::NAME))
}

#[derive(Serialize)]
struct Types {
    types: Vec<Offered>,
}

#[derive(Serialize)]
struct Offered {
    r#type: &'static str,
    description: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    seller_endpoint: Option<Endpoint>,
}

#[derive(Serialize)]
struct Endpoint {
    id: i64,
    url: String,
}

/// `POST /v1/notification/push-type/list`.
pub(in crate::dialect) async fn push_types(
    State(app): State<App>,
    Staff(staff): Staff<CanRead>,
    Asked(Nothing): Asked<Nothing>,
) -> Result<Answer, Error> {
    let told = async {
        let all = addresses(&app, &staff).await?;
        let to = |name: &str| {
            let tells = |webhook: &&Webhook| {
                webhook.off.is_none() && (webhook.types.is_empty() || webhook.types.iter().any(|one| one == name))
            };
            all.iter().find(tells).map(|webhook| Endpoint { id: number(webhook.id), url: webhook.url.clone() })
        };
        let offered = |(name, description): &(&'static str, &'static str)| Offered {
            r#type: name,
            description,
            seller_endpoint: to(name),
        };
        Answer::of(&Types { types: TYPES.iter().take(SENT).map(offered).collect() })
    };
    told.await.map_err(|failure: Failure| Error::of(&app, failure, Nothing::NAME))
}
