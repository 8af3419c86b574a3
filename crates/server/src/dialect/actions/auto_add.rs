//! Products that come into a promotion by themselves at its time of automatic enrolment.

pub(in crate::dialect) mod item;
pub(in crate::dialect) mod list;
pub(in crate::dialect) mod update;

use app::queries::promotions::{self, Card};
use app::{App, CanRead, Failure, SellerStaff};
use domain::{Code, PromotionId, Refusal, Timestamp};

use crate::dialect::fields::{Words, time};
use crate::dialect::invalid::Invalid;

/// The time of enrolment that was named.
fn date(words: Option<&Words>) -> Result<Timestamp, Invalid> {
    time("auto_add_date", words)?.ok_or(Invalid::missing("auto_add_date"))
}

/// The promotion, where it enrols at that time and the time is to come.
async fn enrolling(
    app: &App,
    staff: &SellerStaff<CanRead>,
    action: PromotionId,
    date: Timestamp,
) -> Result<Card, Failure> {
    let card = promotions::one(app, staff, action).await?;
    let at = card.running.promotion.auto_add_at.filter(|at| *at > app.now());
    // Programs write times to the second, or to the millisecond.
    match at.filter(|at| at.seconds() == date.seconds()) {
        Some(_) => Ok(card),
        None => Err(Refusal::new(Code::FieldInvalid)
            .at("auto_add_date")
            .with("reason", "value is none of auto_add_dates")
            .into()),
    }
}
