//! A request in both versions of the contract.

use app::queries::discount_requests::Row;
use domain::{RequestId, Sku, Timestamp};
use serde::Serialize;

use super::list::{name_v1, name_v2};
use crate::dialect::money::{Number, hundredth};
use crate::dialect::written;

/// Who decided. Only the name is known here, as one word.
#[derive(Serialize)]
struct Decider<'a> {
    email: &'static str,
    first_name: &'a str,
    last_name: &'static str,
    patronymic: &'static str,
}

impl<'a> Decider<'a> {
    fn of(row: &'a Row) -> Self {
        Self { email: "", first_name: &row.request.decided_name, last_name: "", patronymic: "" }
    }
}

/// How much less than a price another is, in percent to the hundredth.
fn percent_off(list: i64, price: i64) -> f64 {
    if list <= 0 {
        return 0.0;
    }
    let bp = i128::from(list - price) * 10_000 / i128::from(list);
    hundredth(i64::try_from(bp).unwrap_or(0))
}

/// What was granted: the price, the discount off the price without discounts, the pieces. Noughts where nothing was.
#[derive(Clone, Copy, Default)]
struct Granted {
    price: i64,
    discount: i64,
    percent: f64,
    min: i64,
    max: i64,
}

impl Granted {
    fn of(row: &Row) -> Self {
        let list = row.request.list_price;
        row.request.granted.map_or_else(Self::default, |granted| Self {
            price: granted.price,
            discount: list - granted.price,
            percent: percent_off(list, granted.price),
            min: granted.min,
            max: granted.max,
        })
    }
}

#[derive(Serialize)]
pub(super) struct TaskV1<'a> {
    id: RequestId,
    #[serde(serialize_with = "written")]
    created_at: Timestamp,
    #[serde(serialize_with = "written")]
    end_at: Timestamp,
    #[serde(serialize_with = "written")]
    edited_till: Timestamp,
    status: &'static str,
    customer_name: &'a str,
    sku: Sku,
    offer_id: &'a str,
    user_comment: &'a str,
    seller_comment: &'a str,
    requested_price: Number,
    approved_price: Number,
    original_price: Number,
    discount: Number,
    discount_percent: f64,
    base_price: Number,
    min_auto_price: Number,
    prev_task_id: RequestId,
    is_damaged: bool,
    moderated_at: Option<String>,
    approved_discount: Number,
    approved_discount_percent: f64,
    is_purchased: bool,
    is_auto_moderated: bool,
    #[serde(flatten)]
    decider: Decider<'a>,
    approved_quantity_min: i64,
    approved_quantity_max: i64,
    requested_quantity_min: i64,
    requested_quantity_max: i64,
    requested_price_with_fee: Number,
    approved_price_with_fee: Number,
    approved_price_fee_percent: i64,
}

impl<'a> TaskV1<'a> {
    pub(super) fn new(row: &'a Row) -> Self {
        let (request, granted) = (&row.request, Granted::of(row));
        let (ask, list) = (request.ask, request.list_price);
        Self {
            id: request.id,
            created_at: request.created_at,
            end_at: request.ends_at,
            edited_till: request.facts().edited_till(),
            status: name_v1(request.state),
            customer_name: &request.buyer_name,
            sku: request.sku,
            offer_id: &request.offer,
            user_comment: &request.buyer_words,
            seller_comment: &request.seller_words,
            requested_price: Number(ask.price),
            approved_price: Number(granted.price),
            original_price: Number(list),
            discount: Number(list - ask.price),
            discount_percent: percent_off(list, ask.price),
            base_price: Number(request.price_now.minor),
            min_auto_price: Number(row.terms.floor),
            prev_task_id: request.previous.unwrap_or(RequestId(0)),
            is_damaged: false,
            moderated_at: request.decided_at.or(request.seen_at).map(|at| at.to_string()),
            approved_discount: Number(granted.discount),
            approved_discount_percent: granted.percent,
            is_purchased: request.bought > 0,
            is_auto_moderated: request.automatic,
            decider: Decider::of(row),
            approved_quantity_min: granted.min,
            approved_quantity_max: granted.max,
            requested_quantity_min: ask.min,
            requested_quantity_max: ask.max,
            requested_price_with_fee: Number(ask.price),
            approved_price_with_fee: Number(granted.price),
            approved_price_fee_percent: 0,
        }
    }
}

/// What a standing rule grants by itself for a product.
#[derive(Serialize)]
struct Auto {
    max_percent: f64,
    max_price: Number,
    min_percent: i64,
    min_price: Number,
}

#[derive(Serialize)]
pub(super) struct TaskV2<'a> {
    id: RequestId,
    sku: Sku,
    name: &'a str,
    status: &'static str,
    #[serde(serialize_with = "written")]
    created_at: Timestamp,
    #[serde(serialize_with = "written")]
    end_at: Timestamp,
    end_at_duration: u64,
    #[serde(serialize_with = "written")]
    edited_till: Timestamp,
    edited_till_duration: u64,
    original_price: Number,
    requested_price: Number,
    requested_discount: f64,
    requested_quantity_max: i64,
    reduction_factor: Number,
    approved_price: Number,
    approved_discount: Number,
    approved_quantity_max: i64,
    min_auto_price: Number,
    is_auto_moderated: bool,
    auto_moderated_info: Auto,
    moderated_at: Option<String>,
    #[serde(flatten)]
    decider: Decider<'a>,
}

impl<'a> TaskV2<'a> {
    pub(super) fn new(row: &'a Row, now: Timestamp) -> Self {
        let (request, granted) = (&row.request, Granted::of(row));
        let (ask, list) = (request.ask, request.list_price);
        let edited_till = request.facts().edited_till();
        Self {
            id: request.id,
            sku: request.sku,
            name: &request.product,
            status: name_v2(request.state),
            created_at: request.created_at,
            end_at: request.ends_at,
            end_at_duration: request.ends_at.since(now).as_secs(),
            edited_till,
            edited_till_duration: edited_till.since(now).as_secs(),
            original_price: Number(list),
            requested_price: Number(ask.price),
            requested_discount: percent_off(list, ask.price),
            requested_quantity_max: ask.max,
            reduction_factor: Number(request.shown_price - ask.price),
            approved_price: Number(granted.price),
            approved_discount: Number(granted.discount),
            approved_quantity_max: granted.max,
            min_auto_price: Number(row.terms.floor),
            is_auto_moderated: request.automatic,
            auto_moderated_info: Auto {
                max_percent: row.terms.standing.map_or(0.0, |rule| hundredth(rule.percent)),
                max_price: Number(ask.price),
                min_percent: 0,
                min_price: Number(row.terms.floor),
            },
            moderated_at: request.decided_at.or(request.seen_at).map(|at| at.to_string()),
            decider: Decider::of(row),
        }
    }
}
