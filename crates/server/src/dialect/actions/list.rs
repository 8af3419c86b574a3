//! `GET /v1/actions`: the marketplace's promotions that are open to the shop.

use app::queries::promotions::{self, Card, Filter, Tab};
use app::{App, CanRead};
use axum::extract::State;
use domain::promotions::Kind;
use domain::promotions::benefit::{Benefit, Cut};
use domain::promotions::condition::Condition;
use domain::{PromotionId, Timestamp};
use serde::Serialize;

use crate::dialect::answer::Answer;
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::money::{Number, hundredth};
use crate::dialect::written;

#[derive(Serialize)]
struct Listed<'a> {
    result: Vec<Action<'a>>,
}

#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "the names are the contract's")]
struct Action<'a> {
    id: PromotionId,
    title: &'a str,
    action_type: &'static str,
    description: &'a str,
    #[serde(serialize_with = "written")]
    date_start: Timestamp,
    #[serde(serialize_with = "written")]
    date_end: Timestamp,
    freeze_date: String,
    potential_products_count: i64,
    participating_products_count: i64,
    is_participating: bool,
    is_voucher_action: bool,
    banned_products_count: i64,
    with_targeting: bool,
    order_amount: Number,
    discount_type: &'static str,
    discount_value: f64,
    auto_add_dates: Vec<String>,
}

/// What a kind is called. The contract names these for a seller's own promotions, and `DISCOUNT` for the marketplace's; the others
/// have no name there.
pub(in crate::dialect) fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Discount | Kind::Flash => "DISCOUNT",
        Kind::StockDiscount => "STOCK_DISCOUNT",
        Kind::MultiBuy => "MULTI_BUY",
        Kind::OrderDiscount => "DISCOUNT_WITH_CONDITION",
        Kind::MultiLevel => "MULTI_LEVEL_DISCOUNT_ON_AMOUNT",
        Kind::Voucher => "VOUCHER_DISCOUNT",
        Kind::CardDiscount => "OZON_ACCOUNT_DISCOUNT",
        Kind::Installment => "INSTALLMENT",
    }
}

fn discount(benefit: &Benefit) -> (&'static str, f64) {
    match benefit {
        Benefit::Percent { bp } => ("PERCENT", hundredth(*bp)),
        Benefit::Amount { minor } => ("CURRENCY", hundredth(*minor)),
        Benefit::Steps { steps } => match steps.iter().min_by_key(|step| step.from_minor).map(|step| step.cut) {
            Some(Cut::Percent(bp)) => ("PERCENT", hundredth(bp)),
            Some(Cut::Amount(minor)) => ("CURRENCY", hundredth(minor)),
            None => ("UNKNOWN", 0.0),
        },
        Benefit::Price | Benefit::Nth { .. } | Benefit::Nothing => ("UNKNOWN", 0.0),
    }
}

impl<'a> Action<'a> {
    fn new(card: &'a Card, now: Timestamp) -> Self {
        let promotion = &card.running.promotion;
        let (discount_type, discount_value) = discount(&card.running.benefit);
        let order = card.running.conditions.iter().find_map(|condition| match condition {
            Condition::OrderSum { minor } => Some(*minor),
            _ => None,
        });
        let targeted = |condition: &Condition| matches!(condition, Condition::Segment { .. });
        Self {
            id: promotion.id,
            title: &promotion.title.0,
            action_type: kind_name(promotion.kind),
            description: &promotion.description.0,
            date_start: promotion.starts_at,
            date_end: promotion.ends_at,
            freeze_date: promotion.freeze_at.map_or_else(String::new, |at| at.to_string()),
            potential_products_count: (card.could - card.joined).max(0),
            participating_products_count: card.joined,
            is_participating: card.joined > 0,
            is_voucher_action: promotion.kind == Kind::Voucher,
            banned_products_count: 0,
            with_targeting: card.running.conditions.iter().any(targeted),
            order_amount: Number(order.unwrap_or(0)),
            discount_type,
            discount_value,
            auto_add_dates: promotion.auto_add_at.filter(|at| *at > now).iter().map(Timestamp::to_string).collect(),
        }
    }
}

/// `GET /v1/actions`.
pub(in crate::dialect) async fn v1(State(app): State<App>, Staff(staff): Staff<CanRead>) -> Result<Answer, Error> {
    let told = async {
        let mut cards = promotions::list(&app, &staff, Tab::Mine, Filter::default()).await?;
        cards.extend(promotions::list(&app, &staff, Tab::Available, Filter::default()).await?);
        cards.sort_by_key(|card| (card.running.promotion.ends_at, card.running.promotion.id));
        Answer::of(&Listed { result: cards.iter().map(|card| Action::new(card, app.now())).collect() })
    };
    told.await.map_err(|failure| Error::of(&app, failure, "ActionsRequest"))
}
