//! Naming products that are to come in by themselves, and taking them back.

use app::commands::promotions::enrolment;
use app::{App, CanPromote, Failure, SellerStaff};
use axum::extract::State;
use domain::promotions::admission::{max_price, min_price};
use domain::{Code, Lang, ProductId, PromotionId, Refusal, Timestamp};
use serde::{Deserialize, Serialize};

use super::{date, enrolling};
use crate::dialect::actions::change::{Wanted, product_at};
use crate::dialect::actions::named::{Found, Rejected, ids, not_too_many, promotion};
use crate::dialect::answer::Answer;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Int, Object, Words};
use crate::dialect::invalid::Invalid;
use crate::dialect::money::{Number, Priced, RawAmount, Sum};

/// A discount of more than this is told of. Source: `extremely_low_price` in the contract.
const EXTREME_BP: i64 = 7_000;

/// Products that are to come in.
pub(in crate::dialect) struct Update<const V2: bool> {
    action: PromotionId,
    date: Timestamp,
    products: Vec<Wanted>,
}

#[derive(Deserialize)]
pub(in crate::dialect) struct Raw {
    action_id: Option<Int>,
    auto_add_date: Option<Words>,
    to_update: Option<Vec<Object<RawV1>>>,
    products: Option<Vec<Object<RawV2>>>,
}

#[derive(Deserialize)]
struct RawV1 {
    product_id: Option<Int>,
    action_price: Option<Sum>,
    currency: Option<Words>,
    quantity: Option<Int>,
}

#[derive(Deserialize)]
struct RawV2 {
    id: Option<Int>,
    action_price: Option<Object<RawAmount>>,
    stock: Option<Int>,
}

fn pieces(given: Option<Int>) -> Option<i64> {
    given.map(|Int(pieces)| pieces)
}

impl<const V2: bool> Message for Update<V2> {
    const NAME: &'static str = "ActionsAutoAddProductsUpdateRequest";
    type Raw = Raw;

    fn read(raw: Raw) -> Result<Self, Invalid> {
        let (action, date) = (promotion(raw.action_id)?, date(raw.auto_add_date.as_ref())?);
        let products = if V2 {
            let given = raw.products.unwrap_or_default();
            not_too_many("products", given.len())?;
            given.into_iter().enumerate().map(wanted_v2).collect::<Result<_, _>>()?
        } else {
            let given = raw.to_update.unwrap_or_default();
            not_too_many("to_update", given.len())?;
            given.into_iter().enumerate().map(wanted_v1).collect::<Result<_, _>>()?
        };
        Ok(Self { action, date, products })
    }
}

fn wanted_v1((at, Object(raw)): (usize, Object<RawV1>)) -> Result<Wanted, Invalid> {
    let currency = raw.currency.map(|Words(code)| code);
    Ok(Wanted {
        product: product_at("to_update", at, "product_id", raw.product_id)?,
        price: Priced { currency, ..Priced::plain(raw.action_price) },
        stock: pieces(raw.quantity),
    })
}

fn wanted_v2((at, Object(raw)): (usize, Object<RawV2>)) -> Result<Wanted, Invalid> {
    Ok(Wanted {
        product: product_at("products", at, "id", raw.id)?,
        price: Priced::of(raw.action_price),
        stock: pieces(raw.stock),
    })
}

/// A product with a price that somebody should look at.
#[derive(Serialize)]
struct Pair {
    key: ProductId,
    value: Number,
}

/// What became of the products, in words of both versions.
#[derive(Default)]
struct Told {
    taken: Vec<ProductId>,
    refused: Vec<(ProductId, Refusal)>,
    below_min: Vec<Pair>,
    extreme: Vec<Pair>,
    failed: Vec<Pair>,
}

impl Told {
    fn take(&mut self, product: ProductId, list: i64, price: i64) {
        if i128::from(list - price) * 10_000 > i128::from(list) * i128::from(EXTREME_BP) {
            self.extreme.push(Pair { key: product, value: Number(price) });
        }
        self.taken.push(product);
    }

    /// `limits`: the highest price with which it may come in, and the lowest that is believed.
    fn refuse(&mut self, product: ProductId, refusal: Refusal, price: i64, limits: (i64, i64)) {
        let pair = |value| Pair { key: product, value: Number(value) };
        match refusal.code {
            Code::PriceUnderFloor => self.below_min.push(pair(price)),
            Code::PriceTooHigh | Code::PriceAboveRegular => self.failed.push(pair(limits.0)),
            Code::PriceTooLow => self.failed.push(pair(limits.1)),
            _ => {}
        }
        self.refused.push((product, refusal));
    }
}

async fn set<const V2: bool>(app: &App, staff: &SellerStaff<CanPromote>, asked: &Update<V2>) -> Result<Told, Failure> {
    let card = enrolling(app, &staff.reader(), asked.action, asked.date).await?;
    let found = Found::among(app, staff, asked.products.iter().map(|one| one.product)).await?;
    let (mut told, mut entries) = (Told::default(), Vec::new());
    for one in &asked.products {
        match one.entry(&found) {
            Ok(entry) => entries.push(entry),
            Err(refusal) => told.refused.push((one.product, refusal)),
        }
    }
    let names = found.by_sku();
    let prices: Vec<i64> = entries.iter().map(|entry| entry.ask.price.unwrap_or(0)).collect();
    let outcomes = enrolment::set(app, staff, asked.action, entries).await?;
    for ((sku, outcome), price) in outcomes.into_iter().zip(prices) {
        let Some(product) = names.get(&sku).copied() else { continue };
        let list = found.one(product).map_or(0, |product| product.price.minor);
        match outcome {
            Ok(_) => told.take(product, list, price),
            Err(refusal) => {
                let limits = (max_price(list, card.terms.min_discount), min_price(list));
                told.refuse(product, refusal, price, limits);
            }
        }
    }
    Ok(told)
}

#[derive(Serialize)]
struct RejectedV1 {
    code: &'static str,
    product_id: ProductId,
    reason: String,
}

/// The code that the contract has for a refusal.
fn code_of(code: Code) -> &'static str {
    match code {
        Code::ProductNotFound => "NOT_FOUND",
        Code::StockTooLow | Code::QuantityOverStock | Code::QuantityUnderMinimum | Code::QuantityInvalid => {
            "STOCK_REQUIRED"
        }
        Code::PriceTooHigh | Code::PriceAboveRegular => "MAX_ACTION_PRICE",
        Code::PriceTooLow | Code::PriceUnderFloor => "REJECTED_LOW_PRICE",
        Code::CurrencyOther => "INVALID_CURRENCY",
        Code::PriceInvalid => "INVALID_ACTION_PRICE",
        _ => "NO_CHANGES",
    }
}

#[derive(Serialize)]
struct UpdatedV1 {
    below_min_price: Vec<Pair>,
    extremely_low_price: Vec<Pair>,
    failed_price: Vec<Pair>,
    rejected: Vec<RejectedV1>,
    updated_ids: Vec<ProductId>,
}

/// `POST /v1/actions/auto-add/products/update`.
pub(in crate::dialect) async fn v1(
    State(app): State<App>,
    Staff(staff): Staff<CanPromote>,
    Asked(asked): Asked<Update<false>>,
) -> Result<Answer, Error> {
    let told = async {
        let told = set(&app, &staff, &asked).await?;
        let rejected = told.refused.iter().map(|(product, refusal)| RejectedV1 {
            code: code_of(refusal.code),
            product_id: *product,
            reason: refusal.words(Lang::Ru),
        });
        Answer::of(&UpdatedV1 {
            rejected: rejected.collect(),
            below_min_price: told.below_min,
            extremely_low_price: told.extreme,
            failed_price: told.failed,
            updated_ids: told.taken,
        })
    };
    told.await.map_err(|failure| Error::of(&app, failure, Update::<false>::NAME))
}

#[derive(Serialize)]
struct UpdatedV2 {
    below_min_price: Vec<Pair>,
    extremely_low_price: Vec<Pair>,
    failed_price: Vec<Pair>,
    rejected: Vec<Rejected>,
    deactivated_ids: [(); 0],
    product_ids: Vec<ProductId>,
    warnings: [(); 0],
}

/// `POST /v2/actions/auto-add/products/update`.
pub(in crate::dialect) async fn v2(
    State(app): State<App>,
    Staff(staff): Staff<CanPromote>,
    Asked(asked): Asked<Update<true>>,
) -> Result<Answer, Error> {
    let told = async {
        let told = set(&app, &staff, &asked).await?;
        let rejected = told.refused.iter().map(|(product, refusal)| Rejected::new(*product, refusal));
        Answer::of(&UpdatedV2 {
            rejected: rejected.collect(),
            below_min_price: told.below_min,
            extremely_low_price: told.extreme,
            failed_price: told.failed,
            deactivated_ids: [],
            product_ids: told.taken,
            warnings: [],
        })
    };
    told.await.map_err(|failure| Error::of(&app, failure, Update::<true>::NAME))
}

/// Products that are not to come in after all.
pub(in crate::dialect) struct Delete {
    action: PromotionId,
    date: Timestamp,
    products: Vec<ProductId>,
}

#[derive(Deserialize)]
pub(in crate::dialect) struct RawDelete {
    action_id: Option<Int>,
    auto_add_date: Option<Words>,
    product_ids: Option<Vec<Int>>,
}

impl Message for Delete {
    const NAME: &'static str = "ActionsAutoAddProductsDeleteRequest";
    type Raw = RawDelete;

    fn read(raw: RawDelete) -> Result<Self, Invalid> {
        Ok(Self {
            action: promotion(raw.action_id)?,
            date: date(raw.auto_add_date.as_ref())?,
            products: ids("product_ids", raw.product_ids)?,
        })
    }
}

#[derive(Serialize)]
struct Deleted {
    product_ids: Vec<ProductId>,
}

/// `POST /v1|v2/actions/auto-add/products/delete`: those that are not there are not among the answer's.
pub(in crate::dialect) async fn delete(
    State(app): State<App>,
    Staff(staff): Staff<CanPromote>,
    Asked(asked): Asked<Delete>,
) -> Result<Answer, Error> {
    let told = async {
        enrolling(&app, &staff.reader(), asked.action, asked.date).await?;
        let found = Found::among(&app, &staff, asked.products.iter().copied()).await?;
        let names = found.by_sku();
        let skus = asked.products.iter().filter_map(|id| found.one(*id).ok()).map(|product| product.sku).collect();
        let outcomes = enrolment::drop(&app, &staff, asked.action, skus).await?;
        let gone = outcomes.into_iter().filter(|(_, outcome)| outcome.is_ok());
        Answer::of(&Deleted { product_ids: gone.filter_map(|(sku, _)| names.get(&sku).copied()).collect() })
    };
    told.await.map_err(|failure| Error::of(&app, failure, Delete::NAME))
}
