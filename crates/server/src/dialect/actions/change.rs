//! Putting products into a promotion, changing them, taking them out. Each product is let in or refused by itself.

use std::collections::HashSet;

use app::commands::promotions::{self, Entry};
use app::{App, CanPromote, Failure, SellerStaff};
use axum::extract::State;
use domain::promotions::Standing;
use domain::promotions::admission::Ask;
use domain::{Code, ProductId, PromotionId, Refusal};
use serde::{Deserialize, Serialize};

use super::named::{Found, Rejected, ids, not_too_many, promotion};
use crate::dialect::answer::Answer;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Int, Object, positive};
use crate::dialect::invalid::Invalid;
use crate::dialect::money::{Priced, RawAmount, Sum};

/// A product with its price and pieces.
#[derive(Debug, Clone)]
pub(in crate::dialect) struct Wanted {
    /// Which.
    pub(in crate::dialect) product: ProductId,
    /// The price of one piece.
    pub(in crate::dialect) price: Priced,
    /// Pieces; none and 0 for all there are.
    pub(in crate::dialect) stock: Option<i64>,
}

impl Wanted {
    /// What the rules are asked, where the product is there and the price is one.
    pub(in crate::dialect) fn entry(&self, found: &Found) -> Result<Entry, Refusal> {
        let product = found.one(self.product)?;
        let price = self.price.minor(product.price.currency)?;
        let quantity = self.stock.filter(|pieces| *pieces != 0);
        Ok(Entry { sku: product.sku, ask: Ask { price: Some(price), quantity }, seen: None })
    }
}

/// What became of products: those that were taken in the order in which they were named, and those that were refused.
pub(in crate::dialect) struct Done {
    /// Taken.
    pub(in crate::dialect) taken: Vec<ProductId>,
    /// Refused.
    pub(in crate::dialect) refused: Vec<(ProductId, Refusal)>,
}

/// `/v1/actions/products/activate`.
pub(in crate::dialect) struct Activate {
    action: PromotionId,
    products: Vec<Wanted>,
}

#[derive(Deserialize)]
pub(in crate::dialect) struct RawActivate {
    action_id: Option<Int>,
    products: Option<Vec<Object<RawWanted>>>,
}

#[derive(Deserialize)]
struct RawWanted {
    product_id: Option<Int>,
    action_price: Option<Sum>,
    stock: Option<Int>,
}

/// The number of the product at a place of a list.
pub(in crate::dialect) fn product_at(
    list: &str,
    at: usize,
    field: &str,
    id: Option<Int>,
) -> Result<ProductId, Invalid> {
    let path = format!("{list}[{at}].{field}");
    let id = id.ok_or_else(|| Invalid::new(path.clone(), "value is required"))?;
    positive(path, id).map(ProductId)
}

impl Message for Activate {
    const NAME: &'static str = "ActivateProductsRequest";
    type Raw = RawActivate;

    fn read(raw: RawActivate) -> Result<Self, Invalid> {
        let action = promotion(raw.action_id)?;
        let products = raw.products.unwrap_or_default();
        not_too_many("products", products.len())?;
        let wanted = |(at, Object(raw)): (usize, Object<RawWanted>)| {
            Ok(Wanted {
                product: product_at("products", at, "product_id", raw.product_id)?,
                price: Priced::plain(raw.action_price),
                stock: raw.stock.map(|Int(pieces)| pieces),
            })
        };
        Ok(Self { action, products: products.into_iter().enumerate().map(wanted).collect::<Result<_, _>>()? })
    }
}

/// Lets products in that were named with prices.
async fn join(
    app: &App,
    staff: &SellerStaff<CanPromote>,
    action: PromotionId,
    wanted: &[Wanted],
) -> Result<Done, Failure> {
    let found = Found::among(app, staff, wanted.iter().map(|one| one.product)).await?;
    let (mut entries, mut refused) = (Vec::new(), Vec::new());
    for one in wanted {
        match one.entry(&found) {
            Ok(entry) => entries.push(entry),
            Err(refusal) => refused.push((one.product, refusal)),
        }
    }
    let names = found.by_sku();
    let mut taken = Vec::new();
    for (sku, outcome) in promotions::join(app, staff, action, entries).await? {
        let Some(product) = names.get(&sku).copied() else { continue };
        match outcome {
            Ok(_) => taken.push(product),
            Err(refusal) => refused.push((product, refusal)),
        }
    }
    Ok(Done { taken, refused })
}

#[derive(Serialize)]
struct Wrapped<T> {
    result: T,
}

#[derive(Serialize)]
struct Outcome {
    product_ids: Vec<ProductId>,
    rejected: Vec<Rejected>,
}

fn rejected(refused: &[(ProductId, Refusal)]) -> Vec<Rejected> {
    refused.iter().map(|(product, refusal)| Rejected::new(*product, refusal)).collect()
}

fn outcome(done: Done) -> Outcome {
    Outcome { rejected: rejected(&done.refused), product_ids: done.taken }
}

/// `POST /v1/actions/products/activate`.
pub(in crate::dialect) async fn activate(
    State(app): State<App>,
    Staff(staff): Staff<CanPromote>,
    Asked(asked): Asked<Activate>,
) -> Result<Answer, Error> {
    let told = async {
        let done = join(&app, &staff, asked.action, &asked.products).await?;
        Answer::of(&Wrapped { result: outcome(done) })
    };
    told.await.map_err(|failure| Error::of(&app, failure, Activate::NAME))
}

/// `/v1/actions/products/update`.
pub(in crate::dialect) struct Update {
    action: PromotionId,
    products: Vec<Wanted>,
}

#[derive(Deserialize)]
pub(in crate::dialect) struct RawUpdate {
    action_id: Option<Int>,
    products: Option<Vec<Object<RawUpdated>>>,
}

#[derive(Deserialize)]
struct RawUpdated {
    product_id: Option<Int>,
    action_price: Option<Object<RawAmount>>,
    stock: Option<Int>,
}

impl Message for Update {
    const NAME: &'static str = "UpdateActionProductsRequest";
    type Raw = RawUpdate;

    fn read(raw: RawUpdate) -> Result<Self, Invalid> {
        let action = promotion(raw.action_id)?;
        let products = raw.products.unwrap_or_default();
        not_too_many("products", products.len())?;
        let wanted = |(at, Object(raw)): (usize, Object<RawUpdated>)| {
            Ok(Wanted {
                product: product_at("products", at, "product_id", raw.product_id)?,
                price: Priced::of(raw.action_price),
                stock: raw.stock.map(|Int(pieces)| pieces),
            })
        };
        Ok(Self { action, products: products.into_iter().enumerate().map(wanted).collect::<Result<_, _>>()? })
    }
}

#[derive(Serialize)]
struct Updated {
    active_product_ids: Vec<ProductId>,
    deactivated_product_ids: Vec<ProductId>,
    rejected: Vec<Rejected>,
    warnings: Vec<Rejected>,
}

/// `POST /v1/actions/products/update`: a product whose price is above the limit leaves the promotion.
pub(in crate::dialect) async fn update(
    State(app): State<App>,
    Staff(staff): Staff<CanPromote>,
    Asked(asked): Asked<Update>,
) -> Result<Answer, Error> {
    let told = async {
        let done = join(&app, &staff, asked.action, &asked.products).await?;
        let above = |refusal: &Refusal| matches!(refusal.code, Code::PriceTooHigh | Code::PriceAboveRegular);
        let dear = done.refused.iter().filter(|(_, refusal)| above(refusal)).map(|(product, _)| *product);
        let gone: HashSet<ProductId> = take_out_those_in(&app, &staff, asked.action, dear.collect()).await?;
        let (left, refused): (Vec<_>, Vec<_>) =
            done.refused.into_iter().partition(|(product, _)| gone.contains(product));
        Answer::of(&Updated {
            active_product_ids: done.taken,
            deactivated_product_ids: left.iter().map(|(product, _)| *product).collect(),
            rejected: rejected(&refused),
            warnings: rejected(&left),
        })
    };
    told.await.map_err(|failure| Error::of(&app, failure, Update::NAME))
}

async fn take_out_those_in(
    app: &App,
    staff: &SellerStaff<CanPromote>,
    action: PromotionId,
    products: Vec<ProductId>,
) -> Result<HashSet<ProductId>, Failure> {
    if products.is_empty() {
        return Ok(HashSet::new());
    }
    let found = Found::among(app, staff, products.iter().copied()).await?;
    let names = found.by_sku();
    let beside = app::queries::promotions::named(app, &staff.reader(), action, names.keys().copied().collect()).await?;
    let is_in = |standing| matches!(standing, Standing::In | Standing::Nominated);
    let skus = beside.into_iter().filter(|one| one.participation.as_ref().is_some_and(|there| is_in(there.standing)));
    let skus: Vec<_> = skus.map(|one| one.product.sku).collect();
    let outcomes = promotions::leave(app, staff, action, skus).await?;
    let gone = outcomes.into_iter().filter(|(_, outcome)| outcome.is_ok());
    Ok(gone.filter_map(|(sku, _)| names.get(&sku).copied()).collect())
}

/// `/v1|v2/actions/products/deactivate`.
pub(in crate::dialect) struct Deactivate {
    action: PromotionId,
    products: Vec<ProductId>,
}

#[derive(Deserialize)]
pub(in crate::dialect) struct RawDeactivate {
    action_id: Option<Int>,
    product_ids: Option<Vec<Int>>,
}

impl Message for Deactivate {
    const NAME: &'static str = "DeactivateProductsRequest";
    type Raw = RawDeactivate;

    fn read(raw: RawDeactivate) -> Result<Self, Invalid> {
        Ok(Self { action: promotion(raw.action_id)?, products: ids("product_ids", raw.product_ids)? })
    }
}

async fn leave(app: &App, staff: &SellerStaff<CanPromote>, asked: &Deactivate) -> Result<Done, Failure> {
    let found = Found::among(app, staff, asked.products.iter().copied()).await?;
    let (mut skus, mut refused) = (Vec::new(), Vec::new());
    for id in &asked.products {
        match found.one(*id) {
            Ok(product) => skus.push(product.sku),
            Err(refusal) => refused.push((*id, refusal)),
        }
    }
    let names = found.by_sku();
    let mut taken = Vec::new();
    for (sku, outcome) in promotions::leave(app, staff, asked.action, skus).await? {
        let Some(product) = names.get(&sku).copied() else { continue };
        match outcome {
            Ok(()) => taken.push(product),
            Err(refusal) => refused.push((product, refusal)),
        }
    }
    Ok(Done { taken, refused })
}

/// `POST /v1/actions/products/deactivate`.
pub(in crate::dialect) async fn deactivate_v1(
    State(app): State<App>,
    Staff(staff): Staff<CanPromote>,
    Asked(asked): Asked<Deactivate>,
) -> Result<Answer, Error> {
    let told = async { Answer::of(&Wrapped { result: outcome(leave(&app, &staff, &asked).await?) }) };
    told.await.map_err(|failure| Error::of(&app, failure, Deactivate::NAME))
}

#[derive(Serialize)]
struct Left {
    product_ids: Vec<ProductId>,
}

/// `POST /v2/actions/products/deactivate`.
pub(in crate::dialect) async fn deactivate_v2(
    State(app): State<App>,
    Staff(staff): Staff<CanPromote>,
    Asked(asked): Asked<Deactivate>,
) -> Result<Answer, Error> {
    let told = async { Answer::of(&Left { product_ids: leave(&app, &staff, &asked).await?.taken }) };
    told.await.map_err(|failure| Error::of(&app, failure, Deactivate::NAME))
}
