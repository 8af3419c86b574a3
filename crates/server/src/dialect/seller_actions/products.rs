//! `/v1/seller-actions/products/*`: what could take part in a promotion of the shop's own, what does, in and out.

use app::commands::own_promotions::{self, Added};
use app::queries::promotions::{CandidateFilter, Page};
use app::queries::{own_promotions as seen, promotions};
use app::{App, CanPromote, CanRead, Failure, SellerStaff};
use axum::extract::State;
use domain::promotions::Standing;
use domain::{PromotionId, Sku};
use serde::{Deserialize, Serialize};

use super::said::Goods;
use super::{NOT_FOUND, named, of_contract};
use crate::dialect::answer::Answer;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Int, Named, Object, Words, positive, within};
use crate::dialect::invalid::Invalid;
use crate::dialect::money::Sum;

/// Products that can be put in at once.
const ADD: usize = 100;
/// Products that can be taken out at once.
const DELETE: usize = 1_000;
/// Products on a page where the program names no number.
const LIMIT: i64 = 100;

#[derive(Deserialize)]
pub(in crate::dialect) struct RawPage {
    action_id: Option<Int>,
    cursor: Option<Int>,
    limit: Option<Int>,
}

/// A page that was asked for.
struct Asking {
    id: Named<PromotionId>,
    after: Sku,
    limit: i64,
}

fn asking(raw: &RawPage) -> Result<Asking, Invalid> {
    let id = named(raw.action_id)?;
    let after = within("cursor", raw.cursor, 0, i64::MAX).map(Sku)?;
    Ok(Asking { id, after, limit: within("limit", raw.limit.or(Some(Int(LIMIT))), 1, LIMIT)? })
}

/// Products that could take part.
pub(in crate::dialect) struct Candidates(Asking);

impl Message for Candidates {
    const NAME: &'static str = "SellerActionsProductsCandidatesRequest";
    type Raw = RawPage;

    fn read(raw: RawPage) -> Result<Self, Invalid> {
        asking(&raw).map(Self)
    }
}

/// Products that take part.
pub(in crate::dialect) struct List(Asking);

impl Message for List {
    const NAME: &'static str = "SellerActionsProductsListRequest";
    type Raw = RawPage;

    fn read(raw: RawPage) -> Result<Self, Invalid> {
        asking(&raw).map(Self)
    }
}

#[derive(Serialize)]
struct Listed<'a> {
    cursor: i64,
    has_next: bool,
    products: Vec<Goods<'a>>,
}

fn listed(page: &Page, asked: &Asking) -> Result<Answer, Failure> {
    // Behind the last page a program asks again from where it was.
    let last = page.next.or_else(|| page.items.last().map(|item| item.product.sku)).unwrap_or(asked.after);
    let products = page.items.iter().map(Goods::new).collect();
    Answer::of(&Listed { cursor: last.0, has_next: page.next.is_some(), products })
}

/// `POST /v1/seller-actions/products/candidates`.
pub(in crate::dialect) async fn candidates(
    State(app): State<App>,
    Staff(staff): Staff<CanRead>,
    Asked(Candidates(asked)): Asked<Candidates>,
) -> Result<Answer, Error> {
    let told = async {
        let id = own(&app, &staff, asked.id).await?;
        let filter = CandidateFilter { suitable: true, ..CandidateFilter::default() };
        let page = promotions::candidates(&app, &staff, id, filter, asked.after, asked.limit).await?;
        listed(&page, &asked)
    };
    told.await.map_err(|failure| Error::of(&app, failure, Candidates::NAME))
}

/// `POST /v1/seller-actions/products/list`.
pub(in crate::dialect) async fn list(
    State(app): State<App>,
    Staff(staff): Staff<CanRead>,
    Asked(List(asked)): Asked<List>,
) -> Result<Answer, Error> {
    let told = async {
        let id = own(&app, &staff, asked.id).await?;
        let page = promotions::products(&app, &staff, id, Standing::In, asked.after, asked.limit).await?;
        listed(&page, &asked)
    };
    told.await.map_err(|failure| Error::of(&app, failure, List::NAME))
}

/// The marketplace's promotions are not found here.
async fn own(app: &App, staff: &SellerStaff<CanRead>, id: Named<PromotionId>) -> Result<PromotionId, Failure> {
    Ok(seen::one(app, staff, id.or(NOT_FOUND)?).await?.id())
}

/// Products to be put in.
pub(in crate::dialect) struct Add {
    id: Named<PromotionId>,
    products: Vec<Added>,
}

#[derive(Deserialize)]
pub(in crate::dialect) struct RawAdd {
    action_id: Option<Int>,
    products: Option<Vec<Object<RawProduct>>>,
}

#[derive(Deserialize)]
pub(in crate::dialect) struct RawProduct {
    sku: Option<Int>,
    discount_percent: Option<Sum>,
    currency: Option<Words>,
}

impl Message for Add {
    const NAME: &'static str = "SellerActionsProductsAddRequest";
    type Raw = RawAdd;

    fn read(raw: RawAdd) -> Result<Self, Invalid> {
        let id = named(raw.action_id)?;
        let products = raw.products.ok_or(Invalid::missing("products"))?;
        if products.len() > ADD {
            return Err(Invalid::new("products", format!("value must contain no more than {ADD} item(s)")));
        }
        let products = products.into_iter().enumerate().map(|(at, Object(product))| read(at, product));
        Ok(Self { id, products: products.collect::<Result<_, _>>()? })
    }
}

fn read(at: usize, raw: RawProduct) -> Result<Added, Invalid> {
    let sku = raw.sku.ok_or_else(|| Invalid::new(format!("products[{at}].sku"), "value is required"))?;
    let sku = positive(format!("products[{at}].sku"), sku).map(Sku)?;
    let wrong = |_| Invalid::new(format!("products[{at}].discount_percent"), "value must be a percentage");
    let off = raw.discount_percent.map(Sum::minor).transpose().map_err(wrong)?;
    let currency = raw.currency.map(|Words(code)| code).filter(|code| !code.is_empty());
    Ok(Added { sku, off: off.filter(|off| *off != 0), currency })
}

/// Products to be taken out.
pub(in crate::dialect) struct Delete {
    id: Named<PromotionId>,
    skus: Vec<Sku>,
}

#[derive(Deserialize)]
pub(in crate::dialect) struct RawDelete {
    action_id: Option<Int>,
    skus: Option<Vec<Int>>,
}

impl Message for Delete {
    const NAME: &'static str = "SellerActionsProductsDeleteRequest";
    type Raw = RawDelete;

    fn read(raw: RawDelete) -> Result<Self, Invalid> {
        let id = named(raw.action_id)?;
        let skus = raw.skus.ok_or(Invalid::missing("skus"))?;
        if skus.len() > DELETE {
            return Err(Invalid::new("skus", format!("value must contain no more than {DELETE} item(s)")));
        }
        let skus = skus.into_iter().enumerate().map(|(at, sku)| positive(format!("skus[{at}]"), sku).map(Sku));
        Ok(Self { id, skus: skus.collect::<Result<_, _>>()? })
    }
}

/// `POST /v1/seller-actions/products/add`.
pub(in crate::dialect) async fn add(
    State(app): State<App>,
    Staff(staff): Staff<CanPromote>,
    Asked(add): Asked<Add>,
) -> Result<Answer, Error> {
    let done = async { own_promotions::add(&app, &staff, add.id.or(NOT_FOUND)?, add.products).await };
    let done = done.await.map(|()| Answer::done()).map_err(|failure| match failure {
        Failure::Refusal(refusal) => of_contract(refusal, ADDED).into(),
        fault @ Failure::Fault(_) => fault,
    });
    done.map_err(|failure| Error::of(&app, failure, Add::NAME))
}

const ADDED: &[(&str, &str)] = &[("price", "products.discount_percent"), ("sku", "products.sku")];

/// `POST /v1/seller-actions/products/delete`.
pub(in crate::dialect) async fn delete(
    State(app): State<App>,
    Staff(staff): Staff<CanPromote>,
    Asked(delete): Asked<Delete>,
) -> Result<Answer, Error> {
    let done = async { own_promotions::remove(&app, &staff, delete.id.or(NOT_FOUND)?, delete.skus).await };
    done.await.map(|()| Answer::done()).map_err(|failure| Error::of(&app, failure, Delete::NAME))
}
