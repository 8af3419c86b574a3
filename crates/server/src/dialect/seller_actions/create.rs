//! `/v1/seller-actions/create/*`: a promotion of each kind. What is made here is published: the contract knows no drafts.

use app::commands::own_promotions;
use app::{App, CanPromote, Failure, SellerStaff};
use axum::extract::State;
use domain::promotions::own::{Gives, Plan};
use domain::{PromotionId, Timestamp};
use serde::Serialize;

use super::terms::Raw;
use super::{CREATED, of_contract};
use crate::dialect::answer::Answer;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::invalid::Invalid;
use crate::dialect::key::Key;

#[derive(Serialize)]
struct Created {
    action_id: PromotionId,
}

fn plan(title: String, (starts_at, ends_at): (Timestamp, Timestamp), gives: Gives) -> Plan {
    Plan { title, starts_at, ends_at, gives, segment: None, budget: None, codes: None }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $message:ident $name:literal $handler:ident $read:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub(in crate::dialect) struct $message(Plan);

        impl Message for $message {
            const NAME: &'static str = $name;
            type Raw = Raw;

            fn read(raw: Raw) -> Result<Self, Invalid> {
                let read: fn(&Raw) -> Result<Plan, Invalid> = $read;
                read(&raw).map(Self)
            }
        }

        $(#[$doc])*
        pub(in crate::dialect) async fn $handler(
            State(app): State<App>,
            Staff(staff): Staff<CanPromote>,
            key: Key,
            Asked($message(plan)): Asked<$message>,
        ) -> Result<Answer, Error> {
            make(&app, &staff, plan, &key).await.map_err(|failure| Error::of(&app, failure, $name))
        }
    )*};
}

async fn make(app: &App, staff: &SellerStaff<CanPromote>, plan: Plan, key: &Key) -> Result<Answer, Failure> {
    let once = key.once(&format!("{plan:?}"));
    match own_promotions::create(app, staff, plan, true, once).await {
        Ok(action_id) => Answer::of(&Created { action_id }),
        Err(Failure::Refusal(refusal)) => Err(of_contract(refusal, CREATED).into()),
        Err(fault) => Err(fault),
    }
}

kinds! {
    /// `POST /v1/seller-actions/create/discount`.
    Discount "SellerActionsCreateDiscountRequest" discount |raw| {
        let gives = Gives::Discount { min: raw.min_percent()? };
        Ok(plan(raw.title("Скидка")?, raw.times()?, gives))
    };
    /// `POST /v1/seller-actions/create/discount-with-condition`.
    WithCondition "SellerActionsCreateDiscountWithConditionRequest" with_condition |raw| {
        let gives = Gives::OrderDiscount { from: raw.min_order()?, cut: raw.sort()?.cut(raw.value()?) };
        Ok(plan(raw.title("Скидка от суммы заказа")?, raw.times()?, gives))
    };
    /// `POST /v1/seller-actions/create/installment`.
    Installment "SellerActionsCreateInstallmentRequest" installment |raw| {
        Ok(plan(raw.given_title()?, raw.without_end()?, Gives::Installment))
    };
    /// `POST /v1/seller-actions/create/multi-level-discount`.
    MultiLevel "SellerActionsCreateMultiLevelDiscountRequest" multi_level |raw| {
        let gives = Gives::MultiLevel { steps: raw.steps(raw.sort()?)? };
        let plan = plan(raw.title("Многоуровневая скидка от суммы")?, raw.times()?, gives);
        Ok(Plan { segment: raw.segment(), ..plan })
    };
    /// `POST /v1/seller-actions/create/ozon-card-discount`.
    Card "SellerActionsCreateOzonCardDiscountRequest" card |raw| {
        Ok(plan(raw.given_title()?, raw.times()?, Gives::CardDiscount { bp: raw.value()? }))
    };
    /// `POST /v1/seller-actions/create/voucher`.
    Voucher "SellerActionsCreateVoucherRequest" voucher |raw| {
        raw.nobody_is_named()?;
        let gives = Gives::Voucher { cut: raw.sort()?.cut(raw.value()?), from: 0 };
        let plan = plan(raw.given_title()?, raw.times()?, gives);
        Ok(Plan { budget: Some(raw.budget()?), codes: Some(raw.codes()?), ..plan })
    };
}
