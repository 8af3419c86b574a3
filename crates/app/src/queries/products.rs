//! A seller's products.

use std::collections::HashSet;

use std::sync::Arc;
use std::time::Duration;

use domain::{Code, ProductId, SellerId, Sku};
use moka::sync::Cache as Moka;
use store::products;

use crate::actors::{CanRead, SellerStaff};
use crate::{App, Failure};

pub use store::products::{Names, Product, Shelf};

/// Names of products in one question, at most.
pub const MANY: usize = 1_000;

/// A page in the order of the dialect's number, after `after`, with the number of all on that shelf.
pub async fn list(
    app: &App,
    staff: &SellerStaff<CanRead>,
    shelf: Shelf,
    after: ProductId,
    limit: i64,
) -> Result<(Vec<Product>, i64), Failure> {
    let seller = staff.seller();
    let found = app
        .store()
        .glance(move |tx| Ok((products::list(tx, seller, shelf, after, limit)?, products::count(tx, seller, shelf)?)));
    found.await
}

/// The products that are there among those named, each once, in the order in which they were named; [`MANY`] names of
/// each kind at most.
pub async fn named(app: &App, staff: &SellerStaff<CanRead>, names: Vec<Names>) -> Result<Vec<Product>, Failure> {
    let seller = staff.seller();
    app.store()
        .read(move |tx| {
            let mut all: Vec<Product> = Vec::new();
            for names in &names {
                let mut found = products::named(tx, seller, names)?;
                found.sort_by_cached_key(|product| place_among(names, product));
                all.extend(found);
            }
            let mut seen = HashSet::new();
            all.retain(|product| seen.insert(product.sku));
            Ok(all)
        })
        .await
}

/// Where a product was named.
fn place_among(names: &Names, product: &Product) -> Option<usize> {
    match names {
        Names::ProductIds(ids) => ids.iter().position(|id| *id == product.product_id),
        Names::Skus(skus) => skus.iter().position(|sku| *sku == product.sku),
        Names::Offers(offers) => offers.iter().position(|offer| *offer == product.offer_id),
    }
}

/// One product.
pub async fn one(app: &App, staff: &SellerStaff<CanRead>, sku: Sku) -> Result<Product, Failure> {
    let seller = staff.seller();
    let found = app.store().glance(move |tx| Ok::<_, Failure>(products::one(tx, seller, sku)?)).await?;
    Ok(found.ok_or(Code::ProductNotFound)?)
}

/// A seller's categories with the number of products in each.
pub async fn categories(app: &App, staff: &SellerStaff<CanRead>) -> Result<Vec<(String, i64)>, Failure> {
    let seller = staff.seller();
    app.store().glance(move |tx| Ok(products::categories(tx, seller)?)).await
}

/// How old the categories of a filter may be: they change with imports, not with clicks.
const FRESH: Duration = Duration::from_secs(60);

/// The categories of shops, for the filters of lists.
#[derive(Debug, Clone)]
pub(crate) struct Categories(Moka<SellerId, Arc<Vec<(String, i64)>>>);

impl Default for Categories {
    fn default() -> Self {
        Self(Moka::builder().max_capacity(1_000).time_to_live(FRESH).build())
    }
}

impl Categories {
    pub(crate) fn get(&self, seller: SellerId) -> Option<Arc<Vec<(String, i64)>>> {
        self.0.get(&seller)
    }

    pub(crate) fn keep(&self, seller: SellerId, categories: Vec<(String, i64)>) -> Arc<Vec<(String, i64)>> {
        let categories = Arc::new(categories);
        // A shop without products is about to get some: it is asked again.
        if !categories.is_empty() {
            self.0.insert(seller, Arc::clone(&categories));
        }
        categories
    }
}
