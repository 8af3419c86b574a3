//! Judged rows of a file, put into the database a batch at a time.

use std::collections::HashMap;
use std::sync::Arc;

use domain::reviews::{AuthorKind, OrderStatus, ReviewStatus};
use domain::{Money, OrderId, PersonId, ProductId, SellerId, Sku, Timestamp};
use store::{Tx, orders, people, products};
use uuid::Builder;

use super::{Added, NewComment, NewReview, OrderItem, Product, product_words};
use crate::import::{self as judged, Reason, Record};
use crate::{App, Failure, chance};

/// What became of a batch: what was added, and what the database could not take, with its records.
#[derive(Debug, Default)]
pub(super) struct Stored {
    pub added: Added,
    pub refused: Vec<(Record, Reason)>,
}

/// A batch: records of the file with what they say.
pub(super) type Batch<T> = Vec<(Record, T)>;

impl Added {
    fn count(&mut self, is_new: bool) {
        *(if is_new { &mut self.new } else { &mut self.known }) += 1;
    }
}

/// Adds products or brings them up to date. One whose number belongs to another product is refused, and the others go in.
pub(super) async fn products(app: App, seller: SellerId, batch: Batch<judged::Product>) -> Result<Stored, Failure> {
    let now = app.now();
    let ready = |(record, row)| {
        let product = row_of(seller, row, now);
        let words = product_words(&product);
        (record, product, words)
    };
    let batch: Vec<_> = batch.into_iter().map(ready).collect();
    app.store()
        .write(move |tx| {
            let mut stored = Stored::default();
            for (record, row, words) in batch {
                match product(tx, &row, &words)? {
                    Ok(is_new) => stored.added.count(is_new),
                    Err(field) => stored.refused.push((record, Reason::Taken { field })),
                }
            }
            Ok(stored)
        })
        .await
}

/// Whether the product is new, or which of its numbers another one has.
fn product(tx: &mut Tx<'_>, product: &Product, words: &str) -> Result<Result<bool, &'static str>, Failure> {
    let (seller, sku) = (product.seller, product.sku);
    let owner = products::owner(tx, sku)?;
    if owner.is_some_and(|owner| owner != seller) {
        return Ok(Err("sku"));
    }
    if owner.is_none() {
        if products::by_product_id(tx, seller, product.product_id)?.is_some() {
            return Ok(Err("product_id"));
        }
        if products::by_offer(tx, seller, &product.offer_id)?.is_some() {
            return Ok(Err("offer_id"));
        }
    }
    products::upsert(tx, product, words)?;
    if owner.is_none() {
        // Its reviews may have come before it.
        products::recount(tx, seller, sku)?;
    }
    Ok(Ok(owner.is_none()))
}

/// Where the file is silent the sku stands for the other numbers, and there are no pieces.
fn row_of(seller: SellerId, row: judged::Product, now: Timestamp) -> Product {
    let attributes: serde_json::Map<_, _> =
        row.attributes.into_iter().map(|(name, value)| (name, value.into())).collect();
    Product {
        seller,
        sku: row.sku,
        product_id: row.product_id.unwrap_or(ProductId(row.sku.0)),
        offer_id: row.offer_id.unwrap_or_else(|| row.sku.to_string()),
        name: row.name,
        category: row.category.unwrap_or_default(),
        brand: row.brand.unwrap_or_default(),
        description: row.description.unwrap_or_default(),
        attributes: serde_json::Value::Object(attributes).to_string(),
        price: row.price,
        old_price: row.old_price.map(|price| price.minor),
        stock: row.stock.unwrap_or(0),
        picture: None,
        archived: false,
        created_at: row.created_at.unwrap_or(now),
        updated_at: now,
        stars: [0; 5],
        reviews: 0,
        pinned: None,
    }
}

/// Adds order items, with the people who ordered them, or brings their status up to date.
pub(super) async fn orders(app: App, seller: SellerId, batch: Batch<judged::Order>) -> Result<Stored, Failure> {
    let now = app.now();
    app.store()
        .write(move |tx| {
            let mut stored = Stored::default();
            for (_, row) in batch {
                let buyer = row.buyer.as_deref().map(|named| buyer(tx, seller, named, now)).transpose()?;
                let is_new = orders::one(tx, seller, &row.id, row.sku)?.is_none();
                orders::upsert(tx, &item_of(seller, row, buyer))?;
                stored.added.count(is_new);
            }
            Ok(stored)
        })
        .await
}

/// The person whom a file names: by the id that they have here, or by what the shop calls them, who is then made known.
fn buyer(tx: &mut Tx<'_>, seller: SellerId, named: &str, now: Timestamp) -> Result<PersonId, Failure> {
    if let Some(id) = PersonId::parse(named) {
        return Ok(id);
    }
    let hash = chance::digest(&format!("{seller}:buyer:{named}"));
    let mut bytes = [0; 10];
    bytes.copy_from_slice(&hash[..10]);
    let id = PersonId(Builder::from_unix_timestamp_millis(0, &bytes).into_uuid());
    people::insert_person(tx, id, named, now)?;
    Ok(id)
}

fn item_of(seller: SellerId, row: judged::Order, buyer: Option<PersonId>) -> OrderItem {
    OrderItem {
        seller,
        order: row.id,
        sku: row.sku,
        buyer,
        status: row.status,
        price: row.price.unwrap_or(Money::kopecks(0)),
        ordered_at: row.ordered_at,
        delivered_at: row.delivered_at,
        scheme: row.scheme,
        paid_at: row.paid_at,
    }
}

/// Adds reviews. What the file does not say of the product and the order is looked up first.
pub(super) async fn reviews(
    app: App,
    seller: SellerId,
    shop: Arc<str>,
    batch: Batch<judged::Review>,
) -> Result<Stored, Failure> {
    let rows: Vec<_> = batch.into_iter().map(|(_, row)| row).collect();
    let (rows, known) = app.store().read(move |tx| look_up(tx, seller, rows)).await?;
    let now = app.now();
    let all = rows.into_iter().map(|row| known.complete(row, &shop, now)).collect();
    Ok(Stored { added: super::reviews(&app, seller, all).await?, refused: Vec::new() })
}

/// What the database knows about the products and orders of a batch.
#[derive(Default)]
struct Known {
    names: HashMap<Sku, String>,
    items: HashMap<(OrderId, Sku), (OrderStatus, Option<PersonId>)>,
}

fn look_up(
    tx: &mut Tx<'_>,
    seller: SellerId,
    rows: Vec<judged::Review>,
) -> Result<(Vec<judged::Review>, Known), Failure> {
    let mut known = Known::default();
    for row in &rows {
        let Some(sku) = row.sku else { continue };
        if row.product_name.is_none() && !known.names.contains_key(&sku) {
            let name = products::one(tx, seller, sku)?.map(|product| product.name);
            known.names.insert(sku, name.unwrap_or_default());
        }
        if let Some(order) = &row.order
            && let Some(item) = orders::one(tx, seller, order, sku)?
        {
            known.items.insert((order.clone(), sku), item);
        }
    }
    Ok((rows, known))
}

impl Known {
    /// An order that nobody knows counts as delivered: the review was public where it comes from.
    fn complete(&self, row: judged::Review, shop: &str, now: Timestamp) -> NewReview {
        let item = row.order.clone().zip(row.sku).and_then(|item| self.items.get(&item));
        let (order_status, buyer) = item.copied().unwrap_or((OrderStatus::Delivered, None));
        // When an answer was given is known more rarely than that it was.
        let answered_at = |at: Option<Timestamp>| at.or(row.published_at).unwrap_or(now);
        let status = if row.answer.is_some() { ReviewStatus::Processed } else { ReviewStatus::New };
        let answer = row.answer.map(|answer| NewComment {
            author: AuthorKind::Seller,
            author_name: shop.to_owned(),
            text: answer.text,
            at: answered_at(answer.at),
        });
        NewReview {
            key: row.key,
            sku: row.sku,
            order: row.order,
            order_status,
            buyer,
            buyer_name: row.author.unwrap_or_default(),
            rating: row.rating,
            text: row.text,
            pros: row.pros.unwrap_or_default(),
            cons: row.cons.unwrap_or_default(),
            media: Vec::new(),
            published_at: row.published_at,
            status,
            comments: answer.into_iter().collect(),
            product_name: row.product_name.or_else(|| self.names.get(&row.sku?).cloned()),
        }
    }
}
