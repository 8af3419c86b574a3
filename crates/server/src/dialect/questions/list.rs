//! `/v1/question/list`: questions by time, page by page.

use app::queries::questions::{self, Filter, Order};
use app::{App, CanRead, Failure, SellerStaff};
use axum::extract::State;
use domain::QuestionId;
use domain::questions::{Stage, Status};
use serde::{Deserialize, Serialize};

use super::said::Said;
use crate::dialect::answer::Answer;
use crate::dialect::base::Base;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Int, Object, Words, choice, time, within};
use crate::dialect::invalid::Invalid;

/// Questions on a page where the program names no number; the contract gives none.
const LIMIT: i64 = 100;

/// A list that was asked for.
pub(in crate::dialect) struct List {
    filter: Filter,
    order: Order,
    after: Option<QuestionId>,
    limit: i64,
}

#[derive(Deserialize)]
pub(in crate::dialect) struct Raw {
    filter: Option<Object<RawFilter>>,
    last_id: Option<Words>,
    limit: Option<Int>,
    sort_dir: Option<Words>,
}

#[derive(Deserialize, Default)]
struct RawFilter {
    date_from: Option<Words>,
    date_to: Option<Words>,
    status: Option<Words>,
}

const ORDERS: &[(&str, Order)] = &[("DESC", Order::Newest), ("ASC", Order::Oldest)];

/// The stages behind a name.
type Stages = fn() -> Vec<Stage>;

/// The stages behind the names of the contract; what waits for a verdict, or was refused, is not processed.
fn stages(words: Option<&Words>) -> Result<Vec<Stage>, Invalid> {
    let unprocessed = || [Status::New, Status::Viewed].iter().flat_map(|status| status.stages()).collect();
    let names: &[(&str, Stages)] = &[
        ("ALL", Vec::new),
        ("NEW", || Status::New.stages()),
        ("VIEWED", || Status::Viewed.stages()),
        ("PROCESSED", || Status::Processed.stages()),
        ("UNPROCESSED", unprocessed),
    ];
    choice("filter.status", words, names).map(|stages| stages())
}

impl Message for List {
    const NAME: &'static str = "QuestionListRequest";
    type Raw = Raw;

    fn read(raw: Raw) -> Result<Self, Invalid> {
        let Object(filter) = raw.filter.unwrap_or_default();
        let after = match raw.last_id {
            Some(Words(id)) if !id.is_empty() => {
                Some(QuestionId::parse(&id).ok_or(Invalid::new("last_id", "value is no last_id of a list"))?)
            }
            _ => None,
        };
        let filter = Filter {
            stages: stages(filter.status.as_ref())?,
            from: time("filter.date_from", filter.date_from.as_ref())?,
            until: time("filter.date_to", filter.date_to.as_ref())?,
            ..Filter::default()
        };
        let limit = raw.limit.filter(|limit| *limit != Int(0)).unwrap_or(Int(LIMIT));
        let limit = within("limit", Some(limit), 1, questions::PAGE_MAX)?;
        Ok(Self { filter, order: choice("sort_dir", raw.sort_dir.as_ref(), ORDERS)?, after, limit })
    }
}

#[derive(Serialize)]
struct Listed<'a> {
    questions: Vec<Said<'a>>,
    last_id: String,
    has_next: bool,
}

/// `POST /v1/question/list`.
pub(in crate::dialect) async fn v1(
    State(app): State<App>,
    Staff(staff): Staff<CanRead>,
    base: Base,
    Asked(list): Asked<List>,
) -> Result<Answer, Error> {
    tell(&app, &staff, list, &base).await.map_err(|failure| Error::of(&app, failure, List::NAME))
}

async fn tell(app: &App, staff: &SellerStaff<CanRead>, list: List, base: &Base) -> Result<Answer, Failure> {
    let List { filter, order, after, limit } = list;
    let cursor = after.map(questions::after_question);
    let page = questions::list(app, staff, filter, order, cursor.as_deref(), limit).await?;
    // Behind an empty page a program asks again from where it was.
    let last = page.questions.last().map(|question| question.id).or(after);
    Answer::of(&Listed {
        questions: page.questions.iter().map(|question| Said::new(question, base)).collect(),
        last_id: last.map(|id| id.to_string()).unwrap_or_default(),
        has_next: page.next.is_some(),
    })
}
