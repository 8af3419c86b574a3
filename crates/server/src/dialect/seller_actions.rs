//! A seller's own promotions.

pub(super) mod create;
pub(super) mod list;
pub(super) mod products;
mod said;
pub(super) mod state;
mod terms;
pub(super) mod update;
pub(super) mod voucher;

use domain::{Code, PromotionId, Refusal};

use super::fields::{Int, Named};
use super::invalid::Invalid;

/// A promotion as a program named it; one that cannot be is found as little as a stranger's.
fn named(id: Option<Int>) -> Result<Named<PromotionId>, Invalid> {
    let Int(id) = id.ok_or(Invalid::missing("action_id"))?;
    Ok(Named::new((id > 0).then_some(PromotionId(id))))
}

/// What the rules refuse, at the contract's name of the field.
fn of_contract(refusal: Refusal, fields: &[(&'static str, &'static str)]) -> Refusal {
    let field = refusal.field.and_then(|field| fields.iter().find(|(ours, _)| *ours == field));
    match field {
        Some((_, theirs)) => refusal.at(theirs),
        None => refusal,
    }
}

/// The fields of `create/*`.
const CREATED: &[(&str, &str)] = &[
    ("ends_at", "date_end"),
    ("min_discount", "min_action_percent"),
    ("discount", "discount_value"),
    ("from", "min_order_amount"),
    ("steps", "discount_levels"),
    ("count", "voucher_parameters.count_codes"),
];

/// The fields of `update/*`.
const UPDATED: &[(&str, &str)] = &[
    ("title", "action_parameters.title"),
    ("ends_at", "action_parameters.date_end"),
    ("discount", "action_parameters.discount_value"),
    ("from", "action_parameters.min_order_amount"),
    ("steps", "action_parameters.discount_levels"),
    ("budget", "action_parameters.budget"),
];

/// What nobody has is not found.
const NOT_FOUND: Code = Code::PromotionNotFound;
