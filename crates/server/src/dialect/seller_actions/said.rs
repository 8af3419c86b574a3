//! A seller's own promotion and a product beside it in the words of the dialect.

use app::queries::own_promotions::Own;
use app::queries::promotions::Candidate;
use domain::promotions::condition::Segment;
use domain::promotions::own::{CodeSort, Gives, INSTALLMENT_MONTHS};
use domain::promotions::{Kind, Phase, Standing, State};
use domain::{ProductId, PromotionId, Sku, Timestamp};
use serde::Serialize;

use super::terms::{Sort, value};
use crate::dialect::money::{Number, hundredth};
use crate::dialect::written;

/// What there is none of.
type None = [(); 0];

#[derive(Serialize)]
pub(super) struct Said<'a> {
    action_id: PromotionId,
    action_parameters: Parameters<'a>,
    allow_delete: bool,
    highlight_url: &'static str,
    is_editable: bool,
    is_participated: bool,
    is_turn_on: bool,
    sku_count: i64,
}

#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "the names are the contract's")]
struct Parameters<'a> {
    addresses: None,
    auto_stop_action_reason: &'static str,
    budget: Number,
    budget_spent: Number,
    #[serde(serialize_with = "written")]
    date_end: Timestamp,
    #[serde(serialize_with = "written")]
    date_start: Timestamp,
    discount_levels: Vec<Level>,
    discount_type: &'static str,
    discount_value: Number,
    is_legal_entities_segment: bool,
    min_action_percent: Number,
    min_order_amount: Number,
    picked_segments: None,
    status: &'static str,
    title: &'a str,
    r#type: &'static str,
    voucher_parameters: Voucher,
    warehouses: None,
}

#[derive(Serialize)]
struct Level {
    discount_value: Number,
    order_amount: Number,
}

#[derive(Serialize)]
struct Voucher {
    count_codes: i64,
    is_private: bool,
    r#type: &'static str,
}

impl<'a> Said<'a> {
    pub(super) fn new(own: &'a Own) -> Self {
        let promotion = &own.running.promotion;
        let open = own.phase != Phase::Finished;
        Self {
            action_id: promotion.id,
            action_parameters: Parameters::new(own),
            allow_delete: promotion.state != State::Archived,
            highlight_url: "",
            is_editable: open,
            is_participated: promotion.counted.joined > 0,
            is_turn_on: promotion.state == State::Published && open,
            sku_count: promotion.counted.joined,
        }
    }
}

impl<'a> Parameters<'a> {
    fn new(own: &'a Own) -> Self {
        let (promotion, plan) = (&own.running.promotion, &own.plan);
        let (discount_type, discount_value, min_order) = discount(&plan.gives);
        let levels = match &plan.gives {
            Gives::MultiLevel { steps } => steps.as_slice(),
            _ => &[],
        };
        let min = match plan.gives {
            Gives::Discount { min } | Gives::StockDiscount { min } | Gives::Flash { min } => min,
            _ => 0,
        };
        let level = |step: &domain::promotions::benefit::Step| Level {
            discount_value: Number(value(step.cut)),
            order_amount: Number(step.from_minor),
        };
        Self {
            addresses: [],
            auto_stop_action_reason: if own.used_up { "BUDGET_EXCEEDED" } else { "UNSPECIFIED" },
            budget: Number(promotion.budget.unwrap_or(0)),
            budget_spent: Number(promotion.counted.spent),
            date_end: promotion.ends_at,
            date_start: promotion.starts_at,
            discount_levels: levels.iter().map(level).collect(),
            discount_type,
            discount_value: Number(discount_value),
            is_legal_entities_segment: plan.segment == Some(Segment::Business),
            min_action_percent: Number(min),
            min_order_amount: Number(min_order),
            picked_segments: [],
            status: status(own),
            title: &promotion.title.0,
            r#type: mechanics(promotion.kind),
            voucher_parameters: voucher(own),
            warehouses: [],
        }
    }
}

/// Type and value of a discount, and the sum from which it holds.
fn discount(gives: &Gives) -> (&'static str, i64, i64) {
    let name = |sort| match sort {
        Sort::Percent => "PERCENT",
        Sort::Currency => "CURRENCY",
    };
    match gives {
        Gives::OrderDiscount { cut, from } | Gives::Voucher { cut, from } => (name(Sort::of(*cut)), value(*cut), *from),
        Gives::MultiLevel { steps } => (steps.first().map_or("UNSPECIFIED", |step| name(Sort::of(step.cut))), 0, 0),
        Gives::CardDiscount { bp } => ("PERCENT", *bp, 0),
        Gives::Installment => ("INSTALLED_PERIOD", INSTALLMENT_MONTHS * 100, 0),
        Gives::Discount { .. } | Gives::StockDiscount { .. } | Gives::Flash { .. } => ("PERCENT", 0, 0),
        Gives::MultiBuy { .. } => ("UNSPECIFIED", 0, 0),
    }
}

fn voucher(own: &Own) -> Voucher {
    match own.codes() {
        None => Voucher { count_codes: 0, is_private: false, r#type: "UNSPECIFIED" },
        Some(codes) => Voucher {
            count_codes: codes.count,
            is_private: !codes.public,
            r#type: match codes.sort {
                CodeSort::Once => "ONE",
                CodeSort::Always => "MULTIPLE",
                CodeSort::Personal => "UNIQUE",
            },
        },
    }
}

/// A draft, which only the cabinet makes, is paused to a program: it is not on and can be switched on.
fn status(own: &Own) -> &'static str {
    match own.phase {
        Phase::Finished => "ENDED",
        Phase::Draft | Phase::Paused => "PAUSED",
        Phase::Running if own.used_up => "PAUSED",
        Phase::Running => "ACTIVE",
        Phase::Scheduled => "PLANNED",
    }
}

/// Kinds that the contract has no name for are called what they are most like: prices of single products.
pub(super) fn mechanics(kind: Kind) -> &'static str {
    match kind {
        Kind::Discount | Kind::StockDiscount | Kind::Flash | Kind::MultiBuy => "DISCOUNT",
        Kind::OrderDiscount => "DISCOUNT_WITH_CONDITION",
        Kind::MultiLevel => "MULTI_LEVEL_DISCOUNT_ON_AMOUNT",
        Kind::Voucher => "VOUCHER_DISCOUNT",
        Kind::CardDiscount => "OZON_ACCOUNT_DISCOUNT",
        Kind::Installment => "INSTALLMENT",
    }
}

#[derive(Serialize)]
pub(super) struct Goods<'a> {
    action_price: Number,
    base_price: Number,
    currency: &'static str,
    discount_percent: f64,
    is_active: bool,
    min_seller_price: Number,
    name: &'a str,
    offer_id: &'a str,
    price: Number,
    product_id: ProductId,
    quant_size: i64,
    quant_type: &'static str,
    sku: [Sku; 1],
}

impl<'a> Goods<'a> {
    /// The price is the participation's; before that the highest that is let in.
    pub(super) fn new(candidate: &'a Candidate) -> Self {
        let product = &candidate.product;
        let there = candidate.participation.as_ref().filter(|there| there.standing == Standing::In);
        let list = product.price.minor;
        let action = there.map_or(candidate.max_price, |there| there.price).unwrap_or(candidate.shown);
        Self {
            action_price: Number(action),
            base_price: Number(list),
            currency: product.price.currency.code(),
            discount_percent: hundredth(share_off(list, action)),
            is_active: there.is_some(),
            min_seller_price: Number(candidate.floor),
            name: &product.name,
            offer_id: &product.offer_id,
            price: Number(candidate.shown),
            product_id: product.product_id,
            quant_size: 1,
            quant_type: "GENERAL",
            sku: [product.sku],
        }
    }
}

/// By how many hundredths of a percent a price is under another.
fn share_off(list: i64, price: i64) -> i64 {
    if list <= 0 {
        return 0;
    }
    let off = i128::from(list - price) * 10_000 / i128::from(list);
    i64::try_from(off).unwrap_or(0).max(0)
}
