//! Products that a program names by the dialect's numbers, and what is told of those that are refused.

use std::collections::HashMap;

use app::queries::products::{self, MANY, Names, Product};
use app::{App, Failure, SellerStaff};
use domain::{Code, Lang, ProductId, PromotionId, Refusal, Sku};
use serde::Serialize;

use crate::dialect::fields::{Int, positive};
use crate::dialect::invalid::Invalid;

/// Which promotion. One that cannot be is found as little as any other that is not there.
pub(in crate::dialect) fn promotion(number: Option<Int>) -> Result<PromotionId, Invalid> {
    let number = number.ok_or(Invalid::missing("action_id"))?;
    positive("action_id", number).map(PromotionId)
}

/// At least one thing and at most a thousand.
pub(in crate::dialect) fn not_too_many(path: &'static str, got: usize) -> Result<(), Invalid> {
    if (1..=MANY).contains(&got) {
        return Ok(());
    }
    Err(Invalid::new(path, format!("value must contain between 1 and {MANY} items, inclusive")))
}

/// Numbers of products: at least one and at most a thousand.
pub(in crate::dialect) fn ids(path: &'static str, given: Option<Vec<Int>>) -> Result<Vec<ProductId>, Invalid> {
    let given = given.unwrap_or_default();
    not_too_many(path, given.len())?;
    Ok(given.into_iter().map(|Int(number)| ProductId(number)).collect())
}

/// A product that was refused.
#[derive(Debug, Serialize)]
pub(in crate::dialect) struct Rejected {
    product_id: ProductId,
    reason: String,
}

impl Rejected {
    /// With the reason in Russian, as the marketplace gives it.
    pub(in crate::dialect) fn new(product: ProductId, refusal: &Refusal) -> Self {
        Self { product_id: product, reason: refusal.words(Lang::Ru) }
    }
}

/// The shop's products among those named.
pub(in crate::dialect) struct Found {
    products: HashMap<ProductId, Product>,
}

impl Found {
    /// Looks for them.
    pub(in crate::dialect) async fn among<P>(
        app: &App,
        staff: &SellerStaff<P>,
        ids: impl IntoIterator<Item = ProductId>,
    ) -> Result<Self, Failure> {
        let names = Names::ProductIds(ids.into_iter().collect());
        let found = products::named(app, &staff.reader(), vec![names]).await?;
        Ok(Self { products: found.into_iter().map(|product| (product.product_id, product)).collect() })
    }

    /// One of them, or that it is not there: a stranger's is not.
    pub(in crate::dialect) fn one(&self, id: ProductId) -> Result<&Product, Refusal> {
        self.products.get(&id).ok_or_else(|| Code::ProductNotFound.into())
    }

    /// The dialect's numbers by those for buyers.
    pub(in crate::dialect) fn by_sku(&self) -> HashMap<Sku, ProductId> {
        self.products.values().map(|product| (product.sku, product.product_id)).collect()
    }
}
