//! `/v1/seller-actions/change-activity` and `archive`: on, off, away.

use app::commands::own_promotions;
use app::{App, CanPromote, Failure, SellerStaff};
use axum::extract::State;
use domain::PromotionId;
use serde::Deserialize;

use super::{NOT_FOUND, named};
use crate::dialect::answer::Answer;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Int, Named};
use crate::dialect::invalid::Invalid;
use domain::promotions::State as Next;

#[derive(Deserialize)]
pub(in crate::dialect) struct Raw {
    action_id: Option<Int>,
    is_turn_on: Option<bool>,
}

/// A promotion to be switched on or off.
pub(in crate::dialect) struct Activity(Named<PromotionId>, Next);

impl Message for Activity {
    const NAME: &'static str = "SellerActionsChangeActivityRequest";
    type Raw = Raw;

    fn read(raw: Raw) -> Result<Self, Invalid> {
        let on = raw.is_turn_on.ok_or(Invalid::missing("is_turn_on"))?;
        Ok(Self(named(raw.action_id)?, if on { Next::Published } else { Next::Paused }))
    }
}

/// A promotion to be put away.
pub(in crate::dialect) struct Archive(Named<PromotionId>);

impl Message for Archive {
    const NAME: &'static str = "SellerActionsArchiveRequest";
    type Raw = Raw;

    fn read(raw: Raw) -> Result<Self, Invalid> {
        named(raw.action_id).map(Self)
    }
}

/// `POST /v1/seller-actions/change-activity`.
pub(in crate::dialect) async fn change_activity(
    State(app): State<App>,
    Staff(staff): Staff<CanPromote>,
    Asked(Activity(id, next)): Asked<Activity>,
) -> Result<Answer, Error> {
    turn(&app, &staff, id, next).await.map_err(|failure| Error::of(&app, failure, Activity::NAME))
}

/// `POST /v1/seller-actions/archive`.
pub(in crate::dialect) async fn archive(
    State(app): State<App>,
    Staff(staff): Staff<CanPromote>,
    Asked(Archive(id)): Asked<Archive>,
) -> Result<Answer, Error> {
    turn(&app, &staff, id, Next::Archived).await.map_err(|failure| Error::of(&app, failure, Archive::NAME))
}

async fn turn(
    app: &App,
    staff: &SellerStaff<CanPromote>,
    id: Named<PromotionId>,
    next: Next,
) -> Result<Answer, Failure> {
    own_promotions::turn_to(app, staff, id.or(NOT_FOUND)?, next).await.map(|()| Answer::done())
}
