//! `/v3/product/info/list`: everything about products that are named.

use app::queries::products::{self, MANY, Names};
use app::{CanRead, Failure};
use axum::extract::State;
use domain::{ProductId, Sku};
use serde::{Deserialize, Serialize};

use super::item::Item;
use crate::Site;
use crate::dialect::answer::Answer;
use crate::dialect::base::Base;
use crate::dialect::body::{Asked, Message};
use crate::dialect::door::Staff;
use crate::dialect::error::Error;
use crate::dialect::fields::{Int, Words, positive};
use crate::dialect::invalid::Invalid;

/// Names of products, of up to three kinds.
pub(in crate::dialect) struct Info(Vec<Names>);

#[derive(Deserialize)]
pub(in crate::dialect) struct Raw {
    offer_id: Option<Vec<Words>>,
    product_id: Option<Vec<Int>>,
    sku: Option<Vec<Int>>,
}

impl Message for Info {
    const NAME: &'static str = "GetProductInfoListRequest";
    type Raw = Raw;

    fn read(raw: Raw) -> Result<Self, Invalid> {
        let offers = texts(raw.offer_id);
        let ids = numbers("product_id", raw.product_id)?;
        let skus = numbers("sku", raw.sku)?;
        match offers.len() + ids.len() + skus.len() {
            0 => Err(Invalid::new("", "use either offer_id or product_id or sku")),
            1..=MANY => Ok(Self(vec![
                Names::Offers(offers),
                Names::ProductIds(ids.into_iter().map(ProductId).collect()),
                Names::Skus(skus.into_iter().map(Sku).collect()),
            ])),
            _ => Err(Invalid::new("", format!("value must contain no more than {MANY} item(s)"))),
        }
    }
}

/// Texts that may be missing.
pub(in crate::dialect) fn texts(given: Option<Vec<Words>>) -> Vec<String> {
    given.unwrap_or_default().into_iter().map(|Words(text)| text).collect()
}

/// Positive numbers that may be missing.
pub(in crate::dialect) fn numbers(path: &str, given: Option<Vec<Int>>) -> Result<Vec<i64>, Invalid> {
    let numbered = given.unwrap_or_default().into_iter().enumerate();
    numbered.map(|(at, number)| positive(format!("{path}[{at}]"), number)).collect()
}

#[derive(Serialize)]
struct Listed<'a> {
    items: Vec<Item<'a>>,
}

/// `POST /v3/product/info/list`.
pub(in crate::dialect) async fn v3(
    State(site): State<Site>,
    Staff(staff): Staff<CanRead>,
    base: Base,
    Asked(Info(names)): Asked<Info>,
) -> Result<Answer, Error> {
    let told = async {
        let found = products::named(&site.app, &staff, names).await?;
        Answer::of(&Listed { items: found.iter().map(|product| Item::new(product, &base)).collect() })
    };
    told.await.map_err(|failure: Failure| Error::of(&site.app, failure, Info::NAME))
}
