//! A seller's products.

use std::collections::HashSet;

use domain::{Code, ProductId, Sku};
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
