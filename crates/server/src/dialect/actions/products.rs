//! Products that could take part in a promotion, and those that do.

use app::queries::promotions::{self, Candidate, CandidateFilter, Card};
use app::{App, CanRead, Failure, SellerStaff};
use axum::extract::State;
use domain::promotions::Standing;
use domain::{PromotionId, Sku};
use serde::{Deserialize, Serialize};

use super::item::{ItemV1, ItemV2};
use super::named::promotion;
use crate::dialect::answer::Answer;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Int, Place, within};
use crate::dialect::invalid::Invalid;

/// Products that may be passed over by `offset`.
pub(in crate::dialect) const OFFSET_MAX: i64 = 100_000;
/// Products of one page of the first version. Source: the published typed client.
const LIMIT_V1: i64 = 1_000;
const LIMIT_V2: i64 = 100;

/// A page of a promotion's products.
pub(in crate::dialect) struct Page<const V2: bool> {
    action: PromotionId,
    limit: i64,
    offset: i64,
    after: Place,
}

#[derive(Deserialize)]
pub(in crate::dialect) struct Raw {
    action_id: Option<Int>,
    limit: Option<Int>,
    offset: Option<Int>,
    last_id: Option<Place>,
}

impl<const V2: bool> Message for Page<V2> {
    const NAME: &'static str = if V2 { "ActionProductsV2Request" } else { "ActionProductsRequest" };
    type Raw = Raw;

    fn read(raw: Raw) -> Result<Self, Invalid> {
        let most = if V2 { LIMIT_V2 } else { LIMIT_V1 };
        let given = raw.limit.filter(|Int(limit)| *limit != 0).unwrap_or(Int(100));
        Ok(Self {
            action: promotion(raw.action_id)?,
            limit: within("limit", Some(given), 1, most)?,
            offset: if V2 { 0 } else { within("offset", raw.offset, 0, OFFSET_MAX)? },
            after: raw.last_id.unwrap_or_default(),
        })
    }
}

/// Which products.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Candidates,
    Taking,
}

impl Which {
    async fn page(
        self,
        app: &App,
        staff: &SellerStaff<CanRead>,
        action: PromotionId,
        after: Sku,
        limit: i64,
    ) -> Result<promotions::Page, Failure> {
        let suitable = CandidateFilter { suitable: true, ..CandidateFilter::default() };
        match self {
            Self::Candidates => promotions::candidates(app, staff, action, suitable, after, limit).await,
            Self::Taking => promotions::products(app, staff, action, Standing::In, after, limit).await,
        }
    }

    fn total(self, card: &Card) -> i64 {
        match self {
            Self::Candidates => (card.could - card.joined).max(0),
            Self::Taking => card.joined,
        }
    }
}

/// What was found: the products, how many there are in all, and what the next page is asked with.
struct Told {
    items: Vec<Candidate>,
    total: i64,
    last_id: String,
    min_stock: i64,
}

async fn find<const V2: bool>(
    app: &App,
    staff: &SellerStaff<CanRead>,
    which: Which,
    asked: &Page<V2>,
) -> Result<Told, Failure> {
    let card = promotions::one(app, staff, asked.action).await?;
    let mut after = Sku(asked.after.number());
    let (mut skip, mut items) = (asked.offset, Vec::new());
    loop {
        let got = i64::try_from(items.len()).unwrap_or(i64::MAX);
        let wanted = (skip + asked.limit - got).clamp(1, promotions::PAGE_MAX);
        let page = which.page(app, staff, asked.action, after, wanted).await?;
        for one in page.items {
            if skip > 0 { skip -= 1 } else { items.push(one) }
        }
        let full = i64::try_from(items.len()).is_ok_and(|got| got >= asked.limit);
        match page.next.filter(|_| !full) {
            Some(next) => after = next,
            None => break,
        }
    }
    items.truncate(usize::try_from(asked.limit).unwrap_or(0));
    let last_id = items.last().map_or_else(|| asked.after.to_string(), |one| one.product.sku.to_string());
    Ok(Told { total: which.total(&card), min_stock: card.terms.min_stock, items, last_id })
}

#[derive(Serialize)]
struct ListedV1 {
    result: ResultV1,
}

#[derive(Serialize)]
struct ResultV1 {
    products: Vec<ItemV1>,
    total: i64,
    last_id: String,
}

#[derive(Serialize)]
struct ListedV2 {
    products: Vec<ItemV2>,
    total: i64,
    last_id: String,
}

async fn tell_v1(app: &App, staff: &SellerStaff<CanRead>, which: Which, asked: &Page<false>) -> Result<Answer, Error> {
    let told = async {
        let told = find(app, staff, which, asked).await?;
        let products = told.items.iter().map(|one| ItemV1::new(one, told.min_stock)).collect();
        Answer::of(&ListedV1 { result: ResultV1 { products, total: told.total, last_id: told.last_id } })
    };
    told.await.map_err(|failure| Error::of(app, failure, Page::<false>::NAME))
}

async fn tell_v2(app: &App, staff: &SellerStaff<CanRead>, which: Which, asked: &Page<true>) -> Result<Answer, Error> {
    let told = async {
        let told = find(app, staff, which, asked).await?;
        let item = |one: &Candidate| ItemV2::new(one, told.min_stock, which == Which::Taking);
        let products = told.items.iter().map(item).collect();
        Answer::of(&ListedV2 { products, total: told.total, last_id: told.last_id })
    };
    told.await.map_err(|failure| Error::of(app, failure, Page::<true>::NAME))
}

/// `POST /v1/actions/candidates`.
pub(in crate::dialect) async fn candidates_v1(
    State(app): State<App>,
    Staff(staff): Staff<CanRead>,
    Asked(asked): Asked<Page<false>>,
) -> Result<Answer, Error> {
    tell_v1(&app, &staff, Which::Candidates, &asked).await
}

/// `POST /v2/actions/candidates`.
pub(in crate::dialect) async fn candidates_v2(
    State(app): State<App>,
    Staff(staff): Staff<CanRead>,
    Asked(asked): Asked<Page<true>>,
) -> Result<Answer, Error> {
    tell_v2(&app, &staff, Which::Candidates, &asked).await
}

/// `POST /v1/actions/products`.
pub(in crate::dialect) async fn taking_v1(
    State(app): State<App>,
    Staff(staff): Staff<CanRead>,
    Asked(asked): Asked<Page<false>>,
) -> Result<Answer, Error> {
    tell_v1(&app, &staff, Which::Taking, &asked).await
}

/// `POST /v2/actions/products`.
pub(in crate::dialect) async fn taking_v2(
    State(app): State<App>,
    Staff(staff): Staff<CanRead>,
    Asked(asked): Asked<Page<true>>,
) -> Result<Answer, Error> {
    tell_v2(&app, &staff, Which::Taking, &asked).await
}
