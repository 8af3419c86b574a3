//! `/api/v1/discount-requests` for a shop, `/api/v1/buyer/discount-requests` for buyers.

pub mod buyer;
pub mod shop;

use app::queries::discount_requests::Request;
use domain::promotions::requests as rules;
use domain::{Code, RequestId};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::extract::Named;
use super::types::{Number, Sum, Time, mirror};
use crate::Site;

/// The routes of this topic.
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::default()
        .routes(routes!(shop::list))
        .routes(routes!(shop::rule, shop::set_rule))
        .routes(routes!(shop::one))
        .routes(routes!(shop::approve))
        .routes(routes!(shop::decline))
        .routes(routes!(buyer::list, buyer::ask))
        .routes(routes!(buyer::one, buyer::withdraw))
}

impl Named for RequestId {
    const NOT_FOUND: Code = Code::RequestNotFound;
    fn read(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }
}

mirror! {
    /// Where a discount request stands.
    DiscountState = rules::RequestState {
        /// Nobody of the shop has opened it.
        New,
        /// Opened, and not decided.
        Seen,
        /// The buyer has a price of their own.
        Approved,
        /// The shop said no.
        Declined,
        /// Its time ran out.
        Expired,
        /// Its buyer took it back.
        Withdrawn,
        /// The buyer has bought at the price.
        Bought,
    }
}

/// A price with pieces.
#[derive(Debug, Serialize, ToSchema)]
pub struct DiscountTerms {
    /// The price of one piece in minor units.
    pub price: i64,
    /// Pieces, at least.
    pub quantity_min: i64,
    /// Pieces, at most.
    pub quantity_max: i64,
}

impl From<rules::Ask> for DiscountTerms {
    fn from(ask: rules::Ask) -> Self {
        Self { price: ask.price, quantity_min: ask.min, quantity_max: ask.max }
    }
}

/// A discount request.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DiscountRequest)]
pub struct DiscountOut {
    /// Its number.
    pub id: Number,
    /// The product.
    pub sku: Number,
    /// Its name.
    pub product: String,
    /// The buyer's name.
    pub buyer_name: String,
    /// Where it stands.
    pub state: DiscountState,
    /// The product's price without discounts now.
    pub price_now: Sum,
    /// The price without discounts when it was asked, minor units.
    pub list_price: i64,
    /// The price on the card when it was asked, minor units.
    pub shown_price: i64,
    /// What is asked for.
    pub asked: DiscountTerms,
    /// What was granted.
    pub granted: Option<DiscountTerms>,
    /// Pieces bought at that price.
    pub bought: i64,
    /// The shop's standing rule granted it.
    pub automatic: bool,
    /// What the buyer says.
    pub buyer_comment: String,
    /// What the shop says.
    pub shop_comment: String,
    /// When it was asked.
    pub created_at: Time,
    /// When it was decided first.
    pub decided_at: Option<Time>,
    /// Until when it can be decided, or the decision changed.
    pub editable_until: Time,
    /// Until when it waits, or its price holds.
    pub ends_at: Time,
    /// The same buyer's request before this one for the same product.
    pub previous_id: Option<Number>,
}

impl From<&Request> for DiscountOut {
    fn from(request: &Request) -> Self {
        Self {
            id: Number(request.id.0),
            sku: Number(request.sku.0),
            product: request.product.clone(),
            buyer_name: request.buyer_name.clone(),
            state: request.state.into(),
            price_now: request.price_now.into(),
            list_price: request.list_price,
            shown_price: request.shown_price,
            asked: request.ask.into(),
            granted: request.granted.map(DiscountTerms::from),
            bought: request.bought,
            automatic: request.automatic,
            buyer_comment: request.buyer_words.clone(),
            shop_comment: request.seller_words.clone(),
            created_at: request.created_at.into(),
            decided_at: request.decided_at.map(Time),
            editable_until: request.facts().edited_till().into(),
            ends_at: request.ends_at.into(),
            previous_id: request.previous.map(|id| Number(id.0)),
        }
    }
}
