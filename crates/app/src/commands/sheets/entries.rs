//! From the rows of a table to what a shop's commands take: products found by their number or article, discounts turned to prices.

use std::collections::HashMap;

use domain::promotions::admission::Ask;
use domain::promotions::benefit::less;
use domain::{Code, Refusal, Sku};

use super::{BadRow, Column, Row, Table};
use crate::actors::{CanRead, SellerStaff};
use crate::commands::prices::NewFacts;
use crate::commands::promotions::{Entry, MANY};
use crate::queries::prices::Facts;
use crate::queries::products::{Names, Product};
use crate::{App, Failure, queries};

/// A row that was understood: its number in the file, the product as it is named there, and what it asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Understood<T> {
    /// Its number in the file, from 1.
    pub number: u64,
    /// The product's name.
    pub product: Product,
    /// What it asks for.
    pub asks: T,
}

/// The columns of a table for a promotion.
pub const OF_PROMOTIONS: &[Column] = &[Column::Product, Column::Price, Column::Discount, Column::Quantity];
/// The columns of a table of floors and costs.
pub const OF_PRICES: &[Column] =
    &[Column::Product, Column::Cost, Column::Commission, Column::Logistics, Column::Tax, Column::Floor];

/// What the rows of a table ask of a promotion; rows whose product the shop does not have join those that cannot be used.
pub async fn entries(
    app: &App,
    staff: &SellerStaff<CanRead>,
    table: Table,
) -> Result<(Vec<Understood<Entry>>, Vec<BadRow>), Failure> {
    let (found, mut bad) = products(app, staff, table).await?;
    let mut good = Vec::with_capacity(found.len());
    let mut seen = std::collections::HashSet::new();
    for (row, product) in found {
        if !seen.insert(product.sku) {
            bad.push(bad_row(&row, Code::SheetTwice));
            continue;
        }
        let list = product.price.minor;
        let price = row.value(Column::Price).or_else(|| row.value(Column::Discount).map(|share| less(list, share)));
        let ask = Ask { price, quantity: row.value(Column::Quantity) };
        let asks = Entry { sku: product.sku, ask, seen: None };
        good.push(Understood { number: row.number, product, asks });
    }
    bad.sort_by_key(|row| row.number);
    Ok((good, bad))
}

/// What the rows of a table say of floors and costs. Empty cells leave what was there.
pub async fn facts(
    app: &App,
    staff: &SellerStaff<CanRead>,
    table: Table,
) -> Result<(Vec<Understood<NewFacts>>, Vec<BadRow>), Failure> {
    let (found, mut bad) = products(app, staff, table).await?;
    let mut good = Vec::with_capacity(found.len());
    for some in found.chunks(MANY) {
        let skus = some.iter().map(|(_, product)| product.sku).collect();
        let before = queries::prices::named(app, staff, skus).await?;
        let before: HashMap<Sku, Facts> = before.into_iter().map(|one| (one.product.sku, one.facts)).collect();
        for (row, product) in some {
            let facts = before.get(&product.sku).cloned().unwrap_or_else(|| Facts::none(staff.seller(), product.sku));
            good.push(Understood { number: row.number, product: product.clone(), asks: changed(row, &facts) });
        }
    }
    bad.sort_by_key(|row| row.number);
    Ok((good, bad))
}

fn changed(row: &Row, before: &Facts) -> NewFacts {
    NewFacts {
        sku: before.sku,
        cost: row.value(Column::Cost).or(before.cost),
        commission: row.value(Column::Commission).or(before.commission),
        logistics: row.value(Column::Logistics).or(before.logistics),
        tax: row.value(Column::Tax).or(before.tax),
        floor_price: row.value(Column::Floor).or(before.floor_price),
        floor_margin: before.floor_margin,
        on_floor: before.on_floor,
        seen: Some(before.version),
    }
}

/// The products of the rows: by article first, since an article may be a number as well.
async fn products(
    app: &App,
    staff: &SellerStaff<CanRead>,
    table: Table,
) -> Result<(Vec<(Row, Product)>, Vec<BadRow>), Failure> {
    let (mut found, mut bad) = (Vec::with_capacity(table.rows.len()), table.bad);
    for rows in table.rows.chunks(MANY) {
        let offers = rows.iter().map(|row| row.product.clone()).collect();
        let skus = rows.iter().filter_map(|row| row.product.parse().ok().map(Sku)).collect();
        let named = queries::products::named(app, staff, vec![Names::Offers(offers), Names::Skus(skus)]).await?;
        let by_offer: HashMap<&str, &Product> = named.iter().map(|product| (&*product.offer_id, product)).collect();
        let by_sku: HashMap<String, &Product> =
            named.iter().map(|product| (product.sku.to_string(), product)).collect();
        for row in rows {
            match by_offer.get(&*row.product).or_else(|| by_sku.get(&row.product)) {
                Some(product) => found.push((row.clone(), (*product).clone())),
                None => bad.push(bad_row(row, Code::ProductNotFound)),
            }
        }
    }
    Ok((found, bad))
}

fn bad_row(row: &Row, code: Code) -> BadRow {
    BadRow { number: row.number, cell: row.product.clone(), why: Refusal::new(code).at("sku") }
}
