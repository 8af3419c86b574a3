//! Products that could come in by themselves, and those that will.

use std::collections::HashMap;

use app::queries::promotions::{self, AutoAdd, Candidate, CandidateFilter};
use app::{App, CanRead, Failure, SellerStaff};
use axum::extract::State;
use domain::{PromotionId, Sku, Timestamp};
use serde::{Deserialize, Serialize};

use super::item::{Auto, ItemV1, ItemV2};
use super::{date, enrolling};
use crate::dialect::actions::named::promotion;
use crate::dialect::actions::products::OFFSET_MAX;
use crate::dialect::answer::Answer;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Int, Words, within};
use crate::dialect::invalid::Invalid;

/// A page of products beside an enrolment.
pub(in crate::dialect) struct Page {
    action: PromotionId,
    date: Timestamp,
    limit: i64,
    offset: i64,
}

#[derive(Deserialize)]
pub(in crate::dialect) struct Raw {
    action_id: Option<Int>,
    auto_add_date: Option<Words>,
    limit: Option<Int>,
    offset: Option<Int>,
}

impl Message for Page {
    const NAME: &'static str = "ActionsAutoAddProductsRequest";
    type Raw = Raw;

    fn read(raw: Raw) -> Result<Self, Invalid> {
        Ok(Self {
            action: promotion(raw.action_id)?,
            date: date(raw.auto_add_date.as_ref())?,
            limit: within("limit", raw.limit, 1, 100)?,
            offset: within("offset", raw.offset, 0, OFFSET_MAX)?,
        })
    }
}

struct Told {
    items: Vec<(Candidate, Option<AutoAdd>)>,
    total: i64,
    min_stock: i64,
}

/// What will come in: those after `offset`.
async fn coming(app: &App, staff: &SellerStaff<CanRead>, asked: &Page) -> Result<Told, Failure> {
    let card = enrolling(app, staff, asked.action, asked.date).await?;
    let (mut after, mut skip, mut items) = (Sku(0), asked.offset, Vec::new());
    let full = usize::try_from(asked.limit).unwrap_or(0);
    while items.len() < full {
        let page = promotions::autos(app, staff, asked.action, after, promotions::PAGE_MAX).await?;
        let Some(last) = page.last().map(|(one, _)| one.product.sku) else { break };
        for (candidate, auto) in page {
            if skip > 0 {
                skip -= 1;
            } else {
                items.push((candidate, Some(auto)));
            }
        }
        after = last;
    }
    items.truncate(full);
    Ok(Told { total: card.autos, min_stock: card.terms.min_stock, items })
}

/// What could come in, with what is set for those that will.
async fn candidates(app: &App, staff: &SellerStaff<CanRead>, asked: &Page) -> Result<Told, Failure> {
    let card = enrolling(app, staff, asked.action, asked.date).await?;
    let (mut after, mut skip, mut found) = (Sku(0), asked.offset, Vec::new());
    let full = usize::try_from(asked.limit).unwrap_or(0);
    loop {
        let filter = CandidateFilter { suitable: true, ..CandidateFilter::default() };
        let page = promotions::candidates(app, staff, asked.action, filter, after, promotions::PAGE_MAX).await?;
        for one in page.items {
            if skip > 0 {
                skip -= 1;
            } else {
                found.push(one);
            }
        }
        match page.next.filter(|_| found.len() < full) {
            Some(next) => after = next,
            None => break,
        }
    }
    found.truncate(full);
    let total = (card.could - card.joined).max(0);
    let items = with_what_is_set(app, staff, asked.action, found).await?;
    Ok(Told { total, min_stock: card.terms.min_stock, items })
}

async fn with_what_is_set(
    app: &App,
    staff: &SellerStaff<CanRead>,
    action: PromotionId,
    found: Vec<Candidate>,
) -> Result<Vec<(Candidate, Option<AutoAdd>)>, Failure> {
    let Some(first) = found.first().map(|one| one.product.sku) else { return Ok(Vec::new()) };
    let before = Sku(first.0.saturating_sub(1));
    let set = promotions::autos(app, staff, action, before, promotions::PAGE_MAX).await?;
    let mut set: HashMap<Sku, AutoAdd> = set.into_iter().map(|(_, auto)| (auto.sku, auto)).collect();
    let beside = |one: Candidate| {
        let auto = set.remove(&one.product.sku);
        (one, auto)
    };
    Ok(found.into_iter().map(beside).collect())
}

#[derive(Serialize)]
struct Listed<T> {
    products: Vec<T>,
    total: i64,
}

impl Told {
    fn v1(&self, listed: bool) -> Result<Answer, Failure> {
        let products: Vec<_> = self.autos().map(|auto| ItemV1::new(&auto, listed)).collect();
        Answer::of(&Listed { products, total: self.total })
    }

    fn v2(&self, listed: bool) -> Result<Answer, Failure> {
        let products: Vec<_> = self.autos().map(|auto| ItemV2::new(&auto, listed)).collect();
        Answer::of(&Listed { products, total: self.total })
    }

    fn autos(&self) -> impl Iterator<Item = Auto<'_>> {
        let min_stock = self.min_stock;
        self.items.iter().map(move |(candidate, set)| Auto { candidate, set: set.as_ref(), min_stock })
    }
}

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident $find:ident $version:ident $listed:literal;)*) => {$(
        $(#[$doc])*
        pub(in crate::dialect) async fn $name(
            State(app): State<App>,
            Staff(staff): Staff<CanRead>,
            Asked(asked): Asked<Page>,
        ) -> Result<Answer, Error> {
            let told = async { $find(&app, &staff, &asked).await?.$version($listed) };
            told.await.map_err(|failure| Error::of(&app, failure, Page::NAME))
        }
    )*};
}

lists! {
    /// `POST /v1/actions/auto-add/products/candidates`.
    candidates_v1 candidates v1 false;
    /// `POST /v2/actions/auto-add/products/candidates`.
    candidates_v2 candidates v2 false;
    /// `POST /v1/actions/auto-add/products/list`.
    coming_v1 coming v1 true;
    /// `POST /v2/actions/auto-add/products/list`.
    coming_v2 coming v2 true;
}
