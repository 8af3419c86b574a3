//! What a buyer does with a basket: puts in, takes out, types a coupon, orders.
//!
//! Each change promises the prices of the whole basket for a quarter of an hour and keeps the promotions' pieces for it, in
//! the same transaction.

pub(crate) mod hold;
pub(crate) mod place;
pub(crate) mod weigh;

use domain::promotions::promise::{LINES_MAX, PIECES_MAX};
use domain::{Code, OrderId, PersonId, Refusal, Sku, Timestamp};
use store::{Tx, baskets, products};
use weigh::{Kept, Own, weigh};

use crate::actors::Buyer;
use crate::once::{Once, once};
use crate::{App, Failure, pricing};

/// How long a coupon's code may be, in characters.
pub const CODE_MAX: usize = 40;

/// Puts so many pieces more of a product into the basket; how many of it there are then.
pub async fn add(app: &App, buyer: &Buyer, sku: Sku, pieces: i64) -> Result<i64, Failure> {
    let (now, buyer) = (app.now(), buyer.id);
    app.store()
        .write(move |tx| {
            let there = baskets::quantity(tx, buyer, sku)?.unwrap_or(0);
            sound(pieces)?;
            put(tx, buyer, sku, there.saturating_add(pieces), now)?;
            Ok(there + pieces)
        })
        .await
}

/// Says how many pieces of a product there are to be in the basket; it is put there where it is not.
pub async fn set(app: &App, buyer: &Buyer, sku: Sku, pieces: i64) -> Result<(), Failure> {
    let (now, buyer) = (app.now(), buyer.id);
    app.store().write(move |tx| put(tx, buyer, sku, pieces, now)).await
}

/// Takes a product out.
pub async fn remove(app: &App, buyer: &Buyer, sku: Sku) -> Result<(), Failure> {
    let (now, buyer) = (app.now(), buyer.id);
    app.store()
        .write(move |tx| {
            if !baskets::remove(tx, buyer, sku)? {
                return Err(Refusal::new(Code::NotInBasket).at("sku").into());
            }
            promise(tx, buyer, Coupon::AsItWas, now)
        })
        .await
}

/// Promises the prices of now for a quarter of an hour, where what was promised before is over.
pub async fn renew(app: &App, buyer: &Buyer) -> Result<(), Failure> {
    let (now, buyer) = (app.now(), buyer.id);
    app.store().write(move |tx| promise(tx, buyer, Coupon::AsItWas, now)).await
}

/// Types a coupon in place of the one before; an empty one takes that away. Refused where it opens nothing.
pub async fn coupon(app: &App, buyer: &Buyer, code: &str) -> Result<(), Failure> {
    let code = code.trim().to_uppercase();
    if code.chars().count() > CODE_MAX {
        return Err(Refusal::new(Code::CouponUnknown).at("code").into());
    }
    let (now, buyer) = (app.now(), buyer.id);
    app.store()
        .write(move |tx| {
            if code.is_empty() {
                return promise(tx, buyer, Coupon::None, now);
            }
            let before = baskets::promise(tx, buyer)?;
            let again = match before.filter(|promise| promise.coupon.as_ref() == Some(&code)) {
                Some(promise) => hold::kept(&promise)?.coupon,
                None => false,
            };
            weigh::opens(tx, buyer, &code, again, now)?.map_err(|why| Refusal::new(why).at("code"))?;
            promise(tx, buyer, Coupon::Typed(code), now)
        })
        .await
}

/// Orders what is in the basket, to be paid on delivery: an order for each shop. `total` is what the buyer agreed to pay in all,
/// in minor units; where it would be more by now, nothing is ordered.
pub async fn order(app: &App, buyer: &Buyer, total: i64, key: Option<Once>) -> Result<Vec<OrderId>, Failure> {
    let (now, buyer) = (app.now(), buyer.id);
    let placed: Vec<String> = app
        .store()
        .write(move |tx| {
            once(tx, key.as_ref(), now, |tx| {
                hold::expire(tx, now)?;
                place::place(tx, buyer, total, now)
            })
        })
        .await?;
    Ok(placed.into_iter().map(OrderId).collect())
}

fn sound(pieces: i64) -> Result<(), Refusal> {
    if (1..=PIECES_MAX).contains(&pieces) {
        return Ok(());
    }
    Err(Refusal::new(Code::BasketQuantity).at("quantity").with("max", PIECES_MAX))
}

fn put(tx: &mut Tx<'_>, buyer: PersonId, sku: Sku, pieces: i64, now: Timestamp) -> Result<(), Failure> {
    sound(pieces)?;
    let product = products::by_sku(tx, sku)?.ok_or(Code::ProductNotFound)?;
    if pieces > product.stock {
        let refusal = Refusal::new(Code::OutOfStock).at("quantity").with("product", &product.name);
        return Err(refusal.with("stock", product.stock).into());
    }
    let there = baskets::quantity(tx, buyer, sku)?.is_some();
    if !there && baskets::count(tx, buyer)? >= LINES_MAX {
        return Err(Refusal::new(Code::BasketFull).with("max", LINES_MAX).into());
    }
    baskets::put(tx, buyer, product.seller, sku, pieces, now)?;
    promise(tx, buyer, Coupon::AsItWas, now)
}

enum Coupon {
    AsItWas,
    Typed(String),
    None,
}

/// Promises the prices of the basket as it is now.
fn promise(tx: &mut Tx<'_>, buyer: PersonId, coupon: Coupon, now: Timestamp) -> Result<(), Failure> {
    hold::expire(tx, now)?;
    let (before, kept) = hold::let_go(tx, buyer)?.map_or((None, Kept::default()), |(it, kept)| (it.coupon, kept));
    let code = match coupon {
        Coupon::AsItWas => before,
        Coupon::Typed(code) => Some(code),
        Coupon::None => None,
    };
    let weighed = weigh(tx, buyer, code.as_deref(), &kept, &Own::default(), now)?;
    if weighed.items.is_empty() && weighed.coupon.is_none() {
        return Ok(baskets::delete_promise(tx, buyer)?);
    }
    hold::keep(tx, buyer, &weighed, now)?;
    let pairs: Vec<_> = weighed.items.iter().map(|item| (item.seller, item.sku)).collect();
    pricing::note(tx, &pairs, now)
}
