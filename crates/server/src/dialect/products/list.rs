//! `/v3/product/list`: a shop's products, page by page or by name.

use app::queries::products::{self, Names, Product, Shelf};
use app::{App, CanRead, Failure, SellerStaff};
use axum::extract::State;
use domain::{Code, ProductId, Refusal};
use serde::{Deserialize, Serialize};

use super::filter::{Chosen, Filter, stands_on};
use crate::dialect::answer::Answer;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Int, Object, Words, within};
use crate::dialect::invalid::Invalid;

/// Products that were asked for.
pub(in crate::dialect) struct List {
    what: What,
    /// `None` for what no product here can be.
    shelf: Option<Shelf>,
}

enum What {
    Named(Names),
    /// After a product that was listed last; all from the beginning where there was none.
    Page {
        after: Option<ProductId>,
        limit: i64,
    },
}

#[derive(Deserialize)]
pub(in crate::dialect) struct Raw {
    filter: Option<Object<Filter>>,
    last_id: Option<Words>,
    limit: Option<Int>,
}

impl Message for List {
    const NAME: &'static str = "GetProductListRequest";
    type Raw = Raw;

    fn read(raw: Raw) -> Result<Self, Invalid> {
        let Object(filter) = raw.filter.ok_or(Invalid::missing("filter"))?;
        let Chosen { shelf, offers, ids } = filter.read()?;
        let what = match (offers.is_empty(), ids.is_empty()) {
            (true, true) => What::Page { after: last(raw.last_id)?, limit: within("limit", raw.limit, 1, 1_000)? },
            (false, true) => What::Named(Names::Offers(offers)),
            (true, false) => What::Named(Names::ProductIds(ids)),
            (false, false) => return Err(Invalid::new("filter", "use either offer_id or product_id")),
        };
        Ok(Self { what, shelf })
    }
}

fn last(words: Option<Words>) -> Result<Option<ProductId>, Invalid> {
    match words {
        Some(Words(id)) if !id.is_empty() => {
            let number = id.parse().map_err(|_| Invalid::new("last_id", "value is no last_id of a list"))?;
            Ok(Some(ProductId(number)))
        }
        _ => Ok(None),
    }
}

#[derive(Serialize)]
struct Listed<'a> {
    result: Page<'a>,
}

#[derive(Serialize)]
struct Page<'a> {
    items: Vec<Item<'a>>,
    total: i64,
    last_id: String,
}

#[derive(Serialize)]
struct Item<'a> {
    product_id: ProductId,
    offer_id: &'a str,
    archived: bool,
    has_fbo_stocks: bool,
    has_fbs_stocks: bool,
    is_discounted: bool,
    quants: [(); 0],
}

impl<'a> Item<'a> {
    fn new(product: &'a Product) -> Self {
        Self {
            product_id: product.product_id,
            offer_id: &product.offer_id,
            archived: product.archived,
            has_fbo_stocks: false,
            has_fbs_stocks: product.stock > 0,
            is_discounted: false,
            quants: [],
        }
    }
}

/// `POST /v3/product/list`.
pub(in crate::dialect) async fn v3(
    State(app): State<App>,
    Staff(staff): Staff<CanRead>,
    Asked(list): Asked<List>,
) -> Result<Answer, Error> {
    let told = async {
        let (products, total, last_id) = find(&app, &staff, list).await?;
        Answer::of(&Listed { result: Page { items: products.iter().map(Item::new).collect(), total, last_id } })
    };
    told.await.map_err(|failure| Error::of(&app, failure, List::NAME))
}

/// The products, how many there are in all, and what the next page is asked with.
async fn find(app: &App, staff: &SellerStaff<CanRead>, list: List) -> Result<(Vec<Product>, i64, String), Failure> {
    let Some(shelf) = list.shelf else { return Ok((Vec::new(), 0, String::new())) };
    match list.what {
        What::Named(names) => {
            let mut found = products::named(app, staff, vec![names]).await?;
            found.retain(|product| stands_on(product, shelf));
            let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
            Ok((found, total, String::new()))
        }
        What::Page { after, limit } => {
            if let Some(id) = after {
                let known = products::named(app, staff, vec![Names::ProductIds(vec![id])]).await?;
                if known.is_empty() {
                    return Err(Refusal::new(Code::CursorInvalid).at("last_id").into());
                }
            }
            let (found, total) = products::list(app, staff, shelf, after.unwrap_or(ProductId(0)), limit).await?;
            let last_id = found.last().map(|product| product.product_id.to_string()).unwrap_or_default();
            Ok((found, total, last_id))
        }
    }
}
