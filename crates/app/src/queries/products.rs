//! A seller's products.

use domain::{Code, ProductId, Sku};
use store::products;

use crate::actors::{CanRead, SellerStaff};
use crate::{App, Failure};

pub use store::products::Product;

/// Products that are asked for by number at once, at most.
pub const MANY: usize = 1_000;

/// A page in the order of the dialect's number, after `after`, with the number of all.
pub async fn list(
    app: &App,
    staff: &SellerStaff<CanRead>,
    after: ProductId,
    limit: i64,
) -> Result<(Vec<Product>, i64), Failure> {
    let seller = staff.seller();
    app.store().read(move |tx| Ok((products::list(tx, seller, after, limit)?, products::count(tx, seller)?))).await
}

/// How a product is named in a question for several.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Named {
    /// By the dialect's number.
    ProductId(ProductId),
    /// By the buyers' number.
    Sku(Sku),
    /// By the seller's article.
    Offer(String),
}

/// The products that are there among those named, each once, in the order in which they were named.
pub async fn named(app: &App, staff: &SellerStaff<CanRead>, names: Vec<Named>) -> Result<Vec<Product>, Failure> {
    let seller = staff.seller();
    app.store()
        .read(move |tx| {
            let mut all: Vec<Product> = Vec::new();
            let mut seen = std::collections::HashSet::new();
            for name in names.into_iter().take(3 * MANY) {
                let found = match name {
                    Named::ProductId(id) => products::by_product_id(tx, seller, id)?,
                    Named::Sku(sku) => products::one(tx, seller, sku)?,
                    Named::Offer(offer) => products::by_offer(tx, seller, &offer)?,
                };
                all.extend(found.filter(|product| seen.insert(product.sku)));
            }
            Ok(all)
        })
        .await
}

/// One product.
pub async fn one(app: &App, staff: &SellerStaff<CanRead>, sku: Sku) -> Result<Product, Failure> {
    let seller = staff.seller();
    let found = app.store().read(move |tx| Ok::<_, Failure>(products::one(tx, seller, sku)?)).await?;
    Ok(found.ok_or(Code::ProductNotFound)?)
}

/// A seller's categories with the number of products in each.
pub async fn categories(app: &App, staff: &SellerStaff<CanRead>) -> Result<Vec<(String, i64)>, Failure> {
    let seller = staff.seller();
    app.store().read(move |tx| Ok(products::categories(tx, seller)?)).await
}
