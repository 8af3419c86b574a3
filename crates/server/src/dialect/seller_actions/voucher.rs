//! `/v1/seller-actions/voucher/get`: where the codes of a voucher can be saved from, for some minutes.

use app::queries::own_promotions;
use app::{App, CanRead};
use axum::extract::State;
use domain::PromotionId;
use serde::{Deserialize, Serialize};

use super::{NOT_FOUND, named};
use crate::dialect::answer::Answer;
use crate::dialect::base::Base;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Int, Named};
use crate::dialect::invalid::Invalid;

#[derive(Deserialize)]
pub(in crate::dialect) struct Raw {
    action_id: Option<Int>,
}

/// A voucher whose codes are asked for.
pub(in crate::dialect) struct Get(Named<PromotionId>);

impl Message for Get {
    const NAME: &'static str = "SellerActionsVoucherGetRequest";
    type Raw = Raw;

    fn read(raw: Raw) -> Result<Self, Invalid> {
        named(raw.action_id).map(Self)
    }
}

#[derive(Serialize)]
struct File {
    file: String,
}

/// `POST /v1/seller-actions/voucher/get`.
pub(in crate::dialect) async fn get(
    State(app): State<App>,
    Staff(staff): Staff<CanRead>,
    base: Base,
    Asked(Get(id)): Asked<Get>,
) -> Result<Answer, Error> {
    let told = async {
        let path = own_promotions::codes_link(&app, &staff, id.or(NOT_FOUND)?).await?;
        Answer::of(&File { file: format!("{}{path}", base.site()) })
    };
    told.await.map_err(|failure| Error::of(&app, failure, Get::NAME))
}
