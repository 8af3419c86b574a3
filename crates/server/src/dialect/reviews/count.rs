//! `/v1/review/count`, `/v2/review/count`: how many reviews have come how far.

use app::queries::reviews::{self, Counts, Filter};
use app::{App, CanRead, SellerStaff};
use axum::extract::State;
use domain::reviews::ReviewStatus;
use serde::Serialize;

use crate::dialect::answer::Answer;
use crate::dialect::body::{Asked, Message, Nothing};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;

#[derive(Serialize)]
struct CountV1 {
    total: i64,
    processed: i64,
    unprocessed: i64,
}

#[derive(Serialize)]
struct CountV2 {
    total: i64,
    new: i64,
    viewed: i64,
    processed: i64,
}

/// `POST /v1/review/count`.
pub(in crate::dialect) async fn v1(
    State(app): State<App>,
    Staff(staff): Staff<CanRead>,
    Asked(Nothing): Asked<Nothing>,
) -> Result<Answer, Error> {
    tell(&app, &staff, |counts| {
        let (total, processed) = (counts.total(), counts.with_status(ReviewStatus::Processed));
        CountV1 { total, processed, unprocessed: total - processed }
    })
    .await
}

/// `POST /v2/review/count`.
pub(in crate::dialect) async fn v2(
    State(app): State<App>,
    Staff(staff): Staff<CanRead>,
    Asked(Nothing): Asked<Nothing>,
) -> Result<Answer, Error> {
    tell(&app, &staff, |counts| CountV2 {
        total: counts.total(),
        new: counts.with_status(ReviewStatus::New),
        viewed: counts.with_status(ReviewStatus::Viewed),
        processed: counts.with_status(ReviewStatus::Processed),
    })
    .await
}

async fn tell<T: Serialize>(app: &App, staff: &SellerStaff<CanRead>, shape: fn(&Counts) -> T) -> Result<Answer, Error> {
    let told = async { Answer::of(&shape(&reviews::counts(app, staff, &Filter::default()).await?)) };
    told.await.map_err(|failure| Error::of(app, failure, Nothing::NAME))
}
