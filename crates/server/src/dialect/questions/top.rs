//! `/v1/question/top-sku`: the products that are asked about most.

use app::queries::questions;
use app::{App, CanRead};
use axum::extract::State;
use serde::{Deserialize, Serialize};

use crate::dialect::answer::Answer;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Int, within};
use crate::dialect::invalid::Invalid;

/// So many products that were asked for.
pub(in crate::dialect) struct Top(i64);

#[derive(Deserialize)]
pub(in crate::dialect) struct Raw {
    limit: Option<Int>,
}

impl Message for Top {
    const NAME: &'static str = "QuestionTopSkuRequest";
    type Raw = Raw;

    fn read(raw: Raw) -> Result<Self, Invalid> {
        within("limit", raw.limit, 1, 100).map(Self)
    }
}

/// The numbers are texts, as the contract's schema has them.
#[derive(Serialize)]
struct Listed {
    sku: Vec<String>,
}

/// `POST /v1/question/top-sku`.
pub(in crate::dialect) async fn v1(
    State(app): State<App>,
    Staff(staff): Staff<CanRead>,
    Asked(Top(limit)): Asked<Top>,
) -> Result<Answer, Error> {
    let told = async {
        let top = questions::top_products(&app, &staff, limit).await?;
        Answer::of(&Listed { sku: top.into_iter().map(|(sku, _)| sku.to_string()).collect() })
    };
    told.await.map_err(|failure| Error::of(&app, failure, Top::NAME))
}
