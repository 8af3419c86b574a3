//! `/v1/question/count`: how many questions have come how far.

use app::queries::questions::{self, Filter};
use app::{App, CanRead};
use axum::extract::State;
use domain::questions::Status;
use serde::Serialize;

use crate::dialect::answer::Answer;
use crate::dialect::body::{Asked, Message, Nothing};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;

#[derive(Serialize)]
struct Count {
    all: i64,
    new: i64,
    processed: i64,
    unprocessed: i64,
    viewed: i64,
}

/// `POST /v1/question/count`.
pub(in crate::dialect) async fn v1(
    State(app): State<App>,
    Staff(staff): Staff<CanRead>,
    Asked(Nothing): Asked<Nothing>,
) -> Result<Answer, Error> {
    let told = async {
        let counts = questions::counts(&app, &staff, &Filter::default()).await?;
        let [new, viewed, processed] =
            [Status::New, Status::Viewed, Status::Processed].map(|status| counts.with_status(status));
        Answer::of(&Count { all: counts.total(), new, processed, unprocessed: new + viewed, viewed })
    };
    told.await.map_err(|failure| Error::of(&app, failure, Nothing::NAME))
}
