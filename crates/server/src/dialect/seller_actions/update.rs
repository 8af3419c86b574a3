//! `/v1/seller-actions/update/*`: another title, other times and values; the kind stays, and so does whether a discount is a share.

use app::commands::own_promotions;
use app::{App, CanPromote, Failure, SellerStaff};
use axum::extract::State;
use domain::promotions::own::{Gives, Plan};
use domain::{PromotionId, Refusal};
use serde::Deserialize;

use super::terms::{Raw, Sort};
use super::{NOT_FOUND, UPDATED, named, of_contract};
use crate::dialect::answer::Answer;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Int, Named, Object};
use crate::dialect::invalid::Invalid;

#[derive(Deserialize)]
pub(in crate::dialect) struct RawUpdate {
    action_id: Option<Int>,
    action_parameters: Option<Object<Raw>>,
}

/// What is to become of a promotion's terms.
type Edit = Box<dyn FnOnce(Plan) -> Result<Plan, Refusal> + Send>;

macro_rules! kinds {
    ($($(#[$doc:meta])* $message:ident $name:literal $handler:ident $read:expr;)*) => {$(
        $(#[$doc])*
        pub(in crate::dialect) struct $message(Named<PromotionId>, Edit);

        impl Message for $message {
            const NAME: &'static str = $name;
            type Raw = RawUpdate;

            fn read(raw: RawUpdate) -> Result<Self, Invalid> {
                let id = named(raw.action_id)?;
                let Object(raw) = raw.action_parameters.ok_or(Invalid::missing("action_parameters"))?;
                let read: fn(Raw) -> Result<Edit, Invalid> = $read;
                read(raw).map(|edit| Self(id, edit)).map_err(|invalid| invalid.inside("action_parameters"))
            }
        }

        $(#[$doc])*
        pub(in crate::dialect) async fn $handler(
            State(app): State<App>,
            Staff(staff): Staff<CanPromote>,
            Asked($message(id, edit)): Asked<$message>,
        ) -> Result<Answer, Error> {
            change(&app, &staff, id, edit).await.map_err(|failure| Error::of(&app, failure, $name))
        }
    )*};
}

async fn change(
    app: &App,
    staff: &SellerStaff<CanPromote>,
    id: Named<PromotionId>,
    edit: Edit,
) -> Result<Answer, Failure> {
    match own_promotions::change(app, staff, id.or(NOT_FOUND)?, None, edit).await {
        Ok(()) => Ok(Answer::done()),
        Err(Failure::Refusal(refusal)) => Err(of_contract(refusal, UPDATED).into()),
        Err(fault) => Err(fault),
    }
}

/// The same plan with what all kinds have; of another kind it is not found.
fn edit(raw: &Raw, ends: bool, gives: impl FnOnce(&Gives) -> Option<Gives> + Send + 'static) -> Result<Edit, Invalid> {
    let title = raw.given_title()?;
    let (starts_at, ends_at) = if ends { raw.times()? } else { raw.without_end()? };
    Ok(Box::new(move |plan| {
        let gives = gives(&plan.gives).ok_or(NOT_FOUND)?;
        Ok(Plan { title, starts_at, ends_at, gives, ..plan })
    }))
}

kinds! {
    /// `POST /v1/seller-actions/update/discount`.
    Discount "SellerActionsUpdateDiscountRequest" discount |raw| {
        edit(&raw, true, |gives| matches!(gives, Gives::Discount { .. }).then(|| gives.clone()))
    };
    /// `POST /v1/seller-actions/update/discount-with-condition`.
    WithCondition "SellerActionsUpdateDiscountWithConditionRequest" with_condition |raw| {
        let (value, from) = (raw.value()?, raw.min_order()?);
        edit(&raw, true, move |gives| match gives {
            Gives::OrderDiscount { cut, .. } => Some(Gives::OrderDiscount { from, cut: Sort::of(*cut).cut(value) }),
            _ => None,
        })
    };
    /// `POST /v1/seller-actions/update/installment`.
    Installment "SellerActionsUpdateInstallmentRequest" installment |raw| {
        edit(&raw, false, |gives| matches!(gives, Gives::Installment).then_some(Gives::Installment))
    };
    /// `POST /v1/seller-actions/update/multi-level-discount`.
    MultiLevel "SellerActionsUpdateMultiLevelDiscountRequest" multi_level |raw| {
        let (shares, sums) = (raw.steps(Sort::Percent)?, raw.steps(Sort::Currency)?);
        let edit = edit(&raw, true, move |gives| match gives {
            Gives::MultiLevel { steps } => {
                let sort = steps.first().map(|step| Sort::of(step.cut))?;
                Some(Gives::MultiLevel { steps: match sort { Sort::Percent => shares, Sort::Currency => sums } })
            }
            _ => None,
        })?;
        let segment = raw.segment();
        Ok(Box::new(move |plan| edit(Plan { segment, ..plan })))
    };
    /// `POST /v1/seller-actions/update/ozon-card-discount`.
    Card "SellerActionsUpdateOzonCardDiscountRequest" card |raw| {
        let bp = raw.value()?;
        edit(&raw, true, move |gives| matches!(gives, Gives::CardDiscount { .. }).then_some(Gives::CardDiscount { bp }))
    };
    /// `POST /v1/seller-actions/update/voucher`.
    Voucher "SellerActionsUpdateVoucherRequest" voucher |raw| {
        raw.nobody_is_named()?;
        let (value, budget) = (raw.value()?, raw.budget()?);
        let edit = edit(&raw, true, move |gives| match gives {
            Gives::Voucher { cut, from } => Some(Gives::Voucher { cut: Sort::of(*cut).cut(value), from: *from }),
            _ => None,
        })?;
        Ok(Box::new(move |plan| edit(Plan { budget: Some(budget), ..plan })))
    };
}
