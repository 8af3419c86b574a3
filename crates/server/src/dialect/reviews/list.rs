//! `/v1/review/list`, `/v2/review/list`: reviews by time, page by page.

use app::queries::lines::{self, Ask, Direction, Line};
use app::queries::reviews::Filter;
use app::{App, CanRead, Failure, SellerStaff};
use axum::extract::State;
use domain::reviews::{OrderStatus, ReviewStatus};
use domain::{ReviewId, Sku};
use serde::Deserialize;

use super::said::{Said, Version};
use crate::dialect::answer::Answer;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Int, Object, Words, choice, either, positive, time, within};
use crate::dialect::invalid::Invalid;

/// Most products that a filter can name.
const SKUS_MAX: usize = 1_000;

/// A list that was asked for.
pub(in crate::dialect) struct ListV2(Ask);

#[derive(Deserialize)]
pub(in crate::dialect) struct RawV2 {
    limit: Option<Int>,
    last_id: Option<Words>,
    sort_dir: Option<Words>,
    filters: Option<Object<Filters>>,
    filter: Option<Object<Filters>>,
}

/// The contract's schema says `skus`, its example `sku`.
#[derive(Deserialize, Default)]
struct Filters {
    status: Option<Words>,
    order_status: Option<Words>,
    published_from: Option<Words>,
    published_to: Option<Words>,
    skus: Option<Vec<Int>>,
    sku: Option<Vec<Int>>,
}

impl Message for ListV2 {
    const NAME: &'static str = "ReviewListV2Request";
    type Raw = RawV2;

    fn read(raw: RawV2) -> Result<Self, Invalid> {
        let Object(filters) = either("filters", raw.filters, raw.filter)?.unwrap_or_default();
        let filter = Filter {
            statuses: choice("filters.status", filters.status.as_ref(), STATUSES)?.into_iter().collect(),
            order_status: choice("filters.order_status", filters.order_status.as_ref(), ORDERS)?,
            from: time("filters.published_from", filters.published_from.as_ref())?,
            until: time("filters.published_to", filters.published_to.as_ref())?,
            skus: skus(either("filters.skus", filters.skus, filters.sku)?.unwrap_or_default())?,
            ..Filter::default()
        };
        ask(filter, raw.limit, raw.last_id, raw.sort_dir.as_ref()).map(Self)
    }
}

/// A list that was asked for in the words of the first version.
pub(in crate::dialect) struct ListV1(Ask);

#[derive(Deserialize)]
pub(in crate::dialect) struct RawV1 {
    limit: Option<Int>,
    last_id: Option<Words>,
    sort_dir: Option<Words>,
    status: Option<Words>,
}

impl Message for ListV1 {
    const NAME: &'static str = "ReviewListRequest";
    type Raw = RawV1;

    fn read(raw: RawV1) -> Result<Self, Invalid> {
        let statuses = choice("status", raw.status.as_ref(), STATUSES_V1)?.to_vec();
        let filter = Filter { statuses, ..Filter::default() };
        ask(filter, raw.limit, raw.last_id, raw.sort_dir.as_ref()).map(Self)
    }
}

const STATUSES_V1: &[(&str, &[ReviewStatus])] = &[
    ("ALL", &[]),
    ("UNPROCESSED", &[ReviewStatus::New, ReviewStatus::Viewed]),
    ("PROCESSED", &[ReviewStatus::Processed]),
];
const STATUSES: &[(&str, Option<ReviewStatus>)] = &[
    ("ALL", None),
    ("NEW", Some(ReviewStatus::New)),
    ("VIEWED", Some(ReviewStatus::Viewed)),
    ("PROCESSED", Some(ReviewStatus::Processed)),
];
const ORDERS: &[(&str, Option<OrderStatus>)] =
    &[("ALL", None), ("DELIVERED", Some(OrderStatus::Delivered)), ("CANCELLED", Some(OrderStatus::Cancelled))];
const DIRECTIONS: &[(&str, Direction)] = &[("DESC", Direction::Newest), ("ASC", Direction::Oldest)];

fn skus(given: Vec<Int>) -> Result<Vec<Sku>, Invalid> {
    if given.len() > SKUS_MAX {
        return Err(Invalid::new("filters.skus", format!("value must contain no more than {SKUS_MAX} item(s)")));
    }
    let numbers = given.into_iter().enumerate();
    numbers.map(|(at, sku)| positive(format!("filters.skus[{at}]"), sku).map(Sku)).collect()
}

fn ask(filter: Filter, limit: Option<Int>, last_id: Option<Words>, sort_dir: Option<&Words>) -> Result<Ask, Invalid> {
    let after = match last_id {
        Some(Words(id)) if !id.is_empty() => {
            Some(ReviewId::parse(&id).ok_or(Invalid::new("last_id", "value is no last_id of a list"))?)
        }
        _ => None,
    };
    Ok(Ask {
        filter,
        after,
        limit: within("limit", limit, 20, 100)?,
        direction: choice("sort_dir", sort_dir, DIRECTIONS)?,
    })
}

/// `POST /v1/review/list`.
pub(in crate::dialect) async fn v1(
    State(app): State<App>,
    Staff(staff): Staff<CanRead>,
    Asked(ListV1(ask)): Asked<ListV1>,
) -> Result<Answer, Error> {
    page(&app, &staff, ask, Version::V1).await.map_err(|failure| Error::of(&app, failure, ListV1::NAME))
}

/// `POST /v2/review/list`.
pub(in crate::dialect) async fn v2(
    State(app): State<App>,
    Staff(staff): Staff<CanRead>,
    Asked(ListV2(ask)): Asked<ListV2>,
) -> Result<Answer, Error> {
    page(&app, &staff, ask, Version::V2).await.map_err(|failure| Error::of(&app, failure, ListV2::NAME))
}

async fn page(app: &App, staff: &SellerStaff<CanRead>, ask: Ask, version: Version) -> Result<Answer, Failure> {
    let list = Writing::new(version, &ask);
    let (list, more) = lines::page(app, staff, ask, list, Writing::add).await?;
    list.finish(more)
}

/// The answer while it is written: each line goes from its row into the one buffer that is sent.
struct Writing {
    version: Version,
    buffer: Vec<u8>,
    last: String,
    broken: Option<serde_json::Error>,
}

/// What a line takes on average, so that the buffer seldom grows.
const LINE: usize = 640;

impl Writing {
    fn new(version: Version, ask: &Ask) -> Self {
        let lines = usize::try_from(ask.limit).unwrap_or_default();
        let mut buffer = Vec::with_capacity(LINE * lines);
        buffer.extend_from_slice(b"{\"reviews\":[");
        // Behind an empty page a program asks again from where it was.
        let last = ask.after.map(|id| id.to_string()).unwrap_or_default();
        Self { version, buffer, last, broken: None }
    }

    fn add(&mut self, line: &Line<'_>) {
        if !self.buffer.ends_with(b"[") {
            self.buffer.push(b',');
        }
        if let Err(error) = serde_json::to_writer(&mut self.buffer, &Said::new(line, self.version)) {
            self.broken = Some(error);
        }
        self.last.clear();
        self.last.push_str(line.id);
    }

    fn finish(mut self, more: bool) -> Result<Answer, Failure> {
        if let Some(error) = self.broken {
            return Err(error.into());
        }
        // An id needs no quoting.
        let end = format!("],\"has_next\":{more},\"last_id\":\"{}\"}}", self.last);
        self.buffer.extend_from_slice(end.as_bytes());
        Ok(Answer::ready(self.buffer))
    }
}
